//! Answers: how does work flow in, through and out of the studio, and does it flow out as fast as it comes in?
//! Invariant: open counts are those of `wip`, cycle times those of `turnaround`; the series has one row a day without a gap.
//! Source: Little (1961), L = λ·W; Vacanti (2015), cumulative flow diagram and cycle-time scatter; `docs/flow.md`.

use super::clock::{Clock, Whose, end_of_day, zone_of};
use super::figure::{Figure, quantile};
use super::period::Period;
use super::sample::Reason;
use super::subject::{Facts, Subject};
use crate::model::Day;
use crate::model::workflow::StageClass;
use crate::trail::visit::{End, Visit};

/// From where on a brief is in the flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundary {
    /// Its first appearance.
    #[default]
    Requested,
    /// The first stage that is no queue.
    Started,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub period: Period,
    pub boundary: Boundary,
    /// The days of the period that have passed.
    pub days: Vec<FlowDay>,
    /// Delivered in the period, in the order of delivery.
    pub finished: Vec<Finished>,
    pub summary: Summary,
    /// Delivered in the period without a cycle time.
    pub left_out: Vec<(Reason, usize)>,
}

/// What stands at the end of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowDay {
    pub day: Day,
    /// Since the period began.
    pub arrived: i64,
    pub delivered: i64,
    /// Dropped or deleted.
    pub dropped: i64,
    pub open: OpenByClass,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenByClass {
    pub queue: i64,
    pub work: i64,
    pub gate: i64,
    pub on_hold: i64,
    /// In stages that no workflow knows.
    pub other: i64,
}

impl OpenByClass {
    pub fn all(self) -> i64 {
        self.queue + self.work + self.gate + self.on_hold + self.other
    }
}

/// A point of the scatter.
#[derive(Clone, Debug, PartialEq)]
pub struct Finished {
    /// Place in `Facts::all`.
    pub subject: usize,
    pub day: Day,
    pub working_days: f64,
    pub net_of_hold: f64,
    pub from: End,
    pub to: End,
}

/// The flow in a few figures; what is `None` has no sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    pub weeks: f64,
    pub arrived: i64,
    pub delivered: i64,
    pub dropped: i64,
    /// Mean of the ends of days.
    pub mean_open: Option<f64>,
    pub cycle: Option<Cycle>,
    pub little: Option<Little>,
}

/// Cycle times in working days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    pub count: usize,
    pub mean: f64,
    pub p50: f64,
    pub p85: f64,
}

/// What Little's law says beside what was counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Little {
    /// Deliveries a working day times the mean cycle time: as many are open in a steady flow.
    pub expected_open: f64,
    pub counted_open: f64,
    pub verdict: Balance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// Within a fifth of each other.
    Steady,
    /// More is open than the deliveries explain: work arrives faster than it leaves, or grows old.
    PilesUp,
    /// Less is open: the backlog of before was worked off.
    Drains,
}

/// How far counted and expected may lie apart in a steady flow.
pub const STEADY: f64 = 0.2;

/// The flow of the days of a period that have passed; no day of one that has not begun.
pub fn flow(facts: &Facts<'_>, period: Period, boundary: Boundary) -> Flow {
    let empty = Flow {
        period,
        boundary,
        days: Vec::new(),
        finished: Vec::new(),
        summary: summary(facts, &period, &[], &[]),
        left_out: Vec::new(),
    };
    let Some(passed) = period.until(facts.today) else {
        return empty;
    };
    let days = days(facts, &passed, boundary);
    let (finished, left_out) = finished(facts, &passed, boundary);
    Flow {
        summary: summary(facts, &passed, &days, &finished),
        days,
        finished,
        left_out,
        ..empty
    }
}

/// Where a brief came into the flow.
fn entry(subject: &Subject<'_>, boundary: Boundary) -> Option<End> {
    match boundary {
        Boundary::Requested => Some(subject.visits.created),
        Boundary::Started => {
            let mut visits = subject.visits.visits.iter();
            Some(visits.find(|visit| visit.class != Some(StageClass::Queue))?.start)
        }
    }
}

/// Where it left without a delivery.
fn dropped(subject: &Subject<'_>) -> Option<End> {
    let current = subject.visits.current();
    let in_dropped = current.filter(|visit| visit.class == Some(StageClass::Dropped));
    in_dropped.map(|visit| visit.start).or(subject.visits.removed)
}

