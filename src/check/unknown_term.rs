//! Answers: is a channel, market or tag used that the taxonomy lacks?
//! Invariant: a list that the taxonomy does not give allows any term.
//! Source: `docs/checks.md`, `unknown-term`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::brief::Content;
use crate::model::finding::{Finding, Severity};
use crate::model::id::TermId;
use crate::model::label::Label;
use crate::model::place::{Place, Placed, StudioPath};
use crate::model::problem::Problem;
use crate::model::similar::nearest;

pub const RULE: Rule = Rule {
    id: "unknown-term",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

type Terms = [(TermId, Option<Label>)];

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let Some(taxonomy) = &input.studio.taxonomy else {
        return Vec::new();
    };
    let lists = [
        ("channels", "channel", taxonomy.channels.as_deref()),
        ("markets", "market", taxonomy.markets.as_deref()),
        ("tags", "tag", taxonomy.tags.as_deref()),
    ];
    let mut findings = Vec::new();
    for (list, axis, terms) in lists {
        let Some(terms) = terms else { continue };
        for brief in input.studio.briefs.values() {
            if let Some(Content::List(used)) = brief.field(list) {
                report(&brief.file, list, terms, used, &mut findings);
            }
        }
        for campaign in input.studio.campaigns.values() {
            let axes = campaign.deliverables.iter().flat_map(|item| &item.variants);
            for (_, used) in axes.filter(|(name, _)| &**name == axis || &**name == list) {
                report(&campaign.file, list, terms, used, &mut findings);
            }
        }
    }
    findings
}

fn report(
    file: &StudioPath,
    list: &'static str,
    terms: &Terms,
    used: &[Placed<Box<str>>],
    findings: &mut Vec<Finding>,
) {
    let known = || terms.iter().map(|(id, _)| id.as_str());
    for term in used.iter().filter(|term| known().all(|known| *known != *term.value)) {
        let problem = Problem::UnknownTerm {
            list,
            name: term.value.to_string(),
            near: nearest(&term.value, known()).map(str::to_owned),
        };
        findings.push(Finding::error(Place::at(file, term.span), problem));
    }
}
