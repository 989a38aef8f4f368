//! Answers: how are requests shown that were made of commits?
//! Invariant: each says how it is opened; what was put back says how it comes again.

use super::catalogue::sharing as words;
use super::page::Page;
use super::show::Show;
use super::sync::replayed;
use crate::report::kind::Kind;
use crate::report::propose::{ProposeReport, ProposeView, RequestState};
use crate::report::table::Tone;

impl Show for ProposeReport {
    fn kind(&self) -> Kind {
        Kind::Propose
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(ProposeView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        for proposal in &self.proposals {
            page.headline(words::proposal_headline(lang, self, proposal));
            replayed(page, &proposal.commits);
            if let Some(carried) = &proposal.carried {
                page.line(format!("  {}", words::carried(lang, carried)));
            }
            match &proposal.request {
                RequestState::Opened { said } => page.toned(Tone::Good, format!("  {said}")),
                RequestState::ToOpen { command, url } => {
                    if let Some(url) = url {
                        page.line(format!("  {url}"));
                    }
                    command.iter().for_each(|command| page.line(format!("  {command}")));
                }
                RequestState::NotOpened { command, said } => {
                    page.toned(Tone::Caution, format!("  {}", words::not_opened(lang, said)));
                    page.line(format!("  {command}"));
                }
            }
        }
        if let Some(was) = &self.put_back_from {
            page.blank();
            page.line(words::put_back(lang, self));
            page.line(format!("  git reset --keep {}", was.get(..7).unwrap_or(was)));
        }
    }
}
