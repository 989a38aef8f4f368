//! Answers: how is a request opened on the forge, by the user's own program or by hand?
//! Invariant: no program is started unless a flag asks for it; names from files are checked before they stand in a command or an address.

use super::context::Context;
use super::reviews_given::{address, host};
use super::run_program::{ToolAnswer, tool};
use crate::model::studio::{Forge, ForgeKind};
use crate::report::propose::RequestState;

/// The longest answer of the program, in bytes.
const MOST: u64 = 4096;

/// A request as it is to be.
pub struct ToOpen<'a> {
    pub forge: Option<&'a Forge>,
    pub branch: &'a str,
    /// Where it leads: `main`.
    pub into: &'a str,
    pub title: &'a str,
    pub body: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// `--open`
    Now,
    ByHand,
}

/// Opens it, or says how.
pub fn open(request: &ToOpen<'_>, opening: Opening, context: &Context) -> RequestState {
    let words = request.forge.and_then(|forge| words(forge, request));
    let command = words
        .as_ref()
        .and_then(|words| shlex::try_join(words.iter().map(String::as_str)).ok());
    let url = request.forge.and_then(|forge| page(forge, request));
    let (Opening::Now, Some(words), Some(told)) = (opening, words, command.clone()) else {
        return RequestState::ToOpen { command, url };
    };
    match tool(&words, &context.world, MOST) {
        ToolAnswer::Said(said) => RequestState::Opened {
            said: String::from_utf8_lossy(&said).trim().to_owned(),
        },
        ToolAnswer::NotStarted { .. } => RequestState::ToOpen { command, url },
        ToolAnswer::Failed { said } => RequestState::NotOpened { command: told, said },
    }
}

/// The words for `gh` or `glab`; `None` for other forges, or without a name that can be trusted.
fn words(forge: &Forge, request: &ToOpen<'_>) -> Option<Vec<String>> {
    address(forge).ok()?;
    let name = forge.name.as_deref()?;
    let whole = match host(forge).ok()? {
        Some(host) => format!("{host}/{name}"),
        None => name.to_owned(),
    };
    let (start, flags): (&[&str], [&str; 4]) = match forge.kind {
        ForgeKind::GitHub => (&["gh", "pr", "create"], ["--head", "--base", "--title", "--body"]),
        ForgeKind::GitLab => (
            &["glab", "mr", "create", "--yes"],
            ["--source-branch", "--target-branch", "--title", "--description"],
        ),
        ForgeKind::Gitea | ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => return None,
    };
    let values = [request.branch, request.into, request.title, request.body];
    let mut words: Vec<String> = start.iter().map(|word| (*word).to_owned()).collect();
    words.push(format!("--repo={whole}"));
    words.extend(flags.iter().zip(values).map(|(flag, value)| format!("{flag}={value}")));
    Some(words)
}

/// The page of the forge that opens it.
fn page(forge: &Forge, request: &ToOpen<'_>) -> Option<String> {
    address(forge).ok()?;
    let name = forge.name.as_deref()?;
    let known = match forge.kind {
        ForgeKind::GitHub => Some("github.com"),
        ForgeKind::GitLab => Some("gitlab.com"),
        ForgeKind::BitbucketCloud => Some("bitbucket.org"),
        ForgeKind::Gitea | ForgeKind::BitbucketServer => None,
    };
    let host = host(forge).ok()?;
    let host = host.as_deref().or(known)?;
    let (branch, into) = (request.branch, request.into);
    let path = match forge.kind {
        ForgeKind::GitHub => format!("compare/{into}...{branch}?expand=1"),
        ForgeKind::Gitea => format!("compare/{into}...{branch}"),
        ForgeKind::GitLab => {
            format!(
                "-/merge_requests/new?merge_request%5Bsource_branch%5D={branch}&merge_request%5Btarget_branch%5D={into}"
            )
        }
        ForgeKind::BitbucketCloud => format!("pull-requests/new?source={branch}&dest={into}"),
        ForgeKind::BitbucketServer => return None,
    };
    Some(format!("https://{host}/{name}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(forge: &Forge) -> ToOpen<'_> {
        ToOpen {
            forge: Some(forge),
            branch: "crops/k3x9qa/review",
            into: "main",
            title: "film",
            body: "",
        }
    }

    #[test]
    fn a_request_is_opened_by_words_or_by_a_page() {
        let forge = |kind, url: Option<&str>| Forge {
            kind,
            repository: None,
            name: Some("lumen/studio".into()),
            url: url.map(Into::into),
        };
        for (forge, command, url) in [
            (
                forge(ForgeKind::GitHub, None),
                "gh pr create --repo=lumen/studio --head=crops/k3x9qa/review --base=main --title=film --body=",
                "https://github.com/lumen/studio/compare/main...crops/k3x9qa/review?expand=1",
            ),
            (
                forge(ForgeKind::GitLab, Some("https://git.lumen.example/")),
                "glab mr create --yes --repo=git.lumen.example/lumen/studio --source-branch=crops/k3x9qa/review --target-branch=main --title=film --description=",
                "https://git.lumen.example/lumen/studio/-/merge_requests/new?merge_request%5Bsource_branch%5D=crops/k3x9qa/review&merge_request%5Btarget_branch%5D=main",
            ),
            (forge(ForgeKind::Gitea, None), "", ""),
        ] {
            let request = request(&forge);
            assert_eq!(
                words(&forge, &request).map(|words| words.join(" ")).unwrap_or_default(),
                command
            );
            assert_eq!(page(&forge, &request).unwrap_or_default(), url);
        }
    }

    #[test]
    fn a_hostile_name_makes_no_command_and_no_address() {
        let forge = Forge {
            kind: ForgeKind::GitHub,
            repository: None,
            name: Some("--web/x".into()),
            url: None,
        };
        assert_eq!(
            (words(&forge, &request(&forge)), page(&forge, &request(&forge))),
            (None, None)
        );
    }
}
