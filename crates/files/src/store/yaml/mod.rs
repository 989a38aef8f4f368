//! Answers: what does a YAML file say, to the byte, and what is refused?
//! Invariant: scalars stay the text they were typed as; every value knows its bytes; reading is bounded in depth, nodes and size.
//! Source: YAML 1.2.2; `docs/decisions/0005-reading-yaml.md`.

pub mod decode;
pub mod edit;
pub mod fault;
pub mod letters;
mod plain;
pub mod read;
pub mod three_way;
pub mod tree;

pub use edit::apply;
pub use fault::Fault;
pub use read::{Tags, parse, parse_with};
