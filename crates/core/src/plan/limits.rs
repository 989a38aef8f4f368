//! Answers: before which instant may a task not start, and by which must it end, and why?
//! Invariant: each limit of a task is kept with its reason; the network gets the strictest of each side.
//! Source: design, "Constraints are few" and "Backward".

use super::anchors::{day_of, work_day_of};
use super::calendars::Calendars;
use super::due::{self, Due, Named};
use super::expand::Builder;
use super::network::{Actual, CalendarIndex, Grain, Instant, TaskIndex};
use super::order::Order;
use super::task::{Anchored, Expansion, Goal, Limit, LimitKind, Side, Work};
use crate::model::Day;
use crate::model::anchor::DayExpr;
use crate::model::brief::DeliverableRef;
use crate::model::campaign::{Campaign, FreeTask};
use crate::model::duration::{HalfDays, Length};
use crate::model::finding::Finding;
use crate::model::id::CampaignId;
use crate::model::kind::Kind;
use crate::model::place::{Place, Placed, StudioPath};
use crate::model::problem::Problem;
use crate::model::workflow::Workflow;
use std::collections::BTreeSet;

/// Which task of a stage with several rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    First,
    Last,
}

impl<'a> Builder<'a> {
    /// The task of a stage; a stage without one stands for the nearest task before it.
    pub(super) fn task_at(
        &self,
        group: usize,
        workflow: &Workflow,
        position: usize,
        which: Which,
    ) -> Option<TaskIndex> {
        let group = &self.out.groups[group];
        let place = |task: usize| match self.out.tasks[task].work {
            Work::Stage(stage, _) => workflow.position(stage.id.as_str()),
            Work::Variants(_) | Work::Free(_) | Work::Milestone(_) => None,
        };
        let last = group
            .tasks()
            .rev()
            .find(|task| place(*task).is_some_and(|at| at <= position))?;
        let found = match which {
            Which::Last => last,
            Which::First => group.tasks().find(|task| place(*task) == place(last))?,
        };
        Some(TaskIndex(found as u32))
    }

    /// Settles what others wait for, and what waits for others.
    pub(super) fn set_ready(&mut self, group: usize, workflow: &Workflow, kind: &Kind) {
        let position = |stage: &Placed<crate::model::id::StageId>| {
            let stage = workflow.stage_once_called(stage.as_str())?;
            workflow.position(stage.id.as_str())
        };
        if let Some(at) = kind.ready_at.as_ref().and_then(position) {
            self.out.groups[group].ready = self.task_at(group, workflow, at, Which::Last);
        }
        if let Some(at) = kind.starts_from.as_ref().and_then(position)
            && let Some(task) = self.task_at(group, workflow, at, Which::First)
        {
            self.out.groups[group].starts = Some(task);
        }
    }

    pub(super) fn limit(&mut self, task: TaskIndex, kind: LimitKind, at: Instant) {
        let own = &mut self.out.network.tasks[task.0 as usize];
        match kind.side() {
            Side::Start => own.not_before = Some(own.not_before.map_or(at, |known| known.max(at))),
            Side::End => own.end_by = Some(own.end_by.map_or(at, |known| known.min(at))),
        }
        self.out.tasks[task.0 as usize].limits.push(Limit { kind, at });
    }

    /// `not_before:` of a line or free task: its first task waits, unless it has begun.
    pub(super) fn limit_first(&mut self, group: usize, campaign: &'a Campaign, day: Option<&Placed<DayExpr>>) {
        let Some(first) = self.out.groups[group].tasks().next() else {
            return;
        };
        self.limit_not_before(TaskIndex(first as u32), &campaign.file, Some(campaign), day);
    }

    /// `must_end_by:` or `by:`: its last task ends by the last open day.
    pub(super) fn limit_last(&mut self, group: usize, campaign: &'a Campaign, day: Option<&Placed<DayExpr>>) {
        let Some(last) = self.out.groups[group].tasks().next_back() else {
            return;
        };
        self.limit_end_by(TaskIndex(last as u32), &campaign.file, Some(campaign), day);
    }

