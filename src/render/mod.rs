//! Answers: how does a report look as text, CSV, JSON, Markdown or SVG, in English and French?
//! Invariant: every writer escapes for its own target; no human word stands outside `catalogue`.
