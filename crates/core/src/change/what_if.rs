//! Answers: which value of which file does `hero-film.production.duration=12d` mean?
//! Invariant: names are looked up and never guessed; what is near is suggested in the whole expression; nothing is written.
//! Source: `model::shape`: whatever a record can say can be tried.

mod fault;
mod value;
mod whole;

use super::YamlValue;
use super::edit_refused::EditRefused;
use crate::model::brief::Link;
use crate::model::campaign::{Campaign, Deliverable, StageOverride};
use crate::model::kind::{Kind, Rounds, StageWork};
use crate::model::other::RecordType;
use crate::model::person::Person;
use crate::model::place::StudioPath;
use crate::model::problem::Problem;
use crate::model::shape::{self, MapShape, ValueShape};
use crate::model::similar::nearest;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;
use value::Current;

/// One value put in the place of another, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub file: StudioPath,
    /// From the top of the document; what is missing on the way is made.
    pub at: Vec<Step>,
    pub value: YamlValue,
    pub how: How,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Key(String),
    /// The item of a list with this `id:`.
    Named(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Replace,
    /// One more item of a list: days off, bookings.
    Append,
    /// The item that the path names goes.
    Remove,
    /// A file that is not there yet, of these keys.
    NewPerson,
}

/// Why an expression cannot be tried.
#[derive(Clone, Debug, PartialEq)]
pub enum WhatIfFault {
    /// No `=`, or nothing before it.
    NoValue,
    /// A name that nothing has there.
    Unknown {
        typed: String,
        /// What it was looked for in; `None`: the studio or the campaign.
        within: Option<String>,
        /// The whole expression as it may have been meant.
        near: Option<String>,
        known: Vec<String>,
    },
    /// It names a part of a record, and no value.
    Incomplete {
        path: String,
        known: Vec<String>,
    },
    NotAPeriod {
        typed: String,
    },
    NotALink {
        typed: String,
    },
    /// The record cannot say that.
    Problem(Box<Problem>),
    /// The file is written in a way that cannot be changed.
    Edit(EditRefused),
    /// The file is none of the records that can be tried.
    NoRecord {
        known: Vec<String>,
    },
}

/// What an expression changes; several values where it says something of every gate of a deliverable.
/// Names without a campaign are those of `scope`.
///
/// # Errors
/// When it is no expression or names nothing.
pub fn read(studio: &Studio, scope: Option<&Campaign>, text: &str) -> Result<Vec<Assignment>, WhatIfFault> {
    let (path, value) = text.split_once('=').ok_or(WhatIfFault::NoValue)?;
    let (path, value) = (path.trim(), value.trim());
    if path.is_empty() {
        return Err(WhatIfFault::NoValue);
    }
    let reading = Reading { studio, text, path };
    if let Some(found) = reading.freelance(value) {
        return Ok(vec![found?]);
    }
    if let Some(gone) = reading.left_out(scope).filter(|_| value.is_empty()) {
        return Ok(gone);
    }
    let root = reading.root(scope)?;
    match root.names.as_slice() {
        ["rounds"] if !root.stages.is_empty() => {
            let mut found = Vec::new();
            for stage in root.stages.iter().filter(|stage| stage.rounds.is_some()) {
                let names = vec![stage.name, "rounds"];
                found.push(reading.assignment(Root { names, ..root.clone() }, value)?);
            }
            match found.is_empty() {
                true => Err(reading.unknown("rounds", &root)),
                false => Ok(found),
            }
        }
        _ => Ok(vec![reading.assignment(root, value)?]),
    }
}

/// Where an expression begins: a record or an item of one.
#[derive(Clone)]
struct Root<'a> {
    file: &'a StudioPath,
    /// What it is called in the expression.
    called: String,
    at: Vec<Step>,
    shape: &'static MapShape,
    /// What follows.
    names: Vec<&'a str>,
    stages: Vec<KnownStage<'a>>,
    person: Option<&'a Person>,
    /// Where the stages are said of something that has none of its own.
    instead: Option<String>,
}