    /// What the campaign says about one stage.
    pub(super) fn limit_stage(
        &mut self,
        group: usize,
        campaign: Option<&'a Campaign>,
        own: &super::stages::MergedStage<'a>,
    ) {
        let (Some(campaign), Some(over)) = (campaign, own.own) else {
            return;
        };
        let of_stage = |task: &usize| matches!(self.out.tasks[*task].work, Work::Stage(stage, _) if stage.id.value == own.stage.id.value);
        let tasks: Vec<usize> = self.out.groups[group].tasks().filter(of_stage).collect();
        let (Some(first), Some(last)) = (tasks.first(), tasks.last()) else {
            return;
        };
        let (first, last) = (TaskIndex(*first as u32), TaskIndex(*last as u32));
        self.limit_not_before(first, &campaign.file, Some(campaign), over.not_before.as_ref());
        self.limit_end_by(last, &campaign.file, Some(campaign), over.must_end_by.as_ref());
        self.limit_fixed(first, &campaign.file, Some(campaign), over.fixed.as_ref());
    }

    fn is_ahead(&self, task: TaskIndex) -> bool {
        self.out.network.task(task).actual == Actual::Planned
    }

    /// The day that a record wants of a task still ahead; one that counts from nowhere becomes a finding.
    fn day_ahead(
        &mut self,
        task: TaskIndex,
        file: &StudioPath,
        campaign: Option<&'a Campaign>,
        day: Option<&Placed<DayExpr>>,
    ) -> Option<(Place, Day)> {
        let day = day.filter(|_| self.is_ahead(task))?;
        let place = Place::at(file, day.span);
        let found = day_of(&day.value, campaign, self.question.calendars.studio());
        if found.is_none() {
            self.unknown_anchor(place.clone(), &day.value, campaign);
        }
        Some((place, found?))
    }

    fn limit_not_before(
        &mut self,
        task: TaskIndex,
        file: &StudioPath,
        campaign: Option<&'a Campaign>,
        day: Option<&Placed<DayExpr>>,
    ) {
        if let Some((place, day)) = self.day_ahead(task, file, campaign, day) {
            self.limit(task, LimitKind::NotBefore(place), Instant::start_of(day));
        }
    }

    fn limit_end_by(
        &mut self,
        task: TaskIndex,
        file: &StudioPath,
        campaign: Option<&'a Campaign>,
        day: Option<&Placed<DayExpr>>,
    ) {
        let Some(day) = day else { return };
        let place = Place::at(file, day.span);
        match work_day_of(&day.value, campaign, self.question.calendars.studio()) {
            Some(day) => self.limit(task, LimitKind::MustEndBy(place), Instant::end_of(day)),
            None => self.unknown_anchor(place, &day.value, campaign),
        }
    }

    /// A booked day: the task starts there and nowhere else.
    pub(super) fn limit_fixed(
        &mut self,
        task: TaskIndex,
        file: &StudioPath,
        campaign: Option<&'a Campaign>,
        day: Option<&Placed<DayExpr>>,
    ) {
        let Some((place, booked)) = self.day_ahead(task, file, campaign, day) else {
            return;
        };
        let duration = self.out.network.task(task).duration;
        let time = self.out.network.calendar_of(task);
        let start = time.first_open(Instant::start_of(booked));
        let end = time.shift(start, duration);
        self.limit(task, LimitKind::FixedStart(place.clone()), start);
        self.limit(task, LimitKind::FixedEnd(place), end);
    }

    /// The first instant that leaves a party so many working days of warning, from the day it was told or from today on.
    pub(super) fn warned(&self, free: &FreeTask, days: HalfDays) -> Instant {
        let told = free.warned.as_ref().map(|day| Instant::start_of(day.value));
        let from = told.unwrap_or(self.out.network.project_start);
        self.question.calendars.studio().shift(from, days.0.max(0))
    }

