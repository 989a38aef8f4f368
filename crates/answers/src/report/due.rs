//! Answers: what is awaited, of whom, since when, how late, and until when before a launch moves?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.

use crate::metrics::awaiting::What;
use crate::model::Day;
use crate::model::duration::{HalfDays, Sla};
use crate::model::workflow::{OnSilence, SilenceAction};
use crate::report::pending::{PendingRequest, PendingView};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct DueReport {
    /// The studio's id, for names that stay.
    pub studio: String,
    pub today: Day,
    pub asked: Asked,
    /// The latest first.
    pub items: Vec<DueItem>,
    /// Open requests that carry what is told, and, where all was asked for, those that bring briefs.
    pub pending: Vec<PendingRequest>,
}

/// Of whom it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Id and name.
    pub person: Option<(String, String)>,
    pub role: Option<String>,
    pub only: Only,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    #[default]
    All,
    Overdue,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DueItem {
    pub what: What,
    /// A brief's id, or `campaign/item`.
    pub subject: String,
    pub is_brief: bool,
    pub title: String,
    /// Id, and title in the reader's language.
    pub stage: Option<(String, String)>,
    pub campaign: Option<String>,
    /// Any of them may answer; empty when nobody can be named.
    pub who: Vec<DueWho>,
    pub role: Option<String>,
    /// How many of them must.
    pub missing: u32,
    pub since: Option<Day>,
    pub waiting: HalfDays,
    pub sla: Option<Sla>,
    pub deadline: Option<Day>,
    pub late: HalfDays,
    /// The last day before a launch or due day moves.
    pub last_day: Option<Day>,
    /// The rule about silence, when it has lasted longer.
    pub silence: Option<OnSilence>,
    /// The branch of the request that carries the brief through its gate.
    pub pending: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueWho {
    pub person: String,
    pub name: String,
    /// The last day away.
    pub away_until: Option<Day>,
    /// Who decides meanwhile.
    pub delegates: Vec<String>,
}

/// What is awaited of one person, or of a role that nobody has.
#[derive(Clone, Debug, PartialEq)]
pub struct DueGroup<'r> {
    pub of: GroupOf<'r>,
    pub items: Vec<&'r DueItem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupOf<'r> {
    Person(&'r str),
    /// A role that nobody has who could answer.
    Role(&'r str),
    Nobody,
}

impl DueItem {
    pub fn is_late(&self) -> bool {
        self.late.0 > 0
    }

    /// The launch or due day moves already.
    pub fn moves(&self, today: Day) -> bool {
        self.last_day.is_some_and(|day| day < today)
    }

    /// What it is known by, whatever the day: its stage and who is asked belong to it.
    pub fn name(&self) -> String {
        let stage = self.stage.as_ref().map_or("", |(id, _)| id);
        let asked = self.role.as_deref().or(self.who.first().map(|who| who.person.as_str()));
        let parts = [self.subject.as_str(), stage, asked.unwrap_or_default()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("/")
    }
}

impl DueReport {
    /// Sorts what is awaited: the latest first, then what moves a launch first, then the oldest.
    pub fn sorted(mut self) -> Self {
        let far = Day::MAX;
        self.items.sort_by_key(|item| {
            let days = (item.last_day.unwrap_or(far), item.since.unwrap_or(far));
            (Reverse(item.late), days, item.subject.clone(), item.what)
        });
        self
    }

    pub fn late(&self) -> usize {
        self.items.iter().filter(|item| item.is_late()).count()
    }

    /// By person, those with most that is late first; what could be answered by several stands with each.
    pub fn groups(&self) -> Vec<DueGroup<'_>> {
        let mut groups: BTreeMap<GroupOf<'_>, Vec<&DueItem>> = BTreeMap::new();
        for item in &self.items {
            let nobody = item.role.as_deref().map_or(GroupOf::Nobody, GroupOf::Role);
            match item.who.is_empty() {
                true => groups.entry(nobody).or_default().push(item),
                false => {
                    for who in self.shown(item) {
                        groups.entry(GroupOf::Person(&who.person)).or_default().push(item);
                    }
                }
            }
        }
        let mut groups: Vec<DueGroup<'_>> = groups.into_iter().map(|(of, items)| DueGroup { of, items }).collect();
        groups.sort_by_key(|group| Reverse(group.items.iter().filter(|item| item.is_late()).count()));
        groups
    }

    /// Those of whom it is told: the one who was asked about, else everybody.
    fn shown<'r>(&'r self, item: &'r DueItem) -> impl Iterator<Item = &'r DueWho> {
        let asked = self.asked.person.as_ref().map(|(id, _)| id);
        let is_asked = move |who: &&DueWho| asked.is_none_or(|id| *id == who.person || who.delegates.contains(id));
        item.who.iter().filter(is_asked)
    }

    /// Somebody who is named, with where they are today.
    pub fn whoever(&self, person: &str) -> Option<&DueWho> {
        self.items
            .iter()
            .flat_map(|item| &item.who)
            .find(|who| who.person == person)
    }
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DueView {
    /// The person that was asked about; null for all.
    pub person: Option<String>,
    /// The role that was asked about; null for all.
    pub role: Option<String>,
    pub overdue_only: bool,
    pub late: usize,
    /// The latest first.
    pub items: Vec<DueItemView>,
    /// Open requests that carry these briefs, and, where all was asked for, those that bring new ones.
    pub pending: Vec<PendingView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DueItemView {
    /// `triage`, `work`, `verdict`, `mend`, `move`, `task`, `milestone` or `decision`.
    pub what: &'static str,
    /// The brief's id; null for what a campaign itself waits for.
    pub brief: Option<String>,
    /// `campaign/item`; null for a brief.
    pub item: Option<String>,
    pub title: String,
    pub stage: Option<String>,
    pub campaign: Option<String>,
    /// Any of them may answer; empty when nobody can be named.
    pub who: Vec<DueWhoView>,
    pub role: Option<String>,
    /// How many answers are missing.
    pub missing: u32,
    /// Null when history has not seen it come.
    pub since: Option<String>,
    /// Holds left out.
    pub waiting_working_days: f64,
    /// Of the stage: `2d` or `4h`.
    pub sla: Option<String>,
    /// The last day that keeps the SLA, or the day of a task, milestone or decision.
    pub deadline: Option<String>,
    pub late_working_days: f64,
    /// The last day before a launch or due day moves; null when nothing pulls it.
    pub last_day: Option<String>,
    /// That day is over.
    pub moves_launch: bool,
    /// What the rule says of silence, when it has lasted longer: `remind`, `escalate` or `tacit`.
    pub on_silence: Option<&'static str>,
    /// The branch of the open request that carries the brief through its gate.
    pub pending: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DueWhoView {
    pub person: String,
    pub name: String,
    /// The last day away; null for who is there.
    pub away_until: Option<String>,
    /// Who decides meanwhile.
    pub delegates: Vec<String>,
}

impl DueReport {
    pub fn view(&self) -> DueView {
        DueView {
            person: self.asked.person.as_ref().map(|(id, _)| id.clone()),
            role: self.asked.role.clone(),
            overdue_only: self.asked.only == Only::Overdue,
            late: self.late(),
            items: self.items.iter().map(|item| item.view(self.today)).collect(),
            pending: self.pending.iter().map(PendingRequest::view).collect(),
        }
    }
}

impl DueItem {
    fn view(&self, today: Day) -> DueItemView {
        let day = |day: Day| day.to_string();
        let who = |who: &DueWho| DueWhoView {
            person: who.person.clone(),
            name: who.name.clone(),
            away_until: who.away_until.map(day),
            delegates: who.delegates.clone(),
        };
        DueItemView {
            what: self.what.word(),
            brief: self.is_brief.then(|| self.subject.clone()),
            item: (!self.is_brief).then(|| self.subject.clone()),
            title: self.title.clone(),
            stage: self.stage.as_ref().map(|(id, _)| id.clone()),
            campaign: self.campaign.clone(),
            who: self.who.iter().map(who).collect(),
            role: self.role.clone(),
            missing: self.missing,
            since: self.since.map(day),
            waiting_working_days: self.waiting.as_days(),
            sla: self.sla.map(sla_word),
            deadline: self.deadline.map(day),
            late_working_days: self.late.as_days(),
            last_day: self.last_day.map(day),
            moves_launch: self.moves(today),
            on_silence: self.silence.as_ref().map(|rule| silence_word(rule.action)),
            pending: self.pending.clone(),
        }
    }
}

pub(super) fn sla_word(sla: Sla) -> String {
    match sla {
        Sla::WorkingDays(days) => format!("{}d", days.as_days()),
        Sla::OpenHours(minutes) => format!("{}h", f64::from(minutes.0) / 60.0),
    }
}

/// As workflows write it.
pub const fn silence_word(action: SilenceAction) -> &'static str {
    match action {
        SilenceAction::Remind => "remind",
        SilenceAction::Escalate => "escalate",
        SilenceAction::Tacit => "tacit",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(subject: &str, late: i32, people: &[&str]) -> DueItem {
        DueItem {
            what: What::Verdict,
            subject: subject.into(),
            is_brief: true,
            title: "Film".into(),
            stage: Some(("review".into(), "Review".into())),
            campaign: None,
            who: people
                .iter()
                .map(|person| DueWho {
                    person: (*person).into(),
                    name: (*person).into(),
                    away_until: None,
                    delegates: Vec::new(),
                })
                .collect(),
            role: Some("creative-lead".into()),
            missing: 1,
            since: None,
            waiting: HalfDays(0),
            sla: None,
            deadline: None,
            late: HalfDays(late),
            last_day: None,
            silence: None,
            pending: None,
        }
    }

    fn report(person: Option<&str>) -> DueReport {
        DueReport {
            studio: "7h2kq9vd3mxa".into(),
            today: Day::from_ymd_opt(2026, 11, 23).expect("a day"),
            asked: Asked {
                person: person.map(|id| (id.into(), id.into())),
                ..Asked::default()
            },
            items: vec![
                item("film-000001", 0, &["ines", "marc"]),
                item("film-000002", 4, &["marc"]),
                item("film-000003", 0, &[]),
            ],
            pending: Vec::new(),
        }
        .sorted()
    }

    #[test]
    fn what_several_could_answer_stands_with_each_and_the_latest_person_comes_first() {
        let report = report(None);
        let groups = report.groups();
        let told: Vec<_> = groups.iter().map(|group| (group.of, group.items.len())).collect();
        let person = GroupOf::Person;
        assert_eq!(
            told,
            [
                (person("marc"), 2),
                (person("ines"), 1),
                (GroupOf::Role("creative-lead"), 1)
            ]
        );
        let asked = self::report(Some("ines"));
        assert!(asked.groups().iter().all(|group| group.of != person("marc")));
    }

    #[test]
    fn a_thing_keeps_its_name_from_day_to_day() {
        let mut one = item("film-000001", 0, &["ines"]);
        let name = one.name();
        one.late = HalfDays(8);
        assert_eq!(one.name(), name);
        assert_eq!(name, "film-000001/review/creative-lead");
    }
}
