//! Answers: which records do the files hold, and how is one of them changed without touching the rest?
//! Invariant: only IO is an error; whatever a file holds is a value or a finding.

pub mod assemble;
pub mod baseline;
pub mod brief_head;
pub mod brief_text;
pub mod cache;
pub mod disk;
pub mod draft;
pub mod feedback;
pub mod find;
pub mod found;
pub mod handoff;
pub mod hash;
pub mod input;
pub mod language;
pub mod load;
pub mod mark;
pub mod output;
pub mod paged;
pub mod read;
pub mod replay;
pub mod replay_moves;
pub mod revision;
pub mod save;
pub mod scenario;
pub mod source;
pub mod succession;
pub mod template;
mod through;
pub mod tried;
pub mod undo;
pub mod verdicts;
pub mod what_if;
pub mod yaml;
