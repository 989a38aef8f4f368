//! Answers: how is a plan handed to Microsoft Project and the programs that read its XML?
//! Invariant: opened there, every task stands on the days of the plan, and moves what waits for it when it is moved.
//! Source: Microsoft Project XML Data Interchange schema (2007), in its order of elements.

use super::catalogue::picture as words;
use super::catalogue::plan as plan_words;
use super::catalogue::{self, Reader};
use super::gantt::rows::{Item, every_item};
use super::html::Shown;
use super::plan_table::who_name;
use crate::model::Day;
use crate::model::campaign::LinkType;
use crate::model::duration::{HalfDays, Length};
use crate::report::plan::{BoundKind, Direction, Half, Held, LinkLine, PlanReport, Span, State, TaskLine, WorkKind};
use crate::report::plan_schedule::{CalendarLine, ScheduleFacts, TaskCalendar, TaskTime};
use crate::report::plan_why::Because;
use chrono::Weekday;
use maud::{Markup, PreEscaped, html};
use std::collections::{BTreeMap, BTreeSet};

/// Plans count in halves, so a day has two of four hours there.
const HALF_MINUTES: i32 = 240;
const MORNING: (&str, &str) = ("08:00:00", "12:00:00");
const AFTERNOON: (&str, &str) = ("13:00:00", "17:00:00");

/// The whole file.
pub fn write(report: &PlanReport, reader: Reader, tried: &[String]) -> String {
    let none = ScheduleFacts {
        calendars: Vec::new(),
        tasks: Vec::new(),
    };
    let project = Project::of(report, reader, report.schedule.as_ref().unwrap_or(&none), tried);
    let xml = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"))
        Project xmlns="http://schemas.microsoft.com/project" { (project.head()) (project.calendars()) (project.tasks()) (project.people()) }
    };
    xml.into_string() + "\n"
}

struct Project<'r> {
    report: &'r PlanReport,
    reader: Reader,
    schedule: &'r ScheduleFacts,
    items: Vec<Item<'r>>,
    /// The UID of each task and what is known of its time.
    uids: BTreeMap<&'r str, (usize, Option<TaskTime>)>,
    /// Who does something, by the order of first use; their UID is the place from 1 on.
    people: Vec<String>,
    /// Tasks that stand elsewhere than their links and limits alone would put them.
    moved: BTreeSet<&'r str>,
    title: String,
}

impl<'r> Project<'r> {
    fn of(report: &'r PlanReport, reader: Reader, schedule: &'r ScheduleFacts, tried: &[String]) -> Self {
        let items = every_item(report);
        let times: BTreeMap<&str, TaskTime> = report
            .tasks
            .iter()
            .zip(&schedule.tasks)
            .map(|(task, time)| (task.name.as_str(), *time))
            .collect();
        let (mut uids, mut next) = (BTreeMap::new(), 1);
        for item in &items {
            next += usize::from(!item.is_alone());
            for task in &item.tasks {
                uids.insert(task.name.as_str(), (next, times.get(task.name.as_str()).copied()));
                next += 1;
            }
        }
        let mut people: Vec<String> = Vec::new();
        for name in report.tasks.iter().flat_map(|task| who_name(&task.who)) {
            if !people.contains(&name) {
                people.push(name);
            }
        }
        Self {
            report,
            reader,
            schedule,
            items,
            uids,
            people,
            moved: moved(report),
            title: format!(
                "{}{}",
                catalogue::trial(reader.lang, tried),
                plan_words::subject(reader, &report.subject)
            ),
        }
    }

    fn head(&self) -> Markup {
        let spans = || {
            self.report
                .tasks
                .iter()
                .filter_map(|task| task.shown(self.report.direction))
        };
        let (first, last) = (spans().map(|span| span.from).min(), spans().map(|span| span.to).max());
        let week = self
            .schedule
            .calendars
            .first()
            .map_or(5, |calendar| calendar.week.len());
        html! {
            SaveVersion { "14" }
            Name { (Shown(&self.title)) }
            Title { (Shown(&self.title)) }
            CreationDate { (self.report.today) "T08:00:00" }
            ScheduleFromStart { (u8::from(self.report.direction == Direction::Forward)) }
            StartDate { (first.unwrap_or(self.report.today)) "T08:00:00" }
            FinishDate { (last.unwrap_or(self.report.today)) "T17:00:00" }
            CriticalSlackLimit { "0" }
            CalendarUID { "1" }
            DefaultStartTime { (MORNING.0) }
            DefaultFinishTime { (AFTERNOON.1) }
            MinutesPerDay { (HALF_MINUTES * 2) }
            MinutesPerWeek { (HALF_MINUTES * 2 * week as i32) }
            DaysPerMonth { "20" }
            DefaultTaskType { "1" }
            DurationFormat { "7" }
            WeekStartDay { "1" }
            CurrentDate { (self.report.today) "T08:00:00" }
        }
    }

