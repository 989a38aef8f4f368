//! Answers: what does a history say that is odd, hostile, damaged, or kept in another way?
//! Invariant: every case has a defined result; how objects are kept decides nothing.
#![expect(
    clippy::disallowed_methods,
    reason = "git packs, clones and adds work trees, and the program is run with other settings of the machine"
)]

use crate::history::{Workshop, history_at, run};
use crate::history_index::{Step, id, picture, whole, write};
use crops::git::repository::Repository;
use crops::git::revision;
use crops::model::history::{BriefVersion, History, HistoryProblem};
use crops::trail::event::{Events, events};
use crops::trail::ledger::Told;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const FILM: &str = "briefs/2026-01/film/brief.yml";

fn brief(id: &str, stage: &str) -> String {
    format!("crops: brief/v1\nid: {id}\nstage: {stage}\n")
}

fn files(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    let entries = entries.iter();
    entries
        .map(|(path, text)| ((*path).to_string(), (*text).to_string()))
        .collect()
}

fn told(shop: &Workshop, tip: git2::Oid) -> (History, Events) {
    shop.branch("refs/heads/main", tip);
    let history = history_at(shop.folder.path(), "").expect("a history");
    let found = events(&history);
    (history, found)
}

fn stages(found: &Events, brief: &str) -> String {
    let name = |stage: &Option<crops::model::id::StageId>| stage.as_ref().map_or("-".into(), ToString::to_string);
    let events = found.of(brief).into_iter().flat_map(|trail| &trail.events);
    events.map(|event| name(&event.to)).collect::<Vec<String>>().join(" ")
}

/// Where a loose object lies.
fn loose(shop: &Workshop, object: &str) -> PathBuf {
    shop.folder.path().join("objects").join(&object[..2]).join(&object[2..])
}

#[test]
fn what_is_no_readable_file_holds_the_stage_or_ends_the_brief() {
    let mut shop = Workshop::new();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let large = format!(
        "crops: brief/v1\nid: film\nstage: done\nnotes: {}\n",
        "x".repeat(1 << 20)
    );
    let a = shop.commit(&[], &files(&[(FILM, &brief("film", "intake"))]));
    let b = shop.commit(&[a], &files(&[(FILM, pointer)]));
    let c = shop.commit(&[b], &files(&[(FILM, &large)]));
    let d = shop.commit(&[c], &files(&[(FILM, "\u{0}\u{1}\u{2}")]));
    let (_, found) = told(&shop, d);
    assert_eq!(stages(&found, "film"), "intake", "a pointer, a large file, no text");
    assert_eq!(found.unreadable.len(), 3);
    let inside = format!("{FILM}/inner/brief.yml");
    let e = shop.commit(&[d], &files(&[(&inside, &brief("inner", "intake"))]));
    let f = shop.commit(&[e], &files(&[(FILM, &brief("film", "review"))]));
    let (_, found) = told(&shop, f);
    assert_eq!(stages(&found, "film"), "intake - review", "a folder for a while");
    assert_eq!(stages(&found, "inner"), "intake -");
}

#[test]
fn links_and_submodules_in_the_place_of_a_brief_are_no_brief() {
    let mut shop = Workshop::new();
    let a = shop.commit(&[], &files(&[(FILM, &brief("film", "intake"))]));
    let mut tip = a;
    for mode in ["120000", "160000"] {
        let entry =
            |mode: &str, name: &str, id: git2::Oid| [format!("{mode} {name}\0").as_bytes(), id.as_bytes()].concat();
        let mut tree = shop.raw(git2::ObjectType::Tree, &entry(mode, "brief.yml", a));
        for folder in ["film", "2026-01", "briefs"] {
            tree = shop.raw(git2::ObjectType::Tree, &entry("40000", folder, tree));
        }
        let text = format!(
            "tree {tree}\nparent {tip}\nauthor L <l@x> 1800000000 +0000\ncommitter L <l@x> 1800000000 +0000\n\nx\n"
        );
        tip = shop.raw(git2::ObjectType::Commit, text.as_bytes());
        let (_, found) = told(&shop, tip);
        assert_eq!(stages(&found, "film"), "intake -", "{mode}");
        tip = a;
    }
}

