//! Answers: how does one version of a record differ from another, as facts that can be said in words?
//! Invariant: every field that differs has a line, known to crops or not; a day that moved counts its working days.
//! Source: `docs/json.md`.

use crate::model::Day;
use crate::model::difference::{Change, FieldChange, Word, words};
use crate::model::digest::{Tree, covers_key};
use crate::model::duration::HalfDays;
use crate::model::workflow::Covers;
use crate::plan::network::Instant;
use crate::plan::worktime::WorkTime;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// One field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeLine {
    /// `due`, `who.production`
    pub field: String,
    pub what: Changed,
    pub cover: Cover,
}

/// Whether an approval of what the field said before still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// A gate's approval covers it: the change makes that approval stale.
    Covered,
    Free,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Changed {
    Added(String),
    Removed(String),
    Replaced {
        before: String,
        after: String,
    },
    /// A long text, word by word.
    Reworded(Vec<Piece>),
    DayMoved {
        from: Day,
        to: Day,
        working_days: HalfDays,
    },
    Items {
        added: Vec<String>,
        removed: Vec<String>,
    },
    Reordered,
}

/// A stretch of a text that was reworded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Kept(String),
    Removed(String),
    Added(String),
}

/// Texts from this length on are compared word by word.
const LONG_TEXT: usize = 48;

impl ChangeLine {
    /// `covers`: what the gates of the record's workflow cover; none for records that are not approved.
    pub fn of(change: &FieldChange, covers: &[&Covers], time: &WorkTime) -> Self {
        let is_covered = covers.iter().any(|covers| covers_key(covers, change.key()));
        Self {
            field: change.name(),
            what: changed(&change.what, time),
            cover: if is_covered { Cover::Covered } else { Cover::Free },
        }
    }
}

fn changed(what: &Change, time: &WorkTime) -> Changed {
    match what {
        Change::Added(value) => Changed::Added(flow(value)),
        Change::Removed(value) => Changed::Removed(flow(value)),
        Change::Reordered => Changed::Reordered,
        Change::Items { added, removed } => Changed::Items {
            added: added.iter().map(flow).collect(),
            removed: removed.iter().map(flow).collect(),
        },
        Change::Replaced { before, after } => replaced(before, after, time),
    }
}

fn replaced(before: &Tree, after: &Tree, time: &WorkTime) -> Changed {
    let texts = match (before, after) {
        (Tree::Text(one), Tree::Text(other)) => Some((&**one, &**other)),
        _ => None,
    };
    if let Some((one, other)) = texts {
        if let (Ok(from), Ok(to)) = (one.parse::<Day>(), other.parse::<Day>()) {
            let working_days = HalfDays(time.count(Instant::end_of(from), Instant::end_of(to)));
            return Changed::DayMoved { from, to, working_days };
        }
        if one.chars().count().max(other.chars().count()) > LONG_TEXT {
            return Changed::Reworded(words(one, other).iter().map(piece).collect());
        }
    }
    Changed::Replaced {
        before: flow(before),
        after: flow(after),
    }
}

fn piece(word: &Word<'_>) -> Piece {
    match word {
        Word::Kept(text) => Piece::Kept((*text).to_owned()),
        Word::Removed(text) => Piece::Removed((*text).to_owned()),
        Word::Added(text) => Piece::Added((*text).to_owned()),
    }
}

/// A value on one line, as it could be typed.
pub fn flow(value: &Tree) -> String {
    match value {
        Tree::Null => String::new(),
        Tree::Text(text) => text.to_string(),
        Tree::List(items) => items.iter().map(flow).collect::<Vec<_>>().join(", "),
        Tree::Map(entries) => {
            let entry = |(key, value): &(Box<str>, Tree)| format!("{key}: {}", flow(value));
            entries.iter().map(entry).collect::<Vec<_>>().join(", ")
        }
    }
}

/// One field in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    pub field: String,
    /// added, removed, replaced, day-moved, items or reordered.
    pub change: &'static str,
    /// Null where the field was not there.
    pub before: Option<String>,
    pub after: Option<String>,
    /// Of a day that moved; later is positive.
    pub moved_working_days: Option<f64>,
    pub added_items: Vec<String>,
    pub removed_items: Vec<String>,
    /// Whether the change makes an approval stale.
    pub covered: bool,
}

impl ChangeView {
    pub fn of(line: &ChangeLine) -> Self {
        let joined = |pieces: &[Piece], left: fn(&Piece) -> Option<&str>| pieces.iter().filter_map(left).collect();
        let (before, after) = match &line.what {
            Changed::Added(after) => (None, Some(after.clone())),
            Changed::Removed(before) => (Some(before.clone()), None),
            Changed::Replaced { before, after } => (Some(before.clone()), Some(after.clone())),
            Changed::Reworded(pieces) => (Some(joined(pieces, before_of)), Some(joined(pieces, after_of))),
            Changed::DayMoved { from, to, .. } => (Some(from.to_string()), Some(to.to_string())),
            Changed::Items { .. } | Changed::Reordered => (None, None),
        };
        let (added_items, removed_items) = match &line.what {
            Changed::Items { added, removed } => (added.clone(), removed.clone()),
            _ => (Vec::new(), Vec::new()),
        };
        Self {
            field: line.field.clone(),
            change: code(&line.what),
            before,
            after,
            moved_working_days: match &line.what {
                Changed::DayMoved { working_days, .. } => Some(working_days.as_days()),
                _ => None,
            },
            added_items,
            removed_items,
            covered: line.cover == Cover::Covered,
        }
    }
}

fn before_of(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Kept(text) | Piece::Removed(text) => Some(text),
        Piece::Added(_) => None,
    }
}

fn after_of(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Kept(text) | Piece::Added(text) => Some(text),
        Piece::Removed(_) => None,
    }
}

/// The stable word for what happened to a field.
pub const fn code(what: &Changed) -> &'static str {
    match what {
        Changed::Added(_) => "added",
        Changed::Removed(_) => "removed",
        Changed::Replaced { .. } | Changed::Reworded(_) => "replaced",
        Changed::DayMoved { .. } => "day-moved",
        Changed::Items { .. } => "items",
        Changed::Reordered => "reordered",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::difference::differences;

    fn line(before: &str, after: &str) -> ChangeLine {
        let map = |text: &str| Tree::Map(vec![("message".into(), Tree::Text(text.into()))]);
        let found = differences(&map(before), &map(after));
        ChangeLine::of(&found[0], &[&Covers::Content], &WorkTime::weekdays())
    }

    #[test]
    fn days_are_counted_and_long_texts_compared_by_words() {
        let moved = line("2026-11-12", "2026-11-19");
        assert!(
            matches!(
                moved.what,
                Changed::DayMoved {
                    working_days: HalfDays(10),
                    ..
                }
            ),
            "{moved:?}"
        );
        let (one, other) = (
            "A first light, warm and low, that comes in by the kitchen window",
            "A first light, warm and high, that comes in by the kitchen window",
        );
        let reworded = line(one, other);
        assert_eq!(reworded.cover, Cover::Covered);
        let view = ChangeView::of(&reworded);
        assert_eq!(
            (view.before.as_deref(), view.after.as_deref()),
            (Some(one), Some(other))
        );
        let Changed::Reworded(pieces) = reworded.what else {
            panic!("{reworded:?}");
        };
        assert_eq!(
            pieces[1..3],
            [Piece::Removed("low, ".into()), Piece::Added("high, ".into())]
        );
    }
}
