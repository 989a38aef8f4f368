//! Answers: which record do two people's changes of one make together, or which of its values did both change?
//! Invariant: what one side alone changed is in the result, read back before it is returned; nothing is chosen between two changes.
//! Source: `docs/flows.md`, "Two people at one record".

use super::apply;
use super::read::{Tags, parse_with};
use super::tree::{Entry, Node, Value};
use crate::change::{KeyEdit, Operation, Segment, YamlValue};

/// Why two changes make no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Values that both changed, each in its own way.
    Values(Vec<BothChanged>),
    /// One of the three cannot be read, or cannot be written without loss.
    Unreadable,
}

/// A value that two people changed; `None` where it is taken away or more than a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BothChanged {
    /// `who.production`
    pub at: String,
    pub mine: Option<String>,
    pub theirs: Option<String>,
}

/// Three versions of one record.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'a> {
    pub base: &'a [u8],
    pub mine: &'a [u8],
    pub theirs: &'a [u8],
}

/// Which change counts where both changed a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Mine,
    Theirs,
}

/// Asked for each value that both changed; `None`: nobody chose.
pub type Choose<'a> = &'a dyn Fn(&str) -> Option<Choice>;

/// What two changes make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub bytes: Vec<u8>,
    /// Values that both changed and somebody chose of.
    pub clashes: Vec<BothChanged>,
}

/// Their version with my changes. `by_lines` is what a merge of lines makes of it: taken when it says the same, as it keeps my comments.
///
/// # Errors
/// When both changed one value.
pub fn together(versions: Versions<'_>, by_lines: Option<Vec<u8>>) -> Result<Vec<u8>, Apart> {
    together_choosing(versions, by_lines, &|_| None).map(|merged| merged.bytes)
}

/// As [`together`], with a say where both changed a value.
///
/// # Errors
/// When both changed one value and nobody chose.
pub fn together_choosing(
    versions: Versions<'_>,
    by_lines: Option<Vec<u8>>,
    choose: Choose<'_>,
) -> Result<Merged, Apart> {
    let read = |bytes: &[u8]| parse_with(bytes, Tags::Forgotten).map_err(|_| Apart::Unreadable);
    let (base, mine, theirs) = (read(versions.base)?, read(versions.mine)?, read(versions.theirs)?);
    let mut meeting = Meeting {
        text: std::str::from_utf8(versions.mine).map_err(|_| Apart::Unreadable)?,
        at: Vec::new(),
        edits: Vec::new(),
        clashes: Vec::new(),
        chosen: Vec::new(),
        choose,
    };
    meeting.values(Some(&base), Some(&mine), Some(&theirs));
    if !meeting.clashes.is_empty() {
        return Err(Apart::Values(meeting.clashes));
    }
    let text = std::str::from_utf8(versions.theirs).map_err(|_| Apart::Unreadable)?;
    let merged = apply(text, &meeting.edits).map_err(|_| Apart::Unreadable)?;
    let meant = read(merged.as_bytes())?;
    let same = |lines: &Vec<u8>| read(lines).is_ok_and(|lines| agrees(&lines, &meant));
    Ok(Merged {
        bytes: by_lines.filter(same).unwrap_or_else(|| merged.into_bytes()),
        clashes: meeting.chosen,
    })
}

/// Whether both hold the same values under the same keys, in any order.
fn agrees(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Map(a), Value::Map(b)) => {
            let found = |entry: &Entry| find(b, &entry.key).is_some_and(|there| agrees(&entry.value, there));
            a.len() == b.len() && a.iter().all(found)
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agrees(a, b)),
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Null, Value::Null) => true,
        _ => false,
    }
}

fn same(one: Option<&Node>, other: Option<&Node>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => agrees(one, other),
        _ => false,
    }
}

fn find<'a>(entries: &'a [Entry], key: &str) -> Option<&'a Node> {
    let entry = entries.iter().find(|entry| *entry.key == *key)?;
    Some(&entry.value)
}

/// My changes, found one by one, as edits of their version.
struct Meeting<'a> {
    /// My version.
    text: &'a str,
    at: Vec<Segment>,
    edits: Vec<KeyEdit>,
    clashes: Vec<BothChanged>,
    chosen: Vec<BothChanged>,
    choose: Choose<'a>,
}