#[test]
fn odd_dates_zones_and_names_are_taken_as_far_as_they_go() {
    let mut shop = Workshop::new();
    let a = shop.commit(&[], &files(&[(FILM, &brief("film", "intake"))]));
    let b = shop.commit(&[], &files(&[(FILM, &brief("film", "review"))]));
    let tree = shop.tree_of(b);
    for (committer, seconds) in [
        ("L <l@x> -86400 +0000", -86_400),
        ("L <l@x> 4294967296 +1400", 4_294_967_296),
        ("L <l@x> -0500", 0),
        ("L <l@x>", 0),
        ("L <l@x> 99999999999999999 +0000", 0),
        ("L <l@x> soon -0500", 0),
        ("\u{1b}[31m\u{202e}L\u{7} <l@x> 1800000000 +0000", 1_800_000_000),
        ("", 0),
    ] {
        let text = format!(
            "tree {tree}\nparent {a}\nauthor \u{1b}[2J\u{202e}<<script>> 12 +9999\ncommitter {committer}\n\nx\n"
        );
        let tip = shop.raw(git2::ObjectType::Commit, text.as_bytes());
        let (history, found) = told(&shop, tip);
        let event = found
            .of("film")
            .and_then(|trail| trail.events.last())
            .expect("an event");
        assert_eq!(event.made.timestamp(), seconds, "{committer:?}");
        assert!(event.time >= history.commits[0].committed, "no duration is negative");
        let before = history.commits[0].committed.timestamp() - 60;
        assert_eq!(found.skewed.len(), usize::from(seconds < before), "{committer:?}");
    }
}

#[test]
fn an_empty_history_and_an_empty_studio_have_no_event() {
    let mut shop = Workshop::new();
    let a = shop.commit(&[], &files(&[]));
    let (history, found) = told(&shop, a);
    assert_eq!((history.commits.len(), found), (1, Events::default()));
}

#[test]
fn thousands_of_briefs_in_one_commit_are_all_there() {
    let mut shop = Workshop::new();
    let many = |stage: &str| -> BTreeMap<String, String> {
        let file = |at: usize| {
            (
                format!("briefs/2026-0{}/b-{at}/brief.yml", at % 7 + 1),
                brief(&format!("b-{at}"), stage),
            )
        };
        (0..5_000).map(file).collect()
    };
    let a = shop.commit(&[], &many("intake"));
    let b = shop.commit(&[a], &many("review"));
    let (_, found) = told(&shop, b);
    assert_eq!(found.briefs.len(), 5_000);
    assert!(found.briefs.iter().all(|trail| trail.events.len() == 2));
}

#[test]
fn a_missing_or_damaged_object_is_said_and_not_worked_around() {
    let text = brief("film", "intake");
    let blob = git2::Oid::hash_object(git2::ObjectType::Blob, text.as_bytes()).expect("an id");
    for what in ["blob", "tree", "commit"] {
        for damage in ["gone", "cut off", "nonsense"] {
            let mut shop = Workshop::new();
            let a = shop.commit(&[], &files(&[(FILM, &text)]));
            let b = shop.commit(&[a], &files(&[(FILM, &brief("film", "review"))]));
            shop.branch("refs/heads/main", b);
            let object = match what {
                "blob" => blob,
                "tree" => shop.tree_of(a),
                _ => a,
            };
            let file = loose(&shop, &object.to_string());
            let bytes = std::fs::read(&file).expect("an object");
            std::fs::remove_file(&file).expect("removed");
            match damage {
                "gone" => {}
                "cut off" => std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("written"),
                _ => std::fs::write(&file, "nonsense").expect("written"),
            }
            let problem = history_at(shop.folder.path(), "").err();
            assert!(
                matches!(problem, Some(HistoryProblem::Broken { .. })),
                "{what} {damage}: {problem:?}"
            );
        }
    }
}

/// Forty commits with merges, renames and broken files.
fn lively() -> (Workshop, crops::model::history::ObjectId) {
    let shop = Workshop::new();
    let steps: Vec<Step> = (0..40)
        .map(|at| Step {
            parents: if at % 4 == 3 {
                vec![1, 3]
            } else {
                vec![1 + usize::from(at % 4 == 2)]
            },
            hours_late: if at % 11 == 5 { -9 } else { 0 },
            writes: vec![(
                at % 4,
                (at % 9 != 8).then_some((at as u8 % 3, ["a", "b", "c", "?", "!"][at / 2 % 5])),
            )],
        })
        .collect();
    let made = write(&shop, &steps);
    let tip = made[made.len() - 1];
    shop.branch("refs/heads/main", tip);
    let tip = id(tip);
    (shop, tip)
}

