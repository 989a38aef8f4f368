//! Answers: through which stages does a piece of the sample go, and how long is it in each?
//! Invariant: what cannot be read is left out; a test reads every course of the sample.

use crate::model::approval::Verdict;

/// One stay in a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub stage: &'static str,
    /// Open days; `None` where it stays.
    pub days: Option<f64>,
    /// How a stay at a gate ends.
    pub verdict: Verdict,
}

/// Reads `intake 0.5, production 5, review 0.4 ✗, production 1, review 0.2, delivered`.
pub fn steps(course: &'static str) -> Vec<Step> {
    course.split(", ").filter_map(step).collect()
}

fn step(text: &'static str) -> Option<Step> {
    let mut words = text.split(' ');
    let stage = words.next()?;
    let days = words.next().and_then(|days| days.parse().ok());
    let verdict = match words.next() {
        Some("✗") => Verdict::Reject,
        _ => Verdict::Approve,
    };
    Some(Step { stage, days, verdict })
}

#[cfg(test)]
mod tests {
    use super::super::{every_piece, story::Subject};
    use super::*;

    #[test]
    fn a_course_is_read() {
        let read = steps("intake 0.5, review 0.4 ✗, delivered");
        let step = |stage, days, verdict| Step { stage, days, verdict };
        assert_eq!(
            read,
            [
                step("intake", Some(0.5), Verdict::Approve),
                step("review", Some(0.4), Verdict::Reject),
                step("delivered", None, Verdict::Approve),
            ]
        );
    }

    #[test]
    fn every_course_says_how_long_each_stay_but_the_last_is() {
        for Subject { piece, .. } in every_piece() {
            let steps = steps(piece.course);
            let (last, before) = steps.split_last().expect("steps");
            assert!(before.iter().all(|step| step.days.is_some()), "{}", piece.title.en);
            assert_eq!(last.days, None, "{}", piece.title.en);
            assert_eq!(steps.len(), piece.course.split(',').count(), "{}", piece.title.en);
        }
    }
}
