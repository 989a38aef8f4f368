//! Answers: which values does a document hold, and where does each stand?
//! Invariant: aliases are written out, anchors and tags forgotten, keys are unique texts.

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
