//! Answers: does a levelled plan keep every promise?
//! Invariant: written from the definitions, half day by half day, with none of the product's arithmetic.

use crops::model::campaign::LinkType;
use crops::model::duration::{HalfDays, Length};
use crops::plan::level::problem::{Demand, Direction, Levelled, Load, Outcome, Problem, ResourceIndex};
use crops::plan::network::{Actual, CalendarIndex, Deadline, Grain, Instant, Placement, TaskIndex, TaskLink};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a plan, a line each; empty when nothing is.
pub fn faults(problem: &Problem<'_>, levelled: &Levelled, direction: Direction) -> Vec<String> {
    faults_of(problem, levelled, &[direction])
}

/// What is wrong with a plan made forward of which tasks were then made later: it keeps the limits of both sides, and each task
/// is as long as one of the two ways asks for.
pub fn faults_of_justified(problem: &Problem<'_>, levelled: &Levelled) -> Vec<String> {
    faults_of(problem, levelled, &[Direction::Forward, Direction::Backward])
}

fn faults_of(problem: &Problem<'_>, levelled: &Levelled, directions: &[Direction]) -> Vec<String> {
    let check = Check {
        problem,
        levelled,
        directions,
    };
    let mut faults = check.capacities();
    for task in 0..problem.network.tasks.len() {
        faults.extend(
            check
                .task(task)
                .into_iter()
                .map(|fault| format!("task {task}: {fault}")),
        );
    }
    for (at, link) in problem.network.links.iter().enumerate() {
        if !check.holds(link) {
            faults.push(format!("link {at} {link:?} is broken"));
        }
    }
    faults
}

struct Check<'c> {
    problem: &'c Problem<'c>,
    levelled: &'c Levelled,
    directions: &'c [Direction],
}

/// Half days in which somebody works, one at a time.
enum Works<'c> {
    Calendar(CalendarIndex),
    Capacity(&'c [u16], i32),
}

