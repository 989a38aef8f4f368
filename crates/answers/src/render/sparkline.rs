//! Answers: how is a trend drawn beside a figure, with no script and no style of its own?
//! Invariant: a step without a sample is a gap, never a zero; the values stand in words for whoever does not see it.

use super::catalogue::{Lang, numbers};
use maud::{Markup, html};

const STEP: f64 = 11.0;
const HEIGHT: f64 = 22.0;
const EDGE: f64 = 3.0;

/// A small picture inside a page. No value: nothing.
pub fn picture(values: &[Option<f64>], lang: Lang) -> Markup {
    let known = values.iter().flatten().any(|value| value.is_finite());
    let width = (STEP * values.len() as f64).max(1.0);
    html! {
        @if known {
            svg class="spark" role="img" aria-label=(said(values, lang)) width=(width) height=(HEIGHT) viewBox=(format!("0 0 {width} {HEIGHT}")) {
                (line(values, 0.0, 0.0))
            }
        }
    }
}

/// The values in words, the oldest first.
pub fn said(values: &[Option<f64>], lang: Lang) -> String {
    let one = |value: &Option<f64>| value.map_or_else(|| "–".to_owned(), |value| numbers::short_number(lang, value, 1));
    values.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// Its lines and its last point, with the corner at `left` and `top`.
pub fn line(values: &[Option<f64>], left: f64, top: f64) -> Markup {
    let points = points(values, left, top);
    let mut paths: Vec<String> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let Some((x, y)) = point else { continue };
        match paths.last_mut().filter(|_| at > 0 && points[at - 1].is_some()) {
            Some(path) => *path += &format!("L{x:.1} {y:.1}"),
            None => paths.push(format!("M{x:.1} {y:.1}h0")),
        }
    }
    let last = points.iter().rev().flatten().next();
    html! {
        @for path in paths {
            path d=(path) fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {}
        }
        @if let Some((x, y)) = last {
            circle cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r="2.6" fill="currentColor" {}
        }
    }
}

fn points(values: &[Option<f64>], left: f64, top: f64) -> Vec<Option<(f64, f64)>> {
    let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let lowest = known().fold(f64::INFINITY, f64::min);
    let highest = known().fold(f64::NEG_INFINITY, f64::max);
    let y = |value: f64| {
        let share = if highest > lowest {
            (value - lowest) / (highest - lowest)
        } else {
            0.5
        };
        top + HEIGHT - EDGE - share * (HEIGHT - 2.0 * EDGE)
    };
    let point = |(at, value): (usize, &Option<f64>)| {
        let value = value.filter(|value| value.is_finite())?;
        Some((left + STEP * (at as f64 + 0.5), y(value)))
    };
    values.iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_without_a_sample_is_a_gap() {
        let drawn = picture(&[Some(1.0), Some(3.0), None, Some(2.0)], Lang::En).into_string();
        assert_eq!(drawn.matches("<path").count(), 2, "{drawn}");
        assert!(drawn.contains("aria-label=\"1 · 3 · – · 2\""), "{drawn}");
        assert_eq!(picture(&[None, None], Lang::En).into_string(), "");
        assert_eq!(picture(&[], Lang::Fr).into_string(), "");
    }
}
