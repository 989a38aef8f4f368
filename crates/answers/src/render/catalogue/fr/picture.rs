//! Answers: what does a drawing of a plan say in French?
//! Invariant: the trade's own words: marge for float, réserve for margin, remise for handover, déclinaison for variant.

use super::numbers::counted;
use crate::model::Day;
use crate::model::duration::{HalfDays, Minutes};
use crate::render::catalogue::numbers::{full_day, hours, working_days, working_days_in_words};
use crate::render::catalogue::picture::PictureWord;
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan::{GoalLine, VariantsLine};

const LANG: Lang = Lang::Fr;

pub const fn word(word: PictureWord) -> &'static str {
    match word {
        PictureWord::BackwardPlan => "Rétroplanning",
        PictureWord::ForwardPlan => "Planning au plus tôt",
        PictureWord::Chart => "Le planning, jour par jour",
        PictureWord::Reasons => "Pourquoi ces dates",
        PictureWord::WaysOut => "Pour regagner du temps",
        PictureWord::DaysOff => "Jours fermés et journées courtes sur la période",
        PictureWord::Legend => "Légende",
        PictureWord::SkipToReasons => "Passer le graphique",
        PictureWord::Today => "aujourd’hui",
        PictureWord::Launch => "lancement",
        PictureWord::Tasks => "tâches",
        PictureWord::Margin => "réserve",
        PictureWord::MarginUsed => "réserve entamée",
        PictureWord::Calendar => "calendrier",
        PictureWord::StartBy => "commencer au plus tard le",
        PictureWord::Work => "travail",
        PictureWord::Done => "fait",
        PictureWord::UnderWay => "en cours",
        PictureWord::NoFloat => "sans marge",
        PictureWord::Late => "en retard",
        PictureWord::Chain => "tient le planning",
        PictureWord::Float => "marge",
        PictureWord::Short => "au-delà de l’échéance",
        PictureWord::Handover => "remise",
        PictureWord::Live => "mise en ligne",
        PictureWord::Milestone => "jalon",
        PictureWord::Closed => "fermé",
        PictureWord::Worked => "déjà écoulé",
        PictureWord::Link => "attend",
        PictureWord::AllLinks => "Tous les liens",
        PictureWord::WhatIf => "Essai",
        PictureWord::Wins => "gain",
        PictureWord::ZoomIn => "Agrandir",
        PictureWord::ZoomOut => "Réduire",
        PictureWord::ZoomAll => "Tout le planning",
        PictureWord::OnlyHeld => "Seulement ce qui tient le planning ou n’a pas de marge",
        PictureWord::Days => "Jours",
        PictureWord::ChartHint => "Une barre par tâche\u{202f}; les colonnes qui précèdent disent les mêmes jours.",
        PictureWord::TooMany => {
            "Le planning est trop long pour donner ici la raison de chaque tâche\u{a0}: survolez sa barre, ou demandez crops plan --why TÂCHE."
        }
        PictureWord::Nothing => "Il n’y a encore rien à dessiner.",
    }
}

pub fn variants(line: VariantsLine) -> String {
    let count = counted(
        usize::try_from(line.count).unwrap_or(usize::MAX),
        "déclinaison",
        "déclinaisons",
    );
    match line.effort_each {
        Some(effort) => format!("{count}, {}", effort_each(effort)),
        None => count,
    }
}

pub fn effort_each(effort: Minutes) -> String {
    format!("{} chacune", hours(LANG, effort))
}

pub fn rework(stage: &str, round: Option<u32>) -> String {
    match round {
        Some(round) => format!("Corrections {round} après {stage}"),
        None => format!("Corrections après {stage}"),
    }
}

pub fn float(float: HalfDays) -> String {
    match float.0 {
        ..0 => format!("{} de retard", working_days(LANG, -float)),
        0 => "sans marge".into(),
        1.. => format!("{} de marge", working_days(LANG, float)),
    }
}

pub fn goal(reader: Reader, goal: &GoalLine) -> String {
    let mut parts = Vec::new();
    if let Some(live) = goal.live {
        parts.push(format!("en ligne {}", reader.day(live)));
    }
    if goal.handover.0 > 0 {
        parts.push(format!("remise {}", working_days_in_words(LANG, goal.handover)));
    }
    parts.push(format!("prêt pour {}", reader.day(goal.due)));
    if goal.margin.0 > 0 {
        parts.push(format!("réserve {}", margin(goal.margin, goal.margin_used)));
    }
    if goal.short.0 > 0 {
        parts.push(format!("il manque {}", working_days_in_words(LANG, goal.short)));
    }
    parts.join(" · ")
}

pub fn unfold(count: usize) -> String {
    format!("voir les {count}")
}

pub fn made_on(reader: Reader, today: Day) -> String {
    format!("État au {} · crops", full_day(reader.lang, today))
}

pub fn margin(margin: HalfDays, used: HalfDays) -> String {
    let used = match used.0 {
        0 => "intacte".to_owned(),
        ..0 | 1.. => format!("{} pris", working_days(LANG, used)),
    };
    format!("{}, {used}", working_days(LANG, margin))
}

pub fn progress(tasks: usize, done: usize) -> String {
    format!("{tasks}, dont {}", counted(done, "faite", "faites"))
}
