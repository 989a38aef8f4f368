//! Answers: what does a key of a record mean?
//! Invariant: the page of formats is the one source; a test holds it and the descriptions together.

use crate::model::other::RecordType;

const PAGE: &str = include_str!("../../../../../docs/file-formats.md");

/// The meaning of a key by its path, such as `bookings[].from`. `None` for a key that does not exist.
pub fn key_meaning(record: RecordType, path: &str) -> Option<&'static str> {
    let (_, section) = PAGE.split_once(&format!("\n## {}\n", record.word()))?;
    let section = section.split("\n## ").next()?;
    let row = section
        .lines()
        .find_map(|line| line.strip_prefix(&format!("| `{path}` |")))?;
    Some(row.trim_end_matches('|').rsplit('|').next()?.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_meaning() {
        assert_eq!(key_meaning(RecordType::Person, "bookings[].from"), Some("first day"));
        assert_eq!(key_meaning(RecordType::Person, "launch"), None);
    }
}
