//! Answers: which order of the tasks gives the best schedule?
//! Invariant: bounded by a number of schedules and by what they look at, never by time; the same seed takes the same way.
//! Source: bi-population genetic algorithm, Debels & Vanhoucke (2005); peaks after Valls, Ballestín & Quintanilla (2008);
//! populations that shrink linearly, Tanabe & Fukunaga (2014).

use super::compiled::NOWHERE;
use super::cost::{Aim, Cost, Measure};
use super::decode::{Decoder, NOBODY, Silent};
use super::dice::Dice;
use super::priority::{self, Order};
use super::problem::{Ask, Direction, Effort};

/// Of so many members drawn at random, the best becomes a mate.
const TOURNAMENT: u32 = 3;
/// Tasks of a child that are moved in the order.
const MUTATIONS: u32 = 2;
/// The same, where both parents are alike.
const MUTATIONS_OF_TWINS: u32 = 10;
/// How far a mutation moves a task at most, in mean durations.
const REACH: i32 = 3;
/// What part of the father's schedule a child takes over, in hundredths of its length.
const WINDOW: (u32, u32) = (5, 40);
/// Of so many windows drawn at random, the busiest is taken.
const WINDOWS: u32 = 3;
/// Far enough to come before (after) every other key.
const ASIDE: i32 = 1 << 24;

/// One schedule of a population: what is needed to make others of it.
#[derive(Clone)]
struct Member {
    /// Where each task starts in a schedule made backward, or ends in one made forward.
    keys: Vec<i32>,
    /// Who should do each demand; empty where nobody has a choice.
    wishes: Vec<u32>,
    /// Where each group begins or ends: what the next schedule is pressed against.
    edges: Vec<i32>,
    cost: Cost,
}

impl Member {
    /// Whether it is the same schedule, at whatever time it begins. A population of equals has no more to say.
    fn is_like(&self, other: &Self) -> bool {
        let is_as_long = self.cost == other.cost && self.wishes == other.wishes;
        let mut apart = self
            .keys
            .iter()
            .zip(&other.keys)
            .map(|(own, other)| own.wrapping_sub(*other));
        is_as_long && apart.next().is_none_or(|first| apart.all(|next| next == first))
    }
}

/// What a schedule can be made from again.
pub(super) struct Found {
    pub order: Vec<u32>,
    /// Empty where nobody has a choice.
    pub wishes: Vec<u32>,
}

/// A plan is made in the direction that was asked; between two of them, another one is pressed together the other way:
/// justification, at no cost beside the schedule itself.
pub(super) struct Search<'d, 'c, 'a> {
    decoder: &'d mut Decoder<'c, 'a>,
    measure: Measure,
    order: Order,
    dice: Dice,
    direction: Direction,
    /// Slots that a mutation moves a task at most.
    reach: i32,
    /// Schedules that may still be made.
    left: u32,
    /// When the decoder has taken so many steps, no other schedule is made.
    most_steps: u64,
    best: Option<(Cost, Found)>,
    /// No plan costs less.
    bound: Cost,
}

impl<'d, 'c, 'a> Search<'d, 'c, 'a> {
    pub fn of(decoder: &'d mut Decoder<'c, 'a>, ask: Ask, aim: Aim) -> Self {
        let compiled = decoder.compiled;
        let mut measure = Measure::of(compiled, aim, ask.direction);
        let bound = measure.bound(compiled, ask.direction);
        Self {
            measure,
            order: Order::default(),
            dice: Dice::of(ask.seed),
            direction: ask.direction,
            reach: REACH * compiled.mean_duration(),
            left: schedules(ask.effort, compiled.tasks.len()),
            most_steps: most_steps(ask.effort),
            best: None,
            bound,
            decoder,
        }
    }

