//! Answers: how long was it between two commits, on the studio's clock and calendar?
//! Invariant: instants become local times of the studio's zone, once and here; holds are taken off where net is asked.
//! Source: design, "Time".

use super::period::Period;
use crate::model::Day;
use crate::model::duration::{Minutes, Sla};
use crate::model::history::Moment;
use crate::model::id::PartyId;
use crate::model::studio::Studio;
use crate::plan::openhours::OpenHours;
use crate::trail::visit::Pause;
use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// The calendars of the studio and of its clients, in the studio's zone.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: Tz,
    studio: OpenHours,
    parties: BTreeMap<PartyId, OpenHours>,
    now: Moment,
}

/// From the first instant of a period to the first one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentSpan {
    pub start: Moment,
    pub end: Moment,
}

impl MomentSpan {
    pub fn contains(&self, moment: Moment) -> bool {
        self.start <= moment && moment < self.end
    }
}

/// Whose calendar counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    Studio,
    Party(&'a PartyId),
}

/// The zone of a studio; UTC where its name is not known.
pub fn zone_of(studio: &Studio) -> Tz {
    studio.settings.timezone.value.parse().unwrap_or(Tz::UTC)
}

/// The instant that ends a day in a zone: the last that a date such as `--as-of 2026-11-21` means.
pub fn end_of_day(day: Day, zone: Tz) -> Moment {
    let next = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
    // a day whose midnight a change of clocks skips begins an hour later
    let begins = (0..24).find_map(|hour| {
        zone.from_local_datetime(&(next + chrono::Duration::hours(hour)))
            .earliest()
    });
    begins.map_or_else(|| next.and_utc(), |begins| begins.to_utc())
}

impl Clock {
    /// `today` counts until its end.
    pub fn new(studio: &Studio, today: Day) -> Self {
        let own = studio.calendar();
        let hours = |calendar: Option<_>| calendar.map_or_else(OpenHours::weekdays, OpenHours::of);
        let party = |party: &crate::model::party::Party| {
            let named = party.calendar.as_ref().and_then(|id| studio.calendars.get(&id.value));
            let calendar = named.or(own)?;
            Some(OpenHours::with_closures(calendar, &party.closed))
        };
        let zone = zone_of(studio);
        Self {
            zone,
            studio: hours(own),
            parties: studio
                .parties
                .iter()
                .filter_map(|(id, of)| Some((id.clone(), party(of)?)))
                .collect(),
            now: end_of_day(today, zone),
        }
    }

    /// The instants that belong to a period.
    pub fn span(&self, period: &Period) -> MomentSpan {
        let before = period.from.pred_opt().unwrap_or(period.from);
        MomentSpan {
            start: end_of_day(before, self.zone),
            end: end_of_day(period.to, self.zone),
        }
    }

    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The end of today: what is open has aged until then.
    pub fn now(&self) -> Moment {
        self.now
    }

    pub fn day(&self, moment: Moment) -> Day {
        self.local(moment).date()
    }

    fn hours(&self, whose: Whose<'_>) -> &OpenHours {
        match whose {
            Whose::Studio => &self.studio,
            Whose::Party(party) => self.parties.get(party).unwrap_or(&self.studio),
        }
    }

    /// Kept between 1970 and 2200: a clock that is wrong by more must not make loops over days long.
    pub fn local(&self, moment: Moment) -> NaiveDateTime {
        let seconds = moment.timestamp().clamp(0, 7_258_118_400);
        let sound = Moment::from_timestamp(seconds, 0).unwrap_or_default();
        sound.with_timezone(&self.zone).naive_local()
    }

    pub fn working_days(&self, whose: Whose<'_>, from: Moment, to: Moment) -> f64 {
        self.hours(whose).working_days(self.local(from), self.local(to))
    }

    pub fn open_hours(&self, whose: Whose<'_>, from: Moment, to: Moment) -> f64 {
        self.hours(whose).open_minutes(self.local(from), self.local(to)) / 60.0
    }

    /// Working days of the studio between two instants, less the pauses.
    pub fn net_working_days(&self, from: Moment, to: Moment, pauses: &[Pause]) -> f64 {
        self.net(from, to, pauses, |from, to| self.working_days(Whose::Studio, from, to))
    }

    /// What `measure` gives between two instants, less what it gives for the pauses.
    pub fn net(&self, from: Moment, to: Moment, pauses: &[Pause], measure: impl Fn(Moment, Moment) -> f64) -> f64 {
        measure(from, to) - paused(from, to, pauses, measure)
    }

    /// Working days of the studio in the pauses between two instants.
    pub fn paused_working_days(&self, from: Moment, to: Moment, pauses: &[Pause]) -> f64 {
        paused(from, to, pauses, |from, to| self.working_days(Whose::Studio, from, to))
    }

    /// Until when an SLA that began at `from` is kept, in local time; the clock stands in the pauses, of which an open one lasts until `to`.
    /// `None` when the calendar never opens that long.
    pub fn deadline(
        &self,
        whose: Whose<'_>,
        sla: Sla,
        from: Moment,
        to: Moment,
        pauses: &[Pause],
    ) -> Option<NaiveDateTime> {
        let hours = self.hours(whose);
        let mut deadline = hours.sla_deadline(self.local(from), sla)?;
        for pause in pauses {
            let (begins, ends) = (self.local(pause.from), self.local(pause.to.unwrap_or(to)));
            if begins < deadline {
                let minutes = hours.open_minutes(begins, ends).ceil() as i32;
                deadline = hours.sla_deadline(deadline, Sla::OpenHours(Minutes(minutes)))?;
            }
        }
        Some(deadline)
    }

    /// Working days after a day, up to and with today; none when it is not over.
    pub fn working_days_since(&self, whose: Whose<'_>, day: Day) -> f64 {
        let from = end_of_day(day, self.zone);
        self.working_days(whose, from, self.now.max(from))
    }

    /// Whether an SLA that began at `from` is kept by `to`; the clock stands in the pauses.
    /// `None` when the calendar never opens that long.
    pub fn keeps_sla(&self, whose: Whose<'_>, sla: Sla, from: Moment, to: Moment, pauses: &[Pause]) -> Option<Kept> {
        let hours = self.hours(whose);
        let deadline = self.deadline(whose, sla, from, to, pauses)?;
        let over = hours.open_minutes(deadline, self.local(to)) / 60.0;
        Some(if self.local(to) <= deadline {
            Kept::Yes
        } else {
            Kept::No { over }
        })
    }
}

/// What `measure` gives for the pauses between two instants.
fn paused(from: Moment, to: Moment, pauses: &[Pause], measure: impl Fn(Moment, Moment) -> f64) -> f64 {
    pauses
        .iter()
        .map(|pause| (pause.from.max(from), pause.to.unwrap_or(to).min(to)))
        .filter(|(from, to)| from < to)
        .map(|(from, to)| measure(from, to))
        .sum()
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kept {
    Yes,
    /// By so many open hours too late.
    No {
        over: f64,
    },
}
