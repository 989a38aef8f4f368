//! Answers: how does the user’s own pager show a long answer, their editor change a text, their forge’s program answer, their ssh-keygen sign?
//! Invariant: a program is started by its words, never through a shell; if it cannot start, the answer is printed as it is.
#![expect(
    clippy::disallowed_methods,
    reason = "the only place outside git/ that starts programs"
)]

use super::context::World;
use crate::report::failure::{DiskAction, DiskReason, EditorFault, Failure};
use crate::report::signing::SigningFault;
use crate::store::input::{read_given, read_given_to};
use std::ffi::{OsStr, OsString};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::NamedTempFile;

/// What became of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paged {
    Shown,
    /// No pager, or it did not start: the caller prints.
    NotShown,
}

/// Shows a text in `PAGER`, or in `less`.
pub fn pager(text: &str, world: &World) -> Paged {
    let words = world.variable("PAGER").unwrap_or("less");
    let mut words = words_of(words).into_iter();
    let Some(program) = words.next().filter(|program| program != "cat") else {
        return Paged::NotShown;
    };
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if world.variable("LESS").is_none() {
        // Quit on one screen, pass colours, leave the text on the screen.
        command.env("LESS", "FRX");
    }
    let Ok(mut child) = command.spawn() else {
        return Paged::NotShown;
    };
    if let Some(mut stdin) = child.stdin.take() {
        // A reader who leaves early has seen enough.
        let _ = stdin.write_all(text.as_bytes());
    }
    let _ = child.wait();
    Paged::Shown
}

/// A text in a file of its own, for an editor; taken away with this value unless it is kept.
pub struct TextCopy(NamedTempFile);

impl TextCopy {
    /// # Errors
    /// When it cannot be written.
    pub fn new(text: &str) -> Result<Self, Failure> {
        let made = tempfile::Builder::new().prefix("crops-").suffix(".yml").tempfile();
        let mut copy = made.map_err(|error| system(&error))?;
        copy.write_all(text.as_bytes())
            .and_then(|()| copy.flush())
            .map_err(|error| system(&error))?;
        Ok(Self(copy))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// What it holds now. Editors may put a new file in the place of the old one: it is read by its name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        read_given(self.path()).map_err(|error| Failure::disk(self.path().display(), DiskAction::Read, &error))
    }

    /// Leaves the file where it is.
    pub fn keep(self) -> String {
        let path = self.path().display().to_string();
        // Kept or not, its name is all there is to tell.
        let _ = self.0.into_temp_path().keep();
        path
    }
}

fn system(error: &std::io::Error) -> Failure {
    Failure::System {
        detail: error.to_string(),
    }
}

/// Opens a copy of a text in `VISUAL`, `EDITOR` or `vi`, and waits.
///
/// # Errors
/// When the editor does not start or says that it failed.
pub fn editor(copy: &TextCopy, world: &World) -> Result<(), Failure> {
    let told = world.variable("VISUAL").or(world.variable("EDITOR"));
    let mut words = words_of(told.unwrap_or_default()).into_iter();
    let program = words.next().unwrap_or_else(|| "vi".to_owned());
    let fault = match Command::new(&program).args(words).arg(copy.path()).status() {
        Ok(status) if status.success() => return Ok(()),
        Ok(_) => EditorFault::Failed { program },
        Err(error) => EditorFault::NotStarted {
            program,
            reason: DiskReason::of(&error),
        },
    };
    Err(Failure::Editor(fault))
}

/// What a program of the user's answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToolAnswer {
    Said(Vec<u8>),
    NotStarted {
        reason: DiskReason,
    },
    /// It failed, with the end of what it said.
    Failed {
        said: String,
    },
}

/// The longest complaint of a program that is passed on, in bytes.
const MOST_SAID: u64 = 4096;

