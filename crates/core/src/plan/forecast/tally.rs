//! Answers: how often did each value come up?
//! Invariant: adding tallies in any order gives the same; a quantile is `sorted[⌊q·n⌋]`.

/// How often each whole number came up; what is too far from the first one counts as beyond all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    first: i32,
    counts: Vec<u32>,
    beyond: u32,
}

/// Values are so near to each other, or beyond: 27 years of half days.
const WIDEST: i64 = 20_000;

impl Histogram {
    pub fn add(&mut self, value: i32) {
        self.add_times(value, 1);
    }

    /// All that another one holds.
    pub fn merge(&mut self, other: &Self) {
        for (value, count) in other.values() {
            self.add_times(value, count);
        }
        self.beyond += other.beyond;
    }

    fn add_times(&mut self, value: i32, count: u32) {
        if self.counts.is_empty() {
            self.first = value;
        }
        let offset = i64::from(value) - i64::from(self.first);
        let length = self.counts.len() as i64;
        if offset >= WIDEST || offset < length - WIDEST {
            self.beyond += count;
            return;
        }
        if offset < 0 {
            let more = offset.unsigned_abs() as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, more));
            self.first = value;
        }
        let at = offset.max(0) as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += count;
    }

    fn values(&self) -> impl Iterator<Item = (i32, u32)> {
        let counts = self.counts.iter().enumerate();
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(at, count)| (self.first + at as i32, *count))
    }

    pub fn total(&self) -> u32 {
        self.counts.iter().sum::<u32>() + self.beyond
    }

    /// How many were at most this.
    pub fn at_most(&self, value: i32) -> u32 {
        self.values()
            .take_while(|(known, _)| *known <= value)
            .map(|(_, count)| count)
            .sum()
    }

    /// `None` when it lies beyond, or nothing was counted.
    pub fn quantile(&self, share: f64) -> Option<i32> {
        let rank = (share * f64::from(self.total())).floor() as u32;
        let mut behind = 0;
        self.values().find_map(|(value, count)| {
            behind += count;
            (behind > rank).then_some(value)
        })
    }

    /// Of what is not beyond; `None` when nothing is.
    pub fn mean(&self) -> Option<f64> {
        let (mut count, mut sum) = (0.0, 0.0);
        for (value, times) in self.values() {
            count += f64::from(times);
            sum += f64::from(value) * f64::from(times);
        }
        (count > 0.0).then(|| sum / count)
    }

    /// The standard deviation of what is not beyond; 0 when nothing is.
    pub fn deviation(&self) -> f64 {
        let Some(mean) = self.mean() else { return 0.0 };
        let (mut count, mut sum) = (0.0, 0.0);
        for (value, times) in self.values() {
            count += f64::from(times);
            sum += (f64::from(value) - mean).powi(2) * f64::from(times);
        }
        (sum / f64::max(count, 1.0)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_histogram_answers_like_the_sorted_list(one in vec(-50..50, 0..40), other in vec(-3000..3000, 0..40), share in 0.0..1.0_f64) {
            let tally = |values: &[i32]| {
                let mut found = Histogram::default();
                values.iter().for_each(|value| found.add(*value));
                found
            };
            let mut both = tally(&one);
            both.merge(&tally(&other));
            let mut all: Vec<i32> = one.iter().chain(&other).copied().collect();
            all.sort_unstable();
            let rank = (share * all.len() as f64).floor() as usize;
            prop_assert_eq!(both.quantile(share), all.get(rank).copied());
            prop_assert_eq!(both.total() as usize, all.len());
            prop_assert_eq!(both.at_most(7) as usize, all.iter().filter(|value| **value <= 7).count());
            let mean = all.iter().map(|value| f64::from(*value)).sum::<f64>() / all.len() as f64;
            prop_assert!(both.mean().is_none_or(|found| (found - mean).abs() < 1e-9));
        }
    }

    #[test]
    fn what_is_too_far_is_beyond_every_quantile() {
        let mut found = Histogram::default();
        for value in [5, 10_000_000, 6, -10_000_000] {
            found.add(value);
        }
        assert_eq!(
            (found.total(), found.quantile(0.0), found.quantile(0.9)),
            (4, Some(5), None)
        );
    }
}
