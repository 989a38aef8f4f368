//! Answers: how many minutes can each person give on each half day, and why not more?
//! Invariant: hours say which weekdays somebody works and how long; calendar, time off, bookings and the last day only take away.
//! Source: design, "People".

use super::calendars::{CalendarSource, Calendars, DayOff};
use super::network::Instant;
use super::openhours::halves_of;
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::calendar::{Calendar, Period, Window};
use crate::model::duration::HalfDays;
use crate::model::person::{Contract, Firmness, Person};
use crate::model::studio::Studio;
use chrono::{Datelike, Weekday};

/// Which booked days of a freelance count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bookings {
    #[default]
    Firm,
    /// Options too, once the notice of the freelance is over.
    WithOptions,
}

/// Everybody of the studio, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Team<'a> {
    pub people: Vec<Availability<'a>>,
}

/// When one person works.
#[derive(Clone, Debug)]
pub struct Availability<'a> {
    pub person: &'a Person,
    source: CalendarSource<'a>,
    /// With hours of their own: every weekday is open, the hours say which are worked.
    time: WorkTime,
    /// Minutes before and after the break of the window.
    window: [i32; 2],
    /// The end of the notice: nothing new counts for a freelance before.
    warned: Day,
    bookings: Bookings,
}

/// Why somebody has no, or fewer, minutes on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Away {
    /// Not a day of their week.
    Weekday,
    Calendar(DayOff),
    /// Their own time off, with its reason.
    Off(Option<Box<str>>),
    /// A freelance on a day that is not booked.
    NotBooked,
    /// A freelance on a day that is only an option.
    OnOption,
    /// After their last day.
    Left,
}

impl<'a> Team<'a> {
    /// The people of a studio from `today` on.
    pub fn of(studio: &'a Studio, calendars: &Calendars<'a>, today: Day, bookings: Bookings) -> Self {
        let mut compiled: Vec<(Option<&Calendar>, Whose, WorkTime)> = Vec::new();
        let people = studio.people.values().map(|person| {
            let named = person.calendar.as_ref();
            let own = named.and_then(|name| studio.calendars.get(&name.value));
            let calendar = own.or(studio.calendar());
            let whose = match person.hours {
                Some(_) => Whose::OwnHours,
                None => Whose::Window,
            };
            let same = |known: &&(Option<&Calendar>, Whose, WorkTime)| {
                known.1 == whose && known.0.map(|one| &one.id) == calendar.map(|one| &one.id)
            };
            let time = match compiled.iter().find(same) {
                Some((_, _, time)) => time.clone(),
                None => {
                    let time = whose.compile(calendar);
                    compiled.push((calendar, whose, time.clone()));
                    time
                }
            };
            let notice = person.notice.unwrap_or_default();
            let warned = calendars.studio().shift(Instant::start_of(today), notice.0.max(0));
            Availability {
                person,
                source: CalendarSource {
                    calendar,
                    closures: &[],
                    party: None,
                },
                time,
                window: halves_of(calendar.map_or_else(Window::default, |calendar| calendar.window)),
                warned: warned.day_after(),
                bookings,
            }
        });
        Self {
            people: people.collect(),
        }
    }
}

/// Whose weekdays a calendar is compiled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Window,
    OwnHours,
}

impl Whose {
    fn compile(self, calendar: Option<&Calendar>) -> WorkTime {
        match (self, calendar) {
            (Self::Window, None) => WorkTime::weekdays(),
            (Self::Window, Some(calendar)) => WorkTime::of(calendar),
            (Self::OwnHours, None) => WorkTime::always(),
            (Self::OwnHours, Some(calendar)) => {
                let week = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
                WorkTime::of(&Calendar {
                    week: week.collect(),
                    ..calendar.clone()
                })
            }
        }
    }
}

