//! Answers: what does `crops plan --slip` say, as values that every format is made from?
//! Invariant: weeks in the order of time; the last one is today.

use crate::model::Day;
use crate::model::duration::Minutes;
use crate::plan::compare::{Counted, Standing};

#[derive(Clone, Debug, PartialEq)]
pub struct SlipReport {
    pub lines: Vec<SlipLine>,
    pub today: Day,
    pub counted: Counted,
}

/// One campaign from week to week.
#[derive(Clone, Debug, PartialEq)]
pub struct SlipLine {
    pub campaign: String,
    pub title: String,
    pub weeks: Vec<SlipWeek>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SlipWeek {
    /// The day on which it was planned.
    pub day: Day,
    /// `None`: the files at hand.
    pub commit: Option<String>,
    pub outlook: Outlook,
}

/// When a campaign could be live, by one plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// As the record says.
    pub launch: Option<Day>,
    /// The first one that keeps the handovers, from the day of the plan on; `None` when nothing depends on a launch.
    pub earliest: Option<Day>,
    pub standing: Option<Standing>,
    pub is_open: bool,
}

impl Outlook {
    /// The day it would be live: the launch, or the first one that works where that is later; none while nobody has the time.
    pub fn forecast(&self) -> Option<Day> {
        self.launch.max(self.earliest).filter(|_| self.lacking().0 == 0)
    }

    /// Work that nobody who could do it has the time for.
    pub fn lacking(&self) -> Minutes {
        self.standing.map_or(Minutes(0), |standing| standing.lacking)
    }

    pub fn is_late(&self) -> bool {
        matches!((self.launch, self.earliest), (Some(launch), Some(earliest)) if earliest > launch)
    }
}

impl SlipLine {
    /// Calendar days by which the forecast moved since the week before, week by week.
    pub fn moves(&self) -> Vec<Option<i64>> {
        let forecasts = self.weeks.iter().map(|week| week.outlook.forecast());
        let before = std::iter::once(None).chain(forecasts.clone());
        before
            .zip(forecasts)
            .map(|(before, now)| Some((now? - before?).num_days()))
            .collect()
    }

    /// From the first week's forecast to the last one's, in calendar days.
    pub fn slipped(&self) -> Option<i64> {
        let mut known = self.weeks.iter().filter_map(|week| week.outlook.forecast());
        let first = known.next()?;
        Some((known.next_back().unwrap_or(first) - first).num_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::day;

    #[test]
    fn a_launch_that_works_stays_and_one_that_does_not_becomes_the_first_that_does() {
        let week = |launch: &str, earliest: &str| SlipWeek {
            day: day("2026-11-15"),
            commit: None,
            outlook: Outlook {
                launch: Some(day(launch)),
                earliest: Some(day(earliest)),
                standing: None,
                is_open: true,
            },
        };
        let line = SlipLine {
            campaign: "c".into(),
            title: "C".into(),
            weeks: vec![
                week("2027-03-15", "2027-02-01"),
                week("2027-03-15", "2027-03-17"),
                week("2027-03-22", "2027-03-17"),
            ],
        };
        assert_eq!(line.moves(), [None, Some(2), Some(5)]);
        assert_eq!(line.slipped(), Some(7));
        assert!(line.weeks[1].outlook.is_late() && !line.weeks[2].outlook.is_late());
    }
}
