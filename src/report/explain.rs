//! Answers: what does a finding mean?
//! Invariant: the words are made in `render::catalogue`, from `docs/checks.md`.

/// One rule, or the list of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExplainReport {
    /// `None`: all rules.
    pub rule: Option<&'static str>,
}
