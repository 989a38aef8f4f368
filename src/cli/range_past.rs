//! Answers: who wrote what a range brings through a gate, and what has changed since a verdict?
//! Invariant: the merge that nobody has made yet is nobody's work; leaving a queue forgets authors once, and only where the base has the brief in one.
//! Source: design, "Gates and approvals", makers.

use super::at_gate::over;
use super::gate_past::{GatePast, left_queue};
use super::open::Opened;
use super::range_files::Range;
use super::reviewed::Reviewed;
use crate::git::revision::Lookup;
use crate::git::steps::CommitFacts;
use crate::model::brief::Brief;
use crate::model::digest::Tree;
use crate::model::history::ObjectId;
use crate::model::studio::Studio;
use crate::model::workflow::{Covers, Gate, Stage, StageClass};
use crate::store::verdicts::tree_of;
use crate::trail::gate::Silence;
use crate::trail::ledger::Told;
use std::collections::HashMap;

/// A brief of the range, with its history in the base.
pub struct PastOf<'a, 'r, 's> {
    pub range: &'a Range<'r>,
    /// Policy of the base.
    pub base: &'a Studio,
    pub told: &'a Told,
    pub before: Option<&'a Brief>,
    pub after: &'a Brief,
    pub reviewed: &'a Reviewed<'s>,
}

impl PastOf<'_, '_, '_> {
    /// Every version, the oldest first, the result last.
    pub fn read(&self, covers: &Covers) -> GatePast {
        let mut past = GatePast::new(covers, self.hashes());
        let was_queued = self.before.is_none_or(|before| self.is_queue(before.stage.as_str()));
        if let (Some(before), Ok(mut lookup)) = (self.before, Lookup::new(&self.range.home.repository)) {
            let since = match was_queued {
                true => None,
                false => left_queue(self.told, self.base, before),
            };
            past.committed(&mut lookup, self.told, (before, &self.range.home.folder), since);
        }
        let mut is_queued = was_queued;
        for commit in &self.range.commits {
            let Some(written) = self.tree(commit.id) else { continue };
            let befores: Vec<Option<Tree>> = commit.parents.iter().map(|parent| self.tree(*parent)).collect();
            let stays_queued = self.is_queue(stage_in(&written));
            let was_in = |before: &Option<Tree>| before.as_ref().is_some_and(|tree| self.is_queue(stage_in(tree)));
            if is_queued && !stays_queued && befores.iter().any(was_in) {
                past.forget_authors();
                is_queued = false;
            }
            past.add(written, &befores, Some(&*commit.author.email));
        }
        if let Some(result) = self.tree(self.range.merged.commit) {
            past.add(result, &[], None);
        }
        past
    }

    fn is_queue(&self, stage: &str) -> bool {
        let workflow = self.base.workflow_of(self.before.unwrap_or(self.after));
        let stage = workflow.and_then(|workflow| workflow.stage_once_called(stage));
        stage.is_some_and(|stage| stage.class == StageClass::Queue)
    }

    fn tree(&self, commit: ObjectId) -> Option<Tree> {
        let files = [Some(self.after), self.before]
            .into_iter()
            .flatten()
            .map(|brief| &brief.file);
        let bytes = files
            .filter_map(|file| self.range.bytes(commit, file.as_str()))
            .next()?;
        tree_of(&bytes)
    }

    /// The hash of each proof, as its record in the result has it.
    fn hashes(&self) -> HashMap<String, String> {
        let briefs = [Some(self.after), self.before].into_iter().flatten();
        let proofs = briefs.flat_map(|brief| brief.proofs.iter());
        let hash = |id: &str| Some((id.to_owned(), self.reviewed.asset(self.range.merged.commit, id)?));
        proofs.filter_map(|id| hash(id.as_str())).collect()
    }

    /// Whoever put a proof of the brief on record in the range.
    pub fn asset_authors(&self) -> Vec<String> {
        let paths: Vec<String> = self
            .after
            .proofs
            .iter()
            .map(|id| format!("assets/{}.yml", id.as_str()))
            .collect();
        let is_new = |path: &&String| self.range.files.iter().any(|file| file.path.as_str() == path.as_str());
        let paths: Vec<&String> = paths.iter().filter(is_new).collect();
        let wrote = |commit: &&CommitFacts| {
            paths.iter().any(|path| {
                let now = self.range.bytes(commit.id, path);
                let same = |parent: &ObjectId| self.range.bytes(*parent, path) == now;
                now.is_some() && !commit.parents.iter().any(same)
            })
        };
        let commits = self.range.commits.iter().filter(wrote);
        commits.map(|commit| commit.author.email.to_string()).collect()
    }

    /// Whether the base has the brief at the gate for as long as its rule lets silence pass for consent.
    pub fn silence(&self, base: &Opened, (stage, gate): (&Stage, &Gate)) -> Silence {
        let stands = self.before.filter(|before| before.stage.value == stage.id.value);
        let events = stands.and_then(|before| self.told.events.of(before.id.as_str()));
        let came = events.and_then(|brief| {
            let mut events = brief.events.iter().rev();
            events.find(|event| event.to.as_ref() == Some(&stage.id.value))
        });
        match came {
            Some(came) => over(base, gate, came.time.with_timezone(&base.zone).date_naive()),
            None => Silence::Waiting,
        }
    }
}

fn stage_in(tree: &Tree) -> &str {
    let Tree::Map(entries) = tree else { return "" };
    match entries.iter().find(|(key, _)| &**key == "stage") {
        Some((_, Tree::Text(stage))) => stage,
        _ => "",
    }
}
