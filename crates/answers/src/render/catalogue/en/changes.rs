//! Answers: how is one changed field said in English?
//! Invariant: the key as it is typed, then what happened to it.

use crate::render::catalogue::changes::{moved, reworded, short};
use crate::render::catalogue::{Lang, Reader};
use crate::report::changes::Changed;

pub const COVERED: &str = "covered";

pub fn changed(reader: Reader, field: &str, what: &Changed) -> String {
    match what {
        Changed::Items { .. } => format!("{field}: {}", self::what(reader, what)),
        Changed::Added(_)
        | Changed::Removed(_)
        | Changed::Replaced { .. }
        | Changed::Reworded(_)
        | Changed::DayMoved { .. }
        | Changed::Reordered => format!("{field} {}", self::what(reader, what)),
    }
}

pub fn what(reader: Reader, what: &Changed) -> String {
    match what {
        Changed::Added(value) => format!("added: “{}”", short(value)),
        Changed::Removed(value) => format!("removed: “{}”", short(value)),
        Changed::Replaced { before, after } => format!("changed from “{}” to “{}”", short(before), short(after)),
        Changed::Reworded(pieces) => format!("reworded: {}", reworded(pieces)),
        Changed::DayMoved { from, to, working_days } => format!(
            "moved from {} to {} ({})",
            reader.day(*from),
            reader.day(*to),
            moved(Lang::En, *working_days)
        ),
        Changed::Items { added, removed } => {
            let all = |items: &[String]| items.iter().map(|item| short(item)).collect::<Vec<_>>().join(", ");
            let added = (!added.is_empty()).then(|| format!("{} added", all(added)));
            let removed = (!removed.is_empty()).then(|| format!("{} removed", all(removed)));
            added.into_iter().chain(removed).collect::<Vec<_>>().join("; ")
        }
        Changed::Reordered => "put in another order".into(),
    }
}
