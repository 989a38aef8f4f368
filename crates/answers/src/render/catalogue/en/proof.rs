//! Answers: how is it said in English what is proven of a plan with people?
//! Invariant: only what is proven is called optimal.

use crate::plan::level::proof::{Bound, Claim, Found, Open, Proof, Unfit, Verdict};
use crate::render::catalogue::Reader;

pub fn said(reader: Reader, proof: &Proof) -> String {
    let better = match proof.found {
        Found::Same => "",
        Found::Better => "The solver found a better plan, shown here. ",
    };
    let Some(claim) = proof.claim else {
        let reason = match proof.verdict {
            Verdict::NotTried(reason) => reason,
            Verdict::Proven(_) | Verdict::NotProven(_) => Unfit::Nothing,
        };
        return untried(better, reason);
    };
    match proof.verdict {
        Verdict::Proven(bound) => format!("{better}Proven optimal: {}; {}.", cannot(reader, claim), why(bound)),
        Verdict::NotProven(Open::Steps) => format!(
            "{better}Not proven within {} steps that {}; `--prove=N` gives more.",
            proof.limit,
            cannot(reader, claim)
        ),
        Verdict::NotProven(Open::Looser) => format!(
            "{better}Not proven that {}: hours and days leave room, and no better plan was made of it.",
            cannot(reader, claim)
        ),
        Verdict::NotTried(reason) => untried(better, reason),
    }
}

fn untried(better: &str, reason: Unfit) -> String {
    format!("{better}No proof was tried: {}.", unfit(reason))
}

fn cannot(reader: Reader, claim: Claim) -> String {
    match claim {
        Claim::LatestStart(at) => format!(
            "with these people and all days kept, the work cannot begin later than {}",
            reader.day(at.day_after())
        ),
        Claim::EarliestEnd(at) => format!(
            "with these people, the work cannot be over before {}",
            reader.day(at.day_before())
        ),
    }
}

const fn why(bound: Bound) -> &'static str {
    match bound {
        Bound::Chain => "the longest chain of tasks takes that long",
        Bound::Hours => "those who can do it have no more hours",
        Bound::Search => "the solver ruled every other plan out",
    }
}

const fn unfit(reason: Unfit) -> &'static str {
    match reason {
        Unfit::NotKept => "the plan does not keep its days, or somebody is missing",
        Unfit::Nothing => "nothing that is ahead has a day",
        Unfit::TooLarge => "there are more tasks and days than the solver is given",
        Unfit::NotModelled => "the plan holds something that the solver cannot be told",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::network::Instant;
    use crate::render::catalogue::Lang;

    #[test]
    fn only_what_is_proven_is_called_optimal() {
        let unfit = [Unfit::NotKept, Unfit::Nothing, Unfit::TooLarge, Unfit::NotModelled];
        let bounds = [Bound::Chain, Bound::Hours, Bound::Search];
        let verdicts = unfit.map(Verdict::NotTried).into_iter();
        let verdicts = verdicts.chain([Open::Steps, Open::Looser].map(Verdict::NotProven));
        let at = Instant(41_632);
        let reader = Reader {
            lang: Lang::En,
            today: at.day_after(),
        };
        for verdict in verdicts.chain(bounds.map(Verdict::Proven)) {
            for claim in [None, Some(Claim::LatestStart(at)), Some(Claim::EarliestEnd(at))] {
                for found in [Found::Same, Found::Better] {
                    let proof = Proof {
                        claim,
                        verdict,
                        limit: 9,
                        found,
                    };
                    let said = said(reader, &proof).to_lowercase();
                    let is_proven = matches!(verdict, Verdict::Proven(_)) && claim.is_some();
                    assert_eq!(said.contains("optimal"), is_proven, "{said}");
                }
            }
        }
    }
}