/// A stage that an item or kind may say something about.
#[derive(Clone, Copy)]
struct KnownStage<'a> {
    name: &'a str,
    /// As the file writes it, when it does.
    written: Option<&'a str>,
    rounds: Option<Rounds>,
}

struct Reading<'a> {
    studio: &'a Studio,
    text: &'a str,
    path: &'a str,
}

/// Keys by which people name others.
const ALIASES: [(&str, &str); 2] = [("booked", "bookings"), ("rework", "rounds")];

impl<'a> Reading<'a> {
    fn root(&self, scope: Option<&'a Campaign>) -> Result<Root<'a>, WhatIfFault> {
        let Some((folder, rest)) = self.path.split_once('/') else {
            let names: Vec<&str> = self.path.split('.').collect();
            let own = scope.and_then(|campaign| self.in_campaign(campaign, &names));
            return own
                .or_else(|| self.record(&names))
                .or_else(|| scope.is_none().then(|| self.settings(&names)).flatten())
                .ok_or_else(|| self.nothing_called(names[0], scope));
        };
        let names: Vec<&str> = rest.split('.').collect();
        if let Some(campaign) = self.studio.campaigns.get(folder) {
            return self
                .in_campaign(campaign, &names)
                .ok_or_else(|| self.nothing_called(names[0], Some(campaign)));
        }
        let found = match folder {
            "kinds" => self.kind(&names),
            "team" => self.person(&names),
            "parties" => self.party(&names),
            "briefs" => self.brief(&names),
            "calendars" => self.calendar(&names),
            _ => None,
        };
        found.ok_or_else(|| {
            let known: Vec<String> = self.studio.campaigns.keys().map(ToString::to_string).collect();
            let near = nearest(folder, known.iter().map(String::as_str));
            WhatIfFault::Unknown {
                typed: self.path.to_owned(),
                within: None,
                near: near.map(|near| self.text.replacen(folder, near, 1)),
                known,
            }
        })
    }

    fn in_campaign(&self, campaign: &'a Campaign, names: &[&'a str]) -> Option<Root<'a>> {
        let shape = shape::of(RecordType::Campaign);
        let whole = |names: Vec<&'a str>| Root::of(&campaign.file, campaign.id.as_str(), shape, names);
        let item = (names.len() > 1).then(|| self.item(campaign, names)).flatten();
        if item.is_some() {
            return item;
        }
        if campaign.dates.iter().any(|(name, _)| **name == *names[0]) && names.len() == 1 {
            return Some(whole(vec!["dates", names[0]]));
        }
        let is_key = shape.key(names[0]).is_some();
        is_key.then(|| whole(names.to_vec()))
    }

    fn item(&self, campaign: &'a Campaign, names: &[&'a str]) -> Option<Root<'a>> {
        let is = |id: &str| id == names[0];
        let series = campaign.series.iter().find(|one| is(one.id.as_str()));
        let line = campaign.deliverables.iter().find(|one| is(one.id.as_str()));
        let list = if line.is_some() {
            "deliverables"
        } else if series.is_some() {
            "series"
        } else if campaign.tasks.iter().any(|one| is(one.id.as_str())) {
            "tasks"
        } else if campaign.milestones.iter().any(|one| is(one.id.as_str())) {
            "milestones"
        } else {
            return None;
        };
        let shape = match shape::of(RecordType::Campaign).key(list)?.value {
            ValueShape::List(ValueShape::Map(shape)) => *shape,
            _ => return None,
        };
        let mut root = Root::of(&campaign.file, names[0], shape, names[1..].to_vec());
        root.at = vec![Step::Key(list.into()), Step::Named(names[0].into())];
        root.stages = line.map_or_else(Vec::new, |line| self.stages_of_line(line));
        root.instead = series.map(|series| format!("kinds/{}", series.kind.value));
        Some(root)
    }

    fn stages_of_line(&self, line: &'a Deliverable) -> Vec<KnownStage<'a>> {
        let Some((kind, workflow)) = self.process(line.kind.as_str()) else {
            return Vec::new();
        };
        let one = |mut known: KnownStage<'a>| {
            let own = |own: &&StageOverride| is_stage(workflow, own.work.stage.as_str(), known.name);
            let own = line.stages.iter().find(own);
            known.written = own.map(|own| own.work.stage.as_str());
            known.rounds = own.and_then(|own| own.work.rounds).or(known.rounds);
            known
        };
        stages_of_kind(kind, workflow).map(one).collect()
    }

    fn process(&self, kind: &str) -> Option<(&'a Kind, &'a Workflow)> {
        let kind = self.studio.kinds.get(kind)?;
        Some((kind, self.studio.workflows.get(&kind.workflow.value)?))
    }

    /// Whatever has an id of its own: a person, a kind, a party, a brief.
    fn record(&self, names: &[&'a str]) -> Option<Root<'a>> {
        if names.len() < 2 {
            return None;
        }
        self.person(names)
            .or_else(|| self.kind(names))
            .or_else(|| self.party(names))
            .or_else(|| self.brief(names))
    }

    fn person(&self, names: &[&'a str]) -> Option<Root<'a>> {
        let person = self.studio.people.get(names[0])?;
        let shape = shape::of(RecordType::Person);
        let mut root = Root::of(&person.file, names[0], shape, names[1..].to_vec());
        root.person = Some(person);
        Some(root)
    }

    fn kind(&self, names: &[&'a str]) -> Option<Root<'a>> {
        let (kind, workflow) = self.process(names[0])?;
        let mut root = Root::of(&kind.file, names[0], shape::of(RecordType::Kind), names[1..].to_vec());
        root.stages = stages_of_kind(kind, workflow).collect();
        Some(root)
    }

    fn party(&self, names: &[&'a str]) -> Option<Root<'a>> {
        let party = self.studio.parties.get(names[0])?;
        Some(Root::of(
            &party.file,
            names[0],
            shape::of(RecordType::Party),
            names[1..].to_vec(),
        ))
    }

    fn calendar(&self, names: &[&'a str]) -> Option<Root<'a>> {
        let calendar = self.studio.calendars.get(names[0])?;
        let shape = shape::of(RecordType::Calendar);
        Some(Root::of(&calendar.file, names[0], shape, names[1..].to_vec()))
    }

    /// A brief says nothing of its stages: its deliverable does, else its kind.
    fn brief(&self, names: &[&'a str]) -> Option<Root<'a>> {
        let brief = crate::model::resolve::brief(self.studio, names[0]).ok()?;
        let shape = shape::of(RecordType::Brief);
        let key = names.get(1)?;
        let line = Some(&brief.link).and_then(|link| {
            let Link::Deliverable(link) = link else { return None };
            let campaign = self.studio.campaigns.get(&link.campaign)?;
            let names: Vec<&str> = [link.item.as_str()]
                .into_iter()
                .chain(names[1..].iter().copied())
                .collect();
            self.item(campaign, &names)
        });
        match line.filter(|line| shape.key(key).is_none() && !line.stages.is_empty()) {
            Some(line) => Some(line),
            None => {
                let mut root = Root::of(&brief.file, names[0], shape, names[1..].to_vec());
                root.instead = Some(format!("kinds/{}", brief.kind.value));
                Some(root)
            }
        }
    }

    fn settings(&self, names: &[&'a str]) -> Option<Root<'a>> {
        let shape = shape::of(RecordType::Studio);
        shape.key(names[0])?;
        Some(Root::of(&self.studio.settings.file, "crops.yml", shape, names.to_vec()))
    }

    fn assignment(&self, mut root: Root<'a>, text: &str) -> Result<Assignment, WhatIfFault> {
        let mut shape = ValueShape::Map(root.shape);
        let mut rounds = None;
        let mut names = std::mem::take(&mut root.names).into_iter();
        while let Some(name) = names.next() {
            let key = ALIASES
                .iter()
                .find(|(alias, _)| *alias == name)
                .map_or(name, |(_, key)| key);
            shape = match shape {
                ValueShape::Map(map) => match (map.key(key), root.stage(map, name)) {
                    (Some(known), _) => {
                        root.at.push(Step::Key(key.into()));
                        if key == "rounds" {
                            let part = if name == "rework" { Some(name) } else { names.next() };
                            return self.rounds(root, part, rounds, text);
                        }
                        known.value
                    }
                    (None, Some((stage, below))) => {
                        rounds = stage.rounds;
                        root.at.push(Step::Key("stages".into()));
                        root.at.push(Step::Key(stage.written.unwrap_or(stage.name).into()));
                        below
                    }
                    (None, None) => return Err(self.unknown_key(name, map, &root)),
                },
                ValueShape::MapOf(_, below) => {
                    root.at.push(Step::Key(key.into()));
                    *below
                }
                _ => return Err(self.unknown(name, &root)),
            };
        }
        if let ValueShape::Map(map) = shape {
            return Err(self.incomplete(map, &root));
        }
        let last = root.at.last().cloned();
        let current = Current { person: root.person };
        let (value, how) = value::of(&shape, last.as_ref(), text, current)?;
        Ok(Assignment {
            file: root.file.clone(),
            at: root.at,
            value,
            how,
        })
    }

    /// Reviews and rework are said together: what is not named stays as it is.
    fn rounds(
        &self,
        root: Root<'a>,
        part: Option<&str>,
        now: Option<Rounds>,
        text: &str,
    ) -> Result<Assignment, WhatIfFault> {
        let planned = now.map_or(1, |rounds| rounds.planned).to_string();
        let rework = now.and_then(|rounds| rounds.rework).map(value::length);
        let (planned, rework) = match part {
            None | Some("planned") => (text.to_owned(), rework),
            Some("rework") => (planned, Some(text.to_owned())),
            Some(other) => return Err(self.unknown(other, &root)),
        };
        let mut map = vec![("planned".to_owned(), YamlValue::Text(planned))];
        map.extend(rework.map(|rework| ("rework".to_owned(), YamlValue::Text(rework))));
        Ok(Assignment {
            file: root.file.clone(),
            at: root.at,
            value: YamlValue::Map(map),
            how: How::Replace,
        })
    }
}

impl<'a> Root<'a> {
    fn of(file: &'a StudioPath, called: &str, shape: &'static MapShape, names: Vec<&'a str>) -> Self {
        Self {
            file,
            called: called.to_owned(),
            at: Vec::new(),
            shape,
            names,
            stages: Vec::new(),
            person: None,
            instead: None,
        }
    }

    /// The stage of this name and what can be said about it, at the top of an item or kind.
    fn stage(&self, map: &'static MapShape, name: &str) -> Option<(KnownStage<'a>, ValueShape)> {
        let stage = self
            .stages
            .iter()
            .find(|stage| stage.name == name || stage.written == Some(name));
        let stage = stage.filter(|_| std::ptr::eq(map, self.shape))?;
        match map.key("stages")?.value {
            ValueShape::MapOf(_, below) => Some((*stage, *below)),
            _ => None,
        }
    }

    /// The part that was found, as it is typed.
    fn place(&self) -> String {
        let keys = self.at.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Named(_) => None,
        });
        let below = keys.skip(usize::from(self.at.iter().any(|step| matches!(step, Step::Named(_)))));
        let below = below.filter(|key| *key != "stages");
        [self.called.as_str()]
            .into_iter()
            .chain(below)
            .collect::<Vec<_>>()
            .join(".")
    }
}

fn is_stage(workflow: &Workflow, written: &str, name: &str) -> bool {
    let found = workflow.stage_once_called(written);
    found.is_some_and(|stage| stage.id.as_str() == name)
}

fn stages_of_kind<'a>(kind: &'a Kind, workflow: &'a Workflow) -> impl Iterator<Item = KnownStage<'a>> {
    workflow.stages.iter().map(|stage| {
        let name = stage.id.as_str();
        let work = |work: &&StageWork| is_stage(workflow, work.stage.as_str(), name);
        let work = kind.stages.iter().find(work);
        KnownStage {
            name,
            written: work.map(|work| work.stage.as_str()),
            rounds: work.and_then(|work| work.rounds),
        }
    })
}
