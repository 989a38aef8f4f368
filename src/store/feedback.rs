//! Answers: what did reviewers write beside a brief: remarks, and the words around a verdict?
//! Invariant: a file with anything that is not understood gives nothing.
//! Source: design, "Gates and approvals".

use super::find::Expected;
use super::read::{Defaults, read_file};
use super::yaml::parse;
use super::yaml::tree::{Node, Value};
use crate::model::digest::Tree;
use crate::model::feedback::{Feedback, Remark, RemarkState};
use crate::model::other::RecordType;
use crate::model::place::StudioPath;

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

/// The remarks that a file holds; `None` when it is not understood.
pub fn feedback(file: &StudioPath, bytes: &[u8]) -> Option<Feedback> {
    let expected = Expected::Record(RecordType::Feedback);
    let read = read_file(file, bytes, expected, Defaults::default());
    if !read.findings.is_empty() {
        return None;
    }
    let node = parse(bytes).ok()?;
    let Value::List(items) = &value_of(&node, "items")?.value else {
        return None;
    };
    Some(Feedback {
        id: text(&node, "id")?.into(),
        file: file.clone(),
        stage: text(&node, "stage")?.into(),
        by: text(&node, "by")?.into(),
        at: text(&node, "at")?.into(),
        asset: value_of(&node, "version").and_then(|version| Some(text(version, "asset")?.into())),
        remarks: items.iter().filter_map(remark).collect(),
    })
}

fn remark(item: &Node) -> Option<Remark> {
    let says = |key: &str| value_of(item, key).is_some_and(|node| node.value != Value::Null);
    Some(Remark {
        id: text(item, "id")?.into(),
        text: text(item, "text")?.into(),
        severity: text(item, "severity").map(Into::into),
        state: match (says("confirmed"), says("resolved")) {
            (true, _) => RemarkState::Confirmed,
            (false, true) => RemarkState::Resolved,
            (false, false) => RemarkState::Open,
        },
    })
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

    const FEEDBACK: &str = "crops: feedback/v1\nid: 2t8wq4zc\nsubject: key-visual-p7m2dn\nstage: review\nby: ines\n\
        at: 2026-11-17T15:02:00+01:00\nversion: {asset: kv-v1}\nitems:\n\
        \x20 - {id: f1, text: le logo n'est pas lisible, severity: blocking, resolved: yes}\n  - {id: f2, text: plus clair}\n";

    #[test]
    fn remarks_are_read_with_their_state() {
        let path = StudioPath::new("briefs/2026-11/key-visual-p7m2dn/feedback/review.ines.2t8wq4zc.yml").unwrap();
        let read = feedback(&path, FEEDBACK.as_bytes()).expect("feedback");
        let told: Vec<(&str, RemarkState)> = read.remarks.iter().map(|one| (&*one.text, one.state)).collect();
        assert_eq!(
            told,
            [
                ("le logo n'est pas lisible", RemarkState::Resolved),
                ("plus clair", RemarkState::Open)
            ]
        );
        assert_eq!(read.asset.as_deref(), Some("kv-v1"));
        for broken in ["weight: 2\n", "x: [\n"] {
            assert_eq!(
                feedback(&path, format!("{FEEDBACK}{broken}").as_bytes()),
                None,
                "{broken}"
            );
        }
    }

    #[test]
    fn the_words_around_a_verdict_are_read_as_far_as_they_are_there() {
        let words = verdict_words(b"note: n\nevidence: {kind: forge, forge: github, pull: 42}\n");
        assert_eq!((words.note.as_deref(), words.pull.as_deref()), (Some("n"), Some("42")));
        assert_eq!(verdict_words(b"x: ["), VerdictWords::default());
    }
}
