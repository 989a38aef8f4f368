//! Answers: which sentence says what was shared, or why it was not, in the language of the reader?
//! Invariant: one line a fact that chooses the language; the words are in `en/sharing` and `fr/sharing`.

use super::{Lang, Sentence, en, fr};
use crate::change::share::Replayed;
use crate::report::propose::{Carried, Proposal, ProposeReport};
use crate::report::sync::SyncReport;

/// What should be known about sharing after a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareNote<'a> {
    /// Commits that only this clone has.
    NotYet { commits: usize, upstream: &'a str },
    /// They went out at once.
    Shared { commits: usize, upstream: &'a str },
    /// The official branch takes commits by a request alone.
    ByRequest { commits: usize, branch: &'a str },
    /// On a branch of its own, which waits to be proposed.
    OnBranch { branch: &'a str },
}

pub fn note(lang: Lang, note: ShareNote<'_>) -> Sentence {
    match lang {
        Lang::En => en::sharing::note(note),
        Lang::Fr => fr::sharing::note(note),
    }
}

/// That what was written is safe here although it could not be shared.
pub fn kept_here(lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::sharing::KEPT_HERE,
        Lang::Fr => fr::sharing::KEPT_HERE,
    }
}

/// What came and what went, in one line.
pub fn sync_headline(lang: Lang, report: &SyncReport) -> String {
    match lang {
        Lang::En => en::sharing::sync_headline(report),
        Lang::Fr => fr::sharing::sync_headline(report),
    }
}

/// A commit made here, and what became of it.
pub fn replayed(lang: Lang, one: &Replayed) -> String {
    match lang {
        Lang::En => en::sharing::replayed(one),
        Lang::Fr => fr::sharing::replayed(one),
    }
}

/// A branch, and whether it was pushed.
pub fn proposal_headline(lang: Lang, report: &ProposeReport, one: &Proposal) -> String {
    match lang {
        Lang::En => en::sharing::proposal_headline(report, one),
        Lang::Fr => fr::sharing::proposal_headline(report, one),
    }
}

/// Where a request leads its brief.
pub fn carried(lang: Lang, carried: &Carried) -> String {
    match lang {
        Lang::En => en::sharing::carried(carried),
        Lang::Fr => fr::sharing::carried(carried),
    }
}

/// That the forge's program could not open it.
pub fn not_opened(lang: Lang, said: &str) -> String {
    match lang {
        Lang::En => en::sharing::not_opened(said),
        Lang::Fr => fr::sharing::not_opened(said),
    }
}

/// That the official branch here is what is official again.
pub fn put_back(lang: Lang, report: &ProposeReport) -> String {
    match lang {
        Lang::En => en::sharing::put_back(report),
        Lang::Fr => fr::sharing::put_back(report),
    }
}
