//! Answers: how are changes that are tried, or cannot be, said in French?
//! Invariant: the hint is the expression as it was meant, or the names that can stand there.

use crate::change::what_if::WhatIfFault;
use crate::render::catalogue::Sentence;
use crate::report::failure::WhatIfRefused;

pub fn with(changes: &[String]) -> String {
    format!("Avec {}, sans rien écrire.", changes.join(", "))
}

/// What stands before a title has to be short; the sentence of [`with`] stands beside it where there is room.
pub fn before_a_title(changes: &[String]) -> String {
    format!("Essai {}\u{a0}: ", changes.join(", "))
}

pub fn refused(refused: &WhatIfRefused) -> Sentence {
    let expression = &refused.expression;
    match &refused.why {
        WhatIfFault::NoValue => Sentence::new(format!("`{expression}` ne donne pas de valeur"))
            .hint("écrivez `hero-film.production.duration=12d` ou `launch=2027-03-22`"),
        WhatIfFault::Unknown {
            typed,
            within,
            near,
            known,
        } => {
            let sentence = Sentence::new(match within {
                Some(within) => format!("`{within}` n’a pas de `{typed}`"),
                None => format!("rien ici ne s’appelle `{typed}`"),
            });
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `--set '{near}'`\u{202f}?")),
                None if known.is_empty() => sentence.hint("nommez une ligne comme le fait `crops campaign show`"),
                None => sentence.hint(format!("au choix\u{a0}: {}", known.join(", "))),
            }
        }
        WhatIfFault::Incomplete { path, known } => Sentence::new(format!("`{path}` n’est pas une valeur en soi"))
            .hint(format!("précisez\u{a0}: {}", known.join(", "))),
        WhatIfFault::NotAPeriod { typed } => {
            Sentence::new(format!("`{typed}` n’est ni un jour ni une période")).hint("écrivez `2026-12-24..2026-12-31`")
        }
        WhatIfFault::NotALink { typed } => Sentence::new(format!("`{typed}` n’est pas un lien"))
            .hint("écrivez `key-visual.production` ou `key-visual:SS+2d`"),
        WhatIfFault::Problem(problem) => {
            let said = super::problem::problem(problem);
            Sentence {
                text: format!("`{expression}` ne peut pas être essayé\u{a0}: {}", said.text),
                hint: said.hint,
            }
        }
        WhatIfFault::NoRecord { known } => Sentence::new(format!(
            "`{expression}` n’est pas une fiche avec laquelle refaire les chiffres passés"
        ))
        .hint(format!(
            "commencez-la par `crops: workflow/v1`\u{202f}; on peut essayer {}",
            known.join(", ")
        )),
        WhatIfFault::Edit(why) => Sentence::new(format!(
            "`{expression}` ne peut pas être essayé\u{a0}: {}",
            super::write::edit(why)
        ))
        .hint("modifiez le fichier à la main, sur une branche à part"),
    }
}
