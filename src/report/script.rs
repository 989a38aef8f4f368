//! Answers: what is a text that a program reads, such as a completion script or a manual page?
//! Invariant: made by us alone, so it is written as it is.

/// A whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The kind of its JSON (`crops.completions`).
    pub kind: &'static str,
    pub text: String,
}
