//! Answers: how is it shown what came and what went?
//! Invariant: each commit made here is named, also one of which nothing was left to do.

use super::catalogue::sharing as words;
use super::page::Page;
use super::show::Show;
use crate::change::share::{Replay, Replayed};
use crate::report::kind::Kind;
use crate::report::sync::{SyncDone, SyncReport, SyncView};
use crate::report::table::Tone;

impl Show for SyncReport {
    fn kind(&self) -> Kind {
        Kind::Sync
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(SyncView::of(self))
    }

    fn page(&self, page: &mut Page) {
        page.headline(words::sync_headline(page.lang(), self));
        replayed(page, &self.commits);
        if self.done == SyncDone::Kept {
            page.blank();
            page.next(["crops propose"]);
        }
    }
}

/// A line for each commit.
pub fn replayed(page: &mut Page, commits: &[Replayed]) {
    for one in commits {
        let tone = match one.how {
            Replay::Untouched | Replay::Moved | Replay::Again => Tone::Plain,
            Replay::AlreadyThere => Tone::Faint,
            Replay::LeftOut => Tone::Caution,
        };
        let line = words::replayed(page.lang(), one);
        page.toned(tone, format!("  {line}"));
    }
}
