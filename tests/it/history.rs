//! Answers: does reading real repositories give the events that are known to be true?
//! Invariant: every repository is made in the test, by git2 or by the generator of the reference cases.
#![expect(
    clippy::disallowed_methods,
    reason = "the generator of the reference cases is a program, and so is the git that makes shallow and partial clones"
)]

use crate::reference::case;
use chrono::TimeZone;
use crops::git::history::{Scope, read};
use crops::git::official::{RefSource, official};
use crops::git::repository::Repository;
use crops::git::revision;
use crops::model::few::Few;
use crops::model::history::{
    Author, AuthorIndex, BriefHead, BriefVersion, Commit, CommitIndex, FileChange, History, HistoryProblem, Imported,
    Moment, ObjectId, PathIndex, VersionIndex,
};
use crops::model::id::{BriefId, StageId};
use crops::store::brief_head;
use crops::trail::event::{Event, Events, events};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

pub fn history_at(folder: &Path, studio: &str) -> Result<History, HistoryProblem> {
    let repository = Repository::discover(folder)?;
    let official = official(&repository, "main")?;
    read_from(&repository, official.commit, studio)
}

fn read_from(repository: &Repository, tip: ObjectId, studio: &str) -> Result<History, HistoryProblem> {
    let scope = Scope {
        folder: &format!("{studio}briefs"),
        was: &[],
        wanted: &|path| path.ends_with("/brief.yml"),
        read: &brief_head::read,
        most_bytes: 1 << 20,
    };
    read(repository, tip, &scope)
}

/// Runs a program quietly; `None` when it is not there or fails.
pub fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH")?)
        .env("HOME", "/nonexistent")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout).ok()
}

fn seconds(value: &serde_json::Value) -> Moment {
    Moment::from_timestamp(value.as_i64().expect("seconds"), 0).expect("a time")
}

type Row = (
    String,
    Option<String>,
    Option<String>,
    String,
    String,
    Moment,
    Moment,
    Moment,
);

fn rows_of(history: &History, found: &Events) -> Vec<Row> {
    let name = |stage: &Option<StageId>| stage.as_ref().map(ToString::to_string);
    let id = |commit| history.commit(commit).id.to_string();
    let mut rows = Vec::new();
    for brief in &found.briefs {
        for e in &brief.events {
            let (from, to) = (name(&e.from), name(&e.to));
            let times = (e.made, e.landed, e.time);
            let brief = brief.brief.to_string();
            rows.push((brief, from, to, id(e.commit), id(e.landing), times.0, times.1, times.2));
        }
    }
    rows
}

fn rows_of_truth(truth: &serde_json::Value) -> Vec<Row> {
    let text = |value: &serde_json::Value| value.as_str().map(String::from);
    let briefs: BTreeMap<&String, &serde_json::Value> = truth["briefs"].as_object().expect("briefs").iter().collect();
    let mut rows = Vec::new();
    for (brief, told) in briefs {
        for row in told["events"].as_array().expect("events") {
            let id = |at: usize| row[at].as_str().expect("an id").to_string();
            let (made, landed, time) = (seconds(&row[2]), seconds(&row[3]), seconds(&row[7]));
            rows.push((
                brief.clone(),
                text(&row[4]),
                text(&row[5]),
                id(0),
                id(1),
                made,
                landed,
                time,
            ));
        }
    }
    rows
}

#[test]
fn a_generated_history_gives_the_events_of_its_truth_in_their_order() {
    let Some(generator) = case("history/make_history.py") else {
        return;
    };
    for (size, seed) in [("tiny", "1"), ("small", "1"), ("small", "2")] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().to_str().expect("a path");
        let script = generator.to_str().expect("a path");
        let made = run("python3", &[script, "--size", size, "--seed", seed, "--out", out]);
        assert!(made.is_some(), "{size} {seed}: the generator ran");
        let truth = std::fs::read_to_string(folder.path().join("truth.json")).expect("the truth");
        let truth: serde_json::Value = serde_json::from_str(&truth).expect("JSON");
        let history = history_at(&folder.path().join("repo.git"), "").expect("a history");
        let found = events(&history);
        assert!(
            rows_of(&history, &found) == rows_of_truth(&truth),
            "{size} {seed}: events"
        );
        for (brief, told) in truth["briefs"].as_object().expect("briefs") {
            let superseded = found.of(brief).map_or(0, |trail| trail.superseded.len());
            assert_eq!(
                Some(superseded as u64),
                told["superseded"].as_u64(),
                "{size} {seed}: {brief}"
            );
        }
    }
}

