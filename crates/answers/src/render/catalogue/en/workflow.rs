//! Answers: what is said of a workflow and its rehearsals, in English?
//! Invariant: short facts; what a stage asks is a clause each.

use super::numbers::counted;
use crate::change::adopt::Adopted;
use crate::model::workflow::{SilenceAction, StageClass};
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Sentence};
use crate::report::failure::ScenarioFault;
use crate::report::rehearsal::{Differs, RehearsalReport, RehearsedStep, StepDeed};
use crate::report::workflow::{NeedFacts, StageFacts, WorkflowFacts};

pub const LEGEND: &str = "○ queue  ● work  ◆ gate  ■ done  ‖ hold, from any stage and back  × dropped, from any stage";

pub fn headline(workflow: &WorkflowFacts) -> String {
    let kinds = match workflow.kinds.as_slice() {
        [] => "no kind uses it".to_owned(),
        kinds => kinds.join(", "),
    };
    let briefs = workflow.stages.iter().map(|stage| stage.briefs).sum();
    format!(
        "{} ({}): {kinds}; {}",
        workflow.title,
        workflow.id,
        self::briefs(briefs)
    )
}

pub fn briefs(count: usize) -> String {
    counted(count, "brief", "briefs")
}

pub const fn class(class: StageClass) -> &'static str {
    match class {
        StageClass::Queue => "queue",
        StageClass::Work => "work",
        StageClass::Gate => "gate",
        StageClass::Hold => "on hold",
        StageClass::Done => "done",
        StageClass::Dropped => "dropped",
    }
}

pub fn asks(stage: &StageFacts) -> Vec<String> {
    let mut asks = Vec::new();
    if let Some(gate) = &stage.gate {
        let needs: Vec<String> = gate.needs.iter().map(need).collect();
        if !needs.is_empty() {
            asks.push(format!("needs {} (by {})", needs.join(", "), gate.accepts.join(", ")));
        }
        let reject = gate.on_reject.as_ref().map(|stage| format!("✗ back to {stage}"));
        let rounds = gate
            .max_rounds
            .map(|most| format!("at most {}", counted(most as usize, "round", "rounds")));
        let silence = gate.on_silence.as_ref().map(|rule| {
            let does = match rule.action {
                SilenceAction::Remind => "remind",
                SilenceAction::Escalate => "escalate",
                SilenceAction::Tacit => "silence is consent",
            };
            format!(
                "after {} without an answer: {does}",
                working_days_in_words(Lang::En, rule.after)
            )
        });
        let more: Vec<String> = [reject, rounds, silence].into_iter().flatten().collect();
        if !more.is_empty() {
            asks.push(more.join("; "));
        }
    }
    if !stage.handoff.is_empty() {
        asks.push(format!("to tick: {}", stage.handoff.join(", ")));
    }
    if !stage.requires.is_empty() {
        asks.push(format!("to fill in: {}", stage.requires.join(", ")));
    }
    asks
}

fn need(need: &NeedFacts) -> String {
    let turn = if need.order > 1 {
        format!(" ({}.)", need.order)
    } else {
        String::new()
    };
    let when = need
        .when
        .as_ref()
        .map(|when| format!(" when {when}"))
        .unwrap_or_default();
    format!("{} {}{turn}{when}", need.count, need.who)
}

pub fn rehearsed(report: &RehearsalReport) -> String {
    let title = report.title.as_deref().unwrap_or(&report.file);
    let steps = counted(report.steps.len(), "step", "steps");
    match report.failed() {
        0 => format!("{title}: {steps}, all as expected."),
        failed => format!("{title}: {failed} of {steps} went otherwise than expected."),
    }
}

pub fn step(step: &RehearsedStep) -> String {
    let does = match step.deed {
        StepDeed::Move => "moves it",
        StepDeed::Submit => "submits it",
        StepDeed::Approve => "approves",
        StepDeed::Reject => "asks for changes",
        StepDeed::Revoke => "takes the approval back",
        StepDeed::Abstain => "abstains",
        StepDeed::Edit => "edits it",
    };
    let did = format!("{} {does}", step.by);
    match &step.refused {
        Some(why) => format!("{did}: refused, {why}"),
        None if step.from == step.to => format!("{did}: it stays in {}", step.to),
        None => format!("{did}: from {} to {}", step.from, step.to),
    }
}

pub fn differs(step: &RehearsedStep, differs: &Differs) -> String {
    match differs {
        Differs::Stage { expected } => format!(
            "line {}: `{expected}` was expected, it is in `{}`",
            step.line, step.stage
        ),
        Differs::NotRefused => format!("line {}: it should have been refused", step.line),
        Differs::Refused => format!("line {}: it should not have been refused", step.line),
        Differs::Awaits { expected } => format!(
            "line {}: {} should be asked, it is {}",
            step.line,
            expected.join(", "),
            if step.awaits.is_empty() {
                "nobody".to_owned()
            } else {
                step.awaits.join(", ")
            }
        ),
    }
}

pub fn adopted(adopted: &[Adopted]) -> String {
    let briefs = counted(adopted.len(), "brief goes", "briefs go");
    format!("{briefs} from a stage that is gone to one that is there")
}

pub fn bad_scenario(path: &str, line: u32, what: &ScenarioFault) -> Sentence {
    let place = format!("{path}:{line}");
    match what {
        ScenarioFault::NotYaml => Sentence::new(format!("{place}: a scenario is one YAML mapping")),
        ScenarioFault::Missing { key } => Sentence::new(format!("{place}: `{key}` is missing")),
        ScenarioFault::Unknown { word, near } => {
            let sentence = Sentence::new(format!("{place}: `{word}` means nothing here"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}`?")),
                None => sentence,
            }
        }
        ScenarioFault::Brief => Sentence::new(format!("{place}: no brief can be made of what is under `brief`"))
            .hint("give it a `kind:` of this workflow, and values as in a brief"),
    }
}
