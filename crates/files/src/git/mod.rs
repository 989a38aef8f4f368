//! Answers: what do the commits, refs and index of the repository say, as values?
//! Invariant: the only place that touches git; nothing in the configuration of a repository is run.

pub mod bring;
mod commits;
pub mod conflicts;
pub mod found;
mod handed;
pub mod history;
pub mod identity;
pub mod index;
mod index_stages;
pub mod line_endings;
mod loose;
pub mod merged;
pub mod object;
mod objects;
pub mod official;
mod pack;
mod pack_index;
pub mod program;
mod readers;
mod recent;
pub mod remote;
pub mod replay;
pub mod repository;
pub mod requests;
pub mod revision;
mod ring;
pub mod series;
pub mod signing_key;
pub mod state;
pub mod steps;
pub mod tracked;
pub mod undone;
pub mod unified;
pub mod write;
