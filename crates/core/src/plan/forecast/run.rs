//! Answers: when is everything over, and what held it, over many runs of one network?
//! Invariant: the passes are those of a plan; a run depends on its number alone; nothing is allocated in a run.
//! Source: Van Slyke (1963), Monte Carlo methods and the PERT problem; criticality index after Martin (1965).

use super::luck::Common;
use super::random::Random;
use super::spread::{Draw, Rounds};
use super::tally::Histogram;
use crate::plan::network::{Actual, CalendarIndex, Instant, Network, Placement};
use crate::plan::order::{Cycle, Order};
use crate::plan::passes::{Floor, early_pass_lasting};
use std::ops::Range;

/// Something that is to be reached: when all its parts are over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// Tasks, each with the instant by which it should end, where there is one.
    pub parts: Vec<(usize, Option<Instant>)>,
}

/// A network with what is drawn for it, ready to be run.
pub struct Model<'n> {
    network: &'n Network,
    order: Order<'n>,
    draws: Vec<Draw<'n>>,
    gates: Vec<Rounds<'n>>,
    aims: Vec<Aim>,
    /// The aim whose critical tasks are told; the parts that end last against their instants.
    driven: Option<usize>,
    common: Common,
}

/// What came out of some runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub runs: u32,
    /// As the aims.
    pub aims: Vec<AimTally>,
    /// As the tasks: in how many runs it held the driven aim.
    pub critical: Vec<u32>,
    /// As the tasks: half days; only where an aim is driven.
    pub durations: Vec<Histogram>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AimTally {
    /// The end of its last part.
    pub reached: Histogram,
    /// Working half days after the instant of the part that is latest; negative before. Empty without instants.
    pub late: Histogram,
}

impl Tally {
    /// Of no run.
    pub fn none(model: &Model<'_>) -> Self {
        Self {
            runs: 0,
            aims: vec![AimTally::default(); model.aims.len()],
            critical: vec![0; model.network.tasks.len()],
            durations: vec![Histogram::default(); model.network.tasks.len()],
        }
    }

    /// All that other runs gave.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.runs += other.runs;
        for (own, more) in self.aims.iter_mut().zip(&other.aims) {
            own.reached.merge(&more.reached);
            own.late.merge(&more.late);
        }
        for (own, more) in self.critical.iter_mut().zip(&other.critical) {
            *own += more;
        }
        for (own, more) in self.durations.iter_mut().zip(&other.durations) {
            own.merge(more);
        }
        self
    }
}

/// Longer durations of a single task are counted as this, in half days: some eight years of work.
const LONGEST_TOLD: i32 = 4_000;

/// What one run needs and the next one uses again.
#[derive(Default)]
struct Desk {
    durations: Vec<i32>,
    months: Vec<f64>,
    places: Vec<Placement>,
    /// Tasks to be traced back, and the run in which each was seen last.
    todo: Vec<usize>,
    seen: Vec<u32>,
}

impl<'n> Model<'n> {
    /// # Errors
    /// When tasks wait for each other.
    pub fn new(
        network: &'n Network,
        draws: Vec<Draw<'n>>,
        gates: Vec<Rounds<'n>>,
        aims: Vec<Aim>,
        driven: Option<usize>,
    ) -> Result<Self, Cycle> {
        Ok(Self {
            order: Order::of(network)?,
            network,
            draws,
            gates,
            aims,
            driven,
            common: Common::default(),
        })
    }

    /// With good and bad months that tasks have in common.
    #[must_use]
    pub fn in_common(self, common: Common) -> Self {
        Self { common, ..self }
    }

    /// The runs of these numbers.
    pub fn run(&self, seed: u64, runs: Range<u32>) -> Tally {
        let mut tally = Tally::none(self);
        let mut desk = Desk {
            seen: vec![0; self.network.tasks.len()],
            ..Desk::default()
        };
        for run in runs {
            let mut random = Random::of_run(seed, run.into());
            self.draw(&mut random, &mut desk);
            let durations = &desk.durations;
            early_pass_lasting(self.network, &self.order, |task| durations[task], &mut desk.places);
            tally.runs += 1;
            self.note(&mut desk, &mut tally);
        }
        tally
    }

    fn draw(&self, random: &mut Random, desk: &mut Desk) {
        let Desk { durations, months, .. } = desk;
        self.common.draw(random, months);
        let share = |task: usize, random: &mut Random| self.common.share(task, months, random);
        durations.clear();
        let tasks = self.draws.iter().zip(&self.network.tasks).enumerate();
        durations.extend(tasks.map(|(at, (draw, task))| match draw {
            Draw::Fixed => task.duration,
            Draw::Spread(spread) => spread.left(share(at, random)),
        }));
        for gate in &self.gates {
            gate.settle(random, &share, durations);
        }
    }

