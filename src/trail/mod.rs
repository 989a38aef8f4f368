//! Answers: what happened to each brief: events, visits and their times?
//! Invariant: pure; reads files of commits, never commit messages; nothing is invented.
//! Source: `docs/trail.md`, the rule of opened landings.

pub mod event;
pub mod gate;
pub mod landing;
pub mod ledger;
pub mod state;
pub mod visit;

#[cfg(test)]
mod graphs;
