//! What git knows of files spares reading them, and is believed only where it cannot be wrong.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure that is reported")]

use crate::repository::Repository;
use crops::git::repository::Repository as Git;
use crops::git::revision::{self, FileContent, Lookup, RevisionContent};
use crops::git::tracked::Tracked;
use crops::model::finding::Finding;
use crops::model::history::{HistoryProblem, ObjectId};
use crops::model::place::StudioPath;
use crops::model::studio::Studio;
use crops::store::cache::CachePlace;
use crops::store::find::expected_at;
use crops::store::load::{load_cached, load_marked};
use crops::store::revision::{InRevision, load_blobs};
use crops::store::source::Content;
use std::borrow::Cow;
use std::cell::Cell;
use std::fs;
use std::time::{Duration, SystemTime};

const BRIEFS: usize = 70;

fn brief(number: usize) -> String {
    format!("briefs/2026-11/visual-{number:06}/brief.yml")
}

fn text(number: usize, title: &str) -> String {
    format!("crops: brief/v1\nid: visual-{number:06}\ntitle: {title}\nkind: visual\nstage: brief\n# $Id$\n")
}

/// A studio below the top of a repository, with one commit that is older than its index.
fn studio() -> (Repository, CachePlace) {
    let repository = Repository::with_studio_in("creation/studio");
    for number in 0..BRIEFS {
        repository.put(&brief(number), &text(number, "One"));
    }
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "briefs"]);
    age(&repository);
    let place = CachePlace {
        folder: repository.beside("cache"),
        now: SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 36),
        settled: Duration::ZERO,
        ask_git_from: 1,
    };
    (repository, place)
}

/// Files as if written long before the index, which is told so.
fn age(repository: &Repository) {
    for number in 0..BRIEFS {
        let file = repository.root().join(brief(number));
        let open = fs::File::options().write(true).open(file).unwrap();
        open.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000))
            .unwrap();
    }
    repository.git(&["update-index", "-q", "--refresh"]);
}

#[track_caller]
fn assert_same(repository: &Repository, place: &CachePlace) {
    let without = load_marked(&repository.root()).unwrap();
    let with = load_cached(&repository.root(), Some(place)).unwrap();
    assert!(with == without, "the cache changes the answer");
}

fn told(repository: &Repository, path: &str) -> Option<ObjectId> {
    let data = fs::symlink_metadata(repository.root().join(path)).unwrap();
    Tracked::read(&repository.root())?.blob(path, &data)
}

fn forget_stamps(place: &CachePlace) {
    for entry in fs::read_dir(&place.folder).unwrap() {
        let file = entry.unwrap().path();
        if file.file_name().unwrap().to_str().unwrap().starts_with("places") {
            fs::remove_file(file).unwrap();
        }
    }
}

/// A revision as commands read it, and how many of its blobs had to be fetched.
fn at_revision(repository: &Repository, name: &str, place: Option<&CachePlace>) -> ((Studio, Vec<Finding>), usize) {
    let git = Git::discover(&repository.root()).unwrap();
    let commit = revision::resolve(&git, name).unwrap();
    let folder = git.prefix_of(&repository.root()).unwrap();
    let files = revision::files(&git, commit, &folder, &|path| expected_at(path).is_some()).unwrap();
    let files = files.into_iter().map(|file| match file.content {
        RevisionContent::Blob(blob) => (StudioPath::new(&file.path).unwrap(), InRevision::Blob(blob)),
        other => panic!("{other:?}"),
    });
    let lookup = Lookup::new(&git).unwrap();
    let fetched = Cell::new(0);
    let fetch = |blob| -> Result<Content<'static>, HistoryProblem> {
        fetched.set(fetched.get() + 1);
        match lookup.content(blob, 1 << 20)? {
            FileContent::Bytes(bytes) => Ok(Content::Bytes(Cow::Owned(bytes))),
            FileContent::TooLarge { bytes } => Ok(Content::TooLarge { bytes: bytes as u64 }),
        }
    };
    let loaded = load_blobs(files.collect(), place, fetch).unwrap().unwrap();
    (loaded, fetched.get())
}

#[test]
fn the_index_tells_the_content_of_files_older_than_itself() {
    let (repository, _) = studio();
    let blob = repository.git(&["rev-parse", &format!("HEAD:creation/studio/{}", brief(3))]);
    assert_eq!(told(&repository, &brief(3)).unwrap().to_string(), blob.trim());
    repository.put(&brief(3), &text(3, "Two"));
    assert_eq!(told(&repository, &brief(3)), None, "changed since");
    repository.put("team/omar.yml", "crops: person/v1\n");
    assert_eq!(told(&repository, "team/omar.yml"), None, "not tracked");
}

#[test]
fn a_file_as_young_as_the_index_is_read() {
    let (repository, place) = studio();
    assert_same(&repository, &place);
    let index = fs::File::options()
        .write(true)
        .open(repository.top().join(".git/index"))
        .unwrap();
    let file = fs::metadata(repository.root().join(brief(3))).unwrap();
    index.set_modified(file.modified().unwrap()).unwrap();
    assert_eq!(told(&repository, &brief(3)), None);
    forget_stamps(&place);
    assert_same(&repository, &place);
}

#[test]
fn after_a_checkout_nothing_that_was_read_before_is_read_again() {
    let (repository, place) = studio();
    assert_same(&repository, &place);
    repository.git(&["checkout", "-qb", "other"]);
    for number in 0..BRIEFS {
        repository.put(&brief(number), &text(number, "Two"));
    }
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "other titles"]);
    assert_same(&repository, &place);
    repository.git(&["checkout", "-q", "main"]);
    age(&repository);
    assert!(told(&repository, &brief(3)).is_some());
    assert_same(&repository, &place);
    let (_, fetched) = at_revision(&repository, "other", Some(&place));
    assert_eq!(fetched, 1, "the settings, which are read first");
}

#[test]
fn a_revision_and_the_disk_share_what_was_read() {
    let (repository, place) = studio();
    let (fresh, all) = at_revision(&repository, "HEAD", None);
    assert_eq!(all, BRIEFS + 3);
    let (first, fetched) = at_revision(&repository, "HEAD", Some(&place));
    assert!(first == fresh && fetched == all);
    let (second, fetched) = at_revision(&repository, "HEAD", Some(&place));
    assert!(second == fresh);
    assert_eq!(fetched, 1);
    // what was read at a revision is known of the disk
    assert_same(&repository, &place);
    fs::remove_dir_all(&place.folder).unwrap();
    assert_same(&repository, &place);
    let (third, fetched) = at_revision(&repository, "HEAD", Some(&place));
    assert!(third == fresh && fetched == 1, "{fetched}");
}

#[test]
fn content_that_is_stored_in_another_form_is_read_as_it_is_on_disk() {
    for attributes in [
        "briefs/** text eol=crlf\n",
        "briefs/** ident\n",
        "briefs/** working-tree-encoding=UTF-16LE\n",
    ] {
        let (repository, place) = studio();
        let (_, _) = at_revision(&repository, "HEAD", Some(&place));
        for number in 0..BRIEFS {
            fs::remove_file(repository.root().join(brief(number))).unwrap();
        }
        repository.put(".gitattributes", attributes);
        repository.git(&["add", "creation/studio/.gitattributes"]);
        repository.git(&["checkout", "-q", "--", "creation/studio/briefs/2026-11"]);
        let on_disk = fs::read(repository.root().join(brief(3))).unwrap();
        assert_ne!(on_disk, text(3, "One").as_bytes(), "{attributes}");
        assert_same(&repository, &place);
        assert_same(&repository, &place);
    }
}
