//! Answers: on which days does a series come out?
//! Invariant: days rise, lie between the first and the last day, both included, and number at most [`MOST_OCCURRENCES`].

use super::Day;
use super::campaign::{Every, MOST_OCCURRENCES, Series};
use chrono::{Datelike, Duration};

/// The days of a series between `from` and `to`, which its own days mean in its campaign. Empty when `to` is before `from`.
pub fn occurrences(series: &Series, from: Day, to: Day) -> Vec<Day> {
    let step = match series.every {
        Every::Day => 1,
        Every::Weekday(_) => 7,
        Every::Days(days) => i64::from(days.max(1)),
    };
    let first = match series.every {
        Every::Weekday(weekday) => from + Duration::days(i64::from(weekday.days_since(from.weekday()))),
        Every::Day | Every::Days(_) => from,
    };
    std::iter::successors(Some(first), |day| day.checked_add_signed(Duration::days(step)))
        .take_while(|day| *day <= to)
        .take(MOST_OCCURRENCES)
        .filter(|day| series.except.iter().all(|except| except.value != *day))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;
    use chrono::Weekday;

    #[test]
    fn a_series_has_its_days_less_the_exceptions() {
        let studio = sample::studio();
        let mut series = studio.campaigns["spring-launch"].series[0].clone();
        for (every, from, to, days) in [
            (Every::Weekday(Weekday::Tue), "2027-02-03", "2027-03-02", "09 23 02"),
            (Every::Weekday(Weekday::Tue), "2027-02-02", "2027-02-02", "02"),
            (Every::Weekday(Weekday::Tue), "2027-02-03", "2027-02-02", ""),
            (Every::Day, "2027-02-15", "2027-02-18", "15 17 18"),
            (Every::Days(14), "2027-02-02", "2027-03-09", "02 02"),
        ] {
            series.every = every;
            let found = occurrences(&series, sample::day(from), sample::day(to));
            let found: Vec<String> = found.iter().map(|day| day.format("%d").to_string()).collect();
            assert_eq!(found.join(" "), days, "{every:?} from {from} to {to}");
        }
    }

    #[test]
    fn a_series_without_end_is_cut() {
        let studio = sample::studio();
        let mut series = studio.campaigns["spring-launch"].series[0].clone();
        series.every = Every::Day;
        let found = occurrences(&series, sample::day("1950-01-01"), sample::day("2150-01-01"));
        assert_eq!(found.len(), MOST_OCCURRENCES);
    }
}
