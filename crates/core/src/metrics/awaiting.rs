//! Answers: whose work or verdict is awaited, since when, until when, and how late is it?
//! Invariant: at a gate those whose turn it is by its rule; elsewhere who is named for the stage, else whoever has its role; days count on the calendar of whoever is awaited.
//! Source: design, "Gates and approvals" and "Time"; `docs/workflows.md`.

use super::clock::{Clock, Whose};
use super::subject;
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::campaign::Campaign;
use crate::model::duration::{HalfDays, Sla};
use crate::model::history::Moment;
use crate::model::id::PersonId;
use crate::model::studio::{Someone, Studio};
use crate::model::workflow::{OnSilence, Stage, StageClass};
use crate::plan::anchors::work_day_of;
use crate::plan::calendars::Calendars;
use crate::trail::gate::{GateLack, has_role};
use crate::trail::visit::{Pause, Visit};

/// What is awaited of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A request is to be accepted or declined.
    Triage,
    Work,
    Verdict,
    /// Something else than a verdict keeps the gate shut: open remarks, changes that were asked for.
    Mend,
    /// The rule is met and the brief stays.
    Move,
    /// A task of a campaign that was begun.
    Task,
    /// A milestone of a campaign is near.
    Milestone,
    /// A decision that a campaign asks for.
    Decision,
}

impl What {
    pub const ALL: [Self; 8] = [
        Self::Triage,
        Self::Work,
        Self::Verdict,
        Self::Mend,
        Self::Move,
        Self::Task,
        Self::Milestone,
        Self::Decision,
    ];

    /// The word in JSON and CSV.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Triage => "triage",
            Self::Work => "work",
            Self::Verdict => "verdict",
            Self::Mend => "mend",
            Self::Move => "move",
            Self::Task => "task",
            Self::Milestone => "milestone",
            Self::Decision => "decision",
        }
    }
}

/// One thing that is awaited, and of whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub what: What,
    /// The role that is asked for.
    pub role: Option<String>,
    /// Any of them may answer; empty when nobody can be named.
    pub people: Vec<String>,
    /// How many of them must.
    pub missing: u32,
}

/// What a gate lacks, and whose turn it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtItsGate {
    pub lacks: Vec<GateLack>,
    pub turn: Vec<GateLack>,
}

/// Whose turn it is with a brief; nothing of one that is done, dropped or on hold.
pub fn calls(studio: &Studio, brief: &Brief, stage: &Stage, gate: &AtItsGate, today: Day) -> Vec<Call> {
    match stage.class {
        StageClass::Queue => vec![hands(studio, brief, stage, What::Triage, today)],
        StageClass::Work => vec![hands(studio, brief, stage, What::Work, today)],
        StageClass::Gate if stage.gate.is_none() => vec![hands(studio, brief, stage, What::Verdict, today)],
        StageClass::Gate if gate.lacks.is_empty() => vec![keeper(studio, brief, What::Move)],
        StageClass::Gate => {
            let verdicts: Vec<Call> = gate.turn.iter().filter_map(verdict).collect();
            match verdicts.is_empty() {
                true => vec![keeper(studio, brief, What::Mend)],
                false => verdicts,
            }
        }
        StageClass::Hold | StageClass::Done | StageClass::Dropped => Vec::new(),
    }
}

/// Who is named for the stage; in a queue, whoever sorts requests; else the owner, else whoever has the role.
fn hands(studio: &Studio, brief: &Brief, stage: &Stage, what: What, today: Day) -> Call {
    let named = brief.who.iter().find(|(id, _)| {
        let id = id.as_str();
        id == stage.id.as_str() || stage.was.iter().any(|old| old.as_str() == id)
    });
    let named = named.map(|(_, people)| people.iter().map(|id| id.value.to_string()).collect::<Vec<_>>());
    let role = stage.role.as_ref().map(|role| role.to_string());
    let owner = || brief.owner.iter().map(|id| id.value.to_string()).collect::<Vec<_>>();
    let holders = || {
        role.as_deref()
            .map_or_else(Vec::new, |role| holders(studio, role, today))
    };
    let not_empty = |people: Vec<String>| (!people.is_empty()).then_some(people);
    let people = named.and_then(not_empty).or_else(|| match what {
        What::Triage | What::Verdict => not_empty(holders()).or_else(|| not_empty(owner())),
        _ => not_empty(owner()).or_else(|| not_empty(holders())),
    });
    Call {
        what,
        role,
        people: people.unwrap_or_default(),
        missing: 1,
    }
}

