//! Answers: which rules does the studio break, and where?
//! Invariant: one file per rule and one list of them; ids are never reused or renamed.
//! Source: `docs/checks.md`.

mod asset_circle;
mod bad_id;
mod bad_value;
mod born_beyond_queue;
mod calendar_never_open;
mod conflict_markers;
mod contradicting_dates;
mod dependency_cycle;
mod duplicate_id;
mod duplicate_key;
mod gate_without_rule;
mod handoff_not_ticked;
mod id_unlike_path;
mod milestone_not_ready;
mod missing_intake;
mod missing_key;
mod newer_format;
mod person_without_hours;
pub mod range;
mod required_field_missing;
mod rights_too_short;
mod role_without_person;
mod shared_deliverable;
mod too_many_occurrences;
mod too_many_rounds;
mod transition_not_allowed;
mod unknown_anchor;
mod unknown_holiday_rule;
mod unknown_key;
mod unknown_reference;
mod unknown_stage;
mod unknown_term;
mod unknown_timezone;
mod unknown_type;
mod unreadable_file;
mod wrong_folder;
mod wrong_shape;
mod yaml_syntax;

use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::handoff::LeaveLack;
use crate::model::id::{BriefId, StageId};
use crate::model::moves::{LeftStage, net_passage};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;
use crate::trail::leaving::{self, Leaving, SentBack};
use std::collections::BTreeMap;

/// One thing that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Also the anchor of its section in `docs/checks.md`.
    pub id: &'static str,
    /// How bad it is at worst.
    pub severity: Severity,
    pub found_by: FoundBy,
}

#[derive(Clone, Copy, Debug)]
pub enum FoundBy {
    /// The reader of the files sees it.
    Loading,
    Checking(fn(&CheckInput<'_>) -> Vec<Finding>),
    /// Only `check --range` sees it: see [`range`].
    Range,
}

/// Every rule: first what makes a file unreadable, then its keys and values, then what they mean together.
pub const CHECKS: &[Rule] = &[
    unreadable_file::RULE,
    yaml_syntax::RULE,
    conflict_markers::RULE,
    duplicate_key::RULE,
    unknown_type::RULE,
    newer_format::RULE,
    wrong_folder::RULE,
    wrong_shape::RULE,
    bad_value::RULE,
    missing_key::RULE,
    unknown_key::RULE,
    bad_id::RULE,
    id_unlike_path::RULE,
    duplicate_id::RULE,
    unknown_reference::RULE,
    unknown_term::RULE,
    unknown_stage::RULE,
    unknown_anchor::RULE,
    unknown_holiday_rule::RULE,
    unknown_timezone::RULE,
    transition_not_allowed::RULE,
    born_beyond_queue::RULE,
    dependency_cycle::RULE,
    contradicting_dates::RULE,
    missing_intake::RULE,
    role_without_person::RULE,
    gate_without_rule::RULE,
    person_without_hours::RULE,
    calendar_never_open::RULE,
    shared_deliverable::RULE,
    asset_circle::RULE,
    rights_too_short::RULE,
    too_many_occurrences::RULE,
    range::merge_clash::RULE,
    range::gate_not_met::RULE,
    range::verdict_changed::RULE,
    range::feedback_changed::RULE,
    range::policy_with_work::RULE,
    range::id_reused::RULE,
    range::lookalike_name::RULE,
    range::union_merge::RULE,
    handoff_not_ticked::RULE,
    required_field_missing::RULE,
    too_many_rounds::RULE,
    milestone_not_ready::RULE,
];

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'a> {
    pub studio: &'a Studio,
    /// What reading the files found.
    pub loaded: &'a [Finding],
    pub official: Official<'a>,
}

/// Where briefs stand by the history that counts.
#[derive(Clone, Copy, Debug)]
pub enum Official<'a> {
    /// No history at hand: rules about moves find nothing.
    Unknown,
    /// Of every brief of the official ref. One that was born in commits not shared yet is listed with its first stage.
    Known(&'a BTreeMap<BriefId, Standing>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub stage: StageId,
    /// The stage that was left for a hold or a drop, as far as history tells.
    pub left: Option<StageId>,
    /// How often gates have sent it back.
    pub sent_back: SentBack,
}

impl Rule {
    /// What it finds in a studio that was read.
    pub fn find(&self, input: &CheckInput<'_>) -> Vec<Finding> {
        match self.found_by {
            FoundBy::Checking(find) => find(input),
            FoundBy::Loading | FoundBy::Range => Vec::new(),
        }
    }
}

/// Everything that is wrong, sorted by place.
pub fn run(input: &CheckInput<'_>) -> Vec<Finding> {
    together(input, CHECKS.iter().map(|rule| rule.find(input)))
}

/// As [`run`], from what each rule has found, in the order of [`CHECKS`].
pub fn together(input: &CheckInput<'_>, found: impl IntoIterator<Item = Vec<Finding>>) -> Vec<Finding> {
    let mut findings = input.loaded.to_vec();
    findings.extend(found.into_iter().flatten());
    findings.sort_by(|one, other| (&one.place, one.rule()).cmp(&(&other.place, other.rule())));
    findings.dedup();
    findings
}

/// What every brief that was moved left its stages without, and nothing else.
pub fn left_behind(input: &CheckInput<'_>) -> Vec<Finding> {
    left_without(input, |_| true)
}

/// Every brief that is in another stage than history has it in. Both lists are in the order of ids.
fn moved<'a>(studio: &'a Studio, standings: &'a BTreeMap<BriefId, Standing>) -> Vec<(&'a Brief, &'a Standing)> {
    let mut standings = standings.iter().peekable();
    let mut moved = Vec::new();
    for brief in studio.briefs.values() {
        while standings.next_if(|(id, _)| **id < brief.id).is_some() {}
        if let Some((_, standing)) = standings.next_if(|(id, _)| **id == brief.id)
            && standing.stage != brief.stage.value
        {
            moved.push((brief, standing));
        }
    }
    moved
}

