//! A studio in a real git repository, made and judged by the real `git`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use crops::change::outcome::{WriteRefused, Written};
use crops::change::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crops::git::identity::{IdentityHints, Moment};
use crops::model::place::StudioPath;
use crops::store::disk::Disk;
use crops::store::mark::AsRead;
use crops::store::save::{OwnEdits, WriteMode, WriteOptions, commit_change};

pub const BRIEF: &str = "briefs/2026-11/film-k3x9qa/brief.yml";

pub struct Repository {
    home: PathBuf,
    /// Removed with the value, when it made the directory.
    _owned: Option<tempfile::TempDir>,
    /// The studio's directory, from the top of the repository; empty for the top.
    pub studio: PathBuf,
    pub identity: IdentityHints,
    /// How long a write waits for another one.
    pub patience: Duration,
}

/// What a test asks of one write.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub mode: WriteMode,
    pub own_edits: OwnEdits,
    pub basis: Option<&'a AsRead>,
    pub disk: Disk<'a>,
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Self {
            mode: WriteMode::Commit,
            own_edits: OwnEdits::Refuse,
            basis: None,
            disk: Disk::real(),
        }
    }
}

impl Repository {
    /// A directory that is no repository, with a studio in it.
    pub fn without_git() -> Self {
        Self::in_directory("")
    }

    fn in_directory(studio: &str) -> Self {
        let owned = temporary();
        let mut repository = Self::again(owned.path());
        repository.studio = PathBuf::from(studio);
        repository._owned = Some(owned);
        std::fs::create_dir_all(repository.top()).expect("made");
        repository.put("crops.yml", "crops: studio/v1\n");
        repository.put(BRIEF, "# a film\ncrops: brief/v1\nstage: brief   # since Monday\n");
        repository.put("notes.md", "one\ntwo\n");
        repository.put("team/lea.yml", "name: Léa\n");
        repository
    }

    /// An empty folder in no repository.
    pub fn bare_folder() -> Self {
        let owned = temporary();
        let mut repository = Self::again(owned.path());
        repository._owned = Some(owned);
        std::fs::create_dir_all(repository.top()).expect("made");
        repository
    }

    /// One that was made before, seen from another process.
    pub fn again(home: &Path) -> Self {
        let person = |text: &str| Some(text.to_string());
        Self {
            home: home.to_path_buf(),
            _owned: None,
            studio: PathBuf::new(),
            patience: Duration::ZERO,
            identity: IdentityHints {
                author_name: person("Nadia"),
                author_email: person("nadia@lumen.example"),
                committer_name: person("Nadia"),
                committer_email: person("nadia@lumen.example"),
                email: None,
            },
        }
    }

    /// The same in another place.
    #[expect(clippy::disallowed_methods, reason = "copies a tree with its times and modes")]
    pub fn copy(&self) -> Self {
        let owned = temporary();
        let copied = Command::new("cp")
            .arg("-a")
            .args([self.top().as_path(), owned.path()])
            .status()
            .expect("started");
        assert!(copied.success());
        let mut copy = Self::again(owned.path());
        copy.studio = self.studio.clone();
        copy._owned = Some(owned);
        copy
    }

    /// A repository with one commit.
    pub fn new() -> Self {
        Self::with_studio_in("")
    }

    pub fn with_studio_in(studio: &str) -> Self {
        let repository = Self::unborn(studio);
        repository.git(&["add", "."]);
        repository.git(&["commit", "-qm", "first"]);
        repository
    }

    /// A repository without a commit.
    pub fn unborn(studio: &str) -> Self {
        let repository = Self::in_directory(studio);
        repository.git(&["init", "-q", "-b", "main"]);
        // Whatever the machine's own settings say: nobody.
        repository.git(&["config", "user.name", ""]);
        repository.git(&["config", "user.email", ""]);
        repository
    }

    pub fn top(&self) -> PathBuf {
        self.home.join("work")
    }

    pub fn root(&self) -> PathBuf {
        self.top().join(&self.studio)
    }

