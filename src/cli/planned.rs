//! Answers: which question does a plan or a forecast of a studio ask?
//! Invariant: asked in one way by every command, and refused where no day is ever worked.

use super::open::Opened;
use crate::change::link::named_campaign;
use crate::plan::calendars::Calendars;
use crate::plan::expand::{Question, Scope};
use crate::plan::reality::Reality;
use crate::report::failure::{Failure, PlanRefused};

/// Asks about a campaign, or about every open brief.
///
/// # Errors
/// When the calendar is never open, there is no such campaign, or as `answer`.
pub fn asking<T>(
    opened: &Opened,
    reality: &Reality,
    campaign: Option<&str>,
    answer: impl FnOnce(&Question<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let studio = &opened.studio;
    let calendars = Calendars::of(studio);
    if let Some(calendar) = studio.calendar().filter(|_| calendars.studio().is_never_open()) {
        return Err(Failure::Plan(PlanRefused::NeverOpen {
            calendar: calendar.id.to_string(),
        }));
    }
    answer(&Question {
        studio,
        calendars: &calendars,
        hours: &calendars.hours(),
        reality,
        today: opened.today,
        scope: match campaign {
            Some(typed) => Scope::Campaign(named_campaign(studio, typed)?),
            None => Scope::OpenBriefs,
        },
    })
}
