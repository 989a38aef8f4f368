//! Answers: is what was kept of a history ever more than a shortcut?
//! Invariant: every answer is compared with that of a history read whole; repositories are made in the test.

use crate::history::Workshop;
use crops::cli::chronicle::{Chronicle, Line, Story, WantedFile};
use crops::git::repository::Repository;
use crops::model::few::Few;
use crops::model::history::{BriefVersion, CommitIndex, History, HistoryProblem, ObjectId, VersionIndex};
use crops::trail::event::{Event, Events, events};
use crops::trail::ledger::Told;
use crops::trail::touch::{Landings, Touch};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Everything that is told, in words that do not depend on how it was read.
pub fn picture(told: &Told) -> String {
    let mut out = String::new();
    let history = &told.history;
    for commit in &history.commits {
        let parents: Vec<String> = commit.parents.iter().map(|at| history.commit(*at).id.short()).collect();
        let author = &history.authors[commit.author.0 as usize];
        writeln!(out, "{} {parents:?} {} {author:?}", commit.id.short(), commit.committed).expect("text");
    }
    out + &events_of(told, |_| true)
}

fn events_of(told: &Told, wanted: impl Fn(&str) -> bool) -> String {
    let (history, mut out) = (&told.history, String::new());
    for trail in told.events.briefs.iter().filter(|trail| wanted(trail.brief.as_str())) {
        writeln!(out, "{} last {}", trail.brief, version(history, trail.last)).expect("text");
        trail.events.iter().for_each(|event| out += &row(history, event));
        out += "superseded\n";
        trail.superseded.iter().for_each(|event| out += &row(history, event));
    }
    for one in &told.events.unreadable {
        if one.brief.as_ref().is_some_and(|brief| wanted(brief.as_str())) {
            let path = &history.paths[one.path.0 as usize];
            let (commit, version) = (short(history, one.commit), version(history, Some(one.version)));
            writeln!(out, "unreadable {commit} {path} {version} {:?}", one.brief).expect("text");
        }
    }
    out
}

fn skewed(told: &Told) -> Vec<ObjectId> {
    told.events
        .skewed
        .iter()
        .map(|at| told.history.commit(*at).id)
        .collect()
}

fn short(history: &History, at: CommitIndex) -> String {
    history.commit(at).id.short()
}

fn version(history: &History, at: Option<VersionIndex>) -> String {
    at.map_or_else(String::new, |at| {
        format!("{} {:?}", history.blobs[at.0 as usize].short(), history.version(at))
    })
}

fn row(history: &History, event: &Event) -> String {
    format!(
        "{:?}>{:?} {} {} {} {} {} {} {}\n",
        event.from,
        event.to,
        short(history, event.commit),
        short(history, event.landing),
        event.made,
        event.landed,
        event.time,
        event.order,
        version(history, event.version),
    )
}

/// The history read whole, by nothing that has to do with an index.
pub fn whole(folder: &Path, tip: ObjectId) -> Told {
    let repository = Repository::discover(folder).expect("a repository");
    let scope = crops::git::history::Scope {
        folder: "briefs",
        was: &[],
        wanted: &|path| path.ends_with("/brief.yml"),
        read: &crops::store::brief_head::read,
        most_bytes: 1 << 20,
    };
    let history = crops::git::history::read(&repository, tip, &scope).expect("a history");
    let events: Events = events(&history);
    Told { history, events }
}

/// Asks as a command does, for all briefs and for one.
struct Asker<'f> {
    folder: &'f Path,
    index: Option<PathBuf>,
}

impl Asker<'_> {
    fn ask<T>(
        &self,
        tip: ObjectId,
        line: Line,
        question: impl Fn(&Chronicle<'_>) -> Result<T, HistoryProblem>,
    ) -> Result<T, HistoryProblem> {
        let repository = Repository::discover(self.folder).expect("a repository");
        let mut chronicle = Chronicle::new(&repository, "", "7h2kq9vd3mxa", tip).line(line);
        chronicle.index.clone_from(&self.index);
        chronicle.least = 1;
        question(&chronicle)
    }

    fn all(&self, tip: ObjectId, line: Line) -> Told {
        self.ask(tip, line, |chronicle| chronicle.told()).expect("an answer")
    }

    fn file(&self) -> Option<PathBuf> {
        let entries = fs::read_dir(self.index.as_ref()?).ok()?;
        let mut files = entries.map(|entry| entry.expect("an entry").path());
        files.find(|file| file.extension().is_some_and(|ending| ending == "index"))
    }
}

