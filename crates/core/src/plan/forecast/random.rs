//! Answers: which numbers come out of this seed?
//! Invariant: a run of a forecast depends on the seed and its own number alone, so any share of the runs can be made anywhere.
//! Source: SplitMix64, Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators".

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn of_run(seed: u64, run: u64) -> Self {
        Self(mixed(seed.wrapping_add(STEP)) ^ mixed(run.wrapping_mul(STEP)))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// Below `bound`; 0 when that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // The bias is under 2⁻³²: no list of samples is that long.
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// At least 0, under 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn numbers_are_spread_evenly() {
        let mut counts = [0_u32; 7];
        let mut sum = 0.0;
        for run in 0..70_000 {
            let mut random = Random::of_run(42, run);
            counts[random.below(7)] += 1;
            sum += random.share();
        }
        // five standard deviations of a count of 10,000 in seven
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 470), "{counts:?}");
        assert!((sum / 70_000.0 - 0.5).abs() < 0.006, "{sum}");
        assert_eq!(Random::of_run(1, 1).below(0), 0);
    }
}