    fn unknown_anchor(&mut self, place: Place, day: &DayExpr, campaign: Option<&'a Campaign>) {
        let text = match day {
            DayExpr::Day(day) => day.to_string(),
            DayExpr::Relative(text) => text.to_string(),
        };
        let campaign = campaign.map_or_else(String::new, |campaign| campaign.id.to_string());
        let finding = Finding::error(place, Problem::UnknownAnchor { text, campaign });
        if !self.out.findings.contains(&finding) {
            self.out.findings.push(finding);
        }
    }

    /// The goal of a line or occurrence; a live day that cannot be read is a finding.
    pub(super) fn goal_of_link(
        &mut self,
        group: usize,
        campaign: &'a Campaign,
        link: &DeliverableRef,
        live: Option<&Placed<DayExpr>>,
    ) {
        let (studio, calendars) = (self.question.studio, self.question.calendars);
        let from_live = due::due_of_line(studio, calendars, campaign, link);
        if from_live.is_none()
            && let Some(live) = live
            && day_of(&live.value, Some(campaign), calendars.studio()).is_none()
        {
            self.unknown_anchor(Place::at(&campaign.file, live.span), &live.value, Some(campaign));
        }
        let brief = self.out.groups[group].brief;
        let Some(due) = due::chosen(calendars, brief, Some(campaign), from_live) else {
            return;
        };
        let to_launch = match live.map(|live| &live.value) {
            _ if link.occurrence.is_some() || due.named == Named::ByBrief => false,
            None => true,
            Some(DayExpr::Day(_)) => false,
            Some(expression) => expression
                .split(&campaign.anchors())
                .is_some_and(|offset| offset.anchor == "J"),
        };
        let anchored = if to_launch {
            Anchored::ToLaunch
        } else {
            Anchored::Elsewhere
        };
        self.goal(group, due, anchored);
    }

    /// By when the last task of a group should end, unless all is done.
    pub(super) fn goal(&mut self, group: usize, due: Due, anchored: Anchored) {
        let Some(last) = self.out.groups[group].tasks().next_back() else {
            return;
        };
        let last = TaskIndex(last as u32);
        if matches!(self.out.network.task(last).actual, Actual::Done(_)) {
            return;
        }
        let own = self.out.groups[group].campaign.and_then(|campaign| campaign.margin);
        let margin = own.unwrap_or(self.question.studio.settings.margin);
        self.push_goal(last, due, margin, anchored);
    }

    fn push_goal(&mut self, last: TaskIndex, due: Due, margin: HalfDays, anchored: Anchored) {
        let due_end = Instant::end_of(due.day);
        let time = self.question.calendars.studio();
        let limit = time.last_open(time.shift(due_end, -margin.0.max(0)));
        self.limit(last, LimitKind::Goal(self.out.goals.len()), limit);
        self.out.goals.push(Goal {
            group: self.out.tasks[last.0 as usize].group,
            last,
            named: due.named,
            from_live: due.from_live,
            due: due.day,
            margin,
            due_end,
            limit,
            anchored,
        });
    }