    /// What gives the best schedule that was found; `None` only when no schedule was made.
    pub fn run(mut self) -> Option<Found> {
        let crowd = Crowd::of(self.left);
        let mut plans = self.first_plans(crowd.first);
        let mut pressed: Vec<Member> = Vec::new();
        while self.left > 0 && !self.is_settled() {
            self.generation(&plans, &mut pressed, self.direction.turned());
            self.generation(&pressed, &mut plans, self.direction);
            let most = crowd.with_left(self.left) as usize;
            thin(&mut plans, most);
            thin(&mut pressed, most);
        }
        self.best.map(|(_, found)| found)
    }

    /// Whether nothing better can be found.
    fn is_settled(&self) -> bool {
        self.best.as_ref().is_some_and(|(cost, _)| *cost <= self.bound)
    }

    fn first_plans(&mut self, size: u32) -> Vec<Member> {
        let compiled = self.decoder.compiled;
        let mut plans = Vec::new();
        for number in 0..size {
            if self.left == 0 || self.is_settled() {
                break;
            }
            let mut keys = match priority::rule(compiled, self.direction, number) {
                Some(keys) => keys,
                None => self.shuffled(),
            };
            let plan = self.plan(&mut keys);
            plans.push(plan);
        }
        plans
    }

    /// The design's rule, every task anywhere within the length of the project.
    fn shuffled(&mut self) -> Vec<i32> {
        let compiled = self.decoder.compiled;
        let mut keys = priority::rule(compiled, self.direction, 0).unwrap_or_default();
        let spread = compiled.bare_length().max(1) as u32;
        for key in &mut keys {
            *key = key.saturating_add(self.dice.below(spread) as i32);
        }
        keys
    }

    /// A schedule of the whole problem, as it was asked, by these keys.
    fn plan(&mut self, keys: &mut [i32]) -> Member {
        let compiled = self.decoder.compiled;
        self.decoder.edges.fill(NOWHERE);
        self.decode(keys, self.direction);
        let cost = self.measure.plan(compiled, &self.decoder.schedule, self.direction);
        if self.best.as_ref().is_none_or(|(known, _)| cost < *known) {
            let found = Found {
                order: self.order.tasks.clone(),
                wishes: self.wishes(),
            };
            self.best = Some((cost, found));
        }
        self.member(cost, self.direction)
    }

    /// A schedule the other way, pressed against these edges.
    fn press(&mut self, keys: &mut [i32], edges: &[i32]) -> Member {
        let compiled = self.decoder.compiled;
        let direction = self.direction.turned();
        self.decoder.edges.copy_from_slice(edges);
        self.decode(keys, direction);
        let cost = self.measure.pressed(compiled, &self.decoder.schedule, edges, direction);
        self.member(cost, direction)
    }

    fn decode(&mut self, keys: &mut [i32], direction: Direction) {
        self.order.sort(self.decoder.compiled, keys, direction);
        self.decoder.decode(&self.order.tasks, direction, &mut Silent);
        self.left = match self.decoder.room.steps {
            steps if steps < self.most_steps => self.left.saturating_sub(1),
            _ => 0,
        };
    }

    fn wishes(&self) -> Vec<u32> {
        match self.decoder.compiled.choices.is_empty() {
            true => Vec::new(),
            false => self.decoder.wishes.clone(),
        }
    }

    fn member(&self, cost: Cost, made: Direction) -> Member {
        let places = &self.decoder.schedule;
        let extents = self.measure.extents.iter();
        let (keys, edges) = match made {
            Direction::Backward => (&places.start, extents.map(|extent| extent.0).collect()),
            Direction::Forward => (&places.end, extents.map(|extent| extent.1).collect()),
        };
        Member {
            keys: keys.clone(),
            wishes: self.wishes(),
            edges,
            cost,
        }
    }

