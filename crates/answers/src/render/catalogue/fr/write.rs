//! Answers: what became of a write, in French?
//! Invariant: says that nothing was written, or what was, and what to do next; no catch-all arm.

use crate::change::edit_refused::EditRefused;
use crate::change::outcome::{
    CannotUndo, DiskFault, Holder, InProgress, MissingIdentity, Obstacle, Outcome, OwnEdit, OwnEditKind, Recovery,
    WriteNote, WriteRefused,
};
use crate::model::problem::Shape;
use crate::render::catalogue::Sentence;

const AGAIN: &str = "relancez la même commande";

#[expect(clippy::too_many_lines, reason = "one arm for each refusal")]
pub fn refused(refused: &WriteRefused) -> Sentence {
    match refused {
        WriteRefused::Busy { holder, waited } => {
            let waited = waited.as_secs();
            match holder {
                Holder::Crops => Sentence::new(format!(
                    "un autre crops écrit dans ce dépôt\u{202f}; rien n’a été écrit après {waited}\u{a0}s d’attente"
                ))
                .hint(AGAIN),
                Holder::Git { lock } => Sentence::new(format!(
                    "git écrit dans ce dépôt, ou a été interrompu en le faisant\u{202f}; rien n’a été écrit après {waited}\u{a0}s d’attente"
                ))
                .hint(format!("{AGAIN}\u{202f}; si aucun git ne tourne\u{a0}: rm '{lock}'")),
            }
        }
        WriteRefused::BranchLocked { lock } => Sentence::new(format!(
            "la branche est verrouillée par un autre git, ou par un git interrompu\u{a0}: `{lock}`"
        ))
        .hint(format!("{AGAIN}\u{202f}; si aucun git ne tourne, supprimez ce fichier")),
        WriteRefused::BranchKeepsMoving { branch, tries } => Sentence::new(format!(
            "`{branch}` avance sans cesse\u{a0}: rien n’a été écrit après {tries}\u{a0}essais"
        ))
        .hint(AGAIN),
        WriteRefused::ChangedMeanwhile { path } => {
            Sentence::new(format!("`{path}` a changé entre-temps\u{a0}: rien n’a été écrit")).hint(AGAIN)
        }
        WriteRefused::NoIdentity { missing } => no_identity(*missing),
        WriteRefused::BadIdentity { name, email } => {
            Sentence::new(format!("git ne peut pas enregistrer le nom `{name}` avec l’adresse `{email}`"))
                .command("git config --global user.name \"Votre Nom\"")
        }
        WriteRefused::DetachedHead { at } => Sentence::new(format!(
            "aucune branche n’est active (HEAD est sur {})\u{a0}: un commit s’y perdrait",
            short(at)
        ))
        .command("git switch -c ma-branche"),
        WriteRefused::BareRepository => {
            Sentence::new("un dépôt nu (bare) se lit seulement\u{a0}: pour écrire, il faut un clone ou un arbre de travail").command("git worktree add ../studio")
        }
        WriteRefused::InProgress { operation } => in_progress(*operation),
        WriteRefused::CheckedOutElsewhere { branch, worktree } => Sentence::new(format!(
            "`{branch}` est aussi extraite dans `{worktree}`\u{a0}: un commit ici décalerait les fichiers là-bas"
        ))
        .command("git switch -c ma-branche"),
        WriteRefused::NotOwned { directory } => {
            Sentence::new(format!("le dépôt `{directory}` appartient à un autre utilisateur"))
                .command(format!("git config --global --add safe.directory '{directory}'"))
        }
        WriteRefused::UnsupportedRepository { detail } => {
            Sentence::new(format!("le format de ce dépôt n’est pas pris en charge en écriture\u{a0}: {detail}"))
                .hint("écrivez les fichiers seuls avec `--no-commit`, puis `git commit`")
        }
        WriteRefused::UnsupportedIndex { detail } => {
            Sentence::new(format!("le format de l’index de git n’est pas pris en charge en écriture\u{a0}: {detail}"))
                .command("git update-index --no-split-index && git sparse-checkout reapply --no-sparse-index")
        }
        WriteRefused::OwnEdits { edits } => own_edits(edits),
        WriteRefused::Unmerged { path } => {
            Sentence::new(format!("`{path}` reste d’une fusion\u{a0}: deux versions attendent une décision"))
                .command(format!("git add '{path}'"))
        }
        WriteRefused::InTheWay { path, obstacle } => in_the_way(path, *obstacle),
        WriteRefused::AlreadyThere { path } => {
            Sentence::new(format!("`{path}` existe déjà")).hint("choisissez un autre nom, ou modifiez ce fichier")
        }
        WriteRefused::Missing { path } => {
            Sentence::new(format!("`{path}` n’est plus là")).command(format!("git checkout -- '{path}'"))
        }
        WriteRefused::NotUtf8 { path } => {
            Sentence::new(format!("`{path}` n’est pas un texte UTF-8, il ne peut pas être modifié")).command("crops check")
        }
        WriteRefused::EditRefused {
            path,
            why: EditRefused::Unreadable { line, column, problem },
        } => {
            let why = super::problem::problem(problem).text;
            Sentence::new(format!("{path}:{line}:{column}\u{a0}: {why}")).command("crops check")
        }
        WriteRefused::EditRefused { path, why } => {
            Sentence::new(format!("`{path}` ne peut pas être modifié sans perte\u{a0}: {}", edit(why)))
                .hint("modifiez ce fichier à la main, puis lancez `crops check`")
        }
        WriteRefused::TwiceInOneChange { path } => Sentence::new(format!(
            "une même modification veut écrire `{path}` deux fois\u{202f}; merci de le signaler"
        )),
        WriteRefused::Ignored { path } => {
            Sentence::new(format!("`.gitignore` tient `{path}` hors de l’historique\u{a0}: il n’en aurait aucun"))
                .command(format!("git check-ignore -v '{path}'"))
        }
        WriteRefused::OutsideSparseCheckout { path } => {
            Sentence::new(format!("`{path}` est hors de votre extraction partielle (sparse checkout)"))
                .command(format!("git sparse-checkout add '{}'", folder(path.as_str())))
        }
        WriteRefused::CaseClash { path, existing } => Sentence::new(format!(
            "`{path}` et `{existing}` ne diffèrent que par les majuscules\u{a0}: beaucoup d’ordinateurs les confondent"
        ))
        .hint("choisissez un autre nom"),
        WriteRefused::Filtered { path, attribute } => Sentence::new(format!(
            "`.gitattributes` donne à `{path}` l’attribut `{attribute}`, qui demande une conversion que crops ne lance pas"
        ))
        .hint("écrivez les fichiers seuls avec `--no-commit`, puis `git commit`"),
        WriteRefused::Disk { path, fault } => disk(path, fault),
        WriteRefused::Git { detail } => Sentence::new(format!("git refuse\u{a0}: {detail}")).command("git status"),
        WriteRefused::NoRepository => {
            Sentence::new("ce studio n’est dans aucun dépôt git\u{a0}: il n’a pas d’historique").command("git init")
        }
        WriteRefused::NothingToUndo => {
            Sentence::new("rien de ce que crops a écrit ici sur cette branche ne reste à annuler")
                .hint("nommez un commit\u{a0}: crops undo COMMIT")
        }
        WriteRefused::NoSuchCommit { text } => {
            Sentence::new(format!("le commit `{text}` n’existe pas")).command("git log --oneline")
        }
        WriteRefused::NotOnBranch { commit, branch } => Sentence::new(format!(
            "le commit {} n’est pas dans l’historique de `{branch}`",
            short(commit)
        ))
        .command(format!("git log --oneline {branch}")),
        WriteRefused::CannotUndo { commit, why } => {
            let short = short(commit);
            match why {
                CannotUndo::Merge => Sentence::new(format!(
                    "le commit {short} est une fusion\u{a0}: ce qu’il faut annuler n’est pas clair"
                ))
                .command(format!("git revert -m 1 {short}")),
                CannotUndo::FirstCommit => Sentence::new(format!(
                    "le commit {short} est le premier\u{a0}: l’annuler supprimerait tout le studio"
                )),
                CannotUndo::NotAFile => Sentence::new(format!("le commit {short} a aussi modifié un lien symbolique ou un sous-module"))
                    .command(format!("git revert {short}")),
                CannotUndo::OutsideStudio => {
                    Sentence::new(format!("le commit {short} a aussi modifié des fichiers hors du studio"))
                        .command(format!("git revert {short}"))
                }
            }
        }
        WriteRefused::LaterChanges { commit, paths } => Sentence::new(format!(
            "des commits plus récents ont modifié ce que le commit {} avait écrit\u{a0}: {}",
            short(commit),
            paths.join(", ")
        ))
        .hint("annulez d’abord les plus récents, ou modifiez ces fichiers"),
    }
}

