//! Answers: which events of a calendar does a plan make?
//! Invariant: one event for each task that has days, one for the launch; a task has one UID whichever plan shows it.

use super::catalogue::agenda::{self as words, AgendaLine};
use super::catalogue::{Reader, mark, plan};
use super::ics::{self, Agenda, Event, Status};
use crate::report::plan::{Held, PlanReport, Span, State, Subject, TaskLine, Who, WorkKind};
use crate::report::table::Mark;

/// The whole file.
pub fn write(report: &PlanReport, reader: Reader) -> String {
    let tasks = report.tasks.iter().filter_map(|task| {
        let shown = task.shown(report.direction)?;
        Some(event(report, task, shown, reader))
    });
    ics::document(&Agenda {
        name: plan::subject(reader, &report.subject),
        lang: reader.lang,
        today: report.today,
        events: launch(report, reader).into_iter().chain(tasks).collect(),
    })
}

fn launch(report: &PlanReport, reader: Reader) -> Option<Event> {
    let (Subject::Campaign { id, title }, Some(day)) = (&report.subject, report.summary.launch) else {
        return None;
    };
    Some(Event {
        uid: ics::uid(&report.studio, &["launch", id]),
        from: day,
        to: day,
        summary: words::launch(reader, title),
        description: vec![plan::headline(reader, report)],
        categories: vec!["launch".into()],
        status: Status::Confirmed,
    })
}

fn event(report: &PlanReport, task: &TaskLine, shown: Span, reader: Reader) -> Event {
    let is_point = task.work == WorkKind::Milestone;
    Event {
        uid: ics::uid(&report.studio, &["task", &task.whole_name]),
        from: if is_point { shown.to } else { shown.from },
        to: shown.to,
        summary: summary(task, reader),
        description: description(report, task, reader),
        categories: vec![category(task.work).into()],
        status: Status::Confirmed,
    }
}

/// `! Film héros 30 s · Production`
fn summary(task: &TaskLine, reader: Reader) -> String {
    let title = task.title.as_ref().unwrap_or(&task.item);
    let stage = task.stage.as_ref().map(|stage| stage.in_language(reader.lang.code()));
    let named = match (task.work, stage) {
        (WorkKind::Rework, Some(stage)) => format!("{title} · {}", words::rework(reader, stage)),
        (WorkKind::Variants, _) => format!("{title} · {}", words::variants(reader)),
        (WorkKind::Stage, Some(stage)) => format!("{title} · {stage}"),
        _ => title.clone(),
    };
    let sign = match (task.state, task.held, task.work) {
        (State::Done, _, _) => Mark::Done,
        (_, Held::Critical | Held::Late, _) => Mark::Critical,
        (_, Held::Free, WorkKind::Milestone) => Mark::Milestone,
        (_, Held::Free, _) => Mark::None,
    };
    format!("{} {named}", mark(sign)).trim_start().to_owned()
}

fn description(report: &PlanReport, task: &TaskLine, reader: Reader) -> Vec<String> {
    let mut lines = vec![task.name.clone()];
    let mut say = |line: AgendaLine<'_>| lines.push(words::line(reader, &line));
    match &task.who {
        Who::Nobody => {}
        Who::People(people) => say(AgendaLine::Who(&people.join(", "))),
        Who::Role(role) => say(AgendaLine::Who(role)),
        Who::Party { name, .. } => say(AgendaLine::Who(name)),
    }
    if task.duration.0 > 0 && task.work != WorkKind::Milestone {
        say(AgendaLine::Duration(task.duration));
    }
    if let Some(float) = task.total_float {
        say(AgendaLine::Float(float));
    }
    if let Some(early) = task.early.filter(|_| task.state == State::Ahead) {
        say(AgendaLine::Earliest(early.from));
    }
    if let Some(goal) = report.goals.iter().find(|goal| goal.item == task.item) {
        say(AgendaLine::Goal(goal));
    }
    lines
}

const fn category(work: WorkKind) -> &'static str {
    match work {
        WorkKind::Stage => "stage",
        WorkKind::Rework => "rework",
        WorkKind::Variants => "variants",
        WorkKind::Task => "task",
        WorkKind::Milestone => "milestone",
    }
}
