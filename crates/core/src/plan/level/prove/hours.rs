//! Answers: is there more to do between two days than those who could do it have hours?
//! Invariant: work that must lie between two days wholly is counted wholly, other work not at all; nobody's hours count twice.
//! Source: interval (energetic) reasoning, Baptiste, Le Pape & Nuijten (2001).

use super::model::Model;
use std::collections::BTreeSet;

/// Those who can do the same work are looked at together, and all of them; more sets than these are not.
const MOST_SETS: usize = 64;

/// The sets of resources that share work, each in ascending order.
pub(super) fn sets(model: &Model) -> Vec<Vec<u32>> {
    let mut all = BTreeSet::new();
    let mut found = BTreeSet::new();
    for need in model.items.iter().flat_map(|item| &item.needs) {
        all.extend(need.lanes.iter().copied());
        found.insert(need.lanes.clone());
    }
    found.insert(all.into_iter().collect());
    found.into_iter().take(MOST_SETS).collect()
}

/// What these have before each slot, in all.
pub(super) fn before(model: &Model, set: &[u32]) -> Vec<u64> {
    let mut sums = vec![0; model.slots as usize + 1];
    for slot in 0..model.slots as usize {
        let now = set.iter().map(|lane| u64::from(model.lanes[*lane as usize][slot]));
        sums[slot + 1] = sums[slot] + now.sum::<u64>();
    }
    sums
}

pub(super) fn are_missing(model: &Model) -> bool {
    sets(model).iter().any(|set| is_short(model, set))
}

fn is_short(model: &Model, set: &[u32]) -> bool {
    let mut work: Vec<(i32, i32, u64)> = Vec::new();
    for item in &model.items {
        for need in &item.needs {
            if need.lanes.iter().all(|lane| set.contains(lane)) {
                work.push((item.end.1, item.start.0, u64::from(need.amount)));
            }
        }
    }
    work.sort_unstable();
    let before = before(model, set);
    let starts: BTreeSet<i32> = work.iter().map(|(_, start, _)| *start).collect();
    starts.into_iter().any(|from| {
        let mut wanted = 0;
        work.iter()
            .filter(|(_, start, _)| *start >= from)
            .any(|(end, _, amount)| {
                wanted += amount;
                wanted > before[*end as usize].saturating_sub(before[from as usize])
            })
    })
}
