//! Answers: how is the outcome of a check said in French?
//! Invariant: one sentence per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::CheckWord;

pub fn check(word: &CheckWord<'_>) -> String {
    match word {
        CheckWord::Clean { briefs, campaigns } => format!(
            "Tout est en ordre\u{a0}: {} et {} contrôlés.",
            counted(*briefs, "brief", "briefs"),
            counted(*campaigns, "campagne", "campagnes")
        ),
        CheckWord::Found {
            errors,
            warnings,
            files,
        } => {
            let errors = (*errors > 0).then(|| counted(*errors, "erreur", "erreurs"));
            let warnings = (*warnings > 0).then(|| counted(*warnings, "avertissement", "avertissements"));
            let both: Vec<_> = errors.into_iter().chain(warnings).collect();
            format!("{} dans {}.", both.join(" et "), counted(*files, "fichier", "fichiers"))
        }
        CheckWord::Accepted { accepted, mended } => {
            let known = counted(*accepted, "anomalie déjà connue", "anomalies déjà connues");
            match mended {
                0 => format!("{known} du fichier de référence."),
                more => format!(
                    "{known} du fichier de référence, dont {more} corrigées depuis\u{a0}: réécrivez-le avec `--write-baseline`."
                ),
            }
        }
        CheckWord::BaselineWritten { path, findings } => {
            format!(
                "{} dans `{path}`",
                counted(*findings, "anomalie notée", "anomalies notées")
            )
        }
        CheckWord::MovesNotChecked { why } => format!("les changements d’étape n’ont pas été contrôlés\u{a0}: {why}"),
        CheckWord::Error => "erreur".into(),
        CheckWord::Warning => "avertissement".into(),
        CheckWord::Hint => "piste\u{a0}".into(),
        CheckWord::Colon => "\u{a0}:".into(),
    }
}
