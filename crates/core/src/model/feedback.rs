//! Answers: what did a reviewer remark on one version of a brief, where, how badly, and what became of it?
//! Invariant: one file a reviewer and round; a remark is open until its file says otherwise.
//! Source: design, "The studio: what is on disk".

use super::place::StudioPath;
use super::remark_place::RemarkPlace;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    pub id: Box<str>,
    pub file: StudioPath,
    /// The brief.
    pub subject: Box<str>,
    pub stage: Box<str>,
    pub by: Box<str>,
    /// As written; shown, never compared.
    pub at: Box<str>,
    /// The proof that was looked at.
    pub asset: Option<Box<str>>,
    /// In the order of the file, none left out.
    pub remarks: Vec<Remark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub id: Box<str>,
    pub text: Box<str>,
    pub severity: Option<Severity>,
    pub place: Option<RemarkPlace>,
    /// Said to be done.
    pub resolved: Option<Settled>,
    /// Seen to be done.
    pub confirmed: Option<Settled>,
}

/// How much a remark weighs, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Keeps the gate shut until it is resolved.
    Blocking,
    Major,
    Minor,
    /// To be taken or left.
    Idea,
}

/// Who settled a remark, when and how, as far as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub by: Option<Box<str>>,
    /// A day, as written.
    pub on: Option<Box<str>>,
    pub how: Option<Box<str>>,
}

/// The most open first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkState {
    Open,
    /// Said to be done.
    Resolved,
    /// Seen to be done.
    Confirmed,
}

impl Feedback {
    /// The remarks that keep a gate shut: blocking, and nobody says that they are done.
    pub fn open_blocking(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.is_open_blocking())
    }

    /// `2t8wq4zc/f1`: how verdicts and commands name a remark.
    pub fn name_of(&self, remark: &Remark) -> String {
        format!("{}/{}", self.id, remark.id)
    }

    /// The remark that `2t8wq4zc/f1` names in this file, with its place in the list.
    pub fn named(&self, name: &str) -> Option<(usize, &Remark)> {
        let (file, id) = name.split_once('/')?;
        let at = self.remarks.iter().position(|remark| &*remark.id == id)?;
        (file == &*self.id).then(|| self.remarks.get(at).map(|remark| (at, remark)))?
    }
}

impl Remark {
    pub fn state(&self) -> RemarkState {
        match (&self.confirmed, &self.resolved) {
            (Some(_), _) => RemarkState::Confirmed,
            (None, Some(_)) => RemarkState::Resolved,
            (None, None) => RemarkState::Open,
        }
    }

    pub fn is_open_blocking(&self) -> bool {
        self.severity == Some(Severity::Blocking) && self.state() == RemarkState::Open
    }
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Blocking, Self::Major, Self::Minor, Self::Idea];
    pub const WORDS: [&'static str; 4] = ["blocking", "major", "minor", "idea"];

    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Idea => "idea",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

impl RemarkState {
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Confirmed => "confirmed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(severity: Option<Severity>, resolved: Option<Settled>) -> Remark {
        Remark {
            id: "f1".into(),
            text: "darker".into(),
            severity,
            place: None,
            resolved,
            confirmed: None,
        }
    }

    #[test]
    fn only_a_blocking_remark_that_nobody_resolved_keeps_a_gate_shut() {
        assert!(remark(Some(Severity::Blocking), None).is_open_blocking());
        assert!(!remark(Some(Severity::Blocking), Some(Settled::default())).is_open_blocking());
        assert!(!remark(Some(Severity::Major), None).is_open_blocking());
        assert!(!remark(None, None).is_open_blocking());
    }

    #[test]
    fn the_words_of_the_severities_are_those_of_the_format() {
        assert_eq!(Severity::ALL.map(Severity::word), Severity::WORDS);
    }
}
