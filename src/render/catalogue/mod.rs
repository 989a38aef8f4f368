//! Answers: which sentence says this, in the language of the reader?
//! Invariant: exhaustive in each language: a missing translation does not compile.
