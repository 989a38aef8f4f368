//! Answers: how is the editorial calendar said in English?
//! Invariant: what goes live first, then what is in the way; nothing scolds.

use super::numbers::counted;
use crate::model::Day;
use crate::model::duration::HalfDays;
use crate::plan::editorial::LiveState;
use crate::render::catalogue::numbers::working_days;
use crate::render::catalogue::{Lang, Reader, Sentence};
use crate::report::editorial::{EditorialReport, EntryKind};

const LANG: Lang = Lang::En;

pub const NAME: &str = "Editorial calendar";
pub const ALL_CAMPAIGNS: &str = "All campaigns";
pub const WEEK: &str = "Week";
pub const CAMPAIGN: &str = "campaign";
pub const NO_CHANNEL: &str = "no channel";
pub const LEGEND: &str = "Days: calendar days from today · ! late, or something in its way · ◆ a date of the campaign · ✓ ready · ✗ cancelled · wd: working days";

pub fn headline(reader: Reader, report: &EditorialReport, live: usize, late: usize, on: &str) -> String {
    let range = format!(
        "from {} to {}",
        reader.day_in_sentence(report.from),
        reader.day_in_sentence(report.to)
    );
    let on = if on.is_empty() {
        String::new()
    } else {
        format!(" on {on}")
    };
    let late = match late {
        0 => String::new(),
        1 => ", 1 is late".into(),
        late => format!(", {late} are late"),
    };
    let late = match report.loose() {
        0 => late,
        1 => format!(", and 1 other brief is due{late}"),
        loose => format!(", and {loose} other briefs are due{late}"),
    };
    match live {
        0 => format!("nothing goes live{on} {range}{late}."),
        1 => format!("1 thing goes live{on} {range}{late}."),
        live => format!("{} go live{on} {range}{late}.", counted(live, "thing", "things")),
    }
}

pub fn week(reader: Reader, monday: Day) -> String {
    format!("Week of {}", reader.day(monday))
}

pub fn launch(campaign: &str) -> String {
    format!("Launch: {campaign}")
}

pub const fn state(state: LiveState, kind: EntryKind) -> &'static str {
    match (state, kind) {
        (LiveState::Date, _) => "",
        (LiveState::NoBrief, _) => "no brief yet",
        (LiveState::Open, _) => "in progress",
        (LiveState::Held, _) => "on hold",
        (LiveState::Ready, EntryKind::Milestone) => "reached",
        (LiveState::Ready, _) => "ready",
        (LiveState::Done, _) => "done",
        (LiveState::Cancelled, _) => "cancelled",
    }
}

/// A brief that nothing puts live.
pub fn to_be_ready(title: &str) -> String {
    format!("Due: {title}")
}

/// The earliest day the plan has it ready.
pub fn forecast(reader: Reader, day: Day) -> String {
    format!("ready from {}", reader.short_day(day))
}

pub fn late(late: HalfDays) -> String {
    format!("{} late", working_days(LANG, late))
}

pub fn same_day(reader: Reader, day: Day, channel: &str, count: usize, titles: &str) -> String {
    format!("{}: {count} things at once on {channel}: {titles}", reader.day(day))
}

pub fn day_off(reader: Reader, day: Day, off: &str, count: usize, titles: &str) -> String {
    let verb = if count == 1 { "goes" } else { "go" };
    format!("{}, a day off ({off}): {titles} {verb} live", reader.day(day))
}

pub fn unknown_channel(typed: &str, near: Option<&str>, known: &[String]) -> Sentence {
    let sentence = Sentence::new(format!("no channel is called `{typed}`"));
    match (near, known) {
        (Some(near), _) => sentence.command(format!("crops calendar --channel {near}")),
        (None, []) => sentence.hint("name channels under `channels:` of taxonomy.yml"),
        (None, known) => sentence.hint(format!("use one of {}", known.join(", "))),
    }
}

pub fn more_clashes(count: usize) -> String {
    format!("and {count} more")
}

pub fn without_channel(count: usize) -> String {
    format!(
        "{} no channel: say `channels:` in the brief, in the line of the campaign, or in the kind.",
        counted(count, "thing has", "things have")
    )
}

pub fn undated(count: usize) -> String {
    format!(
        "{} no live day: give the campaign a `launch:`, or the line a `live:`.",
        counted(count, "deliverable has", "deliverables have")
    )
}
