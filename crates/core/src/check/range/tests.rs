//! Answers: does a range lead briefs along the process alone, and are its rules as said?
//! Invariant: the process of the sample studio, whose two gates stand one behind the other.

use super::route::{Route, route};
use super::union_merge::merge_lines;
use crate::model::id::StageId;
use crate::model::moves::LeftStage;
use crate::model::place::StudioPath;
use crate::model::problem::NotAllowed;
use crate::model::sample;

/// The gates of a way, or why there is none.
fn way(from: Option<&str>, to: &str, left: Option<&str>) -> Result<Vec<String>, NotAllowed> {
    let studio = sample::studio();
    let before = from.map(|stage| sample::brief("film-000001", stage));
    let left = left.map(|left| StageId::new(left).expect("a slug"));
    let left = left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
    match route(&studio, before.as_ref(), &sample::brief("film-000001", to), left) {
        Route::Goes(gates) => Ok(gates.iter().map(|gate| gate.id.to_string()).collect()),
        Route::Stays => Ok(vec!["stays".into()]),
        Route::NoProcess => Ok(vec!["no process".into()]),
        Route::Refused { why, .. } => Err(why),
    }
}

#[test]
fn every_gate_on_the_way_is_asked() {
    let gates = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect());
    for (from, to, left, expected) in [
        (Some("review"), "approval", None, gates(&["review"])),
        (Some("review"), "delivered", None, gates(&["review", "approval"])),
        (Some("production"), "delivered", None, gates(&["review", "approval"])),
        (None, "delivered", None, gates(&["review", "approval"])),
        (None, "intake", None, gates(&["stays"])),
        (Some("production"), "review", None, gates(&[])),
        (Some("approval"), "production", None, gates(&[])),
        (Some("on-hold"), "review", Some("review"), gates(&[])),
        (
            Some("on-hold"),
            "delivered",
            Some("review"),
            gates(&["review", "approval"]),
        ),
        (Some("on-hold"), "approval", Some("production"), gates(&["review"])),
        (Some("cancelled"), "production", Some("review"), gates(&[])),
        (Some("review"), "somewhere", None, gates(&["no process"])),
        (Some("delivered"), "review", None, gates(&[])),
    ] {
        assert_eq!(way(from, to, left), expected, "{from:?} → {to}");
    }
    for (from, to, left) in [
        ("cancelled", "approval", Some("review")),
        ("cancelled", "delivered", Some("review")),
        ("delivered", "cancelled", None),
    ] {
        assert!(way(Some(from), to, left).is_err(), "{from} → {to}");
    }
}

#[test]
fn a_merge_driver_counts_where_its_pattern_can_name_a_record() {
    let file = StudioPath::new(".gitattributes").expect("a path");
    for (line, drivers) in [
        ("*.yml merge=union", 1),
        ("briefs/**/approvals/* text merge=union", 1),
        ("brief.yml merge=ours", 1),
        ("*.yml merge=union merge=text", 0),
        ("*.png merge=union", 0),
        ("# *.yml merge=union", 0),
        ("*.yml text eol=lf", 0),
        ("*.yml merge=binary", 0),
        ("[attr]quiet merge=union", 1),
        ("****************************a* merge=union", 0),
        ("", 0),
    ] {
        assert_eq!(merge_lines(&file, line).len(), drivers, "{line}");
    }
}
