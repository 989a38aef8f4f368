//! Creative operations in a git repository: the library behind the `crops` program.
//!
//! `crops-core ← crops-files, crops-answers ← crops`: four crates, so that two cores build at once and only what counts
//! dates and commits is optimised to the end. `docs/architecture.md` walks through one request and one plan.

pub mod cli;

pub use crops_answers::{render, report};
pub use crops_core::{change, check, metrics, model, plan, trail};
pub use crops_files::{forge, git, store};
