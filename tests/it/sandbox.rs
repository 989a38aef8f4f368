//! Answers: what does the program say in a world of its own?
//! Invariant: nothing of the machine gets in: no environment, home, identity, language, clock or network but what is set here.
#![expect(clippy::disallowed_methods, reason = "runs the program that is tested")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A temporary folder with a studio, and the environment of a run.
pub struct Sandbox {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
    input: String,
}

/// What a run said.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Said {
    /// Standard output of a run that went well.
    pub fn fine(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// Code, then standard output, then standard error, for one snapshot.
    pub fn all(&self) -> String {
        format!("exit {}\n{}--\n{}", self.code, self.stdout, self.stderr)
    }
}

impl Sandbox {
    /// An empty folder, and a fixed day.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for inner in ["home", "studio"] {
            fs::create_dir(folder.path().join(inner)).expect("a folder");
        }
        let mut sandbox = Self {
            folder,
            variables: Vec::new(),
            input: String::new(),
        };
        let home = sandbox.folder.path().join("home").display().to_string();
        for (name, value) in [
            ("HOME", home.as_str()),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("LANG", "en_GB.UTF-8"),
            ("TZ", "Etc/UTC"),
            ("CROPS_TODAY", "2026-11-20"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_AUTHOR_NAME", "Nadia Roy"),
            ("GIT_AUTHOR_EMAIL", "nadia@lumen.example"),
            ("GIT_COMMITTER_NAME", "Nadia Roy"),
            ("GIT_COMMITTER_EMAIL", "nadia@lumen.example"),
            ("GIT_AUTHOR_DATE", "@1795168800 +0100"),
            ("GIT_COMMITTER_DATE", "@1795168800 +0100"),
            ("GIT_TERMINAL_PROMPT", "0"),
        ] {
            sandbox.variables.push((name.into(), value.into()));
        }
        sandbox
    }

    /// A copy of a studio of `tests/studios` or `examples`, in a repository with one commit.
    pub fn studio(name: &str) -> Self {
        let sandbox = Self::files_of(name);
        sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message=The studio"]);
        sandbox
    }

    /// The same without a repository.
    pub fn files_of(name: &str) -> Self {
        let sandbox = Self::new();
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let from = ["tests/studios", "examples"]
            .iter()
            .map(|parent| project.join(parent).join(name))
            .find(|folder| folder.is_dir())
            .expect("a studio of this name in tests/studios or examples");
        copy(&from, &sandbox.root());
        sandbox
    }

    /// Where the studio lies and commands run.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("studio")
    }

    pub fn today(self, day: &str) -> Self {
        self.variable("CROPS_TODAY", day)
    }

    pub fn french(self) -> Self {
        self.variable("LANG", "fr_FR.UTF-8")
    }

    /// An empty value unsets.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.variables.push((name.into(), value.into()));
        }
        self
    }

    /// The same for the next runs of a world that is in use.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.into(), value.into()));
    }

    /// What the next runs read from standard input.
    pub fn input(mut self, text: &str) -> Self {
        self.input = text.into();
        self
    }

    /// Writes a file of the studio.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a file")
    }

    /// Runs `crops` with these arguments in the studio.
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.program(Path::new(env!("CARGO_BIN_EXE_crops")), arguments)
    }

    /// Runs `crops` and gives what a person would see: standard output and standard error in the order of their writing.
    pub fn talk(&self, arguments: &[&str]) -> String {
        let seen = self.folder.path().join("seen");
        let file = fs::File::create(&seen).expect("a file");
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_crops")), arguments);
        let status = command
            .stdout(file.try_clone().expect("a second handle"))
            .stderr(file)
            .status()
            .expect("the program starts");
        let text = self.plain(fs::read(&seen).expect("what was said"));
        assert!(!matches!(status.code(), None | Some(2 | 70)), "{arguments:?}: {text}");
        text
    }

    /// A run of `crops` at a terminal of 80 columns, where somebody types these lines; `None` where `script` cannot make one.
    pub fn at_a_terminal(&self, arguments: &[&str], typed: &str) -> Option<Said> {
        let input = self.folder.path().join("typed");
        fs::write(&input, typed).expect("what is typed");
        let words: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
        let line = format!(
            "stty -echo cols 80 rows 200; '{}' {}",
            env!("CARGO_BIN_EXE_crops"),
            words.join(" ")
        );
        let script = ["--quiet", "--return", "--command", &line, "/dev/null"];
        let input = fs::File::open(&input).expect("what is typed");
        let output = self.command(Path::new("script"), &script).stdin(input).output().ok()?;
        let text = self.plain(output.stdout).replace('\r', "");
        let code = output.status.code()?;
        (!text.is_empty()).then_some(Said {
            stdout: text,
            stderr: String::new(),
            code,
        })
    }

    /// Looks at pages of the studio in a real browser: what it found wrong.
    ///
    /// # Errors
    /// The reason why nobody looked.
    pub fn in_a_browser(&self, pages: &[&str]) -> Result<Said, String> {
        self.by_node("look.mjs", pages)
    }

    /// Runs a script of `tests/browser` on files of the studio.
    ///
    /// # Errors
    /// The reason why it could not run.
    pub fn by_node(&self, script: &str, files: &[&str]) -> Result<Said, String> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(script);
        let script = script.display().to_string();
        let arguments = [&[script.as_str()][..], files].concat();
        let output = self.command(Path::new("node"), &arguments).output();
        let output = output.map_err(|_| "skipped: there is no node".to_owned())?;
        let said = Said {
            stdout: self.plain(output.stdout),
            stderr: self.plain(output.stderr),
            code: output.status.code().expect("an exit code"),
        };
        if said.code == 77 { Err(said.stdout) } else { Ok(said) }
    }

    /// A run of `crops` whose reader is gone before it writes.
    pub fn without_a_reader(&self, arguments: &[&str]) -> Said {
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_crops")), arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        Said {
            stdout: String::new(),
            stderr: self.plain(output.stderr),
            code: output.status.code().expect("an exit code"),
        }
    }

    /// The system calls about sockets of a run of `crops`; `None` where strace cannot watch.
    pub fn trace_of_sockets(&self, arguments: &[&str]) -> Option<String> {
        let trace = self.folder.path().join("trace");
        let path = trace.display().to_string();
        let watched = [
            "-f",
            "-e",
            "trace=socket,connect",
            "-o",
            &path,
            env!("CARGO_BIN_EXE_crops"),
        ];
        let all = [&watched[..], arguments].concat();
        let output = self.command(Path::new("strace"), &all).output().ok()?;
        let text = fs::read_to_string(&trace).ok()?;
        // It tells how the program ended, so an empty trace means that it did not watch.
        (text.contains("+++ exited") && output.status.code().is_some()).then_some(text)
    }

    /// Runs git, which must go well; its standard output.
    pub fn git(&self, arguments: &[&str]) -> String {
        self.program(Path::new("git"), arguments).fine()
    }

    /// Runs lines of bash in the studio, with `crops` in the path.
    pub fn shell(&self, lines: &str) -> Said {
        let folder = Path::new(env!("CARGO_BIN_EXE_crops")).parent().expect("a folder");
        let path = format!("PATH='{}':\"$PATH\"", folder.display());
        self.program(Path::new("bash"), &["-c", &format!("{path}\n{lines}")])
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let input = self.folder.path().join("input");
        fs::write(&input, &self.input).expect("the input");
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(self.root())
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::from(fs::File::open(&input).expect("the input")));
        command
    }

    fn plain(&self, bytes: Vec<u8>) -> String {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace(&self.root().display().to_string(), "[STUDIO]")
    }

    fn program(&self, program: &Path, arguments: &[&str]) -> Said {
        let output = self.command(program, arguments).output().expect("the program starts");
        Said {
            stdout: self.plain(output.stdout),
            stderr: self.plain(output.stderr),
            code: output.status.code().expect("an exit code"),
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

#[test]
fn a_studio_of_the_sandbox_is_the_same_each_time() {
    let tips: Vec<String> = (0..2)
        .map(|_| {
            let sandbox = Sandbox::studio("product-launch").input("unread");
            sandbox.write("notes/idea.txt", "later");
            assert_eq!(sandbox.git(&["status", "--porcelain"]), "?? notes/\n");
            sandbox.git(&["rev-parse", "HEAD"])
        })
        .collect();
    assert_eq!(tips[0], tips[1]);
}
