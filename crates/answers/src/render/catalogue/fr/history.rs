//! Answers: why the history cannot answer, in French?
//! Invariant: each says the command that mends it, where there is one.

use super::numbers::counted;
use crate::model::history::HistoryProblem;
use crate::render::catalogue::history::{UNSHALLOW, WHOLE_CLONE};
use crate::render::catalogue::numbers::full_day;
use crate::render::catalogue::{Lang, Sentence};

pub fn problem(problem: &HistoryProblem) -> Sentence {
    match problem {
        HistoryProblem::NoRepository { folder } => Sentence::new(format!(
            "`{folder}` n’est dans aucun dépôt git\u{a0}: il n’y a pas d’historique pour répondre"
        ))
        .command("git init && git add . && git commit -m 'Le studio'"),
        HistoryProblem::NotOwned { folder } => Sentence::new(format!("`{folder}` appartient à un autre utilisateur"))
            .command(format!("git config --global --add safe.directory '{folder}'")),
        HistoryProblem::NoCommit => {
            Sentence::new("le dépôt n’a encore aucun commit").command("git add . && git commit -m 'Le studio'")
        }
        HistoryProblem::NoSuchBranch { branch, remote, near } => no_such_branch(branch, remote.as_ref(), near.as_ref()),
        HistoryProblem::Shallow => {
            Sentence::new("ce clone n’a que les derniers commits\u{202f}; les chiffres ont besoin de tous")
                .command(UNSHALLOW)
        }
        HistoryProblem::Partial { remote } => {
            Sentence::new("ce clone a laissé de côté des fichiers dont l’historique a besoin")
                .command(format!("git fetch --refetch --no-filter {remote}{WHOLE_CLONE}"))
        }
        HistoryProblem::NoSuchRevision { revision } => {
            Sentence::new(format!("git ne connaît pas de révision `{revision}`")).command("git log --oneline")
        }
        HistoryProblem::NothingBefore { day } => {
            Sentence::new(format!("l’historique commence après le {}", full_day(Lang::Fr, *day)))
                .command("git log --reverse --format=%cs --max-parents=0")
        }
        HistoryProblem::NoStudio { commit } => {
            Sentence::new(format!("il n’y avait pas encore de `crops.yml` en {}", commit.short()))
                .command("git log --diff-filter=A --format=%h -- crops.yml")
        }
        HistoryProblem::ObjectFormat { name } => Sentence::new(format!(
            "le dépôt nomme ses objets en {name}, que crops ne sait pas encore lire"
        ))
        .hint("un dépôt aux objets SHA-1 (le défaut de git) convient"),
        HistoryProblem::TooManyFiles { commit, most } => Sentence::new(format!(
            "le commit {} contient plus de {}",
            commit.short(),
            counted(*most, "fichier", "fichiers")
        )),
        HistoryProblem::Broken { detail } => {
            Sentence::new(format!("le dépôt est abîmé\u{a0}: {detail}")).command("git fsck")
        }
    }
}

fn no_such_branch(branch: &str, remote: Option<&String>, near: Option<&String>) -> Sentence {
    let sentence = Sentence::new(format!(
        "la branche `{branch}`, que `crops.yml` dit officielle, n’existe pas"
    ));
    match (near, remote) {
        (Some(near), _) => sentence.hint(format!("écrivez `official: {near}` dans crops.yml")),
        (None, Some(remote)) => sentence.command(format!("git fetch {remote} {branch}")),
        (None, None) => sentence.command("git branch --list"),
    }
}
