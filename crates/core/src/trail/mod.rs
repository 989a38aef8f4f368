//! Answers: what happened to each brief: events, visits and their times?
//! Invariant: pure; reads files of commits, never commit messages; nothing is invented.
//! Source: `docs/trail.md`, the rule of opened landings.
//!
//! How to ask: [`ledger::Ledger::told`] gives the history and the events of all briefs, [`ledger::Ledger::told_of`] those of
//! one with the versions of its files; in `cli/`, `OfficialState::told` and `told_of` do it with what was kept.
//! All events of one brief: [`event::Events::of`]. All its visits: [`visit::visits`]. Since a day: those whose `landed` is not before it.

pub mod event;
pub mod gate;
pub mod landing;
pub mod leaving;
pub mod ledger;
pub mod proof;
pub mod review_verdicts;
pub mod reviews;
pub mod stance;
pub mod state;
pub mod touch;
pub mod visit;

#[cfg(test)]
mod graphs;
