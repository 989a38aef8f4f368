//! Answers: how much of what durations vary by is common to all work of a month, and how is it drawn?
//! Invariant: each stage keeps the spread of its own past, whatever is common; with nothing in common, stages are drawn apart.
//! Source: analysis of variance with random effects (Fisher 1925); one common normal factor (Vasicek 1987).

use super::random::Random;
use crate::model::Day;
use chrono::Datelike;

/// What one past stay took, and when it began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Months since the year 0.
    pub month: i32,
    /// As a multiple of the plan.
    pub multiple: f64,
}

/// The month of a day, from the year 0.
pub fn month_of(day: Day) -> i32 {
    day.year() * 12 + day.month0() as i32
}

/// With fewer stays of a sort, or fewer in all, nothing is said of months.
const LEAST_OF_A_SORT: usize = 5;
const LEAST: usize = 30;
const LEAST_MONTHS: usize = 6;

/// More is never believed: a stage has always something of its own.
const MOST_COMMON: f64 = 0.9;

/// The part of what varies, from 0 to 1, that all stays of a month have in common: the intraclass correlation of
/// their normal scores, each among its own sort. 0 where too little is known.
pub fn common_part<'s>(sorts: impl Iterator<Item = &'s [Sample]>) -> f64 {
    let mut scores: Vec<(i32, f64)> = sorts
        .filter(|sort| sort.len() >= LEAST_OF_A_SORT)
        .flat_map(scores)
        .collect();
    scores.sort_by_key(|(month, _)| *month);
    let months: Vec<&[(i32, f64)]> = scores.chunk_by(|one, other| one.0 == other.0).collect();
    if scores.len() < LEAST || months.len() < LEAST_MONTHS || scores.len() <= months.len() {
        return 0.0;
    }
    let (all, groups) = (scores.len() as f64, months.len() as f64);
    let mean = |of: &[(i32, f64)]| of.iter().map(|(_, score)| score).sum::<f64>() / of.len() as f64;
    let whole = mean(&scores);
    let (mut between, mut within, mut squares) = (0.0, 0.0, 0.0);
    for month in months {
        let (own, size) = (mean(month), month.len() as f64);
        between += size * (own - whole).powi(2);
        within += month.iter().map(|(_, score)| (score - own).powi(2)).sum::<f64>();
        squares += size * size;
    }
    let (between, within) = (between / (groups - 1.0), within / (all - groups));
    let size = (all - squares / all) / (groups - 1.0);
    let common = ((between - within) / size).max(0.0);
    let part = common / (common + within);
    if part.is_finite() { part.min(MOST_COMMON) } else { 0.0 }
}

/// Where each stay stands among its sort, as a standard normal would; equal ones stand at the same place.
fn scores(sort: &[Sample]) -> Vec<(i32, f64)> {
    let mut sorted: Vec<f64> = sort.iter().map(|sample| sample.multiple).collect();
    sorted.sort_by(f64::total_cmp);
    let score = |sample: &Sample| {
        let below = sorted.partition_point(|known| *known < sample.multiple);
        let upto = sorted.partition_point(|known| *known <= sample.multiple);
        let rank = (below + upto) as f64 / 2.0;
        (sample.month, normal_at(rank / sorted.len() as f64))
    };
    sort.iter().map(score).collect()
}

/// What tasks of one month have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Common {
    part: f64,
    /// Of each task, counted from the first one; empty: nothing is common.
    months: Vec<u32>,
    count: u32,
}

impl Common {
    /// `months`: of each task the number of its month, small numbers.
    pub fn of(part: f64, months: Vec<u32>) -> Self {
        Self {
            part: part.clamp(0.0, MOST_COMMON),
            count: months.iter().max().map_or(0, |last| last + 1),
            months,
        }
    }

    /// How good or bad each month of a run is.
    pub(super) fn draw(&self, random: &mut Random, months: &mut Vec<f64>) {
        months.clear();
        if self.part > 0.0 {
            months.extend((0..self.count).map(|_| normal_at(random.share())));
        }
    }

    /// Where a task's duration lies in what it may be, from 0 to 1: evenly spread over all runs.
    pub(super) fn share(&self, task: usize, months: &[f64], random: &mut Random) -> f64 {
        let own = random.share();
        let month = self.months.get(task).and_then(|month| months.get(*month as usize));
        month.map_or(own, |month| {
            share_below(self.part.sqrt() * month + (1.0 - self.part).sqrt() * normal_at(own))
        })
    }
}

