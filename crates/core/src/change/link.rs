//! Answers: which campaign or deliverable does a brief belong to, by what somebody typed?
//! Invariant: one link; a deliverable that the campaign has, a series by one of its days.
//! Source: design, "One link, one due day".

use super::refusal::{Named, Refusal};
use crate::model::brief::{DeliverableRef, Link};
use crate::model::campaign::Campaign;
use crate::model::id::{ItemId, KindId};
use crate::model::place::{Placed, Span};
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::model::studio::Studio;

/// What was typed about the link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkAnswer {
    pub campaign: Option<String>,
    /// `campaign/item`, `campaign/series@2027-02-02`, or only what follows the `/` when the campaign is given too.
    pub deliverable: Option<String>,
}

/// A link that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    pub link: Link,
    /// The kind of the deliverable.
    pub kind: Option<KindId>,
}

impl Linked {
    /// Refuses another kind than the deliverable's.
    pub fn check_kind(&self, kind: &KindId) -> Result<(), Refusal> {
        match (&self.kind, &self.link) {
            (Some(own), Link::Deliverable(deliverable)) if own != kind => Err(Refusal::OtherKind {
                deliverable: deliverable.to_string(),
                kind: own.to_string(),
                given: kind.to_string(),
            }),
            _ => Ok(()),
        }
    }
}

/// Reads the link that was typed.
pub fn link(studio: &Studio, answer: &LinkAnswer) -> Result<Linked, Refusal> {
    let campaign = answer
        .campaign
        .as_deref()
        .map(|typed| named_campaign(studio, typed))
        .transpose()?;
    let Some(typed) = &answer.deliverable else {
        return Ok(Linked {
            link: campaign.map_or(Link::None, |campaign| Link::Campaign(placed(campaign.id.clone()))),
            kind: None,
        });
    };
    let (of, item) = match (typed.split_once('/'), campaign) {
        (Some((name, item)), None) => (named_campaign(studio, name)?, item),
        (Some((name, item)), Some(given)) => {
            let own = named_campaign(studio, name)?;
            if own.id != given.id {
                return Err(Refusal::OtherCampaign {
                    deliverable: typed.clone(),
                    given: given.id.to_string(),
                });
            }
            (own, item)
        }
        (None, Some(given)) => (given, typed.as_str()),
        (None, None) => return Err(bad_link(typed)),
    };
    deliverable(of, item, typed)
}

fn deliverable(campaign: &Campaign, item: &str, typed: &str) -> Result<Linked, Refusal> {
    let (name, day) = match item.split_once('@') {
        None => (item, None),
        Some((name, day)) => (
            name,
            Some(crate::model::anchor::parse_day(day).ok_or_else(|| bad_link(typed))?),
        ),
    };
    let kind = match (campaign.deliverable(name), campaign.one_series(name), day) {
        (Some(deliverable), _, None) => &deliverable.kind,
        (None, Some(series), Some(_)) => &series.kind,
        (None, Some(series), None) => {
            return Err(Refusal::DayOfSeries {
                series: format!("{}/{}", campaign.id, *series.id),
                example: match series.from.value {
                    crate::model::anchor::DayExpr::Day(day) => Some(day),
                    crate::model::anchor::DayExpr::Relative(_) => None,
                },
            });
        }
        (Some(_), _, Some(_)) => return Err(bad_link(typed)),
        (None, None, _) => return Err(unknown_item(campaign, name)),
    };
    let id = ItemId::new(name).ok_or_else(|| bad_link(typed))?;
    Ok(Linked {
        link: Link::Deliverable(placed(DeliverableRef {
            campaign: campaign.id.clone(),
            item: id,
            occurrence: day,
        })),
        kind: Some(kind.value.clone()),
    })
}

fn unknown_item(campaign: &Campaign, name: &str) -> Refusal {
    let deliverables = campaign.deliverables.iter().map(|d| d.id.as_str());
    let known = deliverables.chain(campaign.series.iter().map(|s| s.id.as_str()));
    Refusal::Unresolved {
        what: Named::Deliverable,
        why: resolve::unknown(name, known),
    }
}

fn bad_link(typed: &str) -> Refusal {
    Refusal::BadValue {
        key: "deliverable".into(),
        value: typed.into(),
        wanted: Wanted::DeliverableLink,
    }
}

fn placed<T>(value: T) -> Placed<T> {
    Placed::new(value, Span::WHOLE_FILE)
}

/// The campaign that somebody named.
pub fn named_campaign<'a>(studio: &'a Studio, typed: &str) -> Result<&'a Campaign, Refusal> {
    resolve::campaign(studio, typed).map_err(|why| Refusal::unresolved(Named::Campaign, why))
}
