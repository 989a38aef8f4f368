//! Answers: what does a `brief.yml` say?
//! Invariant: a brief needs its id, kind and stage; every other key may be missing or ill-formed and the rest is kept.

use super::fields::{Fields, text_of};
use crate::model::brief::{Brief, Content, DeliverableRef, Field, Link, Priority, Rush};
use crate::model::id::{BriefId, PersonId, StageId};
use crate::model::place::{Placed, StudioPath};
use crate::store::yaml::tree::{Entry, Value};

/// Keys with a field of their own in [`Brief`]; the others are kept in `fields`.
const TYPED: [&str; 17] = [
    "crops",
    "id",
    "title",
    "kind",
    "stage",
    "campaign",
    "deliverable",
    "requester",
    "owner",
    "who",
    "priority",
    "due",
    "ref",
    "budget",
    "rush",
    "imported",
    "proofs",
];

pub fn brief(fields: &Fields<'_>, file: &StudioPath) -> Option<Brief> {
    let id = fields.placed("id", BriefId::new)?;
    Some(Brief {
        file: file.clone(),
        title: fields
            .placed_text("title")
            .unwrap_or_else(|| Placed::new(id.as_str().into(), id.span)),
        kind: fields.id("kind")?,
        stage: fields.id("stage")?,
        link: link(fields),
        requester: fields.id("requester"),
        owner: fields.id("owner"),
        who: fields.entries_of("who").iter().filter_map(stage_people).collect(),
        priority: match fields.text("priority") {
            Some("low") => Priority::Low,
            Some("high") => Priority::High,
            Some("urgent") => Priority::Urgent,
            _ => Priority::Normal,
        },
        due: fields.day_or_anchor("due"),
        reference: fields.placed_text("ref"),
        budget: fields.money("budget"),
        rush: fields.map("rush").and_then(|one| rush(&one)),
        imported: fields.day("imported").map(|day| day.value),
        proofs: fields.maps("proofs").filter_map(|one| one.id("asset")).collect(),
        fields: fields.entries.iter().filter_map(free_field).collect(),
        id: id.value,
    })
}

/// The deliverable names its campaign; a `campaign:` beside it adds nothing.
fn link(fields: &Fields<'_>) -> Link {
    if let Some(deliverable) = fields.placed("deliverable", DeliverableRef::parse) {
        return Link::Deliverable(deliverable);
    }
    fields.id("campaign").map_or(Link::None, Link::Campaign)
}

fn stage_people(entry: &Entry) -> Option<(Placed<StageId>, Vec<Placed<PersonId>>)> {
    let stage = Placed::new(StageId::new(&entry.key)?, entry.key_span);
    let nodes = match &entry.value.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(&entry.value),
    };
    let people = nodes
        .iter()
        .filter_map(|node| Some(Placed::new(PersonId::new(text_of(node)?)?, node.span)));
    Some((stage, people.collect()))
}

fn rush(fields: &Fields<'_>) -> Option<Rush> {
    Some(Rush {
        reason: fields.boxed("reason")?,
        agreed_by: fields.id("agreed_by"),
    })
}

/// `None` for keys with a field of their own and for empty values.
fn free_field(entry: &Entry) -> Option<Field> {
    if TYPED.contains(&&*entry.key) {
        return None;
    }
    let content = match &entry.value.value {
        Value::Null => return None,
        Value::Text(text) => Content::Text(text.clone()),
        Value::Map(entries) => Content::Structure(entries.len()),
        Value::List(items) => {
            let texts: Option<Vec<_>> = items
                .iter()
                .map(|node| Some(Placed::new(text_of(node)?.into(), node.span)))
                .collect();
            texts.map_or(Content::Structure(items.len()), Content::List)
        }
    };
    Some(Field {
        key: entry.key.clone(),
        content,
    })
}
