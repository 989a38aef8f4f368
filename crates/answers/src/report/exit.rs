//! Answers: how did it go, as a number that a script can read?
//! Invariant: a code is never reused for something else; an unknown one means failure.
//! Source: `docs/exit-codes.md`.

/// How a run of the program ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    #[default]
    Fine,
    /// The answer is no: findings, or targets missed.
    Findings,
    /// The command line is wrong.
    Usage,
    /// The data cannot answer what was asked.
    DataCannotAnswer,
    /// The history cannot answer, or git refuses.
    HistoryCannotAnswer,
    /// Somebody else is writing.
    Busy,
    /// A fault of ours.
    Bug,
}

/// Every way to end, in the order of the codes.
pub const EXITS: [Exit; 7] = [
    Exit::Fine,
    Exit::Findings,
    Exit::Usage,
    Exit::DataCannotAnswer,
    Exit::HistoryCannotAnswer,
    Exit::Busy,
    Exit::Bug,
];

impl Exit {
    pub const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::DataCannotAnswer => 3,
            Self::HistoryCannotAnswer => 4,
            Self::Busy => 5,
            Self::Bug => 70,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_documentation() {
        assert_eq!(EXITS.map(Exit::code), [0, 1, 2, 3, 4, 5, 70]);
    }
}