    /// Children of one population take the places of the other, where they are no worse.
    fn generation(&mut self, parents: &[Member], children: &mut Vec<Member>, made: Direction) {
        for at in 0..parents.len() {
            if self.left == 0 || self.is_settled() {
                return;
            }
            let mate = self.mate(parents);
            let (father, mother) = match self.dice.below(2) {
                0 => (&parents[at], &parents[mate]),
                _ => (&parents[mate], &parents[at]),
            };
            let mut keys = self.cross(father, mother, made.turned());
            self.wish(father, mother);
            let child = if made == self.direction {
                self.plan(&mut keys)
            } else {
                self.press(&mut keys, &father.edges)
            };
            if children.iter().any(|known| known.is_like(&child)) {
                continue;
            }
            match children.get_mut(at) {
                Some(other) if child.cost <= other.cost => *other = child,
                Some(_) => {}
                None => children.push(child),
            }
        }
    }

    fn mate(&mut self, members: &[Member]) -> usize {
        let drawn = (0..TOURNAMENT).map(|_| self.dice.below(members.len() as u32) as usize);
        drawn
            .reduce(|best, other| {
                if members[other].cost < members[best].cost {
                    other
                } else {
                    best
                }
            })
            .unwrap_or_default()
    }

    /// The father's order within a window in which much happens, the mother's before and after it.
    fn cross(&mut self, father: &Member, mother: &Member, made: Direction) -> Vec<i32> {
        if father.keys == mother.keys {
            let mut keys = father.keys.clone();
            self.mutate(&mut keys, MUTATIONS_OF_TWINS);
            return keys;
        }
        let (first, last) = span(&father.keys);
        let (other_first, other_last) = span(&mother.keys);
        // Where both are held: one end of a schedule stays, the other is what is being shortened.
        let shift = match made {
            Direction::Backward => last - other_last,
            Direction::Forward => first - other_first,
        };
        let (from, length) = self.window(father, first, last);
        let middle = from + (length * (20 + self.dice.below(61)) / 100) as i32;
        let inside = from..from + length as i32;
        let pairs = father.keys.iter().zip(&mother.keys);
        let key = |(own, other): (&i32, &i32)| match other.saturating_add(shift) {
            _ if inside.contains(own) => *own,
            other if other < middle => other.saturating_sub(ASIDE),
            other => other.saturating_add(ASIDE),
        };
        let mut keys: Vec<i32> = pairs.map(key).collect();
        self.mutate(&mut keys, MUTATIONS);
        keys
    }

    /// Each demand is wished of whom one of the parents wished it of; now and then of somebody else.
    fn wish(&mut self, father: &Member, mother: &Member) {
        let compiled = self.decoder.compiled;
        let Some(choices) = u32::try_from(compiled.choices.len()).ok().filter(|count| *count > 0) else {
            return;
        };
        let parents = father.wishes.iter().zip(&mother.wishes);
        for (wish, (own, other)) in self.decoder.wishes.iter_mut().zip(parents) {
            *wish = if self.dice.below(2) == 0 { *own } else { *other };
        }
        if self.dice.below(2) == 0 {
            let demand = compiled.choices[self.dice.below(choices) as usize];
            let candidates = compiled.candidates(compiled.demand(demand));
            // One more than there are: whoever can do it best.
            let one = candidates.get(self.dice.below(candidates.len() as u32 + 1) as usize);
            self.decoder.wishes[demand as usize] = one.map_or(NOBODY, |one| one.lane);
        }
    }

    /// Start and length of a busy window of a schedule.
    fn window(&mut self, father: &Member, first: i32, last: i32) -> (i32, u32) {
        let span = (last - first).max(1) as u32;
        let (least, most) = WINDOW;
        let length = span * least / 100 + self.dice.below(span * (most - least) / 100 + 1);
        let mut best = (first, 0);
        for _ in 0..WINDOWS {
            let from = first + self.dice.below(span - length + 1) as i32;
            let inside = from..from + length as i32;
            let tasks = father.keys.iter().zip(&self.decoder.compiled.weight);
            let busy = tasks.filter(|(key, _)| inside.contains(*key));
            let weight: u64 = busy.map(|(_, weight)| u64::from(*weight)).sum();
            if weight > best.1 {
                best = (from, weight);
            }
        }
        (best.0, length)
    }

