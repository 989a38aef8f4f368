//! Answers: which French words stand around every answer?
//! Invariant: one line per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::Frame;

pub fn frame(frame: Frame) -> String {
    match frame {
        Frame::Error => "erreur\u{a0}:".into(),
        Frame::Warning => "avertissement\u{a0}:".into(),
        Frame::Hint => "piste\u{a0}:".into(),
        Frame::Next => "Ensuite\u{a0}:".into(),
        Frame::Nothing => "Rien à afficher.".into(),
        Frame::Findings { errors, warnings } => {
            let errors = (errors > 0).then(|| counted(errors, "erreur", "erreurs"));
            let warnings = (warnings > 0).then(|| counted(warnings, "avertissement", "avertissements"));
            let both: Vec<_> = errors.into_iter().chain(warnings).collect();
            format!(
                "{} dans les fichiers du studio\u{202f}; voir `crops check`",
                both.join(", ")
            )
        }
        Frame::Bug => "C’est un défaut de crops, pas de votre studio. Rien n’est resté à moitié écrit.".into(),
        Frame::Written => "écrit".into(),
    }
}
