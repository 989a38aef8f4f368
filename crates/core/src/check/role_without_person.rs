//! Answers: is a role asked for that nobody has?
//! Invariant: at a gate it is an error, for nobody could open it; elsewhere a warning, for an owner can do the work.
//! Source: `docs/checks.md`, `role-without-person`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::finding::{Finding, Severity};
use crate::model::id::RoleId;
use crate::model::place::{Place, Placed, StudioPath};
use crate::model::problem::Problem;
use crate::model::similar::nearest;
use crate::model::studio::Studio;
use std::collections::BTreeSet;

pub const RULE: Rule = Rule {
    id: "role-without-person",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let studio = input.studio;
    let mut search = Search {
        roles: roles_of(studio),
        findings: Vec::new(),
    };
    for workflow in studio.workflows.values() {
        for stage in &workflow.stages {
            let user = format!("{}.{}", workflow.id, stage.id.value);
            search.role(&workflow.file, &user, stage.role.as_ref(), Severity::Warning);
            for need in stage.gate.iter().flat_map(|gate| &gate.needs) {
                search.role(&workflow.file, &user, need.role.as_ref(), Severity::Error);
            }
        }
    }
    for kind in studio.kinds.values() {
        for work in &kind.stages {
            let user = format!("{}.{}", kind.id, work.stage.value);
            search.role(&kind.file, &user, work.role.as_ref(), Severity::Warning);
        }
    }
    for campaign in studio.campaigns.values() {
        for item in &campaign.deliverables {
            for stage in &item.stages {
                let user = format!("{}.{}", item.id.value, stage.work.stage.value);
                search.role(&campaign.file, &user, stage.work.role.as_ref(), Severity::Warning);
            }
        }
        for task in &campaign.tasks {
            let user = task.id.to_string();
            search.role(&campaign.file, &user, task.role.as_ref(), Severity::Warning);
        }
    }
    search.findings
}

fn roles_of(studio: &Studio) -> BTreeSet<&str> {
    let team = studio.people.values().flat_map(|person| &person.roles);
    let approvers = studio.parties.values().flat_map(|party| &party.approvers);
    let outside = approvers.flat_map(|approver| &approver.roles);
    team.chain(outside).map(|role| role.as_str()).collect()
}

struct Search<'a> {
    roles: BTreeSet<&'a str>,
    findings: Vec<Finding>,
}

impl Search<'_> {
    fn role(&mut self, file: &StudioPath, user: &str, role: Option<&Placed<RoleId>>, severity: Severity) {
        let Some(role) = role.filter(|role| !self.roles.contains(role.as_str())) else {
            return;
        };
        let near = nearest(role.as_str(), self.roles.iter().copied());
        self.findings.push(Finding {
            severity,
            place: Place::at(file, role.span),
            problem: Problem::RoleWithoutPerson {
                role: role.to_string(),
                user: user.to_owned(),
                near: near.map(str::to_owned),
            },
        });
    }
}
