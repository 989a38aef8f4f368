//! Answers: what does the reader call a stage, in a report over several workflows?
//! Invariant: where a kind is meant its workflow decides; elsewhere every title that the id has is said, and an id that no
//! workflow knows is itself.
//! Source: design, "KPIs".

use crate::model::studio::Studio;
use crate::model::workflow::{Stage, Workflow};
use std::collections::BTreeMap;

/// Titles in one language, of the stages that are and of what they were called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageTitles {
    /// By kind, then by id.
    of_kinds: BTreeMap<String, BTreeMap<String, String>>,
    of_all: BTreeMap<String, String>,
}

impl StageTitles {
    pub fn new(studio: &Studio, code: &str) -> Self {
        let kinds = studio.kinds.values().filter_map(|kind| {
            let workflow = studio.workflows.get(kind.workflow.value.as_str())?;
            Some((kind.id.to_string(), of_workflow(workflow, code)))
        });
        let mut of_all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, title) in studio
            .workflows
            .values()
            .flat_map(|workflow| of_workflow(workflow, code))
        {
            let titles = of_all.entry(id).or_default();
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        Self {
            of_kinds: kinds.collect(),
            of_all: of_all
                .into_iter()
                .map(|(id, titles)| (id, titles.join(" / ")))
                .collect(),
        }
    }

    /// In the workflow of a kind, or in all of them.
    pub fn of<'t>(&'t self, kind: Option<&str>, id: &'t str) -> &'t str {
        let of_kind = kind.and_then(|kind| self.of_kinds.get(kind)?.get(id));
        of_kind.or_else(|| self.of_all.get(id)).map_or(id, String::as_str)
    }
}

/// In the workflow of one brief; `None` when it is not known there.
pub fn title_in(workflow: Option<&Workflow>, id: &str, code: &str) -> Option<String> {
    let stage = workflow?.stage_once_called(id)?;
    Some(stage.title.in_language(code).to_owned())
}

fn of_workflow(workflow: &Workflow, code: &str) -> BTreeMap<String, String> {
    let title = |stage: &Stage| stage.title.in_language(code).to_owned();
    let old = workflow
        .stages
        .iter()
        .flat_map(|stage| stage.was.iter().map(move |id| (id.to_string(), title(stage))));
    let mut titles: BTreeMap<_, _> = old.collect();
    titles.extend(workflow.stages.iter().map(|stage| (stage.id.to_string(), title(stage))));
    titles
}

#[cfg(test)]
mod tests {
    use super::{StageTitles, title_in};
    use crate::model::label::Label;
    use crate::model::sample;

    #[test]
    fn a_stage_is_called_as_the_workflow_of_the_kind_calls_it() {
        let mut studio = sample::studio();
        let kind = studio.kinds.keys().next().expect("a kind").to_string();
        let workflow = studio.workflows.values().next().expect("a workflow").clone();
        let mut other = workflow.clone();
        other.id = crate::model::id::WorkflowId::new("zz-other").expect("a slug");
        let review = other
            .stages
            .iter_mut()
            .find(|stage| stage.id.as_str() == "review")
            .expect("a review");
        review.title = Label::plain("Check");
        studio.workflows.insert(other.id.clone(), other.clone());

        let titles = StageTitles::new(&studio, "en");
        let own = title_in(Some(&workflow), "review", "en").expect("a title");
        assert_eq!(titles.of(Some(&kind), "review"), own);
        assert_eq!(titles.of(None, "review"), format!("{own} / Check"));
        assert_eq!(titles.of(Some("unheard-of"), "review"), format!("{own} / Check"));
        assert_eq!(titles.of(None, "gone"), "gone");
        assert_eq!(title_in(None, "review", "en"), None);
    }
}