#[test]
fn packing_cloning_borrowing_and_work_trees_change_nothing() {
    let (shop, tip) = lively();
    let from = shop.folder.path().to_str().expect("a path").to_string();
    let expected = picture(&whole(shop.folder.path(), tip));
    let beside = tempfile::tempdir().expect("a folder");
    let place = |name: &str| beside.path().join(name).to_str().expect("a path").to_string();
    let git = |arguments: &[&str]| run("git", arguments).unwrap_or_else(|| panic!("git {arguments:?}"));
    git(&["clone", "-q", "--shared", "--no-checkout", &from, &place("shared")]);
    git(&["clone", "-q", "--no-local", "--no-checkout", &from, &place("clone")]);
    git(&[
        "-C",
        &place("clone"),
        "worktree",
        "add",
        "-q",
        "--no-checkout",
        "--detach",
        &place("tree"),
    ]);
    git(&["-C", &from, "repack", "-qad", "--depth=50"]);
    for folder in [from.clone(), place("shared"), place("clone"), place("tree")] {
        assert_eq!(picture(&whole(Path::new(&folder), tip)), expected, "{folder}");
    }
    // what git shows in the place of another commit is not what was committed
    let first = git(&["-C", &from, "rev-list", "--max-parents=0", "main"]);
    let first = first.lines().next().expect("a commit").to_string();
    git(&["-C", &from, "replace", &tip.to_string(), &first]);
    assert_eq!(picture(&whole(Path::new(&from), tip)), expected, "replaced");
}

#[test]
fn threads_change_nothing() {
    let (shop, tip) = lively();
    let expected = picture(&whole(shop.folder.path(), tip));
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        assert_eq!(
            pool.install(|| picture(&whole(shop.folder.path(), tip))),
            expected,
            "{threads}"
        );
    }
}

#[test]
fn the_zone_and_language_of_the_machine_change_nothing() {
    let mut shop = Workshop::new();
    let studio = "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Étude\ntimezone: Europe/Paris\n";
    let a = shop.commit(&[], &files(&[("crops.yml", studio), (FILM, &brief("film", "intake"))]));
    let b = shop.commit(&[a], &files(&[("crops.yml", studio), (FILM, &brief("film", "review"))]));
    shop.branch("refs/heads/main", b);
    let asked = |zone: &str, locale: &str, threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crops"));
        command
            .args(["export", "events"])
            .current_dir(shop.folder.path())
            .env_clear();
        command
            .env("HOME", "/nonexistent")
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("RAYON_NUM_THREADS", threads);
        let output = command.output().expect("an answer");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let expected = asked("UTC", "C", "1");
    assert_eq!(expected.lines().count(), 2);
    for (zone, locale, threads) in [
        ("Asia/Tokyo", "fr_FR.UTF-8", "2"),
        ("America/St_Johns", "tr_TR.UTF-8", "1"),
    ] {
        assert_eq!(asked(zone, locale, threads), expected, "{zone} {locale}");
    }
}

#[test]
fn reading_from_packs_gives_what_libgit2_gives() {
    let shop = Workshop::new();
    let mut tip = None;
    let mut made = Vec::new();
    // more objects than are asked of libgit2 before packs are opened, in chains of deltas
    for at in 0..700 {
        let stage = ["a", "b", "c"][at % 3];
        let notes = "the same words again and again\n  ".repeat(40);
        let text = format!("{}notes: |\n  {notes}{at}\n", brief("film", stage));
        let parents: Vec<git2::Oid> = tip.into_iter().collect();
        let when = chrono::DateTime::from_timestamp(1_700_000_000 + at as i64 * 3600, 0).expect("a time");
        let commit = shop.commit_at(when, &parents, &files(&[(FILM, &text)]));
        made.push(commit);
        tip = Some(commit);
    }
    let tip = made[made.len() - 1];
    shop.branch("refs/heads/main", tip);
    let loose = whole(shop.folder.path(), id(tip));
    let folder = shop.folder.path().to_str().expect("a path");
    run("git", &["-C", folder, "repack", "-qad", "--depth=50", "--window=10"]).expect("packed");
    let packed = whole(shop.folder.path(), id(tip));
    assert_eq!(picture(&packed), picture(&loose));
    assert_eq!(loose.history.blobs.len(), 700, "each version once");
    // a pack with a byte that is not what it was is never believed
    let packs = std::fs::read_dir(shop.folder.path().join("objects/pack")).expect("packs");
    let pack = packs
        .map(|entry| entry.expect("an entry").path())
        .find(|file| file.extension().is_some_and(|end| end == "pack"));
    let pack = pack.expect("a pack");
    let good = std::fs::read(&pack).expect("bytes");
    run("chmod", &["u+w", pack.to_str().expect("a path")]).expect("writable");
    for at in (40..good.len() - 20).step_by(good.len() / 12) {
        let mut bad = good.clone();
        bad[at] ^= 0x55;
        std::fs::write(&pack, &bad).expect("written");
        let repository = Repository::discover(shop.folder.path()).expect("a repository");
        let tip = revision::resolve(&repository, "main");
        let answer = tip.and_then(|_| history_at(shop.folder.path(), ""));
        if let Ok(history) = answer {
            let found = events(&history);
            let told = Told { history, events: found };
            let broken = told
                .history
                .versions
                .iter()
                .filter(|one| **one == BriefVersion::Unreadable)
                .count();
            assert!(broken > 0 || picture(&told) == picture(&loose), "byte {at}");
        }
    }
}
