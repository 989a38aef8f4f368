//! Answers: which edit adds an item to a list of a brief, or takes one out?
//! Invariant: an item is added once; where it stands is counted after the wishes before.

use super::brief::{has_key, put};
use super::refusal::Refusal;
use super::{KeyEdit, Operation, Segment, YamlValue};
use crate::model::brief::{Brief, Content};
use crate::model::place::Placed;
use crate::model::similar::nearest;
use std::collections::BTreeMap;

/// Keys that hold lists of names.
pub(super) const LISTS: [&str; 3] = ["channels", "markets", "tags"];

/// Items of lists that wishes changed, by key.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// One more item, which must be new.
pub(super) fn add(brief: &Brief, lists: &mut Lists, key: &str, value: &str) -> Result<KeyEdit, Refusal> {
    let is_new = !has_key(brief, key) && !lists.contains_key(key);
    let items = list(brief, lists, key)?;
    if items.iter().any(|item| item == value) {
        return Err(Refusal::NothingToChange);
    }
    items.push(value.into());
    let item = match key {
        "proofs" => YamlValue::Map(vec![("asset".into(), YamlValue::Text(value.into()))]),
        _ => YamlValue::Text(value.into()),
    };
    Ok(if is_new {
        put(&[], key, YamlValue::List(vec![item]))
    } else {
        KeyEdit {
            at: vec![Segment::Key(key.into())],
            operation: Operation::Append(item),
        }
    })
}

/// One item less, which must be there.
pub(super) fn remove(brief: &Brief, lists: &mut Lists, key: &str, value: &str) -> Result<KeyEdit, Refusal> {
    let items = list(brief, lists, key)?;
    let Some(at) = items.iter().position(|item| item == value) else {
        return Err(Refusal::NoSuchKey {
            key: format!("{key}: {value}"),
            near: nearest(value, items.iter().map(String::as_str)).map(str::to_owned),
        });
    };
    items.remove(at);
    Ok(KeyEdit {
        at: vec![Segment::Key(key.into()), Segment::Item(at)],
        operation: Operation::Remove,
    })
}

/// The items of a list as they stand after the wishes so far.
fn list<'a>(brief: &Brief, lists: &'a mut Lists, key: &str) -> Result<&'a mut Vec<String>, Refusal> {
    let texts = |items: &[Placed<Box<str>>]| items.iter().map(|item| item.to_string()).collect();
    let now = match (key, brief.field(key)) {
        ("proofs", _) => brief.proofs.iter().map(|proof| proof.to_string()).collect(),
        (_, Some(Content::List(items))) => texts(items),
        (_, None) if LISTS.contains(&key) || key.starts_with("x-") => Vec::new(),
        _ => return Err(Refusal::NotAList { key: key.into() }),
    };
    Ok(lists.entry(key.into()).or_insert(now))
}

/// `tv, social` or `[tv, social]`.
pub(super) fn split(value: &str) -> YamlValue {
    let inner = value.trim();
    let inner = inner
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .unwrap_or(inner);
    let items = inner.split(',').map(str::trim).filter(|item| !item.is_empty());
    YamlValue::List(items.map(|item| YamlValue::Text(item.into())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::brief::{Wish, edit};
    use crate::change::{Change, FileEdit};
    use crate::model::brief::Field;
    use crate::model::sample;

    fn edits(change: Result<Change, Refusal>) -> Vec<KeyEdit> {
        match change.expect("a change").files.as_slice() {
            [FileEdit::Edit { edits, .. }] => edits.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn items_come_and_go_one_by_one() {
        let mut brief = sample::brief("film-000001", "brief");
        brief.fields.push(Field {
            key: "channels".into(),
            content: Content::List(["tv", "social"].map(|item| sample::placed(item.into())).into()),
        });
        let studio = sample::studio();
        let wish = |add: Option<&str>, remove: Option<&str>| {
            let add = add.map(|v| Wish::Add {
                key: "channels".into(),
                value: v.into(),
            });
            let remove = remove.map(|v| Wish::Remove {
                key: "channels".into(),
                value: v.into(),
            });
            [remove, add].into_iter().flatten().collect::<Vec<_>>()
        };
        let made = edits(edit(&studio, &brief, &wish(Some("web"), Some("tv"))));
        assert_eq!(made[0].at, [Segment::Key("channels".into()), Segment::Item(0)]);
        assert_eq!(made[1].operation, Operation::Append(YamlValue::Text("web".into())));
        assert_eq!(
            edit(&studio, &brief, &wish(Some("tv"), None)),
            Err(Refusal::NothingToChange)
        );
        assert!(matches!(
            edit(&studio, &brief, &wish(None, Some("socail"))),
            Err(Refusal::NoSuchKey { near: Some(_), .. })
        ));
    }
}
