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
}
