//! Answers: is a move that was made here still one that may be made, after what others did?
//! Invariant: only what others changed can refuse it; a move that was not allowed before is for `crops check`.
//! Source: design, "Moves that are allowed" and "Gates and approvals".

use super::find::{Expected, expected_at};
use super::replay::Journey;
use super::verdicts::tree_of;
use super::yaml::tree::Value;
use super::yaml::{Tags, parse_with};
use crate::change::outcome::WriteRefused;
use crate::change::share::{MoveGone, MoveGoneWhy, ShareRefused};
use crate::git::bring::Stuck;
use crate::git::replay::{LocalCommit, PathChange, Standing};
use crate::model::digest::changed_keys;
use crate::model::history::ObjectId;
use crate::model::moves::{LeftStage, Passage, passage};
use crate::model::other::RecordType;
use crate::model::studio::Studio;
use crate::model::workflow::{Stage, Workflow};
use std::collections::BTreeMap;

/// The settings, kinds and workflows of a commit.
pub type Policies<'a> = &'a dyn Fn(ObjectId) -> Option<Studio>;

/// The moves of one commit.
pub struct Moves<'a> {
    journey: &'a Journey<'a>,
    commit: &'a LocalCommit,
    onto: ObjectId,
}

/// What a brief's file says of its course.
struct Course {
    id: String,
    kind: String,
    stage: String,
}

impl<'a> Moves<'a> {
    pub const fn of(journey: &'a Journey<'a>, commit: &'a LocalCommit, onto: ObjectId) -> Self {
        Self { journey, commit, onto }
    }

    /// # Errors
    /// At the first move that is gone.
    pub fn refuse_gone(
        &self,
        changes: &BTreeMap<String, PathChange>,
        paths: &BTreeMap<String, Option<Standing>>,
    ) -> Result<(), Stuck> {
        for (path, change) in changes {
            let is_brief = self
                .journey
                .target
                .studio_path(path)
                .is_some_and(|path| expected_at(path.as_str()) == Some(Expected::Record(RecordType::Brief)));
            let (Some(before), Some(after), Some(Some(now))) = (change.before, change.after, paths.get(path)) else {
                continue;
            };
            if is_brief {
                self.brief(path, [before, after, *now])?;
            }
        }
        Ok(())
    }

    fn brief(&self, path: &str, [before, after, now]: [Standing; 3]) -> Result<(), Stuck> {
        let target = self.journey.target;
        let (was, mine) = (target.blob(before.0)?, target.blob(after.0)?);
        let (Some(from), Some(to)) = (course(&was), course(&mine)) else {
            return Ok(());
        };
        if from.stage == to.stage {
            return Ok(());
        }
        let why = self.why_gone(path, (&from.stage, &to), (&mine, &target.blob(now.0)?))?;
        let Some(why) = why else { return Ok(()) };
        let gone = MoveGone {
            commit: self.commit.id.to_string(),
            subject: self.commit.subject.clone(),
            upstream: self.journey.upstream.to_owned(),
            brief: to.id,
            from: from.stage,
            to: to.stage,
            why,
        };
        Err(ShareRefused::MoveGone(Box::new(gone)).into())
    }

    fn why_gone(
        &self,
        path: &str,
        (from, to): (&str, &Course),
        (mine, now): (&[u8], &[u8]),
    ) -> Result<Option<MoveGoneWhy>, WriteRefused> {
        let Some(parent) = self.commit.parents.first() else {
            return Ok(None);
        };
        let (then, today) = ((self.journey.policies)(*parent), (self.journey.policies)(self.onto));
        let (Some(then), Some(today)) = (then, today) else {
            return Ok(None);
        };
        let Some(allowed) = passed(&then, (from, to)) else {
            return Ok(None);
        };
        let Some(still) = passed(&today, (from, to)) else {
            return Ok(Some(MoveGoneWhy::NotInProcess));
        };
        if still.passage != Passage::ThroughGate {
            return Ok(None);
        }
        if allowed.from.gate != still.from.gate {
            return Ok(Some(MoveGoneWhy::OtherRule));
        }
        if let (Some(gate), Some(mine), Some(now)) = (&still.from.gate, tree_of(mine), tree_of(now)) {
            let keys = changed_keys((&mine, &gate.covers), (&now, &gate.covers), &|_| None);
            let keys = keys.unwrap_or_default();
            if !keys.is_empty() {
                return Ok(Some(MoveGoneWhy::Stale { keys }));
            }
        }
        let spoken = self.spoken_since(path, *parent)?;
        Ok(spoken.then_some(MoveGoneWhy::Spoken))
    }

    /// Whether others have refused, taken an approval back or remarked something since.
    fn spoken_since(&self, path: &str, parent: ObjectId) -> Result<bool, WriteRefused> {
        let Some(folder) = path.strip_suffix("brief.yml") else {
            return Ok(false);
        };
        let target = self.journey.target;
        let since = target.changes(Some(parent), self.onto)?;
        for (path, change) in since.range(folder.to_owned()..) {
            let Some(below) = path.strip_prefix(folder) else { break };
            let Some((blob, _)) = change.after else { continue };
            let refuses = || {
                let text = target.blob(blob)?;
                Ok(!matches!(
                    word(&text, "verdict").as_deref(),
                    Some("approve" | "abstain" | "confirm")
                ))
            };
            if below.starts_with("feedback/") || below.starts_with("approvals/") && refuses()? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A move that a process allows.
struct Passed<'s> {
    passage: Passage,
    from: &'s Stage,
}

fn passed<'s>(studio: &'s Studio, (from, to): (&str, &Course)) -> Option<Passed<'s>> {
    let kind = studio.kinds.iter().find(|(id, _)| id.as_str() == to.kind)?.1;
    let workflow: &Workflow = studio.workflows.get(&kind.workflow.value)?;
    let (from, to) = (
        workflow.stage_once_called(from)?,
        workflow.stage_once_called(&to.stage)?,
    );
    let passage = passage(workflow, from, to, LeftStage::Unknown).ok()?;
    Some(Passed { passage, from })
}

fn course(bytes: &[u8]) -> Option<Course> {
    Some(Course {
        id: word(bytes, "id")?,
        kind: word(bytes, "kind")?,
        stage: word(bytes, "stage")?,
    })
}

/// The text under a key at the top of a record; `None` where there is none.
pub fn word(bytes: &[u8], key: &str) -> Option<String> {
    let node = parse_with(bytes, Tags::Forgotten).ok()?;
    let Value::Map(entries) = &node.value else { return None };
    match &entries.iter().find(|entry| *entry.key == *key)?.value.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}
