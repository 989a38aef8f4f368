//! Answers: what must be there before a brief leaves a stage, in English?
//! Invariant: what is missing, then the command that mends it.

use crate::model::handoff::LeaveLack;
use crate::render::catalogue::Sentence;

/// Why a move was refused.
pub fn still_lacks(brief: &str, to: &str, lacks: &[LeaveLack]) -> Sentence {
    let said: Vec<String> = lacks.iter().map(lack).collect();
    let sentence = Sentence::new(format!("{brief} cannot go to `{to}` yet: {}", said.join("; ")));
    sentence.command(command(brief, to, lacks))
}

/// Why a move that was made by hand is wrong.
pub fn left_without(brief: &str, to: &str, one: &LeaveLack) -> Sentence {
    Sentence::new(format!("`{brief}` went to `{to}`, but {}", lack(one))).hint(match one {
        LeaveLack::Unticked { .. } => format!("take `stage:` back, then `crops move {brief} {to} --tick-all`"),
        LeaveLack::Unfilled { .. } => format!("fill it in: `crops brief edit {brief}`"),
        LeaveLack::TooManyRounds { .. } => {
            format!("take `stage:` back, then `crops move {brief} {to} --override \"why\"`")
        }
    })
}

pub fn lack(lack: &LeaveLack) -> String {
    match lack {
        LeaveLack::Unticked { stage, items } => format!("`{stage}` asks to tick {}", items.join(", ")),
        LeaveLack::Unfilled { stage, fields } => format!("`{stage}` asks for {}", fields.join(", ")),
        LeaveLack::TooManyRounds { stage, round, most } => {
            format!("it would be round {round} at `{stage}`, which allows {most}")
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
        LeaveLack::TooManyRounds { .. } => " --override \"why\"",
    };
    let flags: String = lacks.iter().map(flag).collect();
    format!("crops move {brief} {to}{flags}")
}
