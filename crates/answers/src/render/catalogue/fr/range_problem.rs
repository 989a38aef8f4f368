//! Answers: how is a problem of a range of commits said in French?
//! Invariant: one sentence and at most one hint each, no catch-all arm.

use super::clashes::side;
use super::refusal::lack;
use crate::model::range_problem::{ClashKind, FeedbackFate, Likeness, RangeProblem, TwoValues, VerdictFate};
use crate::render::catalogue::Sentence;

pub fn range_problem(problem: &RangeProblem) -> Sentence {
    match problem {
        RangeProblem::MergeClash { how } => clash(*how),
        RangeProblem::TwoVersions {
            fields,
            ours_by,
            theirs_by,
        } => two_versions(fields, ours_by.as_deref(), theirs_by.as_deref()),
        RangeProblem::GateNotMet { brief, stage, lacks } => {
            let lacks: Vec<String> = lacks.iter().map(lack).collect();
            Sentence::new(format!(
                "`{brief}` ne peut pas encore passer `{stage}`\u{a0}: {}",
                lacks.join("\u{202f}; ")
            ))
            .command(format!("crops brief show {brief}"))
        }
        RangeProblem::VerdictChanged { how } => verdict(*how),
        RangeProblem::FeedbackChanged { how } => feedback(how),
        RangeProblem::PolicyWithWork { briefs } => Sentence::new(format!(
            "les règles changent en même temps que ce qu’elles permettent\u{a0}: {}",
            briefs.join(", ")
        ))
        .hint("mettez le changement des règles dans une demande à part, et fusionnez-la d’abord"),
        RangeProblem::ProcessNotThere { brief, kind } => Sentence::new(format!(
            "`{brief}` a dépassé sa file d’attente, et la base ne connaît aucun process pour le type `{kind}`"
        ))
        .hint("fusionnez d’abord le type et son workflow"),
        RangeProblem::IdReused { id, by: Some(file) } => {
            Sentence::new(format!("`{id}` est l’identifiant d’un autre brief, dans `{file}`"))
                .hint("donnez un autre identifiant à celui-ci")
        }
        RangeProblem::IdReused { id, by: None } => Sentence::new(format!(
            "`{id}` était l’identifiant d’un brief supprimé\u{a0}: ses décisions sont dans l’historique"
        ))
        .hint("donnez un autre identifiant à celui-ci, ou rétablissez l’ancien avec ses décisions"),
        RangeProblem::IdChanged { from, to } => Sentence::new(format!(
            "le brief s’appelait `{from}` et se nomme `{to}`\u{a0}: ses décisions et son historique concernent `{from}`"
        ))
        .hint(format!("id: {from}")),
        RangeProblem::LookalikeName { name, other, how } => like(name, other, *how),
        RangeProblem::UnionMerge { pattern, driver } => Sentence::new(format!(
            "`{pattern}` est fusionné par `{driver}`\u{a0}: deux versions d’une fiche en feraient une que personne n’a écrite"
        ))
        .hint(format!("retirez `merge={driver}` de la ligne de `{pattern}`")),
    }
}

fn two_versions(fields: &[TwoValues], ours_by: Option<&str>, theirs_by: Option<&str>) -> Sentence {
    let one = |one: &TwoValues| {
        let (ours, theirs) = (one.ours.as_deref(), one.theirs.as_deref());
        let both = [side("ours", ours, ours_by), side("theirs", theirs, theirs_by)];
        format!("\u{202f}; {}\u{a0}: {}", one.field, both.join(", "))
    };
    let fields_said: Vec<String> = fields.iter().map(one).collect();
    let sentence = Sentence::new(format!(
        "une fusion l’a laissé en deux versions{}",
        fields_said.concat()
    ));
    match fields.first() {
        Some(first) => sentence.command(format!("crops resolve --take {}=ours", first.field)),
        None => sentence.command("crops resolve"),
    }
}

fn clash(how: ClashKind) -> Sentence {
    let text = match how {
        ClashKind::Content => "les commits et la base ont changé les mêmes lignes différemment",
        ClashKind::DeletedInBase => "les commits changent ce que la base a supprimé",
        ClashKind::DeletedInRange => "les commits suppriment ce que la base a changé",
    };
    Sentence::new(text).hint("fusionnez la base dans la branche, et gardez ce qui est juste dans les deux")
}

fn verdict(how: VerdictFate) -> Sentence {
    let text = match how {
        VerdictFate::Edited => "une décision a été modifiée\u{a0}: elle reste comme elle a été donnée",
        VerdictFate::Deleted => "une décision a été supprimée ou renommée\u{a0}: elle reste où elle a été donnée",
        VerdictFate::NotAFile => "un lien se trouve à la place d’une décision\u{a0}: il ne prouve rien",
        VerdictFate::Lost => "un commit avait donné cette décision, et le résultat l’a perdue",
    };
    let hint = match how {
        VerdictFate::NotAFile => "mettez-y le fichier lui-même",
        VerdictFate::Edited | VerdictFate::Deleted | VerdictFate::Lost => {
            "remettez le fichier\u{202f}; pour revenir sur une décision, `crops revoke ID` en ajoute une autre"
        }
    };
    Sentence::new(text).hint(hint)
}

fn feedback(how: &FeedbackFate) -> Sentence {
    let text = match how {
        FeedbackFate::Deleted => "des remarques ont été supprimées".to_owned(),
        FeedbackFate::Head => "des remarques changent d’auteur, de jour ou de sujet".to_owned(),
        FeedbackFate::RemarkGone(item) => format!("la remarque `{item}` a été retirée"),
        FeedbackFate::RemarkEdited(item) => format!("la remarque `{item}` ne dit plus la même chose"),
        FeedbackFate::Unreadable => "des remarques ne se lisent plus".to_owned(),
    };
    Sentence::new(text).hint("rétablissez-les\u{202f}; `crops feedback resolve` dit ce qu’une remarque est devenue")
}

fn like(name: &str, other: &str, how: Likeness) -> Sentence {
    let text = match how {
        Likeness::Case => format!(
            "`{name}` et `{other}` ne diffèrent que par les majuscules\u{a0}: beaucoup d’ordinateurs les confondent"
        ),
        Likeness::Look => format!("`{name}` ressemble à `{other}` et n’est pas le même"),
    };
    Sentence::new(text).hint("donnez un autre nom à l’un des deux")
}
