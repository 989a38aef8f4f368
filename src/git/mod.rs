//! Answers: what do the commits, refs and index of the repository say, as values?
//! Invariant: the only place that touches git; nothing in the configuration of a repository is run.