impl Meeting<'_> {
    fn values(&mut self, base: Option<&Node>, mine: Option<&Node>, theirs: Option<&Node>) {
        if same(base, mine) || same(mine, theirs) {
            return;
        }
        let whole = (mine, theirs);
        let maps = [base, mine, theirs].map(|node| node.map(|node| &node.value));
        match maps {
            [Some(Value::Map(base)), Some(Value::Map(mine)), Some(Value::Map(theirs))] => self.maps(base, mine, theirs),
            [
                Some(Value::List(base)),
                Some(Value::List(mine)),
                Some(Value::List(theirs)),
            ] if starts_with(mine, base) || !same_items(base, theirs) => {
                self.lists((base, mine, theirs), whole);
            }
            _ if same(base, theirs) => self.set(mine, theirs),
            _ => self.clash(mine, theirs),
        }
    }

    fn maps(&mut self, base: &[Entry], mine: &[Entry], theirs: &[Entry]) {
        let mut keys: Vec<&str> = mine.iter().map(|entry| &*entry.key).collect();
        let gone = base.iter().filter(|entry| find(mine, &entry.key).is_none());
        keys.extend(gone.map(|entry| &*entry.key));
        for key in keys {
            self.at.push(Segment::Key(key.to_owned()));
            self.values(find(base, key), find(mine, key), find(theirs, key));
            self.at.pop();
        }
    }

    /// Items that I added at the end go to the end of theirs; items with an id are met one by one.
    fn lists(&mut self, (base, mine, theirs): (&[Node], &[Node], &[Node]), whole: (Option<&Node>, Option<&Node>)) {
        if starts_with(mine, base) {
            let added = &mine[base.len()..];
            let new = |item: &&Node| !theirs.iter().any(|there| agrees(there, item));
            if added.iter().filter(new).any(|item| is_known(item, theirs)) {
                return self.clash(whole.0, whole.1);
            }
            for item in &mine[base.len()..] {
                if !theirs.iter().any(|there| agrees(there, item)) {
                    self.edit(Operation::Append(self.value(item)));
                }
            }
            return;
        }
        let (Some(was), Some(now), Some(there)) = (names(base), names(mine), names(theirs)) else {
            return self.clash(whole.0, whole.1);
        };
        // only items that are on all three sides: what is added or taken away in the middle is for people
        if was != now {
            return self.clash(whole.0, whole.1);
        }
        for (position, name) in was.iter().enumerate() {
            let Some(place) = there.iter().position(|there| there == name) else {
                if agrees(&base[position], &mine[position]) {
                    continue;
                }
                return self.clash(whole.0, whole.1);
            };
            self.at.push(Segment::Item(place));
            self.values(Some(&base[position]), Some(&mine[position]), Some(&theirs[place]));
            self.at.pop();
        }
    }

    fn clash(&mut self, mine: Option<&Node>, theirs: Option<&Node>) {
        let at: Vec<String> = self.at.iter().map(step).collect();
        let both = BothChanged {
            at: at.join("."),
            mine: text_of(mine),
            theirs: text_of(theirs),
        };
        match (self.choose)(&both.at) {
            None => return self.clashes.push(both),
            Some(Choice::Mine) => self.set(mine, theirs),
            Some(Choice::Theirs) => {}
        }
        self.chosen.push(both);
    }

    fn set(&mut self, mine: Option<&Node>, theirs: Option<&Node>) {
        match (mine, theirs) {
            (None, _) => self.edit(Operation::Remove),
            (Some(mine), Some(_)) => self.edit(Operation::Set(self.value(mine))),
            (Some(mine), None) => {
                let value = self.value(mine);
                if let Some(Segment::Key(key)) = self.at.pop() {
                    self.edit(Operation::Add {
                        key: key.clone(),
                        value,
                    });
                    self.at.push(Segment::Key(key));
                }
            }
        }
    }

    fn edit(&mut self, operation: Operation) {
        self.edits.push(KeyEdit {
            at: self.at.clone(),
            operation,
        });
    }

    fn value(&self, node: &Node) -> YamlValue {
        match &node.value {
            Value::Null => YamlValue::Plain("null".into()),
            Value::Text(text) if self.is_plain(node, text) => YamlValue::Plain(text.to_string()),
            Value::Text(text) => YamlValue::Text(text.to_string()),
            Value::List(items) => YamlValue::List(items.iter().map(|item| self.value(item)).collect()),
            Value::Map(entries) => {
                let entry = |entry: &Entry| (entry.key.to_string(), self.value(&entry.value));
                YamlValue::Map(entries.iter().map(entry).collect())
            }
        }
    }

    /// Whether it was typed without quotes on one line.
    fn is_plain(&self, node: &Node, text: &str) -> bool {
        let typed = self.text.get(node.span.start as usize..node.span.end as usize);
        typed == Some(text) && !text.contains('\n')
    }
}

/// Whether there is an item with my item's id.
fn is_known(item: &Node, theirs: &[Node]) -> bool {
    name_of(item).is_some_and(|name| theirs.iter().any(|there| name_of(there) == Some(name)))
}

fn same_items(one: &[Node], other: &[Node]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| agrees(one, other))
}

fn starts_with(items: &[Node], first: &[Node]) -> bool {
    items.len() >= first.len() && same_items(first, &items[..first.len()])
}

fn names(items: &[Node]) -> Option<Vec<&str>> {
    items.iter().map(name_of).collect()
}

fn name_of(item: &Node) -> Option<&str> {
    let Value::Map(entries) = &item.value else { return None };
    match &find(entries, "id")?.value {
        Value::Text(name) => Some(name),
        _ => None,
    }
}

fn step(segment: &Segment) -> String {
    match segment {
        Segment::Key(key) => key.clone(),
        Segment::Item(at) => (at + 1).to_string(),
    }
}

