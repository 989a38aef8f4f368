//! Answers: which remote has the official branch, what does it hold, and does it take these commits?
//! Invariant: the user's own git with its list of words; a name or address that git could take for an option, and a program that
//! the repository itself configures, are refused; nothing is ever forced.
//! Source: git-fetch(1), git-push(1); design, "Bad days".

use super::object::object_id;
use super::official::remote_of;
use super::program::{Asking, Said};
use super::state::Target;
use crate::change::share::ShareRefused;
use crate::model::history::ObjectId;

/// Where branches of crops' own are.
pub const BRANCHES: &str = "crops/";

/// A remote and the branch that is official there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// `origin`
    pub name: String,
    /// `main`
    pub branch: String,
}

impl Remote {
    /// As people call it: `origin/main`.
    pub fn upstream(&self) -> String {
        format!("{}/{}", self.name, self.branch)
    }

    /// Where its branch is known here.
    pub fn tracking(&self, branch: &str) -> String {
        format!("refs/remotes/{}/{branch}", self.name)
    }
}

/// Whether the environment says how to reach a remote by ssh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ssh {
    /// `GIT_SSH_COMMAND`, which wins over what the repository says.
    Given,
    AsConfigured,
}

/// What a remote made of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    Taken,
    /// Somebody was faster.
    Late,
    /// It takes none here; with its own words.
    Refused {
        said: String,
    },
}

impl Target {
    /// The remote that has a branch.
    ///
    /// # Errors
    /// Without one, and where using it would run a program that the repository itself names.
    pub fn remote(&self, branch: &str, ssh: Ssh) -> Result<Remote, ShareRefused> {
        let branch = branch.to_owned();
        let Some(name) = remote_of(&self.repo, &branch) else {
            return Err(ShareRefused::NoRemote { branch });
        };
        let mut addresses = Vec::new();
        if let Ok(remote) = self.repo.find_remote(&name) {
            let push = remote.pushurl().ok().flatten().map(str::to_owned);
            addresses.extend(remote.url().ok().map(str::to_owned).into_iter().chain(push));
        }
        let odd = [&name, &branch]
            .into_iter()
            .chain(&addresses)
            .find(|name| is_unsafe(name));
        if let Some(name) = odd {
            return Err(ShareRefused::UnsafeName { name: name.clone() });
        }
        self.refuse_programs(ssh)?;
        Ok(Remote { name, branch })
    }

