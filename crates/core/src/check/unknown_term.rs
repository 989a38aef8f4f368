//! Answers: is a channel, market or tag used that the taxonomy lacks?
//! Invariant: a list that the taxonomy does not give allows any term.
//! Source: `docs/checks.md`, `unknown-term`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::brief::Content;
use crate::model::finding::{Finding, Severity};
use crate::model::id::TermId;
use crate::model::label::Label;
use crate::model::place::{Place, Placed, Span, StudioPath};
use crate::model::problem::Problem;
use crate::model::similar::nearest;
use crate::model::studio::Studio;

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
                report(&brief.file, list, terms, used.iter().map(written), &mut findings);
            }
        }
        if list == "channels" {
            planned_channels(input.studio, terms, &mut findings);
        }
        for campaign in input.studio.campaigns.values() {
            let axes = campaign.deliverables.iter().flat_map(|item| &item.variants);
            for (_, used) in axes.filter(|(name, _)| &**name == axis || &**name == list) {
                report(&campaign.file, list, terms, used.iter().map(written), &mut findings);
            }
        }
    }
    findings
}

/// Channels that kinds and lines of campaigns name before there is a brief.
fn planned_channels(studio: &Studio, terms: &Terms, findings: &mut Vec<Finding>) {
    let mut look = |file: &StudioPath, used: &[Placed<TermId>]| {
        let used = used.iter().map(|term| (term.as_str(), term.span));
        report(file, "channels", terms, used, findings);
    };
    for kind in studio.kinds.values() {
        look(&kind.file, &kind.channels);
    }
    for campaign in studio.campaigns.values() {
        for line in &campaign.deliverables {
            look(&campaign.file, &line.channels);
        }
        for series in &campaign.series {
            look(&campaign.file, &series.channels);
        }
    }
}

fn written(term: &Placed<Box<str>>) -> (&str, Span) {
    (&term.value, term.span)
}

fn report<'u>(
    file: &StudioPath,
    list: &'static str,
    terms: &Terms,
    used: impl Iterator<Item = (&'u str, Span)>,
    findings: &mut Vec<Finding>,
) {
    let known = || terms.iter().map(|(id, _)| id.as_str());
    for (term, span) in used.filter(|(term, _)| known().all(|known| known != *term)) {
        let problem = Problem::UnknownTerm {
            list,
            name: term.to_owned(),
            near: nearest(term, known()).map(str::to_owned),
        };
        findings.push(Finding::error(Place::at(file, span), problem));
    }
}
