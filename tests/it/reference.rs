//! Answers: where are the reference cases, on machines that have them?
//! Invariant: a test that finds none says so and passes; it has cases of its own beside it.
#![expect(
    clippy::disallowed_methods,
    reason = "CROPS_CASES says where the reference cases are"
)]
#![expect(
    clippy::disallowed_macros,
    reason = "a skipped part must be seen in the test's output"
)]

use std::path::{Path, PathBuf};

/// A file or folder of the cases (`yaml/expected.json`), from `CROPS_CASES` or beside the project.
pub fn case(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let path = std::env::var_os("CROPS_CASES")
        .map_or_else(beside, PathBuf::from)
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no reference case at {}", path.display());
    None
}