const PATHS: [&str; 4] = [
    "briefs/2026-01/b-0/brief.yml",
    "briefs/2026-01/b-1/brief.yml",
    "briefs/2026-02/b-0/brief.yml",
    "briefs/2026-03/Été/brief.yml",
];

/// What one commit does: its parents as distances back, how its clock is wrong, what it writes.
#[derive(Clone, Debug)]
pub struct Step {
    pub parents: Vec<usize>,
    pub hours_late: i64,
    pub writes: Vec<(usize, Option<(u8, &'static str)>)>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let text = prop::option::weighted(0.85, (0_u8..3, prop::sample::select(vec!["a", "b", "c", "?", "!"])));
    let step = (
        prop::collection::vec(1_usize..7, 0..4),
        prop::sample::select(vec![0_i64, 0, 0, -9]),
        prop::collection::vec((0..PATHS.len(), text), 0..3),
    );
    let step = step.prop_map(|(parents, hours_late, writes)| Step {
        parents,
        hours_late,
        writes,
    });
    prop::collection::vec(step, 1..16)
}

fn text((brief, stage): (u8, &str)) -> String {
    match stage {
        "?" => format!("crops: brief/v1\nid: b-{brief}\n<<<<<<< ours\n"),
        "!" => "crops: result/v1\nid: b-0\nstage: a\n".to_string(),
        stage => format!(
            "crops: brief/v1\nid: b-{brief}\nstage: {stage}\ndue: 2026-0{}-01\n",
            brief + 1
        ),
    }
}

/// Writes the commits; the ids in their order.
pub fn write(shop: &Workshop, steps: &[Step]) -> Vec<git2::Oid> {
    let mut made: Vec<(git2::Oid, BTreeMap<String, String>)> = Vec::new();
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
            .map_or_else(BTreeMap::new, |first| made[*first].1.clone());
        for (path, said) in &step.writes {
            match said {
                Some(said) => files.insert(PATHS[*path].to_string(), text(*said)),
                None => files.remove(PATHS[*path]),
            };
        }
        let when = chrono::DateTime::from_timestamp(1_767_600_000 + (at as i64 + step.hours_late) * 3600, 0);
        let parents: Vec<git2::Oid> = parents.iter().map(|parent| made[*parent].0).collect();
        made.push((shop.commit_at(when.expect("a time"), &parents, &files), files));
    }
    made.into_iter().map(|(id, _)| id).collect()
}

pub fn id(oid: git2::Oid) -> ObjectId {
    ObjectId::from_hex(&oid.to_string()).expect("an id")
}

/// Commits that are the tip one after the other, on the official line or not.
fn tips() -> impl Strategy<Value = Vec<(prop::sample::Index, Line)>> {
    let line = prop::sample::select(vec![Line::Official, Line::Official, Line::Other]);
    prop::collection::vec((any::<prop::sample::Index>(), line), 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_tips_were_before_the_answer_is_that_of_the_whole_history(steps in steps(), tips in tips()) {
        let shop = Workshop::new();
        let made = write(&shop, &steps);
        let folder = tempfile::tempdir().expect("a folder");
        let asker = Asker { folder: shop.folder.path(), index: Some(folder.path().to_path_buf()) };
        let without = Asker { folder: shop.folder.path(), index: None };
        for (tip, line) in tips {
            let tip = id(*tip.get(&made));
            let whole = whole(shop.folder.path(), tip);
            let told = asker.all(tip, line);
            prop_assert_eq!(picture(&told), picture(&whole));
            prop_assert_eq!(skewed(&told), skewed(&whole));
            prop_assert_eq!(picture(&without.all(tip, line)), picture(&whole));
            for brief in ["b-0", "b-1", "b-2", "nobody"] {
                let one = asker.ask(tip, line, |chronicle| chronicle.told_of(brief)).expect("an answer");
                let is_it = |id: &str| id == brief;
                prop_assert_eq!(events_of(&one, is_it), events_of(&whole, is_it));
                prop_assert_eq!(one.events.briefs.len(), whole.events.of(brief).iter().len());
            }
            let since = id(made[steps.len() / 2]);
            let story = asker.ask(tip, line, |chronicle| chronicle.story("b-0", &places(), Some(since))).expect("an answer");
            prop_assert_eq!(story_told(&story), story_walked(&whole.history, &story, since));
        }
    }
}

/// Files that come and go, and one that came with the first commit that has it.
fn places() -> Vec<WantedFile> {
    let file = |places: &[&str]| WantedFile {
        places: places.iter().map(|place| (*place).to_owned()).collect(),
        content: None,
    };
    vec![file(&["briefs/nowhere", PATHS[0]]), file(&["nowhere"])]
}

/// Which commit each commit of a story landed with, and up to where the revision knew the line.
fn story_told(story: &Story) -> String {
    let history = &story.told.history;
    let mut out = String::new();
    for at in story
        .told
        .history
        .changes
        .iter()
        .enumerate()
        .filter(|(_, changes)| !changes.is_empty())
    {
        let at = CommitIndex(at.0 as u32);
        writeln!(
            out,
            "{} {}",
            short(history, at),
            short(history, story.landings.landing(at))
        )
        .expect("text");
    }
    let known = story.known.map(|known| short(history, known));
    writeln!(out, "{known:?} {:?}", story.brought.get(1)).expect("text");
    out
}

/// The same, found by walking the whole history.
fn story_walked(whole: &History, story: &Story, since: ObjectId) -> String {
    let all = || (0_u32..).map(CommitIndex).zip(&whole.commits);
    let landings = Landings::of(whole);
    let mut out = String::new();
    for (commit, _) in story
        .told
        .history
        .commits
        .iter()
        .zip(&story.told.history.changes)
        .filter(|(_, changes)| !changes.is_empty())
    {
        let (at, _) = all().find(|(_, known)| known.id == commit.id).expect("a commit");
        writeln!(out, "{} {}", short(whole, at), short(whole, landings.landing(at))).expect("text");
    }
    let mut todo: Vec<CommitIndex> = all()
        .filter(|(_, commit)| commit.id == since)
        .map(|(at, _)| at)
        .collect();
    let mut known = std::collections::BTreeSet::new();
    while let Some(at) = todo.pop() {
        if known.insert(at) {
            todo.extend(whole.commit(at).parents.iter().copied());
        }
    }
    let newest = landings.line().iter().rev().find(|at| known.contains(at));
    let newest = newest.map(|at| short(whole, *at));
    writeln!(out, "{newest:?} {:?}", Some(None::<Touch>)).expect("text");
    out
}

/// Twenty commits on one line, each with another stage; the last with a broken file.
fn straight() -> (Workshop, Vec<ObjectId>) {
    let shop = Workshop::new();
    let steps: Vec<Step> = (0..20)
        .map(|at| Step {
            parents: vec![1],
            hours_late: 0,
            writes: vec![(at % 4, Some((at as u8 % 3, ["a", "b", "c", "?"][at / 3 % 4])))],
        })
        .collect();
    let made = write(&shop, &steps).into_iter().map(id).collect();
    (shop, made)
}

#[test]
fn a_damaged_index_is_read_anew_and_mended() {
    let (shop, made) = straight();
    let folder = tempfile::tempdir().expect("a folder");
    let asker = Asker {
        folder: shop.folder.path(),
        index: Some(folder.path().to_path_buf()),
    };
    for tip in [4, 9, 19] {
        asker.all(made[tip], Line::Official);
    }
    let file = asker.file().expect("an index");
    let good = fs::read(&file).expect("bytes");
    let expected = picture(&whole(shop.folder.path(), made[19]));
    for at in (0..good.len()).step_by(41) {
        let mut bad = good.clone();
        bad[at] ^= 32;
        fs::write(&file, &bad).expect("written");
        assert_eq!(picture(&asker.all(made[19], Line::Official)), expected, "byte {at}");
        let again = asker.ask(made[19], Line::Official, |chronicle| chronicle.told_of("b-1"));
        assert_eq!(again.map(|told| told.events.briefs.len()), Ok(1), "byte {at}");
    }
    for length in [0, 7, 40, good.len() / 2, good.len() - 1] {
        fs::write(&file, &good[..length]).expect("written");
        assert_eq!(
            picture(&asker.all(made[19], Line::Official)),
            expected,
            "{length} bytes"
        );
    }
    assert_eq!(picture(&asker.all(made[19], Line::Official)), expected);
}

#[test]
fn what_was_kept_is_read_instead_of_the_history() {
    let (shop, made) = straight();
    let folder = tempfile::tempdir().expect("a folder");
    let asker = Asker {
        folder: shop.folder.path(),
        index: Some(folder.path().to_path_buf()),
    };
    asker.all(made[9], Line::Official);
    let expected = [
        picture(&whole(shop.folder.path(), made[9])),
        picture(&whole(shop.folder.path(), made[19])),
    ];
    let first = fs::metadata(asker.file().expect("an index")).expect("a file").len();
    asker.all(made[19], Line::Official);
    assert!(
        fs::metadata(asker.file().expect("an index")).expect("a file").len() > first,
        "something was added"
    );
    // nothing is left to read but the index
    fs::rename(shop.folder.path().join("objects"), shop.folder.path().join("gone")).expect("moved");
    fs::create_dir(shop.folder.path().join("objects")).expect("made");
    for (tip, expected) in [(19, &expected[1]), (9, &expected[0])] {
        assert_eq!(&picture(&asker.all(made[tip], Line::Other)), expected, "{tip}");
    }
    let without = Asker {
        folder: shop.folder.path(),
        index: None,
    };
    assert!(without.ask(made[9], Line::Other, |chronicle| chronicle.told()).is_err());
}

#[test]
fn many_small_additions_become_one_frame_again() {
    let shop = Workshop::new();
    let steps: Vec<Step> = (0..60)
        .map(|at| Step {
            parents: if at % 5 == 4 { vec![1, 3] } else { vec![1] },
            hours_late: 0,
            writes: vec![(at % 4, Some((at as u8 % 3, ["a", "b", "?", "c", "!"][at / 3 % 5])))],
        })
        .collect();
    let made: Vec<ObjectId> = write(&shop, &steps).into_iter().map(id).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let asker = Asker {
        folder: shop.folder.path(),
        index: Some(folder.path().to_path_buf()),
    };
    for tip in &made {
        assert_eq!(
            picture(&asker.all(*tip, Line::Official)),
            picture(&whole(shop.folder.path(), *tip))
        );
    }
    for tip in [made[30], made[59]] {
        assert_eq!(
            picture(&asker.all(tip, Line::Other)),
            picture(&whole(shop.folder.path(), tip))
        );
    }
}

#[test]
fn a_place_that_cannot_be_written_changes_no_answer() {
    let (shop, made) = straight();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a file");
    fs::write(&file, "in the way").expect("written");
    let asker = Asker {
        folder: shop.folder.path(),
        index: Some(file.join("below")),
    };
    let expected = picture(&whole(shop.folder.path(), made[19]));
    assert_eq!(picture(&asker.all(made[19], Line::Official)), expected);
    assert_eq!(asker.file(), None);
}

#[test]
fn one_brief_comes_with_the_versions_of_its_files() {
    let (shop, made) = straight();
    let asker = Asker {
        folder: shop.folder.path(),
        index: None,
    };
    let told = asker
        .ask(made[19], Line::Official, |chronicle| chronicle.told_of("b-1"))
        .expect("an answer");
    let whole = whole(shop.folder.path(), made[19]);
    let versions = |history: &History| {
        let of_commit =
            |(commit, changes): (&crops::model::history::Commit, &Few<crops::model::history::FileChange>)| {
                let mine = changes.iter().filter_map(|change| change.after);
                let mine = mine.filter(
                    |at| matches!(history.version(*at), BriefVersion::Brief(head) if head.id.as_str() == "b-1"),
                );
                mine.map(|at| (commit.id, version(history, Some(at))))
                    .collect::<Vec<_>>()
            };
        history
            .commits
            .iter()
            .zip(&history.changes)
            .flat_map(of_commit)
            .collect::<Vec<_>>()
    };
    assert_eq!(versions(&told.history), versions(&whole.history));
    assert!(!versions(&told.history).is_empty());
}
