//! Answers: how are two plans compared in English?
//! Invariant: whether the launch holds first, then what moved.

use super::numbers::counted;
use crate::model::Day;
use crate::plan::compare::{Cause, Counted, LaunchMove, Standing};
use crate::render::catalogue::numbers::{days_number, hours, working_days_in_words};
use crate::render::catalogue::plan_diff::Presence;
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_diff::{DiffSection, MovedTask, PlanDiffReport, Waiting};

const LANG: Lang = Lang::En;

pub fn headline(reader: Reader, report: &PlanDiffReport) -> String {
    let since = match report.from.day == report.to.day {
        true => format!("From {} on", at(report)),
        false => format!("Since {}", reader.day(report.from.day)),
    };
    if report.sections.iter().all(DiffSection::is_unchanged) {
        return format!("{since} nothing moved.");
    }
    if let [section] = report.sections.as_slice() {
        return format!("{since} {}.", standing(reader, section));
    }
    let sum = |of: fn(&DiffSection) -> usize| report.sections.iter().map(of).sum::<usize>();
    let moved = counted(sum(|section| section.moved.len()), "task", "tasks");
    let plans = report.sections.iter().filter(|section| !section.is_unchanged()).count();
    format!(
        "{since} {moved} moved, {} came and {} went, in {}.",
        sum(|section| section.added.len()),
        sum(|section| section.removed.len()),
        counted(plans, "plan", "plans")
    )
}

fn at(report: &PlanDiffReport) -> String {
    let id = report.from.commit.as_deref().unwrap_or_default();
    id[..id.len().min(7)].to_owned()
}

pub fn standing(reader: Reader, section: &DiffSection) -> String {
    let launch = match &section.campaign {
        Some((_, title)) if section.launch_after.is_some() => format!("the launch of {title}"),
        Some((_, title)) => format!("the plan of {title}"),
        None => "the plan of the open briefs".to_owned(),
    };
    let moved = match (section.launch_before, section.launch_after) {
        (Some(before), Some(after)) if before != after => {
            format!(
                "{launch} moved from {} to {}, and it ",
                reader.day(before),
                reader.day(after)
            )
        }
        (Some(_), Some(_)) | (None, _) | (_, None) => format!("{launch} "),
    };
    moved + &holds(section.before, section.after)
}

fn holds(before: Option<Standing>, after: Option<Standing>) -> String {
    let words = |days| working_days_in_words(LANG, days);
    let was = before.unwrap_or_default();
    let Some(is) = after else {
        return "has nothing left to keep".into();
    };
    if is.lacking.0 > 0 {
        let before = hours(LANG, was.lacking);
        let lacking = hours(LANG, is.lacking);
        return format!("does not hold: nobody has the time for {lacking} of work, {before} before");
    }
    if is.short.0 > 0 {
        return match was.short.0 {
            ..=0 => format!("does not hold any more: {} short", words(is.short)),
            1.. => format!(
                "does not hold: {} short, {} before",
                words(is.short),
                days_number(LANG, was.short)
            ),
        };
    }
    if is.margin_used.0 > 0 {
        let before = days_number(LANG, was.margin_used);
        return format!(
            "holds, at the cost of {} of margin, {before} before",
            words(is.margin_used)
        );
    }
    let lost = was.spare - is.spare;
    if before.is_none() || was.lacking.0 > 0 || was.short.0 > 0 || was.margin_used.0 > 0 {
        format!("holds, with {} of float", words(is.spare))
    } else if lost.0 > 0 {
        let days = words(was.spare);
        format!("holds, but {} of its {days} of float are gone", days_number(LANG, lost))
    } else if lost.0 < 0 {
        format!(
            "holds, with {} of float, {} more",
            words(is.spare),
            days_number(LANG, -lost)
        )
    } else {
        format!("holds, with its {} of float", words(is.spare))
    }
}

pub fn launch(reader: Reader, launch: &LaunchMove) -> String {
    match (launch.from, launch.to) {
        (Some(from), Some(to)) => format!("Launch moved from {} to {}", reader.day(from), reader.day(to)),
        (None, Some(to)) => format!("Launch set to {}", reader.day(to)),
        (Some(from), None) => format!("Launch of {} taken away", reader.day(from)),
        (None, None) => "Launch unchanged".into(),
    }
}

pub fn no_commit(reader: Reader, cause: Cause, task: &MovedTask, from: Day) -> String {
    if cause == Cause::Uncommitted {
        return "not committed yet".into();
    }
    let own = task.task.as_str();
    match &task.waiting {
        Some(Waiting::On { task, since: Some(day) }) if *day > from => {
            let what = if task == own { String::new() } else { format!("{task} ") };
            format!("{what}began only on {}", reader.day(*day))
        }
        Some(Waiting::On { task, since }) => {
            let of = if task == own {
                String::new()
            } else {
                format!(" for {task}")
            };
            let since = since.map_or_else(String::new, |day| format!(" since {}", reader.day(day)));
            format!("waiting{of}{since}")
        }
        Some(Waiting::NotBegun { task }) if task == own => "has not begun".into(),
        Some(Waiting::NotBegun { task }) => format!("{task} has not begun"),
        None => "days went by".into(),
    }
}

pub fn and_others(count: usize) -> String {
    format!("and {}", counted(count, "more cause", "more causes"))
}

/// How many tasks came or went, and their names.
pub fn presence(presence: Presence, count: usize, names: &str) -> String {
    let tasks = counted(count, "task", "tasks");
    match presence {
        Presence::Added => format!("{tasks} new: {names}"),
        Presence::Removed => format!("{tasks} gone: {names}"),
    }
}

pub fn left_out(rows: usize, quiet: usize) -> Vec<String> {
    let rows = (rows > 0).then(|| format!("… and {}.", counted(rows, "more task", "more tasks")));
    let quiet = (quiet > 0).then(|| match quiet {
        1 => "1 more task has not begun: its earliest day went on with the calendar.".to_owned(),
        0 | 2.. => format!("{quiet} more tasks have not begun: their earliest days went on with the calendar."),
    });
    rows.into_iter().chain(quiet).collect()
}

pub fn legend(reader: Reader, report: &PlanDiffReport) -> String {
    let days = match report.from.day == report.to.day {
        true => format!("both planned on {}", reader.day(report.to.day)),
        false => format!(
            "planned on {} and on {}",
            reader.day(report.from.day),
            reader.day(report.to.day)
        ),
    };
    let people = with_people(report.counted);
    format!("forecast: its earliest end · latest: by when it must end · working days, later is + · {days}{people}")
}

/// The end of a legend.
pub fn with_people(counted: Counted) -> &'static str {
    match counted {
        Counted::Calendars => "",
        Counted::People => " · with the hours people have",
    }
}