    fn calendars(&self) -> Markup {
        html! {
            Calendars { @for (at, calendar) in self.schedule.calendars.iter().enumerate() { (self.calendar(at + 1, calendar)) } }
        }
    }

    fn calendar(&self, uid: usize, calendar: &CalendarLine) -> Markup {
        html! {
            Calendar {
                UID { (uid) }
                Name { (Shown(&calendar.name)) }
                IsBaseCalendar { "1" }
                BaseCalendarUID { "-1" }
                WeekDays {
                    @for (number, weekday) in WEEK.iter().enumerate() {
                        WeekDay { DayType { (number + 1) } (hours(if calendar.week.contains(weekday) { 2 } else { 0 })) }
                    }
                }
                @if !calendar.exceptions.is_empty() {
                    Exceptions {
                        @for one in &calendar.exceptions {
                            Exception {
                                EnteredByOccurrences { "0" }
                                TimePeriod { FromDate { (one.day) "T00:00:00" } ToDate { (one.day) "T23:59:00" } }
                                Occurrences { "1" }
                                Name { @match &one.off {
                                    Some(off) => (Shown(&words::day_off(self.reader, off))),
                                    None => (one.day),
                                } }
                                Type { "1" }
                                (hours(one.halves))
                            }
                        }
                    }
                }
            }
        }
    }

    fn tasks(&self) -> Markup {
        let mut waits: BTreeMap<&str, Vec<&LinkLine>> = BTreeMap::new();
        for link in &self.report.links {
            waits.entry(link.to.as_str()).or_default().push(link);
        }
        html! {
            Tasks {
                @for (at, item) in self.items.iter().enumerate() {
                    @if !item.is_alone() { (self.heading(at + 1, item)) }
                    @for (within, task) in item.tasks.iter().enumerate() {
                        @let number = if item.is_alone() { format!("{}", at + 1) } else { format!("{}.{}", at + 1, within + 1) };
                        (self.task(item, task, &number, waits.get(task.name.as_str()).map_or(&[], Vec::as_slice)))
                    }
                }
            }
        }
    }

    fn heading(&self, number: usize, item: &Item<'_>) -> Markup {
        let uid = item
            .tasks
            .first()
            .and_then(|task| self.uids.get(task.name.as_str()))
            .map_or(0, |(uid, _)| uid - 1);
        let label = words::item_label(self.reader, item.title, item.name, item.occurrence());
        html! {
            Task {
                UID { (uid) } ID { (uid) } Name { (Shown(&label)) } Type { "1" } IsNull { "0" }
                OutlineNumber { (number) } OutlineLevel { "1" }
                @if let Some(span) = item.span(self.report.direction) {
                    Start { (start(span)) } Finish { (end(span)) }
                }
                Milestone { "0" } Summary { "1" }
                Notes { (Shown(item.name)) }
            }
        }
    }