fn keeper(studio: &Studio, brief: &Brief, what: What) -> Call {
    let campaign = brief.link.campaign().and_then(|id| studio.campaigns.get(id));
    let owner = brief
        .owner
        .as_ref()
        .or_else(|| campaign.and_then(|one| one.owner.as_ref()));
    Call {
        what,
        role: None,
        people: owner.map(|id| id.value.to_string()).into_iter().collect(),
        missing: 1,
    }
}

fn verdict(lack: &GateLack) -> Option<Call> {
    let call = |role: Option<&String>, people: Vec<String>, missing| Call {
        what: What::Verdict,
        role: role.cloned(),
        people,
        missing,
    };
    match lack {
        GateLack::Role {
            role, missing, people, ..
        } => Some(call(Some(role), people.clone(), *missing)),
        GateLack::Person { person, delegate } => {
            let people = std::iter::once(person).chain(delegate).cloned().collect();
            Some(call(None, people, 1))
        }
        _ => None,
    }
}

fn holders(studio: &Studio, role: &str, today: Day) -> Vec<String> {
    let people = studio.people.keys();
    people
        .filter(|id| has_role(studio, id.as_str(), role, today))
        .map(ToString::to_string)
        .collect()
}

/// How long a brief has been where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wait {
    pub since: Option<Day>,
    /// Working days since then, less holds.
    pub waiting: HalfDays,
    /// The last day that keeps the SLA; `None` without one.
    pub deadline: Option<Day>,
    /// Working days beyond it.
    pub late: HalfDays,
}

/// By the visit that is open; nothing is known of one that history has not seen.
pub fn wait(clock: &Clock, whose: Whose<'_>, visit: Option<&Visit>, sla: Option<Sla>) -> Wait {
    visit.map_or_else(Wait::default, |visit| {
        wait_since(clock, whose, (visit.start.time, &visit.pauses), sla)
    })
}

/// From an instant on, holds left out.
pub fn wait_since(clock: &Clock, whose: Whose<'_>, (start, pauses): (Moment, &[Pause]), sla: Option<Sla>) -> Wait {
    let since = clock.day(start);
    let now = clock.now();
    let deadline = sla.and_then(|sla| clock.deadline(whose, sla, start, now, pauses));
    let deadline = deadline.map(|at| at.date());
    let paused: f64 = pauses
        .iter()
        .map(|pause| clock.working_days(whose, pause.from, pause.to.unwrap_or(now)))
        .sum();
    Wait {
        since: Some(since),
        waiting: halves(clock.working_days_since(whose, since) - paused),
        deadline,
        late: deadline.map_or(HalfDays(0), |day| halves(clock.working_days_since(whose, day))),
    }
}

fn halves(days: f64) -> HalfDays {
    HalfDays((days * 2.0).round().clamp(0.0, 1e6) as i32)
}

/// Whose calendar counts for a brief in a stage: the client's where its gate waits for them.
pub fn whose<'a>(studio: &'a Studio, brief: &Brief, stage: &Stage) -> Whose<'a> {
    let client = || {
        let campaign = studio.campaigns.get(brief.link.campaign()?)?;
        campaign.client.as_ref().map(|party| &party.value)
    };
    match stage.gate.as_ref().map(|gate| subject::awaited(studio, gate)) {
        Some(subject::Awaited::Client) => client().map_or(Whose::Studio, Whose::Party),
        Some(subject::Awaited::Team) | None => Whose::Studio,
    }
}

