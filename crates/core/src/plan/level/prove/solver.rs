//! Answers: does a solver find a plan that keeps all that must be kept, or rule every one out?
//! Invariant: bounded by steps, never by time; the same model takes the same way.
//! Source: the constraint solver Pumpkin (lazy clause generation); Vilím (2008), edge finding for what one does alone.

use super::hours;
use super::model::{Model, Need, Pull};
use crate::plan::passes::Edge;
use pumpkin_conflict_resolvers::resolvers::ResolutionResolver;
use pumpkin_constraints as constraints;
use pumpkin_core::Solver;
use pumpkin_core::predicates::{Predicate, PredicateConstructor as _};
use pumpkin_core::results::{ProblemSolution as _, SatisfactionResult};
use pumpkin_core::termination::TerminationCondition;
use pumpkin_core::variables::{DomainId, Literal, TransformableVariable as _};
use std::collections::BTreeSet;

/// What the solver says.
pub(super) enum Search {
    Impossible,
    /// Starts of the items.
    Found(Vec<i32>),
    /// The steps were used up.
    Stopped,
}

/// Of a set of people, so many days are looked at from which all later work must fit into their hours.
const MOST_TAILS: usize = 40;

/// Decisions and conflicts that are left.
struct Steps(u32);

impl TerminationCondition for Steps {
    fn should_stop(&mut self) -> bool {
        match self.0.checked_sub(1) {
            Some(left) => {
                self.0 = left;
                false
            }
            None => true,
        }
    }
}

pub(super) fn search(model: &Model, limit: u32) -> Search {
    let mut writer = Writer::of(model);
    if writer.write().is_none() || writer.solver.is_inconsistent() {
        return Search::Impossible;
    }
    let starts = writer.starts;
    let mut solver = writer.solver;
    let (mut brancher, mut resolver) = (solver.default_brancher(), ResolutionResolver::default());
    match solver.satisfy(&mut brancher, &mut Steps(limit), &mut resolver) {
        SatisfactionResult::Satisfiable(found) => {
            let solution = found.solution();
            Search::Found(starts.iter().map(|start| solution.get_integer_value(*start)).collect())
        }
        SatisfactionResult::Unsatisfiable(..) => Search::Impossible,
        SatisfactionResult::Unknown(..) => Search::Stopped,
    }
}

/// Work that fills its doer's hours: where in the open slots of a resource it begins.
struct Block {
    lane: u32,
    first: DomainId,
    slots: i32,
    amount: i32,
}

/// One resource that could do a need, with the open slots it may begin in.
struct Way<'n> {
    item: usize,
    need: &'n Need,
    lane: u32,
    /// Number of it, and the choice between several.
    choice: Option<(DomainId, i32)>,
    flat: Option<(DomainId, (i32, i32), i32)>,
}

struct Writer<'m> {
    model: &'m Model,
    solver: Solver,
    starts: Vec<DomainId>,
    ends: Vec<DomainId>,
    ways: Vec<Way<'m>>,
    blocks: Vec<Block>,
    /// Open slots of each lane, ascending.
    open: Vec<Vec<i32>>,
    /// Of work that somebody else does, a place of its own before all time.
    aside: Vec<i32>,
    /// Amount of each need of a set that starts at a slot or later.
    tails: Vec<(Vec<(i32, Literal)>, i32)>,
}

impl<'m> Writer<'m> {
    fn of(model: &'m Model) -> Self {
        let open = |row: &Vec<u16>| {
            (0..)
                .zip(row)
                .filter(|(_, has)| **has > 0)
                .map(|(slot, _)| slot)
                .collect()
        };
        Self {
            model,
            solver: Solver::default(),
            starts: Vec::new(),
            ends: Vec::new(),
            ways: Vec::new(),
            blocks: Vec::new(),
            open: model.lanes.iter().map(open).collect(),
            aside: vec![0; model.lanes.len()],
            tails: Vec::new(),
        }
    }

    /// `None`: there is no plan. All variables are made before the first rule, as the solver wants it.
    fn write(&mut self) -> Option<()> {
        for item in &self.model.items {
            let start = self.solver.new_bounded_integer(item.start.0, item.start.1);
            let end = match item.is_moment {
                true => start,
                false => self.solver.new_bounded_integer(item.end.0, item.end.1),
            };
            self.starts.push(start);
            self.ends.push(end);
        }
        for item in 0..self.model.items.len() {
            for need in &self.model.items[item].needs {
                self.choose(item, need)?;
            }
        }
        self.make_tails();
        self.lengths();
        for pull in &self.model.pulls {
            self.pull(pull);
        }
        for way in std::mem::take(&mut self.ways) {
            self.way(&way);
        }
        self.capacities();
        for (terms, most) in std::mem::take(&mut self.tails) {
            let (weights, literals): (Vec<i32>, Vec<Literal>) = terms.into_iter().unzip();
            let tag = self.solver.new_constraint_tag();
            let rule = constraints::boolean_less_than_or_equals(weights, literals, most, tag);
            self.post(rule);
        }
        Some(())
    }

