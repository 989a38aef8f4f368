//! Answers: what a forge told, and why nothing can be taken from it, in French?
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
            Sentence::new("`forge:` dans crops.yml ne nomme pas le dépôt de façon à pouvoir interroger la forge")
                .hint("écrivez `forge: {kind: github, repository: 77120984, name: lumen/studio}`")
        }
        ForgeFailure::NoProgram { forge } => Sentence::new(format!(
            "crops ne connaît chez vous aucun programme qui interroge `{forge}`"
        ))
        .hint("enregistrez la réponse de son interface REST et donnez-la\u{a0}: `--reviews FICHIER`"),
        ForgeFailure::NotStarted { program, reason: why } => {
            Sentence::new(format!("`{program}` ne démarre pas\u{a0}: {}", disk_reason(why)))
                .hint("installez-le, ou enregistrez la réponse de la forge et donnez-la\u{a0}: `--reviews FICHIER`")
        }
        ForgeFailure::Failed { command, said } => {
            Sentence::new(format!("`{command}` a échoué\u{a0}: {said}")).command(command.clone())
        }
    }
}

fn payload(path: &str, fault: &PayloadFault) -> Sentence {
    match fault {
        PayloadFault::TooLarge { most } => Sentence::new(format!("`{path}` dépasse {}\u{a0}Mio", most / 1024 / 1024))
            .hint("donnez les revues d’une seule pull request"),
        PayloadFault::Empty => Sentence::new(format!("`{path}` est vide")).hint("une liste vide s’écrit `[]`"),
        PayloadFault::Syntax { line, column, detail } => Sentence::new(format!(
            "`{path}`:{line}:{column} n’est pas du JSON digne de confiance\u{a0}: {detail}"
        ))
        .hint("donnez la réponse de la forge, sans la modifier"),
        PayloadFault::NotA { place, wanted } => Sentence::new(format!(
            "`{path}`\u{a0}: `{place}` devrait être {}",
            wanted_word(*wanted)
        ))
        .hint("donnez la réponse de la forge, sans la modifier"),
        PayloadFault::ForgeError { said } => Sentence::new(format!(
            "`{path}` ne contient pas de revue mais une erreur de la forge\u{a0}: {said}"
        ))
        .hint("vérifiez l’adresse et les droits du jeton utilisé"),
        PayloadFault::TwoRequests { place } => Sentence::new(format!(
            "`{path}`\u{a0}: `{place}` porte sur une autre pull request que le reste"
        ))
        .hint("donnez la réponse de la forge, sans la modifier"),
    }
}

fn wanted_word(wanted: PayloadWanted) -> &'static str {
    match wanted {
        PayloadWanted::Text => "un texte",
        PayloadWanted::Number => "un nombre entier",
        PayloadWanted::NumberOrText => "un nombre ou un texte",
        PayloadWanted::Object => "un objet",
        PayloadWanted::List => "une liste",
    }
}

fn reviews(fault: &ReviewFault) -> Sentence {
    const ALL_PAGES: &str = "demandez toutes les pages (`gh api --paginate`), ou ajoutez `--whole` si vous savez qu’il n’y en a pas d’autre";
    match fault {
        ReviewFault::NoForge => {
            Sentence::new("crops.yml ne nomme aucune forge\u{a0}: rien ne dit quelles revues comptent")
                .hint("écrivez `forge: {kind: github, repository: 77120984, name: lumen/studio}`")
        }
        ReviewFault::OtherRepository { said, wanted } => Sentence::new(format!(
            "ces revues viennent du dépôt `{said}`, et crops.yml nomme `{wanted}`"
        ))
        .hint("si le dépôt a changé de nom, changez `forge:` dans crops.yml"),
        ReviewFault::OtherRequest { said, wanted } => Sentence::new(format!(
            "ces revues portent sur la pull request {said}, pas sur la {wanted}"
        ))
        .hint(format!("--request {said}")),
        ReviewFault::RepositoryUnsaid => Sentence::new("ces revues ne disent pas de quel dépôt elles viennent")
            .hint("ajoutez la pull request elle-même comme second fichier\u{a0}: `--reviews pull.json`"),
        ReviewFault::RequestUnsaid => {
            Sentence::new("ces revues ne disent pas sur quelle pull request elles portent").hint("--request 42")
        }
        ReviewFault::Cut => {
            Sentence::new("la liste des revues est coupée\u{a0}: la forge dit qu’il y en a d’autres").hint(ALL_PAGES)
        }
        ReviewFault::MayBeCut { entries } => Sentence::new(format!(
            "la liste a {}, autant qu’une page\u{a0}: il peut y en avoir une autre",
            counted(*entries, "élément", "éléments")
        ))
        .hint(ALL_PAGES),
        ReviewFault::UnknownState { state, by } => Sentence::new(format!(
            "la forge dit `{state}` pour {by}, un mot que crops ne connaît pas\u{a0}: il ne valide rien"
        ))
        .hint("une version plus récente de crops le connaît peut-être"),
    }
}