impl Availability<'_> {
    /// Minutes in the half day after an instant.
    pub fn minutes(&self, half: Instant) -> i32 {
        let [morning, afternoon] = self.of_day(half.day_after());
        if half.is_noon() { afternoon } else { morning }
    }

    /// Minutes of the morning and of the afternoon.
    pub fn of_day(&self, day: Day) -> [i32; 2] {
        if self.own_absence(day).is_some() {
            return [0, 0];
        }
        let start = Instant::start_of(day);
        let open = [start, Instant(start.0 + 1)].map(|half| self.time.is_open(half));
        let [morning, afternoon] = self.split(self.hours_of(day));
        [if open[0] { morning } else { 0 }, if open[1] { afternoon } else { 0 }]
    }

    /// Minutes of a day; whole days alone are counted by most questions.
    pub fn minutes_of(&self, day: Day) -> i32 {
        self.of_day(day).iter().sum()
    }

    /// Minutes of an ordinary working day: the longest of their week.
    pub fn full_day(&self) -> i32 {
        let longest = |hours: [crate::model::duration::Minutes; 7]| hours.iter().map(|hours| hours.0).max();
        self.person
            .hours
            .and_then(longest)
            .unwrap_or_else(|| self.window.iter().sum())
    }

    /// The first day they could be booked for, were they told today.
    pub fn warned(&self) -> Day {
        self.warned
    }

    /// The days on option that may still be taken up: from the end of the notice on, of a freelance alone.
    pub fn options(&self) -> impl Iterator<Item = (Day, Day)> {
        let is_freelance = self.person.contract == Contract::Freelance;
        let open = self.person.bookings.iter();
        let open = open.filter(move |booking| is_freelance && booking.firm == Firmness::Option);
        open.map(|booking| (booking.from.max(self.warned), booking.to))
            .filter(|(from, to)| from <= to)
    }

    /// Why there are fewer minutes than on an ordinary day; `None` for an ordinary one.
    pub fn away(&self, day: Day) -> Option<Away> {
        if let Some(away) = self.own_absence(day) {
            return Some(away);
        }
        if self.hours_by_weekday(day.weekday()) == 0 {
            return Some(Away::Weekday);
        }
        if let Some(off) = self.source.day_off(day) {
            return Some(Away::Calendar(off));
        }
        (self.minutes_of(day) == 0).then_some(Away::Weekday)
    }

    /// What they say themselves, whatever the calendar.
    fn own_absence(&self, day: Day) -> Option<Away> {
        if self.person.until.is_some_and(|last| day > last) {
            return Some(Away::Left);
        }
        let within = |period: &&Period| period.from <= day && day <= period.to;
        if let Some(off) = self.person.off.iter().find(within) {
            return Some(Away::Off(off.why.clone()));
        }
        if self.person.contract != Contract::Freelance {
            return None;
        }
        let booked = |firm: Firmness| {
            let mut days = self.person.bookings.iter().filter(move |booking| booking.firm == firm);
            days.any(|booking| booking.from <= day && day <= booking.to)
        };
        match (booked(Firmness::Firm), booked(Firmness::Option), self.bookings) {
            (true, _, _) => None,
            (false, true, Bookings::WithOptions) if day >= self.warned => None,
            (false, true, _) => Some(Away::OnOption),
            (false, false, _) => Some(Away::NotBooked),
        }
    }

    fn hours_by_weekday(&self, weekday: Weekday) -> i32 {
        match self.person.hours {
            Some(hours) => hours[weekday.num_days_from_monday() as usize].0.max(0),
            None => self.window.iter().sum(),
        }
    }

    fn hours_of(&self, day: Day) -> i32 {
        let reduced = self.source.calendar.map_or(&[][..], |calendar| &calendar.reduced);
        let short = reduced
            .iter()
            .filter(|period| period.from <= day && day <= period.to)
            .map(|period| period.hours.0.max(0))
            .min();
        self.hours_by_weekday(day.weekday()).min(short.unwrap_or(i32::MAX))
    }

    /// Hours of at most half of the window are the morning's; of more, the morning is worked first.
    fn split(&self, minutes: i32) -> [i32; 2] {
        let whole: i32 = self.window.iter().sum();
        if minutes.saturating_mul(2) <= whole {
            return [minutes, 0];
        }
        let morning = minutes.min(self.window[0]);
        [morning, minutes - morning]
    }
}

