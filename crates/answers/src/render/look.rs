//! Answers: for which reader and which screen is a text written?
//! Invariant: decided once by `cli::context`; the writers ask nothing of the world.

use super::catalogue::{Lang, Reader};

/// The reader and the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub reader: Reader,
    /// Columns of the terminal; `None` in a pipe or file: as wide as it needs.
    pub width: Option<usize>,
    pub color: Color,
    pub characters: Characters,
    pub bars: Bars,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    #[default]
    Off,
    On,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Characters {
    #[default]
    Unicode,
    /// The terminal shows nothing beyond ASCII.
    Ascii,
}

/// Bars and small charts are drawn on a terminal only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bars {
    #[default]
    Hidden,
    Shown,
}

impl Look {
    pub const fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// A pipe or a file: no colour, no bars, any width.
    pub const fn plain(reader: Reader) -> Self {
        Self {
            reader,
            width: None,
            color: Color::Off,
            characters: Characters::Unicode,
            bars: Bars::Hidden,
        }
    }
}