#[test]
fn the_hand_made_graphs_give_what_they_say() {
    let Some(path) = case("history/graphs.json") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the graphs");
    let graphs: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    assert!(graphs.len() >= 22);
    for graph in &graphs {
        let commits = graph["commits"].as_array().expect("commits");
        let (history, names) = history_of(commits);
        let found = events(&history);
        let (events, superseded) = found
            .briefs
            .first()
            .map_or((&[][..], 0), |brief| (&brief.events[..], brief.superseded.len()));
        let stage = |stage: &Option<StageId>| stage.as_ref().map(|stage| stage.as_str().to_uppercase());
        let row = |event: &Event| {
            let name = |commit: CommitIndex| names[commit.0 as usize].clone();
            serde_json::json!([
                name(event.commit),
                name(event.landing),
                stage(&event.from),
                stage(&event.to)
            ])
        };
        let rows: Vec<serde_json::Value> = events.iter().map(row).collect();
        assert_eq!(serde_json::Value::from(rows), graph["events"], "{}", graph["name"]);
        assert_eq!(
            Some(superseded as u64),
            graph["superseded"].as_u64(),
            "{}",
            graph["name"]
        );
    }
}

/// One brief in one file, from `[[commit, parents, stage], …]`; only what the last commit reaches.
fn history_of(commits: &[serde_json::Value]) -> (History, Vec<String>) {
    let mut wanted: Vec<&str> = vec![commits.last().and_then(|c| c[0].as_str()).expect("a tip")];
    for commit in commits.iter().rev() {
        if wanted.contains(&commit[0].as_str().expect("a name")) {
            wanted.extend(
                commit[1]
                    .as_array()
                    .expect("parents")
                    .iter()
                    .filter_map(|parent| parent.as_str()),
            );
        }
    }
    let mut history = History {
        paths: vec!["2026-01/x/brief.yml".into()],
        authors: vec![Author {
            name: "".into(),
            email: "".into(),
        }],
        ..History::default()
    };
    let (mut names, mut said) = (Vec::new(), Vec::new());
    for commit in commits
        .iter()
        .filter(|c| c[0].as_str().is_some_and(|name| wanted.contains(&name)))
    {
        let place = |name: &serde_json::Value| {
            let found = names
                .iter()
                .position(|known| Some(known) == name.as_str().map(String::from).as_ref());
            CommitIndex(found.expect("a parent") as u32)
        };
        let parents: Few<CommitIndex> = commit[1].as_array().expect("parents").iter().map(place).collect();
        let before = parents
            .first()
            .map_or(&serde_json::Value::Null, |parent| said[parent.0 as usize]);
        let stage = &commit[2];
        let mut changes = Few::default();
        if before != stage {
            changes.push(FileChange {
                path: PathIndex(0),
                after: version_of(&mut history, stage),
            });
        }
        history.changes.push(changes);
        history.commits.push(Commit {
            id: ObjectId([names.len() as u8; 20]),
            parents,
            committed: Moment::from_timestamp(names.len() as i64, 0).expect("a time"),
            author: AuthorIndex(0),
        });
        names.push(commit[0].as_str().expect("a name").to_string());
        said.push(stage);
    }
    (history, names)
}

fn version_of(history: &mut History, stage: &serde_json::Value) -> Option<VersionIndex> {
    let version = match stage.as_str()? {
        "?" => BriefVersion::Unreadable,
        stage => BriefVersion::Brief(Box::new(BriefHead {
            id: BriefId::new("x").expect("an id"),
            stage: StageId::new(&stage.to_lowercase()).expect("a stage"),
            kind: None,
            campaign: None,
            deliverable: None,
            due: None,
            imported: Imported::No,
        })),
    };
    history.versions.push(version);
    Some(VersionIndex(history.versions.len() as u32 - 1))
}

/// A repository that is written commit by commit, without a work tree.
pub struct Workshop {
    pub folder: tempfile::TempDir,
    git: git2::Repository,
    minutes: i64,
}

