//! Where crops reads and writes: YAML in a folder, git below it, and the files that forges give.
//!
//! `git ← store`, and `forge` beside them; what is read becomes a value of `crops-core`.

pub mod forge;
pub mod git;
pub mod store;

use crops_core::{change, model};
