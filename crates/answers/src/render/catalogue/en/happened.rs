//! Answers: how is what has happened in a plan said in English?
//! Invariant: what is, what it costs, and by when it can be mended.

use super::numbers::counted;
use crate::model::studio::OnSlip;
use crate::plan::compare::Standing;
use crate::render::catalogue::numbers::{hours, working_days_in_words};
use crate::render::catalogue::{Lang, Reader};
use crate::report::plan_happened::{AnswerTime, FieldChange, ReopenedLine, SlipLine};

const LANG: Lang = Lang::En;

pub fn slip(reader: Reader, line: &SlipLine) -> String {
    let over = working_days_in_words(LANG, line.over);
    let (task, since) = (&line.task, reader.day(line.since));
    let is = format!("{task} is under way since {since}, {over} longer than planned");
    match (line.answer_by, line.answer, line.float) {
        (Some(day), AnswerTime::InTime, _) => {
            format!("{is}: it needs an answer by {}, or the launch moves.", reader.day(day))
        }
        (Some(day), AnswerTime::TooLate, _) => {
            format!("{is}: it needed an answer by {} to keep the launch.", reader.day(day))
        }
        (None, _, Some(float)) if float.0 > 0 => {
            format!("{is}: {} of float are left.", working_days_in_words(LANG, float))
        }
        (None, _, Some(_)) => format!("{is}: no float is left."),
        (None, _, None) => format!("{is}."),
    }
}

pub fn more(count: usize) -> String {
    format!(
        "… and {}.",
        counted(count, "more task that takes longer", "more tasks that take longer")
    )
}

pub fn reopened(reader: Reader, line: &ReopenedLine) -> String {
    let changed: Vec<String> = line.changed.iter().map(|change| field_change(reader, change)).collect();
    let told = format!(
        "{}: {} changed after {} was passed (approved by {}). That reopens {}: {} as planned.",
        line.item,
        if changed.is_empty() {
            "what it says".to_owned()
        } else {
            changed.join(", ")
        },
        line.stage,
        line.by.join(", "),
        line.tasks.join(", "),
        working_days_in_words(LANG, line.work)
    );
    told + &line.again.map_or_else(String::new, again)
}

/// How the plan would stand.
fn again(standing: Standing) -> String {
    let words = |days| working_days_in_words(LANG, days);
    if standing.lacking.0 > 0 {
        format!(
            " Done again, nobody would have the time for {} of the work.",
            hours(LANG, standing.lacking)
        )
    } else if standing.short.0 > 0 {
        format!(" Done again, it would be {} short.", words(standing.short))
    } else if standing.margin_used.0 > 0 {
        format!(" Done again, it would cost {} of margin.", words(standing.margin_used))
    } else {
        format!(
            " Done again, it would still fit, with {} to spare.",
            words(standing.spare)
        )
    }
}

/// `message (lea, 1f3c9ab, Thu 12 Nov)`
fn field_change(reader: Reader, change: &FieldChange) -> String {
    let field = match change.field.as_str() {
        "title" => "title".to_owned(),
        key => super::listing::field(key).map_or_else(|| format!("`{key}`"), str::to_lowercase),
    };
    if let (Some(author), Some(commit), Some(day)) = (&change.author, change.short(), change.day) {
        return format!("{field} ({author}, {commit}, {})", reader.day(day));
    }
    format!("{field} (not committed yet)")
}

pub fn behind(on_slip: OnSlip, tasks: usize) -> String {
    let tasks = counted(tasks, "task is", "tasks are");
    match on_slip {
        OnSlip::Consume => {
            format!(
                "{tasks} late: Start and End are as early as still can be, and float and margin go first (`on_slip: consume`)."
            )
        }
        OnSlip::Shift => format!("{tasks} late: all that follows is shifted by as much (`on_slip: shift`)."),
        OnSlip::Hold => {
            format!(
                "{tasks} late: Start and End are held where they should be, and that time must be won back (`on_slip: hold`)."
            )
        }
    }
}