    /// The variables of who does it; `None` when nobody can.
    fn choose(&mut self, item: usize, need: &'m Need) -> Option<()> {
        let window = &self.model.items[item];
        let fits = |lane: &u32| self.model.soonest(need, *lane, window.start.0) <= window.end.1;
        let lanes: Vec<u32> = need.lanes.iter().copied().filter(fits).collect();
        let choice = match lanes.len() {
            0 => return None,
            1 => None,
            several => Some(self.solver.new_bounded_integer(0, several as i32 - 1)),
        };
        for (number, lane) in (0..).zip(lanes) {
            let flat = flat(self.model, need, lane).map(|(slots, amount)| {
                let range = self.range(lane, slots, window.start.0, window.end.1);
                let first = match choice {
                    None => self.solver.new_bounded_integer(range.0, range.1),
                    Some(_) => self.optional_block(lane, slots, range),
                };
                self.blocks.push(Block {
                    lane,
                    first,
                    slots,
                    amount,
                });
                (first, range, slots)
            });
            self.ways.push(Way {
                item,
                need,
                lane,
                choice: choice.map(|choice| (choice, number)),
                flat,
            });
        }
        Some(())
    }

    /// Numbers of the first and the last open slot in which so many of them may begin.
    fn range(&self, lane: u32, slots: i32, from: i32, to: i32) -> (i32, i32) {
        let open = &self.open[lane as usize];
        let first = open.partition_point(|slot| *slot < from) as i32;
        let inside = open.partition_point(|slot| *slot < to) as i32;
        (first, (inside - slots).max(first))
    }

    /// As well aside: somebody else may do it.
    fn optional_block(&mut self, lane: u32, slots: i32, (first, last): (i32, i32)) -> DomainId {
        let aside = &mut self.aside[lane as usize];
        *aside -= slots;
        let values: Vec<i32> = std::iter::once(*aside).chain(first..=last).collect();
        self.solver.new_sparse_integer(values)
    }

    /// What starts late must fit into the hours that are left.
    fn make_tails(&mut self) {
        for set in hours::sets(self.model) {
            let before = hours::before(self.model, &set);
            let is_theirs = |need: &Need| need.lanes.iter().all(|lane| set.contains(lane));
            let items = self.model.items.iter().enumerate();
            let theirs: Vec<(usize, u32)> = items
                .flat_map(|(at, item)| item.needs.iter().map(move |need| (at, need)))
                .filter(|(_, need)| is_theirs(need))
                .map(|(at, need)| (at, need.amount))
                .collect();
            let last = theirs
                .iter()
                .map(|(at, _)| self.model.items[*at].end.1)
                .max()
                .unwrap_or_default();
            let starts = theirs.iter().map(|(at, _)| self.model.items[*at].start);
            let (first, latest) = starts.fold((i32::MAX, 0), |(first, latest), (least, most)| {
                (first.min(least), most.max(latest))
            });
            let step = ((latest - first).max(0) as usize / MOST_TAILS + 1).max(1);
            for from in (first..=latest).step_by(step) {
                let most = before[last as usize].saturating_sub(before[from.max(0) as usize]);
                self.make_tail(&theirs, from, most);
            }
        }
    }

    fn make_tail(&mut self, theirs: &[(usize, u32)], from: i32, most: u64) {
        let all: u64 = theirs.iter().map(|(_, amount)| u64::from(*amount)).sum();
        let (Ok(most), true) = (i32::try_from(most), i32::try_from(all).is_ok()) else {
            return;
        };
        if all <= most as u64 {
            return;
        }
        let terms = theirs.iter().map(|(at, amount)| {
            let tag = self.solver.new_constraint_tag();
            let later = self.starts[*at].lower_bound_predicate(from);
            (*amount as i32, self.solver.new_literal_for_predicate(later, tag))
        });
        let terms = terms.collect();
        self.tails.push((terms, most));
    }

    /// No task ends before it can be done.
    fn lengths(&mut self) {
        for (at, item) in self.model.items.iter().enumerate().filter(|(_, item)| !item.is_moment) {
            for slot in item.start.0 + 1..=item.start.1 {
                let (before, now) = (item.soonest[slot as usize - 1], item.soonest[slot as usize]);
                if now > before {
                    let clause = [
                        self.starts[at].upper_bound_predicate(slot - 1),
                        self.ends[at].lower_bound_predicate(now),
                    ];
                    self.clause(clause);
                }
            }
        }
    }

