//! Answers: how is it said in French what is proven of a plan with people?
//! Invariant: only what is proven is called optimal.

use crate::plan::level::proof::{Bound, Claim, Found, Open, Proof, Unfit, Verdict};
use crate::render::catalogue::Reader;

pub fn said(reader: Reader, proof: &Proof) -> String {
    let better = match proof.found {
        Found::Same => "",
        Found::Better => "Le solveur a trouvé un meilleur planning, présenté ici. ",
    };
    let Some(claim) = proof.claim else {
        let reason = match proof.verdict {
            Verdict::NotTried(reason) => reason,
            Verdict::Proven(_) | Verdict::NotProven(_) => Unfit::Nothing,
        };
        return untried(better, reason);
    };
    match proof.verdict {
        Verdict::Proven(bound) => format!(
            "{better}Optimal, c’est prouvé\u{a0}: {}\u{202f}; {}.",
            cannot(reader, claim),
            why(bound)
        ),
        Verdict::NotProven(Open::Steps) => format!(
            "{better}Non prouvé en {} pas que {}\u{202f}; `--prove=N` en donne davantage.",
            proof.limit,
            cannot(reader, claim)
        ),
        Verdict::NotProven(Open::Looser) => format!(
            "{better}Non prouvé que {}\u{a0}: heures et jours laissent de la place, et aucun meilleur planning n’en est sorti.",
            cannot(reader, claim)
        ),
        Verdict::NotTried(reason) => untried(better, reason),
    }
}

fn untried(better: &str, reason: Unfit) -> String {
    format!("{better}Preuve non tentée\u{a0}: {}.", unfit(reason))
}

fn cannot(reader: Reader, claim: Claim) -> String {
    match claim {
        Claim::LatestStart(at) => format!(
            "avec cette équipe et toutes les dates tenues, le travail ne peut pas commencer après le {}",
            reader.day(at.day_after())
        ),
        Claim::EarliestEnd(at) => format!(
            "avec cette équipe, le travail ne peut pas être fini avant le {}",
            reader.day(at.day_before())
        ),
    }
}

const fn why(bound: Bound) -> &'static str {
    match bound {
        Bound::Chain => "la plus longue chaîne de tâches prend tout ce temps",
        Bound::Hours => "les personnes concernées n’ont pas plus d’heures",
        Bound::Search => "le solveur a écarté tout autre planning",
    }
}

const fn unfit(reason: Unfit) -> &'static str {
    match reason {
        Unfit::NotKept => "le planning ne tient pas ses dates, ou il manque quelqu’un",
        Unfit::Nothing => "rien de ce qui reste à faire n’a de date",
        Unfit::TooLarge => "il y a plus de tâches et de jours que le solveur n’en reçoit",
        Unfit::NotModelled => "le planning contient quelque chose que le solveur ne sait pas lire",
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
            lang: Lang::Fr,
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
