//! Answers: which task does a free task or a milestone of a campaign make?
//! Invariant: `started:` and `done:` of the record are what has happened to it.
//! Source: design, "The network".

use super::calendars::Calendars;
use super::expand::Builder;
use super::network::{Actual, CalendarIndex, Instant, Placement, Task, TaskIndex};
use super::stages::share;
use super::task::{Asks, Cancelled, Decides, Doer, GroupKind, LimitKind, TaskState, Work};
use crate::model::campaign::{Campaign, FreeTask, Milestone};
use crate::model::duration::{HalfDays, Length, Minutes};

impl<'a> Builder<'a> {
    pub(super) fn add_free_task(&mut self, campaign: &'a Campaign, free: &'a FreeTask) -> usize {
        let item = free.id.as_str();
        if let Some(known) = self.names.get(&(&campaign.id, item.to_owned())) {
            return *known;
        }
        let name = self.group_name(campaign, item, None);
        let group = self.open_group(name.clone(), GroupKind::Free(free), Some(campaign), None, Cancelled::No);
        self.names.insert((&campaign.id, item.to_owned()), group);
        let party = free
            .party
            .as_ref()
            .and_then(|id| self.question.studio.parties.get(&id.value));
        let calendar = party.map_or(Calendars::STUDIO, |party| {
            self.question.calendars.index_of_party(&party.id)
        });
        let doer = match (party, &free.owner, &free.role) {
            (Some(party), _, _) => Doer::Party(party),
            (None, Some(owner), _) => Doer::People(vec![&owner.value]),
            (None, None, Some(role)) => Doer::Role(&role.value),
            (None, None, None) => Doer::Nobody,
        };
        let (task, state) = self.free_task(free, calendar);
        let at = self.push(group, name, Work::Free(free), doer, state, task);
        let asks = Asks {
            owner: free.owner.as_ref().map(|owner| &owner.value),
            role: free.role.as_ref().map(|role| &role.value),
            effort: self.effort_left(free, at),
            decides: Decides::No,
            ..Asks::default()
        };
        self.asks(at, asks);
        self.needs_of(group, None, &free.needs);
        if state == TaskState::Ahead {
            if let Some(days) = party.and_then(|party| party.notice) {
                let from = self.warned(free, days);
                self.limit(at, LimitKind::Notice(days), from);
            }
            self.limit_fixed(at, &campaign.file, Some(campaign), free.fixed.as_ref());
        }
        self.limit_first(group, campaign, free.not_before.as_ref());
        self.limit_last(group, campaign, free.must_end_by.as_ref());
        group
    }

    /// Its effort, of a task under way its share of what is left.
    fn effort_left(&self, free: &FreeTask, task: TaskIndex) -> Option<Minutes> {
        let own = self.out.network.task(task);
        let left = match own.calendar == self.always() {
            true => Length::ElapsedDays(own.duration / 2),
            false => Length::Working(HalfDays(own.duration)),
        };
        free.effort.map(|effort| share(effort, left, free.duration))
    }

    fn free_task(&self, free: &FreeTask, calendar: CalendarIndex) -> (Task, TaskState) {
        let mut task = self.sized(free.duration, calendar);
        let time = self.out.network.calendar(task.calendar);
        let today = self.out.network.project_start;
        let state = match (&free.started, &free.done) {
            (started, Some(done)) => {
                let end = Instant::end_of(done.value);
                let start = match started {
                    Some(day) => Instant::start_of(day.value).min(end),
                    None => time.shift(time.last_open(end), -task.duration),
                };
                let place = Placement { start, end };
                task.actual = Actual::Done(place);
                TaskState::Done(Some(place))
            }
            (Some(day), None) if Instant::start_of(day.value) <= today => {
                let since = Instant::start_of(day.value);
                task.duration = (task.duration - time.count(since, today)).max(1);
                task.actual = Actual::Started(since);
                TaskState::UnderWay(Some(since))
            }
            _ => TaskState::Ahead,
        };
        (task, state)
    }

    pub(super) fn add_milestone(&mut self, campaign: &'a Campaign, milestone: &'a Milestone) -> usize {
        let item = milestone.id.as_str();
        if let Some(known) = self.names.get(&(&campaign.id, item.to_owned())) {
            return *known;
        }
        let name = self.group_name(campaign, item, None);
        let what = GroupKind::Milestone(milestone);
        let group = self.open_group(name.clone(), what, Some(campaign), None, Cancelled::No);
        self.names.insert((&campaign.id, item.to_owned()), group);
        let mut task = Task::new(0, Calendars::STUDIO);
        let mut state = TaskState::Ahead;
        if let Some(done) = &milestone.done {
            let at = Instant::end_of(done.value);
            let place = Placement { start: at, end: at };
            task.actual = Actual::Done(place);
            state = TaskState::Done(Some(place));
        }
        self.push(group, name, Work::Milestone(milestone), Doer::Nobody, state, task);
        self.needs_of(group, None, &milestone.needs);
        self.limit_last(group, campaign, milestone.by.as_ref());
        group
    }
}
