//! Answers: how is a name that leads to no record, or to several, said in English?
//! Invariant: candidates are listed, a near name is suggested.

use crate::model::resolve::Unresolved;
use crate::render::catalogue::Sentence;

pub fn unresolved(unresolved: &Unresolved) -> Sentence {
    match unresolved {
        Unresolved::Ambiguous {
            typed,
            candidates,
            total,
        } => {
            let listed: Vec<_> = candidates
                .iter()
                .map(|candidate| format!("{} ({})", candidate.id, candidate.title))
                .collect();
            let more = match total.saturating_sub(candidates.len()) {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            Sentence::new(format!("`{typed}` could be any of {total}")).hint(format!("{}{more}", listed.join(", ")))
        }
        Unresolved::Unknown { typed, near } => {
            let sentence = Sentence::new(format!("nothing here is called `{typed}`"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}`?")),
                None => sentence.command("crops brief list"),
            }
        }
    }
}
