//! Answers: which half days does somebody work, how many lie between two instants, and which instant is so many further?
//! Invariant: from 1900 to 2199 every rule and closure counts; outside, the week alone. No question loops over days.
//! Source: rank and select on a bit vector (Jacobson 1989).

use super::network::Instant;
use crate::model::Day;
use crate::model::calendar::{Calendar, Period};
use crate::model::holidays::Zone;
use chrono::Weekday;
use std::sync::Arc;

/// 1900-01-01: written dates begin here.
const FIRST: i32 = -25_567 * 2;
/// Enough words to reach 2200-01-01.
const WORDS: usize = 3_425;
const LAST: i32 = FIRST + (WORDS as i32) * 64;
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2199;
/// Half days of a week.
const WEEK: i32 = 14;

/// A calendar compiled to one bit a half day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkTime {
    /// Bit `i` of word `w` is the half day after instant `FIRST + 64 w + i`.
    words: Arc<[u64]>,
    /// Open half days before each word, counted from `FIRST`; one more entry for the end.
    before: Arc<[i32]>,
    week: Week,
}

/// Which halves of a week are open: bit 0 is Monday morning, bit 13 Sunday afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Week(u16);

impl WorkTime {
    /// A calendar as its file says it, without the days closed by the parties or people who follow it.
    pub fn of(calendar: &Calendar) -> Self {
        Self::with_closures(calendar, &[])
    }

    /// A calendar and more days off: a party's closures, a person's time off.
    pub fn with_closures(calendar: &Calendar, closures: &[Period]) -> Self {
        let mut bits = Bits::of_week(Week::of(&calendar.week));
        if let Some(zone) = calendar.holidays.as_ref().and_then(|rule| Zone::of_rule(rule)) {
            for (day, _) in (FIRST_YEAR..=LAST_YEAR).flat_map(|year| zone.holidays(year)) {
                bits.set(day, Open::None);
            }
        }
        calendar.bridges.iter().for_each(|day| bits.set(day.value, Open::None));
        calendar.worked.iter().for_each(|day| bits.set(day.value, Open::Day));
        let full = i32::from(calendar.window.to) - i32::from(calendar.window.from) - calendar.window.lunch.0;
        for reduced in &calendar.reduced {
            let open = match reduced.hours.0 {
                ..=0 => Open::None,
                few if few * 2 <= full => Open::Morning,
                _ => Open::Day,
            };
            bits.keep_only(reduced.from, reduced.to, open);
        }
        for half in &calendar.half {
            bits.keep_only(half.value, half.value, Open::Morning);
        }
        for period in calendar.closed.iter().chain(closures) {
            bits.keep_only(period.from, period.to, Open::None);
        }
        bits.compile()
    }

    /// These weekdays, less periods whose both ends are closed. No weekday: never open.
    pub fn of_week(week: &[Weekday], closed: &[(Day, Day)]) -> Self {
        let mut bits = Bits::of_week(Week::of(week));
        for (from, to) in closed {
            bits.keep_only(*from, *to, Open::None);
        }
        bits.compile()
    }

    /// Open on exactly these half days from an instant on.
    pub fn of_slots(from: Instant, open: &[bool]) -> Self {
        let mut bits = Bits::of_week(Week(0));
        for (at, _) in (from.0 - FIRST..).zip(open).filter(|(_, open)| **open) {
            if let Some(word) = usize::try_from(at >> 6).ok().and_then(|word| bits.words.get_mut(word)) {
                *word |= 1 << (at & 63);
            }
        }
        bits.compile()
    }

    /// Every half day is open.
    pub fn always() -> Self {
        Bits::of_week(Week((1 << WEEK) - 1)).compile()
    }

    /// Monday to Friday: what counts where a studio names no calendar.
    pub fn weekdays() -> Self {
        Bits::of_week(Week((1 << 10) - 1)).compile()
    }

    /// Whether some day is worked for a half.
    pub fn has_half_days(&self) -> bool {
        const MORNINGS: u64 = 0x5555_5555_5555_5555;
        self.words.iter().any(|word| (word ^ word >> 1) & MORNINGS != 0)
    }

    /// Whether not one half day is open, ever.
    pub fn is_never_open(&self) -> bool {
        self.week.0 == 0 && self.before[WORDS] == 0
    }

    /// Whether the half day that begins at `instant` is worked.
    pub fn is_open(&self, instant: Instant) -> bool {
        match self.bit(instant) {
            Some((word, bit)) => self.words[word] >> bit & 1 == 1,
            None => self.week.is_open(instant.0),
        }
    }

