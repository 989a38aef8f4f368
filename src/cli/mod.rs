//! Answers: which command was asked for, and what does it need from the world?
//! Invariant: `context` alone reads clock, randomness and environment; a command is arguments and one short function.
