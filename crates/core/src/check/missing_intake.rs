//! Answers: did a brief leave its queue without what its kind asks for?
//! Invariant: work under way is an error, delivered work a warning: nothing can be asked any more.
//! Source: `docs/checks.md`, `missing-intake`.

use super::{CheckInput, FoundBy, Rule};
use crate::model::brief::Brief;
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use crate::model::workflow::StageClass;

pub const RULE: Rule = Rule {
    id: "missing-intake",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let briefs = input.studio.briefs.values();
    briefs.filter_map(|brief| judge(input.studio, brief)).collect()
}

fn judge(studio: &Studio, brief: &Brief) -> Option<Finding> {
    let severity = match studio.stage_of(brief)?.class {
        StageClass::Work | StageClass::Gate => Severity::Error,
        StageClass::Done => Severity::Warning,
        // On hold or dropped: it may never have left the queue.
        StageClass::Queue | StageClass::Hold | StageClass::Dropped => return None,
    };
    let asked = studio.kinds.get(&brief.kind.value)?.intake.iter();
    let fields: Vec<String> = asked
        .filter(|key| !brief.is_filled(&key.value))
        .map(|key| key.value.to_string())
        .collect();
    (!fields.is_empty()).then(|| Finding {
        severity,
        place: Place::at(&brief.file, brief.stage.span),
        problem: Problem::MissingIntake {
            brief: brief.id.to_string(),
            stage: brief.stage.to_string(),
            fields,
        },
    })
}
