//! Answers: what was shared, and why not, in French?
//! Invariant: a refusal says that nothing changed by naming the way on; no catch-all arm.

use super::numbers::counted;
use crate::change::share::{Clash, ClashKind, Clashing, MoveGone, MoveGoneWhy, Replay, Replayed, ShareRefused};
use crate::render::catalogue::Sentence;
use crate::render::catalogue::sharing::ShareNote;
use crate::report::propose::{Carried, Proposal, ProposeReport};
use crate::report::sync::{SyncDone, SyncReport};

pub const KEPT_HERE: &str = "pas partagé\u{a0}: le commit est en sécurité ici";

pub fn note(note: ShareNote<'_>) -> Sentence {
    match note {
        ShareNote::NotYet { commits, upstream } => {
            let commits = commits_of(commits);
            Sentence::new(format!("pas encore partagé\u{a0}: {commits} d’avance sur {upstream}")).command("crops sync")
        }
        ShareNote::Shared { commits, upstream } => {
            Sentence::new(format!("partagé\u{a0}: {} vers {upstream}", commits_of(commits)))
        }
        ShareNote::ByRequest { commits, branch } => {
            let commits = commits_of(commits);
            Sentence::new(format!(
                "pas encore partagé\u{a0}: {commits}, et `{branch}` ne les prend que par une pull request"
            ))
            .command("crops propose")
        }
        ShareNote::OnBranch { branch } => {
            Sentence::new(format!("pas encore proposé\u{a0}: le commit est sur `{branch}`")).command("crops propose")
        }
    }
}

pub fn sync_headline(report: &SyncReport) -> String {
    let upstream = report.upstream();
    let (out, received) = (commits_of(report.standing()), report.received);
    let came = came(received);
    match report.done {
        SyncDone::InStep => format!("✓ au même point que {upstream}"),
        SyncDone::Preview => format!(
            "à partager vers {upstream}\u{a0}: {out}\u{202f}; à recevoir\u{a0}: {}",
            commits_of(received)
        ),
        SyncDone::Shared if received == 0 => format!("✓ partagé\u{a0}: {out} vers {upstream}"),
        SyncDone::Shared => format!("✓ partagé\u{a0}: {out} vers {upstream}, {came}"),
        SyncDone::Received => format!("✓ {came} de {upstream}"),
        SyncDone::Kept => {
            format!(
                "pas partagé\u{a0}: {out}\u{202f}; {upstream} ne les prend que par une pull request\u{202f}; {came}"
            )
        }
    }
}

fn came(received: usize) -> String {
    let verb = if received < 2 { "reçu" } else { "reçus" };
    format!("{} {verb}", commits_of(received))
}

pub fn replayed(one: &Replayed) -> String {
    let (was, subject) = (short(&one.was), &one.subject);
    let now = short(one.now.as_deref().unwrap_or(was));
    match one.how {
        Replay::Untouched => format!("{was}  {subject}"),
        Replay::Moved => format!("{now}  {subject}  (était {was})"),
        Replay::Again => format!("{now}  {subject}  (était {was}\u{202f}; d’autres ont modifié la même fiche)"),
        Replay::AlreadyThere => format!("{was}  {subject}  (d’autres ont fait la même modification)"),
        Replay::LeftOut => {
            format!("{was}  {subject}  (laissé de côté\u{202f}; pour le reprendre\u{a0}: git cherry-pick {was})")
        }
    }
}

