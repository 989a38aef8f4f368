//! Answers: what does the acceptance of a request change, and what its refusal?
//! Invariant: a request leaves its queue only with its intake filled; a refusal keeps its reason in the record.
//! Source: design, "Words": a request is a brief still in a `queue` stage.

use super::refusal::{Answer, Refusal, Wish};
use super::request::{RushAnswer, edit, missing_intake, put, stage_change, stage_of};
use super::request_text::rush_value;
use super::typed::person;
use super::yaml_text::one_plain_line;
use super::{Change, YamlValue};
use crate::model::Day;
use crate::model::brief::{Brief, Rush};
use crate::model::id::PersonId;
use crate::model::moves::onward;
use crate::model::studio::Studio;
use crate::model::workflow::{Stage, StageClass, Workflow};

/// Takes a request out of its queue, to an owner when one is named.
pub fn accept(
    studio: &Studio,
    brief: &Brief,
    owner: Option<&str>,
    rush: Option<&RushAnswer>,
) -> Result<Change, Refusal> {
    let (workflow, stage) = request_stage(studio, brief)?;
    if let Some(kind) = studio.kinds.get(&brief.kind.value) {
        let fields = missing_intake(kind, brief);
        if !fields.is_empty() {
            return Err(Refusal::MissingIntake {
                brief: brief.id.to_string(),
                fields,
            });
        }
    }
    let next = onward(workflow, stage).ok_or_else(|| Refusal::NoStageOf {
        workflow: workflow.id.to_string(),
        class: Wish::Next,
    })?;
    let mut edits = vec![put("stage", YamlValue::Plain(next.id.to_string()))];
    if let Some(owner) = owner {
        edits.push(put("owner", YamlValue::Plain(person(studio, owner)?.to_string())));
    }
    if let Some(rush) = rush {
        let rush = Rush {
            reason: rush.reason.as_str().into(),
            agreed_by: rush.agreed_by.as_deref().map(|name| person(studio, name)).transpose()?,
        };
        edits.push(put("rush", rush_value(&rush)));
    }
    Ok(edit(
        brief,
        edits,
        format!("accept: {}", stage_change(brief, &next.id)),
        &[],
    ))
}

/// Closes a request that will not be done, with the reason kept in its record.
pub fn decline(
    studio: &Studio,
    brief: &Brief,
    reason: &str,
    by: Option<&PersonId>,
    today: Day,
) -> Result<Change, Refusal> {
    let (workflow, _) = request_stage(studio, brief)?;
    if one_plain_line(reason).is_empty() {
        return Err(Refusal::Unsaid {
            answers: vec![Answer::Reason],
        });
    }
    let dropped = workflow.stages.iter().find(|stage| stage.class == StageClass::Dropped);
    let dropped = dropped.ok_or_else(|| Refusal::NoStageOf {
        workflow: workflow.id.to_string(),
        class: Wish::Dropped,
    })?;
    let facts = [
        Some(("reason".into(), YamlValue::Text(reason.trim().into()))),
        by.map(|by| ("by".into(), YamlValue::Plain(by.to_string()))),
        Some(("day".into(), YamlValue::Plain(today.to_string()))),
    ];
    let edits = vec![
        put("stage", YamlValue::Plain(dropped.id.to_string())),
        put("declined", YamlValue::Map(facts.into_iter().flatten().collect())),
    ];
    Ok(edit(
        brief,
        edits,
        format!("decline: {}", stage_change(brief, &dropped.id)),
        &[reason],
    ))
}

/// The workflow and queue stage of a brief that is still a request.
fn request_stage<'a>(studio: &'a Studio, brief: &Brief) -> Result<(&'a Workflow, &'a Stage), Refusal> {
    let (workflow, stage) = stage_of(studio, brief)?;
    if stage.class != StageClass::Queue {
        return Err(Refusal::NotARequest {
            brief: brief.id.to_string(),
            stage: stage.id.to_string(),
        });
    }
    Ok((workflow, stage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::FileEdit;
    use crate::model::sample;

    #[test]
    fn a_request_is_accepted_once_its_intake_is_filled() {
        let open = sample::filled(sample::brief("film-000001", "intake"), &["objective", "audience"]);
        let studio = sample::studio();
        assert_eq!(
            accept(&studio, &open, None, None),
            Err(Refusal::MissingIntake {
                brief: "film-000001".into(),
                fields: vec!["message".into(), "channels".into()]
            })
        );
        let filled = sample::filled(open, &["message", "channels"]);
        let change = accept(&studio, &filled, Some("lea"), None).expect("accepted");
        assert_eq!(change.message.subject, "accept: film-000001 from intake to brief");
        let FileEdit::Edit { edits, .. } = &change.files[0] else {
            panic!("no edit")
        };
        assert_eq!(
            edits,
            &[
                put("stage", YamlValue::Plain("brief".into())),
                put("owner", YamlValue::Plain("lea".into()))
            ]
        );
        let beyond = sample::brief("film-000001", "production");
        assert!(matches!(
            accept(&studio, &beyond, None, None),
            Err(Refusal::NotARequest { .. })
        ));
    }

    #[test]
    fn a_refusal_keeps_its_reason() {
        let studio = sample::studio();
        let brief = sample::brief("film-000001", "intake");
        let change =
            decline(&studio, &brief, "no\nbudget\u{1b}[2J", None, sample::day("2026-11-21")).expect("declined");
        assert_eq!(change.message.subject, "decline: film-000001 from intake to cancelled");
        assert_eq!(change.message.body, ["Reason: no budget [2J"]);
        assert_eq!(
            decline(&studio, &brief, "  ", None, sample::day("2026-11-21")),
            Err(Refusal::Unsaid {
                answers: vec![Answer::Reason]
            })
        );
    }
}
