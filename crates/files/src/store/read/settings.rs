//! Answers: what do `crops.yml`, calendars, `targets.yml` and `taxonomy.yml` say?
//! Invariant: absent settings have the defaults that `docs/file-formats.md` gives.

use super::campaign::sprint;
use super::fields::{Fields, label_of, text_of};
use super::person::{accounts, keys};
use crate::model::anchor::parse_day;
use crate::model::calendar::{Calendar, Reduced, Window};
use crate::model::duration::{HalfDays, Minutes};
use crate::model::id::{CalendarId, TermId};
use crate::model::label::Label;
use crate::model::money::Currency;
use crate::model::place::{Placed, Span, StudioPath};
use crate::model::shape::{parse_clock, parse_percent, parse_weekday, parse_yes};
use crate::model::studio::{Flow, Forge, ForgeKind, OnSlip, PeopleReports, Settings, Share};
use crate::model::target::{Amount, Bound, Stat, Target};
use crate::model::taxonomy::Taxonomy;
use chrono::Weekday;

/// The settings of a studio whose `crops.yml` cannot be read.
pub fn default_settings(file: &StudioPath) -> Settings {
    Settings {
        file: file.clone(),
        id: "".into(),
        title: "".into(),
        language: None,
        timezone: Placed::new("UTC".into(), Span::WHOLE_FILE),
        calendar: None,
        official: "main".into(),
        was: Vec::new(),
        flow: Flow::default(),
        forge: None,
        recorders: Vec::new(),
        bots: Vec::new(),
        share: Share::default(),
        margin: HalfDays(0),
        on_slip: OnSlip::default(),
        sprint: None,
        people_reports: PeopleReports::default(),
        currency: Currency::EURO,
    }
}

pub fn settings(fields: &Fields<'_>, file: &StudioPath) -> Settings {
    let default = default_settings(file);
    Settings {
        id: fields.boxed("id").unwrap_or(default.id),
        title: fields.boxed("title").unwrap_or(default.title),
        language: fields.placed("language", |text| matches!(text, "en" | "fr").then(|| text.into())),
        timezone: fields.placed_text("timezone").unwrap_or(default.timezone),
        calendar: fields.id("calendar"),
        official: fields.boxed("official").unwrap_or(default.official),
        was: fields.texts("was").iter().map(|folder| from_top(folder)).collect(),
        flow: match fields.text("flow") {
            Some("pull-request") => Flow::PullRequest,
            _ => Flow::Direct,
        },
        forge: fields.map("forge").and_then(|one| forge(&one)),
        recorders: keys(fields, "recorders"),
        bots: accounts(fields, "bots"),
        share: match fields.text("share") {
            Some("always") => Share::Always,
            _ => Share::Sync,
        },
        margin: fields.working_days("margin").unwrap_or_default(),
        sprint: fields.map("sprint").and_then(|one| sprint(&one)),
        on_slip: match fields.text("on_slip") {
            Some("shift") => OnSlip::Shift,
            Some("hold") => OnSlip::Hold,
            _ => OnSlip::Consume,
        },
        people_reports: match fields.parsed("people_reports", parse_yes) {
            Some(true) => PeopleReports::On,
            _ => PeopleReports::Off,
        },
        currency: fields.parsed("currency", Currency::new).unwrap_or(Currency::EURO),
        file: default.file,
    }
}

/// `./creative/` and `creative` are `creative/`, `.` is the top.
fn from_top(folder: &str) -> Box<str> {
    let parts = folder.split('/').filter(|part| !matches!(*part, "" | "."));
    parts.map(|part| format!("{part}/")).collect::<String>().into()
}

fn forge(fields: &Fields<'_>) -> Option<Forge> {
    Some(Forge {
        kind: fields.parsed("kind", ForgeKind::from_word)?,
        repository: fields.boxed("repository"),
        name: fields.boxed("name"),
        url: fields.boxed("url"),
    })
}