    /// Half days of `day` that are worked: 0, 1 or 2.
    pub fn halves_of(&self, day: Day) -> u8 {
        let morning = Instant::start_of(day);
        u8::from(self.is_open(morning)) + u8::from(self.is_open(Instant(morning.0 + 1)))
    }

    /// Open half days in `[from, to)`; negative when `to` is before `from`.
    pub fn count(&self, from: Instant, to: Instant) -> i32 {
        if from == to {
            return 0;
        }
        self.rank(to) - self.rank(from)
    }

    /// `halves > 0`: the first instant with that many open half days between; `< 0`: the last such instant before; 0: the same instant.
    /// Where the calendar never gives so many: [`Instant::FAR_FUTURE`] or [`Instant::FAR_PAST`].
    pub fn shift(&self, instant: Instant, halves: i32) -> Instant {
        match halves {
            0 => instant,
            1.. => {
                let last = self.select(self.rank(instant).saturating_add(halves - 1), instant);
                last.map_or(Instant::FAR_FUTURE, |half| Instant(half + 1).clamped())
            }
            _ => {
                let first = self.select(self.rank(instant).saturating_add(halves), instant);
                first.map_or(Instant::FAR_PAST, |half| Instant(half).clamped())
            }
        }
    }

    /// The first instant at or after this one with an open half day behind it: where work can start.
    pub fn first_open(&self, instant: Instant) -> Instant {
        if self.is_open(instant) {
            return instant;
        }
        let half = self.select(self.rank(instant), instant);
        half.map_or(Instant::FAR_FUTURE, |half| Instant(half).clamped())
    }

    /// The last instant at or before this one with an open half day before it: where work can end.
    pub fn last_open(&self, instant: Instant) -> Instant {
        if self.is_open(Instant(instant.0 - 1)) {
            return instant;
        }
        let half = self.select(self.rank(instant) - 1, instant);
        half.map_or(Instant::FAR_PAST, |half| Instant(half + 1).clamped())
    }

    fn bit(&self, instant: Instant) -> Option<(usize, u32)> {
        let offset = instant.0.checked_sub(FIRST)?;
        let word = usize::try_from(offset >> 6).ok().filter(|word| *word < WORDS)?;
        Some((word, (offset & 63).unsigned_abs()))
    }

    /// Open half days from `FIRST` to `instant`; negative before `FIRST`.
    fn rank(&self, instant: Instant) -> i32 {
        match self.bit(instant) {
            Some((word, bit)) => self.before[word] + ones(self.words[word] & ((1 << bit) - 1)),
            None if instant.0 < FIRST => -self.week.count(instant.0, FIRST),
            None => self.before[WORDS] + self.week.count(LAST, instant.0),
        }
    }

    /// The open half day of that rank, looked for from `near` on. `None` when there is none.
    fn select(&self, rank: i32, near: Instant) -> Option<i32> {
        if rank < 0 {
            return self.week.nth_before(FIRST, -rank);
        }
        let total = self.before[WORDS];
        if rank >= total {
            return self.week.nth_after(LAST, rank - total);
        }
        let word = self.word_of(rank, self.bit(near).map_or(0, |(word, _)| word));
        let within = rank - self.before[word];
        Some(FIRST + word as i32 * 64 + nth_one(self.words[word], within))
    }

    /// The word that holds the open half day of this rank, which exists: a few steps from `guess`, else by halves.
    fn word_of(&self, rank: i32, guess: usize) -> usize {
        let holds = |word: usize| self.before[word] <= rank && rank < self.before[word + 1];
        let near = guess.saturating_sub(2)..(guess + 4).min(WORDS);
        near.into_iter()
            .find(|word| holds(*word))
            .unwrap_or_else(|| self.before.partition_point(|open| *open <= rank) - 1)
    }
}

/// How much of a day is worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    None,
    Morning,
    Day,
}

/// A calendar being compiled.
struct Bits {
    words: Box<[u64]>,
    week: Week,
}

impl Bits {
    fn of_week(week: Week) -> Self {
        let repeated = (0..9).fold(0_u128, |bits, turn| bits | u128::from(week.0) << (WEEK * turn));
        let words = (0..WORDS as i32).map(|word| (repeated >> phase(FIRST + 64 * word)) as u64);
        Self {
            words: words.collect(),
            week,
        }
    }

