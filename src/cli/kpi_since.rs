//! Answers: which day does the revision stand for that a relative target is measured from?
//! Invariant: a period or a day stays as it was written; a revision is the day on which it was committed, in the studio's zone.
//! Source: `docs/kpis.md`, "Targets".

use super::official::OfficialState;
use crate::git::revision::{committed, resolve};
use crate::metrics::period::Period;
use crate::model::Day;
use crate::model::anchor::parse_day;
use crate::model::place::Placed;
use crate::model::target::{Bound, Target};

/// The same targets, revisions by their days.
pub fn dated(targets: &[Target], state: &OfficialState) -> Vec<Target> {
    let mut targets = targets.to_vec();
    for target in &mut targets {
        if let Some(since) = named_revision(&mut target.bound, state.today)
            && let Some(day) = day_of(since, state)
        {
            since.value = day.to_string().into();
        }
    }
    targets
}

/// What relative targets name that is no period, day or revision.
pub fn unknown(targets: &[Target], state: &OfficialState) -> Vec<String> {
    let mut targets = targets.to_vec();
    let named = targets
        .iter_mut()
        .filter_map(|target| named_revision(&mut target.bound, state.today));
    let lost = named.filter(|since| day_of(since, state).is_none());
    lost.map(|since| since.value.to_string()).collect()
}

fn named_revision(bound: &mut Bound, today: Day) -> Option<&mut Placed<Box<str>>> {
    let (Bound::Reduce { since, .. } | Bound::Raise { since, .. }) = bound else {
        return None;
    };
    let is_revision = |text: &str| Period::parse(text, today).is_none() && parse_day(text).is_none();
    since.as_mut().filter(|since| is_revision(&since.value))
}

fn day_of(since: &Placed<Box<str>>, state: &OfficialState) -> Option<Day> {
    let commit = resolve(&state.repository, &since.value).ok()?;
    let moment = committed(&state.repository, commit).ok()?;
    Some(moment.with_timezone(&state.zone).date_naive())
}