    /// The directory around the repository, which is the home of its git.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Beside the repository.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    pub fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        std::fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        std::fs::write(place, text).expect("written");
    }

    pub fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).expect("a text")
    }

    pub fn is_there(&self, path: &str) -> bool {
        self.root().join(path).symlink_metadata().is_ok()
    }

    pub fn try_git(&self, arguments: &[&str]) -> Output {
        git_in(&self.top(), &self.home, arguments)
    }

    /// The standard output of a git that succeeds.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {told}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Two lines per file: what git says of everything that is not committed.
    pub fn status(&self) -> String {
        self.git(&["status", "--porcelain", "--untracked-files=all"])
    }

    /// Nothing is broken, and nothing is left lying about.
    #[track_caller]
    pub fn assert_sound(&self) {
        let output = self.try_git(&["fsck", "--strict", "--no-dangling"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}");
        assert!(!told.contains("error") && !told.contains("missing"), "{told}");
    }

    /// Files of ours that should have gone away.
    pub fn left_over(&self) -> Vec<String> {
        let names = |folder: PathBuf| -> Vec<String> {
            walkdir::WalkDir::new(folder)
                .into_iter()
                .filter_map(Result::ok)
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| entry.path().display().to_string())
                .collect()
        };
        let in_tree = names(self.top()).into_iter().filter(|name| name.contains(".crops-"));
        let in_git = names(self.top().join(".git/crops"))
            .into_iter()
            .filter(|name| !name.ends_with("/lock"))
            // what was read is kept beside it
            .filter(|name| ![".cache", ".index", ".writing"].iter().any(|end| name.ends_with(end)));
        let locks = names(self.top().join(".git"))
            .into_iter()
            .filter(|name| name.ends_with(".lock"));
        in_tree.chain(in_git).chain(locks).collect()
    }

    pub fn write(&self, change: &Change) -> Result<Written, WriteRefused> {
        self.write_as(change, Asked::default())
    }

    pub fn write_as(&self, change: &Change, asked: Asked<'_>) -> Result<Written, WriteRefused> {
        self.write_in(&self.root(), change, asked)
    }

    pub fn write_in(&self, root: &Path, change: &Change, asked: Asked<'_>) -> Result<Written, WriteRefused> {
        let nothing = AsRead::new();
        let options = WriteOptions {
            mode: asked.mode,
            own_edits: asked.own_edits,
            identity: &self.identity,
            now: Moment {
                seconds: 1_795_000_000,
                offset_minutes: 60,
            },
            patience: self.patience,
            basis: asked.basis.unwrap_or(&nothing),
            disk: asked.disk,
        };
        commit_change(root, change, &options)
    }
}

/// In memory where there is such a place: thousands of writes wait for the disk otherwise.
fn temporary() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a temporary directory")
}

/// git with nothing of this machine's settings.
#[expect(clippy::disallowed_methods, reason = "the real git judges what was written")]
pub fn git_in(directory: &Path, home: &Path, arguments: &[&str]) -> Output {
    Command::new("git")
        .args(arguments)
        .current_dir(directory)
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "Nadia")
        .env("GIT_AUTHOR_EMAIL", "nadia@lumen.example")
        .env("GIT_COMMITTER_NAME", "Nadia")
        .env("GIT_COMMITTER_EMAIL", "nadia@lumen.example")
        .output()
        .expect("git is installed")
}

pub fn path(text: &str) -> StudioPath {
    StudioPath::new(text).expect("a path of the studio")
}

/// Sets a key of one file.
pub fn set(file: &str, key: &str, value: &str) -> FileEdit {
    FileEdit::Edit {
        path: path(file),
        edits: vec![KeyEdit {
            at: vec![Segment::Key(key.into())],
            operation: Operation::Set(YamlValue::Text(value.into())),
        }],
    }
}

pub fn create(file: &str, text: &str) -> FileEdit {
    FileEdit::Create {
        path: path(file),
        text: text.into(),
    }
}

pub fn change(subject: &str, files: Vec<FileEdit>) -> Change {
    Change {
        message: Message {
            subject: subject.into(),
            body: Vec::new(),
        },
        files,
    }
}

/// `move: film-k3x9qa from brief to …`
pub fn move_to(stage: &str) -> Change {
    change(
        &format!("move: film-k3x9qa from brief to {stage}"),
        vec![set(BRIEF, "stage", stage)],
    )
}
