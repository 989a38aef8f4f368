//! Answers: how is one changed field said in French?
//! Invariant: the key as it is typed, then what happened to it.

use crate::render::catalogue::changes::{moved, reworded, short};
use crate::render::catalogue::{Lang, Reader};
use crate::report::changes::Changed;

pub const COVERED: &str = "couvert";

pub fn changed(reader: Reader, field: &str, what: &Changed) -> String {
    format!("{field}\u{a0}: {}", self::what(reader, what))
}

pub fn what(reader: Reader, what: &Changed) -> String {
    let quoted = |value: &str| format!("«\u{a0}{}\u{a0}»", short(value));
    match what {
        Changed::Added(value) => format!("ajouté, {}", quoted(value)),
        Changed::Removed(value) => format!("retiré, {}", quoted(value)),
        Changed::Replaced { before, after } => format!("{} devient {}", quoted(before), quoted(after)),
        Changed::Reworded(pieces) => format!("reformulé, {}", reworded(pieces)),
        Changed::DayMoved { from, to, working_days } => format!(
            "du {} au {} ({})",
            reader.day(*from),
            reader.day(*to),
            moved(Lang::Fr, *working_days)
        ),
        Changed::Items { added, removed } => {
            let all = |items: &[String]| items.iter().map(|item| short(item)).collect::<Vec<_>>().join(", ");
            let added = (!added.is_empty()).then(|| format!("ajout de {}", all(added)));
            let removed = (!removed.is_empty()).then(|| format!("retrait de {}", all(removed)));
            added.into_iter().chain(removed).collect::<Vec<_>>().join("\u{202f}; ")
        }
        Changed::Reordered => "mis dans un autre ordre".into(),
    }
}
