//! Answers: which number comes up for this throw?
//! Invariant: the same seed and throw give the same number, on every machine.
//! Source: Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators" (splitmix64).

#[derive(Clone, Copy, Debug)]
pub struct Dice {
    seed: u64,
}

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// Any number.
    pub fn number(self, throw: u64) -> u64 {
        let mut z = self
            .seed
            .wrapping_add(throw.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, 1.
    pub fn share(self, throw: u64) -> f64 {
        (self.number(throw) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_published_numbers() {
        let dice = Dice::new(1_234_567);
        assert_eq!(dice.number(0), 6_457_827_717_110_365_317);
        assert_eq!(dice.number(1), 3_203_168_211_198_807_973);
        assert!(
            (0..1000)
                .map(|throw| dice.share(throw))
                .all(|share| (0.0..1.0).contains(&share))
        );
    }
}