pub fn refused(refused: &ShareRefused) -> Sentence {
    match refused {
        ShareRefused::NoRemote { branch } => Sentence::new(format!(
            "`{branch}` n’appartient à aucun dépôt distant\u{a0}: il n’y a personne avec qui partager"
        ))
        .hint("nommez-en un\u{a0}: git remote add origin ADRESSE"),
        ShareRefused::OtherBranch { branch, official } => Sentence::new(format!(
            "vous êtes sur `{branch}`, et c’est `{official}` qui est partagée"
        ))
        .command(format!("git switch {official}")),
        ShareRefused::NamesAProgram { key } => names_a_program(key),
        ShareRefused::UnsafeName { name } => Sentence::new(format!(
            "`{name}` ne peut pas être donné à git comme dépôt distant, adresse ou branche"
        ))
        .command("git remote -v"),
        ShareRefused::GitNotStarted { detail } => Sentence::new(format!("`git` ne démarre pas\u{a0}: {detail}"))
            .hint("installez git, ou mettez-le dans le PATH"),
        ShareRefused::Unreachable { remote, said } => {
            Sentence::new(format!("git ne peut pas partager avec `{remote}`\u{a0}: {said}"))
                .command(format!("git fetch {remote}"))
        }
        ShareRefused::Protected {
            remote, branch, said, ..
        } => Sentence::new(format!(
            "`{remote}` ne prend pas de commits ainsi sur `{branch}`\u{a0}: {said}"
        ))
        .command("crops propose"),
        ShareRefused::Rewritten { upstream, remote } => Sentence::new(format!(
            "l’historique de {upstream} a été réécrit\u{a0}: partager maintenant pourrait ramener ce qui a été retiré"
        ))
        .hint(format!(
            "si c’était voulu\u{a0}: git fetch {remote}, puis regardez `git log {upstream}..` avant de partager"
        )),
        ShareRefused::KeepsMoving { remote, branch, tries } => Sentence::new(format!(
            "d’autres ont été plus rapides {tries} fois sur `{branch}` de `{remote}`\u{a0}: rien n’a été partagé"
        ))
        .command("crops sync"),
        ShareRefused::OwnWork { paths } => Sentence::new(format!(
            "d’autres ont modifié des fichiers où vous avez du travail qui n’est dans aucun commit\u{a0}: {}",
            listed(paths)
        ))
        .hint("faites-en un commit, ou mettez-le de côté avec `git stash`, puis relancez la commande"),
        ShareRefused::Merged { commit, upstream } => {
            let commit = short(commit);
            Sentence::new(format!("{commit} est une fusion, et crops n’en refait aucune"))
                .command(format!("git merge {upstream}"))
        }
        ShareRefused::TooMany { most } => {
            Sentence::new(format!("plus de {most} commits ne sont pas partagés")).command("git push")
        }
        ShareRefused::Clash(clashing) => clash(clashing),
        ShareRefused::MoveGone(gone) => move_gone(gone),
        ShareRefused::NothingToPropose { upstream } => {
            Sentence::new(format!("il n’y a rien ici que {upstream} n’ait déjà")).command("crops brief list")
        }
        ShareRefused::NoSuchCommit { text } => {
            Sentence::new(format!("aucun commit `{text}`")).command("git log --oneline @{upstream}..")
        }
        ShareRefused::NotPending { text } => Sentence::new(format!("`{text}` n’est pas un des commits à partager"))
            .command("git log --oneline @{upstream}.."),
    }
}

pub fn proposal_headline(report: &ProposeReport, one: &Proposal) -> String {
    let commits = commits_of(one.commits.iter().filter(|commit| commit.now.is_some()).count());
    let ProposeReport { remote, into, .. } = report;
    let branch = &one.branch;
    match report.is_preview {
        true => format!("{commits} à envoyer sur `{branch}` de {remote}, pour une pull request vers `{into}`"),
        false => format!("✓ {commits} sur `{branch}` de {remote}, pour une pull request vers `{into}`"),
    }
}

pub fn carried(carried: &Carried) -> String {
    let Carried { brief, title, to, .. } = carried;
    let from = carried
        .from
        .as_ref()
        .map_or(String::new(), |from| format!("de `{from}` "));
    let way = format!("{brief} · {title}\u{a0}: {from}à `{to}`");
    match carried.gates.as_slice() {
        [] => format!("{way}\u{202f}; aucun point de validation sur le chemin, donc aucune revue à attendre"),
        gates => format!(
            "{way}, une fois {} franchi par les revues de la pull request",
            listed(gates)
        ),
    }
}

pub fn not_opened(said: &str) -> String {
    format!("la pull request n’a pas été ouverte\u{a0}: {said}")
}

