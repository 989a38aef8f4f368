//! Answers: which remarks does a record of feedback hold?
//! Invariant: every item becomes a remark, or the record gives none: commands name remarks by their place in the list.

use super::fields::Fields;
use crate::model::feedback::{Feedback, Remark, Settled, Severity};
use crate::model::finding::Finding;
use crate::model::place::{Place, StudioPath};
use crate::model::problem::Problem;
use crate::model::remark_place::{PartOfWhole, Point, RemarkPlace, TimeCode};
use crate::model::shape::parse_yes;
use crate::store::yaml::tree::Value;

pub fn feedback(fields: &Fields<'_>, file: &StudioPath) -> Option<Feedback> {
    let items = fields.items("items");
    let remarks: Vec<Remark> = fields.all_maps("items").filter_map(|item| remark(&item)).collect();
    let is_whole = remarks.len() == items.len();
    is_whole.then_some(())?;
    Some(Feedback {
        id: fields.boxed("id")?,
        file: file.clone(),
        subject: fields.boxed("subject")?,
        stage: fields.boxed("stage")?,
        by: fields.boxed("by")?,
        at: fields.boxed("at")?,
        asset: fields.map("version").and_then(|version| version.boxed("asset")),
        remarks,
    })
}

fn remark(item: &Fields<'_>) -> Option<Remark> {
    Some(Remark {
        id: item.boxed("id")?,
        text: item.boxed("text")?,
        severity: item.parsed("severity", Severity::from_word),
        place: place(item),
        resolved: settled(item, "resolved"),
        confirmed: settled(item, "confirmed"),
    })
}

fn place(item: &Fields<'_>) -> Option<RemarkPlace> {
    let place = match item.map("place") {
        Some(place) => RemarkPlace {
            at: place.parsed("at", TimeCode::parse),
            page: place.parsed("page", |text| text.parse().ok()),
            point: part(&place, "x").zip(part(&place, "y")).map(|(x, y)| Point { x, y }),
            field: place.boxed("field"),
            words: None,
        },
        None => RemarkPlace {
            words: item.boxed("place"),
            ..RemarkPlace::default()
        },
    };
    (place != RemarkPlace::default()).then_some(place)
}

fn part(place: &Fields<'_>, key: &'static str) -> Option<PartOfWhole> {
    place.parsed(key, PartOfWhole::parse)
}

/// `resolved: no` and `resolved: {}` settle nothing; any other text says how.
fn settled(item: &Fields<'_>, key: &'static str) -> Option<Settled> {
    let node = item.node(key)?;
    match (&node.value, item.map(key)) {
        (Value::Map(entries), _) if entries.is_empty() => None,
        (_, Some(map)) => Some(Settled {
            by: map.boxed("by"),
            on: map.boxed("on"),
            how: if key == "resolved" { map.boxed("how") } else { None },
        }),
        (Value::Text(text), None) if parse_yes(text) == Some(false) || text.trim().is_empty() => None,
        (Value::Text(text), None) => Some(Settled {
            how: parse_yes(text).is_none().then(|| text.clone()),
            ..Settled::default()
        }),
        _ => None,
    }
}

/// A point has two coordinates.
pub fn half_points(fields: &Fields<'_>, file: &StudioPath) -> Vec<Finding> {
    let half = |item: Fields<'_>| {
        let place = item.map("place")?;
        let key = match (place.node("x"), place.node("y")) {
            (Some(_), None) => "y",
            (None, Some(_)) => "x",
            (None, None) | (Some(_), Some(_)) => return None,
        };
        let problem = Problem::MissingKey { key, within: "place" };
        Some(Finding::error(Place::at(file, place.span), problem))
    };
    fields.all_maps("items").filter_map(half).collect()
}
