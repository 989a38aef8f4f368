//! One test binary: a file per command or question.
mod project;