    /// Gives what nothing pulls the launch as its limit, and chooses the grain.
    pub(super) fn finish(mut self, latest: &[Option<Instant>]) -> Expansion<'a> {
        self.limit_by_launch(latest);
        self.out.network.grain = self.grain();
        self.report_never_open();
        self.out
    }

    /// A task whose calendar never opens has no dates: that is said, not left out in silence.
    fn report_never_open(&mut self) {
        let network = &self.out.network;
        let used = |index: usize| network.tasks.iter().any(|task| task.calendar.0 as usize == index);
        for (index, time) in self.question.calendars.times().iter().enumerate() {
            if !time.is_never_open() || !used(index) {
                continue;
            }
            let source = self.question.calendars.source(CalendarIndex(index as u32));
            if let Some(calendar) = source.calendar {
                let problem = Problem::CalendarNeverOpen {
                    calendar: calendar.id.to_string(),
                };
                let finding = Finding::error(Place::at(&calendar.file, calendar.week_span), problem);
                self.out.findings.push(finding);
            }
        }
    }

    /// A free task or milestone that nothing waits for must be over by the launch, unless it follows something later.
    /// Where no deliverable is left that goes live with it, the launch is what they are judged by: their goal.
    fn limit_by_launch(&mut self, latest: &[Option<Instant>]) {
        let mut waited_for = vec![false; self.out.tasks.len()];
        for link in &self.out.network.links {
            waited_for[link.from.0 as usize] = true;
        }
        let led = self.led_by_deliverables();
        for (at, waited_for) in waited_for.into_iter().enumerate() {
            let own = &self.out.network.tasks[at];
            if waited_for
                || own.end_by.is_some()
                || !matches!(self.out.tasks[at].work, Work::Free(_) | Work::Milestone(_))
            {
                continue;
            }
            let group = self.out.tasks[at].group;
            let Some(campaign) = self.out.groups[group].campaign else {
                continue;
            };
            let Some(launch) = &campaign.launch else { continue };
            let margin = match self.out.tasks[at].work {
                Work::Milestone(_) => HalfDays(0),
                _ => campaign.margin.unwrap_or(self.question.studio.settings.margin),
            };
            let studio = self.question.calendars.studio();
            let limit = studio.shift(studio.last_open(Instant::start_of(launch.value)), -margin.0.max(0));
            let is_later = latest[at].max(own.not_before).is_some_and(|other| other > limit);
            if is_later {
                continue;
            }
            match due::due_by_launch(launch.value, self.question.calendars) {
                Some(due) if self.is_ahead(TaskIndex(at as u32)) && !led.contains(&campaign.id) => {
                    self.push_goal(TaskIndex(at as u32), due, margin, Anchored::ToLaunch);
                }
                _ => self.limit(TaskIndex(at as u32), LimitKind::Launch, limit),
            }
        }
    }

    /// Campaigns of which some deliverable that goes live with the launch is not ready yet.
    fn led_by_deliverables(&self) -> BTreeSet<&'a CampaignId> {
        let goals = self.out.goals.iter();
        let led = goals.filter(|goal| goal.anchored == Anchored::ToLaunch);
        led.filter_map(|goal| Some(&self.out.groups[goal.group].campaign?.id))
            .collect()
    }

    fn grain(&self) -> Grain {
        let network = &self.out.network;
        let whole = |halves: i32| halves % 2 == 0;
        let whole_tasks = network.tasks.iter().all(|task| {
            let limits = task.not_before.into_iter().chain(task.end_by);
            whole(task.duration) && limits.into_iter().all(|at| whole(at.0))
        });
        let whole_links = network.links.iter().all(|link| match link.lag {
            Length::Working(halves) => whole(halves.0),
            Length::ElapsedDays(_) => true,
        });
        let real = network.tasks.iter().all(|task| match task.actual {
            Actual::Planned => true,
            Actual::Started(since) => whole(since.0),
            Actual::Done(place) => whole(place.start.0) && whole(place.end.0),
        });
        let used = |calendar: usize| {
            calendar == Calendars::STUDIO.0 as usize
                || network.tasks.iter().any(|task| task.calendar.0 as usize == calendar)
        };
        let halves = network
            .calendars
            .iter()
            .enumerate()
            .any(|(at, time)| time.has_half_days() && used(at));
        if whole_tasks && whole_links && real && !halves {
            Grain::WholeDays
        } else {
            Grain::HalfDays
        }
    }
}

/// The latest limit among a task and all it waits for.
pub(super) fn latest_limits(out: &Expansion<'_>, order: &Order<'_>) -> Vec<Option<Instant>> {
    let mut latest: Vec<Option<Instant>> = out.network.tasks.iter().map(|task| task.end_by).collect();
    for task in order.forward() {
        for link in order.links_to(task) {
            latest[task] = latest[task].max(latest[link.from.0 as usize]);
        }
    }
    latest
}
