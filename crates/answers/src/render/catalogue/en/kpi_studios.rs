//! Answers: how are the KPIs of several studios said in English?
//! Invariant: what is missing is said in the first sentence.

use super::numbers::counted;
use crate::render::catalogue::kpi_studios::StudiosHeadline;

pub const LEGEND: &str =
    "wd working days · h open hours · P85: 85 % took no longer · delivered: a week · open: at the end of a day, mean";

pub fn headline(facts: StudiosHeadline) -> String {
    let StudiosHeadline {
        answered,
        asked,
        targets: (met, judged),
    } = facts;
    let studios = if answered == asked {
        counted(asked, "studio", "studios")
    } else {
        format!("{answered} of {} answer", counted(asked, "studio", "studios"))
    };
    if judged == 0 {
        return format!("{studios}.");
    }
    format!("{studios}, {met} of {} met.", counted(judged, "target", "targets"))
}
