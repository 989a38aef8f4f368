//! Answers: in which order does everybody do what they have to do, whatever each thing takes?
//! Invariant: what one person does one after another in the earliest plan stays so; short things that share a day stay free.
//! Source: resource links, Wiest (1964), critical sequence; Bowers (1995).

use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::plan::network::{Actual, Network, Placement, TaskIndex, TaskLink};
use crate::plan::order::Order;
use crate::plan::people::PeoplePlan;
use std::collections::BTreeMap;

/// The network of a plan with people: a task that one person does takes that person's days, and comes after what they do before.
pub(super) fn network(people: &PeoplePlan<'_>) -> Network {
    let mut network = people.plan.out.network.clone();
    let mut does: BTreeMap<u32, Vec<(Placement, usize)>> = BTreeMap::new();
    for (at, task) in people.early.tasks.iter().enumerate() {
        let Some(place) = task.place.filter(|_| !is_over(&network, at)) else {
            continue;
        };
        if let [one] = task.doers.as_slice() {
            network.tasks[at].calendar = people.pool.resources[one.0 as usize].calendar;
        }
        for one in &task.doers {
            does.entry(one.0).or_default().push((place, at));
        }
    }
    let links = does
        .into_values()
        .flat_map(|own| one_after_another(own, &network))
        .collect();
    with(network, links)
}

fn is_over(network: &Network, task: usize) -> bool {
    matches!(network.tasks[task].actual, Actual::Done(_))
}

/// Each thing after the last ones that were over before it began.
fn one_after_another(mut does: Vec<(Placement, usize)>, network: &Network) -> Vec<TaskLink> {
    does.sort_unstable_by_key(|(place, task)| (place.end, *task));
    let mut links = Vec::new();
    for (place, task) in &does {
        if network.tasks[*task].actual != Actual::Planned {
            continue;
        }
        let before = does.partition_point(|(other, _)| other.end <= place.start);
        let last_start = does[..before].iter().map(|(other, _)| other.start).max();
        let last = does[..before].iter().rev();
        let last = last.take_while(|(other, _)| last_start.is_some_and(|start| other.end > start));
        links.extend(last.filter(|(_, other)| other != task).map(|(_, other)| TaskLink {
            from: TaskIndex(*other as u32),
            to: TaskIndex(*task as u32),
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        }));
    }
    links
}

/// With links that no other contradicts: a negative lag may want two things the other way round.
fn with(network: Network, links: Vec<TaskLink>) -> Network {
    let mut all = network.clone();
    all.links.extend(&links);
    if Order::of(&all).is_ok() {
        return all;
    }
    links.into_iter().fold(network, |mut network, link| {
        network.links.push(link);
        if Order::of(&network).is_err() {
            network.links.pop();
        }
        network
    })
}
