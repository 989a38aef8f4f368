//! Answers: what does a merge say that none of its sides said, and what of a side did it take back?
//! Invariant: what one parent says already is no change of the merge; items of a list count one by one.
//! Source: `docs/trail.md`, "crops trail".

use super::difference::{Change, FieldChange};
use super::digest::Tree;

/// What is unlike every parent; `of_parents` holds what differs from each. No parent: nothing.
pub fn own(of_parents: &[Vec<FieldChange>]) -> Vec<FieldChange> {
    let Some((first, others)) = of_parents.split_first() else {
        return Vec::new();
    };
    others.iter().fold(first.clone(), |own, other| {
        own.iter().flat_map(|change| within(change, other)).collect()
    })
}

/// What a side had told and the merge does not say: its end kept what the first parent says.
/// `from_side` is what differs from the side's end, `from_first` from the first parent.
pub fn taken_back(from_side: &[FieldChange], from_first: &[FieldChange], told: &[FieldChange]) -> Vec<FieldChange> {
    let is_kept = |change: &&FieldChange| !from_first.iter().any(|first| is_related(first, change));
    let undone = from_side.iter().filter_map(|change| {
        let told = told.iter().filter(|told| is_related(told, change));
        undoing(change, &told.collect::<Vec<_>>())
    });
    let undone: Vec<FieldChange> = undone.collect();
    undone
        .into_iter()
        .filter(|change| matches!(change.what, Change::Items { .. }) || is_kept(&change))
        .collect()
}

/// The part of `change` that is a change against the other parent too.
fn within(change: &FieldChange, other: &[FieldChange]) -> Vec<FieldChange> {
    let related = other.iter().filter(|other| is_related(other, change));
    let met = related.filter_map(|other| match (&change.what, &other.what) {
        (Change::Items { added, removed }, Change::Items { added: a, removed: r }) => {
            items(change, both(added, a), both(removed, r))
        }
        // the one that says more closely where
        _ if other.path.len() > change.path.len() => Some(other.clone()),
        _ => Some(change.clone()),
    });
    met.collect()
}

fn undoing(change: &FieldChange, told: &[&FieldChange]) -> Option<FieldChange> {
    let Change::Items { added, removed } = &change.what else {
        return (!told.is_empty()).then(|| change.clone());
    };
    let (mut came, mut went) = (Vec::new(), Vec::new());
    for told in told {
        match &told.what {
            Change::Items { added, removed } => {
                came.extend(added.iter().cloned());
                went.extend(removed.iter().cloned());
            }
            Change::Added(Tree::List(items)) => came.extend(items.iter().cloned()),
            Change::Removed(Tree::List(items)) => went.extend(items.iter().cloned()),
            _ => {}
        }
    }
    items(change, both(added, &went), both(removed, &came))
}

fn items(change: &FieldChange, added: Vec<Tree>, removed: Vec<Tree>) -> Option<FieldChange> {
    let is_any = !added.is_empty() || !removed.is_empty();
    is_any.then(|| FieldChange {
        path: change.path.clone(),
        what: Change::Items { added, removed },
    })
}

fn both(one: &[Tree], other: &[Tree]) -> Vec<Tree> {
    one.iter().filter(|item| other.contains(item)).cloned().collect()
}

/// One is the other, or stands in it.
fn is_related(one: &FieldChange, other: &FieldChange) -> bool {
    let common = one.path.len().min(other.path.len());
    one.path[..common] == other.path[..common]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::difference::differences;

    /// `title=A proofs=a,b who.make=lea`
    fn tree(text: &str) -> Tree {
        let mut entries: Vec<(Box<str>, Tree)> = Vec::new();
        for field in text.split_whitespace() {
            let (key, value) = field.split_once('=').unwrap();
            let leaf = Tree::Text(value.into());
            let (key, value) = match key.split_once('.') {
                Some((key, inner)) => (key, Tree::Map(vec![(inner.into(), leaf)])),
                None if key == "proofs" => {
                    let items = value.split(',').map(|item| Tree::Text(item.into()));
                    (key, Tree::List(items.collect()))
                }
                None => (key, leaf),
            };
            entries.push((key.into(), value));
        }
        Tree::Map(entries)
    }

    fn text(changes: &[FieldChange]) -> String {
        let one = |tree: &Tree| match tree {
            Tree::Text(text) => text.to_string(),
            other => format!("{other:?}"),
        };
        let many = |sign: &str, items: &[Tree]| items.iter().map(|item| format!("{sign}{}", one(item))).collect();
        let line = |change: &FieldChange| {
            let what: String = match &change.what {
                Change::Replaced { before, after } => format!("{}>{}", one(before), one(after)),
                Change::Items { added, removed } => {
                    let parts: [String; 2] = [many("+", added), many("-", removed)];
                    parts.concat()
                }
                Change::Added(tree) => format!("+{}", one(tree)),
                Change::Removed(tree) => format!("-{}", one(tree)),
                Change::Reordered => "order".to_owned(),
            };
            format!("{} {what}", change.name())
        };
        changes.iter().map(line).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_merge_says_only_what_no_side_says() {
        for (what, first, side, merged, wanted) in [
            ("both sides", "title=B due=1", "title=A due=2", "title=B due=2", ""),
            (
                "its own",
                "title=B due=1",
                "title=A due=2",
                "title=C due=2",
                "title B>C",
            ),
            ("union", "proofs=a,b", "proofs=a,c", "proofs=a,b,c", ""),
            (
                "union and one",
                "proofs=a,b",
                "proofs=a,c",
                "proofs=a,b,c,d",
                "proofs +d",
            ),
            (
                "a key the first lacks",
                "title=A",
                "title=A who.make=lea",
                "title=A who.make=yann",
                "who.make lea>yann",
            ),
            ("theirs", "title=A", "title=B", "title=B", ""),
        ] {
            let merged = tree(merged);
            let parents = [first, side].map(|parent| differences(&tree(parent), &merged));
            assert_eq!(text(&own(&parents)), wanted, "{what}");
        }
        assert_eq!(own(&[]), []);
    }

    #[test]
    fn what_a_merge_takes_back_of_a_side_is_told() {
        for (what, base, first, side, merged, wanted) in [
            ("kept ours", "title=A", "title=A", "title=B", "title=A", "title B>A"),
            (
                "took both",
                "title=A due=1",
                "title=A due=2",
                "title=B due=1",
                "title=B due=2",
                "",
            ),
            (
                "an item left out",
                "proofs=a",
                "proofs=a,b",
                "proofs=a,c",
                "proofs=a,b",
                "proofs -c",
            ),
            ("union", "proofs=a", "proofs=a,b", "proofs=a,c", "proofs=a,b,c", ""),
            ("something else", "title=A", "title=A", "title=B", "title=C", ""),
        ] {
            let merged = tree(merged);
            let told = differences(&tree(base), &tree(side));
            let [from_first, from_side] = [first, side].map(|parent| differences(&tree(parent), &merged));
            assert_eq!(text(&taken_back(&from_side, &from_first, &told)), wanted, "{what}");
        }
    }
}
