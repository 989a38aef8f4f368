//! Answers: how are changes that are tried, or cannot be, said in English?
//! Invariant: the hint is the expression as it was meant, or the names that can stand there.

use crate::change::what_if::WhatIfFault;
use crate::render::catalogue::Sentence;
use crate::report::failure::WhatIfRefused;

pub fn with(changes: &[String]) -> String {
    format!("With {}, not written.", changes.join(", "))
}

/// What stands before a title has to be short; the sentence of [`with`] stands beside it where there is room.
pub fn before_a_title(changes: &[String]) -> String {
    format!("What if {}: ", changes.join(", "))
}

pub fn refused(refused: &WhatIfRefused) -> Sentence {
    let expression = &refused.expression;
    match &refused.why {
        WhatIfFault::NoValue => Sentence::new(format!("`{expression}` says no value"))
            .hint("write it as `hero-film.production.duration=12d` or `launch=2027-03-22`"),
        WhatIfFault::Unknown {
            typed,
            within,
            near,
            known,
        } => {
            let sentence = Sentence::new(match within {
                Some(within) => format!("`{within}` has no `{typed}`"),
                None => format!("nothing here is called `{typed}`"),
            });
            match near {
                Some(near) => sentence.hint(format!("did you mean `--set '{near}'`?")),
                None if known.is_empty() => sentence.hint("name an item as `crops campaign show` does"),
                None => sentence.hint(format!("use one of {}", known.join(", "))),
            }
        }
        WhatIfFault::Incomplete { path, known } => {
            Sentence::new(format!("`{path}` is no value by itself")).hint(format!("say which: {}", known.join(", ")))
        }
        WhatIfFault::NotAPeriod { typed } => Sentence::new(format!("`{typed}` is neither a day nor a stretch of days"))
            .hint("write it as `2026-12-24..2026-12-31`"),
        WhatIfFault::NotALink { typed } => Sentence::new(format!("`{typed}` is no link"))
            .hint("write it as `key-visual.production` or `key-visual:SS+2d`"),
        WhatIfFault::Problem(problem) => {
            let said = super::problem::problem(problem);
            Sentence {
                text: format!("`{expression}` cannot be tried: {}", said.text),
                hint: said.hint,
            }
        }
        WhatIfFault::NoRecord { known } => Sentence::new(format!(
            "`{expression}` is no record that past figures can be tried with"
        ))
        .hint(format!(
            "begin it with `crops: workflow/v1`; what can be tried is {}",
            known.join(", ")
        )),
        WhatIfFault::Edit(why) => Sentence::new(format!("`{expression}` cannot be tried: {}", super::write::edit(why)))
            .hint("edit the file by hand, on a branch of its own"),
    }
}
