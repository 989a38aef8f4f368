//! Answers: which reviews was a command given, in files, on standard input, or by the user's own program?
//! Invariant: no program is started unless a flag asks for it, and then with words made here, never through a shell.

use super::context::Context;
use super::run_program::{ToolAnswer, tool};
use super::usage::whole;
use crate::forge::{Hints, read};
use crate::model::review::Reviews;
use crate::model::studio::{Forge, ForgeKind};
use crate::report::failure::{Failure, ForgeFailure};
use crate::store::input::{name_beside, read_given_to, read_stream_to};
use crate::trail::reviews::{Pages, Request, Unsaid};
use clap::Args;
use std::path::{Path, PathBuf};

/// Where reviews come from.
#[derive(Clone, Debug, Default, Args)]
pub struct ReviewsArgs {
    /// What the forge answered, as JSON: a list, a delivery of a webhook, or several files of one pull request (`-`: standard input)
    #[arg(long, value_name = "FILE")]
    pub reviews: Vec<PathBuf>,

    /// Ask the forge now, with your own `gh` or `glab`
    #[arg(long, requires = "request")]
    pub from_forge: bool,

    /// The number of the pull request
    #[arg(long, value_name = "NUMBER", value_parser = whole::<u64>(1..=u64::MAX), allow_negative_numbers = true)]
    pub request: Option<u64>,

    /// The lists are whole, even where one is as long as a page
    #[arg(long)]
    pub whole: bool,

    /// The event of a webhook of Bitbucket Cloud, which its body does not tell (`pullrequest:approved`)
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
}

/// What was read.
pub struct GivenReviews {
    pub reviews: Reviews,
    number: Option<String>,
    unsaid: Unsaid,
    pages: Pages,
}

impl GivenReviews {
    /// What they must be about.
    pub fn request<'a>(&'a self, home: &'a Forge) -> Request<'a> {
        Request {
            home: Some(home),
            pull: self.number.as_deref(),
            unsaid: self.unsaid,
            pages: self.pages,
        }
    }
}

/// # Errors
/// When a file cannot be read or is no payload, or the program fails.
pub fn given(args: &ReviewsArgs, home: &Forge, context: &Context) -> Result<GivenReviews, Failure> {
    let hints = Hints {
        forge: Some(home.kind),
        event: args.event.as_deref(),
    };
    let mut reviews = Reviews::default();
    for path in &args.reviews {
        let bytes = bytes_of(path, context)?;
        let name = path.display().to_string();
        reviews = reviews.join(payload(&name, &bytes, hints)?);
    }
    if let (true, Some(number)) = (args.from_forge, args.request) {
        for words in questions(home, number)? {
            let bytes = asked(&words, context)?;
            let command = words.join(" ");
            reviews = reviews.join(payload(&command, &bytes, hints)?);
        }
    }
    let is_asked = args.from_forge && args.reviews.is_empty();
    Ok(GivenReviews {
        reviews,
        number: args.request.map(|number| number.to_string()),
        unsaid: if is_asked { Unsaid::Asked } else { Unsaid::Refused },
        pages: if is_asked || args.whole {
            Pages::Whole
        } else {
            Pages::Refused
        },
    })
}

fn payload(name: &str, bytes: &[u8], hints: Hints<'_>) -> Result<Reviews, Failure> {
    read(bytes, hints).map_err(|fault| {
        let path = name.to_owned();
        ForgeFailure::Payload { path, fault }.into()
    })
}

/// The bytes of a payload, from a file or, for `-`, from standard input.
///
/// # Errors
/// When it cannot be read.
pub fn bytes_of(path: &Path, context: &Context) -> Result<Vec<u8>, Failure> {
    let most = crate::forge::json::MOST_BYTES as u64;
    let file = context.world.directory.join(path);
    let bytes = match path.as_os_str() == "-" {
        true => read_stream_to(std::io::stdin().lock(), most),
        false => read_given_to(&file, most),
    };
    bytes.map_err(|error| {
        let near = name_beside(&file).map(|name| path.with_file_name(name).display().to_string());
        Failure::unread(path.display(), &error, near)
    })
}

/// The words of each question to the forge, program first.
fn questions(home: &Forge, number: u64) -> Result<Vec<Vec<String>>, Failure> {
    let repository = address(home)?;
    let paths = match home.kind {
        ForgeKind::GitHub => vec![
            format!("repos/{repository}/pulls/{number}/reviews?per_page=100"),
            format!("repos/{repository}/pulls/{number}/comments?per_page=100"),
            format!("repos/{repository}/issues/{number}/timeline?per_page=100"),
        ],
        ForgeKind::GitLab => vec![
            format!("projects/{repository}/merge_requests/{number}"),
            format!("projects/{repository}/merge_requests/{number}/approvals"),
            format!("projects/{repository}/merge_requests/{number}/reviewers"),
            format!("projects/{repository}/merge_requests/{number}/discussions?per_page=100"),
        ],
        ForgeKind::Gitea | ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => {
            let forge = home.kind.word();
            return Err(ForgeFailure::NoProgram { forge }.into());
        }
    };
    paths.into_iter().map(|path| question(home, path)).collect()
}

