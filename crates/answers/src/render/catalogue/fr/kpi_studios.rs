//! Answers: how are the KPIs of several studios said in French?
//! Invariant: what is missing is said in the first sentence.

use super::numbers::counted;
use crate::render::catalogue::kpi_studios::StudiosHeadline;

pub const LEGEND: &str = "j.\u{a0}o. jours ouvrés · h heures ouvrées · P85\u{a0}: 85\u{202f}% n’ont pas duré plus · livrés\u{a0}: par semaine · en cours\u{a0}: en fin de journée, en moyenne";

pub fn headline(facts: StudiosHeadline) -> String {
    let StudiosHeadline {
        answered,
        asked,
        targets: (met, judged),
    } = facts;
    let studios = if answered == asked {
        counted(asked, "studio", "studios")
    } else {
        format!("{answered} sur {} répondent", counted(asked, "studio", "studios"))
    };
    if judged == 0 {
        return format!("{studios}.");
    }
    let reached = if judged == 1 {
        "objectif atteint"
    } else {
        "objectifs atteints"
    };
    format!("{studios}, {met}\u{a0}/\u{a0}{judged} {reached}.")
}