/// The rule about silence, once the wait is longer than it lets silence be.
pub fn broken_silence(stage: &Stage, wait: &Wait) -> Option<OnSilence> {
    let rule = stage.gate.as_ref()?.on_silence.as_ref()?;
    (wait.since.is_some() && wait.waiting > rule.after).then(|| rule.clone())
}

/// Until when somebody is away, and who decides for them meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// The last day.
    pub until: Day,
    pub delegates: Vec<String>,
}

/// `None` of whoever is there today, and of people of parties, whose days off nobody knows.
pub fn away(studio: &Studio, person: &str, today: Day) -> Option<Away> {
    let Some(Someone::Person(person)) = studio.someone(person) else {
        return None;
    };
    let off = person.off.iter().filter(|off| off.from <= today && today <= off.to);
    let until = off.map(|off| off.to).max()?;
    let then = person
        .delegates
        .iter()
        .filter(|one| one.from <= today && today <= one.to);
    Some(Away {
        until,
        delegates: then.map(|one| one.person.to_string()).collect(),
    })
}

/// Something of a campaign itself that is awaited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfCampaign {
    pub id: String,
    pub title: String,
    pub call: Call,
    pub since: Option<Day>,
    pub deadline: Option<Day>,
}

/// Milestones are told this many half days before their day.
const NEAR: HalfDays = HalfDays(20);

/// Tasks that were begun, milestones that are near, and decisions; nothing of a campaign that is launched.
pub fn of_campaign(campaign: &Campaign, calendars: &Calendars<'_>, today: Day) -> Vec<OfCampaign> {
    if campaign.launch.as_ref().is_some_and(|launch| launch.value < today) {
        return Vec::new();
    }
    let people = |owner: Option<&PersonId>| -> Vec<String> { owner.map(ToString::to_string).into_iter().collect() };
    let own = campaign.owner.as_ref().map(|owner| &owner.value);
    let day = |by: &crate::model::anchor::DayExpr| work_day_of(by, Some(campaign), calendars.studio());
    let call = |what, role: Option<String>, people| Call {
        what,
        role,
        people,
        missing: 1,
    };
    let begun = campaign.tasks.iter().filter(|task| task.done.is_none());
    let tasks = begun.filter_map(|task| {
        let since = task.started.as_ref()?.value;
        let role = task.role.as_ref().map(|role| role.to_string());
        let owner = task.owner.as_ref().map(|owner| &owner.value);
        let owner = owner.or_else(|| own.filter(|_| task.role.is_none()));
        Some(OfCampaign {
            id: task.id.to_string(),
            title: task.title.as_deref().unwrap_or(task.id.as_str()).to_owned(),
            call: call(What::Task, role, people(owner)),
            since: Some(since),
            deadline: task.must_end_by.as_ref().and_then(|by| day(&by.value)),
        })
    });
    let soon = |by: Day| halves_between(calendars, today, by) <= NEAR;
    let milestones = campaign.milestones.iter().filter(|one| one.done.is_none());
    let milestones = milestones.filter_map(|one| {
        let by = day(&one.by.as_ref()?.value).filter(|by| soon(*by))?;
        Some(OfCampaign {
            id: one.id.to_string(),
            title: one.title.as_deref().unwrap_or(one.id.as_str()).to_owned(),
            call: call(What::Milestone, None, people(own)),
            since: None,
            deadline: Some(by),
        })
    });
    let open = campaign.decisions.iter().filter(|one| one.decided.is_none());
    let decisions = open.map(|one| OfCampaign {
        id: one.id.to_string(),
        title: one.ask.to_string(),
        call: call(
            What::Decision,
            None,
            people(one.owner.as_ref().map(|owner| &owner.value).or(own)),
        ),
        since: None,
        deadline: one.by.as_ref().and_then(|by| day(&by.value)),
    });
    tasks.chain(milestones).chain(decisions).collect()
}

