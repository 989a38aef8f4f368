//! Answers: how many hours of work has each person on each day, of how many they have?
//! Invariant: the hours of a task lie evenly on its working days; from today on they lie where the plan with people puts them.
//! Source: design, "People"; `docs/kpis.md`, "utilisation".

use super::period::Period;
use super::sample::Item;
use super::subject::{Facts, Subject};
use crate::model::Day;
use crate::model::brief::Link;
use crate::model::duration::{HalfDays, Length};
use crate::model::id::PersonId;
use crate::model::kind::StageWork;
use crate::model::workflow::StageClass;
use crate::plan::availability::{Bookings, Team};
use crate::plan::expand::{Question, Scope};
use crate::plan::level::problem::Effort;
use crate::plan::openhours::OpenHours;
use crate::plan::people::{Options, with_people};
use crate::plan::reality::{Reality, StageVisit};
use crate::trail::visit::Visit;
use chrono::{Datelike, Duration};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Everybody's hours, and what is planned of them from today on.
#[derive(Clone, Debug)]
pub struct Load<'a> {
    pub team: Team<'a>,
    /// Minutes by person, in the order of the team, and day; planned when a day from today on is asked for.
    ahead: OnceCell<BTreeMap<(usize, Day), f64>>,
}

/// One person in one week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekOf {
    /// In [`Team::people`].
    pub person: usize,
    /// Hours.
    pub planned: f64,
    pub available: f64,
}

/// Days and what everybody has on them; a week begins on its Monday, and with the period.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    pub first: Day,
    pub people: Vec<WeekOf>,
}

/// The weeks of a period, from the first commit on; only the people who count here.
pub fn weeks(facts: &Facts<'_>, period: &Period) -> Vec<Week> {
    let began = facts.all.iter().map(|subject| subject.visits.created.landed).min();
    let Some(range) = began.and_then(|began| Period::days(period.from.max(facts.clock.day(began)), period.to)) else {
        return Vec::new();
    };
    let load = facts.load();
    let counts = |at: &usize| facts.includes(&Item::Person(load.team.people[*at].person.id.clone()));
    let people: Vec<usize> = (0..load.team.people.len()).filter(counts).collect();
    let behind = behind(facts, load, &range);
    let mut weeks: Vec<Week> = Vec::new();
    for day in range.from.iter_days().take_while(|day| *day <= range.to) {
        if weeks.is_empty() || day.weekday() == chrono::Weekday::Mon {
            let people = people.iter().map(|person| WeekOf {
                person: *person,
                planned: 0.0,
                available: 0.0,
            });
            weeks.push(Week {
                first: day,
                people: people.collect(),
            });
        }
        for one in weeks.last_mut().map_or(&mut [][..], |week| &mut week.people) {
            let planned = if day < facts.today { &behind } else { load.ahead(facts) };
            one.planned += planned.get(&(one.person, day)).map_or(0.0, |minutes| minutes / 60.0);
            one.available += f64::from(load.team.people[one.person].minutes_of(day)) / 60.0;
        }
    }
    weeks
}

impl<'a> Facts<'a> {
    fn load(&self) -> &Load<'a> {
        self.load.get_or_init(|| {
            let team = Team::of(self.studio, &self.calendars, self.today, Bookings::Firm);
            Load {
                ahead: OnceCell::new(),
                team,
            }
        })
    }
}

impl Load<'_> {
    /// A plan with people is the dearest thing that a KPI asks for: what lies behind needs none.
    fn ahead(&self, facts: &Facts<'_>) -> &BTreeMap<(usize, Day), f64> {
        self.ahead.get_or_init(|| ahead(facts).unwrap_or_default())
    }
}

