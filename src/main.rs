//! Builds the `crops` program: see `cli`.

fn main() {}