pub fn warning(warning: &ReviewWarning) -> Sentence {
    match warning {
        ReviewWarning::DeletedAccount { state } => {
            Sentence::new(format!("une revue (`{state}`) d’un compte supprimé ne compte pas"))
        }
        ReviewWarning::NoNumber { login } => Sentence::new(format!(
            "une revue de `{login}` ne compte pas\u{a0}: sans numéro, un identifiant peut être à n’importe qui"
        ))
        .hint("demandez avec `gh api`, qui donne les numéros\u{202f}; `gh pr view` ne les donne pas"),
        ReviewWarning::Stranger { login, number } => Sentence::new(format!(
            "une revue de `{login}` ne compte pas\u{a0}: personne au studio n’a le compte {number}"
        ))
        .hint(format!(
            "écrivez `id: {number}` sous `accounts:` dans sa fiche de team/ ou parties/"
        )),
        ReviewWarning::NotAPerson { login, number } => Sentence::new(format!(
            "une revue de `{login}` ({number}) ne compte pas\u{a0}: ce compte n’est pas une personne"
        )),
        ReviewWarning::Shared { number, people } => Sentence::new(format!(
            "le compte {number} ne compte pas\u{a0}: {} l’ont à la fois",
            people.join(", ")
        )),
        ReviewWarning::NoCommit { person, brief } => Sentence::new(format!(
            "la validation de {person} ne nomme aucun commit\u{a0}: on ne sait pas ce qui a été validé de {brief}"
        )),
        ReviewWarning::MissingCommit { person, brief, commit } => Sentence::new(format!(
            "{person} a regardé {brief} à {commit}, qui n’est pas dans ce clone"
        ))
        .command(format!("git fetch origin {commit}")),
        ReviewWarning::CommitNotHere { commit } => {
            Sentence::new(format!("une revue porte sur {commit}, qui n’est pas dans ce clone"))
                .command(format!("git fetch origin {commit}"))
        }
        ReviewWarning::Stale { person, brief, commit } => Sentence::new(format!(
            "{person} a validé {brief} tel qu’il était à {commit}\u{202f}; ce que l’étape couvre a changé depuis"
        )),
        ReviewWarning::NoDigest { person, brief, commit } => {
            Sentence::new(format!("{brief} ne se lit pas à {commit}, où {person} l’a regardé"))
        }
        ReviewWarning::DismissedByOther { person, by } => Sentence::new(format!(
            "{by} a écarté les corrections que demande {person}, sans en avoir le droit\u{a0}: elles restent à faire"
        )),
        ReviewWarning::DismissedUnknown { person } => Sentence::new(format!(
            "une revue de {person} a été écartée, et rien ne dit laquelle ni par qui\u{a0}: elle n’est pas consignée"
        ))
        .hint("ajoutez le fil de la pull request\u{a0}: `gh api --paginate repos/OWNER/NAME/issues/42/timeline`"),
        ReviewWarning::NoTime { person } => Sentence::new(format!(
            "un avis de {person} ne dit pas quand il a été donné\u{a0}: il n’est pas consigné"
        )),
        ReviewWarning::RemarksNowhere { remarks } => Sentence::new(format!(
            "{} sur aucun brief de la pull request\u{a0}: non consigné",
            counted(*remarks, "retour ne porte", "retours ne portent")
        )),
    }
}