fn short(commit: &str) -> &str {
    commit.get(..7).unwrap_or(commit)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(folder, _)| folder)
}

fn no_identity(missing: MissingIdentity) -> Sentence {
    let name = "git config --global user.name \"Votre Nom\"";
    let email = "git config --global user.email vous@exemple.fr";
    match missing {
        MissingIdentity::Both => Sentence::new("git ne sait pas qui vous êtes, et un commit a un auteur")
            .command(format!("{name} && {email}")),
        MissingIdentity::Name => Sentence::new("git ne connaît pas votre nom, et un commit a un auteur").command(name),
        MissingIdentity::Email => {
            Sentence::new("git ne connaît pas votre adresse e-mail, et un commit en a une").command(email)
        }
    }
}

fn in_progress(operation: InProgress) -> Sentence {
    let (what, end) = match operation {
        InProgress::Merge => ("une fusion (merge)", "git merge --continue   (ou --abort)"),
        InProgress::Revert => ("une annulation (revert)", "git revert --continue   (ou --abort)"),
        InProgress::CherryPick => ("un cherry-pick", "git cherry-pick --continue   (ou --abort)"),
        InProgress::Bisect => ("une recherche (bisect)", "git bisect reset"),
        InProgress::Rebase => ("un rebase", "git rebase --continue   (ou --abort)"),
        InProgress::ApplyMailbox => ("un `git am`", "git am --continue   (ou --abort)"),
    };
    Sentence::new(format!("{what} est en cours\u{a0}: un commit en ferait partie")).command(end)
}

