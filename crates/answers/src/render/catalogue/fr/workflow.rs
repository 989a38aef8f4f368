//! Answers: what is said of a workflow and its rehearsals, in French?
//! Invariant: short facts; what a stage asks is a clause each.

use crate::change::adopt::Adopted;
use crate::model::workflow::{SilenceAction, StageClass};
use crate::render::catalogue::numbers::working_days_in_words;
use crate::render::catalogue::{Lang, Sentence};
use crate::report::failure::ScenarioFault;
use crate::report::rehearsal::{Differs, RehearsalReport, RehearsedStep, StepDeed};
use crate::report::workflow::{NeedFacts, StageFacts, WorkflowFacts};

pub const LEGEND: &str =
    "○ file  ● travail  ◆ validation  ■ terminé  ‖ pause, depuis toute étape et retour  × abandon, depuis toute étape";

pub fn headline(workflow: &WorkflowFacts) -> String {
    let kinds = match workflow.kinds.as_slice() {
        [] => "aucun type ne s’en sert".to_owned(),
        kinds => kinds.join(", "),
    };
    let briefs = workflow.stages.iter().map(|stage| stage.briefs).sum();
    format!(
        "{} ({})\u{a0}: {kinds}\u{202f}; {}",
        workflow.title,
        workflow.id,
        self::briefs(briefs)
    )
}

pub fn briefs(count: usize) -> String {
    match count {
        0 | 1 => format!("{count} brief"),
        count => format!("{count} briefs"),
    }
}

pub const fn class(class: StageClass) -> &'static str {
    match class {
        StageClass::Queue => "file",
        StageClass::Work => "travail",
        StageClass::Gate => "validation",
        StageClass::Hold => "pause",
        StageClass::Done => "terminé",
        StageClass::Dropped => "abandon",
    }
}

pub fn asks(stage: &StageFacts) -> Vec<String> {
    let mut asks = Vec::new();
    if let Some(gate) = &stage.gate {
        let needs: Vec<String> = gate.needs.iter().map(need).collect();
        if !needs.is_empty() {
            asks.push(format!(
                "demande {} (par {})",
                needs.join(", "),
                gate.accepts.join(", ")
            ));
        }
        let reject = gate.on_reject.as_ref().map(|stage| format!("✗ retour à {stage}"));
        let rounds = gate.max_rounds.map(|most| match most {
            1 => "1 tour au plus".to_owned(),
            most => format!("{most} tours au plus"),
        });
        let silence = gate.on_silence.as_ref().map(|rule| {
            let does = match rule.action {
                SilenceAction::Remind => "relance",
                SilenceAction::Escalate => "remonter",
                SilenceAction::Tacit => "le silence vaut accord",
            };
            format!(
                "après {} sans réponse\u{a0}: {does}",
                working_days_in_words(Lang::Fr, rule.after)
            )
        });
        let more: Vec<String> = [reject, rounds, silence].into_iter().flatten().collect();
        if !more.is_empty() {
            asks.push(more.join("\u{202f}; "));
        }
    }
    if !stage.handoff.is_empty() {
        asks.push(format!("à cocher\u{a0}: {}", stage.handoff.join(", ")));
    }
    if !stage.requires.is_empty() {
        asks.push(format!("à remplir\u{a0}: {}", stage.requires.join(", ")));
    }
    asks
}

fn need(need: &NeedFacts) -> String {
    let turn = match need.order {
        0 | 1 => String::new(),
        order => format!(" ({order}e)"),
    };
    let when = need
        .when
        .as_ref()
        .map(|when| format!(" si «\u{a0}{when}\u{a0}»"))
        .unwrap_or_default();
    format!("{} {}{turn}{when}", need.count, need.who)
}

pub fn rehearsed(report: &RehearsalReport) -> String {
    let title = report.title.as_deref().unwrap_or(&report.file);
    let steps = match report.steps.len() {
        1 => "1 pas".to_owned(),
        count => format!("{count} pas"),
    };
    match report.failed() {
        0 => format!("{title}\u{a0}: {steps}, tout comme prévu."),
        failed => format!("{title}\u{a0}: {failed} sur {steps} autrement que prévu."),
    }
}

pub fn step(step: &RehearsedStep) -> String {
    let does = match step.deed {
        StepDeed::Move => "le déplace",
        StepDeed::Submit => "le soumet",
        StepDeed::Approve => "valide",
        StepDeed::Reject => "demande des corrections",
        StepDeed::Revoke => "retire sa validation",
        StepDeed::Abstain => "s’abstient",
        StepDeed::Edit => "le modifie",
    };
    let did = format!("{} {does}", step.by);
    match &step.refused {
        Some(why) => format!("{did}\u{a0}: refusé, {why}"),
        None if step.from == step.to => format!("{did}\u{a0}: il reste à «\u{a0}{}\u{a0}»", step.to),
        None => format!(
            "{did}\u{a0}: de «\u{a0}{}\u{a0}» à «\u{a0}{}\u{a0}»",
            step.from, step.to
        ),
    }
}

pub fn differs(step: &RehearsedStep, differs: &Differs) -> String {
    let line = step.line;
    match differs {
        Differs::Stage { expected } => {
            format!(
                "ligne {line}\u{a0}: `{expected}` était attendu, il est à `{}`",
                step.stage
            )
        }
        Differs::NotRefused => format!("ligne {line}\u{a0}: cela aurait dû être refusé"),
        Differs::Refused => format!("ligne {line}\u{a0}: cela n’aurait pas dû être refusé"),
        Differs::Awaits { expected } => format!(
            "ligne {line}\u{a0}: {} devrait être attendu, c’est {}",
            expected.join(", "),
            if step.awaits.is_empty() {
                "personne".to_owned()
            } else {
                step.awaits.join(", ")
            }
        ),
    }
}

pub fn adopted(adopted: &[Adopted]) -> String {
    match adopted.len() {
        1 => "1 brief quitte une étape disparue pour une qui existe".to_owned(),
        count => format!("{count} briefs quittent une étape disparue pour une qui existe"),
    }
}

pub fn bad_scenario(path: &str, line: u32, what: &ScenarioFault) -> Sentence {
    let place = format!("{path}:{line}");
    match what {
        ScenarioFault::NotYaml => Sentence::new(format!("{place}\u{a0}: un scénario est un mapping YAML")),
        ScenarioFault::Missing { key } => Sentence::new(format!("{place}\u{a0}: il manque `{key}`")),
        ScenarioFault::Unknown { word, near } => {
            let sentence = Sentence::new(format!("{place}\u{a0}: `{word}` ne veut rien dire ici"));
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                None => sentence,
            }
        }
        ScenarioFault::Brief => Sentence::new(format!(
            "{place}\u{a0}: aucun brief ne peut être fait de ce qui est sous `brief`"
        ))
        .hint("donnez-lui un `kind:` de ce circuit, et des valeurs comme dans un brief"),
    }
}
