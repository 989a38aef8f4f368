//! Answers: do small graphs, drawn by hand, give the events that the rule of opened landings says?
//! Invariant: a graph is `commit parents… = stage`; `-` is absent, `?` unreadable.

use super::event::{Event, Events, events};
use crate::model::few::Few;
use crate::model::history::{
    Author, AuthorIndex, BriefHead, BriefVersion, Commit, CommitIndex, FileChange, History, Imported, Moment, ObjectId,
    PathIndex, VersionIndex,
};
use crate::model::id::{BriefId, StageId};
use std::collections::HashMap;

/// One commit a line or `;`, a minute apart: `m p b = C`. Stages are lower-cased: ids are.
pub(super) fn history(graph: &str) -> History {
    let mut history = History {
        paths: vec!["briefs/2026-01/x/brief.yml".into()],
        authors: vec![Author {
            name: "Léa".into(),
            email: "lea@example.org".into(),
        }],
        ..History::default()
    };
    let mut names: HashMap<&str, CommitIndex> = HashMap::new();
    let mut said: Vec<&str> = Vec::new();
    for line in graph.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
        let (commit, stage) = line.split_once('=').expect("commit = stage");
        let (stage, mut words) = (stage.trim(), commit.split_whitespace());
        let name = words.next().expect("a commit");
        let parents: Few<CommitIndex> = words.map(|parent| names[parent]).collect();
        let before = parents.first().map_or("-", |parent| said[parent.0 as usize]);
        let index = CommitIndex(said.len() as u32);
        let change = (before != stage || stage == "?").then(|| FileChange {
            path: PathIndex(0),
            after: version(&mut history, stage),
        });
        history.changes.push(change.into_iter().collect());
        history.commits.push(commit_at(index, parents));
        names.insert(name, index);
        said.push(stage);
    }
    history
}

fn commit_at(index: CommitIndex, parents: Few<CommitIndex>) -> Commit {
    let mut id = [0; 20];
    id[..4].copy_from_slice(&index.0.to_be_bytes());
    Commit {
        id: ObjectId(id),
        parents,
        committed: Moment::from_timestamp(1_700_000_000 + i64::from(index.0) * 60, 0).expect("a time"),
        author: AuthorIndex(0),
    }
}

fn version(history: &mut History, stage: &str) -> Option<VersionIndex> {
    let version = match stage {
        "-" => return None,
        "?" => BriefVersion::Unreadable,
        _ => BriefVersion::Brief(Box::new(head(stage))),
    };
    history.versions.push(version);
    Some(VersionIndex(history.versions.len() as u32 - 1))
}

pub(super) fn head(stage: &str) -> BriefHead {
    BriefHead {
        id: BriefId::new("x").expect("an id"),
        stage: StageId::new(&stage.to_lowercase()).expect("a stage"),
        kind: None,
        campaign: None,
        deliverable: None,
        due: None,
        imported: Imported::No,
    }
}