/// Runs a program for its output, one byte more than `most` at most. It asks nobody, and works away from any repository.
pub fn tool(words: &[impl AsRef<OsStr>], world: &World, most: u64) -> ToolAnswer {
    let Some((program, rest)) = words.split_first() else {
        return ToolAnswer::Said(Vec::new());
    };
    let mut command = Command::new(program);
    command.args(rest).stdin(Stdio::null()).stdout(Stdio::piped());
    // to a file: two pipes that fill would wait for each other
    let complaints = match tempfile::tempfile() {
        Ok(file) => file,
        Err(error) => {
            let reason = DiskReason::of(&error);
            return ToolAnswer::NotStarted { reason };
        }
    };
    match complaints.try_clone() {
        Ok(copy) => command.stderr(copy),
        Err(_) => command.stderr(Stdio::null()),
    };
    let asks_nobody = [
        ("GH_PROMPT_DISABLED", "1"),
        ("NO_PROMPT", "1"),
        ("NO_COLOR", "1"),
        ("GH_PAGER", "cat"),
        ("PAGER", "cat"),
    ];
    command
        .envs(asks_nobody)
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE");
    if let Some(home) = world.variable("HOME").filter(|home| Path::new(home).is_dir()) {
        // what a repository's configuration says is nothing to it
        command.current_dir(home);
    }
    run_tool(command, complaints, most)
}

fn run_tool(mut command: Command, mut complaints: impl Read + Seek, most: u64) -> ToolAnswer {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let reason = DiskReason::of(&error);
            return ToolAnswer::NotStarted { reason };
        }
    };
    let mut bytes = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        // a broken pipe is told by its status
        let _ = stdout.take(most.saturating_add(1)).read_to_end(&mut bytes);
    }
    match child.wait() {
        Ok(status) if status.success() || bytes.len() as u64 > most => ToolAnswer::Said(bytes),
        _ => {
            let mut said = Vec::new();
            let _ = complaints.rewind();
            let _ = complaints.take(MOST_SAID).read_to_end(&mut said);
            ToolAnswer::Failed {
                said: String::from_utf8_lossy(&said).trim().to_owned(),
            }
        }
    }
}

/// Words as a shell would split them, quotes and all; at spaces where a quote is left open.
fn words_of(text: &str) -> Vec<String> {
    shlex::split(text).unwrap_or_else(|| text.split_whitespace().map(str::to_owned).collect())
}

/// What ssh-keygen signs with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    /// A private key, or a public one whose other half lies beside it or in an agent.
    File(PathBuf),
    /// The line of a public key; an agent has the other half.
    Public(String),
    /// A private key itself.
    Text(String),
}

/// The largest signature that is read, in bytes.
const MOST_SIGNATURE: u64 = 64 * 1024;

/// What `ssh-keygen -Y sign` makes of a message. It may ask at the terminal for a passphrase; its files are gone afterwards.
///
/// # Errors
/// When it does not start or does not sign.
pub fn ssh_sign(key: &Signing, namespace: &str, message: &[u8], world: &World) -> Result<String, SigningFault> {
    let failed = |error: std::io::Error| SigningFault::Failed {
        said: error.to_string(),
    };
    let folder = tempfile::Builder::new().prefix("crops-").tempdir().map_err(failed)?;
    let laid = |name: &str, bytes: &[u8]| {
        let file = tempfile::Builder::new().prefix(name).rand_bytes(0).tempfile_in(&folder);
        file.and_then(|mut file| file.write_all(bytes).and_then(|()| file.flush()).map(|()| file))
    };
    let message = laid("verdict.yml", message).map_err(failed)?;
    let own = match key {
        Signing::File(_) => None,
        Signing::Public(line) => Some(laid("key.pub", format!("{line}\n").as_bytes()).map_err(failed)?),
        // secrets of CI lose the end of their last line, without which no key is read
        Signing::Text(text) => Some(laid("key", format!("{}\n", text.trim()).as_bytes()).map_err(failed)?),
    };
    let key = match key {
        Signing::File(file) => file.as_path(),
        Signing::Public(_) | Signing::Text(_) => own.as_ref().map_or(folder.path(), NamedTempFile::path),
    };
    let words: Vec<OsString> = vec![
        "ssh-keygen".into(),
        "-Y".into(),
        "sign".into(),
        "-q".into(),
        "-n".into(),
        namespace.into(),
        "-f".into(),
        key.into(),
        message.path().into(),
    ];
    match tool(&words, world, MOST_SAID) {
        ToolAnswer::Said(_) => {}
        ToolAnswer::NotStarted { reason } => return Err(SigningFault::NotStarted { reason }),
        ToolAnswer::Failed { said } => return Err(SigningFault::Failed { said }),
    }
    let made = read_given_to(&folder.path().join("verdict.yml.sig"), MOST_SIGNATURE).map_err(failed)?;
    String::from_utf8(made).map_err(|_| SigningFault::Failed { said: String::new() })
}
