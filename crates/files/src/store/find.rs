//! Answers: where does a studio begin, and which of its files are records?
//! Invariant: a path decides only what is expected there; the record's own `crops:` and `id:` decide what it is.
//! Source: design, "The studio: what is on disk".

use crate::model::other::RecordType;
use std::path::{Component, Path, PathBuf};

/// The file that makes a directory a studio.
pub const SETTINGS: &str = "crops.yml";

/// Folders of records, each with the one type that lives there; `briefs` has four and is apart.
const FOLDERS: [(&str, RecordType); 10] = [
    ("assets", RecordType::Asset),
    ("calendars", RecordType::Calendar),
    ("campaigns", RecordType::Campaign),
    ("kinds", RecordType::Kind),
    ("parties", RecordType::Party),
    ("results", RecordType::Result),
    ("retrospectives", RecordType::Retrospective),
    ("team", RecordType::Person),
    ("templates", RecordType::Template),
    ("workflows", RecordType::Workflow),
];

const BRIEFS: &str = "briefs";

/// Files and folders at the top of a studio that crops reads.
pub const TOP: [&str; 14] = [
    "assets",
    BRIEFS,
    "calendars",
    "campaigns",
    SETTINGS,
    "kinds",
    "parties",
    "results",
    "retrospectives",
    "targets.yml",
    "taxonomy.yml",
    "team",
    "templates",
    "workflows",
];

/// What a path leads one to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Record(RecordType),
    /// A file of somebody's own in one of our folders; a record there is in the wrong place.
    Nothing,
}

/// Whether there is a directory at this path.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The nearest directory upwards of `start` (itself included) that holds a `crops.yml`. `None` when there is none.
pub fn studio_root(start: &Path) -> Option<PathBuf> {
    // The folder above `a/../b` is not `a/..`: a studio in `a` has nothing to do with it.
    let has_steps_up = start.components().any(|step| step == Component::ParentDir);
    let real = has_steps_up.then(|| start.canonicalize().ok()).flatten();
    real.as_deref()
        .unwrap_or(start)
        .ancestors()
        .find(|folder| folder.join(SETTINGS).symlink_metadata().is_ok())
        .map(Path::to_path_buf)
}

/// What to expect at a path below the studio; `None` when crops does not read it at all.
pub fn expected_at(path: &str) -> Option<Expected> {
    let stem = path.strip_suffix(".yml").or_else(|| path.strip_suffix(".yaml"))?;
    if path.split('/').any(|part| part.starts_with('.')) {
        return None;
    }
    let Some((folder, below)) = stem.split_once('/') else {
        return match path {
            SETTINGS => Some(Expected::Record(RecordType::Studio)),
            "targets.yml" => Some(Expected::Record(RecordType::Targets)),
            "taxonomy.yml" => Some(Expected::Record(RecordType::Taxonomy)),
            _ => None,
        };
    };
    if folder == BRIEFS {
        return Some(expected_in_briefs(below));
    }
    let (_, record) = FOLDERS.iter().find(|(name, _)| *name == folder)?;
    Some(Expected::Record(*record))
}

/// A brief may have been moved by hand: its file name and the folders of verdicts and feedback are what is known.
fn expected_in_briefs(below: &str) -> Expected {
    let mut parts = below.rsplit('/');
    let name = parts.next().unwrap_or_default();
    match (parts.next(), name) {
        (Some("approvals"), _) => Expected::Record(RecordType::Approval),
        (Some("handoffs"), _) => Expected::Record(RecordType::Handoff),
        (Some("feedback"), _) => Expected::Record(RecordType::Feedback),
        (Some(_), "brief") => Expected::Record(RecordType::Brief),
        _ => Expected::Nothing,
    }
}

/// Where records of a type belong, as people write it.
pub fn home_of(record: RecordType) -> &'static str {
    match record {
        RecordType::Studio => SETTINGS,
        RecordType::Targets => "targets.yml",
        RecordType::Taxonomy => "taxonomy.yml",
        RecordType::Brief => "briefs/<yyyy-mm>/<id>/brief.yml",
        RecordType::Approval => "briefs/<yyyy-mm>/<id>/approvals",
        RecordType::Feedback => "briefs/<yyyy-mm>/<id>/feedback",
        RecordType::Handoff => "briefs/<yyyy-mm>/<id>/handoffs",
        _ => FOLDERS
            .iter()
            .find(|(_, of)| *of == record)
            .map_or(BRIEFS, |(folder, _)| *folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_what_to_expect() {
        let record = |r| Some(Expected::Record(r));
        for (path, expected) in [
            ("crops.yml", record(RecordType::Studio)),
            ("crops.yaml", None),
            ("targets.yml", record(RecordType::Targets)),
            ("minutes/2021/a.yml", None),
            (".github/workflows/ci.yml", None),
            ("workflows/.draft.yml", None),
            ("team/lea.yaml", record(RecordType::Person)),
            ("campaigns/2027/spring.yml", record(RecordType::Campaign)),
            ("assets/logo.png", None),
            ("briefs/2026-11/a-k3x9qa/brief.yml", record(RecordType::Brief)),
            ("briefs/moved/brief.yml", record(RecordType::Brief)),
            ("briefs/2026-11/a-k3x9qa/notes.yml", Some(Expected::Nothing)),
            ("briefs/brief.yml", Some(Expected::Nothing)),
            (
                "briefs/2026-11/a/approvals/review.ines.x.yml",
                record(RecordType::Approval),
            ),
            (
                "briefs/2026-11/a/feedback/review.ines.x.yml",
                record(RecordType::Feedback),
            ),
            (
                "briefs/2026-11/a/handoffs/delivery.lea.x.yml",
                record(RecordType::Handoff),
            ),
        ] {
            assert_eq!(expected_at(path), expected, "{path}");
        }
    }

    #[test]
    fn every_type_has_a_home() {
        for record in RecordType::ALL {
            assert_ne!(home_of(record), BRIEFS, "{}", record.word());
        }
    }
}
