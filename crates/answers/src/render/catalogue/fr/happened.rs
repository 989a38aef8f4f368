//! Answers: how is what has happened in a plan said in French?
//! Invariant: what is, what it costs, and by when it can be mended.

use super::numbers::counted;
use crate::model::studio::OnSlip;
use crate::plan::compare::Standing;
use crate::render::catalogue::numbers::{hours, working_days_in_words};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_happened::{AnswerTime, FieldChange, ReopenedLine, SlipLine};

const LANG: Lang = Lang::Fr;

pub fn slip(reader: Reader, line: &SlipLine) -> String {
    let over = working_days_in_words(LANG, line.over);
    let (task, since) = (&line.task, reader.day(line.since));
    let is = format!("{task} est en cours depuis le {since}, {over} de plus que prévu");
    match (line.answer_by, line.answer, line.float) {
        (Some(day), AnswerTime::InTime, _) => {
            format!(
                "{is}\u{a0}: il faut une réponse au plus tard le {}, sinon le lancement glisse.",
                reader.day(day)
            )
        }
        (Some(day), AnswerTime::TooLate, _) => {
            format!(
                "{is}\u{a0}: il fallait une réponse le {} pour tenir le lancement.",
                reader.day(day)
            )
        }
        (None, _, Some(float)) if float.0 > 0 => {
            format!("{is}\u{a0}: il reste {} de marge.", working_days_in_words(LANG, float))
        }
        (None, _, Some(_)) => format!("{is}\u{a0}: il ne reste aucune marge."),
        (None, _, None) => format!("{is}."),
    }
}

pub fn more(count: usize) -> String {
    format!(
        "… et {}.",
        counted(
            count,
            "autre tâche plus longue que prévu",
            "autres tâches plus longues que prévu"
        )
    )
}

pub fn reopened(reader: Reader, line: &ReopenedLine) -> String {
    let changed: Vec<String> = line.changed.iter().map(|change| field_change(reader, change)).collect();
    let what = match changed.len() {
        0 => "le contenu a changé".to_owned(),
        1 => format!("{} a changé", changed.join(", ")),
        2.. => format!("{} ont changé", changed.join(", ")),
    };
    let told = format!(
        "{}\u{a0}: {what} après le passage de {} (validé par {}). Cela rouvre {}\u{a0}: {} d’après le planning.",
        line.item,
        line.stage,
        line.by.join(", "),
        line.tasks.join(", "),
        working_days_in_words(LANG, line.work)
    );
    told + &line.again.map_or_else(String::new, again)
}

/// How the plan would stand.
fn again(standing: Standing) -> String {
    let words = |days| working_days_in_words(LANG, days);
    if standing.lacking.0 > 0 {
        format!(
            " Si c’est refait, personne n’a le temps pour {} de travail.",
            hours(LANG, standing.lacking)
        )
    } else if standing.short.0 > 0 {
        format!(" Si c’est refait, il manque {}.", words(standing.short))
    } else if standing.margin_used.0 > 0 {
        format!(
            " Si c’est refait, cela coûte {} de réserve.",
            words(standing.margin_used)
        )
    } else {
        format!(
            " Si c’est refait, le planning tient, avec {} d’avance.",
            words(standing.spare)
        )
    }
}

/// `message (lea, 1f3c9ab, jeu. 12 nov.)`
fn field_change(reader: Reader, change: &FieldChange) -> String {
    let field = match change.field.as_str() {
        "title" => "titre".to_owned(),
        key => super::listing::field(key).map_or_else(|| format!("`{key}`"), str::to_lowercase),
    };
    if let (Some(author), Some(commit), Some(day)) = (&change.author, change.short(), change.day) {
        return format!("{field} ({author}, {commit}, {})", reader.day(day));
    }
    format!("{field} (pas encore dans un commit)")
}

pub fn behind(on_slip: OnSlip, tasks: usize) -> String {
    let tasks = counted(tasks, "tâche est", "tâches sont");
    match on_slip {
        OnSlip::Consume => format!(
            "{tasks} en retard\u{a0}: Début et Fin sont au plus tôt possible, la marge puis la réserve y passent d’abord (`on_slip: consume`)."
        ),
        OnSlip::Shift => {
            format!("{tasks} en retard\u{a0}: tout ce qui suit est décalé d’autant (`on_slip: shift`).")
        }
        OnSlip::Hold => format!(
            "{tasks} en retard\u{a0}: Début et Fin restent où ils devraient être, ce temps est à regagner (`on_slip: hold`)."
        ),
    }
}
