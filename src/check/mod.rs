//! Answers: which rules does the studio break, and where?
//! Invariant: one file per rule and one list of them; ids are never reused or renamed.
//! Source: `docs/checks.md`.
