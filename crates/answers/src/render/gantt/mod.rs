//! Answers: how is a plan drawn, as a page for a browser and as a picture?
//! Invariant: one geometry for both, in shares of the drawn days; a picture is complete in itself and loads nothing.

mod draw;
mod legend;
mod page;
mod pieces;
mod reasons;
pub mod rows;
pub mod scale;
mod svg;
mod wires;

pub use draw::patterns;
pub use page::page;
pub use svg::{clipped, svg};
