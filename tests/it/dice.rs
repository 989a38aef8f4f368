//! Answers: what looks like chance in a test and is the same in every run?
//! Invariant: the numbers depend on the seed alone.

/// A linear congruential generator; its high bits.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}
