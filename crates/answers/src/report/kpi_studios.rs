//! Answers: how do the KPIs of several studios stand, side by side?
//! Invariant: a studio that cannot answer has its reason in its place; the others answer all the same.

use super::exit::Exit;
use super::kpi::{KpiReport, Standing};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// The answer of `report kpi` for several studios, in the order of the command line.
#[derive(Clone, Debug)]
pub struct KpiStudios {
    pub studios: Vec<StudioKpis>,
    pub detail: Detail,
}

/// How much of each studio is shown to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A row a studio, with the KPIs that are asked for most.
    Overview,
    /// A row a studio and KPI: KPIs were named.
    Named,
}

#[derive(Clone, Debug)]
pub struct StudioKpis {
    /// As it was typed.
    pub directory: String,
    pub title: Option<String>,
    pub outcome: Result<KpiReport, Unanswered>,
}

/// Why a studio does not answer, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Unanswered {
    pub message: String,
    /// A command or value that can be pasted; null when there is none.
    pub hint: Option<String>,
    /// As `docs/exit-codes.md` says.
    pub exit_code: u8,
    #[serde(skip)]
    pub exit: Exit,
}

/// What stands under `data` in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct KpiStudiosView<'a> {
    pub studios: Vec<StudioKpisView<'a>>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StudioKpisView<'a> {
    pub directory: &'a str,
    /// Null where it cannot be read.
    pub title: Option<&'a str>,
    /// The data of `crops.kpi`; null where the studio does not answer.
    pub kpi: Option<serde_json::Value>,
    /// Null where it answers.
    pub unanswered: Option<&'a Unanswered>,
}

impl StudioKpis {
    /// What people know it by.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.directory)
    }
}

impl KpiStudios {
    pub fn answers(&self) -> impl Iterator<Item = (&StudioKpis, &KpiReport)> {
        self.studios
            .iter()
            .filter_map(|studio| Some((studio, studio.outcome.as_ref().ok()?)))
    }

    pub fn unanswered(&self) -> impl Iterator<Item = (&StudioKpis, &Unanswered)> {
        self.studios
            .iter()
            .filter_map(|studio| Some((studio, studio.outcome.as_ref().err()?)))
    }
}

/// Targets met, and targets that could be judged.
pub fn targets(report: &KpiReport) -> (usize, usize) {
    let met = report
        .goals()
        .filter(|(_, goal)| matches!(goal.standing, Standing::Met(_)));
    let met = met.count();
    (met, met + report.missed().count())
}