fn own_edits(edits: &[OwnEdit]) -> Sentence {
    let list: Vec<String> = edits.iter().map(own_edit).collect();
    Sentence::new(format!(
        "vos propres modifications ne sont pas encore dans un commit\u{a0}: {}",
        list.join(", ")
    ))
    .hint("faites-en d’abord un commit, ou emportez-les avec `--include` (`--include --dry-run` les montre)")
}

/// Said where the user's own edits became part of the commit.
pub fn taken_along(edit: &OwnEdit) -> String {
    format!("Vos propres modifications sont parties avec\u{a0}: {}", own_edit(edit))
}

fn own_edit(edit: &OwnEdit) -> String {
    let kind = match edit.kind {
        OwnEditKind::Staged => "indexé",
        OwnEditKind::Unstaged => "non indexé",
        OwnEditKind::StagedAndUnstaged => "indexé en partie",
        OwnEditKind::Untracked => "inconnu de git",
        OwnEditKind::Deleted => "supprimé",
    };
    format!("`{}` ({kind})", edit.path)
}

fn in_the_way(path: &str, obstacle: Obstacle) -> Sentence {
    let what = match obstacle {
        Obstacle::SymbolicLink => "est un lien symbolique, et crops n’en suit aucun",
        Obstacle::File => "est un fichier là où il faut un dossier",
        Obstacle::Directory => "est un dossier là où il faut un fichier",
        Obstacle::Submodule => "est un autre dépôt",
        Obstacle::Special => "n’est ni un fichier ni un dossier",
    };
    Sentence::new(format!("`{path}` {what}")).hint(format!("déplacez-le, puis {AGAIN}"))
}