    fn mutate(&mut self, keys: &mut [i32], times: u32) {
        for _ in 0..times {
            let key = &mut keys[self.dice.below(keys.len() as u32) as usize];
            *key = key.saturating_add(self.dice.below(2 * self.reach as u32 + 1) as i32 - self.reach);
        }
    }
}

/// First and last key of what was placed.
fn span(keys: &[i32]) -> (i32, i32) {
    let placed = keys.iter().copied().filter(|key| *key != NOWHERE);
    let (first, last) = placed.fold((i32::MAX, NOWHERE), |(first, last), key| {
        (first.min(key), last.max(key))
    });
    if first > last { (0, 0) } else { (first, last) }
}

/// How many members a population has: many to look around with at first, few that are soon better at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Crowd {
    schedules: u32,
    first: u32,
    last: u32,
}

impl Crowd {
    /// Below so many members there is nobody to spare.
    const FEW: u32 = 32;

    /// Where so many schedules may be made: the longer a search, the later it narrows.
    fn of(schedules: u32) -> Self {
        let root = schedules.isqrt();
        let size = (2 + (root / 2).max(root * root.isqrt() / 16)).min(1_000);
        let (first, last) = if size < Self::FEW {
            (size, size)
        } else {
            (size * 7 / 5, size * 14 / 25)
        };
        Self { schedules, first, last }
    }

    /// When so many schedules may still be made.
    fn with_left(self, left: u32) -> u32 {
        let spare = u64::from(self.first - self.last) * u64::from(left);
        self.last + spare.div_ceil(u64::from(self.schedules.max(1))) as u32
    }
}

/// The worst go, until no more than so many are left.
fn thin(members: &mut Vec<Member>, most: usize) {
    while members.len() > most {
        let worst = (0..members.len()).max_by_key(|at| members[*at].cost);
        members.swap_remove(worst.unwrap_or_default());
    }
}

/// How many schedules an effort stands for: fewer of larger problems, so that no search places more than so many tasks;
/// one in any case.
fn schedules(effort: Effort, tasks: usize) -> u32 {
    let tasks = tasks.clamp(1, 1_000_000) as u32;
    let (wanted, most_placed) = match effort {
        // So much that small plans are good, and that a look at a large one costs little.
        Effort::Quick => ((8_000 / tasks).min(400_000 / tasks / tasks) + 6, 60_000),
        Effort::Normal => (40_000 / tasks + 25, 300_000),
        Effort::Thorough => ((5_000_000 / tasks + 300).min(50_000), 8_000_000),
        Effort::Schedules(most) => return most.max(1),
    };
    wanted.min((most_placed / tasks).max(1))
}

/// Steps after which a search ends: far more than its schedules take, where not nearly everybody could do nearly everything.
fn most_steps(effort: Effort) -> u64 {
    match effort {
        Effort::Quick => 20_000_000,
        Effort::Normal => 100_000_000,
        Effort::Thorough => 2_000_000_000,
        Effort::Schedules(_) => u64::MAX,
    }
}

#[cfg(test)]
mod bounds;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_population_shrinks_evenly_and_a_small_one_stays() {
        let large = Crowd::of(5_000);
        assert_eq!((large.first, large.last), (51, 20));
        let sizes: Vec<u32> = [5_000, 2_500, 0].map(|left| large.with_left(left)).to_vec();
        assert_eq!(sizes, [51, 36, 20]);
        let small = Crowd::of(500);
        assert_eq!([500, 250, 0].map(|left| small.with_left(left)), [small.first; 3]);
        assert_eq!(Crowd::of(1).with_left(0), Crowd::of(1).first);
    }
}
