//! Answers: what must be there before a brief leaves a stage, in French?
//! Invariant: what is missing, then the command that mends it.

use crate::model::handoff::LeaveLack;
use crate::render::catalogue::Sentence;

/// Why a move was refused.
pub fn still_lacks(brief: &str, to: &str, lacks: &[LeaveLack]) -> Sentence {
    let said: Vec<String> = lacks.iter().map(lack).collect();
    let sentence = Sentence::new(format!(
        "{brief} ne peut pas encore passer à `{to}`\u{a0}: {}",
        said.join("\u{202f}; ")
    ));
    sentence.command(command(brief, to, lacks))
}

/// Why a move that was made by hand is wrong.
pub fn left_without(brief: &str, to: &str, one: &LeaveLack) -> Sentence {
    Sentence::new(format!("`{brief}` est passé à `{to}`, mais {}", lack(one))).hint(match one {
        LeaveLack::Unticked { .. } => format!("remettez `stage:`, puis `crops move {brief} {to} --tick-all`"),
        LeaveLack::Unfilled { .. } => format!("remplissez-le\u{a0}: `crops brief edit {brief}`"),
        LeaveLack::TooManyRounds { .. } => {
            format!("remettez `stage:`, puis `crops move {brief} {to} --override \"pourquoi\"`")
        }
    })
}

pub fn lack(lack: &LeaveLack) -> String {
    match lack {
        LeaveLack::Unticked { stage, items } => {
            format!("`{stage}` demande de cocher\u{a0}: {}", items.join(", "))
        }
        LeaveLack::Unfilled { stage, fields } => format!("`{stage}` demande {}", fields.join(", ")),
        LeaveLack::TooManyRounds { stage, round, most } => {
            format!("ce serait le tour {round} à `{stage}`, qui en permet {most}")
        }
    }
}

/// What mends all that a move can mend, else the field.
fn command(brief: &str, to: &str, lacks: &[LeaveLack]) -> String {
    if lacks.iter().any(|lack| matches!(lack, LeaveLack::Unfilled { .. })) {
        return format!("crops brief edit {brief}");
    }
    let flag = |lack: &LeaveLack| match lack {
        LeaveLack::Unticked { .. } => " --tick-all",
        LeaveLack::Unfilled { .. } => "",
        LeaveLack::TooManyRounds { .. } => " --override \"pourquoi\"",
    };
    let flags: String = lacks.iter().map(flag).collect();
    format!("crops move {brief} {to}{flags}")
}
