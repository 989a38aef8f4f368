//! Answers: what is a new random id?
//! Invariant: commands ask the system; the demo and tests ask a seed, so that they say the same thing each time.
//! Source: Crockford, "Base 32"; SplitMix64 (Steele, Lea & Flood, 2014) for the seeded one.

use crate::model::id::CROCKFORD;
use crate::report::failure::Failure;
use std::cell::Cell;

/// Where random characters come from.
#[derive(Clone, Debug)]
pub enum Random {
    System,
    Seeded(Cell<u64>),
}

impl Random {
    pub const fn seeded(seed: u64) -> Self {
        Self::Seeded(Cell::new(seed))
    }

    /// So many characters of lower-case Crockford base32.
    pub fn crockford(&self, length: usize) -> Result<String, Failure> {
        let mut bytes = vec![0; length];
        self.fill(&mut bytes)?;
        Ok(bytes
            .iter()
            .map(|byte| char::from(CROCKFORD[usize::from(byte % 32)]))
            .collect())
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), Failure> {
        match self {
            Self::System => getrandom::fill(bytes).map_err(|error| Failure::System {
                detail: error.to_string(),
            }),
            Self::Seeded(state) => {
                for byte in bytes {
                    *byte = (split_mix(state) >> 56) as u8;
                }
                Ok(())
            }
        }
    }
}

fn split_mix(state: &Cell<u64>) -> u64 {
    state.set(state.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
    let mut mixed = state.get();
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_says_the_same_each_time() {
        let one = Random::seeded(7);
        let other = Random::seeded(7);
        let ids: Vec<_> = (0..3).map(|_| one.crockford(6).unwrap()).collect();
        assert!(ids.iter().all(|id| *id == other.crockford(6).unwrap()));
        assert_ne!(ids[0], ids[1]);
    }

    #[test]
    fn the_system_gives_new_ids() {
        let id = Random::System.crockford(40).unwrap();
        assert!(id.bytes().all(|b| CROCKFORD.contains(&b)) && id.len() == 40);
        assert_ne!(id, Random::System.crockford(40).unwrap());
    }
}