impl Workshop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut options = git2::RepositoryInitOptions::new();
        options.bare(true).initial_head("main");
        let git = git2::Repository::init_opts(folder.path(), &options).expect("a repository");
        Self {
            folder,
            git,
            minutes: 0,
        }
    }

    /// Commits exactly these files, an hour after the last commit.
    pub fn commit(&mut self, parents: &[git2::Oid], files: &BTreeMap<String, String>) -> git2::Oid {
        self.minutes += 60;
        let start = chrono::Utc
            .with_ymd_and_hms(2026, 1, 5, 9, 0, 0)
            .single()
            .expect("a time");
        self.commit_at(start + chrono::Duration::minutes(self.minutes), parents, files)
    }

    /// Commits exactly these files at an instant.
    pub fn commit_at(&self, at: Moment, parents: &[git2::Oid], files: &BTreeMap<String, String>) -> git2::Oid {
        let when = git2::Time::new(at.timestamp(), 0);
        let person = git2::Signature::new("Léa", "lea@example.org", &when).expect("a person");
        let mut index = git2::Index::new().expect("an index");
        for (path, text) in files {
            let id = self.git.blob(text.as_bytes()).expect("a blob");
            let entry = git2::IndexEntry {
                ctime: git2::IndexTime::new(0, 0),
                mtime: git2::IndexTime::new(0, 0),
                dev: 0,
                ino: 0,
                mode: 0o100_644,
                uid: 0,
                gid: 0,
                file_size: 0,
                id,
                flags: 0,
                flags_extended: 0,
                path: path.as_bytes().to_vec(),
            };
            index.add(&entry).expect("an entry");
        }
        let tree = index.write_tree_to(&self.git).expect("a tree");
        let tree = self.git.find_tree(tree).expect("a tree");
        let parents: Vec<git2::Commit<'_>> = parents
            .iter()
            .map(|id| self.git.find_commit(*id).expect("a parent"))
            .collect();
        let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
        self.git
            .commit(None, &person, &person, "a change", &tree, &parents)
            .expect("a commit")
    }

    /// Writes an object as its bytes are, however odd.
    pub fn raw(&self, kind: git2::ObjectType, bytes: &[u8]) -> git2::Oid {
        let odb = self.git.odb().expect("objects");
        odb.write(kind, bytes).expect("an object")
    }

    /// The tree of a commit, for commits that are written by hand.
    pub fn tree_of(&self, commit: git2::Oid) -> git2::Oid {
        self.git.find_commit(commit).expect("a commit").tree_id()
    }

    pub fn branch(&self, name: &str, at: git2::Oid) {
        self.git.reference(name, at, true, "moved").expect("a ref");
    }

    fn events(&self, studio: &str) -> (History, Events) {
        let history = history_at(self.folder.path(), studio).expect("a history");
        let found = events(&history);
        (history, found)
    }
}

fn brief(id: &str, stage: &str) -> String {
    format!("crops: brief/v1\nid: {id}\nstage: {stage}\n")
}

fn files(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries
        .iter()
        .map(|(path, text)| ((*path).to_string(), (*text).to_string()))
        .collect()
}