/// One question by `gh api` or `glab api`: reads only, all pages.
///
/// # Errors
/// When `crops.yml` names no host that a program could be asked for.
pub fn question(home: &Forge, path: String) -> Result<Vec<String>, Failure> {
    let program = match home.kind {
        ForgeKind::GitHub => "gh",
        ForgeKind::GitLab => "glab",
        ForgeKind::Gitea | ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => {
            let forge = home.kind.word();
            return Err(ForgeFailure::NoProgram { forge }.into());
        }
    };
    let mut words = vec![
        program.to_owned(),
        "api".into(),
        "--method=GET".into(),
        "--paginate".into(),
    ];
    if let Some(host) = host(home)? {
        words.push(format!("--hostname={host}"));
    }
    words.push(path);
    Ok(words)
}

/// The repository as it stands in an address: checked, for it comes from a file.
///
/// # Errors
/// When it is missing, or holds anything that is no name.
pub fn address(home: &Forge) -> Result<String, Failure> {
    let is_word = |word: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !word.is_empty() && word.chars().all(plain) && !word.starts_with(['-', '.'])
    };
    let number = home
        .repository
        .as_deref()
        .filter(|id| id.bytes().all(|b| b.is_ascii_digit()) && !id.is_empty());
    let name = home
        .name
        .as_deref()
        .filter(|name| name.split('/').count() >= 2 && name.split('/').all(is_word));
    let found = match home.kind {
        ForgeKind::GitLab => number.map(str::to_owned).or(name.map(|name| name.replace('/', "%2F"))),
        _ => name.filter(|name| name.split('/').count() == 2).map(str::to_owned),
    };
    found.ok_or_else(|| ForgeFailure::NoRepositoryName.into())
}

/// The host of `forge: {url: …}`; `None`: the one that the program knows by itself.
pub fn host(home: &Forge) -> Result<Option<String>, Failure> {
    let Some(url) = &home.url else { return Ok(None) };
    let rest = url.split_once("://").map_or(&**url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
    match !host.is_empty() && !host.starts_with('-') && host.chars().all(plain) {
        true => Ok(Some(host.to_owned())),
        false => Err(ForgeFailure::NoRepositoryName.into()),
    }
}

/// What the program answered.
///
/// # Errors
/// When it does not start, or says that it failed.
pub fn asked(words: &[String], context: &Context) -> Result<Vec<u8>, Failure> {
    let command = words.join(" ");
    match tool(words, &context.world, crate::forge::json::MOST_BYTES as u64) {
        ToolAnswer::Said(bytes) => Ok(bytes),
        ToolAnswer::NotStarted { reason } => {
            let program = words.first().cloned().unwrap_or_default();
            Err(ForgeFailure::NotStarted { program, reason }.into())
        }
        ToolAnswer::Failed { said } => Err(ForgeFailure::Failed { command, said }.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(kind: ForgeKind, repository: Option<&str>, name: Option<&str>, url: Option<&str>) -> Forge {
        Forge {
            kind,
            repository: repository.map(Into::into),
            name: name.map(Into::into),
            url: url.map(Into::into),
        }
    }

    #[test]
    fn a_program_is_asked_in_words_made_here() {
        let github = home(ForgeKind::GitHub, Some("55"), Some("lumen/studio"), None);
        assert_eq!(
            questions(&github, 42).expect("questions")[0].join(" "),
            "gh api --method=GET --paginate repos/lumen/studio/pulls/42/reviews?per_page=100"
        );
        let gitlab = home(
            ForgeKind::GitLab,
            None,
            Some("lumen/deep/studio"),
            Some("https://git.lumen.example/"),
        );
        assert_eq!(
            questions(&gitlab, 42).expect("questions")[1].join(" "),
            "glab api --method=GET --paginate --hostname=git.lumen.example projects/lumen%2Fdeep%2Fstudio/merge_requests/42/approvals"
        );
    }

    #[test]
    fn a_hostile_name_of_a_repository_asks_nobody() {
        for (name, url) in [
            ("--hostname=evil/x", None),
            ("lumen/../other", None),
            ("lumen/studio/extra", None),
            ("lumen/studio?x", None),
            ("lumen", None),
            ("lumen/st udio", None),
            ("lumen/studio", Some("https://-evil/")),
            ("lumen/studio", Some("https://evil host/")),
        ] {
            let home = home(ForgeKind::GitHub, None, Some(name), url);
            assert!(questions(&home, 1).is_err(), "{name} {url:?}");
        }
        let gitea = home(ForgeKind::Gitea, None, Some("lumen/studio"), None);
        assert!(questions(&gitea, 1).is_err(), "there is no program for it");
    }
}