    fn task(&self, item: &Item<'_>, task: &TaskLine, number: &str, waits: &[&LinkLine]) -> Markup {
        let (uid, time) = self.uids.get(task.name.as_str()).copied().unwrap_or_default();
        let is_point = task.work == WorkKind::Milestone;
        let shown = task.shown(self.report.direction);
        let first = shown.map(|span| if is_point { end(span) } else { start(span) });
        let is_elapsed = time.is_some_and(|time| time.calendar == TaskCalendar::Elapsed);
        let level = if item.is_alone() { "1" } else { "2" };
        html! {
            Task {
                UID { (uid) } ID { (uid) }
                Name { (Shown(&words::task_label(self.reader, task))) }
                Type { "1" } IsNull { "0" }
                OutlineNumber { (number) } OutlineLevel { (level) } Priority { "500" }
                @if let (Some(first), Some(span)) = (&first, shown) { Start { (first) } Finish { (end(span)) } }
                Duration { (minutes(length(task, time))) }
                DurationFormat { (if is_elapsed { "8" } else { "7" }) }
                EffortDriven { "0" } Estimated { "0" }
                Milestone { (u8::from(is_point)) } Summary { "0" }
                Critical { (u8::from(task.held != Held::Free)) }
                @if let Some(free) = task.free_float { FreeSlack { (tenths(free)) } }
                @if let Some(total) = task.total_float { TotalSlack { (tenths(total)) } }
                PercentComplete { (percent(task, time)) }
                @if let (Some(first), true) = (&first, task.state != State::Ahead) { ActualStart { (first) } }
                @if let (Some(span), State::Done) = (shown, task.state) { ActualFinish { (end(span)) } }
                ActualDuration { (minutes(over(task, time))) }
                RemainingDuration { (minutes(length(task, time).saturating_sub(over(task, time)))) }
                (self.limits(item, task, shown, time))
                Notes { (Shown(&task.name)) }
                @for link in waits {
                    @if let Some((from, _)) = self.uids.get(link.from.as_str()) { (predecessor(*from, link)) }
                }
            }
        }
    }

    /// What its links alone put where it is, has no day of its own; see [`limit`]. What must end by a day has a deadline.
    fn limits(&self, item: &Item<'_>, task: &TaskLine, shown: Option<Span>, time: Option<TaskTime>) -> Markup {
        let bound = |kind: BoundKind| {
            task.bounds
                .iter()
                .find(|bound| bound.kind == kind)
                .map(|bound| bound.day)
        };
        let calendar = match time.map(|time| time.calendar) {
            Some(TaskCalendar::Listed(at)) if at > 0 => Some(at + 1),
            _ => None,
        };
        let (kind, day) = self.limit(task, shown, bound(BoundKind::Booked));
        let is_last = item.tasks.last().is_some_and(|last| last.name == task.name);
        let due = item.goal.filter(|_| is_last).map(|goal| goal.due);
        // What ends after it would be moved back by programs that keep deadlines.
        let is_kept = |day: &Day| shown.is_none_or(|span| span.to <= *day);
        let deadline: Option<Day> = bound(BoundKind::MustEndBy).into_iter().chain(due).min().filter(is_kept);
        html! {
            ConstraintType { (kind as u8) }
            @if let Some(calendar) = calendar { CalendarUID { (calendar) } }
            @if let Some(day) = day { ConstraintDate { (day) } }
            @if let Some(day) = deadline { Deadline { (day) "T" (AFTERNOON.1) } }
        }
    }

    /// A backward plan is one that is made from its finish: what nothing pulls but a link is as late as possible, the rest finishes no
    /// later than it does here. A forward plan is the mirror of it. A booked day stays.
    fn limit(&self, task: &TaskLine, shown: Option<Span>, booked: Option<Day>) -> (Limit, Option<String>) {
        let direction = self.report.direction;
        let default = match direction {
            Direction::Backward => Limit::AsLateAsPossible,
            Direction::Forward => Limit::AsSoonAsPossible,
        };
        let Some(span) = shown.filter(|_| task.state != State::Done) else {
            return (default, None);
        };
        let because = task.why.as_ref().map(|why| match direction {
            Direction::Backward => &why.late.because,
            Direction::Forward => &why.early.because,
        });
        let stays = |name: &str| !self.moved.contains(name);
        let is_free = matches!(because, Some(Because::Link { other, .. }) if stays(&task.name) && stays(other));
        match (booked.filter(|_| task.state == State::Ahead), direction) {
            (Some(_), _) if task.work == WorkKind::Milestone => (Limit::MustFinishOn, Some(end(span))),
            (Some(_), _) => (Limit::MustStartOn, Some(start(span))),
            (None, _) if is_free => (default, None),
            (None, Direction::Backward) => (Limit::FinishNoLaterThan, Some(end(span))),
            (None, Direction::Forward) => (Limit::StartNoEarlierThan, Some(start(span))),
        }
    }

