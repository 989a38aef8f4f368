//! Answers: what is the JSON of what is proven of a plan with people?
//! Invariant: version 1 is frozen: keys are added, never renamed or removed.
//! Source: `docs/schemas/crops.plan.v1.json`.

use crate::model::Day;
use crate::plan::level::proof::{Bound, Claim, Found, Open, Proof, Unfit, Verdict};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProofView {
    /// `proven`: no plan of the same days and people does better; `notProven`; `notTried`.
    status: &'static str,
    /// `latestStart`: with all days kept, the work cannot begin after `day`; `earliestEnd`: it cannot be over before `day`.
    of: Option<&'static str>,
    day: Option<Day>,
    /// Proven by the longest `chain`, by the `hours` there are, or by the `search` of the solver.
    by: Option<&'static str>,
    /// Why not: `steps` used up, or what was asked of the solver is `looser` than the plan and leaves room;
    /// not tried: days `notKept`, `nothing` to prove, `tooLarge`, `notModelled`.
    because: Option<&'static str>,
    /// Steps of the solver at most.
    limit: u32,
    /// Whether the solver found a better plan, which is the one shown.
    improved: bool,
}

impl ProofView {
    pub fn of(proof: &Proof) -> Self {
        let (status, by, because) = match proof.verdict {
            Verdict::Proven(bound) => ("proven", Some(by(bound)), None),
            Verdict::NotProven(Open::Steps) => ("notProven", None, Some("steps")),
            Verdict::NotProven(Open::Looser) => ("notProven", None, Some("looser")),
            Verdict::NotTried(unfit) => ("notTried", None, Some(because(unfit))),
        };
        let (of, day) = match proof.claim {
            Some(Claim::LatestStart(at)) => (Some("latestStart"), Some(at.day_after())),
            Some(Claim::EarliestEnd(at)) => (Some("earliestEnd"), Some(at.day_before())),
            None => (None, None),
        };
        Self {
            status,
            of,
            day,
            by,
            because,
            limit: proof.limit,
            improved: proof.found == Found::Better,
        }
    }
}

const fn by(bound: Bound) -> &'static str {
    match bound {
        Bound::Chain => "chain",
        Bound::Hours => "hours",
        Bound::Search => "search",
    }
}

const fn because(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::NotKept => "notKept",
        Unfit::Nothing => "nothing",
        Unfit::TooLarge => "tooLarge",
        Unfit::NotModelled => "notModelled",
    }
}
