//! Answers: what is said of a request that nobody has merged yet, in English?
//! Invariant: the branch first, then what it does, then who and since when.

use super::numbers::counted;
use crate::render::catalogue::Reader;
use crate::report::pending::PendingRequest;

pub fn request(reader: Reader, one: &PendingRequest) -> String {
    let to = &one.to.1;
    let way = match &one.from {
        None => format!("new, in {to}"),
        Some(from) if *from == one.to => format!("stays in {to}"),
        Some((_, from)) => format!("{from} → {to}"),
    };
    let gates: Vec<&str> = one.gates.iter().map(|(_, title)| title.as_str()).collect();
    let through = match gates.as_slice() {
        [] => String::new(),
        gates => format!(" once {} is passed", gates.join(" and ")),
    };
    let commits = counted(one.commits, "commit", "commits");
    let since = reader.day_in_sentence(one.since);
    format!(
        "In a pull request: {}, {way}{through}, {commits} by {}, since {since}",
        one.branch, one.by
    )
}