    fn pull(&mut self, pull: &Pull) {
        let own = self.side(pull.from, pull.from_side);
        let other = self.side(pull.to, pull.to_side);
        let window = &self.model.items[pull.to];
        let (least, most) = match pull.to_side {
            Edge::Start => window.start,
            Edge::End => window.end,
        };
        if (least..=most).all(|slot| pull.latest[slot as usize] == slot) {
            let tag = self.solver.new_constraint_tag();
            let rule = constraints::binary_less_than_or_equals(own.scaled(1), other.scaled(1), tag);
            return self.post(rule);
        }
        for slot in least..most {
            let (now, next) = (pull.latest[slot as usize], pull.latest[slot as usize + 1]);
            if now < next {
                let clause = [other.lower_bound_predicate(slot + 1), own.upper_bound_predicate(now)];
                self.clause(clause);
            }
        }
    }

    fn side(&self, item: usize, edge: Edge) -> DomainId {
        match edge {
            Edge::Start => self.starts[item],
            Edge::End => self.ends[item],
        }
    }

    fn way(&mut self, way: &Way<'m>) {
        let (start, end) = (self.starts[way.item], self.ends[way.item]);
        let window = &self.model.items[way.item];
        // Says nothing when somebody else does it.
        let unless: Vec<Predicate> = way
            .choice
            .iter()
            .map(|(choice, number)| choice.disequality_predicate(*number))
            .collect();
        let Some((first, (least, most), slots)) = way.flat else {
            let mut known = 0;
            for slot in window.start.0..=window.start.1 {
                let now = self.model.soonest(way.need, way.lane, slot);
                if now > known {
                    known = now;
                    let rule = [start.upper_bound_predicate(slot - 1), end.lower_bound_predicate(now)];
                    self.clause(unless.iter().copied().chain(rule));
                }
            }
            return;
        };
        if let Some((choice, number)) = way.choice {
            self.clause([choice.equality_predicate(number), first.upper_bound_predicate(-1)]);
            self.clause([choice.disequality_predicate(number), first.lower_bound_predicate(least)]);
        }
        let open = self.open[way.lane as usize].clone();
        for at in least..=most {
            let (Some(begins), Some(ends)) = (open.get(at as usize), open.get((at + slots - 1) as usize)) else {
                continue;
            };
            // What starts after this slot does not begin in it.
            let later = [
                start.upper_bound_predicate(*begins),
                first.lower_bound_predicate(at + 1),
            ];
            self.clause(unless.iter().copied().chain(later));
            let over = [first.upper_bound_predicate(at - 1), end.lower_bound_predicate(ends + 1)];
            self.clause(unless.iter().copied().chain(over));
        }
    }

    /// Nobody does more in a slot than they have.
    fn capacities(&mut self) {
        let lanes: BTreeSet<u32> = self.blocks.iter().map(|block| block.lane).collect();
        for lane in lanes {
            let has = self.model.constant[lane as usize] as i32;
            let own: Vec<&Block> = self.blocks.iter().filter(|block| block.lane == lane).collect();
            let starts: Vec<DomainId> = own.iter().map(|block| block.first).collect();
            let slots: Vec<i32> = own.iter().map(|block| block.slots).collect();
            let amounts: Vec<i32> = own.iter().map(|block| block.amount).collect();
            let tag = self.solver.new_constraint_tag();
            let rule = constraints::cumulative(starts, slots, amounts, has, tag);
            self.post(rule);
        }
    }

    fn clause(&mut self, clause: impl IntoIterator<Item = Predicate>) {
        if !self.solver.is_inconsistent() {
            let tag = self.solver.new_constraint_tag();
            self.solver.add_clause(clause, tag);
        }
    }

    fn post(&mut self, rule: impl pumpkin_core::constraints::Constraint) {
        if !self.solver.is_inconsistent() {
            self.solver.add_constraint(rule).post();
        }
    }
}

/// Open slots and amount in each of them, where what is wanted takes as much in every one.
fn flat(model: &Model, need: &Need, lane: u32) -> Option<(i32, i32)> {
    let has = model.constant[lane as usize];
    let amount = match model.per_day as u32 {
        1 => need.most_per_day.min(has),
        per_day if need.most_per_day >= has.saturating_mul(per_day) => has,
        _ => return None,
    };
    if amount == 0 || need.is_thin || !need.amount.is_multiple_of(amount) || need.amount / amount < need.least {
        return None;
    }
    Some((i32::try_from(need.amount / amount).ok()?, i32::try_from(amount).ok()?))
}
