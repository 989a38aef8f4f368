//! Answers: what did reviewers write beside a brief: remarks, and the words around a verdict?
//! Invariant: a file with an error gives nothing, and is named where that could open a gate.
//! Source: design, "Gates and approvals".

use super::find::Expected;
use super::read::{Defaults, Record, read_file};
use super::source::{self, Content};
use super::yaml::parse;
use super::yaml::tree::{Node, Value};
use crate::model::brief::Brief;
use crate::model::digest::Tree;
use crate::model::feedback::Feedback;
use crate::model::other::{Detail, RecordType};
use crate::model::place::StudioPath;
use std::path::Path;

/// The most files of feedback of one brief that are read.
const MOST_FILES: usize = 1_000;

/// What a verdict file says beside the verdict itself; shown, never evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictWords {
    pub note: Option<String>,
    /// When it was asked for, as written.
    pub requested: Option<String>,
    pub forge: Option<String>,
    /// The number of the pull request.
    pub pull: Option<String>,
    /// How it came: `email`.
    pub via: Option<String>,
}

/// The feedback beside a brief on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// In the order of their file names.
    pub read: Vec<Feedback>,
    /// Files that may hold remarks nobody can read: a gate that asks for open remarks cannot know.
    pub unreadable: Vec<StudioPath>,
}

/// The feedback in the folder of a brief.
pub fn beside(root: &Path, brief: &Brief) -> Gathered {
    let mut gathered = Gathered::default();
    let Some(folder) = brief.file.as_str().strip_suffix("/brief.yml") else {
        return gathered;
    };
    let folder = format!("{folder}/feedback");
    let place = root.join(&folder);
    let Ok(data) = place.symlink_metadata() else {
        return gathered;
    };
    let listing = std::fs::read_dir(&place).ok().filter(|_| data.is_dir());
    let Some(listing) = listing else {
        gathered.unreadable.push(StudioPath::shown(&folder));
        return gathered;
    };
    let mut names: Vec<String> = listing
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name.ends_with(".yml") || name.ends_with(".yaml"))
        .collect();
    names.sort_unstable();
    for (at, name) in names.iter().enumerate() {
        let path = format!("{folder}/{name}");
        let read =
            StudioPath::new(&path)
                .filter(|_| at < MOST_FILES)
                .and_then(|path| match source::read(root, &path) {
                    Content::Bytes(bytes) => feedback(&path, &bytes),
                    Content::Not(_) | Content::TooLarge { .. } => None,
                });
        match read {
            Some(read) => gathered.read.push(read),
            None => gathered.unreadable.push(StudioPath::shown(&path)),
        }
    }
    gathered
}

/// The remarks that a file holds; `None` when anything in it is an error.
pub fn feedback(file: &StudioPath, bytes: &[u8]) -> Option<Feedback> {
    let expected = Expected::Record(RecordType::Feedback);
    match read_file(file, bytes, expected, Defaults::default()).record? {
        Record::Other(other) => match other.detail {
            Detail::Feedback(feedback) => Some(*feedback),
            Detail::Asset(_) | Detail::Handoff(_) | Detail::Ruling(_) | Detail::None => None,
        },
        _ => None,
    }
}

/// The words around a verdict; none of a file that cannot be read.
pub fn verdict_words(bytes: &[u8]) -> VerdictWords {
    let Ok(node) = parse(bytes) else {
        return VerdictWords::default();
    };
    let evidence = value_of(&node, "evidence");
    let of_evidence = |key: &str| evidence.and_then(|evidence| text(evidence, key)).map(str::to_owned);
    VerdictWords {
        note: text(&node, "note").map(str::to_owned),
        requested: text(&node, "requested").map(str::to_owned),
        forge: of_evidence("forge"),
        pull: of_evidence("pull"),
        via: of_evidence("via"),
    }
}

/// The values of a file, known or not; `None` when it cannot be read.
pub fn values(bytes: &[u8]) -> Option<Tree> {
    Some(parse(bytes).ok()?.to_tree())
}

