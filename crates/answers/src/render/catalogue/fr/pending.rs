//! Answers: what is said of a request that nobody has merged yet, in French?
//! Invariant: the branch first, then what it does, then who and since when.

use super::numbers::counted;
use crate::render::catalogue::Reader;
use crate::report::pending::PendingRequest;

pub fn request(reader: Reader, one: &PendingRequest) -> String {
    let to = &one.to.1;
    let way = match &one.from {
        None => format!("nouveau, en «\u{a0}{to}\u{a0}»"),
        Some(from) if *from == one.to => format!("reste en «\u{a0}{to}\u{a0}»"),
        Some((_, from)) => format!("{from} → {to}"),
    };
    let gates: Vec<String> = one
        .gates
        .iter()
        .map(|(_, title)| format!("«\u{a0}{title}\u{a0}»"))
        .collect();
    let through = match gates.as_slice() {
        [] => String::new(),
        gates => format!(" une fois passé {}", gates.join(" et ")),
    };
    let commits = counted(one.commits, "commit", "commits");
    let since = reader.day_in_sentence(one.since);
    format!(
        "Dans une pull request\u{a0}: {}, {way}{through}, {commits}, par {}, depuis le {since}",
        one.branch, one.by
    )
}