fn is_open(visit: &Visit, boundary: Boundary) -> bool {
    match visit.class {
        Some(StageClass::Done | StageClass::Dropped) => false,
        Some(StageClass::Queue) => boundary == Boundary::Requested,
        Some(StageClass::Work | StageClass::Gate | StageClass::Hold) | None => true,
    }
}

/// Changes of a count at the ends of days, from the first day on.
struct Steps {
    first: Day,
    steps: Vec<i64>,
}

impl Steps {
    fn new(period: &Period) -> Self {
        Self {
            first: period.from,
            steps: vec![0; usize::try_from(period.length()).unwrap_or(0)],
        }
    }

    /// One more from a day on, to the day before another.
    fn add(&mut self, from: Day, to: Option<Day>, count: i64) {
        let place = |day: Day| usize::try_from((day - self.first).num_days().max(0)).unwrap_or(0);
        let (from, to) = (place(from), to.map(place));
        if to.is_some_and(|to| to <= from) {
            return;
        }
        if let Some(step) = self.steps.get_mut(from) {
            *step += count;
        }
        if let Some(step) = to.and_then(|to| self.steps.get_mut(to)) {
            *step -= count;
        }
    }

    fn sums(&self) -> Vec<i64> {
        let sum = |sum: &mut i64, step: &i64| {
            *sum += step;
            Some(*sum)
        };
        self.steps.iter().scan(0, sum).collect()
    }
}

fn days(facts: &Facts<'_>, period: &Period, boundary: Boundary) -> Vec<FlowDay> {
    let clock = &facts.clock;
    let [mut arrived, mut delivered, mut gone] = [(); 3].map(|()| Steps::new(period));
    let mut open = [(); 5].map(|()| Steps::new(period));
    for (_, subject) in facts.subjects() {
        let enters = |steps: &mut Steps, end: Option<End>| {
            if let Some(day) = end.map(|end| clock.day(end.landed)).filter(|day| *day >= period.from) {
                steps.add(day, None, 1);
            }
        };
        let entry = entry(subject, boundary);
        enters(&mut arrived, entry);
        enters(&mut delivered, subject.delivered());
        enters(&mut gone, entry.and_then(|_| dropped(subject)));
        for visit in subject.visits.visits.iter().filter(|visit| is_open(visit, boundary)) {
            add_visit(clock, visit, &mut open);
        }
    }
    let (arrived, delivered, gone) = (arrived.sums(), delivered.sums(), gone.sums());
    let open = open.map(|steps| steps.sums());
    let of = |at: usize| OpenByClass {
        queue: open[0][at],
        work: open[1][at],
        gate: open[2][at],
        on_hold: open[3][at],
        other: open[4][at],
    };
    let days = period.from.iter_days().take(arrived.len()).enumerate();
    days.map(|(at, day)| FlowDay {
        day,
        arrived: arrived[at],
        delivered: delivered[at],
        dropped: gone[at],
        open: of(at),
    })
    .collect()
}

