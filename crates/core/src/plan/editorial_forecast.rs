//! Answers: on which day can each thing of the editorial calendar be ready at the earliest?
//! Invariant: the earliest dates of the plan, from today and what has happened; a campaign whose tasks wait for each other has none.

use super::answer::solve;
use super::calendars::Calendars;
use super::expand::{Question, Scope};
use super::reality::Reality;
use crate::model::Day;
use crate::model::campaign::Campaign;
use crate::model::studio::Studio;
use std::collections::BTreeMap;

/// By the name of the entry (`spring-launch/teaser`), or the id of a brief that is on no deliverable.
pub type Forecasts = BTreeMap<String, Day>;

/// Of the campaigns that are `wanted`, and of every loose brief.
pub fn forecasts(
    studio: &Studio,
    calendars: &Calendars<'_>,
    reality: &Reality,
    today: Day,
    wanted: impl Fn(&Campaign) -> bool,
) -> Forecasts {
    let hours = calendars.hours();
    let mut found = Forecasts::new();
    let campaigns = studio.campaigns.values().filter(|campaign| wanted(campaign));
    let scopes = campaigns.map(Scope::Campaign).chain([Scope::OpenBriefs]);
    for scope in scopes {
        let question = Question {
            studio,
            calendars,
            hours: &hours,
            reality,
            today,
            scope,
        };
        let Ok(plan) = solve(&question) else { continue };
        for (goal, state) in plan.out.goals.iter().zip(&plan.goals) {
            let name = &plan.out.groups[goal.group].name;
            let name = match scope {
                Scope::Campaign(campaign) => format!("{}/{name}", campaign.id),
                Scope::OpenBriefs => name.clone(),
            };
            if !state.early_end.is_out_of_range() {
                found.insert(name, state.early_end.day_before());
            }
        }
    }
    found
}