fn disk(path: &str, fault: &DiskFault) -> Sentence {
    let why = match fault {
        DiskFault::Full => "le disque est plein",
        DiskFault::ReadOnly => "le disque est en lecture seule",
        DiskFault::Denied => "accès refusé",
        DiskFault::Other { detail } => detail,
    };
    Sentence::new(format!(
        "écriture impossible de `{path}`\u{a0}: {why}\u{202f}; fichiers et historique sont comme avant"
    ))
}

pub fn note(note: &WriteNote) -> Sentence {
    match note {
        WriteNote::HooksNotRun { names } => Sentence::new(format!("hooks non lancés\u{a0}: {}", names.join(", ")))
            .hint("pour les lancer, utilisez `--no-commit` puis `git commit`"),
        WriteNote::NotSigned => {
            Sentence::new("le commit n’est pas signé\u{a0}: crops ne lance aucun programme de signature")
                .command("git commit --amend --no-edit -S")
        }
        WriteNote::IndexNotUpdated { why } => Sentence::new(format!(
            "le commit est fait, mais l’index de git ne le montre pas encore ({})",
            refused(why).text
        ))
        .hint("la prochaine commande crops qui écrit le remettra d’aplomb"),
        WriteNote::NotTidied { why } => Sentence::new(format!(
            "les fichiers sont écrits, mais une copie de leur ancien contenu est restée ({})",
            refused(why).text
        )),
        WriteNote::Recovered(Recovery::Completed) => Sentence::new(
            "une écriture précédente avait été interrompue après son commit\u{a0}: l’index de git est de nouveau à jour",
        ),
        WriteNote::Recovered(Recovery::TakenBack) => {
            Sentence::new("une écriture précédente avait été interrompue\u{a0}: ce qu’elle avait commencé est défait")
        }
    }
}

/// What happened to the files and the history, after the answer.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Committed { commit, branch } => format!("commit {} sur {branch}", short(commit)),
        Outcome::FilesOnly => "écrit, sans commit".into(),
        Outcome::NoRepository => "écrit\u{202f}; il n’y a pas de dépôt git ici, donc pas d’historique".into(),
        Outcome::Preview => "rien n’est écrit\u{a0}: ceci est un aperçu".into(),
        Outcome::Unchanged => "rien à écrire\u{a0}: les fichiers le disent déjà".into(),
    }
}

/// Why a file's YAML cannot be edited.
pub fn edit(why: &EditRefused) -> String {
    match why {
        EditRefused::Unreadable { line, column, problem } => {
            format!("{line}:{column}\u{a0}: {}", super::problem::problem(problem).text)
        }
        EditRefused::NoSuchValue { at } => format!("`{at}` n’existe pas"),
        EditRefused::KeyExists { at, key } if at.is_empty() => format!("`{key}` existe déjà"),
        EditRefused::KeyExists { at, key } => format!("`{at}` a déjà un `{key}`"),
        EditRefused::OtherShape { at, wanted } => {
            let wanted = match wanted {
                Shape::Text => "un texte",
                Shape::List => "une liste",
                Shape::Mapping => "un groupe de clés",
                Shape::Nothing => "vide",
            };
            format!("`{at}` n’est pas {wanted}")
        }
        EditRefused::Alias { at } => format!("`{at}` est un alias\u{a0}: sa valeur est écrite ailleurs"),
        EditRefused::Layout { at } => format!("`{at}` est écrit d’une façon qui ne se modifie qu’à la main"),
        EditRefused::NotAsMeant { at } => format!("une autre valeur dépend de `{at}`"),
    }
}