/// Of every brief that was moved and is not shared yet, what it left its stages without.
fn left_without(input: &CheckInput<'_>, is_meant: fn(&LeaveLack) -> bool) -> Vec<Finding> {
    let Official::Known(standings) = input.official else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (brief, was) in moved(input.studio, standings) {
        for lack in lacks_of(input.studio, brief, was).into_iter().filter(is_meant) {
            let problem = Problem::LeftWithout {
                brief: brief.id.to_string(),
                to: brief.stage.to_string(),
                lack,
            };
            findings.push(Finding::error(Place::at(&brief.file, brief.stage.span), problem));
        }
    }
    findings
}

/// Nothing of moves that are not allowed at all: that is a finding of its own.
fn lacks_of(studio: &Studio, brief: &Brief, was: &Standing) -> Vec<LeaveLack> {
    let stages = || {
        let workflow = studio.workflow_of(brief)?;
        let from = workflow.stage_once_called(was.stage.as_str())?;
        let to = workflow.stage_once_called(brief.stage.as_str())?;
        let left = was.left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
        let passage = net_passage(workflow, from, to, left).ok()?;
        // what was on hold went on from the stage that it had left
        let start = was.left.as_ref().filter(|_| from.class == StageClass::Hold);
        let from = start
            .and_then(|id| workflow.stage_once_called(id.as_str()))
            .unwrap_or(from);
        Some((workflow, from, to, passage))
    };
    let Some((workflow, from, to, passage)) = stages() else {
        return Vec::new();
    };
    leaving::lacks(Leaving {
        studio,
        workflow,
        brief,
        from,
        to,
        passage,
        handoffs: &leaving::handoffs_of(studio, brief),
        past: &was.sent_back,
    })
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    CHECKS.iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_problem_belongs_to_a_rule_and_every_rule_to_a_problem() {
        let sources = [
            include_str!("../model/problem.rs"),
            include_str!("../model/range_problem.rs"),
        ];
        let lists = sources.map(|source| source.split_once("pub fn rule(&self)").expect("the list of ids").1);
        let named: BTreeSet<&str> = lists
            .iter()
            .flat_map(|list| list.split('"').skip(1).step_by(2))
            .collect();
        let listed: BTreeSet<&str> = CHECKS.iter().map(|rule| rule.id).collect();
        assert_eq!(named, listed);
        assert_eq!(listed.len(), CHECKS.len());
    }
}