/// What the quick plan with people says. `None` where tasks wait for each other or nothing is ever open.
fn ahead(facts: &Facts<'_>) -> Option<BTreeMap<(usize, Day), f64>> {
    if facts.calendars.studio().is_never_open() {
        return None;
    }
    let reality: Reality = facts
        .all
        .iter()
        .map(|subject| {
            let visits = subject.visits.visits.iter();
            let stays = visits.map(|visit| StageVisit::of(visit, facts.clock.zone()));
            (subject.id().clone(), stays.collect())
        })
        .collect();
    let question = Question {
        studio: facts.studio,
        calendars: &facts.calendars,
        hours: &facts.studio.calendar().map_or_else(OpenHours::weekdays, OpenHours::of),
        reality: &reality,
        today: facts.today,
        scope: Scope::OpenBriefs,
    };
    let options = Options {
        effort: Effort::Quick,
        ..Options::default()
    };
    let plan = with_people(&question, options).ok()?;
    let people = plan.pool.team.people.len();
    let mut minutes: BTreeMap<(usize, Day), f64> = BTreeMap::new();
    for load in &plan.shown.loads {
        let person = load.resource.0 as usize;
        if person < people {
            *minutes.entry((person, load.slot.day_after())).or_default() += f64::from(load.amount);
        }
    }
    Some(minutes)
}

/// What history shows of the days before today: the planned effort of each stage that was worked in, evenly on the days it took.
fn behind<'a>(facts: &Facts<'a>, load: &Load<'a>, range: &Period) -> BTreeMap<(usize, Day), f64> {
    let mut minutes: BTreeMap<(usize, Day), f64> = BTreeMap::new();
    let span = facts.clock.span(range);
    for subject in facts.all.iter() {
        let mut seen: Vec<&str> = Vec::new();
        for visit in subject
            .visits
            .visits
            .iter()
            .filter(|visit| visit.class == Some(StageClass::Work))
        {
            let time = if seen.contains(&visit.stage.as_str()) {
                Time::Again
            } else {
                Time::First
            };
            seen.push(visit.stage.as_str());
            let ends_before = visit.end.is_some_and(|end| end.time < span.start);
            if visit.start.time < span.end && !ends_before {
                let mut spread = Spread {
                    facts,
                    load,
                    minutes: &mut minutes,
                };
                spread.visit(subject, visit, time);
            }
        }
    }
    minutes
}

/// Whether a stage is worked in for the first time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    First,
    Again,
}

struct Spread<'s, 'a> {
    facts: &'s Facts<'a>,
    load: &'s Load<'a>,
    minutes: &'s mut BTreeMap<(usize, Day), f64>,
}

impl Spread<'_, '_> {
    /// `None`: nobody is known to have done it, or the stage says nothing of its effort.
    fn visit(&mut self, subject: &Subject<'_>, visit: &Visit, time: Time) -> Option<()> {
        let work = stage_work(self.facts, subject, visit.stage.as_str())?;
        let doers = self.doers(subject, visit);
        let first = self.facts.clock.day(visit.start.time);
        let yesterday = self.facts.today.pred_opt()?;
        let last = visit
            .end
            .map_or(yesterday, |end| self.facts.clock.day(end.time))
            .min(yesterday);
        let days = self.working_days(first, last);
        let planned = halves_of(work.duration).map(|halves| (halves.as_days().ceil() as usize).max(1));
        let most = match visit.end {
            Some(_) => days.len(),
            // what is not over may have days left to go
            None => days.len().max(planned.unwrap_or(0)),
        };
        for person in &doers {
            let effort = self.effort(&work, *person, time)?;
            for day in &days {
                *self.minutes.entry((*person, *day)).or_default() += spread_evenly(effort, most) / doers.len() as f64;
            }
        }
        Some(())
    }

    /// Those who are named for the stage, else the owner.
    fn doers(&self, subject: &Subject<'_>, visit: &Visit) -> Vec<usize> {
        let Some(brief) = subject.brief else { return Vec::new() };
        let place = |id: &PersonId| self.load.team.people.iter().position(|one| one.person.id == *id);
        let named = brief.who.iter().find(|(stage, _)| stage.value == visit.stage);
        match named {
            Some((_, people)) if !people.is_empty() => people.iter().filter_map(|one| place(&one.value)).collect(),
            _ => brief.owner.iter().filter_map(|owner| place(&owner.value)).collect(),
        }
    }

