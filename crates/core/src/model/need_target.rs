//! Answers: what does `key-visual`, `hero-film.production` or `other-campaign/item` in a `needs:` mean?
//! Invariant: a name without a campaign is one of the campaign it stands in.
//! Source: design, "Planning", the network.

use super::campaign::{Campaign, Deliverable, FreeTask, Milestone, Need, Series};
use super::id::KindId;
use super::place::Placed;
use super::studio::Studio;

/// Anything below a campaign that can be waited for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item<'a> {
    Deliverable(&'a Deliverable),
    Series(&'a Series),
    Task(&'a FreeTask),
    Milestone(&'a Milestone),
}

impl<'a> Item<'a> {
    pub fn id(self) -> &'a str {
        match self {
            Self::Deliverable(item) => item.id.as_str(),
            Self::Series(item) => item.id.as_str(),
            Self::Task(item) => item.id.as_str(),
            Self::Milestone(item) => item.id.as_str(),
        }
    }

    /// `None` for tasks and milestones, which go through no workflow.
    pub fn kind(self) -> Option<&'a Placed<KindId>> {
        match self {
            Self::Deliverable(item) => Some(&item.kind),
            Self::Series(item) => Some(&item.kind),
            Self::Task(_) | Self::Milestone(_) => None,
        }
    }

    pub fn needs(self) -> &'a [Need] {
        match self {
            Self::Deliverable(item) => &item.needs,
            Self::Series(item) => &item.needs,
            Self::Task(item) => &item.needs,
            Self::Milestone(item) => &item.needs,
        }
    }
}

/// What a need waits for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeedTarget<'a> {
    pub campaign: &'a Campaign,
    pub item: Item<'a>,
    /// As written; the item's `ready_at` when absent.
    pub stage: Option<&'a str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedFault<'a> {
    NoCampaign(&'a str),
    NoItem { campaign: &'a str, item: &'a str },
}

impl Campaign {
    /// Deliverables, series, tasks and milestones, in this order.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let deliverables = self.deliverables.iter().map(Item::Deliverable);
        let series = self.series.iter().map(Item::Series);
        let tasks = self.tasks.iter().map(Item::Task);
        let milestones = self.milestones.iter().map(Item::Milestone);
        deliverables.chain(series).chain(tasks).chain(milestones)
    }
}

/// What `need`, which stands in `campaign`, waits for.
pub fn target<'a>(studio: &'a Studio, campaign: &'a Campaign, need: &'a Need) -> Result<NeedTarget<'a>, NeedFault<'a>> {
    let text: &str = &need.after.value;
    let (campaign, rest) = match text.split_once('/') {
        None => (campaign, text),
        Some((name, rest)) => (studio.campaigns.get(name).ok_or(NeedFault::NoCampaign(name))?, rest),
    };
    let (item, stage) = match rest.split_once('.') {
        None => (rest, None),
        Some((item, stage)) => (item, Some(stage)),
    };
    let found = campaign.items().find(|known| known.id() == item);
    Ok(NeedTarget {
        campaign,
        item: found.ok_or(NeedFault::NoItem {
            campaign: campaign.id.as_str(),
            item,
        })?,
        stage,
    })
}