    fn note(&self, desk: &mut Desk, tally: &mut Tally) {
        for (aim, into) in self.aims.iter().zip(&mut tally.aims) {
            let ends = aim.parts.iter().map(|(task, _)| desk.places[*task].end.0);
            into.reached.add(ends.max().unwrap_or(self.network.project_start.0));
            if let Some(late) = self.late(aim, &desk.places) {
                into.late.add(late);
            }
        }
        if let Some(aim) = self.driven {
            for ((draw, duration), into) in self.draws.iter().zip(&desk.durations).zip(&mut tally.durations) {
                if *draw != Draw::Fixed {
                    into.add((*duration).min(LONGEST_TOLD));
                }
            }
            self.trace(&self.aims[aim], desk, tally);
        }
    }

    /// How late the latest part is; `None` when none has an instant.
    fn late(&self, aim: &Aim, places: &[Placement]) -> Option<i32> {
        let late = |(task, by): &(usize, Option<Instant>)| Some(self.lateness(places[*task].end, (*by)?));
        aim.parts.iter().filter_map(late).max()
    }

    /// Working half days of the project from one instant to another.
    fn lateness(&self, end: Instant, by: Instant) -> i32 {
        let time = self.network.calendar(self.network.project_calendar);
        time.count(by, end)
    }

    /// Counts every task without which the latest parts of the aim would have been earlier.
    fn trace(&self, aim: &Aim, desk: &mut Desk, tally: &mut Tally) {
        let worst = self.late(aim, &desk.places);
        let last = aim.parts.iter().map(|(task, _)| desk.places[*task].end).max();
        for (task, by) in &aim.parts {
            let end = desk.places[*task].end;
            let is_worst = match (worst, by) {
                (Some(worst), Some(by)) => self.lateness(end, *by) == worst,
                (Some(_), None) => false,
                (None, _) => Some(end) == last,
            };
            if is_worst {
                desk.todo.push(*task);
            }
        }
        while let Some(task) = desk.todo.pop() {
            if std::mem::replace(&mut desk.seen[task], tally.runs) == tally.runs
                || matches!(self.network.tasks[task].actual, Actual::Done(_))
            {
                continue;
            }
            if desk.durations[task] > 0 {
                tally.critical[task] += 1;
            }
            self.drivers(task, desk);
        }
    }

    /// The predecessors that alone hold a task where it is.
    fn drivers(&self, task: usize, desk: &mut Desk) {
        let place = desk.places[task];
        let nothing = || Floor {
            start: Instant::FAR_PAST,
            end: Instant::FAR_PAST,
        };
        for link in self.order.links_to(task) {
            let from = link.from.0 as usize;
            let floor = nothing().raised(self.network, link, &desk.places[from]);
            let bound = floor.start > Instant::FAR_PAST || floor.end > Instant::FAR_PAST;
            if bound && floor.place_lasting(self.network, task, desk.durations[task]) == place {
                desk.todo.push(from);
            }
        }
    }

    pub fn network(&self) -> &'n Network {
        self.network
    }

    pub fn draws(&self) -> &[Draw<'n>] {
        &self.draws
    }

    pub fn aims(&self) -> &[Aim] {
        &self.aims
    }

    /// The calendar on which lateness is counted.
    pub fn project_calendar(&self) -> CalendarIndex {
        self.network.project_calendar
    }
}

#[cfg(test)]
mod tests {
    use super::super::spread::Spread;
    use super::*;
    use crate::model::campaign::LinkType;
    use crate::model::duration::{HalfDays, Length};
    use crate::plan::network::{Deadline, Grain, Task, TaskIndex, TaskLink};
    use crate::plan::passes::early_pass;
    use crate::plan::worktime::WorkTime;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn network(durations: &[i32], links: &[(usize, usize)]) -> Network {
        let link = |(from, to): &(usize, usize)| TaskLink {
            from: TaskIndex(*from as u32),
            to: TaskIndex(*to as u32),
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        };
        Network {
            calendars: vec![WorkTime::weekdays()],
            project_calendar: CalendarIndex(0),
            project_start: Instant(41_000),
            deadline: Deadline::LimitsAlone,
            grain: Grain::HalfDays,
            tasks: durations
                .iter()
                .map(|halves| Task::new(*halves, CalendarIndex(0)))
                .collect(),
            links: links.iter().map(link).collect(),
        }
    }

    /// Until the end of the last task, with this many half days from the start.
    fn aim(network: &Network, halves: i32) -> Aim {
        let time = network.calendar(CalendarIndex(0));
        Aim {
            parts: vec![(network.tasks.len() - 1, Some(time.shift(network.project_start, halves)))],
        }
    }