    /// Opens exactly this much of a day.
    fn set(&mut self, day: Day, open: Open) {
        self.write(day, open, |_, halves| halves);
    }

    /// Closes what is not in `open` on each day of a period, both ends included.
    fn keep_only(&mut self, from: Day, to: Day, open: Open) {
        let (from, to) = (
            Instant::start_of(from).0.max(FIRST),
            Instant::start_of(to).0.min(LAST - 2),
        );
        for morning in (from..=to).step_by(2) {
            self.write(Instant(morning).day_after(), open, |old, halves| old & halves);
        }
    }

    fn write(&mut self, day: Day, open: Open, change: impl Fn(u64, u64) -> u64) {
        let halves = match open {
            Open::None => 0,
            Open::Morning => 1,
            Open::Day => 3,
        };
        // A day never straddles two words: both halves of it are written at once.
        let offset = Instant::start_of(day).0 - FIRST;
        let Some(word) = usize::try_from(offset >> 6).ok().and_then(|at| self.words.get_mut(at)) else {
            return;
        };
        let bit = offset & 63;
        let new = change(*word >> bit & 3, halves);
        *word = *word & !(3 << bit) | new << bit;
    }

    fn compile(self) -> WorkTime {
        let mut before = Vec::with_capacity(WORDS + 1);
        let mut open = 0;
        before.push(0);
        for word in &self.words {
            open += ones(*word);
            before.push(open);
        }
        WorkTime {
            words: self.words.into(),
            before: before.into(),
            week: self.week,
        }
    }
}

impl Week {
    fn of(days: &[Weekday]) -> Self {
        let bit = |day: &Weekday| 3 << (2 * day.num_days_from_monday());
        Self(days.iter().fold(0, |week, day| week | bit(day)))
    }

    fn is_open(self, instant: i32) -> bool {
        self.0 >> phase(instant) & 1 == 1
    }

    fn halves(self) -> i32 {
        self.0.count_ones() as i32
    }

    /// Open halves of a week before this phase.
    fn until(self, phase: i32) -> i32 {
        (self.0 & ((1 << phase) - 1)).count_ones() as i32
    }

    /// Open halves in `[from, to)`, `from <= to`.
    fn count(self, from: i32, to: i32) -> i32 {
        let weeks = (to - from) / WEEK;
        let rest = from + weeks * WEEK;
        let (a, b) = (phase(rest), phase(rest) + (to - rest));
        let partly = if b > WEEK {
            self.halves() - self.until(a) + self.until(b - WEEK)
        } else {
            self.until(b) - self.until(a)
        };
        weeks * self.halves() + partly
    }

    /// The `n`th open half (0 is the first) at or after `from`.
    fn nth_after(self, from: i32, n: i32) -> Option<i32> {
        let weeks = n.checked_div(self.halves())?;
        let mut left = n % self.halves();
        let start = from.saturating_add(weeks.saturating_mul(WEEK));
        (start..start.saturating_add(WEEK)).find(|half| {
            left -= i32::from(self.is_open(*half));
            left < 0
        })
    }

    /// The `n`th open half (1 is the last) before `to`.
    fn nth_before(self, to: i32, n: i32) -> Option<i32> {
        let weeks = (n - 1).checked_div(self.halves())?;
        let mut left = n - weeks * self.halves();
        let end = to.saturating_sub(weeks.saturating_mul(WEEK));
        (end.saturating_sub(WEEK)..end).rev().find(|half| {
            left -= i32::from(self.is_open(*half));
            left == 0
        })
    }
}

/// Half days since Monday morning. 1970-01-01 was a Thursday.
fn phase(instant: i32) -> i32 {
    (instant + 6).rem_euclid(WEEK)
}

fn ones(word: u64) -> i32 {
    word.count_ones() as i32
}