    /// Open days from the first to the last; the first alone where none is open.
    fn working_days(&self, first: Day, last: Day) -> Vec<Day> {
        if last < first {
            return Vec::new();
        }
        let time = self.facts.calendars.studio();
        let is_open = |day: &Day| {
            let start = crate::plan::network::Instant::start_of(*day);
            time.count(start, crate::plan::network::Instant::end_of(*day)) > 0
        };
        // a wrong clock must not make this long
        let days = first
            .iter_days()
            .take_while(|day| *day <= last && *day - first <= Duration::days(MOST_DAYS));
        let open: Vec<Day> = days.filter(is_open).collect();
        if open.is_empty() { vec![first] } else { open }
    }

    /// Minutes: what the stage says, of a stage without effort its whole duration; of a second time the rework, else half.
    fn effort(&self, work: &StageWork, person: usize, time: Time) -> Option<f64> {
        let full_day = f64::from(self.load.team.people[person].full_day());
        let halves = halves_of(work.duration);
        let once = match (work.effort, halves) {
            (Some(effort), _) => f64::from(effort.0),
            (None, Some(halves)) => halves.as_days() * full_day,
            (None, None) => return None,
        };
        if time == Time::First {
            return Some(once);
        }
        let rework = work.rounds.and_then(|rounds| halves_of(rounds.rework));
        let part = match (rework, halves) {
            (Some(rework), Some(halves)) if halves.0 > 0 => f64::from(rework.0) / f64::from(halves.0),
            _ => 0.5,
        };
        Some(once * part.clamp(0.0, 1.0))
    }
}

/// The longest visit whose days are counted one by one.
const MOST_DAYS: i64 = 3_660;

/// The hours of a task on each of its working days. No day: nothing.
pub fn spread_evenly(effort: f64, days: usize) -> f64 {
    if days == 0 { 0.0 } else { effort / days as f64 }
}

/// As the deliverable says, where its campaign says otherwise than the kind.
fn stage_work(facts: &Facts<'_>, subject: &Subject<'_>, stage: &str) -> Option<StageWork> {
    let kind = facts.studio.kinds.get(subject.kind.as_ref()?)?;
    let of_kind = kind.stages.iter().find(|work| work.stage.as_str() == stage);
    let own = subject.brief.and_then(|brief| match &brief.link {
        Link::Deliverable(link) => {
            let line = facts
                .studio
                .campaigns
                .get(&link.campaign)?
                .deliverable(link.item.as_str())?;
            let own = line.stages.iter().find(|own| own.work.stage.as_str() == stage)?;
            Some(&own.work)
        }
        Link::Campaign(_) | Link::None => None,
    });
    let base = own.or(of_kind)?;
    Some(StageWork {
        duration: base.duration.or(of_kind.and_then(|work| work.duration)),
        effort: base.effort.or(of_kind.and_then(|work| work.effort)),
        rounds: base.rounds.or(of_kind.and_then(|work| work.rounds)),
        ..base.clone()
    })
}

/// Of seven elapsed days five are worked.
fn halves_of(length: Option<Length>) -> Option<HalfDays> {
    match length? {
        Length::Working(halves) => Some(halves),
        Length::ElapsedDays(days) => Some(HalfDays(days.saturating_mul(10) / 7)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hours of a task are spread evenly over its working days, and those of two tasks of one day add up.
    #[test]
    fn a_load_of_a_day_is_the_sum_of_what_lies_on_it() {
        for (tasks, capacity, share) in [
            (&[(40.0, 8)][..], 8.0, 0.625),
            (&[(48.0, 10)], 8.0, 0.6),
            (&[(12.0, 6)], 8.0, 0.25),
            (&[(40.0, 8), (48.0, 10)], 8.0, 1.225),
            (&[(48.0, 10), (12.0, 6)], 8.0, 0.85),
            (&[(7.0, 0)], 8.0, 0.0),
        ] {
            let load: f64 = tasks.iter().map(|(hours, days)| spread_evenly(*hours, *days)).sum();
            assert!((load / capacity - share).abs() < 1e-9, "{tasks:?}");
        }
    }
}
