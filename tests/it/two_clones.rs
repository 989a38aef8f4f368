//! Answers: what do two people see who share a studio by a remote?
//! Invariant: a bare repository of this machine, no network; each person has a clock, a name and a clone of their own.

use crate::sandbox::{Said, Sandbox};
use std::path::PathBuf;

pub const FILM: &str = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
pub const POSTER: &str = "briefs/2026-11/poster-b2c3d4/brief.yml";

/// The beginning of the clocks, in seconds.
const START: i64 = 1_795_168_800;

/// A person at their clone.
pub struct Desk {
    pub sandbox: Sandbox,
    now: i64,
}

/// Nadia, who made the studio, Omar, who cloned it, and the remote between them.
pub struct TwoClones {
    pub nadia: Desk,
    pub omar: Desk,
}

impl Desk {
    fn new(sandbox: Sandbox) -> Self {
        Self { sandbox, now: START }
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        self.now += seconds;
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            self.sandbox.set(name, &format!("@{} +0100", self.now));
        }
        self
    }

    pub fn crops(&self, arguments: &[&str]) -> Said {
        self.sandbox.run(arguments)
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        self.sandbox.git(arguments)
    }

    /// Writes a file and commits it by hand.
    pub fn commit(&self, path: &str, text: &str) {
        self.sandbox.write(path, text);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", &format!("by hand: {path}")]);
    }

    pub fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Every commit, the newest first: who made it, when, how many parents, and what it says.
    pub fn log(&self) -> String {
        self.git(&["log", "--format=%an %ct %s"])
    }

    pub fn has_no_merge(&self) -> bool {
        self.git(&["log", "--merges", "--format=%h"]).is_empty()
    }

    pub fn is_clean(&self) -> bool {
        self.git(&["status", "--porcelain"]).is_empty()
    }
}

impl TwoClones {
    /// Of a studio of `tests/studios`, whose settings get these lines.
    pub fn of(studio: &str, settings: &str) -> Self {
        let nadia = Desk::new(Sandbox::studio(studio));
        if !settings.is_empty() {
            let text = nadia.sandbox.read("crops.yml").replace("flow: direct\n", "") + settings;
            nadia.commit("crops.yml", &text);
        }
        nadia.git(&["init", "--quiet", "--bare", "--initial-branch=main", "../remote.git"]);
        nadia.git(&["remote", "add", "origin", "../remote.git"]);
        nadia.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
        let omar = Sandbox::new()
            .variable("GIT_AUTHOR_NAME", "Omar Diaz")
            .variable("GIT_COMMITTER_NAME", "Omar Diaz")
            .variable("GIT_AUTHOR_EMAIL", "omar@lumen.example")
            .variable("GIT_COMMITTER_EMAIL", "omar@lumen.example");
        let remote = nadia.sandbox.root().join("../remote.git").display().to_string();
        omar.git(&["clone", "--quiet", &remote, "."]);
        let mut both = Self {
            nadia,
            omar: Desk::new(omar),
        };
        both.omar.wait(7);
        both
    }

    pub fn remote(&self) -> PathBuf {
        self.nadia.sandbox.root().join("../remote.git")
    }

    /// A hook of the remote, run for each branch that is pushed.
    pub fn hook(&self, lines: &str) {
        let hook = self.remote().join("hooks/update");
        std::fs::write(&hook, format!("#!/bin/sh\n{lines}\n")).expect("a hook");
        let path = hook.display().to_string();
        self.nadia.sandbox.shell(&format!("chmod +x '{path}'")).fine();
    }
}
