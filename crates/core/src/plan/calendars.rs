//! Answers: which compiled calendar does the studio, or a party, work by?
//! Invariant: each calendar is compiled once; a party without a calendar has the studio's, with its own closures.

use super::network::CalendarIndex;
use super::openhours::OpenHours;
use super::worktime::WorkTime;
use crate::model::Day;
use crate::model::calendar::{Calendar, Period};
use crate::model::holidays::{Holiday, Zone};
use crate::model::id::PartyId;
use crate::model::place::Placed;
use crate::model::studio::Studio;
use chrono::Datelike;
use std::collections::BTreeMap;

/// Every calendar that planning may need.
#[derive(Clone, Debug)]
pub struct Calendars<'a> {
    times: Vec<WorkTime>,
    sources: Vec<CalendarSource<'a>>,
    parties: BTreeMap<&'a PartyId, CalendarIndex>,
}

/// Calendars that were compiled before, for the studio of one day after another.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    known: Vec<(Option<Calendar>, Vec<Period>, WorkTime)>,
}

/// More calendars than this are not kept.
const MOST_COMPILED: usize = 256;

impl Compiled {
    fn time_of(&mut self, source: CalendarSource<'_>) -> WorkTime {
        let is_it = |(calendar, closures, _): &&(Option<Calendar>, Vec<Period>, WorkTime)| {
            calendar.as_ref() == source.calendar && closures == source.closures
        };
        if let Some((_, _, time)) = self.known.iter().find(is_it) {
            return time.clone();
        }
        let time = source.compile();
        if self.known.len() >= MOST_COMPILED {
            self.known.clear();
        }
        let kept = (source.calendar.cloned(), source.closures.to_vec(), time.clone());
        self.known.push(kept);
        time
    }
}

/// Where a compiled calendar comes from, to say why a day is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalendarSource<'a> {
    /// `None`: nobody named one, Monday to Friday count.
    pub calendar: Option<&'a Calendar>,
    /// Days off on top of it.
    pub closures: &'a [Period],
    /// Whose closures these are.
    pub party: Option<&'a PartyId>,
}

impl<'a> Calendars<'a> {
    /// The studio's calendar (Monday to Friday where it names none that exists) and those of its parties.
    pub fn of(studio: &'a Studio) -> Self {
        Self::compiled(studio, &mut Compiled::default())
    }

    /// The same; what was compiled before is not compiled again.
    pub fn compiled(studio: &'a Studio, compiled: &mut Compiled) -> Self {
        let own = CalendarSource {
            calendar: studio.calendar(),
            closures: &[],
            party: None,
        };
        let mut all = Self {
            times: vec![compiled.time_of(own)],
            sources: vec![own],
            parties: BTreeMap::new(),
        };
        for (id, party) in &studio.parties {
            let named = party
                .calendar
                .as_ref()
                .and_then(|name| studio.calendars.get(&name.value));
            let source = CalendarSource {
                calendar: named.or(own.calendar),
                closures: &party.closed,
                party: (!party.closed.is_empty()).then_some(id),
            };
            let index = all.index_of(source, compiled);
            all.parties.insert(id, index);
        }
        all
    }

    /// The studio's own.
    pub const STUDIO: CalendarIndex = CalendarIndex(0);

    pub fn studio(&self) -> &WorkTime {
        &self.times[0]
    }

    /// The opening hours of the studio's own.
    pub fn hours(&self) -> OpenHours {
        OpenHours::on(self.studio().clone(), self.sources[0].calendar)
    }

    /// Of a party the studio does not know: the studio's.
    pub fn index_of_party(&self, party: &PartyId) -> CalendarIndex {
        self.parties.get(party).copied().unwrap_or(Self::STUDIO)
    }

    pub fn party(&self, party: &PartyId) -> &WorkTime {
        self.time(self.index_of_party(party))
    }

    pub fn time(&self, index: CalendarIndex) -> &WorkTime {
        &self.times[index.0 as usize]
    }

    pub fn source(&self, index: CalendarIndex) -> CalendarSource<'a> {
        self.sources[index.0 as usize]
    }

    pub fn times(&self) -> &[WorkTime] {
        &self.times
    }

    fn index_of(&mut self, source: CalendarSource<'a>, compiled: &mut Compiled) -> CalendarIndex {
        let known = self.sources.iter().position(|other| *other == source);
        let at = known.unwrap_or_else(|| {
            self.times.push(compiled.time_of(source));
            self.sources.push(source);
            self.sources.len() - 1
        });
        CalendarIndex(at as u32)
    }
}

/// Why a weekday is not, or not wholly, worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOff {
    Holiday(Holiday),
    Bridge,
    /// A closed period, with its reason when it gives one.
    Closed(Option<Box<str>>),
    /// Of the days with fewer hours, or of which the morning alone is worked.
    Short,
}

impl CalendarSource<'_> {
    /// Why `day` is off or short although its weekday is worked. `None` for an ordinary day and for the weekend.
    pub fn day_off(&self, day: Day) -> Option<DayOff> {
        let within = |period: &&Period| period.from <= day && day <= period.to;
        let closed = |periods: &[Period]| {
            periods
                .iter()
                .find(within)
                .map(|period| DayOff::Closed(period.why.clone()))
        };
        let Some(calendar) = self.calendar else {
            return closed(self.closures).filter(|_| day.weekday().num_days_from_monday() < 5);
        };
        if !calendar.week.contains(&day.weekday()) {
            return None;
        }
        if let Some(off) = closed(&calendar.closed).or_else(|| closed(self.closures)) {
            return Some(off);
        }
        let listed = |days: &[Placed<Day>]| days.iter().any(|one| one.value == day);
        if listed(&calendar.half)
            || calendar
                .reduced
                .iter()
                .any(|short| short.from <= day && day <= short.to)
        {
            return Some(DayOff::Short);
        }
        if listed(&calendar.worked) {
            return None;
        }
        if listed(&calendar.bridges) {
            return Some(DayOff::Bridge);
        }
        let zone = calendar.holidays.as_ref().and_then(|rule| Zone::of_rule(rule))?;
        zone.holiday_on(day).map(DayOff::Holiday)
    }

    fn compile(&self) -> WorkTime {
        match self.calendar {
            Some(calendar) => WorkTime::with_closures(calendar, self.closures),
            None => {
                let closed: Vec<_> = self.closures.iter().map(|period| (period.from, period.to)).collect();
                WorkTime::of_week(&WEEKDAYS, &closed)
            }
        }
    }
}

const WEEKDAYS: [chrono::Weekday; 5] = [
    chrono::Weekday::Mon,
    chrono::Weekday::Tue,
    chrono::Weekday::Wed,
    chrono::Weekday::Thu,
    chrono::Weekday::Fri,
];
