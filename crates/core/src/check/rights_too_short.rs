//! Answers: may an asset still be used on the day, and in the markets, that a brief goes live for?
//! Invariant: only briefs that are neither done nor dropped; what is not on record is no fault.
//! Source: `docs/checks.md`, `rights-too-short`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::Day;
use crate::model::asset::{Asset, Assets};
use crate::model::brief::{Brief, Content, Link};
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, Span};
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use crate::plan::calendars::Calendars;
use crate::plan::due::live_day;

pub const RULE: Rule = Rule {
    id: "rights-too-short",
    severity: Severity::Warning,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let studio = input.studio;
    let assets = Assets::of(studio);
    if assets.all().all(|asset| asset.rights.is_none()) {
        return Vec::new();
    }
    let calendars = Calendars::of(studio);
    let open = studio.briefs.values().filter(|brief| studio.is_open(brief));
    let of_brief = |brief: &Brief| {
        let live = live(studio, &calendars, brief);
        let named = named(brief).into_iter();
        let found = named.filter_map(|(id, span)| too_short(brief, assets.find(id)?, live, span));
        found.collect::<Vec<_>>()
    };
    open.flat_map(of_brief).collect()
}

/// The assets that a brief is made with or shows, and where it names them.
fn named(brief: &Brief) -> Vec<(&str, Span)> {
    let proofs = brief.proofs.iter().map(|proof| (proof.value.as_str(), proof.span));
    let used: Vec<(&str, Span)> = match brief.field("uses") {
        Some(Content::Text(one)) => vec![(&**one, Span::WHOLE_FILE)],
        Some(Content::List(all)) => all.iter().map(|one| (&*one.value, one.span)).collect(),
        Some(Content::Structure(_)) | None => Vec::new(),
    };
    proofs.chain(used).collect()
}

fn live(studio: &Studio, calendars: &Calendars<'_>, brief: &Brief) -> Option<Day> {
    let Link::Deliverable(link) = &brief.link else {
        return None;
    };
    live_day(studio.campaigns.get(&link.campaign)?, link, calendars.studio())
}

fn too_short(brief: &Brief, asset: &Asset, live: Option<Day>, span: Span) -> Option<Finding> {
    let rights = asset.rights.as_ref()?;
    let until = rights.until.map(|until| until.value);
    let place = Place::at(&brief.file, span);
    if let (Some(until), Some(live)) = (until, live.filter(|live| until.is_some_and(|until| until < *live))) {
        let problem = Problem::RightsEnd {
            asset: asset.id.to_string(),
            until,
            live,
        };
        return Some(Finding::warning(place, problem));
    }
    let wanted = match brief.field("markets") {
        Some(Content::List(markets)) if !rights.markets.is_empty() => markets,
        _ => return None,
    };
    let has = |market: &str| rights.markets.iter().any(|known| **known == *market);
    let lacking: Vec<String> = wanted
        .iter()
        .filter(|market| !has(&market.value))
        .map(|market| market.value.to_string())
        .collect();
    let problem = Problem::RightsElsewhere {
        asset: asset.id.to_string(),
        markets: lacking.clone(),
    };
    (!lacking.is_empty()).then(|| Finding::warning(place, problem))
}