fn text_of(node: Option<&Node>) -> Option<String> {
    match &node?.value {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(base: &str, mine: &str, theirs: &str) -> String {
        let versions = Versions {
            base: base.as_bytes(),
            mine: mine.as_bytes(),
            theirs: theirs.as_bytes(),
        };
        match together(versions, None) {
            Ok(text) => String::from_utf8(text).unwrap(),
            Err(Apart::Unreadable) => "unreadable".into(),
            Err(Apart::Values(values)) => {
                let say = |text: &Option<String>| text.clone().unwrap_or("?".into());
                let one = |one: &BothChanged| format!("{}: {} | {}", one.at, say(&one.mine), say(&one.theirs));
                values.iter().map(one).collect::<Vec<_>>().join("; ")
            }
        }
    }

    #[test]
    fn each_side_keeps_what_it_alone_changed() {
        for (what, base, mine, theirs, expected) in [
            (
                "two keys",
                "a: 1\nb: 2\n",
                "a: 5\nb: 2\n",
                "a: 1\nb: 6\n",
                "a: 5\nb: 6\n",
            ),
            (
                "theirs with a comment",
                "a: 1\nb: 2\n",
                "a: 5\nb: 2\n",
                "a: 1 # one\nb: 6\n",
                "a: 5 # one\nb: 6\n",
            ),
            ("a new key", "a: 1\n", "a: 1\nc: x\n", "a: 2\n", "a: 2\nc: x\n"),
            ("a key taken away", "a: 1\nb: 2\n", "a: 1\n", "a: 3\nb: 2\n", "a: 3\n"),
            (
                "the same change",
                "a: 1\nb: 2\n",
                "a: 2\nb: 2\n",
                "a: 2\nb: 2\n",
                "a: 2\nb: 2\n",
            ),
            (
                "deep",
                "w:\n  a: 1\n  b: 2\n",
                "w:\n  a: 9\n  b: 2\n",
                "w:\n  a: 1\n  b: 8\n",
                "w:\n  a: 9\n  b: 8\n",
            ),
            (
                "items at the end",
                "l: [a]\n",
                "l: [a, b]\n",
                "l: [a, c]\n",
                "l: [a, c, b]\n",
            ),
            ("the same item", "l: [a]\n", "l: [a, b]\n", "l: [a, b]\n", "l: [a, b]\n"),
            (
                "items by their id",
                "l:\n  - {id: x, n: 1}\n  - {id: y, n: 1}\n",
                "l:\n  - {id: x, n: 2}\n  - {id: y, n: 1}\n",
                "l:\n  - {id: x, n: 1}\n  - {id: y, n: 3}\n",
                "l:\n  - {id: x, n: 2}\n  - {id: y, n: 3}\n",
            ),
            (
                "text that looks like a number",
                "a: x\nb: 1\n",
                "a: \"012\"\nb: 1\n",
                "a: x\nb: 2\n",
                "a: \"012\"\nb: 2\n",
            ),
        ] {
            assert_eq!(met(base, mine, theirs), expected, "{what}");
        }
    }

    #[test]
    fn what_both_changed_is_named_and_not_chosen() {
        for (what, base, mine, theirs, expected) in [
            ("a value", "s: a\n", "s: b\n", "s: c\n", "s: b | c"),
            (
                "two values",
                "s: a\nt: 1\n",
                "s: b\nt: 2\n",
                "s: c\nt: 3\n",
                "s: b | c; t: 2 | 3",
            ),
            ("deep", "w: {a: 1}\n", "w: {a: 2}\n", "w: {a: 3}\n", "w.a: 2 | 3"),
            (
                "changed and taken away",
                "a: 1\nb: 1\n",
                "a: 1\nb: 2\n",
                "a: 1\n",
                "b: 2 | ?",
            ),
            (
                "a key added twice",
                "a: 1\n",
                "a: 1\nb: 2\n",
                "a: 1\nb: 3\n",
                "b: 2 | 3",
            ),
            (
                "an item in the middle",
                "l: [a, b]\n",
                "l: [b]\n",
                "l: [a, b, c]\n",
                "l: ? | ?",
            ),
            (
                "an id added twice",
                "l: []\n",
                "l: [{id: x, n: 1}]\n",
                "l: [{id: x, n: 2}]\n",
                "l: ? | ?",
            ),
            ("no YAML", "a: 1\n", "a: [\n", "a: 2\n", "unreadable"),
        ] {
            assert_eq!(met(base, mine, theirs), expected, "{what}");
        }
    }

    #[test]
    fn a_merge_of_lines_is_taken_when_it_says_the_same() {
        let versions = Versions {
            base: b"a: 1\nb: 2\n",
            mine: b"a: 5 # mine\nb: 2\n",
            theirs: b"a: 1\nb: 6\n",
        };
        let kept = together(versions, Some(b"a: 5 # mine\nb: 6\n".to_vec()));
        assert_eq!(kept.unwrap(), b"a: 5 # mine\nb: 6\n");
        let wrong = together(versions, Some(b"a: 5\nb: 7\n".to_vec()));
        assert_eq!(wrong.unwrap(), b"a: 5\nb: 6\n");
    }
}
