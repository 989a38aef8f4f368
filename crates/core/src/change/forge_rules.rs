//! Answers: which files decide who may approve what, and who must agree when one of them changes?
//! Invariant: written for the forge from the studio's own records; somebody without an account there cannot be asked by it.
//! Source: design, "Gates and approvals"; GitHub, GitLab and Gitea on CODEOWNERS.

use crate::model::Day;
use crate::model::person::Account;
use crate::model::protection::BranchRule;
use crate::model::studio::{ForgeKind, Studio};
use crate::trail::gate::has_role;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of a studio on a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeRules {
    pub forge: ForgeKind,
    /// The branch that they hold for.
    pub branch: String,
    /// Where the list of owners lies.
    pub owners_file: &'static str,
    pub owned: Vec<OwnedPath>,
    pub branch_rules: &'static [BranchRule],
    /// People whom gates ask and whom the forge does not know by a login.
    pub unreachable: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedPath {
    /// From the top of the repository.
    pub path: String,
    /// As the forge writes them: `@lea-m`.
    pub owners: Vec<String>,
}

/// What is process, beside the workflows, below the studio's folder.
const PROCESS: [&str; 5] = ["crops.yml", "team/", "parties/", "kinds/", "calendars/"];

/// The rules; `given` owners stand for all people.
pub fn rules(studio: &Studio, forge: ForgeKind, folder: &str, given: &[String], today: Day) -> ForgeRules {
    let asked = Asked::of(studio, forge, today);
    let owners = |people: &BTreeSet<&str>| match given {
        [] => asked.logins(people),
        given => given.to_vec(),
    };
    let everybody: BTreeSet<&str> = asked.by_workflow.values().flatten().copied().collect();
    let mut owned = vec![OwnedPath {
        path: format!("{folder}workflows/"),
        owners: owners(&everybody),
    }];
    for (file, people) in &asked.by_workflow {
        owned.push(OwnedPath {
            path: format!("{folder}{file}"),
            owners: owners(people),
        });
    }
    let process = PROCESS.iter().map(|path| format!("{folder}{path}"));
    let machinery = machinery(forge).iter().map(ToString::to_string);
    owned.extend(process.chain(machinery).map(|path| OwnedPath {
        path,
        owners: owners(&everybody),
    }));
    ForgeRules {
        forge,
        branch: studio.settings.official.to_string(),
        owners_file: owners_file(forge),
        owned,
        branch_rules: BranchRule::of(forge),
        unreachable: match given {
            [] => asked.unreachable(&everybody),
            _ => Vec::new(),
        },
    }
}

/// Whom the gates of each workflow ask.
struct Asked<'s> {
    by_workflow: BTreeMap<String, BTreeSet<&'s str>>,
    logins: BTreeMap<&'s str, &'s str>,
}

impl<'s> Asked<'s> {
    fn of(studio: &'s Studio, forge: ForgeKind, today: Day) -> Self {
        let approvers = || studio.parties.values().flat_map(|party| &party.approvers);
        let accounts = studio.people.values().map(|one| (one.id.as_str(), &one.accounts));
        let all = accounts.chain(approvers().map(|one| (one.id.as_str(), &one.accounts)));
        let login = |accounts: &'s Vec<Account>| {
            let here = accounts
                .iter()
                .find(|one| &*one.forge == forge.word() && one.login.is_some())?;
            here.login.as_deref().filter(|login| is_login(login))
        };
        let logins = all.filter_map(|(id, accounts)| Some((id, login(accounts)?))).collect();
        let people: Vec<&str> = studio
            .people
            .keys()
            .map(AsRef::as_ref)
            .chain(approvers().map(|one| one.id.as_str()))
            .collect();
        let mut by_workflow = BTreeMap::new();
        for workflow in studio.workflows.values() {
            let needs = workflow
                .stages
                .iter()
                .filter_map(|stage| stage.gate.as_ref())
                .flat_map(|gate| &gate.needs);
            let mut asked = BTreeSet::new();
            for need in needs {
                let held = |id: &&&str| {
                    need.role
                        .as_ref()
                        .is_some_and(|role| has_role(studio, id, role.as_str(), today))
                };
                asked.extend(people.iter().filter(held));
                asked.extend(
                    people
                        .iter()
                        .filter(|id| need.person.as_ref().is_some_and(|one| one.as_str() == **id)),
                );
            }
            by_workflow.insert(workflow.file.to_string(), asked);
        }
        Self { by_workflow, logins }
    }

    fn logins(&self, people: &BTreeSet<&str>) -> Vec<String> {
        let known = people.iter().filter_map(|id| self.logins.get(id));
        known.map(|login| format!("@{login}")).collect()
    }

    fn unreachable(&self, people: &BTreeSet<&str>) -> Vec<String> {
        let unknown = people.iter().filter(|id| !self.logins.contains_key(**id));
        unknown.map(|id| (*id).to_owned()).collect()
    }
}