/// Working time of the studio after one day, up to and with another; none when it is before.
pub fn halves_between(calendars: &Calendars<'_>, from: Day, to: Day) -> HalfDays {
    use crate::plan::network::Instant;
    HalfDays(
        calendars
            .studio()
            .count(Instant::end_of(from), Instant::end_of(to))
            .max(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Period;
    use crate::model::id::StageId;
    use crate::model::person::Delegate;
    use crate::model::sample;

    fn called(stage: &str, gate: &AtItsGate, change: impl FnOnce(&mut Brief)) -> Vec<(What, Vec<String>)> {
        let studio = sample::studio();
        let mut brief = sample::brief("film-000001", stage);
        change(&mut brief);
        let workflow = sample::workflow();
        let stage = workflow.stage(stage).expect("a stage");
        let calls = calls(&studio, &brief, stage, gate, sample::day("2026-11-23"));
        calls.into_iter().map(|call| (call.what, call.people)).collect()
    }

    fn person(name: &str) -> crate::model::place::Placed<PersonId> {
        sample::placed(PersonId::new(name).expect("a slug"))
    }

    #[test]
    fn who_is_named_comes_before_the_owner_and_the_owner_before_a_role() {
        let open = AtItsGate::default();
        let owned = |brief: &mut Brief| brief.owner = Some(person("omar"));
        let named = |brief: &mut Brief| {
            brief.owner = Some(person("omar"));
            let stage = sample::placed(StageId::new("production").expect("a slug"));
            brief.who.push((stage, vec![person("lea")]));
        };
        assert_eq!(called("production", &open, named), [(What::Work, vec!["lea".into()])]);
        assert_eq!(called("production", &open, owned), [(What::Work, vec!["omar".into()])]);
        let of_role = called("production", &open, |_| {});
        assert_eq!(of_role, [(What::Work, vec!["lea".into(), "marc".into()])]);
        assert_eq!(called("intake", &open, owned), [(What::Triage, vec!["omar".into()])]);
        assert!(called("on-hold", &open, owned).is_empty());
        assert!(called("delivered", &open, owned).is_empty());
    }

    #[test]
    fn a_gate_awaits_those_whose_turn_it_is_or_what_else_shuts_it() {
        let owned = |brief: &mut Brief| brief.owner = Some(person("omar"));
        let turn = GateLack::Role {
            role: "creative-lead".into(),
            missing: 1,
            people: vec!["ines".into(), "marc".into()],
            delegates: Vec::new(),
        };
        let remark = GateLack::OpenRemark {
            item: "2t8wq4zc/f1".into(),
            by: "ines".into(),
            text: "darker".into(),
        };
        let waits = AtItsGate {
            lacks: vec![remark.clone(), turn.clone()],
            turn: vec![turn],
        };
        let verdict = [(What::Verdict, vec!["ines".to_owned(), "marc".to_owned()])];
        assert_eq!(called("review", &waits, owned), verdict);
        let shut = AtItsGate {
            lacks: vec![remark],
            turn: Vec::new(),
        };
        assert_eq!(called("review", &shut, owned), [(What::Mend, vec!["omar".into()])]);
        let met = AtItsGate::default();
        assert_eq!(called("review", &met, owned), [(What::Move, vec!["omar".into()])]);
    }

    #[test]
    fn who_is_away_is_told_with_who_decides_meanwhile() {
        let mut studio = sample::studio();
        let ines = studio.people.get_mut("ines").expect("a person");
        ines.off.push(Period {
            from: sample::day("2026-11-20"),
            to: sample::day("2026-11-27"),
            why: None,
            span: crate::model::place::Span::default(),
        });
        ines.delegates.push(Delegate {
            person: person("marc"),
            from: sample::day("2026-11-20"),
            to: sample::day("2026-11-24"),
        });
        let away = |day: &str| away(&studio, "ines", sample::day(day)).map(|away| (away.until, away.delegates));
        let until = sample::day("2026-11-27");
        assert_eq!(away("2026-11-23"), Some((until, vec!["marc".into()])));
        assert_eq!(away("2026-11-27"), Some((until, Vec::new())));
        assert_eq!(away("2026-11-28"), None);
    }
}
