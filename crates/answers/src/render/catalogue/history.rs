//! Answers: which commands mend a history that cannot answer?
//! Invariant: no words of a language: what is pasted into a shell, with what a pipeline sets instead.

/// For a shallow clone.
pub const UNSHALLOW: &str = "git fetch --unshallow   # GitHub Actions: fetch-depth: 0 · GitLab CI: GIT_DEPTH: \"0\"";
/// Beside the command for a partial clone.
pub const WHOLE_CLONE: &str = "   # GitHub Actions: no filter: · GitLab CI: no --filter in GIT_FETCH_EXTRA_FLAGS";
