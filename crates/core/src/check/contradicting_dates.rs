//! Answers: do two dates of a record contradict each other?
//! Invariant: days that cannot be known (an anchor is missing) contradict nothing.
//! Source: `docs/checks.md`, `contradicting-dates`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::Day;
use crate::model::anchor::DayExpr;
use crate::model::brief::{Brief, Link};
use crate::model::calendar::Period;
use crate::model::campaign::{Campaign, Deliverable, FreeTask, Series, StageOverride};
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Place, Placed, Span, StudioPath};
use crate::model::problem::{DateFact, DateRole, Problem};
use crate::model::studio::Studio;
use crate::plan::anchors::day_of;
use crate::plan::calendars::Calendars;
use crate::plan::worktime::WorkTime;

pub const RULE: Rule = Rule {
    id: "contradicting-dates",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let studio = input.studio;
    let calendars = Calendars::of(studio);
    let mut findings = Vec::new();
    periods(studio, &mut findings);
    for campaign in studio.campaigns.values() {
        let mut search = Search {
            campaign,
            time: calendars.studio(),
            findings: &mut findings,
        };
        campaign.deliverables.iter().for_each(|item| search.deliverable(item));
        campaign.series.iter().for_each(|item| search.series(item));
        campaign.tasks.iter().for_each(|item| search.task(item));
    }
    for brief in studio.briefs.values() {
        findings.extend(due_after_live(studio, brief, calendars.studio()));
    }
    findings
}

/// A stretch of days that ends before it begins.
fn periods(studio: &Studio, findings: &mut Vec<Finding>) {
    let mut judge = |file: &StudioPath, from: Day, to: Day, span: Span| {
        if to < from {
            let place = Place::at(file, span);
            let fact = |what, day| DateFact { what, day, place: None };
            let (first, then) = (fact(DateRole::From, from), fact(DateRole::To, to));
            findings.push(Finding::error(place, Problem::ContradictingDates { first, then }));
        }
    };
    for calendar in studio.calendars.values() {
        closed(&calendar.file, &calendar.closed, &mut judge);
        for reduced in &calendar.reduced {
            judge(&calendar.file, reduced.from, reduced.to, reduced.span);
        }
    }
    for party in studio.parties.values() {
        closed(&party.file, &party.closed, &mut judge);
    }
    for person in studio.people.values() {
        closed(&person.file, &person.off, &mut judge);
        for booking in &person.bookings {
            judge(&person.file, booking.from, booking.to, booking.span);
        }
        for delegate in &person.delegates {
            judge(&person.file, delegate.from, delegate.to, delegate.person.span);
        }
    }
}

fn closed(file: &StudioPath, periods: &[Period], judge: &mut impl FnMut(&StudioPath, Day, Day, Span)) {
    for period in periods {
        judge(file, period.from, period.to, period.span);
    }
}

struct Search<'a, 's> {
    campaign: &'a Campaign,
    time: &'a WorkTime,
    findings: &'s mut Vec<Finding>,
}

/// A day with what it is for.
type Dated = (DateRole, Placed<Day>);

impl Search<'_, '_> {
    fn day(&self, what: DateRole, day: Option<&Placed<DayExpr>>) -> Option<Dated> {
        let day = day?;
        let found = day_of(&day.value, Some(self.campaign), self.time)?;
        Some((what, Placed::new(found, day.span)))
    }

    /// Reports `then` when it lies before `first`.
    fn in_order(&mut self, first: &Option<Dated>, then: &Option<Dated>) {
        let (Some((first_role, first)), Some((then_role, then))) = (first, then) else {
            return;
        };
        if then.value >= first.value {
            return;
        }
        let fact = |what: &DateRole, day: &Placed<Day>| DateFact {
            what: what.clone(),
            day: day.value,
            place: Some(Place::at(&self.campaign.file, day.span)),
        };
        let problem = Problem::ContradictingDates {
            first: fact(first_role, first),
            then: fact(then_role, then),
        };
        let place = Place::at(&self.campaign.file, then.span);
        self.findings.push(Finding::error(place, problem));
    }

    fn deliverable(&mut self, item: &Deliverable) {
        let live = self.day(DateRole::Live, item.live.as_ref());
        let not_before = self.day(DateRole::NotBefore, item.not_before.as_ref());
        let end_by = self.day(DateRole::MustEndBy, item.must_end_by.as_ref());
        self.in_order(&not_before, &live);
        self.in_order(&not_before, &end_by);
        for stage in &item.stages {
            self.stage(stage, &live);
        }
    }

    fn stage(&mut self, stage: &StageOverride, live: &Option<Dated>) {
        let fixed = self.day(DateRole::Fixed, stage.fixed.as_ref());
        let not_before = self.day(DateRole::NotBefore, stage.not_before.as_ref());
        let end_by = self.day(DateRole::MustEndBy, stage.must_end_by.as_ref());
        self.in_order(&not_before, &fixed);
        self.in_order(&not_before, &end_by);
        self.in_order(&fixed, &end_by);
        self.in_order(&fixed, live);
    }

    fn series(&mut self, item: &Series) {
        let from = self.day(DateRole::From, Some(&item.from));
        let to = self.day(DateRole::To, Some(&item.to));
        self.in_order(&from, &to);
    }

    fn task(&mut self, item: &FreeTask) {
        let fixed = self.day(DateRole::Fixed, item.fixed.as_ref());
        let not_before = self.day(DateRole::NotBefore, item.not_before.as_ref());
        let end_by = self.day(DateRole::MustEndBy, item.must_end_by.as_ref());
        let started = item.started.map(|day| (DateRole::Started, day));
        let done = item.done.map(|day| (DateRole::Done, day));
        self.in_order(&not_before, &fixed);
        self.in_order(&not_before, &end_by);
        self.in_order(&fixed, &end_by);
        self.in_order(&started, &done);
    }
}

/// A due day of the brief's own after its deliverable is live. A warning: the due day wins all the same.
fn due_after_live(studio: &Studio, brief: &Brief, time: &WorkTime) -> Option<Finding> {
    let due = brief.due.as_ref()?;
    let Link::Deliverable(link) = &brief.link else {
        return None;
    };
    let campaign = studio.campaigns.get(&link.campaign)?;
    let due_day = day_of(&due.value, Some(campaign), time)?;
    let (live, span) = match link.occurrence {
        Some(day) => (day, link.span),
        None => live_day(campaign, link.item.as_str(), time)?,
    };
    (due_day > live).then(|| {
        let place = Some(Place::at(&campaign.file, span)).filter(|_| link.occurrence.is_none());
        let problem = Problem::ContradictingDates {
            first: DateFact {
                what: DateRole::Due,
                day: due_day,
                place: None,
            },
            then: DateFact {
                what: DateRole::Live,
                day: live,
                place,
            },
        };
        Finding::warning(Place::at(&brief.file, due.span), problem)
    })
}

fn live_day(campaign: &Campaign, item: &str, time: &WorkTime) -> Option<(Day, Span)> {
    let deliverable = campaign.deliverable(item)?;
    match &deliverable.live {
        Some(live) => Some((day_of(&live.value, Some(campaign), time)?, live.span)),
        None => campaign.launch.map(|day| (day.value, day.span)),
    }
}
