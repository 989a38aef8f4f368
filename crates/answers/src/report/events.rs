//! Answers: which stage changes does the history hold, one row each?
//! Invariant: the shape of a line is frozen: `brief, from, to, commit, landing, made, landed, time, by`; instants are UTC.

use crate::model::history::{Author, AuthorIndex, History, Moment, ObjectId};
use crate::model::id::{BriefId, StageId};
use crate::model::studio::Studio;
use crate::report::table::{Cell, Column, Row, Table};
use crate::report::title::Title;
use crate::trail::event::{BriefEvents, Event, Events};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

/// All events, in the order of the official line.
#[derive(Clone, Debug)]
pub struct EventsReport {
    rows: Vec<EventRow>,
}

/// An event before it is written: a long history has some hundred thousand of them.
#[derive(Clone, Debug)]
struct EventRow {
    brief: BriefId,
    from: Option<StageId>,
    to: Option<StageId>,
    commit: ObjectId,
    landing: ObjectId,
    made: Moment,
    landed: Moment,
    time: Moment,
    by: Arc<str>,
    superseded: Superseded,
}

impl EventRow {
    fn view(&self) -> EventView {
        EventView {
            brief: self.brief.to_string(),
            from: self.from.as_ref().map(ToString::to_string),
            to: self.to.as_ref().map(ToString::to_string),
            commit: self.commit.to_string(),
            landing: self.landing.to_string(),
            made: instant(self.made),
            landed: instant(self.landed),
            time: instant(self.time),
            by: self.by.to_string(),
            superseded: self.superseded,
        }
    }
}

/// Which events are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Counted,
    /// Also those that a merge overrode, marked.
    All,
}

/// What stands under `data` in JSON.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct EventsView<'a> {
    pub events: &'a [EventView],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct EventView {
    pub brief: String,
    /// Null: first seen, or restored.
    pub from: Option<String>,
    /// Null: deleted.
    pub to: Option<String>,
    pub commit: String,
    pub landing: String,
    pub made: String,
    pub landed: String,
    pub time: String,
    /// The id of the person whose e-mail the commit has, else that e-mail, else the name.
    pub by: String,
    /// Only there when a merge overrode the change.
    #[serde(skip_serializing_if = "Superseded::is_no")]
    #[cfg_attr(feature = "schema", schemars(with = "bool", default))]
    pub superseded: Superseded,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Superseded {
    #[default]
    No,
    Yes,
}

impl Superseded {
    fn is_no(&self) -> bool {
        *self == Self::No
    }
}

impl Serialize for Superseded {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self == Self::Yes)
    }
}

impl EventsReport {
    pub fn new(studio: Option<&Studio>, history: &History, events: &Events, wanted: Wanted) -> Self {
        let mut found: Vec<(u32, Superseded, &BriefEvents, &Event)> = Vec::new();
        for brief in &events.briefs {
            found.extend(
                brief
                    .events
                    .iter()
                    .map(|event| (event.order, Superseded::No, brief, event)),
            );
            if wanted == Wanted::All {
                let dropped = brief.superseded.iter();
                found.extend(dropped.map(|event| (event.order, Superseded::Yes, brief, event)));
            }
        }
        // the order counts within one kind only: what a landing overrode stands after what it brought
        found.sort_by_key(|(order, superseded, _, event)| (event.landing, *superseded == Superseded::Yes, *order));
        let mut names: HashMap<AuthorIndex, Arc<str>> = HashMap::new();
        let row = |(_, superseded, brief, event): (u32, Superseded, &BriefEvents, &Event)| {
            let author = history.commit(event.commit).author;
            let name = names.entry(author);
            EventRow {
                brief: brief.brief.clone(),
                from: event.from.clone(),
                to: event.to.clone(),
                commit: history.commit(event.commit).id,
                landing: history.commit(event.landing).id,
                made: event.made,
                landed: event.landed,
                time: event.time,
                by: Arc::clone(name.or_insert_with(|| by(studio, history.author(event.commit)).into())),
                superseded,
            }
        };
        Self {
            rows: found.into_iter().map(row).collect(),
        }
    }

    /// One after the other: together they are many times as large as the report.
    pub fn rows(&self) -> impl Iterator<Item = EventView> {
        self.rows.iter().map(EventRow::view)
    }

    /// The rows of CSV and TSV.
    pub fn table(&self) -> Table {
        let columns = [
            Title::Brief,
            Title::From,
            Title::To,
            Title::Commit,
            Title::Landing,
            Title::Made,
            Title::Landed,
            Title::Time,
            Title::By,
            Title::Superseded,
        ];
        let mut table = Table::new(columns.map(Column::new).to_vec());
        for row in self.rows() {
            let stage = |stage: &Option<String>| Cell::some(stage.as_ref(), Cell::text);
            table.push(Row::new(vec![
                Cell::id(&row.brief),
                stage(&row.from),
                stage(&row.to),
                Cell::id(&row.commit),
                Cell::id(&row.landing),
                Cell::text(&row.made),
                Cell::text(&row.landed),
                Cell::text(&row.time),
                Cell::text(&row.by),
                match row.superseded {
                    Superseded::No => Cell::Empty,
                    Superseded::Yes => Cell::text("true"),
                },
            ]));
        }
        table
    }
}

/// `2026-11-21T08:03:00Z`
pub fn instant(moment: Moment) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// The id of the person whose e-mail a commit has, else that e-mail, else the name.
pub fn by(studio: Option<&Studio>, author: &Author) -> String {
    let person = studio.and_then(|studio| studio.person_by_email(&author.email));
    match person {
        Some(person) => person.id.to_string(),
        None if author.email.is_empty() => author.name.to_string(),
        None => author.email.to_string(),
    }
}