    /// Refuses what git would start because the repository's own configuration says so.
    fn refuse_programs(&self, ssh: Ssh) -> Result<(), ShareRefused> {
        let unread = |error: git2::Error| ShareRefused::GitNotStarted {
            detail: error.message().to_owned(),
        };
        let config = self.repo.config().map_err(unread)?;
        let mut entries = config.entries(None).map_err(unread)?;
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(unread)?;
            let own = matches!(entry.level(), git2::ConfigLevel::Local | git2::ConfigLevel::Worktree);
            let key = String::from_utf8_lossy(entry.name_bytes()).to_ascii_lowercase();
            let says = !entry.value_bytes().is_empty();
            let given = key == "core.sshcommand" && ssh == Ssh::Given;
            if own && says && !given && names_a_program(&key) {
                return Err(ShareRefused::NamesAProgram { key });
            }
        }
        Ok(())
    }

    /// Asks the remote for its official branch and for those of crops; the commit of the official one, `None` when it has none yet.
    pub fn fetch(&self, remote: &Remote, asking: Asking) -> Result<Option<ObjectId>, ShareRefused> {
        let official = format!("refs/heads/{}:{}", remote.branch, remote.tracking(&remote.branch));
        let ours = format!("+refs/heads/{BRANCHES}*:{}", remote.tracking("crops/*"));
        let words = [
            "fetch",
            "--quiet",
            "--no-tags",
            "--prune",
            "--end-of-options",
            &remote.name,
        ];
        let said = self.git(&[&words[..], &[&official, &ours]].concat(), asking)?;
        if said.is_fine {
            return Ok(self.known(remote));
        }
        if said.stderr.contains("couldn't find remote ref") {
            return Ok(None);
        }
        if said.stderr.contains("(non-fast-forward)") {
            return Err(ShareRefused::Rewritten {
                upstream: remote.upstream(),
                remote: remote.name.clone(),
            });
        }
        Err(unreachable(remote, &said))
    }

    /// The commit of the official branch as it was last fetched.
    pub fn known(&self, remote: &Remote) -> Option<ObjectId> {
        let tip = self.repo.refname_to_id(&remote.tracking(&remote.branch));
        tip.ok().map(object_id)
    }

    /// Hands commits over to a branch of the remote, which must be built on what it has.
    pub fn push(&self, remote: &Remote, tip: ObjectId, branch: &str, asking: Asking) -> Result<Pushed, ShareRefused> {
        if is_unsafe(branch) {
            return Err(ShareRefused::UnsafeName { name: branch.into() });
        }
        let what = format!("{tip}:refs/heads/{branch}");
        let words = [
            "push",
            "--porcelain",
            "--no-verify",
            "--end-of-options",
            &remote.name,
            &what,
        ];
        let said = self.git(&words, asking)?;
        if said.is_fine {
            self.follow(remote, tip, branch);
            return Ok(Pushed::Taken);
        }
        let refused = said.stdout.lines().find(|line| line.starts_with('!'));
        let Some(refused) = refused else {
            return Err(unreachable(remote, &said));
        };
        let late = [
            "[rejected]",
            "cannot lock ref",
            "failed to update ref",
            "incorrect old value",
            "reference already exists",
        ];
        if late.iter().any(|words| refused.contains(words)) {
            return Ok(Pushed::Late);
        }
        let reason = refused.rsplit('\t').next().unwrap_or_default();
        let complaint = said.complaint();
        Ok(Pushed::Refused {
            said: if complaint.is_empty() { reason.into() } else { complaint },
        })
    }

    /// git follows by itself only where a refspec says so.
    fn follow(&self, remote: &Remote, tip: ObjectId, branch: &str) {
        let known = remote.tracking(branch);
        if let Ok(id) = super::object::oid(tip) {
            // the next fetch would say it too
            let _ = self.repo.reference(&known, id, true, "crops: shared");
        }
    }
}

fn unreachable(remote: &Remote, said: &Said) -> ShareRefused {
    ShareRefused::Unreachable {
        remote: remote.name.clone(),
        said: said.complaint(),
    }
}

/// Whether git could take a name for an option, or an address for a program to start.
fn is_unsafe(name: &str) -> bool {
    let helper = name
        .split_once("::")
        .is_some_and(|(before, _)| !before.contains(['/', '[', '@']));
    name.is_empty() || name.starts_with('-') || helper || name.contains(['\n', '\0'])
}

/// Whether git starts what stands under this key (in small letters) to reach a remote.
fn names_a_program(key: &str) -> bool {
    let ends = |start: &str, end: &str| key.starts_with(start) && key.ends_with(end);
    matches!(
        key,
        "core.sshcommand" | "core.gitproxy" | "core.askpass" | "credential.helper"
    ) || ends("credential.", ".helper")
        || ends("remote.", ".uploadpack")
        || ends("remote.", ".receivepack")
        || ends("remote.", ".vcs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_git_could_take_for_something_else_are_unsafe() {
        for (name, expected) in [
            ("origin", false),
            ("main", false),
            ("-main", true),
            ("--upload-pack=touch x", true),
            ("", true),
            ("ext::sh -c 'touch x'", true),
            ("git@host.example:studio.git", false),
            ("ssh://git@[::1]/studio.git", false),
            ("/srv/studio.git", false),
            ("https://host.example/a::b", false),
            ("a\nb", true),
        ] {
            assert_eq!(is_unsafe(name), expected, "{name}");
        }
    }

    #[test]
    fn keys_that_start_programs_are_known() {
        for (key, expected) in [
            ("core.sshcommand", true),
            ("credential.https://host.example.helper", true),
            ("remote.origin.uploadpack", true),
            ("remote.origin.receivepack", true),
            ("remote.origin.url", false),
            ("core.hookspath", false),
        ] {
            assert_eq!(names_a_program(key), expected, "{key}");
        }
    }
}
