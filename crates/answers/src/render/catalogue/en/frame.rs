//! Answers: which English words stand around every answer?
//! Invariant: one line per fact, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::Frame;

pub fn frame(frame: Frame) -> String {
    match frame {
        Frame::Error => "error:".into(),
        Frame::Warning => "warning:".into(),
        Frame::Hint => "hint:".into(),
        Frame::Next => "Next:".into(),
        Frame::Nothing => "Nothing to show.".into(),
        Frame::Findings { errors, warnings } => {
            let errors = (errors > 0).then(|| counted(errors, "error", "errors"));
            let warnings = (warnings > 0).then(|| counted(warnings, "warning", "warnings"));
            let both: Vec<_> = errors.into_iter().chain(warnings).collect();
            format!("{} in the studio's files; see `crops check`", both.join(", "))
        }
        Frame::Bug => "This is a fault in crops, not in your studio. Nothing was left half written.".into(),
        Frame::Written => "written".into(),
    }
}
