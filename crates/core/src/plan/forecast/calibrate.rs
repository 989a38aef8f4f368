//! Answers: of the past forecasts that gave such a chance, how many came true?
//! Invariant: only what is decided counts; sizes are told beside every share.
//! Source: Murphy & Winkler (1977), reliability; Brier (1950).

use super::past::FEW;
use std::collections::BTreeSet;

/// A chance that was given on a past day, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub chance: f64,
    pub held: Held,
    /// What it was given for: several forecasts of one thing are no independent witnesses.
    pub of: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Yes,
    No,
}

/// How far chances could be believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// Ten, from `0–10 %` to `90–100 %`.
    pub deciles: [Decile; 10],
    pub forecasts: usize,
    /// How many different things they were given for.
    pub things: usize,
    /// The mean square of what they were off; 0 is perfect, 0.25 is a coin. `None` without forecasts.
    pub brier: Option<f64>,
    /// Those around 80 %: from 70 to 90.
    pub around_80: Decile,
}

/// Forecasts with chances near to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Decile {
    pub forecasts: usize,
    pub held: usize,
    /// How many different things they were given for.
    pub things: usize,
    /// The chance that was given, on average; 0 without forecasts.
    pub given: f64,
}

impl Decile {
    /// `None` without forecasts.
    pub fn share(&self) -> Option<f64> {
        (self.forecasts > 0).then(|| self.held as f64 / self.forecasts as f64)
    }

    /// Whether its share says something.
    pub fn is_enough(&self) -> bool {
        self.things >= FEW
    }

    fn of<'g>(given: impl Iterator<Item = &'g Given>) -> Self {
        let mut found = Self::default();
        let mut things = BTreeSet::new();
        for one in given {
            found.forecasts += 1;
            found.held += usize::from(one.held == Held::Yes);
            found.given += one.chance;
            things.insert(&one.of);
        }
        found.things = things.len();
        found.given /= found.forecasts.max(1) as f64;
        found
    }
}

pub fn reliability(given: &[Given]) -> Reliability {
    let decile = |number: usize| Decile::of(given.iter().filter(|one| decile_of(one.chance) == number));
    let square = |one: &Given| {
        let held = if one.held == Held::Yes { 1.0 } else { 0.0 };
        (one.chance - held) * (one.chance - held)
    };
    let things: BTreeSet<&String> = given.iter().map(|one| &one.of).collect();
    let brier = given.iter().map(square).sum::<f64>() / given.len().max(1) as f64;
    Reliability {
        deciles: std::array::from_fn(decile),
        forecasts: given.len(),
        things: things.len(),
        brier: (!given.is_empty()).then_some(brier),
        around_80: Decile::of(given.iter().filter(|one| (0.7..0.9).contains(&one.chance))),
    }
}

fn decile_of(chance: f64) -> usize {
    ((chance * 10.0) as usize).min(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_compared_with_what_became_of_them() {
        let given = |chance, held, of: &str| Given {
            chance,
            held,
            of: of.to_owned(),
        };
        let all = [
            given(0.8, Held::Yes, "a"),
            given(0.75, Held::No, "b"),
            given(0.85, Held::Yes, "b"),
            given(1.0, Held::Yes, "c"),
            given(0.0, Held::No, "c"),
        ];
        let found = reliability(&all);
        assert_eq!((found.forecasts, found.things), (5, 3));
        let around = found.around_80;
        assert_eq!((around.forecasts, around.held, around.things), (3, 2, 2));
        assert!((around.given - 0.8).abs() < 1e-9);
        assert_eq!(found.deciles[9].share(), Some(1.0));
        assert_eq!(found.deciles[5].share(), None);
        let brier = (0.04 + 0.5625 + 0.0225) / 5.0;
        assert!(found.brier.is_some_and(|found| (found - brier).abs() < 1e-9));
        assert!(!around.is_enough());
        assert_eq!(reliability(&[]).brier, None);
    }
}