fn value_of<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    entries
        .iter()
        .find(|entry| &*entry.key == key)
        .map(|entry| &entry.value)
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &value_of(node, key)?.value {
        Value::Text(text) => Some(text),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::feedback::{RemarkState, Settled, Severity};

    const FEEDBACK: &str = "crops: feedback/v1\nid: 2t8wq4zc\nsubject: key-visual-p7m2dn\nstage: review\nby: ines\n\
        at: 2026-11-17T15:02:00+01:00\nversion: {asset: kv-v1}\nitems:\n\
        \x20 - {id: f1, text: le logo n'est pas lisible, severity: blocking, resolved: yes}\n  - {id: f2, text: plus clair}\n";

    fn path() -> StudioPath {
        StudioPath::new("briefs/2026-11/key-visual-p7m2dn/feedback/review.ines.2t8wq4zc.yml").expect("a path")
    }

    #[test]
    fn remarks_are_read_with_their_state() {
        let path = path();
        let read = feedback(&path, FEEDBACK.as_bytes()).expect("feedback");
        let told: Vec<(&str, RemarkState)> = read.remarks.iter().map(|one| (&*one.text, one.state())).collect();
        assert_eq!(
            told,
            [
                ("le logo n'est pas lisible", RemarkState::Resolved),
                ("plus clair", RemarkState::Open)
            ]
        );
        assert_eq!(read.asset.as_deref(), Some("kv-v1"));
        for broken in ["itms: []\n", "x: [\n", "at: now\n"] {
            assert_eq!(
                feedback(&path, format!("{FEEDBACK}{broken}").as_bytes()),
                None,
                "{broken}"
            );
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named_beside_those_that_can() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("briefs/2026-11/film-000001/feedback");
        std::fs::create_dir_all(&folder).expect("a folder");
        let mut brief = crate::model::sample::brief("film-000001", "review");
        brief.file = StudioPath::new("briefs/2026-11/film-000001/brief.yml").expect("a path");
        for (name, text) in [
            ("review.ines.2t8wq4zc.yml", FEEDBACK),
            ("review.ines.broken.yml", "items: [\n"),
            ("notes.txt", "not ours"),
        ] {
            std::fs::write(folder.join(name), text).expect("written");
        }
        std::fs::create_dir(folder.join("review.ines.folder.yml")).expect("a folder");
        let gathered = beside(root.path(), &brief);
        assert_eq!(gathered.read.len(), 1);
        let names: Vec<&str> = gathered.unreadable.iter().map(StudioPath::file_name).collect();
        assert_eq!(names, ["review.ines.broken.yml", "review.ines.folder.yml"]);
        brief.file = StudioPath::new("briefs/2026-11/other-000001/brief.yml").expect("a path");
        assert_eq!(beside(root.path(), &brief), Gathered::default());
    }

    /// The first remark of the file with this after its text.
    fn remark(more: &str) -> Option<crate::model::feedback::Remark> {
        let text = FEEDBACK.replace(", severity: blocking, resolved: yes", more);
        feedback(&path(), text.as_bytes())?.remarks.into_iter().next()
    }

    #[test]
    fn a_remark_says_where_how_badly_and_what_became_of_it() {
        let read = remark(
            ", severity: major, place: {page: 3, x: 0.71, y: 0.12}, resolved: {by: lea, on: 2026-11-18, how: moved}",
        );
        let read = read.expect("a remark");
        let place = read.place.expect("a place");
        let point = place.point.map(|point| (point.x.text(), point.y.text()));
        assert_eq!(read.severity, Some(Severity::Major));
        assert_eq!((place.page, point), (Some(3), Some(("0.71".into(), "0.12".into()))));
        let settled = Settled {
            by: Some("lea".into()),
            on: Some("2026-11-18".into()),
            how: Some("moved".into()),
        };
        assert_eq!(read.resolved, Some(settled));
        for (more, at, field, words) in [
            (", place: {at: 00:00:12:05}", Some("00:00:12:05"), None, None),
            (", place: {at: 12.5s, x: 0, y: 1}", Some("12.5s"), None, None),
            (", place: {field: message}", None, Some("message"), None),
            (", place: top left", None, None, Some("top left")),
        ] {
            let place = remark(more).and_then(|remark| remark.place).expect(more);
            let told = (
                place.at.as_ref().map(|at| at.text()),
                place.field.as_deref(),
                place.words.as_deref(),
            );
            assert_eq!(told, (at, field, words), "{more}");
        }
    }

    #[test]
    fn only_what_says_so_is_resolved() {
        for (more, state) in [
            ("", RemarkState::Open),
            (", resolved: no", RemarkState::Open),
            (", resolved: {}", RemarkState::Open),
            (", resolved: ''", RemarkState::Open),
            (", resolved:", RemarkState::Open),
            (", resolved: done on Monday", RemarkState::Resolved),
            (", resolved: {how: moved}", RemarkState::Resolved),
            (", confirmed: {by: ines}", RemarkState::Confirmed),
        ] {
            assert_eq!(remark(more).map(|remark| remark.state()), Some(state), "{more}");
        }
    }

    #[test]
    fn a_bad_value_of_a_remark_is_a_finding_at_its_place() {
        for (more, rule, column) in [
            (", severity: blockng", "bad-value", 57),
            (", place: {x: 1.4, y: 0}", "bad-value", 58),
            (", place: {x: 0.4}", "missing-key", 54),
            (", place: {at: 12:05}", "bad-value", 59),
            (", place: {field: mesage}", "bad-value", 62),
            (", place: {page: 0}", "bad-value", 61),
            (", confirmed: {on: 2026-11-18}", "missing-key", 59),
            (", severty: idea", "unknown-key", 47),
        ] {
            let text = FEEDBACK.replace(", severity: blocking, resolved: yes", more);
            let expected = Expected::Record(RecordType::Feedback);
            let outcome = read_file(&path(), text.as_bytes(), expected, Defaults::default());
            let told: Vec<_> = outcome
                .findings
                .iter()
                .map(|one| (one.rule(), one.place.span.line, one.place.span.column))
                .collect();
            assert_eq!(told, [(rule, 9, column)], "{more}");
            assert_eq!(feedback(&path(), text.as_bytes()), None, "{more}");
        }
    }

    #[test]
    fn the_words_around_a_verdict_are_read_as_far_as_they_are_there() {
        let words = verdict_words(b"note: n\nevidence: {kind: forge, forge: github, pull: 42}\n");
        assert_eq!((words.note.as_deref(), words.pull.as_deref()), (Some("n"), Some("42")));
        assert_eq!(verdict_words(b"x: ["), VerdictWords::default());
    }
}
