//! Answers: which requests do commits make, what is each called, and through which gates does it carry a brief?
//! Invariant: a name is made of ids alone; commits that touch the same record are in one request, in their order.
//! Source: design, "How a team works", `flow: pull-request`.

use super::request::{edit, put, stage_change};
use super::{Change, YamlValue};
use crate::model::brief::Brief;
use crate::model::id::StageId;
use crate::model::moves::onward;
use crate::model::workflow::{Stage, StageClass, Workflow};
use std::collections::{BTreeMap, BTreeSet};

/// Where the branches of requests are.
pub const BRANCHES: &str = "crops/";

/// The branch that carries a brief through a stage: `crops/k3x9qa/review`.
pub fn branch_of(brief: &Brief, stage: &str) -> String {
    let id = brief.id.random_part().unwrap_or(brief.id.as_str());
    format!("{BRANCHES}{id}/{stage}")
}

/// The branch of commits that are about no single brief: `crops/changes/1a2b3c4`.
pub fn branch_of_changes(first: &str) -> String {
    format!("{BRANCHES}changes/{}", first.get(..7).unwrap_or(first))
}

/// What a branch of crops' own says in its name: a brief's id or its random part, and a stage.
pub fn named_by(branch: &str) -> Option<(&str, &str)> {
    let (id, stage) = branch.strip_prefix(BRANCHES)?.split_once('/')?;
    (id != "changes" && !stage.contains('/')).then_some((id, stage))
}

/// The gate that a brief is at or comes to next, and what follows it.
pub fn through_gate<'w>(workflow: &'w Workflow, stage: &'w Stage) -> Option<(&'w Stage, &'w Stage)> {
    let gate = match stage.class {
        StageClass::Gate => Some(stage),
        StageClass::Queue | StageClass::Work => onward(workflow, stage).filter(|next| next.class == StageClass::Gate),
        StageClass::Hold | StageClass::Done | StageClass::Dropped => None,
    };
    gate.and_then(|gate| Some((gate, onward(workflow, gate)?)))
}

/// The commit of a request that leads a brief to what follows its gate.
pub fn stage_commit(brief: &Brief, after: &Stage, note: Option<&str>) -> Change {
    let edits = vec![put("stage", YamlValue::Plain(after.id.to_string()))];
    let reasons: Vec<&str> = note.into_iter().collect();
    edit(
        brief,
        edits,
        format!("submit: {}", stage_change(brief, &after.id)),
        &reasons,
    )
}

/// The gates that a request leads through, in order; empty when it leads through none.
pub fn gates_between(workflow: &Workflow, from: &str, to: &str) -> Vec<StageId> {
    let mut gates = Vec::new();
    let mut at = workflow.stage_once_called(from);
    for _ in 0..workflow.stages.len() {
        let Some(stage) = at else { break };
        if stage.id.as_str() == to {
            return gates;
        }
        if stage.class == StageClass::Gate {
            gates.push(stage.id.value.clone());
        }
        at = onward(workflow, stage);
    }
    Vec::new()
}

/// The record, or the folder of a brief with all that is beside it, that a path of the studio belongs to.
pub fn unit_of(path: &str) -> &str {
    if !path.starts_with("briefs/") {
        return path;
    }
    let third = path.match_indices('/').nth(2).map(|(at, _)| at);
    third.map_or(path, |end| &path[..end])
}

/// Commits, by what each touches, as requests: places in the given order, the first commit's request first.
pub fn groups(touched: &[BTreeSet<String>]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..touched.len()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, units) in touched.iter().enumerate() {
        for unit in units {
            let other = *first.entry(unit).or_insert(at);
            let (one, two) = (group_of[at], group_of[other]);
            let (keep, drop) = (one.min(two), one.max(two));
            for group in &mut group_of {
                if *group == drop {
                    *group = keep;
                }
            }
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, group) in group_of.into_iter().enumerate() {
        found.entry(group).or_default().push(at);
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn commits_of_one_record_are_one_request() {
        let touched = |units: &[&str]| units.iter().map(|unit| (*unit).to_owned()).collect::<BTreeSet<_>>();
        for (commits, expected) in [
            (vec![touched(&["a"]), touched(&["b"])], vec![vec![0], vec![1]]),
            (
                vec![touched(&["a"]), touched(&["b"]), touched(&["a"])],
                vec![vec![0, 2], vec![1]],
            ),
            (
                vec![touched(&["a"]), touched(&["b"]), touched(&["a", "b"])],
                vec![vec![0, 1, 2]],
            ),
            (
                vec![
                    touched(&["a"]),
                    touched(&["b", "c"]),
                    touched(&["c", "a"]),
                    touched(&["d"]),
                ],
                vec![vec![0, 1, 2], vec![3]],
            ),
            (Vec::new(), Vec::new()),
        ] {
            assert_eq!(groups(&commits), expected, "{commits:?}");
        }
    }

    #[test]
    fn a_verdict_belongs_to_its_brief() {
        for (path, unit) in [
            ("briefs/2026-11/film-000001/brief.yml", "briefs/2026-11/film-000001"),
            (
                "briefs/2026-11/film-000001/approvals/a.yml",
                "briefs/2026-11/film-000001",
            ),
            ("briefs/odd.yml", "briefs/odd.yml"),
            ("campaigns/spring.yml", "campaigns/spring.yml"),
        ] {
            assert_eq!(unit_of(path), unit);
        }
    }

    #[test]
    fn a_request_names_the_gates_on_its_way() {
        let workflow = sample::workflow();
        for (from, to, expected) in [
            ("production", "approval", vec!["review"]),
            ("review", "approval", vec!["review"]),
            ("production", "delivered", vec!["review", "approval"]),
            ("brief", "production", vec![]),
            ("review", "production", vec![]),
            ("nowhere", "production", vec![]),
        ] {
            let gates = gates_between(&workflow, from, to);
            assert_eq!(
                gates.iter().map(StageId::as_str).collect::<Vec<_>>(),
                expected,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn a_branch_says_whose_request_it_is() {
        let brief = sample::brief("film-k3x9qa", "review");
        let branch = branch_of(&brief, "review");
        assert_eq!(
            (branch.as_str(), named_by(&branch)),
            ("crops/k3x9qa/review", Some(("k3x9qa", "review")))
        );
        for other in ["crops/changes/1a2b3c4", "main", "crops/x", "crops/a/b/c"] {
            assert_eq!(named_by(other), None, "{other}");
        }
    }
}
