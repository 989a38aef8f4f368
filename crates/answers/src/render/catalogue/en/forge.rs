//! Answers: what a forge told, and why nothing can be taken from it, in English?
//! Invariant: an account that does not count is named by what would make it count.

use super::failure::disk_reason;
use super::numbers::counted;
use crate::change::forge_rules::ForgeRules;
use crate::model::approval::Verdict;
use crate::model::protection::{BranchRule, Kept};
use crate::model::review::{PayloadFault, PayloadWanted};
use crate::render::catalogue::Sentence;
use crate::report::failure::ForgeFailure;
use crate::report::forge_record::{ForgeRecorded, RemarksLine, VerdictLine};
use crate::report::forge_rules::ForgeVerified;
use crate::report::table::Tone;
use crate::trail::reviews::{ReviewFault, ReviewWarning};

pub fn failure(failure: &ForgeFailure) -> Sentence {
    match failure {
        ForgeFailure::Payload { path, fault } => payload(path, fault),
        ForgeFailure::Reviews(fault) => reviews(fault),
        ForgeFailure::NoRepositoryName => {
            Sentence::new("`forge:` in crops.yml does not name the repository so that the forge could be asked")
                .hint("write `forge: {kind: github, repository: 77120984, name: lumen/studio}`")
        }
        ForgeFailure::NoProgram { forge } => {
            Sentence::new(format!("crops knows no program of yours that asks `{forge}`"))
                .hint("save what its REST interface answers, and hand it over: `--reviews FILE`")
        }
        ForgeFailure::NotStarted { program, reason: why } => {
            Sentence::new(format!("`{program}` does not start: {}", disk_reason(why)))
                .hint("install it, or save what the forge answers and hand it over: `--reviews FILE`")
        }
        ForgeFailure::Failed { command, said } => {
            Sentence::new(format!("`{command}` failed: {said}")).command(command.clone())
        }
    }
}

fn payload(path: &str, fault: &PayloadFault) -> Sentence {
    match fault {
        PayloadFault::TooLarge { most } => Sentence::new(format!("`{path}` is larger than {} MiB", most / 1024 / 1024))
            .hint("hand over the reviews of one pull request"),
        PayloadFault::Empty => Sentence::new(format!("`{path}` is empty")).hint("an empty list is written `[]`"),
        PayloadFault::Syntax { line, column, detail } => Sentence::new(format!(
            "`{path}`:{line}:{column} is no JSON that can be trusted: {detail}"
        ))
        .hint("hand over what the forge answered, unchanged"),
        PayloadFault::NotA { place, wanted } => {
            Sentence::new(format!("`{path}`: `{place}` should be {}", wanted_word(*wanted)))
                .hint("hand over what the forge answered, unchanged")
        }
        PayloadFault::ForgeError { said } => {
            Sentence::new(format!("`{path}` holds no reviews but an error of the forge: {said}"))
                .hint("look at the address and the rights of the token it was asked with")
        }
        PayloadFault::TwoRequests { place } => Sentence::new(format!(
            "`{path}`: `{place}` is about another pull request than the rest of it"
        ))
        .hint("hand over what the forge answered, unchanged"),
    }
}

fn wanted_word(wanted: PayloadWanted) -> &'static str {
    match wanted {
        PayloadWanted::Text => "a text",
        PayloadWanted::Number => "a whole number",
        PayloadWanted::NumberOrText => "a number or a text",
        PayloadWanted::Object => "an object",
        PayloadWanted::List => "a list",
    }
}

