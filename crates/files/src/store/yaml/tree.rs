//! Answers: which values does a document hold, and where does each stand?
//! Invariant: aliases are written out, anchors and tags forgotten, keys are unique texts.

use crate::model::digest::Tree;
use crate::model::place::Span;

#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A plain scalar that is empty, `~` or `null`: an absent value.
    Null,
    Text(Box<str>),
    List(Vec<Node>),
    /// In the order of the file.
    Map(Vec<Entry>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: Box<str>,
    pub key_span: Span,
    pub value: Node,
}

impl Node {
    /// The values alone, as the covered digest sees them.
    pub fn to_tree(&self) -> Tree {
        match &self.value {
            Value::Null => Tree::Null,
            Value::Text(text) => Tree::Text(text.clone()),
            Value::List(items) => Tree::List(items.iter().map(Self::to_tree).collect()),
            Value::Map(entries) => Tree::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_tree()))
                    .collect(),
            ),
        }
    }

    /// Whether both hold the same values under the same keys in the same order, wherever they stand.
    pub fn says_the_same(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Text(one), Value::Text(two)) => one == two,
            (Value::List(one), Value::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.says_the_same(two))
            }
            (Value::Map(one), Value::Map(two)) => {
                let same = |(one, two): (&Entry, &Entry)| one.key == two.key && one.value.says_the_same(&two.value);
                one.len() == two.len() && one.iter().zip(two).all(same)
            }
            _ => false,
        }
    }
}

/// Whether a plain scalar stands for an absent value.
pub fn is_null(plain: &str) -> bool {
    matches!(plain, "" | "~" | "null" | "Null" | "NULL")
}