/// The share of a standard normal below a value.
fn share_below(value: f64) -> f64 {
    // Abramowitz & Stegun 26.2.17; under 1e-7 off
    const TERMS: [f64; 5] = [
        0.319_381_530,
        -0.356_563_782,
        1.781_477_937,
        -1.821_255_978,
        1.330_274_429,
    ];
    let step = 1.0 / (1.0 + 0.231_641_9 * value.abs());
    let sum = TERMS.iter().rev().fold(0.0, |sum, term| (sum + term) * step);
    let tail = (-value * value / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum;
    let share = if value < 0.0 { tail } else { 1.0 - tail };
    share.clamp(0.0, 1.0 - f64::EPSILON)
}

/// The value of a standard normal below which this share of it lies.
fn normal_at(share: f64) -> f64 {
    // Beasley & Springer (1977) in the middle, Moro (1995) in the tails; under 3e-9 off
    const TOP: [f64; 4] = [
        2.506_628_238_84,
        -18.615_000_625_29,
        41.391_197_735_34,
        -25.441_060_496_37,
    ];
    const BOTTOM: [f64; 4] = [
        -8.473_510_930_90,
        23.083_367_437_43,
        -21.062_241_018_26,
        3.130_829_098_33,
    ];
    const TAIL: [f64; 9] = [
        0.337_475_482_272_614_7,
        0.976_169_019_091_718_6,
        0.160_797_971_491_820_9,
        0.027_643_881_033_386_3,
        0.003_840_572_937_360_9,
        0.000_395_189_651_191_9,
        0.000_032_176_788_176_8,
        0.000_000_288_816_736_4,
        0.000_000_396_031_518_7,
    ];
    let off = share.clamp(1e-12, 1.0 - 1e-12) - 0.5;
    let series = |terms: &[f64], at: f64| terms.iter().rev().fold(0.0, |sum, term| sum * at + term);
    if off.abs() < 0.42 {
        let square = off * off;
        return off * series(&TOP, square) / (1.0 + square * series(&BOTTOM, square));
    }
    let tail = if off > 0.0 { 0.5 - off } else { 0.5 + off };
    let value = series(&TAIL, (-tail.ln()).ln());
    if off > 0.0 { value } else { -value }
}

#[cfg(test)]
mod tests {
    use super::super::run::{Aim, Model};
    use super::super::spread::{Draw, Spread};
    use super::*;
    use crate::model::campaign::LinkType;
    use crate::model::duration::{HalfDays, Length};
    use crate::plan::network::{CalendarIndex, Deadline, Grain, Instant, Network, Task, TaskIndex, TaskLink};
    use crate::plan::worktime::WorkTime;

    #[test]
    fn the_normal_is_that_of_the_tables() {
        for (value, share) in [
            (0.0, 0.5),
            (1.0, 0.841_344_7),
            (-1.96, 0.024_997_9),
            (3.0, 0.998_650_1),
            (0.25, 0.598_706_3),
        ] {
            assert!((share_below(value) - share).abs() < 1e-6, "{value}");
            assert!((normal_at(share) - value).abs() < 1e-5, "{share}: {}", normal_at(share));
        }
        assert!(normal_at(0.0).is_finite() && normal_at(1.0).is_finite());
    }

    /// A world in which a stay takes e^(0.4 × its month + 0.4 × its own): half of what varies is common, or nothing.
    struct World {
        common: f64,
        random: Random,
    }

    impl World {
        fn month(&mut self) -> f64 {
            normal_at(self.random.share())
        }

        fn multiple(&mut self, month: f64) -> f64 {
            let own = normal_at(self.random.share());
            let both = self.common.sqrt() * month + (1.0 - self.common).sqrt() * own;
            (0.4 * std::f64::consts::SQRT_2 * both).exp()
        }

        /// Five years of twelve stays a month.
        fn history(&mut self) -> Vec<Sample> {
            let mut samples = Vec::new();
            for number in 0..60 {
                let month = self.month();
                samples.extend((0..12).map(|_| Sample {
                    month: number,
                    multiple: self.multiple(month),
                }));
            }
            samples
        }

        /// Six stages of ten days one after the other, all in one month.
        fn launch(&mut self) -> i32 {
            let month = self.month();
            (0..6)
                .map(|_| (self.multiple(month) * 20.0).round().max(1.0) as i32)
                .sum()
        }
    }

    /// The half days within which the six stages are over in 80 % of the runs.
    fn promised(multiples: &[f64], part: f64) -> i32 {
        let link = |from: u32| TaskLink {
            from: TaskIndex(from),
            to: TaskIndex(from + 1),
            link: LinkType::FinishToStart,
            lag: Length::Working(HalfDays(0)),
        };
        let network = Network {
            calendars: vec![WorkTime::always()],
            project_calendar: CalendarIndex(0),
            project_start: Instant(41_000),
            deadline: Deadline::LimitsAlone,
            grain: Grain::HalfDays,
            tasks: vec![Task::new(20, CalendarIndex(0)); 6],
            links: (0..5).map(link).collect(),
        };
        let draws = vec![Draw::Spread(Spread::of(multiples, 20)); 6];
        let aims = vec![Aim { parts: vec![(5, None)] }];
        let model = Model::new(&network, draws, Vec::new(), aims, None).expect("no ring");
        let tally = model.in_common(Common::of(part, vec![0; 6])).run(1, 0..2_000);
        tally.aims[0].reached.quantile(0.8).expect("an end") - 41_000
    }

    /// A mean over independent histories.
    struct Mean {
        value: f64,
        /// Its standard error.
        error: f64,
    }

    impl Mean {
        fn of(values: &[f64]) -> Self {
            let count = values.len() as f64;
            let value = values.iter().sum::<f64>() / count;
            let squares: f64 = values.iter().map(|each| (each - value).powi(2)).sum();
            Self {
                value,
                error: (squares / (count - 1.0) / count).sqrt(),
            }
        }
    }

    /// What came of the launches of many histories.
    struct Judged {
        /// The share that held the day given 80 %: with what months have in common, and with stages drawn apart.
        held: Mean,
        apart: Mean,
        part: Mean,
    }

    fn judged(common: f64) -> Judged {
        const HISTORIES: u64 = 60;
        const LAUNCHES: u32 = 500;
        let (mut held, mut apart, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for history in 0..HISTORIES {
            let mut world = World {
                common,
                random: Random::of_run(99, history),
            };
            let past = world.history();
            let part = common_part(std::iter::once(past.as_slice()));
            let mut multiples: Vec<f64> = past.iter().map(|sample| sample.multiple).collect();
            multiples.sort_by(f64::total_cmp);
            let (day, day_apart) = (promised(&multiples, part), promised(&multiples, 0.0));
            let launches: Vec<i32> = (0..LAUNCHES).map(|_| world.launch()).collect();
            let within = |day: i32| launches.iter().filter(|taken| **taken <= day).count() as f64 / f64::from(LAUNCHES);
            held.push(within(day));
            apart.push(within(day_apart));
            parts.push(part);
        }
        Judged {
            held: Mean::of(&held),
            apart: Mean::of(&apart),
            part: Mean::of(&parts),
        }
    }

    #[test]
    fn where_months_are_good_or_bad_80_percent_is_nearer_to_80_percent_than_with_stages_drawn_apart() {
        let Judged { held, apart, part } = judged(0.5);
        let nearer = (apart.value - 0.8).abs() - (held.value - 0.8).abs();
        let error = held.error + apart.error;
        let told = format!("{} ± {}, {} ± {}", held.value, held.error, apart.value, apart.error);
        assert!(nearer > 3.0 * error, "within the sampling error: {told}");
        assert!(apart.value < 0.8, "stages drawn apart promise too much: {told}");
        assert!((held.value - 0.8).abs() < 0.04, "{told}");
        assert!((part.value - 0.5).abs() < 0.08, "{}", part.value);
    }

    #[test]
    fn where_months_have_nothing_in_common_the_promise_stays_the_same() {
        let Judged { held, apart, part } = judged(0.0);
        let told = format!("{} ± {}, {} ± {}", held.value, held.error, apart.value, apart.error);
        assert!((held.value - 0.8).abs() < 0.03, "{told}");
        assert!((held.value - apart.value).abs() < 0.02, "{told}");
        assert!(part.value < 0.02, "{}", part.value);
    }

    #[test]
    fn of_little_history_nothing_is_said() {
        let sample = |month| Sample {
            month,
            multiple: f64::from(month),
        };
        let few: Vec<Sample> = (0..20).map(|at| sample(at / 4)).collect();
        assert_eq!(common_part(std::iter::once(few.as_slice())), 0.0);
        let one_month: Vec<Sample> = (0..90).map(|_| sample(3)).collect();
        assert_eq!(common_part(std::iter::once(one_month.as_slice())), 0.0);
        assert_eq!(common_part(std::iter::empty()), 0.0);
    }
}