pub fn put_back(report: &ProposeReport) -> String {
    let kept = match report.kept {
        0 => String::new(),
        kept => format!(", avec {} à vous", commits_of(kept)),
    };
    format!(
        "`{}` est de nouveau ce qui est officiel{kept}\u{202f}; comme c’était avant\u{a0}:",
        report.into
    )
}

fn names_a_program(key: &str) -> Sentence {
    let sentence = Sentence::new(format!(
        "la configuration de ce dépôt nomme un programme (`{key}`), et crops n’en lance aucun de ceux-là"
    ));
    if key == "core.sshcommand" {
        sentence.command("GIT_SSH_COMMAND=\"$(git config core.sshCommand)\" crops sync")
    } else {
        sentence.hint("si vous lui faites confiance, mettez-le dans la vôtre\u{a0}: git config --global")
    }
}

fn clash(clashing: &Clashing) -> Sentence {
    let (commit, upstream) = (short(&clashing.commit), &clashing.upstream);
    let said: Vec<String> = clashing.clashes.iter().take(5).map(one_clash).collect();
    let sentence = Sentence::new(format!(
        "`{}` ({commit}) ne s’accorde pas avec {upstream}\u{a0}: {}",
        clashing.subject,
        said.join("\u{202f}; ")
    ));
    let lines = |clash: &Clash| matches!(clash.what, ClashKind::Lines | ClashKind::NotAFile);
    if clashing.clashes.iter().any(lines) {
        return sentence.command(format!("git rebase --committer-date-is-author-date {upstream}"));
    }
    sentence.hint(format!(
        "laissez le vôtre de côté, puis refaites-le sur ce qui est là maintenant\u{a0}: crops sync --without {commit}"
    ))
}

fn one_clash(clash: &Clash) -> String {
    let path = &clash.path;
    let value = |value: &Option<String>| value.as_ref().map_or("autre chose".into(), |text| format!("`{text}`"));
    match &clash.what {
        ClashKind::Field { at, mine, theirs } => format!(
            "`{at}` de {path} a changé des deux côtés (ici {}, là-bas {})",
            value(mine),
            value(theirs)
        ),
        ClashKind::Lines => format!("les mêmes lignes de {path} ont changé des deux côtés"),
        ClashKind::TakenAway => format!("{path} a été déplacé ou retiré là-bas"),
        ClashKind::ChangedThere => format!("{path} a été retiré ici et modifié là-bas"),
        ClashKind::MadeTwice => format!("{path} a été créé ici et là-bas"),
        ClashKind::NotAFile => format!("{path} n’est pas un simple fichier des deux côtés"),
        ClashKind::Unreadable => format!("{path} n’est pas lisible des deux côtés"),
    }
}

fn move_gone(gone: &MoveGone) -> Sentence {
    let MoveGone {
        brief,
        from,
        to,
        upstream,
        ..
    } = gone;
    let commit = short(&gone.commit);
    let why = match &gone.why {
        MoveGoneWhy::Stale { keys } => format!("{upstream} a changé ce qui était validé\u{a0}: {}", listed(keys)),
        MoveGoneWhy::OtherRule => format!("la règle de `{from}` est une autre dans {upstream}"),
        MoveGoneWhy::Spoken => format!("quelqu’un a refusé ou fait une remarque entre-temps, dans {upstream}"),
        MoveGoneWhy::NotInProcess => format!("le processus de {upstream} n’a pas ce passage"),
    };
    Sentence::new(format!(
        "{brief} ne peut plus passer de `{from}` à `{to}` ({commit})\u{a0}: {why}"
    ))
    .hint(format!(
        "laissez ce passage de côté, puis regardez le brief à nouveau\u{a0}: crops sync --without {commit}"
    ))
}

fn listed(texts: &[String]) -> String {
    let shown: Vec<String> = texts.iter().take(5).map(|text| format!("`{text}`")).collect();
    match texts.len().saturating_sub(5) {
        0 => shown.join(", "),
        more => format!("{} et {more} de plus", shown.join(", ")),
    }
}

fn commits_of(count: usize) -> String {
    counted(count, "commit", "commits")
}

fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}
