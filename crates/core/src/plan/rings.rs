//! Answers: what can still be planned when tasks wait for each other?
//! Invariant: what is asked about is never left out; a campaign that is, is named, with its ring; the number of tries is bounded.
//! Source: design, "The network": a cycle is refused and printed.

use super::expand::{Builder, NamedCycle, Question, Scope};
use super::limits::latest_limits;
use super::network::TaskIndex;
use super::order::{Cycle, Order};
use super::task::{Expansion, LinkSource};
use crate::model::campaign::Campaign;
use crate::model::finding::Finding;
use crate::model::place::{Place, Span};
use crate::model::problem::Problem;
use std::collections::BTreeSet;

/// A campaign that is left out of a plan, because its tasks wait for each other or for such tasks.
#[derive(Clone, Debug)]
pub struct LeftOut<'a> {
    pub campaign: &'a Campaign,
    /// Each is waited for by the next, the last by the first.
    pub chain: Vec<String>,
    /// Of the first need in the ring.
    span: Span,
}

impl LeftOut<'_> {
    pub(super) fn finding(&self) -> Finding {
        let mut chain = self.chain.clone();
        chain.extend(chain.first().cloned());
        let problem = Problem::DependencyCycle {
            campaign: self.campaign.id.to_string(),
            chain,
        };
        Finding::error(Place::at(&self.campaign.file, self.span), problem)
    }
}

/// Expands what `fill` asks for, without the campaigns in which tasks wait for each other.
pub(super) fn without_rings<'a>(
    question: &Question<'a>,
    fill: impl Fn(&mut Builder<'a>),
) -> Result<Expansion<'a>, NamedCycle> {
    let mut left_out: Vec<LeftOut<'a>> = Vec::new();
    loop {
        let mut builder = Builder::of(question, &left_out);
        fill(&mut builder);
        builder.link_needs();
        let ring = match Order::of(&builder.out.network) {
            Ok(order) => {
                let latest = latest_limits(&builder.out, &order);
                return Ok(builder.finish(&latest));
            }
            Err(ring) => ring,
        };
        let chain = builder.named(&ring);
        // Each time one campaign more, so it ends.
        match builder.to_blame(&ring) {
            Some((campaign, span)) => left_out.push(LeftOut { campaign, chain, span }),
            None => return Err(NamedCycle { chain }),
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn is_left_out(&self, campaign: &Campaign) -> bool {
        self.out.left_out.iter().any(|out| out.campaign.id == campaign.id)
    }

    pub(super) fn named(&self, cycle: &Cycle) -> Vec<String> {
        let name = |task: &TaskIndex| self.out.tasks[task.0 as usize].name.clone();
        cycle.tasks.iter().map(name).collect()
    }

    /// The campaign to leave out for a ring: one that is in it, else one that waits for it. `None`: the question needs it.
    fn to_blame(&self, ring: &Cycle) -> Option<(&'a Campaign, Span)> {
        let group = |task: u32| self.out.tasks[task as usize].group;
        let mut reached: BTreeSet<usize> = ring.tasks.iter().map(|task| group(task.0)).collect();
        loop {
            let campaigns = reached.iter().filter_map(|group| self.out.groups[*group].campaign);
            let campaigns: Vec<&'a Campaign> = campaigns.collect();
            if campaigns.iter().any(|campaign| self.is_asked(campaign)) {
                return None;
            }
            let ahead = campaigns.into_iter().filter(|campaign| !self.is_left_out(campaign));
            if let Some(campaign) = ahead.min_by_key(|campaign| &campaign.id) {
                return Some((campaign, self.first_need(campaign, ring)));
            }
            let before = reached.len();
            for link in &self.out.network.links {
                if reached.contains(&group(link.from.0)) {
                    reached.insert(group(link.to.0));
                }
            }
            if reached.len() == before {
                return None;
            }
        }
    }

    fn is_asked(&self, campaign: &Campaign) -> bool {
        matches!(self.question.scope, Scope::Campaign(asked) if asked.id == campaign.id)
    }

    /// Where the campaign says the first need of a ring; the whole file when another one does.
    fn first_need(&self, campaign: &Campaign, ring: &Cycle) -> Span {
        let links = self.out.network.links.iter().zip(&self.out.links);
        let own = links.filter_map(|(link, source)| {
            let home = self.out.groups[self.out.tasks[link.to.0 as usize].group].campaign;
            let is_own = home.is_some_and(|home| home.id == campaign.id);
            match source {
                LinkSource::Need(need)
                    if is_own && ring.tasks.contains(&link.from) && ring.tasks.contains(&link.to) =>
                {
                    Some(need.after.span)
                }
                _ => None,
            }
        });
        own.min().unwrap_or(Span::WHOLE_FILE)
    }
}
