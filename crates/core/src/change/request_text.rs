//! Answers: in which order and form is a new brief written down?
//! Invariant: what was not said is left out, but for the fields that its kind asks for: those stand there empty.

use super::YamlValue;
use super::request::{Answers, Needed};
use super::yaml_text::Entry;
use crate::model::anchor::DayExpr;
use crate::model::brief::{Brief, Link, Priority, Rush};

/// The record in the order people read it: what it is, where it is, by when, and what was answered.
pub(super) fn entries(brief: &Brief, answers: &Answers, missing: &[String]) -> Vec<Entry> {
    let mut entries = vec![
        Entry::plain("crops", "brief/v1"),
        Entry::plain("id", &brief.id),
        Entry::text("title", &brief.title),
        Entry::plain("kind", &*brief.kind),
    ];
    match &brief.link {
        Link::None => {}
        Link::Campaign(campaign) => entries.push(Entry::plain("campaign", &**campaign)),
        Link::Deliverable(deliverable) => entries.push(Entry::plain("deliverable", &**deliverable)),
    }
    entries.push(Entry::plain("stage", &*brief.stage));
    let people = [("requester", &brief.requester), ("owner", &brief.owner)];
    entries.extend(
        people
            .into_iter()
            .filter_map(|(key, id)| Some(Entry::plain(key, &**id.as_ref()?))),
    );
    if brief.priority != Priority::Normal {
        entries.push(Entry::plain("priority", brief.priority.word()));
    }
    entries.extend(brief.due.as_ref().map(|due| due_entry(due, &answers.needed)));
    let texts = [("ref", &answers.reference), ("budget", &answers.budget)];
    entries.extend(
        texts
            .into_iter()
            .filter_map(|(key, text)| Some(Entry::text(key, text.as_deref()?))),
    );
    entries.extend(brief.rush.as_ref().map(|rush| Entry::new("rush", rush_value(rush))));
    entries.extend(answers.fields.iter().map(|(key, value)| Entry::new(key, value.clone())));
    let open = |key: &&String| !entries.iter().any(|entry| entry.key == **key);
    let blanks: Vec<Entry> = missing.iter().filter(open).map(|key| Entry::plain(key, "")).collect();
    entries.extend(blanks);
    entries
}

fn due_entry(due: &DayExpr, needed: &Needed) -> Entry {
    let entry = match due {
        DayExpr::Day(day) => Entry::plain("due", day),
        DayExpr::Relative(text) => Entry::plain("due", text),
    };
    match needed {
        Needed::LiveOn { live, .. } => entry.noted(format!("live on {live}")),
        Needed::NotSaid | Needed::ReadyBy(_) => entry,
    }
}

pub(super) fn rush_value(rush: &Rush) -> YamlValue {
    let reason = ("reason".into(), YamlValue::Text(rush.reason.to_string()));
    let agreed = rush
        .agreed_by
        .as_ref()
        .map(|id| ("agreed_by".into(), YamlValue::Plain(id.to_string())));
    YamlValue::Map([Some(reason), agreed].into_iter().flatten().collect())
}
