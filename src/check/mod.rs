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
mod id_unlike_path;
mod missing_intake;
mod missing_key;
mod newer_format;
mod person_without_hours;
pub mod range;
mod rights_too_short;
mod role_without_person;
mod shared_deliverable;
mod too_many_occurrences;
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

use crate::model::finding::{Finding, Severity};
use crate::model::id::{BriefId, StageId};
use crate::model::studio::Studio;
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
}

/// Everything that is wrong, sorted by place.
pub fn run(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut findings = input.loaded.to_vec();
    for rule in CHECKS {
        if let FoundBy::Checking(find) = rule.found_by {
            findings.extend(find(input));
        }
    }
    findings.sort_by(|one, other| (&one.place, one.rule()).cmp(&(&other.place, other.rule())));
    findings.dedup();
    findings
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