/// Place of the `n`th set bit (0 is the lowest), which exists.
fn nth_one(mut word: u64, mut n: i32) -> i32 {
    let mut at = 0;
    for width in [32, 16, 8, 4, 2, 1] {
        let low = ones(word & ((1 << width) - 1));
        if n >= low {
            n -= low;
            word >>= width;
            at += width;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::anchor::parse_day;

    fn day(text: &str) -> Day {
        parse_day(text).expect("a date")
    }

    fn midnight(text: &str) -> Instant {
        Instant::start_of(day(text))
    }

    /// Half day by half day, to compare with.
    fn slow_shift(time: &WorkTime, instant: Instant, halves: i32) -> Instant {
        let (mut at, mut left) = (instant.0, halves);
        while left > 0 {
            left -= i32::from(time.is_open(Instant(at)));
            at += 1;
        }
        while left < 0 {
            at -= 1;
            left += i32::from(time.is_open(Instant(at)));
        }
        Instant(at)
    }

    #[test]
    fn shifts_and_counts_are_those_of_a_walk_also_outside_the_known_years() {
        let closed = [
            (day("2026-12-24"), day("2027-01-03")),
            (day("1900-01-02"), day("1900-03-01")),
        ];
        let time = WorkTime::of_week(&[Weekday::Mon, Weekday::Tue, Weekday::Fri], &closed);
        for start in [
            FIRST - 30,
            FIRST - 1,
            FIRST,
            FIRST + 9,
            41_000,
            41_613,
            LAST - 40,
            LAST - 1,
            LAST,
            LAST + 33,
        ] {
            for halves in [-700, -65, -14, -13, -6, -2, -1, 0, 1, 2, 5, 6, 12, 13, 64, 701] {
                let to = time.shift(Instant(start), halves);
                assert_eq!(to, slow_shift(&time, Instant(start), halves), "{start} {halves:+}");
                assert_eq!(time.count(Instant(start), to), halves, "{start} {halves:+}");
                assert_eq!(time.count(to, Instant(start)), -halves, "{start} {halves:+}");
            }
            let first = (start..).find(|half| time.is_open(Instant(*half)));
            assert_eq!(Some(time.first_open(Instant(start)).0), first, "{start}");
            let last = (start - 99..start).rev().find(|half| time.is_open(Instant(*half)));
            assert_eq!(Some(time.last_open(Instant(start)).0 - 1), last, "{start}");
        }
    }

    #[test]
    fn a_calendar_that_never_opens_answers_far_away_and_at_once() {
        let never = WorkTime::of_week(&[], &[]);
        assert!(never.is_never_open());
        let at = midnight("2027-03-15");
        assert_eq!(never.shift(at, 3), Instant::FAR_FUTURE);
        assert_eq!(never.shift(at, -3), Instant::FAR_PAST);
        assert_eq!(never.first_open(at), Instant::FAR_FUTURE);
        assert_eq!(never.last_open(at), Instant::FAR_PAST);
        assert_eq!(never.shift(at, 0), at);
        assert_eq!(never.count(Instant::FAR_PAST, Instant::FAR_FUTURE), 0);
    }

    #[test]
    fn a_calendar_is_its_week_less_holidays_bridges_and_closures() {
        let time = WorkTime::of(&paris());
        for (date, halves) in [
            ("2027-03-15", 2),
            ("2027-03-13", 0),
            ("2027-05-06", 0),
            ("2027-05-07", 0),
            ("2027-05-17", 2),
            ("2026-12-24", 1),
            ("2027-08-09", 0),
            ("2027-08-20", 0),
            ("2027-08-21", 0),
            ("2027-08-23", 2),
            ("2027-07-05", 1),
            ("2027-07-12", 2),
        ] {
            assert_eq!(time.halves_of(day(date)), halves, "{date}");
        }
        assert!(
            time.is_open(midnight("2026-12-24")),
            "of a half day the morning is worked"
        );
    }

    fn paris() -> Calendar {
        use crate::model::calendar::{Reduced, Window};
        use crate::model::duration::Minutes;
        use crate::model::id::CalendarId;
        use crate::model::place::{Placed, Span, StudioPath};
        let span = Span::WHOLE_FILE;
        let reduced = |from: &str, to: &str, hours: i32| Reduced {
            from: day(from),
            to: day(to),
            hours: Minutes(hours * 60),
            span,
        };
        Calendar {
            id: CalendarId::new("paris").expect("an id"),
            file: StudioPath::new("calendars/paris.yml").expect("a path"),
            week: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            week_span: span,
            window: Window::default(),
            holidays: Some(Placed::new("FR".into(), span)),
            bridges: vec![Placed::new(day("2027-05-07"), span)],
            worked: vec![Placed::new(day("2027-05-17"), span)],
            closed: vec![Period {
                from: day("2027-08-09"),
                to: day("2027-08-20"),
                why: None,
                span,
            }],
            half: vec![Placed::new(day("2026-12-24"), span)],
            reduced: vec![
                reduced("2027-07-05", "2027-07-09", 4),
                reduced("2027-07-12", "2027-07-16", 7),
            ],
        }
    }
}