fn stages(found: &Events, brief: &str) -> String {
    let events = &found.of(brief).expect("the brief").events;
    let name = |stage: &Option<StageId>| stage.as_ref().map_or("-".to_string(), ToString::to_string);
    events.iter().map(|event| name(&event.to)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_record_is_followed_by_its_id_through_renames_deletion_and_restoration() {
    let mut shop = Workshop::new();
    let (a, b) = ("briefs/2026-01/film/brief.yml", "briefs/2026-02/Été à part/brief.yml");
    let mut tip = shop.commit(&[], &files(&[(a, &brief("film", "intake"))]));
    for at in [
        files(&[(b, &brief("film", "intake"))]),  // moved: no change of stage
        files(&[(a, &brief("film", "review"))]),  // moved with a change
        files(&[(a, &brief("other", "intake"))]), // another brief in its place
        files(&[(a, &brief("other", "intake")), (b, &brief("film", "done"))]),
        files(&[
            (a, "crops: result/v1\nid: other\nstage: x\n"),
            (b, &brief("film", "done")),
        ]),
    ] {
        tip = shop.commit(&[tip], &at);
    }
    shop.branch("refs/heads/main", tip);
    let (_, found) = shop.events("");
    assert_eq!(stages(&found, "film"), "intake review - done");
    assert_eq!(stages(&found, "other"), "intake -");
}

#[test]
fn an_unreadable_version_holds_the_stage_before_it_and_is_listed() {
    let mut shop = Workshop::new();
    let path = "briefs/2026-01/film/brief.yml";
    let broken = "crops: brief/v1\nid: film\n<<<<<<< HEAD\nstage: a\n=======\nstage: b\n>>>>>>> x\n";
    let a = shop.commit(&[], &files(&[(path, &brief("film", "intake"))]));
    let b = shop.commit(&[a], &files(&[(path, broken)]));
    let c = shop.commit(&[b], &files(&[(path, broken), ("README.md", "hello")]));
    let d = shop.commit(&[c], &files(&[(path, &brief("film", "review"))]));
    shop.branch("refs/heads/main", d);
    let (history, found) = shop.events("");
    assert_eq!(stages(&found, "film"), "intake review");
    let listed: Vec<String> = found
        .unreadable
        .iter()
        .map(|version| history.commit(version.commit).id.to_string())
        .collect();
    assert_eq!(listed, [b.to_string()]);
    assert_eq!(found.unreadable[0].brief.as_ref().map(BriefId::as_str), Some("film"));
}

#[test]
fn links_submodules_and_files_beside_a_brief_are_no_briefs() {
    let mut shop = Workshop::new();
    let a = shop.commit(
        &[],
        &files(&[
            ("briefs/2026-01/film/brief.yml", &brief("film", "intake")),
            ("briefs/2026-01/film/notes.yml", &brief("notes", "intake")),
            ("briefs/2026-01/film/brief.yml.orig", &brief("orig", "intake")),
            ("minutes/2026-01/brief.yml", &brief("minutes", "intake")),
        ]),
    );
    shop.branch("refs/heads/main", a);
    let (_, found) = shop.events("");
    assert_eq!(
        found.briefs.iter().map(|b| b.brief.as_str()).collect::<Vec<_>>(),
        ["film"]
    );
}

#[test]
fn a_studio_may_be_a_folder_of_a_larger_repository() {
    let mut shop = Workshop::new();
    let a = shop.commit(&[], &files(&[("code/main.rs", "")]));
    let b = shop.commit(
        &[a],
        &files(&[
            ("code/main.rs", "x"),
            (
                "creative/studio/briefs/2026-01/film/brief.yml",
                &brief("film", "intake"),
            ),
            ("briefs/2026-01/other/brief.yml", &brief("other", "intake")),
        ]),
    );
    shop.branch("refs/heads/main", b);
    let (_, found) = shop.events("creative/studio/");
    assert_eq!(
        found.briefs.iter().map(|b| b.brief.as_str()).collect::<Vec<_>>(),
        ["film"]
    );
}

#[test]
fn a_day_means_the_last_commit_before_its_end_along_the_first_parents() {
    let mut shop = Workshop::new();
    let none = files(&[]);
    let a = shop.commit(&[], &none); // 10:00
    let side = shop.commit(&[a], &none); // 11:00
    let b = shop.commit(&[a], &none); // 12:00
    let merge = shop.commit(&[b, side], &none); // 13:00
    shop.branch("refs/heads/main", merge);
    let repository = Repository::discover(shop.folder.path()).expect("a repository");
    let tip = revision::resolve(&repository, "main").expect("a tip");
    let at = |hour: u32| {
        let until = chrono::Utc
            .with_ymd_and_hms(2026, 1, 5, hour, 30, 0)
            .single()
            .expect("a time");
        revision::last_before(&repository, tip, until, until.date_naive())
    };
    for (hour, expected) in [(10, a), (11, a), (12, b), (13, merge), (23, merge)] {
        assert_eq!(at(hour).map(|id| id.to_string()), Ok(expected.to_string()), "{hour}:30");
    }
    assert!(matches!(at(9), Err(HistoryProblem::NothingBefore { .. })));
    assert!(matches!(
        revision::resolve(&repository, "nothing"),
        Err(HistoryProblem::NoSuchRevision { .. })
    ));
}

#[test]
fn the_files_of_a_revision_come_with_what_is_no_file() {
    let mut shop = Workshop::new();
    let big = "x".repeat(5000);
    let a = shop.commit(
        &[],
        &files(&[
            ("s/crops.yml", "a"),
            ("s/team/lea.yml", &big),
            ("s/notes.txt", "b"),
            ("t/x.yml", "c"),
        ]),
    );
    shop.branch("refs/heads/main", a);
    let repository = Repository::discover(shop.folder.path()).expect("a repository");
    let tip = revision::resolve(&repository, "main").expect("a tip");
    let wanted = |path: &str| path.ends_with(".yml");
    let found = revision::files(&repository, tip, "s", &wanted).expect("files");
    let lookup = revision::Lookup::new(&repository).expect("objects");
    let told = found.iter().map(|file| match file.content {
        revision::RevisionContent::Blob(blob) => {
            format!("{} {:?}", file.path, lookup.content(blob, 4096).expect("content"))
        }
        _ => format!("{} {:?}", file.path, file.content),
    });
    let told: Vec<String> = told.collect();
    assert_eq!(told, ["crops.yml Bytes([97])", "team/lea.yml TooLarge { bytes: 5000 }"]);
    assert_eq!(revision::files(&repository, tip, "nowhere", &wanted), Ok(Vec::new()));
}

#[test]
fn the_official_ref_is_the_remote_tracking_branch_where_there_is_one() {
    let mut shop = Workshop::new();
    let a = shop.commit(&[], &files(&[]));
    let b = shop.commit(&[a], &files(&[]));
    shop.branch("refs/heads/main", b);
    let bare = Repository::discover(shop.folder.path()).expect("a repository");
    let found = official(&bare, "main").expect("the branch");
    assert_eq!(
        (found.reference.as_str(), found.source, found.pending),
        ("refs/heads/main", RefSource::Local, 0)
    );

    // a work tree with a remote: what is checked out, even detached, decides nothing
    let folder = tempfile::tempdir().expect("a folder");
    let clone = git2::Repository::clone(shop.folder.path().to_str().expect("a path"), folder.path()).expect("a clone");
    let person = git2::Signature::new("Léa", "lea@example.org", &git2::Time::new(1_800_000_000, 0)).expect("a person");
    let head = clone.head().and_then(|head| head.peel_to_commit()).expect("a commit");
    let tree = head.tree().expect("a tree");
    let mine = clone
        .commit(Some("HEAD"), &person, &person, "mine", &tree, &[&head])
        .expect("a commit");
    let found = official(&Repository::discover(folder.path()).expect("a clone"), "main").expect("the branch");
    assert_eq!(found.reference, "refs/remotes/origin/main");
    assert_eq!((found.commit.to_string(), found.pending), (b.to_string(), 1));
    clone.set_head_detached(mine).expect("detached");
    clone
        .find_branch("main", git2::BranchType::Local)
        .and_then(|mut b| b.delete())
        .expect("deleted");
    let found = official(&Repository::discover(folder.path()).expect("a clone"), "main").expect("the branch");
    assert_eq!((found.commit.to_string(), found.pending), (b.to_string(), 1));

    // a remote that was never fetched
    clone
        .find_reference("refs/remotes/origin/main")
        .and_then(|mut r| r.delete())
        .expect("deleted");
    clone
        .reference("refs/heads/main", mine, true, "again")
        .expect("a branch");
    let found = official(&Repository::discover(folder.path()).expect("a clone"), "main").expect("the branch");
    assert_eq!(
        (found.reference.as_str(), found.source),
        ("refs/heads/main", RefSource::NeverFetched)
    );
}

#[test]
fn a_history_that_cannot_answer_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let nothing = Repository::discover(folder.path()).err();
    assert!(
        matches!(nothing, Some(HistoryProblem::NoRepository { .. })),
        "{nothing:?}"
    );
    git2::Repository::init(folder.path()).expect("a repository");
    assert_eq!(history_at(folder.path(), "").err(), Some(HistoryProblem::NoCommit));

    let mut shop = Workshop::new();
    let a = shop.commit(&[], &files(&[]));
    let b = shop.commit(
        &[a],
        &files(&[("briefs/2026-01/film/brief.yml", &brief("film", "intake"))]),
    );
    shop.branch("refs/heads/mian", b);
    let missing = history_at(shop.folder.path(), "").err();
    let near = Some("mian".to_string());
    let branch = "main".to_string();
    assert_eq!(
        missing,
        Some(HistoryProblem::NoSuchBranch {
            branch,
            remote: None,
            near
        })
    );
}

#[test]
fn a_clone_that_left_something_out_says_so() {
    let mut shop = Workshop::new();
    let text = brief("film", "intake");
    let a = shop.commit(&[], &files(&[("briefs/2026-01/film/brief.yml", &text)]));
    let b = shop.commit(&[a], &files(&[]));
    shop.branch("refs/heads/main", b);
    let from = format!("file://{}", shop.folder.path().display());
    let into = tempfile::tempdir().expect("a folder");
    let shallow = into.path().join("shallow");
    run(
        "git",
        &[
            "clone",
            "-q",
            "--depth=1",
            "--branch=main",
            &from,
            shallow.to_str().expect("a path"),
        ],
    )
    .expect("a clone");
    assert_eq!(history_at(&shallow, "").err(), Some(HistoryProblem::Shallow));

    run(
        "git",
        &[
            "-C",
            shop.folder.path().to_str().expect("a path"),
            "config",
            "uploadpack.allowFilter",
            "true",
        ],
    )
    .expect("set");
    let partial = into.path().join("partial");
    run(
        "git",
        &[
            "clone",
            "-q",
            "--no-checkout",
            "--filter=blob:none",
            "--branch=main",
            &from,
            partial.to_str().expect("a path"),
        ],
    )
    .expect("a clone");
    let remote = "origin".to_string();
    assert_eq!(history_at(&partial, "").err(), Some(HistoryProblem::Partial { remote }));
}

/// A random history of three briefs: commits with up to three parents, moves, renames, deletions, copies and broken files.
mod random {
    use super::{Workshop, brief, events};
    use crops::model::history::{CommitIndex, History};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// What one commit does: its parents as distances back, and what it writes for each brief.
    #[derive(Clone, Debug)]
    struct Step {
        parents: Vec<usize>,
        writes: Vec<(usize, Option<&'static str>)>,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let stage = prop::sample::select(vec![None, Some("a"), Some("b"), Some("c"), Some("?")]);
        let step = (
            prop::collection::vec(1_usize..5, 0..4),
            prop::collection::vec((0_usize..3, stage), 0..3),
        );
        prop::collection::vec(step.prop_map(|(parents, writes)| Step { parents, writes }), 1..14)
    }

    /// The text of each brief after each commit; `?` is unreadable.
    type Files = BTreeMap<usize, &'static str>;

    /// A row as the naive rule gives it: brief, commit, landing, from, to.
    type Row = (usize, usize, usize, Option<&'static str>, Option<&'static str>);

    struct Plan {
        parents: Vec<Vec<usize>>,
        files: Vec<Files>,
    }

    fn plan(steps: &[Step]) -> Plan {
        let mut plan = Plan {
            parents: Vec::new(),
            files: Vec::new(),
        };
        for (at, step) in steps.iter().enumerate() {
            let mut parents: Vec<usize> = step.parents.iter().filter_map(|back| at.checked_sub(*back)).collect();
            let mut known = Vec::new();
            parents.retain(|parent| {
                !known.contains(parent) && {
                    known.push(*parent);
                    true
                }
            });
            let mut files = parents
                .first()
                .map_or_else(Files::new, |first| plan.files[*first].clone());
            for (brief, stage) in &step.writes {
                match stage {
                    Some(stage) => files.insert(*brief, stage),
                    None => files.remove(brief),
                };
            }
            plan.parents.push(parents);
            plan.files.push(files);
        }
        plan
    }

    /// The rule as it is written down, with recursion and the whole state of every commit.
    struct Naive<'p> {
        plan: &'p Plan,
        brief: usize,
        seen: Vec<usize>,
        superseded: usize,
    }

    type Change = (usize, Option<&'static str>, Option<&'static str>);

    impl Naive<'_> {
        fn state(&self, commit: Option<usize>) -> Option<&'static str> {
            let commit = commit?;
            match self.plan.files[commit].get(&self.brief) {
                Some(&"?") => {
                    let parent = self.plan.parents[commit].first().copied();
                    self.state(parent)
                }
                found => found.copied(),
            }
        }

        fn walk(&mut self, from: usize) -> Vec<(usize, Vec<Change>)> {
            let mut line = Vec::new();
            let mut next = Some(from);
            while let Some(commit) = next.filter(|commit| !self.seen.contains(commit)) {
                line.insert(0, commit);
                next = self.plan.parents[commit].first().copied();
            }
            let mut given = Vec::new();
            for commit in line {
                given.push((commit, self.step(commit)));
                self.seen.push(commit);
            }
            given
        }

        fn step(&mut self, commit: usize) -> Vec<Change> {
            let parents = &self.plan.parents[commit];
            let (a, z) = (self.state(parents.first().copied()), self.state(Some(commit)));
            let mut sides: Vec<Change> = Vec::new();
            for parent in parents.iter().skip(1) {
                if !self.seen.contains(parent) {
                    sides.extend(self.walk(*parent).into_iter().flat_map(|(_, changes)| changes));
                }
            }
            let brought = sides.len();
            if parents.len() > 1 && parents.iter().all(|parent| self.state(Some(*parent)) != z) {
                let from = sides.last().map_or(a, |last| last.2);
                sides.push((commit, from, z));
            }
            for start in 0..sides.len() {
                let tail = &sides[start..];
                let joins = tail.windows(2).all(|pair| pair[0].2 == pair[1].1);
                if tail[0].1 == a && joins && tail[tail.len() - 1].2 == z {
                    self.superseded += start;
                    return tail.to_vec();
                }
            }
            self.superseded += brought;
            if a == z { Vec::new() } else { vec![(commit, a, z)] }
        }
    }

    fn naive(plan: &Plan) -> (Vec<Row>, usize) {
        let mut rows = Vec::new();
        let mut superseded = 0;
        for brief in 0..3 {
            let mut naive = Naive {
                plan,
                brief,
                seen: Vec::new(),
                superseded: 0,
            };
            for (landing, changes) in naive.walk(plan.parents.len() - 1) {
                rows.extend(
                    changes
                        .into_iter()
                        .map(|(commit, from, to)| (brief, commit, landing, from, to)),
                );
            }
            superseded += naive.superseded;
        }
        (rows, superseded)
    }

    fn read(plan: &Plan) -> (Vec<Row>, usize) {
        let mut shop = Workshop::new();
        let mut made: Vec<git2::Oid> = Vec::new();
        for (at, files) in plan.files.iter().enumerate() {
            let parents: Vec<git2::Oid> = plan.parents[at].iter().map(|parent| made[*parent]).collect();
            let texts = files.iter().map(|(id, stage)| {
                // broken the same way each time would be the same blob: that is no change
                let text = match *stage {
                    "?" => format!("crops: brief/v1\nid: brief-{id}\n<<<<<<< {at}\n"),
                    stage => brief(&format!("brief-{id}"), stage),
                };
                (format!("briefs/2026-01/brief-{id}/brief.yml"), text)
            });
            let texts: BTreeMap<String, String> = texts.collect();
            made.push(shop.commit(&parents, &texts));
        }
        shop.branch("refs/heads/main", made[made.len() - 1]);
        let history = super::history_at(shop.folder.path(), "").expect("a history");
        let found = events(&history);
        let place = |history: &History, commit: CommitIndex| {
            let id = history.commit(commit).id.to_string();
            made.iter()
                .position(|known| known.to_string() == id)
                .expect("a commit of ours")
        };
        let stage = |stage: &Option<crops::model::id::StageId>| {
            ["a", "b", "c"]
                .into_iter()
                .find(|known| stage.as_ref().is_some_and(|stage| stage.as_str() == *known))
        };
        let mut rows = Vec::new();
        for trail in &found.briefs {
            let id: usize = trail.brief.as_str()[6..].parse().expect("a number");
            let row = |event: &super::Event| {
                (
                    id,
                    place(&history, event.commit),
                    place(&history, event.landing),
                    stage(&event.from),
                    stage(&event.to),
                )
            };
            rows.extend(trail.events.iter().map(row));
        }
        (rows, found.briefs.iter().map(|trail| trail.superseded.len()).sum())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn real_repositories_give_what_the_rule_as_written_gives(steps in steps()) {
            let plan = plan(&steps);
            prop_assert_eq!(read(&plan), naive(&plan));
        }
    }
}