fn reviews(fault: &ReviewFault) -> Sentence {
    const ALL_PAGES: &str =
        "ask for all pages (`gh api --paginate`), or add `--whole` when you know that there is no other";
    match fault {
        ReviewFault::NoForge => Sentence::new("crops.yml names no forge, so nothing says whose reviews count")
            .hint("write `forge: {kind: github, repository: 77120984, name: lumen/studio}`"),
        ReviewFault::OtherRepository { said, wanted } => Sentence::new(format!(
            "these reviews are of the repository `{said}`, and crops.yml names `{wanted}`"
        ))
        .hint("after a change of name, change `forge:` in crops.yml"),
        ReviewFault::OtherRequest { said, wanted } => {
            Sentence::new(format!("these reviews are of pull request {said}, not of {wanted}"))
                .hint(format!("--request {said}"))
        }
        ReviewFault::RepositoryUnsaid => Sentence::new("these reviews do not say of which repository they are")
            .hint("add the pull request itself as a second file: `--reviews pull.json`"),
        ReviewFault::RequestUnsaid => {
            Sentence::new("these reviews do not say of which pull request they are").hint("--request 42")
        }
        ReviewFault::Cut => {
            Sentence::new("the list of reviews is cut: the forge says that there is more").hint(ALL_PAGES)
        }
        ReviewFault::MayBeCut { entries } => Sentence::new(format!(
            "the list has {}, as many as a page: there may be another",
            counted(*entries, "entry", "entries")
        ))
        .hint(ALL_PAGES),
        ReviewFault::UnknownState { state, by } => Sentence::new(format!(
            "the forge says `{state}` of {by}, which crops does not know: nothing is approved by it"
        ))
        .hint("a newer crops may know it"),
    }
}

pub fn warning(warning: &ReviewWarning) -> Sentence {
    match warning {
        ReviewWarning::DeletedAccount { state } => Sentence::new(format!(
            "a review (`{state}`) of an account that is gone does not count"
        )),
        ReviewWarning::NoNumber { login } => Sentence::new(format!(
            "a review of `{login}` does not count: a login without a number may be anybody's"
        ))
        .hint("ask with `gh api`, which tells the numbers; `gh pr view` does not"),
        ReviewWarning::Stranger { login, number } => Sentence::new(format!(
            "a review of `{login}` does not count: nobody in the studio has the account {number}"
        ))
        .hint(format!(
            "write `id: {number}` under `accounts:` in their file of team/ or parties/"
        )),
        ReviewWarning::NotAPerson { login, number } => Sentence::new(format!(
            "a review of `{login}` ({number}) does not count: the account is no person"
        )),
        ReviewWarning::Shared { number, people } => Sentence::new(format!(
            "the account {number} does not count: {} all have it",
            people.join(", ")
        )),
        ReviewWarning::NoCommit { person, brief } => Sentence::new(format!(
            "the approval of {person} names no commit, so it is not known what of {brief} was approved"
        )),
        ReviewWarning::MissingCommit { person, brief, commit } => Sentence::new(format!(
            "{person} looked at {brief} at {commit}, which is not in this clone"
        ))
        .command(format!("git fetch origin {commit}")),
        ReviewWarning::CommitNotHere { commit } => {
            Sentence::new(format!("a review is of {commit}, which is not in this clone"))
                .command(format!("git fetch origin {commit}"))
        }
        ReviewWarning::Stale { person, brief, commit } => Sentence::new(format!(
            "{person} approved {brief} as it was at {commit}; what the gate covers has changed since"
        )),
        ReviewWarning::NoDigest { person, brief, commit } => Sentence::new(format!(
            "{brief} cannot be read at {commit}, where {person} looked at it"
        )),
        ReviewWarning::DismissedByOther { person, by } => Sentence::new(format!(
            "{by} dismissed the changes that {person} requires, and may not: they stand"
        )),
        ReviewWarning::DismissedUnknown { person } => Sentence::new(format!(
            "a review of {person} was dismissed, and nothing says what it was or by whom: it is not recorded"
        ))
        .hint("add the timeline of the pull request: `gh api --paginate repos/OWNER/NAME/issues/42/timeline`"),
        ReviewWarning::NoTime { person } => {
            Sentence::new(format!("a verdict of {person} says no time, so it is not recorded"))
        }
        ReviewWarning::RemarksNowhere { remarks } => Sentence::new(format!(
            "{} at no brief of the pull request: not recorded",
            counted(*remarks, "remark is", "remarks are")
        )),
    }
}

