//! Answers: which value of the studio does a text mean that somebody typed?
//! Invariant: a name or value that the studio does not know is refused under the key it was meant for.

use super::refusal::{Named, Refusal};
use crate::model::anchor::DayExpr;
use crate::model::brief::{Link, Priority};
use crate::model::id::PersonId;
use crate::model::money::Money;
use crate::model::place::{Placed, Span};
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::model::studio::Studio;

/// A date, or an anchor that the linked campaign knows.
pub(super) fn day_expr(studio: &Studio, key: &str, text: &str, link: &Link) -> Result<DayExpr, Refusal> {
    let day = DayExpr::parse(text.trim()).ok_or_else(|| bad_value(key, text, Wanted::DayOrAnchor))?;
    if let DayExpr::Relative(_) = &day {
        let campaign = link.campaign().and_then(|id| studio.campaigns.get(id));
        if campaign.and_then(|campaign| day.split(&campaign.anchors())).is_none() {
            return Err(Refusal::UnknownAnchor {
                text: text.into(),
                campaign: campaign.map(|campaign| campaign.id.to_string()),
            });
        }
    }
    Ok(day)
}

pub(super) fn priority(text: Option<&str>) -> Result<Priority, Refusal> {
    let Some(text) = text else {
        return Ok(Priority::Normal);
    };
    Priority::from_word(text).ok_or_else(|| bad_value("priority", text, Wanted::OneOf(&Priority::WORDS)))
}

pub(super) fn money(studio: &Studio, text: Option<&str>) -> Result<Option<Money>, Refusal> {
    let parse = |text: &str| {
        Money::parse(text, Some(studio.settings.currency)).ok_or_else(|| bad_value("budget", text, Wanted::Money))
    };
    text.map(parse).transpose()
}

pub(super) fn person(studio: &Studio, name: &str) -> Result<Placed<PersonId>, Refusal> {
    let found = resolve::person(studio, name).map_err(|why| unresolved(Named::Person, why))?;
    Ok(placed(found))
}

pub(super) fn unresolved(what: Named, why: resolve::Unresolved) -> Refusal {
    Refusal::Unresolved { what, why }
}

pub(super) fn bad_value(key: &str, value: &str, wanted: Wanted) -> Refusal {
    Refusal::BadValue {
        key: key.into(),
        value: value.into(),
        wanted,
    }
}

pub(super) fn placed<T>(value: T) -> Placed<T> {
    Placed::new(value, Span::WHOLE_FILE)
}
