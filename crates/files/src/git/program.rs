//! Answers: what does the user's own git say, when only it can do the work?
//! Invariant: started by its words, never through a shell; no hook, monitor, maintenance or signing program of a repository is run.
//! Source: git(1), git-config(1).
#![expect(clippy::disallowed_methods, reason = "git is started here and nowhere else")]

use super::state::Target;
use crate::change::share::ShareRefused;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, Stdio};

/// The most that is read of what git says on either stream, in bytes.
const MOST_SAID: u64 = 256 * 1024;

/// What every call says first: nothing that a repository configures is started.
const QUIET: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=",
    "gc.auto=0",
    "maintenance.auto=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.gpgSign=false",
    "push.followTags=false",
    "advice.pushUpdateRejected=false",
];

/// What would lead git elsewhere than to the repository it is started in.
const FOREIGN: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// Whether git may ask for a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    Allowed,
    Never,
}

/// What git said.
pub(super) struct Said {
    pub is_fine: bool,
    pub stdout: String,
    pub stderr: String,
}

impl Said {
    /// The last lines of its complaint, without the `remote:` before them.
    pub fn complaint(&self) -> String {
        let line = |line: &str| {
            let line = line.trim();
            let line = line.strip_prefix("remote:").unwrap_or(line).trim();
            let line = line.strip_prefix("fatal:").unwrap_or(line).trim();
            line.strip_prefix("error:").unwrap_or(line).trim().to_owned()
        };
        let says = |line: &String| !line.is_empty() && !line.starts_with("failed to push some refs");
        let said: Vec<String> = self.stderr.lines().map(line).filter(says).collect();
        let last = said.len().saturating_sub(4);
        said[last..].join(" · ").chars().take(600).collect()
    }
}

impl Target {
    /// Runs git at the top of the working tree.
    pub(super) fn git<S: AsRef<OsStr>>(&self, words: &[S], asking: Asking) -> Result<Said, ShareRefused> {
        let mut command = Command::new("git");
        for setting in QUIET {
            command.args(["-c", setting]);
        }
        command.args(words).current_dir(self.workdir()).stdin(Stdio::null());
        for name in FOREIGN {
            command.env_remove(name);
        }
        command
            .env("LC_ALL", "C")
            .env("LANGUAGE", "C")
            .env("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh");
        if asking == Asking::Never {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        finished(command).map_err(|error| ShareRefused::GitNotStarted {
            detail: error.to_string(),
        })
    }
}

/// To files: two pipes that fill would wait for each other.
fn finished(mut command: Command) -> std::io::Result<Said> {
    let (stdout, stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let status = command
        .stdout(stdout.try_clone()?)
        .stderr(stderr.try_clone()?)
        .status()?;
    Ok(Said {
        is_fine: status.success(),
        stdout: start_of(stdout)?,
        stderr: start_of(stderr)?,
    })
}

fn start_of(mut file: File) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(MOST_SAID).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