pub fn recorded(one: &ForgeRecorded) -> String {
    let request = format!("{} #{}", one.forge, one.pull);
    if one.verdicts.is_empty() && one.remarks.is_empty() {
        return match one.known {
            0 => format!("{request}: no review at a gate of a brief; nothing to record"),
            known => format!(
                "{request}: {} already here; nothing to record",
                counted(known, "verdict is", "verdicts are")
            ),
        };
    }
    let verdicts = counted(one.verdicts.len(), "verdict", "verdicts");
    let rounds = counted(one.remarks.len(), "round of feedback", "rounds of feedback");
    match one.remarks.is_empty() {
        true => format!("{request}: {verdicts} recorded"),
        false => format!("{request}: {verdicts} and {rounds} recorded"),
    }
}

pub fn recorded_details(one: &ForgeRecorded) -> Vec<(String, Tone)> {
    let verdict = |line: &VerdictLine| {
        let (word, tone) = match line.said {
            Verdict::Approve | Verdict::ApproveWithChanges => ("approved", Tone::Good),
            Verdict::Reject => ("changes required", Tone::Bad),
            Verdict::Revoke | Verdict::Abstain | Verdict::Confirm => ("taken back", Tone::Caution),
        };
        (
            format!("{} at {}: {word} by {}", line.brief, line.stage, line.person),
            tone,
        )
    };
    let remarks = |line: &RemarksLine| {
        let count = counted(line.remarks, "remark", "remarks");
        (
            format!("{} at {}: {count} of {}", line.brief, line.stage, line.person),
            Tone::Plain,
        )
    };
    let all = one.verdicts.iter().map(verdict);
    all.chain(one.remarks.iter().map(remarks)).collect()
}

pub fn rules_headline(rules: &ForgeRules) -> String {
    format!(
        "What git cannot see, {} must keep: who agrees to a change of the process, and how `{}` may change.",
        rules.forge.word(),
        rules.branch
    )
}

pub fn owners_file(rules: &ForgeRules) -> String {
    format!("Write this to `{}`:", rules.owners_file)
}

pub fn unreachable(rules: &ForgeRules) -> String {
    format!(
        "The forge cannot ask {}: no login of theirs is known (`accounts:` in their file).",
        rules.unreachable.join(", ")
    )
}

pub fn branch_headline(rules: &ForgeRules) -> String {
    if rules.branch_rules.is_empty() {
        format!("No rule of `{}` is known for this forge.", rules.branch)
    } else {
        format!("Set for the branch `{}`:", rules.branch)
    }
}

pub fn branch_rule(rule: BranchRule) -> &'static str {
    match rule {
        BranchRule::RequestOnly => "nobody pushes to it: every change comes by pull request",
        BranchRule::OwnersAgree => "who owns a file of the process agrees to its change",
        BranchRule::CheckPasses => "`crops check` is green before a merge",
        BranchRule::UpToDate => {
            "what was checked is what is merged: the branch is up to date, or its merge result was checked"
        }
        BranchRule::NoForcePush => "nobody rewrites its history",
        BranchRule::NoDeletion => "nobody deletes it",
        BranchRule::NobodyExempt => "administrators are held to all of this, and nobody is exempt",
    }
}

pub fn verified_headline(report: &ForgeVerified) -> String {
    let open = report.rules.iter().filter(|(_, kept)| *kept != Kept::Yes).count();
    match open {
        0 => format!("{} keeps every rule for `{}`.", report.forge.word(), report.branch),
        open => format!(
            "{} does not keep every rule for `{}`: {} of {} open.",
            report.forge.word(),
            report.branch,
            open,
            counted(report.rules.len(), "rule", "rules")
        ),
    }
}

pub fn verified_rule(rule: BranchRule, kept: Kept) -> String {
    let text = branch_rule(rule);
    match kept {
        Kept::Yes => text.to_owned(),
        Kept::No => format!("not kept: {text}"),
        Kept::Unsaid => format!("not said: {text}"),
    }
}
