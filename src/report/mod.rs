//! Answers: what does one command say, as a value that any format can be made from?
//! Invariant: the JSON shapes of a version are frozen: fields are added, never renamed or removed.
//! Source: `docs/json.md`.
