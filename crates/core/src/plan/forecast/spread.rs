//! Answers: how long may a task take, and how often does a brief stand before a gate, drawn at random?
//! Invariant: whole half days, at least one; of work that is under way only what is longer than what is behind; a fixed task is as planned.
//! Source: bootstrap of past stays (Efron 1979); the triangle as in PERT practice where nothing is known.

use super::past::{Basis, Past};
use super::random::Random;
use crate::model::duration::{HalfDays, LONGEST_DAYS};
use crate::plan::network::{Actual, Network};
use crate::plan::task::{Expansion, LimitKind, Part, PlanTask, Stay, TaskState, Turn, Work};

/// Of what is planned: the least, the most likely and the most that is taken where nothing is known.
pub const GUESS: [f64; 3] = [0.8, 1.0, 1.8];

/// How the duration of one task is found in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Draw<'p> {
    /// As planned: a milestone, a booked day, work that is done.
    Fixed,
    Spread(Spread<'p>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread<'p> {
    pub basis: Basis,
    /// Past multiples of the plan, sorted; empty: the triangle.
    multiples: &'p [f64],
    /// All of it as planned.
    whole: f64,
    /// Half days that are behind.
    spent: f64,
    /// What is left of it as planned.
    planned_left: i32,
    /// An open gate never ends before the next working day.
    least: i32,
}

impl<'p> Spread<'p> {
    /// Of work ahead that takes one of these multiples, sorted, of so many half days.
    pub fn of(multiples: &'p [f64], whole: i32) -> Self {
        Self {
            basis: Basis::Own,
            multiples,
            whole: f64::from(whole),
            spent: 0.0,
            planned_left: whole,
            least: 1,
        }
    }

    /// The same with so many half days behind.
    #[must_use]
    pub fn after(self, spent: i32) -> Self {
        Self {
            spent: f64::from(spent),
            ..self
        }
    }

    /// Half days that are left of the task, where that share of what may come takes less.
    pub fn left(&self, share: f64) -> i32 {
        let taken = match self.multiples {
            [] => self.guessed(share),
            all => {
                // what is behind is known: shorter stays are out of the question
                let longer = all.partition_point(|multiple| multiple * self.whole <= self.spent);
                match &all[longer..] {
                    [] => return self.planned_left.max(self.least),
                    left => left[((share * left.len() as f64) as usize).min(left.len() - 1)] * self.whole,
                }
            }
        };
        rounded(taken - self.spent).max(self.least)
    }

    fn guessed(&self, share: f64) -> f64 {
        let rest = (self.whole - self.spent).max(f64::from(self.planned_left));
        self.spent + rest * triangle(share)
    }
}

fn rounded(halves: f64) -> i32 {
    halves.round().clamp(1.0, f64::from(LONGEST)) as i32
}

/// Half days: a hundred years. More is beyond every calendar.
const LONGEST: i32 = LONGEST_DAYS * 2;

/// The multiple below which this share of the triangle lies.
fn triangle(share: f64) -> f64 {
    let [least, likely, most] = GUESS;
    let before = (likely - least) / (most - least);
    if share < before {
        least + (share * (most - least) * (likely - least)).sqrt()
    } else {
        most - ((1.0 - share) * (most - least) * (most - likely)).sqrt()
    }
}

/// The reviews of one gate that a brief has before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounds<'p> {
    /// How often past briefs stood before the gate, sorted; none fewer than this one has already.
    past: &'p [u32],
    /// Each with the review it belongs to: a review is held when there are so many rounds, a rework when there are more.
    pub tasks: Vec<(usize, Held)>,
    /// The last review of the plan, and its number.
    last: (usize, u32),
    /// A further rework and review.
    again: [Spread<'p>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Review(u32),
    Rework(u32),
}

impl Rounds<'_> {
    /// Takes out what is not needed in a run, and adds what is needed beyond the plan; `share` draws for a task.
    pub fn settle(&self, random: &mut Random, share: &dyn Fn(usize, &mut Random) -> f64, durations: &mut [i32]) {
        let Some(rounds) = self.past.get(random.below(self.past.len())).copied() else {
            return;
        };
        for (task, held) in &self.tasks {
            let is_needed = match *held {
                Held::Review(number) => rounds >= number,
                Held::Rework(after) => rounds > after,
            };
            if !is_needed {
                durations[*task] = 0;
            }
        }
        let (task, number) = self.last;
        for _ in number..rounds {
            let more: i32 = self.again.iter().map(|spread| spread.left(share(task, random))).sum();
            durations[task] = durations[task].saturating_add(more).min(LONGEST);
        }
    }
}

