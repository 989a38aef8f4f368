//! Answers: what is known about a brief beside its file: its due day, how late it is, since when it is in its stage?
//! Invariant: asked from the studio that was opened and, for times, from the history of what is checked out; no history is no answer, never a guess.

use super::context::Context;
use super::official::{OfficialState, Records};
use super::open::Opened;
use crate::model::Day;
use crate::model::brief::{Brief, Content, Link};
use crate::model::duration::HalfDays;
use crate::model::id::StageId;
use crate::plan::calendars::Calendars;
use crate::plan::due::{self, Due, Named};
use crate::plan::network::Instant;
use crate::report::briefs::{BriefRow, WhyDue};
use crate::trail::ledger as trail;
use crate::trail::visit::{BriefVisits, visits};
use chrono::DateTime;
use chrono_tz::Tz;

/// The history of the briefs, as far as there is one.
pub struct Told {
    history: Option<trail::Told>,
}

impl Told {
    /// Reads the history of what is checked out, or of the revision that was asked for; an empty one where git cannot tell.
    pub fn read(context: &Context) -> Self {
        let read = || {
            let state = OfficialState::read(context, Records::Team).ok()?;
            match context.as_of {
                Some(_) => state.told().ok(),
                None => state.told_of_head().ok(),
            }
        };
        Self { history: read() }
    }

    /// Only of one brief, which is much less to read.
    pub fn about(context: &Context, brief: &Brief) -> Self {
        let read = || {
            let state = OfficialState::read(context, Records::Team).ok()?;
            match context.as_of {
                Some(_) => state.told_of(brief.id.as_str()).ok(),
                None => state.told_of_head_about(brief.id.as_str()).ok(),
            }
        };
        Self { history: read() }
    }

    pub fn visits(&self, opened: &Opened, brief: &Brief) -> Option<BriefVisits> {
        let trail::Told { history, events } = self.history.as_ref()?;
        let trail = events.of(brief.id.as_str())?;
        let studio = &opened.studio;
        let rulings = studio.rulings_of(&brief.id);
        visits(
            history,
            trail,
            studio.workflow_of(brief),
            studio.settings.flow,
            &rulings,
        )
    }

    /// When the brief came to its stage; `None` when the file says another stage than the history.
    pub fn came(&self, opened: &Opened, brief: &Brief) -> Option<DateTime<Tz>> {
        let visits = self.visits(opened, brief)?;
        let current = visits.current().filter(|visit| visit.stage == brief.stage.value)?;
        Some(current.start.time.with_timezone(&opened.zone))
    }

    /// The day the brief came to its stage; `None` when the file says another stage than the history.
    pub fn since(&self, opened: &Opened, brief: &Brief) -> Option<Day> {
        let visits = self.visits(opened, brief)?;
        let hold = visits
            .holds
            .last()
            .filter(|hold| hold.to.is_none())
            .map(|hold| hold.from);
        let current = visits
            .current()
            .filter(|visit| visit.stage == brief.stage.value)
            .map(|visit| visit.start.time);
        let time = hold.or(current)?;
        Some(time.with_timezone(&opened.zone).date_naive())
    }

    /// The stage it left for a hold or a drop.
    pub fn left(&self, opened: &Opened, brief: &Brief) -> Option<StageId> {
        let visits = self.visits(opened, brief)?;
        let held = visits.stage_left_for_hold().cloned();
        let workflow = opened.studio.workflow_of(brief)?;
        let class = workflow.stage_once_called(brief.stage.as_str())?.class;
        match class {
            crate::model::workflow::StageClass::Dropped => {
                let before = visits
                    .visits
                    .iter()
                    .rev()
                    .find(|visit| visit.stage != brief.stage.value)?;
                Some(before.stage.clone())
            }
            _ => held,
        }
    }

    /// The day it was asked for.
    pub fn asked(&self, opened: &Opened, brief: &Brief) -> Option<Day> {
        let told = self.history.as_ref()?;
        let made = told.events.of(brief.id.as_str())?.events.first()?.time;
        Some(made.with_timezone(&opened.zone).date_naive())
    }
}

/// One line of a list of briefs.
pub fn row(opened: &Opened, calendars: &Calendars<'_>, brief: &Brief, code: &str) -> BriefRow {
    let stage = opened.studio.stage_of(brief);
    let due = due::due(&opened.studio, calendars, brief).map(|due| due.day);
    let is_open = opened.studio.is_open(brief);
    let late = due
        .filter(|_| is_open)
        .map_or(HalfDays(0), |due| working_days(calendars, due, opened.today));
    BriefRow {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        kind: brief.kind.to_string(),
        stage: brief.stage.to_string(),
        stage_title: stage.map_or_else(
            || brief.stage.to_string(),
            |stage| stage.title.in_language(code).to_owned(),
        ),
        owner: brief.owner.as_ref().map(|id| id.to_string()),
        campaign: brief.link.campaign().map(ToString::to_string),
        deliverable: match &brief.link {
            Link::Deliverable(link) => Some(link.to_string()),
            Link::Campaign(_) | Link::None => None,
        },
        due,
        late,
    }
}

/// Working days of the studio after `from`, up to and with `to`; none when `to` is not after it.
pub fn working_days(calendars: &Calendars<'_>, from: Day, to: Day) -> HalfDays {
    let count = calendars.studio().count(Instant::end_of(from), Instant::end_of(to));
    HalfDays(count.max(0))
}

/// Where a due day comes from.
pub fn why(due: &Due) -> WhyDue {
    match (due.named, &due.from_live) {
        (Named::ByDeliverable, Some(live)) => WhyDue::Live {
            live: live.live,
            handover: live.handover.length,
            party: live.handover.party.as_ref().map(ToString::to_string),
        },
        (_, from_live) => WhyDue::Own {
            deliverable_says: from_live.as_ref().map(|live| live.day).filter(|day| *day != due.day),
        },
    }
}

/// The free fields of a brief as texts, in the order of the file.
pub fn fields(brief: &Brief) -> Vec<(String, String)> {
    let text = |content: &Content| match content {
        Content::Text(text) => text.to_string(),
        Content::List(items) => items.iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", "),
        Content::Structure(entries) => format!("({entries})"),
    };
    brief
        .fields
        .iter()
        .map(|field| (field.key.to_string(), text(&field.content)))
        .collect()
}