pub fn recorded(one: &ForgeRecorded) -> String {
    let request = format!("{} nº\u{a0}{}", one.forge, one.pull);
    if one.verdicts.is_empty() && one.remarks.is_empty() {
        return match one.known {
            0 => format!("{request}\u{a0}: aucune revue à une étape de validation\u{202f}; rien à consigner"),
            known => format!(
                "{request}\u{a0}: {} déjà là\u{202f}; rien à consigner",
                counted(known, "avis est", "avis sont")
            ),
        };
    }
    let verdicts = counted(one.verdicts.len(), "avis consigné", "avis consignés");
    let rounds = counted(one.remarks.len(), "tour de retours", "tours de retours");
    match one.remarks.is_empty() {
        true => format!("{request}\u{a0}: {verdicts}"),
        false => format!("{request}\u{a0}: {verdicts}, {rounds}"),
    }
}

pub fn recorded_details(one: &ForgeRecorded) -> Vec<(String, Tone)> {
    let verdict = |line: &VerdictLine| {
        let (word, tone) = match line.said {
            Verdict::Approve | Verdict::ApproveWithChanges => ("validé", Tone::Good),
            Verdict::Reject => ("à corriger", Tone::Bad),
            Verdict::Revoke | Verdict::Abstain | Verdict::Confirm => ("avis retiré", Tone::Caution),
        };
        (
            format!("{} à l’étape {}\u{a0}: {word}, {}", line.brief, line.stage, line.person),
            tone,
        )
    };
    let remarks = |line: &RemarksLine| {
        let count = counted(line.remarks, "retour", "retours");
        (
            format!(
                "{} à l’étape {}\u{a0}: {count}, {}",
                line.brief, line.stage, line.person
            ),
            Tone::Plain,
        )
    };
    let all = one.verdicts.iter().map(verdict);
    all.chain(one.remarks.iter().map(remarks)).collect()
}

pub fn rules_headline(rules: &ForgeRules) -> String {
    format!(
        "Ce que git ne voit pas, {} doit le tenir\u{a0}: qui accepte un changement du processus, et comment `{}` peut changer.",
        rules.forge.word(),
        rules.branch
    )
}

pub fn owners_file(rules: &ForgeRules) -> String {
    format!("Écrivez ceci dans `{}`\u{a0}:", rules.owners_file)
}

pub fn unreachable(rules: &ForgeRules) -> String {
    format!(
        "La forge ne peut pas solliciter {}\u{a0}: aucun identifiant n’est connu (`accounts:` dans leur fiche).",
        rules.unreachable.join(", ")
    )
}

pub fn branch_headline(rules: &ForgeRules) -> String {
    if rules.branch_rules.is_empty() {
        format!("Aucune règle de `{}` n’est connue pour cette forge.", rules.branch)
    } else {
        format!("À régler pour la branche `{}`\u{a0}:", rules.branch)
    }
}

pub fn branch_rule(rule: BranchRule) -> &'static str {
    match rule {
        BranchRule::RequestOnly => "personne n’y pousse\u{a0}: tout changement passe par une pull request",
        BranchRule::OwnersAgree => "qui répond d’un fichier du processus en accepte le changement",
        BranchRule::CheckPasses => "`crops check` est au vert avant la fusion",
        BranchRule::UpToDate => {
            "ce qui a été vérifié est ce qui est fusionné\u{a0}: la branche est à jour, ou le résultat de sa fusion a été vérifié"
        }
        BranchRule::NoForcePush => "personne ne récrit son historique",
        BranchRule::NoDeletion => "personne ne la supprime",
        BranchRule::NobodyExempt => "les administrateurs y sont tenus aussi, sans exception",
    }
}

pub fn verified_headline(report: &ForgeVerified) -> String {
    let open = report.rules.iter().filter(|(_, kept)| *kept != Kept::Yes).count();
    match open {
        0 => format!(
            "{} tient toutes les règles pour `{}`.",
            report.forge.word(),
            report.branch
        ),
        open => format!(
            "{} ne tient pas toutes les règles pour `{}`\u{a0}: {} sur {} à voir.",
            report.forge.word(),
            report.branch,
            open,
            counted(report.rules.len(), "règle", "règles")
        ),
    }
}

pub fn verified_rule(rule: BranchRule, kept: Kept) -> String {
    let text = branch_rule(rule);
    match kept {
        Kept::Yes => text.to_owned(),
        Kept::No => format!("non tenue\u{a0}: {text}"),
        Kept::Unsaid => format!("non précisée\u{a0}: {text}"),
    }
}
