//! Answers: what does a planning program need of a plan that people do not: the calendar of each task, day by day?
//! Invariant: only asked for by the formats that carry calendars; days stand in their order.

use super::plan::PlanReport;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::answer::Plan;
use crate::plan::calendars::{Calendars, DayOff};
use crate::plan::expand::Question;
use crate::plan::network::{CalendarIndex, Instant};
use chrono::Weekday;
use std::collections::BTreeMap;

/// Calendars, and which task has which.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleFacts {
    /// The studio's own first.
    pub calendars: Vec<CalendarLine>,
    /// As [`PlanReport::tasks`].
    pub tasks: Vec<TaskTime>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CalendarLine {
    pub name: String,
    pub week: Vec<Weekday>,
    /// Days that are not as their weekday, within the plan and half a year after it.
    pub exceptions: Vec<CalendarException>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CalendarException {
    pub day: Day,
    /// Half days that are worked: 0, 1 (the morning) or 2.
    pub halves: u8,
    pub off: Option<DayOff>,
}

/// By which days a task is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskTime {
    pub calendar: TaskCalendar,
    /// Working time between the first and the last day shown.
    pub working: HalfDays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskCalendar {
    /// In [`ScheduleFacts::calendars`].
    Listed(usize),
    /// Every day counts.
    Elapsed,
}

impl PlanReport {
    /// With the calendars of its tasks.
    pub fn with_calendars(mut self, question: &Question<'_>, plan: &Plan<'_>) -> Self {
        let axis = self.axis().whole_weeks();
        let mut used: BTreeMap<CalendarIndex, usize> = BTreeMap::from([(Calendars::STUDIO, 0)]);
        let mut calendars = vec![line(question.calendars, Calendars::STUDIO, (axis.first, axis.last))];
        let of_task: BTreeMap<&str, CalendarIndex> = plan
            .out
            .tasks
            .iter()
            .zip(&plan.out.network.tasks)
            .map(|(task, placed)| (task.name.as_str(), placed.calendar))
            .collect();
        let mut tasks = Vec::new();
        for task in &self.tasks {
            let index = of_task.get(task.name.as_str()).copied().unwrap_or(Calendars::STUDIO);
            let is_elapsed = index.0 as usize >= question.calendars.times().len();
            let calendar = match is_elapsed {
                true => TaskCalendar::Elapsed,
                false => TaskCalendar::Listed(*used.entry(index).or_insert_with(|| {
                    calendars.push(line(question.calendars, index, (axis.first, axis.last)));
                    calendars.len() - 1
                })),
            };
            let shown = task.shown(self.direction).filter(|_| task.duration.0 > 0);
            let working = shown.map_or(0, |span| {
                let (from, to) = (span.start(), span.end());
                plan.out.network.calendar(index).count(from, to)
            });
            tasks.push(TaskTime {
                calendar,
                working: HalfDays(working),
            });
        }
        self.schedule = Some(ScheduleFacts { calendars, tasks });
        self
    }
}

/// How long after the plan its holidays are still told.
const AFTER: u64 = 183;
/// Twenty years.
const MOST_DAYS: usize = 7_306;

fn line(calendars: &Calendars<'_>, index: CalendarIndex, (first, last): (Day, Day)) -> CalendarLine {
    let (source, time) = (calendars.source(index), calendars.time(index));
    let weekdays = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let week = source
        .calendar
        .map_or(weekdays.to_vec(), |calendar| calendar.week.clone());
    let last = last.checked_add_days(chrono::Days::new(AFTER)).unwrap_or(last);
    let days = first.iter_days().take_while(|day| *day <= last).take(MOST_DAYS);
    let exceptions = days.filter_map(|day| {
        let halves = time.halves_of(day);
        let usual = if week.contains(&chrono::Datelike::weekday(&day)) {
            2
        } else {
            0
        };
        (halves != usual).then(|| CalendarException {
            day,
            halves,
            off: source.day_off(day),
        })
    });
    let own = source.calendar.map(|calendar| calendar.id.to_string());
    let exceptions = exceptions.collect();
    CalendarLine {
        name: match (own, source.party) {
            (Some(own), Some(party)) => format!("{own} ({party})"),
            (None, Some(party)) => party.to_string(),
            (Some(own), None) => own,
            (None, None) => "Standard".into(),
        },
        week,
        exceptions,
    }
}

impl super::plan::Span {
    /// The instant its work begins.
    fn start(self) -> Instant {
        let noon = i32::from(self.begins == super::plan::Half::Afternoon);
        Instant(Instant::start_of(self.from).0 + noon)
    }

    /// The instant its work ends.
    fn end(self) -> Instant {
        let noon = i32::from(self.ends == super::plan::Half::Morning);
        Instant(Instant::end_of(self.to).0 - noon)
    }
}