/// How each task of a plan is drawn.
pub fn draws<'p>(out: &Expansion<'_>, past: &'p Past) -> Vec<Draw<'p>> {
    let one = |(at, task): (usize, &PlanTask<'_>)| draw(&out.network, at, task, past);
    out.tasks.iter().enumerate().map(one).collect()
}

fn draw<'p>(network: &Network, at: usize, task: &PlanTask<'_>, past: &'p Past) -> Draw<'p> {
    let own = &network.tasks[at];
    let is_booked = task
        .limits
        .iter()
        .any(|limit| matches!(limit.kind, LimitKind::FixedStart(_)));
    if own.duration == 0 || matches!(own.actual, Actual::Done(_)) || is_booked {
        return Draw::Fixed;
    }
    let Some(stay) = &task.stay else {
        let basis = Basis::Planned;
        return Draw::Spread(Spread {
            basis,
            ..Spread::of(&[], own.duration)
        });
    };
    let is_open_gate = matches!(task.state, TaskState::UnderWay(_)) && is_gate(task);
    let least = match is_open_gate {
        true => {
            network
                .calendar(own.calendar)
                .count(network.project_start, network.project_start.plus_days(1))
                + 1
        }
        false => 1,
    };
    Draw::Spread(Spread {
        least,
        ..of_stay(stay, own.duration, past)
    })
}

fn of_stay<'p>(stay: &Stay<'_>, left: i32, past: &'p Past) -> Spread<'p> {
    let (basis, multiples) = past.multiples(stay.kind, stay.stage, stay.turn);
    Spread {
        basis,
        planned_left: left,
        ..Spread::of(multiples, stay.whole.0).after(stay.spent.0)
    }
}

fn is_gate(task: &PlanTask<'_>) -> bool {
    use crate::model::workflow::StageClass;
    matches!(task.work, Work::Stage(stage, _) if stage.class == StageClass::Gate)
}

/// The gates of a plan whose number of rounds history knows.
pub fn gates<'p>(out: &Expansion<'_>, past: &'p Past) -> Vec<Rounds<'p>> {
    let mut found = Vec::new();
    for group in &out.groups {
        let mut at = group.tasks().start;
        while at < group.tasks().end {
            let end = (at..group.tasks().end).find(|task| !same_stage(out, at, *task));
            let end = end.unwrap_or(group.tasks().end);
            found.extend(rounds_of(out, at..end, past));
            at = end;
        }
    }
    found
}

fn same_stage(out: &Expansion<'_>, one: usize, other: usize) -> bool {
    match (&out.tasks[one].work, &out.tasks[other].work) {
        (Work::Stage(one, _), Work::Stage(other, _)) => one.id.value == other.id.value,
        _ => one == other,
    }
}

/// Of the tasks of one stage; `None` unless it is a gate that is ahead or open and history knows it.
fn rounds_of<'p>(out: &Expansion<'_>, tasks: std::ops::Range<usize>, past: &'p Past) -> Option<Rounds<'p>> {
    let first = &out.tasks[tasks.start];
    let stay = first.stay.as_ref().filter(|_| is_gate(first))?;
    if matches!(first.state, TaskState::Done(_)) {
        return None;
    }
    let known = past.rounds(stay.kind, stay.stage);
    let known = &known[known.partition_point(|rounds| *rounds < stay.round)..];
    let held = |at: usize| {
        let task = &out.tasks[at];
        let (stay, Work::Stage(_, part)) = (task.stay.as_ref()?, &task.work) else {
            return None;
        };
        Some((
            at,
            match part {
                Part::Rework(_) => Held::Rework(stay.round),
                Part::Whole | Part::Review(_) => Held::Review(stay.round),
            },
        ))
    };
    let held: Vec<(usize, Held)> = tasks.filter_map(held).collect();
    let last = held.iter().rev().find_map(|(at, held)| match held {
        Held::Review(number) => Some((*at, *number)),
        Held::Rework(_) => None,
    })?;
    let review = Stay {
        turn: Turn::Again,
        spent: HalfDays(0),
        ..*stay
    };
    let mending = stay.mends.map(|(stage, whole)| Stay { stage, whole, ..review })?;
    let spread = |stay: &Stay<'_>| of_stay(stay, stay.whole.0, past);
    (!known.is_empty()).then(|| Rounds {
        past: known,
        tasks: held,
        last,
        again: [spread(&mending), spread(&review)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(spread: &Spread<'_>) -> Vec<i32> {
        let mut all: Vec<i32> = (0..2_000)
            .map(|run| spread.left(Random::of_run(3, run).share()))
            .collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn what_is_behind_rules_out_what_was_shorter() {
        let past = [0.5, 1.0, 1.5, 2.0];
        for (spent, possible) in [
            (0, &[2, 4, 6, 8][..]),
            (3, &[1, 3, 5]),
            (4, &[2, 4]),
            (7, &[1]),
            (8, &[4]),
        ] {
            let mut found = drawn(&Spread::of(&past, 4).after(spent));
            found.dedup();
            assert_eq!(found, possible, "{spent} half days behind");
        }
    }

    #[test]
    fn a_guess_stays_in_its_triangle_and_leans_to_the_late_side() {
        let found = drawn(&Spread::of(&[], 40));
        assert!(found[0] >= 32 && found[0] <= 34, "{}", found[0]);
        assert!(found[1_999] <= 72 && found[1_999] >= 68, "{}", found[1_999]);
        let mean = f64::from(found.iter().sum::<i32>()) / 2_000.0;
        // the mean of a triangle is that of its corners, here 48; the deviation of the mean is 0.2
        assert!((mean - 48.0).abs() < 1.0, "{mean}");
        assert_eq!((triangle(0.0), triangle(1.0)), (GUESS[0], GUESS[2]));
    }

    #[test]
    fn rounds_leave_out_reviews_and_add_what_the_plan_lacks() {
        let spread = Spread::of(&[1.0], 2);
        let gate = |past| Rounds {
            past,
            tasks: vec![(0, Held::Review(1)), (1, Held::Rework(1)), (2, Held::Review(2))],
            last: (2, 2),
            again: [spread, spread],
        };
        for (past, left) in [
            (&[1][..], [5, 0, 0]),
            (&[2], [5, 4, 5]),
            (&[4], [5, 4, 13]),
            (&[], [5, 4, 5]),
        ] {
            let mut durations = [5, 4, 5];
            gate(past).settle(&mut Random::of_run(1, 1), &|_, random| random.share(), &mut durations);
            assert_eq!(durations, left, "{past:?}");
        }
    }
}