/// Whether it can stand in a list of owners as it is.
fn is_login(login: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    !login.is_empty() && login.chars().all(plain)
}

fn owners_file(forge: ForgeKind) -> &'static str {
    match forge {
        ForgeKind::GitLab => ".gitlab/CODEOWNERS",
        ForgeKind::Gitea => ".gitea/CODEOWNERS",
        ForgeKind::GitHub | ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => ".github/CODEOWNERS",
    }
}

/// What runs the check, and the list of owners itself.
fn machinery(forge: ForgeKind) -> &'static [&'static str] {
    match forge {
        ForgeKind::GitLab => &[".gitlab-ci.yml", ".gitlab/", "CODEOWNERS"],
        ForgeKind::Gitea => &[".gitea/", ".forgejo/", ".github/", "CODEOWNERS"],
        ForgeKind::GitHub | ForgeKind::BitbucketCloud | ForgeKind::BitbucketServer => &[".github/", "CODEOWNERS"],
    }
}

impl ForgeRules {
    /// The list of owners as a file.
    pub fn codeowners(&self) -> String {
        let mut text = String::from("# Who must agree when the process changes. Written by `crops forge rules`.\n");
        for owned in &self.owned {
            let pattern = match self.forge {
                // there a line is a regular expression of the whole path
                ForgeKind::Gitea => regular(&owned.path),
                _ => format!("/{}", owned.path),
            };
            let owners: String = owned.owners.iter().map(|owner| format!(" {owner}")).collect();
            // a line without owners would take the path away from everybody
            let comment = if owned.owners.is_empty() { "# nobody yet: " } else { "" };
            text.push_str(&format!("{comment}{pattern}{owners}\n"));
        }
        text
    }
}

fn regular(path: &str) -> String {
    let escaped: String = path
        .chars()
        .flat_map(|c| match c {
            '.' | '+' | '(' | ')' | '[' | ']' | '\\' => vec!['\\', c],
            _ => vec![c],
        })
        .collect();
    match escaped.strip_suffix('/') {
        Some(folder) => format!("^{folder}/.*"),
        None => format!("^{escaped}$"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    fn owned(forge: ForgeKind, given: &[String]) -> ForgeRules {
        let mut studio = sample::studio();
        let account = |login: &str| Account {
            forge: forge.word().into(),
            number: 5,
            login: Some(login.into()),
        };
        for (id, login) in [("ines", "ines-c"), ("marc", "marc\n/* @evil")] {
            studio.people.get_mut(id).expect("a person").accounts = vec![account(login)];
        }
        rules(&studio, forge, "studio/", given, sample::day("2026-11-21"))
    }

    #[test]
    fn those_whom_a_gate_asks_own_the_process() {
        let rules = owned(ForgeKind::GitHub, &[]);
        let text = rules.codeowners();
        assert!(text.contains("/studio/crops.yml @ines-c\n"), "{text}");
        assert!(text.contains("/.github/ @ines-c\n"), "{text}");
        assert!(!text.contains("evil"), "a login that is none stands nowhere: {text}");
        assert_eq!(rules.unreachable, ["claire-vero", "hugo-vero", "marc"]);
    }

    #[test]
    fn gitea_writes_regular_expressions() {
        let text = owned(ForgeKind::Gitea, &["@lumen/leads".into()]).codeowners();
        assert!(text.contains("^studio/crops\\.yml$ @lumen/leads\n"), "{text}");
        assert!(text.contains("^studio/team/.* @lumen/leads\n"), "{text}");
    }

    #[test]
    fn a_path_that_nobody_owns_is_no_line() {
        let mut studio = sample::studio();
        studio.people.clear();
        let text = rules(&studio, ForgeKind::GitHub, "", &[], sample::day("2026-11-21")).codeowners();
        assert!(text.lines().all(|line| line.starts_with('#')), "{text}");
    }
}