fn names(graph: &str) -> Vec<&str> {
    let first = |line: &'_ str| line.split_whitespace().next().map(str::len);
    graph
        .split([';', '\n'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| &line[..first(line).unwrap_or(0)])
        .collect()
}

/// `commit/landing from>to`, one after the other; `+n` superseded.
fn told(graph: &str) -> String {
    let history = history(graph);
    let names = names(graph);
    let Events { briefs, .. } = events(&history);
    let Some(brief) = briefs.first() else {
        return String::new();
    };
    let stage = |stage: &Option<StageId>| stage.as_ref().map_or("-".into(), |s| s.as_str().to_uppercase());
    let row = |event: &Event| {
        let (commit, landing) = (names[event.commit.0 as usize], names[event.landing.0 as usize]);
        format!("{commit}/{landing} {}>{}", stage(&event.from), stage(&event.to))
    };
    let rows: Vec<String> = brief.events.iter().map(row).collect();
    format!("{} +{}", rows.join(", "), brief.superseded.len())
}

#[test]
fn landings_open_into_what_they_bring() {
    for (why, graph, expected) in [
        ("nothing", "a = -", ""),
        ("born at once", "a = A", "a/a ->A +0"),
        (
            "a pull request keeps its moves although main went on elsewhere",
            "a = A; b1 a = B; p a = A; b2 b1 = C; q p = A; m q b2 = C",
            "a/a ->A, b1/m A>B, b2/m B>C +0",
        ),
        (
            "a branch that was merged twice gives only what is new the second time",
            "a = A; b1 a = B; m1 a b1 = B; b2 b1 = C; m2 m1 b2 = C",
            "a/a ->A, b1/m1 A>B, b2/m2 B>C +0",
        ),
        (
            "a plain pull keeps the transitions of the others",
            "a = A; o1 a = B; o2 o1 = C; o3 o2 = D; l a = A; f l o3 = D",
            "a/a ->A, o1/f A>B, o2/f B>C, o3/f C>D +0",
        ),
        (
            "a merge that throws the branch away supersedes all of it",
            "a = A; b1 a = B; b2 b1 = C; m a b2 = A",
            "a/a ->A +2",
        ),
        (
            "a merge that changes the stage back by itself is a chain that ends where it began",
            "a = A; p a = B; b a = B; m p b = A",
            "a/a ->A, p/p A>B, m/m B>A +1",
        ),
        (
            "three sides, each with one move of the chain",
            "a = A; x a = B; y x = C; z y = D; m a x y z = D",
            "a/a ->A, x/m A>B, y/m B>C, z/m C>D +0",
        ),
        (
            "a branch of a branch of a branch",
            "a = A; b a = A; c b = A; d c = B; e c d = B; f b e = B; g f = C; m a g = C",
            "a/a ->A, d/m A>B, g/m B>C +0",
        ),
        (
            "an unreadable version holds, and what can be read again decides",
            "a = A; b a = ?; c b = ?; d c = B; e d = -",
            "a/a ->A, d/d A>B, e/e B>- +0",
        ),
        ("never readable", "a = ?; b a = A", "b/b ->A +0"),
        (
            "the same parent twice",
            "a = A; b a = B; m a b b = B",
            "a/a ->A, b/m A>B +0",
        ),
    ] {
        assert_eq!(told(graph), expected, "{why}");
    }
}

#[test]
fn time_never_runs_backwards_within_a_brief() {
    let mut history = history("a = A; b1 a = B; b2 b1 = C; m a b2 = C; n m = D");
    // the branch was made on a machine whose clock is years ahead, n on one that is behind
    history.commits[1].committed += chrono::Duration::days(900);
    history.commits[4].committed -= chrono::Duration::days(900);
    let found = events(&history);
    let events = &found.briefs[0].events;
    assert!(events.is_sorted_by_key(|event| event.time));
    assert_eq!(
        events[1].time, history.commits[3].committed,
        "made after it landed: the landing's time"
    );
    assert_eq!(
        events[3].time, events[2].time,
        "landed before the event before: that one's time"
    );
    assert_eq!(found.skewed, [CommitIndex(2), CommitIndex(4)]);
}

#[test]
fn a_long_or_deeply_nested_history_needs_no_stack() {
    let mut long = String::from("c0 = A\n");
    for at in 1..100_000 {
        let stage = ["A", "B"][at % 2];
        long.push_str(&format!("c{at} c{} = {stage}\n", at - 1));
    }
    assert_eq!(events(&history(&long)).briefs[0].events.len(), 100_000);
    // each pull merges the one before from its second parent
    let mut nested = String::from("l0 = A\nf0 l0 = A\n");
    for at in 1..20_000 {
        nested.push_str(&format!("l{at} l0 = A\nf{at} l{at} f{} = A\n", at - 1));
    }
    nested.push_str("end f19999 = B\n");
    assert_eq!(events(&history(&nested)).briefs[0].events.len(), 2);
}