impl Check<'_> {
    fn works(&self, works: &Works<'_>, half: i32) -> bool {
        match works {
            Works::Calendar(calendar) => self.problem.network.calendar(*calendar).is_open(Instant(half)),
            Works::Capacity(row, from) => usize::try_from(half - from)
                .ok()
                .and_then(|at| row.get(at))
                .is_some_and(|minutes| *minutes > 0),
        }
    }

    fn capacity(&self, resource: ResourceIndex, half: i32) -> u32 {
        let at = usize::try_from(half - self.problem.from.0).ok();
        let row = &self.problem.resource(resource).capacity;
        at.and_then(|at| row.get(at)).copied().map_or(0, u32::from)
    }

    fn capacities(&self) -> Vec<String> {
        let mut taken: BTreeMap<(ResourceIndex, i32), u32> = BTreeMap::new();
        for load in &self.levelled.loads {
            *taken.entry((load.resource, load.slot.0)).or_default() += u32::from(load.amount);
        }
        let over = taken
            .into_iter()
            .filter(|((resource, half), minutes)| *minutes > self.capacity(*resource, *half));
        over.map(|((resource, half), minutes)| format!("{resource:?} has {minutes} at {half}"))
            .collect()
    }

    fn place(&self, task: usize) -> Option<Placement> {
        self.levelled.tasks[task].place
    }

    fn asked(&self, task: usize) -> Vec<(u16, &Demand)> {
        let demands = self.problem.works[task].demands.iter();
        (0..).zip(demands).filter(|(_, demand)| demand.amount > 0).collect()
    }

    fn task(&self, task: usize) -> Vec<String> {
        let own = &self.problem.network.tasks[task];
        let done = &self.levelled.tasks[task];
        let loads = self.levelled.loads_of(TaskIndex(task as u32));
        let mut faults = Vec::new();
        if let Actual::Done(real) = own.actual {
            if done.place != Some(real) || done.outcome != Outcome::Happened {
                faults.push(format!("it is over, at {real:?}, and stands at {:?}", done.place));
            }
        } else {
            faults.extend(self.limits(task));
        }
        if done.outcome != Outcome::Placed {
            if !loads.is_empty() || !done.doers.is_empty() {
                faults.push(format!("{:?}, yet somebody works on it", done.outcome));
            }
            return faults;
        }
        let asked = if own.duration == 0 {
            Vec::new()
        } else {
            self.asked(task)
        };
        if done.doers.len() != asked.len() || done.doers.iter().collect::<BTreeSet<_>>().len() != asked.len() {
            faults.push(format!("{} demands, done by {:?}", asked.len(), done.doers));
            return faults;
        }
        for ((number, demand), doer) in asked.iter().zip(&done.doers) {
            let own: Vec<&Load> = loads.iter().filter(|load| load.demand == *number).collect();
            faults.extend(self.demand(task, demand, *doer, &own));
        }
        faults.extend(self.span(task, &asked));
        faults
    }

    fn limits(&self, task: usize) -> Vec<String> {
        let (network, own) = (self.problem.network, &self.problem.network.tasks[task]);
        let Some(place) = self.place(task) else {
            return Vec::new();
        };
        let mut faults = Vec::new();
        let floor = own.not_before.into_iter().fold(network.project_start, Instant::max);
        if self.directions.contains(&Direction::Forward) && place.start < floor {
            faults.push(format!("starts at {:?}, not before {floor:?}", place.start));
        }
        let all = match network.deadline {
            Deadline::At(instant) => Some(instant),
            _ => None,
        };
        let limit = own.end_by.into_iter().chain(all).min();
        if self.directions.contains(&Direction::Backward) && limit.is_some_and(|limit| place.end > limit) {
            faults.push(format!("ends at {:?}, by {limit:?}", place.end));
        }
        if network.grain == Grain::WholeDays && (place.start.0 % 2 != 0 || place.end.0 % 2 != 0) {
            faults.push("begins or ends at noon".to_owned());
        }
        faults
    }

    fn demand(&self, task: usize, demand: &Demand, doer: ResourceIndex, loads: &[&Load]) -> Vec<String> {
        let mut faults = Vec::new();
        if !demand.any_of.contains(&doer) {
            faults.push(format!("{doer:?} may not do it"));
        }
        let place = self.place(task).expect("a place");
        let mut days: BTreeMap<i32, u32> = BTreeMap::new();
        for load in loads {
            if load.resource != doer || load.slot < place.start || load.slot >= place.end {
                faults.push(format!("{load:?} is not in {place:?} of {doer:?}"));
            }
            *days.entry(load.slot.0.div_euclid(2)).or_default() += u32::from(load.amount);
        }
        if days.values().sum::<u32>() != demand.amount {
            faults.push(format!("{} of {} done", days.values().sum::<u32>(), demand.amount));
        }
        if days.values().any(|minutes| *minutes > u32::from(demand.most_per_day)) {
            faults.push(format!("{days:?}: {} a day at most", demand.most_per_day));
        }
        faults
    }

    /// Long enough, and no longer than whoever does it needs; with a stretch, no longer than that.
    fn span(&self, task: usize, asked: &[(u16, &Demand)]) -> Vec<String> {
        let place = self.place(task).expect("a place");
        let (own, done) = (&self.problem.network.tasks[task], &self.levelled.tasks[task]);
        let calendar = Works::Calendar(own.calendar);
        let rows: Vec<Works<'_>> = done.doers.iter().map(|doer| self.row(*doer)).collect();
        let counted = if rows.len() == 1 { &rows[0] } else { &calendar };
        let open = self.open(counted, place.start.0, place.end.0);
        let mut faults = Vec::new();
        if open < own.duration {
            faults.push(format!("{open} half days of {}", own.duration));
        }
        if own.duration == 0 && place.start != place.end {
            faults.push("a milestone has a length".to_owned());
        }
        if let Some(most) = self.problem.works[task].stretch {
            let longest = rows.iter().map(|row| self.open(row, place.start.0, place.end.0)).max();
            let whole = if self.problem.network.grain == Grain::WholeDays {
                1
            } else {
                0
            };
            if rows.len() == 1 && longest.is_some_and(|halves| halves > most.max(0) + whole) {
                faults.push(format!("{longest:?} half days, {most} at most"));
            }
        } else if !self
            .directions
            .iter()
            .any(|way| self.is_tight(*way, task, place, counted, asked))
        {
            faults.push(format!("{place:?} is longer than anybody's hours ask for"));
        }
        faults
    }

    fn row(&self, doer: ResourceIndex) -> Works<'_> {
        Works::Capacity(&self.problem.resource(doer).capacity, self.problem.from.0)
    }

    fn open(&self, works: &Works<'_>, from: i32, to: i32) -> i32 {
        (from..to).filter(|half| self.works(works, *half)).count() as i32
    }

    /// Whether one step less would be too short for the length of the task or, at the pace of its own hours, for somebody.
    fn is_tight(
        &self,
        way: Direction,
        task: usize,
        place: Placement,
        counted: &Works<'_>,
        asked: &[(u16, &Demand)],
    ) -> bool {
        let step = match self.problem.network.grain {
            Grain::HalfDays => 1,
            Grain::WholeDays => 2,
        };
        let (mut from, mut to) = (place.start.0, place.end.0);
        if from == to {
            return true;
        }
        match way {
            Direction::Backward => from += step,
            Direction::Forward => to -= step,
        }
        let own = &self.problem.network.tasks[task];
        let doers = &self.levelled.tasks[task].doers;
        let too_short = |(demand, doer): (&Demand, &ResourceIndex)| self.pace(demand, *doer, from, to) < demand.amount;
        self.open(counted, from, to) < own.duration || asked.iter().map(|(_, demand)| *demand).zip(doers).any(too_short)
    }

    /// What would be done in a span by somebody with nothing else to do.
    fn pace(&self, demand: &Demand, doer: ResourceIndex, from: i32, to: i32) -> u32 {
        let mut days: BTreeMap<i32, u32> = BTreeMap::new();
        for half in from..to {
            *days.entry(half.div_euclid(2)).or_default() += self.capacity(doer, half);
        }
        days.values().map(|own| *own.min(&u32::from(demand.most_per_day))).sum()
    }

    /// The calendar that links see: that of who does it alone.
    fn calendar(&self, task: usize) -> CalendarIndex {
        match (self.levelled.tasks[task].doers.as_slice(), self.asked(task).len()) {
            ([doer], 1) => self.problem.resource(*doer).calendar,
            _ => self.problem.network.tasks[task].calendar,
        }
    }

    fn holds(&self, link: &TaskLink) -> bool {
        let (from, to) = (link.from.0 as usize, link.to.0 as usize);
        let (Some(pred), Some(succ)) = (self.place(from), self.place(to)) else {
            return true;
        };
        let network = self.problem.network;
        let (ends, starts) = match link.link {
            LinkType::FinishToStart => (true, true),
            LinkType::StartToStart => (false, true),
            LinkType::FinishToFinish => (true, false),
            LinkType::StartToFinish => (false, false),
        };
        match (network.tasks[to].actual, network.tasks[from].actual) {
            (Actual::Done(_), _) => return true,
            (Actual::Started(_), _) if starts => return true,
            // Backward nothing pulls a start that is past.
            (_, Actual::Started(_)) if !ends => return true,
            (_, Actual::Done(_)) if self.directions == [Direction::Backward] => return true,
            _ => {}
        }
        let here = if ends { pred.end.0 } else { pred.start.0 };
        let there = if starts { succ.start.0 } else { succ.end.0 };
        match link.lag {
            Length::ElapsedDays(days) => there >= here + 2 * days,
            Length::Working(HalfDays(lag)) => {
                let target = self.shifted(here, lag);
                let concerned = [network.project_calendar, self.calendar(from), self.calendar(to)];
                let off = |half: i32| concerned.iter().all(|one| !self.works(&Works::Calendar(*one), half));
                there >= target || (there..target).all(off)
            }
        }
    }

    /// The first instant with so many worked half days of the project between, the last such before.
    fn shifted(&self, mut at: i32, mut lag: i32) -> i32 {
        let project = Works::Calendar(self.problem.network.project_calendar);
        while lag > 0 {
            lag -= i32::from(self.works(&project, at));
            at += 1;
        }
        while lag < 0 {
            at -= 1;
            lag += i32::from(self.works(&project, at));
        }
        at
    }
}
