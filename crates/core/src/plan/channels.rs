//! Answers: on which channels does something go live, and in which order do channels stand?
//! Invariant: a deliverable names its own channels, else an axis of its variants does; the taxonomy gives the order, then the name.

use crate::model::brief::{Brief, Content};
use crate::model::campaign::Deliverable;
use crate::model::id::TermId;
use crate::model::place::Placed;
use crate::model::studio::Studio;

/// Where a channel stands among others: as in the taxonomy, then by name.
pub fn rank(studio: &Studio, channel: &str) -> usize {
    let terms = studio.taxonomy.as_ref().and_then(|taxonomy| taxonomy.channels.as_ref());
    let at = terms.and_then(|terms| terms.iter().position(|(id, _)| id.as_str() == channel));
    at.unwrap_or(usize::MAX)
}

/// Every channel that the taxonomy or any record names, in the order of [`rank`].
pub fn known_channels(studio: &Studio) -> Vec<&str> {
    let terms = studio.taxonomy.as_ref().and_then(|taxonomy| taxonomy.channels.as_ref());
    let listed = terms.into_iter().flatten().map(|(id, _)| id.as_str());
    let of_briefs = studio.briefs.values().flat_map(brief_channels);
    let of_kinds = studio.kinds.values().flat_map(|kind| &kind.channels);
    let of_lines = studio.campaigns.values().flat_map(|campaign| {
        let lines = campaign.deliverables.iter().flat_map(line_channels);
        lines.chain(campaign.series.iter().flat_map(|series| texts(&series.channels)))
    });
    let all = listed
        .chain(of_briefs)
        .chain(of_kinds.map(|term| term.as_str()))
        .chain(of_lines);
    in_order(studio, all)
}

pub(super) fn in_order<'a>(studio: &Studio, channels: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = channels.collect();
    found.sort_by_key(|channel| (rank(studio, channel), *channel));
    found.dedup();
    found
}

pub(super) fn brief_channels(brief: &Brief) -> Vec<&str> {
    match brief.field("channels") {
        Some(Content::Text(one)) => vec![one.trim()],
        Some(Content::List(several)) => several.iter().map(|one| &*one.value).collect(),
        Some(Content::Structure(_)) | None => Vec::new(),
    }
}

pub(super) fn texts(terms: &[Placed<TermId>]) -> impl Iterator<Item = &str> {
    terms.iter().map(|term| term.as_str())
}

/// Its own, else an axis of its variants.
pub(super) fn line_channels(line: &Deliverable) -> Vec<&str> {
    let own: Vec<&str> = texts(&line.channels).collect();
    if !own.is_empty() {
        return own;
    }
    let axes = line
        .variants
        .iter()
        .filter(|(name, _)| matches!(&**name, "channel" | "channels"));
    axes.flat_map(|(_, values)| values.iter().map(|value| &*value.value))
        .collect()
}
