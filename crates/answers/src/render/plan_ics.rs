//! Answers: which events of a calendar does a plan make?
//! Invariant: one event for each task that has days, one for the launch; a task has one UID whichever plan shows it.

use super::catalogue::agenda::{self as words, AgendaLine};
use super::catalogue::{self, Reader, mark, picture, plan};
use super::ics::{self, Agenda, Event, Status};
use crate::report::plan::{Direction, Held, Origin, PlanReport, Span, State, Subject, TaskLine, Who, WorkKind};
use crate::report::table::Mark;

/// The whole file.
pub fn write(report: &PlanReport, reader: Reader, tried: &[String]) -> String {
    let trial = catalogue::trial(reader.lang, tried);
    let tasks = report.tasks.iter().filter_map(|task| {
        let shown = task.shown(report.direction)?;
        Some(event(report, task, shown, reader))
    });
    let mut events: Vec<Event> = launch(report, reader).into_iter().chain(tasks).collect();
    if !trial.is_empty() {
        events.iter_mut().for_each(|event| tried_only(event, &trial));
    }
    ics::document(&Agenda {
        name: format!("{trial}{}", plan::subject(reader, &report.subject)),
        lang: reader.lang,
        today: report.today,
        events,
    })
}

/// Imported, it must neither be taken for the plan nor take its place.
fn tried_only(event: &mut Event, trial: &str) {
    event.uid = format!("what-if/{}", event.uid);
    event.summary = format!("? {}", event.summary);
    event
        .description
        .insert(0, trial.trim_end_matches([' ', ':', '\u{a0}']).to_owned());
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

/// `! Film recette 45 s · Production`
fn summary(task: &TaskLine, reader: Reader) -> String {
    let occurrence = match task.origin {
        Origin::Occurrence { day, .. } => Some(day),
        Origin::Deliverable | Origin::LooseBrief | Origin::Task | Origin::Milestone => None,
    };
    let label = picture::task_label(reader, task);
    let named = match task.work {
        WorkKind::Stage | WorkKind::Rework | WorkKind::Variants => {
            let item = picture::item_label(reader, task.title.as_deref(), &task.item, occurrence);
            format!("{item} · {label}")
        }
        WorkKind::Task | WorkKind::Milestone => label,
    };
    let sign = match (task.state, task.held, task.work) {
        (State::Done, _, _) => Mark::Done,
        (_, Held::Critical | Held::Late, _) => Mark::Critical,
        (_, Held::Free, WorkKind::Milestone) => Mark::Milestone,
        (_, Held::Free, _) => Mark::None,
    };
    format!("{} {named}", mark(sign)).trim_start().to_owned()
}

/// What it is typed as, who does it, and why then.
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
    lines.extend(task.total_float.map(|float| picture::float_words(reader, float)));
    lines.extend(why(task, report.direction, reader));
    let goal = report.goals.iter().find(|goal| goal.item == task.item);
    lines.extend(goal.map(|goal| picture::goal(reader, goal)));
    lines
}

/// What binds it on the side that its days are of comes first.
fn why(task: &TaskLine, direction: Direction, reader: Reader) -> Vec<String> {
    let Some(why) = &task.why else { return Vec::new() };
    let early = words::line(reader, &AgendaLine::Earliest(&plan::early_step(reader, &why.early)));
    let is_told = why.late.place.is_some() && why.early.because != why.late.because;
    let late = is_told.then(|| words::line(reader, &AgendaLine::Latest(&plan::late_step(reader, &why.late))));
    let early = std::iter::once(early).chain(plan::days_off(reader, &why.early));
    match direction {
        Direction::Backward => late.into_iter().chain(early).collect(),
        Direction::Forward => early.chain(late).collect(),
    }
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
