//! Answers: what is said of a workflow and its rehearsals, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/workflow` and `fr/workflow`.

use super::numbers::sla;
use super::{Lang, Reader, en, fr};
use crate::report::rehearsal::{Differs, RehearsalReport, RehearsedStep};
use crate::report::workflow::{StageFacts, WorkflowFacts};

pub fn headline(reader: Reader, workflow: &WorkflowFacts) -> String {
    match reader.lang {
        Lang::En => en::workflow::headline(workflow),
        Lang::Fr => fr::workflow::headline(workflow),
    }
}

/// `Internal review · gate · creative-lead · 2 wd · 3 briefs`
pub fn stage(reader: Reader, stage: &StageFacts) -> String {
    format!("{} · {}", stage.title, facts(reader, stage))
}

pub fn facts(reader: Reader, stage: &StageFacts) -> String {
    let class = match reader.lang {
        Lang::En => en::workflow::class(stage.class),
        Lang::Fr => fr::workflow::class(stage.class),
    };
    let briefs = match reader.lang {
        Lang::En => en::workflow::briefs(stage.briefs),
        Lang::Fr => fr::workflow::briefs(stage.briefs),
    };
    let known = [
        Some(class.to_owned()),
        stage.role.clone(),
        stage.sla.map(|one| sla(reader.lang, one)),
        (stage.briefs > 0).then_some(briefs),
    ];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What must be there before it is left, a sentence each.
pub fn asks(reader: Reader, stage: &StageFacts) -> Vec<String> {
    match reader.lang {
        Lang::En => en::workflow::asks(stage),
        Lang::Fr => fr::workflow::asks(stage),
    }
}

pub fn legend(reader: Reader) -> &'static str {
    match reader.lang {
        Lang::En => en::workflow::LEGEND,
        Lang::Fr => fr::workflow::LEGEND,
    }
}

pub fn rehearsed(reader: Reader, report: &RehearsalReport) -> String {
    match reader.lang {
        Lang::En => en::workflow::rehearsed(report),
        Lang::Fr => fr::workflow::rehearsed(report),
    }
}

pub fn step(reader: Reader, step: &RehearsedStep) -> String {
    match reader.lang {
        Lang::En => en::workflow::step(step),
        Lang::Fr => fr::workflow::step(step),
    }
}

pub fn differs(reader: Reader, step: &RehearsedStep, differs: &Differs) -> String {
    match reader.lang {
        Lang::En => en::workflow::differs(step, differs),
        Lang::Fr => fr::workflow::differs(step, differs),
    }
}
