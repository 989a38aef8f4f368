//! Answers: what does one version of a record say that another does not, field by field?
//! Invariant: equal values differ in nothing; every key that differs is named, whether crops knows it or not.
//! Source: the covered digest sees the same tree (`docs/decisions/0012-covered-digest.md`).

use super::digest::Tree;

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Keys from the top; an item that has a name of its own is named by it: `deliverables`, `hero-film`, `needs`.
    pub path: Vec<Box<str>>,
    pub what: Change,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there, or empty.
    Added(Tree),
    Removed(Tree),
    Replaced {
        before: Tree,
        after: Tree,
    },
    /// Items of a list, in the order of the file.
    Items {
        added: Vec<Tree>,
        removed: Vec<Tree>,
    },
    /// The same items in another order.
    Reordered,
}

impl FieldChange {
    /// The key at the top of the record.
    pub fn key(&self) -> &str {
        self.path.first().map_or("", |key| key)
    }

    /// `who.production`
    pub fn name(&self) -> String {
        self.path.join(".")
    }
}

/// A part of a text that was compared word by word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word<'t> {
    Kept(&'t str),
    Removed(&'t str),
    Added(&'t str),
}

/// Keys that name an item among others.
const NAMES: [&str; 5] = ["id", "asset", "kpi", "key", "name"];

/// Longer texts are compared as a whole between what their ends have in common.
const MOST_STEPS: usize = 1_000_000;

/// What differs, in the order of the later version, what is gone last. Empty for versions that say the same.
pub fn differences(before: &Tree, after: &Tree) -> Vec<FieldChange> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), before, after, &mut found);
    found
}

fn compare(path: &mut Vec<Box<str>>, before: &Tree, after: &Tree, found: &mut Vec<FieldChange>) {
    let what = match (before, after) {
        _ if before == after => return,
        (Tree::Null, after) => Change::Added(after.clone()),
        (before, Tree::Null) => Change::Removed(before.clone()),
        (Tree::Map(one), Tree::Map(other)) => return entries(path, one, other, found),
        (Tree::List(one), Tree::List(other)) => match (named(one), named(other)) {
            (Some(one), Some(other)) => {
                let held = found.len();
                entries(path, &one, &other, found);
                if found.len() > held {
                    return;
                }
                Change::Reordered
            }
            _ => items(one, other),
        },
        (before, after) => Change::Replaced {
            before: before.clone(),
            after: after.clone(),
        },
    };
    found.push(FieldChange {
        path: path.clone(),
        what,
    });
}

type Entries = [(Box<str>, Tree)];

fn entries(path: &mut Vec<Box<str>>, before: &Entries, after: &Entries, found: &mut Vec<FieldChange>) {
    let value_in = |entries: &Entries, key: &str| {
        let entry = entries.iter().find(|(known, _)| &**known == key);
        entry.map_or(Tree::Null, |(_, value)| value.clone())
    };
    let gone = before
        .iter()
        .filter(|(key, _)| after.iter().all(|(known, _)| known != key));
    for (key, _) in after.iter().chain(gone) {
        path.push(key.clone());
        compare(path, &value_in(before, key), &value_in(after, key), found);
        path.pop();
    }
}

/// Items by their names, when every item has one and no two the same.
fn named(items: &[Tree]) -> Option<Vec<(Box<str>, Tree)>> {
    let name = |item: &Tree| {
        let Tree::Map(entries) = item else { return None };
        NAMES.iter().find_map(|wanted| {
            entries.iter().find_map(|(key, value)| match value {
                Tree::Text(text) if &**key == *wanted => Some(text.clone()),
                _ => None,
            })
        })
    };
    let found: Option<Vec<(Box<str>, Tree)>> = items.iter().map(|item| Some((name(item)?, item.clone()))).collect();
    let found = found?;
    let mut names: Vec<&str> = found.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    let unique = names.windows(2).all(|pair| pair[0] != pair[1]);
    unique.then_some(found)
}

