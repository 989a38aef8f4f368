//! Answers: does a due day leave the notice that a kind of work wants, and which day would?
//! Invariant: notice is counted in working days of the studio after the day of asking, the due day included.
//! Source: design, "Rush": a request under its kind's lead time.

use super::network::Instant;
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::duration::HalfDays;

/// The notice a due day leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub due: Day,
    /// The kind's lead time.
    pub wanted: HalfDays,
    /// Working days between today and the evening of the due day; none when it has passed.
    pub left: HalfDays,
    /// The first due day with notice enough; `None` when no such day is known.
    pub first: Option<Day>,
}

impl Notice {
    pub fn is_short(&self) -> bool {
        self.left < self.wanted
    }

    /// Working days that lack; none when there is room.
    pub fn missing(&self) -> HalfDays {
        HalfDays((self.wanted.0 - self.left.0).max(0))
    }
}

/// The notice from `today` to `due`.
pub fn notice(time: &WorkTime, today: Day, due: Day, wanted: HalfDays) -> Notice {
    let asked = Instant::end_of(today);
    let enough = time.shift(asked, wanted.0.max(0));
    Notice {
        due,
        wanted,
        left: HalfDays(time.count(asked, Instant::end_of(due)).max(0)),
        first: (!enough.is_out_of_range()).then(|| enough.day_before()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn notice_counts_working_days_after_today() {
        let time = WorkTime::weekdays();
        // Friday 20 November 2026.
        let today = sample::day("2026-11-20");
        for (due, wanted, left, missing, first) in [
            ("2026-11-27", 5, 5, 0, "2026-11-27"),
            ("2026-11-26", 5, 4, 1, "2026-11-27"),
            ("2026-11-29", 5, 5, 0, "2026-11-27"),
            ("2026-11-20", 1, 0, 1, "2026-11-23"),
            ("2026-10-01", 1, 0, 1, "2026-11-23"),
            ("2026-12-01", 30, 7, 23, "2027-01-01"),
            ("2026-11-20", 0, 0, 0, "2026-11-20"),
        ] {
            let found = notice(&time, today, sample::day(due), HalfDays::days(wanted));
            let expected = (HalfDays::days(left), HalfDays::days(missing), Some(sample::day(first)));
            assert_eq!((found.left, found.missing(), found.first), expected, "{due}");
            assert_eq!(found.is_short(), missing > 0, "{due}");
        }
    }
}
