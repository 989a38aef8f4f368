//! Answers: `--against` and `--fail-on-worse`: how did the same question stand in another period, or at another commit?
//! Invariant: a revision or day is asked as if it were that day: its own commits, definitions and today; targets are those of now.

use super::context::Context;
use super::official::{OfficialState, Records};
use super::past::PastRecords;
use super::report_kpi::period;
use crate::metrics::kpi::{Kpi, KpiId};
use crate::metrics::period::Period;
use crate::metrics::scorecard::{Question, Reading, goals, readings};
use crate::metrics::subject::Facts;
use crate::report::failure::Failure;
use crate::report::kpi::{Against, Standing, StateView};
use crate::trail::ledger::Told;

/// The readings of every line of a report, by KPI and group.
pub type Readings = Vec<(KpiId, Option<Box<str>>, Reading)>;

/// How the targets of each KPI stood, in their order.
pub type Standings = Vec<(KpiId, Vec<Standing>)>;

/// A question, and the words that its period was given in.
#[derive(Clone, Copy)]
pub struct Asked<'q> {
    pub question: Question<'q>,
    pub period: Option<&'q str>,
}

/// The same question of another period, or of another state when the text names no period.
///
/// # Errors
/// When the text names nothing, or the history cannot answer.
pub fn against(
    text: &str,
    asked: Asked<'_>,
    facts: &Facts<'_>,
    context: &Context,
) -> Result<(Against, Readings), Failure> {
    if let Some(period) = Period::parse(text, facts.today) {
        let question = Question {
            period,
            ..asked.question
        };
        return Ok((Against::Period(period), readings(facts, &question)));
    }
    let then = |facts: &Facts<'_>, question: &Question<'_>| readings(facts, question);
    let (state, period, found) = at_state(text, asked, context, then)?;
    Ok((Against::State(state, period), found))
}

/// How the targets stood in another state.
///
/// # Errors
/// When the text names no revision or day, or the history cannot answer.
pub fn since(text: &str, asked: Asked<'_>, context: &Context) -> Result<(StateView, Standings), Failure> {
    let then = |facts: &Facts<'_>, question: &Question<'_>| {
        let of_kpi = |kpi: &&'static Kpi| {
            let goals = goals(facts, kpi, question);
            (kpi.id, goals.into_iter().map(|goal| goal.standing).collect())
        };
        question.kpis.iter().map(of_kpi).collect()
    };
    let (state, _, standings) = at_state(text, asked, context, then)?;
    Ok((state, standings))
}

/// Answers the question as it would have been answered at a revision or day.
fn at_state<T>(
    text: &str,
    asked: Asked<'_>,
    context: &Context,
    answer: impl Fn(&Facts<'_>, &Question<'_>) -> T,
) -> Result<(StateView, Period, T), Failure> {
    let context = Context {
        as_of: Some(text.to_owned()),
        given_today: None,
        ..context.clone()
    };
    let state = OfficialState::read(&context, Records::All)?;
    let period = period(asked.period, state.today)?;
    let Told { history, events } = state.told()?;
    let past = PastRecords::new(&state, &history)?;
    let facts = Facts::new(&state.studio, &history, &events, &past, state.today);
    let question = Question {
        period,
        ..asked.question
    };
    let view = StateView {
        asked: text.to_owned(),
        commit: state.tip.to_string(),
        day: state.today,
    };
    Ok((view, period, answer(&facts, &question)))
}
