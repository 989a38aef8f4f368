//! Answers: `crops forge rules` and `crops forge verify`: what must the forge keep, and does it?
//! Invariant: nothing is changed on the forge; it is asked only where a flag says so.

use super::answer::Answer;
use super::context::Context;
use super::open::open;
use super::reviews_given::{address, asked, bytes_of, question};
use crate::change::forge_rules::rules;
use crate::forge::protection::protection;
use crate::model::protection::{BranchRule, Protection};
use crate::model::studio::{Forge, ForgeKind};
use crate::report::exit::Exit;
use crate::report::failure::{Failure, ForgeFailure, Usage};
use crate::report::forge_rules::{ForgeRulesReport, ForgeVerified, ShownRules};
use crate::trail::reviews::ReviewFault;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What the forge must keep, because git cannot see it
///
/// The owners of the files that decide who may approve what (CODEOWNERS), from the gates of the workflows, and the rules
/// of the official branch.
#[derive(Clone, Debug, Args)]
pub struct ForgeRulesArgs {
    /// The forge; without it, the one of crops.yml
    pub forge: Option<RulesForge>,

    /// Who owns the process, instead of the people whom the gates ask (`@lumen/leads`); can be repeated
    #[arg(long, value_name = "OWNER")]
    pub owner: Vec<String>,

    /// Only the list of owners, as a file
    #[arg(long)]
    pub codeowners: bool,
}

/// The forges whose rules are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RulesForge {
    Github,
    Gitlab,
    /// And Forgejo
    Gitea,
}

/// Compare the protection of the official branch with the rules
///
/// Ends with 1 when a rule is not kept, or when the forge does not say whether it is.
#[derive(Clone, Debug, Args)]
pub struct ForgeVerifyArgs {
    /// What the forge answered about the branch, as JSON; several files count together (`-`: standard input)
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Ask the forge now, with your own `gh` or `glab`
    #[arg(long)]
    pub from_forge: bool,

    /// The name of the check that runs crops; without it, any whose name has `crops` in it
    #[arg(long, value_name = "NAME")]
    pub check: Option<String>,
}

pub fn run_rules(args: &ForgeRulesArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let forge = match (args.forge, &opened.studio.settings.forge) {
        (Some(RulesForge::Github), _) => ForgeKind::GitHub,
        (Some(RulesForge::Gitlab), _) => ForgeKind::GitLab,
        (Some(RulesForge::Gitea), _) => ForgeKind::Gitea,
        (None, Some(home)) => home.kind,
        (None, None) => return Err(ReviewFault::NoForge.into()),
    };
    let folder = opened.folder_in_repository();
    let rules = rules(&opened.studio, forge, &folder, &args.owner, opened.today);
    let shown = if args.codeowners {
        ShownRules::Codeowners
    } else {
        ShownRules::All
    };
    Ok(opened.answer(ForgeRulesReport { rules, shown }))
}

pub fn run_verify(args: &ForgeVerifyArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let home = opened.studio.settings.forge.as_ref().ok_or(ReviewFault::NoForge)?;
    let branch = opened.studio.settings.official.to_string();
    if args.files.is_empty() && !args.from_forge {
        let first = questions(home, &branch).ok().and_then(|all| all.into_iter().next());
        let question = first.map(|words| words.join(" "));
        return Err(Failure::Usage(Usage::NothingToVerify { branch, question }));
    }
    let mut said = Protection::default();
    for path in &args.files {
        let bytes = bytes_of(path, context)?;
        said = said.join(read(&path.display().to_string(), &bytes, home)?);
    }
    if args.from_forge {
        for words in questions(home, &branch)? {
            let bytes = asked(&words, context)?;
            said = said.join(read(&words.join(" "), &bytes, home)?);
        }
    }
    let kept = |rule: &BranchRule| (*rule, said.keeps(*rule, args.check.as_deref()));
    let report = ForgeVerified {
        forge: home.kind,
        branch,
        rules: BranchRule::of(home.kind).iter().map(kept).collect(),
    };
    let exit = if report.is_kept() { Exit::Fine } else { Exit::Findings };
    Ok(opened.answer(report).exit(exit))
}

fn read(name: &str, bytes: &[u8], home: &Forge) -> Result<Protection, Failure> {
    protection(bytes, home.kind).map_err(|fault| {
        let path = name.to_owned();
        ForgeFailure::Payload { path, fault }.into()
    })
}

fn questions(home: &Forge, branch: &str) -> Result<Vec<Vec<String>>, Failure> {
    let repository = address(home)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if !branch.chars().all(plain) || branch.starts_with('-') || branch.contains("..") {
        return Err(ForgeFailure::NoRepositoryName.into());
    }
    let branch = branch.replace('/', "%2F");
    let paths = match home.kind {
        ForgeKind::GitLab => vec![
            format!("projects/{repository}/protected_branches/{branch}"),
            format!("projects/{repository}"),
        ],
        _ => vec![format!("repos/{repository}/branches/{branch}/protection")],
    };
    paths.into_iter().map(|path| question(home, path)).collect()
}