pub fn calendar(fields: &Fields<'_>, file: &StudioPath) -> Option<Calendar> {
    let week = fields.node("week");
    Some(Calendar {
        id: fields.id::<CalendarId>("id")?.value,
        file: file.clone(),
        week: match week {
            Some(_) => fields.list("week", parse_weekday).iter().map(|day| day.value).collect(),
            None => vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
        },
        week_span: week.map_or(Span::WHOLE_FILE, |node| node.span),
        window: fields
            .map("window")
            .and_then(|window| hours_of_day(&window))
            .unwrap_or_default(),
        holidays: fields.placed_text("holidays"),
        bridges: fields.list("bridges", parse_day),
        worked: fields.list("worked", parse_day),
        closed: fields.periods("closed"),
        half: fields.list("half", parse_day),
        reduced: fields.maps("reduced").filter_map(|period| reduced(&period)).collect(),
    })
}

/// `None` when the hours make no day: a finding says so.
fn hours_of_day(fields: &Fields<'_>) -> Option<Window> {
    let default = Window::default();
    let window = Window {
        from: fields.parsed("from", parse_clock)?,
        to: fields.parsed("to", parse_clock)?,
        lunch: fields.hours("lunch").unwrap_or(Minutes(0)),
        lunch_at: fields.parsed("lunch_at", parse_clock).unwrap_or(default.lunch_at),
    };
    let open = i32::from(window.to) - i32::from(window.from) - window.lunch.0;
    (open > 0).then_some(window)
}

/// Where hours stand that leave nothing of a day.
pub fn window_without_hours(fields: &Fields<'_>) -> Option<Span> {
    let window = fields.map("window")?;
    let sound = window.parsed("from", parse_clock).is_some() && window.parsed("to", parse_clock).is_some();
    (sound && hours_of_day(&window).is_none()).then_some(window.span)
}

fn reduced(fields: &Fields<'_>) -> Option<Reduced> {
    let from = fields.day("from")?.value;
    Some(Reduced {
        from,
        to: fields.day("to").map_or(from, |day| day.value),
        hours: fields.hours("hours")?,
        span: fields.span,
    })
}

pub fn targets(fields: &Fields<'_>) -> Vec<Target> {
    fields
        .maps("targets")
        .filter_map(|target| one_target(&target))
        .collect()
}

/// `None` without a KPI or a bound.
fn one_target(fields: &Fields<'_>) -> Option<Target> {
    let since = || fields.placed_text("since");
    let bound = if let Some(amount) = fields.parsed("at_most", Amount::parse) {
        Bound::AtMost(amount)
    } else if let Some(amount) = fields.parsed("at_least", Amount::parse) {
        Bound::AtLeast(amount)
    } else if let Some(percent) = fields.parsed("reduce", parse_percent) {
        let since = since();
        Bound::Reduce { percent, since }
    } else {
        let percent = fields.parsed("raise", parse_percent)?;
        let since = since();
        Bound::Raise { percent, since }
    };
    let group = fields.entries_of("by").first();
    Some(Target {
        kpi: fields.placed_text("kpi")?,
        stat: match fields.text("stat") {
            Some("median") => Stat::Median,
            Some("mean") => Stat::Mean,
            Some("p85") => Stat::P85,
            _ => Stat::Main,
        },
        bound,
        by: group.and_then(|entry| {
            let value = text_of(&entry.value)?.into();
            Some((entry.key.clone(), Placed::new(value, entry.value.span)))
        }),
        span: fields.span,
    })
}

pub fn taxonomy(fields: &Fields<'_>, file: &StudioPath) -> Taxonomy {
    Taxonomy {
        file: file.clone(),
        channels: terms(fields, "channels"),
        markets: terms(fields, "markets"),
        tags: terms(fields, "tags"),
    }
}

fn terms(fields: &Fields<'_>, key: &'static str) -> Option<Vec<(TermId, Option<Label>)>> {
    fields.node(key)?;
    let entries = fields.entries_of(key).iter();
    Some(
        entries
            .filter_map(|entry| Some((TermId::new(&entry.key)?, label_of(&entry.value))))
            .collect(),
    )
}
