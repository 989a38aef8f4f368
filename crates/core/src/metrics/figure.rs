//! Answers: what do many samples come to?
//! Invariant: no sample gives no figure, never 0; the quantile is `sorted[⌊q·n⌋]`, so it is always a value that was observed.
//! Source: `docs/kpis.md`, "Quantiles".

use super::sample::{Facet, Sample};

/// The figure of a set of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// How many values, at least 1.
    pub count: usize,
    pub median: f64,
    pub mean: f64,
    pub p85: f64,
    pub sum: f64,
    /// The mean weighted by what each value is a share of; as the mean where all weigh the same, 0 where nothing weighs.
    pub ratio: f64,
}

impl Figure {
    /// `None` for no value at all.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        Self::of_shares(values.into_iter().map(|value| (value, 1.0)))
    }

    /// The same, each value with what it is a share of.
    pub fn of_shares(values: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let mut shares: Vec<(f64, f64)> = values.into_iter().filter(|(value, _)| value.is_finite()).collect();
        // sums are made in one order, whatever the order of the samples
        shares.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let sorted: Vec<f64> = shares.iter().map(|(value, _)| *value).collect();
        let sum: f64 = sorted.iter().sum();
        let whole: f64 = shares.iter().map(|(_, base)| base).sum();
        let part: f64 = shares.iter().map(|(value, base)| value * base).sum();
        Some(Self {
            count: sorted.len(),
            median: quantile(&sorted, 0.5)?,
            mean: sum / sorted.len() as f64,
            p85: quantile(&sorted, 0.85)?,
            sum,
            ratio: if whole > 0.0 { part / whole } else { 0.0 },
        })
    }

    pub fn of_samples<'a>(samples: impl IntoIterator<Item = &'a Sample>) -> Option<Self> {
        Self::of_shares(samples.into_iter().map(|sample| (sample.value, sample.base)))
    }
}

/// `sorted[⌊q·n⌋]`, the last one for q = 1. `None` for no value.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = (q * sorted.len() as f64).floor() as usize;
    Some(sorted[place.min(last)])
}

/// The facets that any of the samples has, in their order, each with its figure.
pub fn facets(samples: &[&Sample]) -> Vec<(Facet, Figure)> {
    let mut known: Vec<&Facet> = samples
        .iter()
        .flat_map(|sample| sample.facets.iter().map(|(facet, _)| facet))
        .collect();
    known.sort_unstable();
    known.dedup();
    known
        .into_iter()
        .filter_map(|facet| {
            let figure = Figure::of(samples.iter().filter_map(|sample| sample.facet(facet)))?;
            Some((facet.clone(), figure))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_value_that_was_observed() {
        for (values, median, p85) in [
            (&[7.0][..], 7.0, 7.0),
            (&[1.0, 2.0], 2.0, 2.0),
            (&[3.0, 1.0, 2.0], 2.0, 3.0),
            (&[1.0, 2.0, 3.0, 4.0], 3.0, 4.0),
            (&[10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0], 6.0, 9.0),
        ] {
            let figure = Figure::of(values.iter().copied()).expect("values");
            assert_eq!((figure.median, figure.p85), (median, p85), "{values:?}");
        }
        let ratio = Figure::of_shares([(1.0, 1.0), (0.0, 3.0)]).expect("values");
        assert_eq!((ratio.mean, ratio.ratio), (0.5, 0.25), "a ratio is of the sums");
        assert_eq!(Figure::of([]), None);
        assert_eq!(Figure::of([f64::NAN]), None);
    }
}
