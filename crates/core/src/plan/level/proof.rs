//! Answers: what may be said of a plan with people beyond "nothing better was found"?
//! Invariant: proven means that no plan of the problem does better; whatever could not be ruled out is not proven.
//! Source: relaxations and lazy clause generation; `docs/decisions/0023-optional-proof.md`.

use crate::plan::network::Instant;

/// What is claimed of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// With all days kept, the first of the work cannot start after this instant.
    LatestStart(Instant),
    /// The last of the work cannot end before this instant.
    EarliestEnd(Instant),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// `None`: there was nothing to claim.
    pub claim: Option<Claim>,
    pub verdict: Verdict,
    /// Steps of the solver at most.
    pub limit: u32,
    pub found: Found,
}

/// Whether the solver found a better plan on the way; then that one is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Found {
    #[default]
    Same,
    Better,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Proven(Bound),
    NotProven(Open),
    NotTried(Unfit),
}

/// What rules all better plans out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The longest chain, on the days of those who can do it.
    Chain,
    /// The hours there are between two days.
    Hours,
    /// The solver looked at all that was left.
    Search,
}

/// Why a better plan is not ruled out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The steps were used up.
    Steps,
    /// What was proven of is less strict than the problem, and leaves room.
    Looser,
}

/// Why there is nothing to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The plan does not keep its days, or work is left without anybody to do it.
    NotKept,
    /// All is done, or nothing has a day.
    Nothing,
    /// More tasks and days than the solver is given.
    TooLarge,
    /// The plan holds something that cannot be written down for the solver.
    NotModelled,
}