fn items(before: &[Tree], after: &[Tree]) -> Change {
    let mut left: Vec<&Tree> = before.iter().collect();
    let mut added = Vec::new();
    for item in after {
        match left.iter().position(|known| *known == item) {
            Some(at) => drop(left.remove(at)),
            None => added.push(item.clone()),
        }
    }
    let removed: Vec<Tree> = left.into_iter().cloned().collect();
    if added.is_empty() && removed.is_empty() {
        Change::Reordered
    } else {
        Change::Items { added, removed }
    }
}

/// Two texts word by word: what is kept, what went and what came, each stretch once.
/// Joined, kept and added parts are `after`, kept and removed ones `before`.
pub fn words<'t>(before: &'t str, after: &'t str) -> Vec<Word<'t>> {
    let (one, other) = (split(before), split(after));
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - head;
    let tail = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let mut found: Vec<Word<'t>> = one[..head].iter().map(|word| Word::Kept(word)).collect();
    found.extend(middle(&one[head..one.len() - tail], &other[head..other.len() - tail]));
    found.extend(one[one.len() - tail..].iter().map(|word| Word::Kept(word)));
    joined(&found, before, after)
}

/// Words with the space after them.
fn split(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// By the longest common subsequence; too long ones are replaced as a whole.
fn middle<'t>(one: &[&'t str], other: &[&'t str]) -> Vec<Word<'t>> {
    let (rows, columns) = (one.len(), other.len());
    if rows.saturating_mul(columns) > MOST_STEPS {
        let removed = one.iter().map(|word| Word::Removed(word));
        return removed.chain(other.iter().map(|word| Word::Added(word))).collect();
    }
    let width = columns + 1;
    let mut longest = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            longest[row * width + column] = if one[row] == other[column] {
                longest[(row + 1) * width + column + 1] + 1
            } else {
                longest[(row + 1) * width + column].max(longest[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column, mut found) = (0, 0, Vec::new());
    while row < rows || column < columns {
        if row < rows && column < columns && one[row] == other[column] {
            found.push(Word::Kept(one[row]));
            (row, column) = (row + 1, column + 1);
        } else if column == columns
            || row < rows && longest[(row + 1) * width + column] >= longest[row * width + column + 1]
        {
            found.push(Word::Removed(one[row]));
            row += 1;
        } else {
            found.push(Word::Added(other[column]));
            column += 1;
        }
    }
    found
}

/// Neighbours of one sort as one stretch of the text they stand in; of a change, what went stands first.
fn joined<'t>(words: &[Word<'t>], before: &'t str, after: &'t str) -> Vec<Word<'t>> {
    let (mut old, mut new) = (0, 0);
    let mut found = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.first() {
        let is_kept = |word: &Word<'_>| matches!(word, Word::Kept(_));
        let kept = is_kept(first);
        let count = rest.iter().take_while(|word| is_kept(word) == kept).count();
        let (mut removed, mut added) = (0, 0);
        for word in &rest[..count] {
            match word {
                Word::Kept(text) => {
                    removed += text.len();
                    added += text.len();
                }
                Word::Removed(text) => removed += text.len(),
                Word::Added(text) => added += text.len(),
            }
        }
        if kept {
            found.push(Word::Kept(&after[new..new + added]));
        } else {
            found.extend((removed > 0).then(|| Word::Removed(&before[old..old + removed])));
            found.extend((added > 0).then(|| Word::Added(&after[new..new + added])));
        }
        (old, new) = (old + removed, new + added);
        rest = &rest[count..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop};
    use proptest::{prop_assert, prop_assert_eq, proptest};

    fn text(text: &str) -> Tree {
        Tree::Text(text.into())
    }

    fn list(items: &[&str]) -> Tree {
        Tree::List(items.iter().map(|item| text(item)).collect())
    }

    fn map(entries: &[(&str, Tree)]) -> Tree {
        Tree::Map(
            entries
                .iter()
                .map(|(key, value)| ((*key).into(), value.clone()))
                .collect(),
        )
    }

    fn told(before: &Tree, after: &Tree) -> Vec<String> {
        let all = |items: &[Tree]| {
            items
                .iter()
                .map(|item| format!("{item:?}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let one = |change: &FieldChange| {
            let what = match &change.what {
                Change::Added(_) => "added".to_owned(),
                Change::Removed(_) => "removed".to_owned(),
                Change::Replaced { .. } => "replaced".to_owned(),
                Change::Items { added, removed } => format!("+[{}] -[{}]", all(added), all(removed)),
                Change::Reordered => "reordered".to_owned(),
            };
            format!("{} {what}", change.name()).replace("Text", "")
        };
        differences(before, after).iter().map(one).collect()
    }

    #[test]
    fn every_field_that_differs_is_named_with_what_happened_to_it() {
        let stage = |id: &str, sla: &str| map(&[("id", text(id)), ("sla", text(sla))]);
        for (why, before, after, expected) in [
            ("nothing", map(&[("a", text("1"))]), map(&[("a", text("1"))]), &[][..]),
            (
                "an unknown key that came, one that went",
                map(&[("x-old", text("1"))]),
                map(&[("dua", text("2"))]),
                &["dua added", "x-old removed"],
            ),
            (
                "an empty value is none",
                map(&[("due", Tree::Null)]),
                map(&[("due", text("2026-11-19"))]),
                &["due added"],
            ),
            (
                "inside of a map",
                map(&[("who", map(&[("make", text("lea")), ("review", text("ines"))]))]),
                map(&[("who", map(&[("make", text("omar")), ("review", text("ines"))]))]),
                &["who.make replaced"],
            ),
            (
                "items of a list",
                map(&[("channels", list(&["tv", "web", "web"]))]),
                map(&[("channels", list(&["web", "radio"]))]),
                &["channels +[(\"radio\")] -[(\"tv\") (\"web\")]"],
            ),
            (
                "another order",
                map(&[("channels", list(&["tv", "web"]))]),
                map(&[("channels", list(&["web", "tv"]))]),
                &["channels reordered"],
            ),
            (
                "items with names are compared by them",
                map(&[("stages", Tree::List(vec![stage("make", "1d"), stage("review", "2d")]))]),
                map(&[("stages", Tree::List(vec![stage("make", "1d"), stage("review", "3d")]))]),
                &["stages.review.sla replaced"],
            ),
            (
                "named items in another order",
                map(&[("stages", Tree::List(vec![stage("make", "1d"), stage("review", "2d")]))]),
                map(&[("stages", Tree::List(vec![stage("review", "2d"), stage("make", "1d")]))]),
                &["stages reordered"],
            ),
            (
                "a text that became a list",
                map(&[("message", text("one"))]),
                map(&[("message", list(&["one"]))]),
                &["message replaced"],
            ),
        ] {
            assert_eq!(told(&before, &after), expected, "{why}");
        }
    }

    #[test]
    fn a_text_is_compared_word_by_word() {
        use Word::{Added, Kept, Removed};
        for (before, after, expected) in [
            ("", "", &[][..]),
            ("one two", "one two", &[Kept("one two")]),
            (
                "the light of spring",
                "the first light of the spring",
                &[
                    Kept("the "),
                    Added("first "),
                    Kept("light of "),
                    Added("the "),
                    Kept("spring"),
                ],
            ),
            (
                "a b c",
                "x b y",
                &[Removed("a "), Added("x "), Kept("b "), Removed("c"), Added("y")],
            ),
            ("été", "", &[Removed("été")]),
        ] {
            assert_eq!(words(before, after), expected, "{before} → {after}");
        }
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(one in "[ab é\n]{0,30}", other in "[ab é\n]{0,30}") {
            let parts = words(&one, &other);
            let before: String = parts.iter().map(|word| match word { Word::Kept(t) | Word::Removed(t) => *t, Word::Added(_) => "" }).collect();
            let after: String = parts.iter().map(|word| match word { Word::Kept(t) | Word::Added(t) => *t, Word::Removed(_) => "" }).collect();
            prop_assert_eq!(before, one);
            prop_assert_eq!(after, other);
        }

        #[test]
        fn nothing_differs_from_itself(items in prop::collection::vec(any::<u8>(), 0..9)) {
            let tree = map(&[("list", Tree::List(items.iter().map(|item| text(&item.to_string())).collect()))]);
            prop_assert!(differences(&tree, &tree).is_empty());
        }
    }
}
