//! Answers: where do briefs go whose stage the workflow no longer has?
//! Invariant: one commit for all of them; only briefs in a stage that is gone are touched, and none by a guess.
//! Source: design, "As of": a brief in a stage that no longer exists.

use super::refusal::Refusal;
use super::request::put;
use super::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crate::model::brief::Brief;
use crate::model::studio::Studio;
use crate::model::workflow::Workflow;

/// A brief and its new stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub brief: String,
    pub title: String,
    pub workflow: String,
    pub from: String,
    pub to: String,
}

/// Takes every brief in a stage that is gone to the stage that `map` names for it.
///
/// # Errors
/// When no brief is stranded, a stage has no new one, or the new one is not there.
pub fn adopt(studio: &Studio, map: &[(String, String)]) -> Result<(Change, Vec<Adopted>), Refusal> {
    let (mut files, mut adopted) = (Vec::new(), Vec::new());
    let mut first_without = None;
    for brief in studio.briefs.values() {
        let Some(workflow) = stranded(studio, brief) else {
            continue;
        };
        let wanted = map.iter().find(|(old, _)| old == brief.stage.as_str());
        let Some((_, to)) = wanted else {
            first_without.get_or_insert((brief, workflow));
            continue;
        };
        let to = workflow
            .stage_once_called(to)
            .ok_or_else(|| Refusal::no_such_stage(to, workflow.stages.iter().map(|stage| stage.id.as_str())))?;
        let mut edits = vec![put("stage", YamlValue::Plain(to.id.to_string()))];
        edits.extend(who(brief, to.id.as_str()));
        files.push(FileEdit::Edit {
            path: brief.file.clone(),
            edits,
        });
        adopted.push(Adopted {
            brief: brief.id.to_string(),
            title: brief.title.to_string(),
            workflow: workflow.id.to_string(),
            from: brief.stage.to_string(),
            to: to.id.to_string(),
        });
    }
    match (first_without, adopted.is_empty()) {
        (Some((brief, workflow)), _) => Err(Refusal::StageGone {
            stage: brief.stage.to_string(),
            workflow: workflow.id.to_string(),
            briefs: stranded_in(studio, workflow, brief.stage.as_str()),
            known: workflow.stages.iter().map(|stage| stage.id.to_string()).collect(),
        }),
        (None, true) => Err(Refusal::NothingToChange),
        (None, false) => Ok((change(files, &adopted), adopted)),
    }
}

fn change(files: Vec<FileEdit>, adopted: &[Adopted]) -> Change {
    let line = |one: &Adopted| format!("{} from {} to {}", one.brief, one.from, one.to);
    Change {
        message: Message {
            subject: format!("adopt: {} briefs whose stage is gone", adopted.len()),
            body: adopted.iter().map(line).collect(),
        },
        files,
    }
}

/// The workflow, when it does not have the stage of the brief.
fn stranded<'a>(studio: &'a Studio, brief: &Brief) -> Option<&'a Workflow> {
    let workflow = studio.workflow_of(brief)?;
    workflow
        .stage_once_called(brief.stage.as_str())
        .is_none()
        .then_some(workflow)
}

fn stranded_in(studio: &Studio, workflow: &Workflow, stage: &str) -> usize {
    let here = |brief: &&Brief| {
        brief.stage.as_str() == stage && stranded(studio, brief).is_some_and(|known| known.id == workflow.id)
    };
    studio.briefs.values().filter(here).count()
}

/// Whoever is named for the stage goes along, unless somebody is named for the new one.
fn who(brief: &Brief, to: &str) -> Option<KeyEdit> {
    let named = |stage: &str| brief.who.iter().any(|(known, _)| known.as_str() == stage);
    (named(brief.stage.as_str()) && !named(to)).then(|| KeyEdit {
        at: vec![Segment::Key("who".into()), Segment::Key(brief.stage.to_string())],
        operation: Operation::Rename(to.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn only_briefs_in_a_stage_that_is_gone_are_taken() {
        let studio = sample::with_briefs([
            sample::brief("film-000001", "making"),
            sample::brief("film-000002", "review"),
        ]);
        let map = [
            ("making".to_owned(), "production".to_owned()),
            ("review".into(), "brief".into()),
        ];
        let (change, adopted) = adopt(&studio, &map).expect("a change");
        assert_eq!((adopted.len(), change.files.len()), (1, 1));
        assert_eq!((&*adopted[0].brief, &*adopted[0].to), ("film-000001", "production"));
        assert!(matches!(adopt(&studio, &[]), Err(Refusal::StageGone { briefs: 1, .. })));
        let typo = [("making".to_owned(), "prodution".to_owned())];
        assert!(matches!(adopt(&studio, &typo), Err(Refusal::NoSuchStage { .. })));
        let sound = sample::with_briefs([sample::brief("film-000002", "review")]);
        assert_eq!(adopt(&sound, &map), Err(Refusal::NothingToChange));
    }
}