/// Half days of work that an effort makes, begun ones counted: what a duration would be.
pub fn half_days_of(effort: i32, full_day: i32) -> HalfDays {
    let half = i64::from((full_day / 2).max(1));
    HalfDays(i32::try_from((i64::from(effort.max(0)) + half - 1) / half).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar::Reduced;
    use crate::model::duration::Minutes;
    use crate::model::person::Booking;
    use crate::model::sample;

    /// Monday to Friday 09:00 to 18:00, lunch at 12:30; French holidays, 24 December mornings only, 4 h from 28 to 30 December.
    fn studio() -> Studio {
        let mut studio = sample::studio();
        for calendar in studio.calendars.values_mut() {
            calendar.half = vec![sample::placed(sample::day("2026-12-24"))];
            calendar.reduced = vec![Reduced {
                from: sample::day("2026-12-28"),
                to: sample::day("2026-12-30"),
                hours: Minutes(300),
                span: Default::default(),
            }];
            calendar.holidays = Some(sample::placed("FR".into()));
        }
        studio
    }

    fn asked(change: impl FnOnce(&mut Person), bookings: Bookings) -> impl Fn(&str) -> ([i32; 2], Option<Away>) {
        let mut studio = studio();
        let id = studio.people.keys().next().expect("a person").clone();
        studio.people.retain(|other, _| *other == id);
        change(studio.people.get_mut(&id).expect("that person"));
        move |day: &str| {
            let calendars = Calendars::of(&studio);
            let team = Team::of(&studio, &calendars, sample::day("2026-11-20"), bookings);
            let day = sample::day(day);
            (team.people[0].of_day(day), team.people[0].away(day))
        }
    }

    fn plain(person: &mut Person) {
        person.hours = None;
        person.off = Vec::new();
        person.bookings = Vec::new();
        person.contract = Contract::Employee;
    }

    fn part_time(person: &mut Person) {
        plain(person);
        let hours = [420, 240, 0, 300, 210, 180, 0].map(Minutes);
        person.hours = Some(hours);
    }

    #[test]
    fn without_hours_the_window_less_lunch_counts() {
        let minutes = asked(plain, Bookings::Firm);
        for (day, halves) in [
            ("2026-11-23", [210, 270]),
            ("2026-11-21", [0, 0]),
            ("2026-12-24", [210, 0]),
            ("2026-12-25", [0, 0]),
            ("2026-12-28", [210, 90]),
        ] {
            assert_eq!(minutes(day).0, halves, "{day}");
        }
    }

    #[test]
    fn hours_say_which_weekdays_are_worked_and_few_hours_are_the_mornings() {
        let minutes = asked(part_time, Bookings::Firm);
        for (day, halves) in [
            ("2026-11-23", [210, 210]),
            ("2026-11-24", [240, 0]),
            ("2026-11-25", [0, 0]),
            ("2026-11-26", [210, 90]),
            ("2026-11-27", [210, 0]),
            ("2026-11-28", [180, 0]),
            ("2026-12-24", [210, 0]),
            ("2026-12-25", [0, 0]),
            ("2026-12-28", [210, 90]),
            ("2026-12-29", [240, 0]),
        ] {
            assert_eq!(minutes(day).0, halves, "{day}");
        }
    }

    #[test]
    fn somebody_is_away_for_a_reason() {
        let off = |person: &mut Person| {
            part_time(person);
            person.until = Some(sample::day("2026-12-28"));
            person.off = vec![Period {
                from: sample::day("2026-11-26"),
                to: sample::day("2026-11-27"),
                why: Some("school".into()),
                span: Default::default(),
            }];
        };
        let away = asked(off, Bookings::Firm);
        for (day, reason) in [
            ("2026-11-23", None),
            ("2026-11-25", Some(Away::Weekday)),
            ("2026-11-26", Some(Away::Off(Some("school".into())))),
            ("2026-12-24", Some(Away::Calendar(DayOff::Short))),
            ("2026-12-29", Some(Away::Left)),
        ] {
            assert_eq!(away(day).1, reason, "{day}");
        }
        assert_eq!(away("2026-12-29").0, [0, 0]);
        assert_eq!(away("2026-11-26").0, [0, 0]);
    }

    #[test]
    fn a_freelance_works_on_the_days_booked_and_on_options_when_asked_and_warned() {
        let freelance = |person: &mut Person| {
            plain(person);
            person.contract = Contract::Freelance;
            person.notice = Some(HalfDays::days(5));
            let booking = |from: &str, to: &str, firm: Firmness| Booking {
                from: sample::day(from),
                to: sample::day(to),
                firm,
                span: Default::default(),
            };
            person.bookings = vec![
                booking("2026-11-23", "2026-11-24", Firmness::Firm),
                booking("2026-11-24", "2026-12-04", Firmness::Option),
            ];
        };
        let firm = asked(freelance, Bookings::Firm);
        let options = asked(freelance, Bookings::WithOptions);
        for (day, by_firm, with_options, away) in [
            ("2026-11-20", 0, 0, Some(Away::NotBooked)),
            ("2026-11-23", 480, 480, None),
            ("2026-11-24", 480, 480, None),
            ("2026-11-25", 0, 0, Some(Away::OnOption)),
            ("2026-11-27", 0, 480, Some(Away::OnOption)),
            ("2026-12-04", 0, 480, Some(Away::OnOption)),
            ("2026-12-07", 0, 0, Some(Away::NotBooked)),
        ] {
            assert_eq!(firm(day).0.iter().sum::<i32>(), by_firm, "{day}");
            assert_eq!(options(day).0.iter().sum::<i32>(), with_options, "{day}");
            assert_eq!(firm(day).1, away, "{day}");
        }
    }

    #[test]
    fn an_effort_makes_begun_half_days() {
        for (effort, full_day, halves) in [(0, 420, 0), (1, 420, 1), (420, 420, 2), (421, 420, 3), (60, 0, 60)] {
            assert_eq!(
                half_days_of(effort, full_day),
                HalfDays(halves),
                "{effort} of {full_day}"
            );
        }
    }
}