    fn people(&self) -> Markup {
        let assigned = self
            .report
            .tasks
            .iter()
            .flat_map(|task| who_name(&task.who).into_iter().map(move |who| (task, who)));
        html! {
            Resources {
                @for (at, name) in self.people.iter().enumerate() {
                    Resource { UID { (at + 1) } ID { (at + 1) } Name { (Shown(name)) } Type { "1" } IsNull { "0" } }
                }
            }
            Assignments {
                @for (at, (task, who)) in assigned.enumerate() {
                    @let place = self.people.iter().position(|name| *name == who);
                    @if let (Some((uid, _)), Some(place)) = (self.uids.get(task.name.as_str()), place) {
                        Assignment { UID { (at + 1) } TaskUID { (uid) } ResourceUID { (place + 1) } Units { "1" } }
                    }
                }
            }
        }
    }
}

/// As the schema numbers them, from 1.
const WEEK: [Weekday; 7] = [
    Weekday::Sun,
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
];

fn hours(halves: u8) -> Markup {
    html! {
        DayWorking { (u8::from(halves > 0)) }
        @if halves > 0 {
            WorkingTimes {
                @for (from, to) in [MORNING, AFTERNOON].iter().take(usize::from(halves)) {
                    WorkingTime { FromTime { (from) } ToTime { (to) } }
                }
            }
        }
    }
}

fn start(span: Span) -> String {
    let time = match span.begins {
        Half::Morning => MORNING.0,
        Half::Afternoon => AFTERNOON.0,
    };
    format!("{}T{time}", span.from)
}

fn end(span: Span) -> String {
    let time = match span.ends {
        Half::Morning => MORNING.1,
        Half::Afternoon => AFTERNOON.1,
    };
    format!("{}T{time}", span.to)
}

/// As the schema numbers them.
#[derive(Clone, Copy)]
enum Limit {
    AsSoonAsPossible = 0,
    AsLateAsPossible = 1,
    MustStartOn = 2,
    MustFinishOn = 3,
    StartNoEarlierThan = 4,
    FinishNoLaterThan = 7,
}

/// In a plan that is short, tasks stand where they still can be instead of where they should.
fn moved(report: &PlanReport) -> BTreeSet<&str> {
    let is_moved = |task: &&TaskLine| {
        let own = match report.direction {
            Direction::Backward => task.late,
            Direction::Forward => task.early,
        };
        task.state != State::Done && task.shown(report.direction) != own
    };
    report
        .tasks
        .iter()
        .filter(is_moved)
        .map(|task| task.name.as_str())
        .collect()
}

/// Minutes of its days that are over.
fn over(task: &TaskLine, time: Option<TaskTime>) -> i32 {
    match task.state {
        State::Done => length(task, time),
        State::UnderWay => length(task, time)
            .saturating_sub(task.duration.0.saturating_mul(HALF_MINUTES))
            .max(0),
        State::Ahead => 0,
    }
}

/// Minutes of its days.
fn length(task: &TaskLine, time: Option<TaskTime>) -> i32 {
    match (task.work, time) {
        (WorkKind::Milestone, _) => 0,
        (_, Some(time)) if time.calendar == TaskCalendar::Elapsed => time.working.0.saturating_mul(720),
        (_, Some(time)) => time.working.0.saturating_mul(HALF_MINUTES),
        (_, None) => task.duration.0.saturating_mul(HALF_MINUTES),
    }
}

fn minutes(minutes: i32) -> String {
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

/// Of the time between its days, what is over.
fn percent(task: &TaskLine, time: Option<TaskTime>) -> i32 {
    match (task.state, time) {
        (State::Done, _) => 100,
        (State::UnderWay, Some(TaskTime { working, .. })) if working.0 > 0 => {
            ((working.0 - task.duration.0).max(0) * 100 / working.0).min(99)
        }
        (State::UnderWay | State::Ahead, _) => 0,
    }
}

/// In tenths of minutes.
fn tenths(halves: HalfDays) -> i32 {
    halves.0.saturating_mul(HALF_MINUTES * 10)
}

fn predecessor(from: usize, link: &LinkLine) -> Markup {
    let kind = match link.link {
        LinkType::FinishToFinish => "0",
        LinkType::FinishToStart => "1",
        LinkType::StartToFinish => "2",
        LinkType::StartToStart => "3",
    };
    let (lag, format) = match link.lag {
        Length::Working(halves) => (tenths(halves), "7"),
        Length::ElapsedDays(days) => (days.saturating_mul(14_400), "8"),
    };
    html! {
        PredecessorLink {
            PredecessorUID { (from) } Type { (kind) } CrossProject { "0" } LinkLag { (lag) } LagFormat { (format) }
        }
    }
}