/// A visit counts in its class, while it is paused on hold.
fn add_visit(clock: &Clock, visit: &Visit, open: &mut [Steps; 5]) {
    let class = match visit.class {
        Some(StageClass::Queue) => 0,
        Some(StageClass::Work) => 1,
        Some(StageClass::Gate) => 2,
        Some(StageClass::Hold) => 3,
        Some(StageClass::Done | StageClass::Dropped) | None => 4,
    };
    let from = clock.day(visit.start.landed);
    let to = visit.end.map(|end| clock.day(end.landed));
    open[class].add(from, to, 1);
    for pause in &visit.pauses {
        let begins = clock.day(pause.from).max(from);
        let ends = match (pause.to.map(|to| clock.day(to)), to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        open[class].add(begins, ends, -1);
        open[3].add(begins, ends, 1);
    }
}

fn finished(facts: &Facts<'_>, period: &Period, boundary: Boundary) -> (Vec<Finished>, Vec<(Reason, usize)>) {
    let clock = &facts.clock;
    let mut found = Vec::new();
    let mut left_out: Vec<(Reason, usize)> = Vec::new();
    for (at, subject) in facts.subjects() {
        let Some(to) = subject.delivered().filter(|end| period.contains(clock.day(end.landed))) else {
            continue;
        };
        let reason = subject.began_here().err();
        let from = match (reason, entry(subject, boundary)) {
            (None, Some(from)) => from,
            (reason, _) => {
                let reason = reason.unwrap_or(Reason::NotObserved);
                match left_out.iter_mut().find(|(known, _)| *known == reason) {
                    Some((_, count)) => *count += 1,
                    None => left_out.push((reason, 1)),
                }
                continue;
            }
        };
        found.push(Finished {
            subject: at,
            day: clock.day(to.landed),
            working_days: clock.working_days(Whose::Studio, from.time, to.time),
            net_of_hold: clock.net_working_days(from.time, to.time, &subject.visits.holds),
            from,
            to,
        });
    }
    found.sort_by_key(|one| (one.to.landed, one.subject));
    (found, left_out)
}

fn summary(facts: &Facts<'_>, passed: &Period, days: &[FlowDay], finished: &[Finished]) -> Summary {
    let last = days.last();
    let open = Figure::of(days.iter().map(|day| day.open.all() as f64)).map(|figure| figure.mean);
    let mut times: Vec<f64> = finished.iter().map(|one| one.working_days).collect();
    times.sort_by(f64::total_cmp);
    let cycle = Figure::of(times.iter().copied()).zip(quantile(&times, 0.5));
    let cycle = cycle.map(|(figure, p50)| Cycle {
        count: figure.count,
        mean: figure.mean,
        p50,
        p85: figure.p85,
    });
    let zone = zone_of(facts.studio);
    let begin = passed
        .from
        .pred_opt()
        .map_or_else(|| facts.clock.now(), |day| end_of_day(day, zone));
    let working = facts
        .clock
        .working_days(Whose::Studio, begin, end_of_day(passed.to, zone));
    let little = cycle.zip(open).filter(|_| working > 0.0).map(|(cycle, counted_open)| {
        let expected_open = cycle.count as f64 / working * cycle.mean;
        Little {
            expected_open,
            counted_open,
            verdict: balance(expected_open, counted_open),
        }
    });
    Summary {
        weeks: days.len() as f64 / 7.0,
        arrived: last.map_or(0, |day| day.arrived),
        delivered: last.map_or(0, |day| day.delivered),
        dropped: last.map_or(0, |day| day.dropped),
        mean_open: open,
        cycle,
        little,
    }
}

fn balance(expected: f64, counted: f64) -> Balance {
    if counted > expected * (1.0 + STEADY) {
        Balance::PilesUp
    } else if counted < expected * (1.0 - STEADY) {
        Balance::Drains
    } else {
        Balance::Steady
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_stand_from_the_day_of_an_arrival_to_the_day_before_the_end() {
        let period = Period::parse("2026-03-02..2026-03-06", "2026-03-06".parse().expect("a day")).expect("a period");
        let day = |text: &str| text.parse::<Day>().expect("a day");
        for (why, from, to, expected) in [
            ("inside", "2026-03-03", Some("2026-03-05"), [0, 1, 1, 0, 0]),
            ("before and after", "2026-02-01", Some("2026-04-01"), [1, 1, 1, 1, 1]),
            ("over before", "2026-02-01", Some("2026-02-20"), [0; 5]),
            ("after", "2026-03-09", None, [0; 5]),
            ("came and went in one day", "2026-03-03", Some("2026-03-03"), [0; 5]),
            ("open", "2026-03-06", None, [0, 0, 0, 0, 1]),
        ] {
            let mut steps = Steps::new(&period);
            steps.add(day(from), to.map(day), 1);
            assert_eq!(steps.sums(), expected, "{why}");
        }
    }

    #[test]
    fn a_flow_is_steady_within_a_fifth() {
        for (expected, counted, verdict) in [
            (10.0, 10.0, Balance::Steady),
            (10.0, 12.0, Balance::Steady),
            (10.0, 12.1, Balance::PilesUp),
            (10.0, 7.9, Balance::Drains),
            (0.0, 1.0, Balance::PilesUp),
        ] {
            assert_eq!(balance(expected, counted), verdict, "{expected} {counted}");
        }
    }
}