    /// Two tasks side by side before a third, each with a few equally likely durations: every case can be listed.
    #[test]
    fn chances_and_critical_tasks_are_those_of_all_cases() {
        let (one, other, third) = ([0.5, 1.0, 2.0], [0.75, 1.25], [1.0, 1.5]);
        let network = network(&[4, 4, 2], &[(0, 2), (1, 2)]);
        let draws = |past: &'static [f64], whole| Draw::Spread(Spread::of(past, whole));
        let draws = vec![
            draws(&[0.5, 1.0, 2.0], 4),
            draws(&[0.75, 1.25], 4),
            draws(&[1.0, 1.5], 2),
        ];
        let (mut within, mut first, mut second) = ([0.0; 5], 0.0, 0.0);
        for a in one.map(|multiple| multiple * 4.0) {
            for b in other.map(|multiple| multiple * 4.0) {
                for c in third.map(|multiple| multiple * 2.0) {
                    let end = f64::max(a, b) + c;
                    for (count, most) in within.iter_mut().zip([5.0, 6.0, 7.0, 8.0, 10.0]) {
                        *count += f64::from(u8::from(end <= most)) / 12.0;
                    }
                    first += f64::from(u8::from(a >= b)) / 12.0;
                    second += f64::from(u8::from(b >= a)) / 12.0;
                }
            }
        }
        let aims = [5, 6, 7, 8, 10].map(|halves| aim(&network, halves));
        let model = Model::new(&network, draws, Vec::new(), aims.to_vec(), Some(0)).expect("no ring");
        let tally = model.run(7, 0..40_000);
        let share = |count: u32| f64::from(count) / 40_000.0;
        // four standard deviations of a share of 40,000 runs, at most
        let near = |found: f64, exact: f64| assert!((found - exact).abs() < 0.01, "{found} for {exact}");
        for (tally, exact) in tally.aims.iter().zip(within) {
            near(share(tally.late.at_most(0)), exact);
        }
        near(share(tally.critical[0]), first);
        near(share(tally.critical[1]), second);
        assert_eq!(tally.critical[2], 40_000);
    }

    fn models() -> impl Strategy<Value = (Vec<i32>, Vec<(usize, usize)>)> {
        (2_usize..12).prop_flat_map(|tasks| {
            let link = (0..tasks - 1).prop_flat_map(move |from| (Just(from), from + 1..tasks));
            (vec(0..9_i32, tasks), vec(link, 0..16))
        })
    }

    const MULTIPLES: &[f64] = &[0.4, 0.8, 1.0, 1.1, 1.9, 3.0];

    fn spreads(network: &Network) -> Vec<Draw<'static>> {
        let draw = |task: &Task| match task.duration {
            0 => Draw::Fixed,
            whole => Draw::Spread(Spread::of(MULTIPLES, whole)),
        };
        network.tasks.iter().map(draw).collect()
    }

    proptest! {
        #[test]
        fn without_spread_every_run_is_the_plan((durations, links) in models()) {
            let network = network(&durations, &links);
            let order = Order::of(&network).expect("no ring");
            let planned = early_pass(&network, &order);
            let aims: Vec<Aim> = (0..durations.len()).map(|task| Aim { parts: vec![(task, None)] }).collect();
            let draws = vec![Draw::Fixed; durations.len()];
            let model = Model::new(&network, draws, Vec::new(), aims, None).expect("no ring");
            let tally = model.run(1, 0..20);
            for (place, aim) in planned.iter().zip(&tally.aims) {
                for share in [0.0, 0.5, 0.95] {
                    prop_assert_eq!(aim.reached.quantile(share), Some(place.end.0));
                }
            }
        }

        #[test]
        fn quantiles_are_in_order_and_more_time_never_lowers_a_chance((durations, links) in models(), seed in any::<u64>()) {
            let network = network(&durations, &links);
            let aims = (0..60).step_by(3).map(|halves| aim(&network, halves)).collect();
            let model = Model::new(&network, spreads(&network), Vec::new(), aims, Some(0)).expect("no ring");
            let tally = model.run(seed, 0..200);
            let reached = &tally.aims[0].reached;
            let quantiles = [0.0, 0.5, 0.8, 0.95].map(|share| reached.quantile(share));
            prop_assert!(quantiles.is_sorted());
            prop_assert!(tally.aims.is_sorted_by_key(|aim| aim.late.at_most(0)));
            prop_assert!(tally.critical.iter().all(|count| *count <= 200));
        }

        #[test]
        fn runs_made_apart_are_the_runs_made_together((durations, links) in models(), seed in any::<u64>(), cut in 0_u32..100) {
            let network = network(&durations, &links);
            let aims = vec![aim(&network, 9)];
            let model = Model::new(&network, spreads(&network), Vec::new(), aims, Some(0)).expect("no ring");
            let apart = model.run(seed, cut..100).and(&model.run(seed, 0..cut));
            let together = model.run(seed, 0..100);
            prop_assert_eq!(apart.critical, together.critical);
            prop_assert_eq!(apart.aims[0].late.quantile(0.8), together.aims[0].late.quantile(0.8));
            prop_assert_eq!(apart.aims[0].late.total(), 100);
        }
    }
}
