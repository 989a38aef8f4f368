//! Answers: on which day is `J-10d` of this campaign, and on which days does a series come out?
//! Invariant: a day something goes live never moves; a day by which work is done moves back to the last open day.
//! Source: design, "Time", anchors.

use super::network::Instant;
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::anchor::DayExpr;
use crate::model::campaign::{Campaign, Every, MOST_OCCURRENCES, Series};
use crate::model::duration::{HalfDays, Length};
use chrono::Datelike;

/// The day an expression names, as it stands. `None` when its anchor is unknown or the day is out of the known years.
pub fn day_of(expression: &DayExpr, campaign: Option<&Campaign>, studio: &WorkTime) -> Option<Day> {
    let day = match expression {
        DayExpr::Day(day) => *day,
        DayExpr::Relative(_) => {
            let anchors = campaign?.anchors();
            let offset = expression.split(&anchors)?;
            moved(offset.from, offset.by, studio)?
        }
    };
    (1900..2200).contains(&day.year()).then_some(day)
}

/// The last open day at or before the day an expression names.
pub fn work_day_of(expression: &DayExpr, campaign: Option<&Campaign>, studio: &WorkTime) -> Option<Day> {
    day_of(expression, campaign, studio).and_then(|day| last_open_day(day, studio))
}

/// `day` itself when any of it is worked, else the last such day before. `None` when there is none.
pub fn last_open_day(day: Day, time: &WorkTime) -> Option<Day> {
    let end = time.last_open(Instant::end_of(day));
    (!end.is_out_of_range()).then(|| end.day_before())
}

fn moved(from: Day, by: Length, studio: &WorkTime) -> Option<Day> {
    let start = Instant::start_of(from);
    let to = match by {
        Length::ElapsedDays(days) => start.plus_days(days),
        Length::Working(HalfDays(0)) => start,
        Length::Working(HalfDays(halves)) => studio.first_open(studio.shift(start, halves)),
    };
    (!to.is_out_of_range()).then(|| to.day_after())
}

/// The dates of a series in order, those of `except` left out. Empty when an end has no day or the last is before the first.
/// Never more than [`MOST_OCCURRENCES`].
pub fn occurrences(series: &Series, campaign: &Campaign, studio: &WorkTime) -> Vec<Day> {
    let Some(dates) = Dates::of(series, campaign, studio) else {
        return Vec::new();
    };
    let days = std::iter::successors(Some(dates.first), |day| {
        day.checked_add_signed(chrono::Duration::days(i64::from(dates.step)))
    });
    days.take_while(|day| *day <= dates.last)
        .filter(|day| !is_left_out(series, *day))
        .take(MOST_OCCURRENCES)
        .collect()
}

/// Whether a series comes out on that day.
pub fn occurs_on(series: &Series, campaign: &Campaign, studio: &WorkTime, day: Day) -> bool {
    let dates = Dates::of(series, campaign, studio);
    let on = |dates: Dates| {
        let since = (day - dates.first).num_days();
        day <= dates.last && since >= 0 && since % i64::from(dates.step) == 0
    };
    dates.is_some_and(on) && !is_left_out(series, day)
}

struct Dates {
    first: Day,
    last: Day,
    /// In days, at least 1.
    step: i32,
}

impl Dates {
    fn of(series: &Series, campaign: &Campaign, studio: &WorkTime) -> Option<Self> {
        let from = day_of(&series.from.value, Some(campaign), studio)?;
        let last = day_of(&series.to.value, Some(campaign), studio)?;
        let (first, step) = match series.every {
            Every::Day => (from, 1),
            Every::Days(days) => (from, days.max(1)),
            Every::Weekday(weekday) => {
                let ahead = (7 + weekday.num_days_from_monday() - from.weekday().num_days_from_monday()) % 7;
                (from + chrono::Duration::days(i64::from(ahead)), 7)
            }
        };
        Some(Self { first, last, step })
    }
}

fn is_left_out(series: &Series, day: Day) -> bool {
    series.except.iter().any(|left_out| left_out.value == day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn an_offset_is_elapsed_or_working_and_a_live_day_stays_where_it_is() {
        let studio = sample::studio();
        let campaign = studio.campaigns.values().next();
        let time = WorkTime::weekdays();
        for (text, day, work_day) in [
            ("J", "2027-03-15", "2027-03-15"),
            ("J-14", "2027-03-01", "2027-03-01"),
            ("J-15", "2027-02-28", "2027-02-26"),
            ("J-10d", "2027-03-01", "2027-03-01"),
            ("J+3d", "2027-03-18", "2027-03-18"),
            ("J+5d", "2027-03-22", "2027-03-22"),
            ("tv", "2027-03-14", "2027-03-12"),
            ("tv-5d", "2027-03-08", "2027-03-08"),
            ("2027-03-13", "2027-03-13", "2027-03-12"),
        ] {
            let expression = DayExpr::parse(text).expect("an expression");
            assert_eq!(day_of(&expression, campaign, &time), Some(sample::day(day)), "{text}");
            assert_eq!(
                work_day_of(&expression, campaign, &time),
                Some(sample::day(work_day)),
                "{text}"
            );
        }
        let unknown = DayExpr::parse("radio-2").expect("an expression");
        assert_eq!(day_of(&unknown, campaign, &time), None);
    }

    #[test]
    fn a_series_comes_out_on_its_dates_but_the_excepted() {
        let studio = sample::studio();
        let campaign = studio.campaigns.values().next().expect("a campaign");
        let series = &campaign.series[0];
        let days = occurrences(series, campaign, &WorkTime::weekdays());
        let days: Vec<String> = days.iter().map(Day::to_string).collect();
        assert_eq!(
            days,
            ["2027-02-02", "2027-02-09", "2027-02-23", "2027-03-02", "2027-03-09"]
        );
    }

    #[test]
    fn a_series_that_ends_before_it_begins_has_no_date() {
        let studio = sample::studio();
        let campaign = studio.campaigns.values().next().expect("a campaign");
        let mut series = campaign.series[0].clone();
        series.to = sample::placed(DayExpr::Day(sample::day("2027-01-01")));
        assert!(occurrences(&series, campaign, &WorkTime::weekdays()).is_empty());
    }
}
