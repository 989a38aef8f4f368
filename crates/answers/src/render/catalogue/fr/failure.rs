//! Answers: how is a failure said in French?
//! Invariant: one sentence and one hint each, no catch-all arm.

use super::problem::problem;
use super::{history, refusal, resolve, usage, write};
use crate::render::catalogue::Sentence;
use crate::report::bad_record::{BadRecord, FaultReason, RecordFault};
use crate::report::failure::{DirectoryFault, Disk, DiskAction, DiskReason, EditorFault, Failure, Usage};
use crate::report::format::Format;

pub fn failure(failure: &Failure) -> Sentence {
    match failure {
        Failure::Usage(fault) => usage(fault),
        Failure::NoStudio { from } => {
            Sentence::new(format!("aucun studio (`crops.yml`) dans `{from}` ni au-dessus")).command("crops init")
        }
        Failure::Unresolved(unresolved) => resolve::unresolved(unresolved),
        Failure::Refused(refusal) => refusal::refusal(refusal),
        Failure::Write(refused) => write::refused(refused),
        Failure::History(problem) => history::problem(problem),
        Failure::BadRecord(record) => bad_record(record),
        Failure::Plan(refused) => super::plan::refused(refused),
        Failure::WhatIf(refused) => super::what_if::refused(refused),
        Failure::UnknownChannel { typed, near, known } => {
            super::editorial::unknown_channel(typed, near.as_deref(), known)
        }
        Failure::Forge(fault) => super::forge::failure(fault),
        Failure::Share(refused) => super::sharing::refused(refused),
        Failure::Signing(fault) => super::signing::fault(fault),
        Failure::Disk(fault) => disk(fault),
        Failure::Editor(fault) => editor(fault),
        Failure::System { detail } => Sentence::new(format!("le système a refusé\u{a0}: {detail}")),
        Failure::Bug { detail } => Sentence::new(format!("l’impossible est arrivé\u{a0}: {detail}"))
            .hint("merci de le signaler avec la commande lancée"),
    }
}

fn usage(fault: &Usage) -> Sentence {
    match fault {
        Usage::Line { fault, command } => usage::line(fault, command),
        Usage::FormatNotHere { format, known } => {
            let known: Vec<_> = known.iter().map(|format| format.name()).collect();
            Sentence::new(format!("cette réponse n’existe pas au format `{}`", format.name()))
                .hint(format!("au choix\u{a0}: {}", known.join(", ")))
        }
        Usage::NeedsAFile { format } => Sentence::new(format!(
            "`{}` n’est pas un texte qu’un terminal pourrait montrer",
            format.name()
        ))
        .hint(format!("nommez un fichier\u{a0}: `-o reponse.{}`", format.name())),
        Usage::OneTableOnly { format } => Sentence::new(format!("`{}` contient une seule table", format.name()))
            .hint("nommez-en une, comme `--table visits`, ou un dossier pour toutes\u{a0}: `--into facts`"),
        Usage::NoWorkbooks => no_workbooks(),
        Usage::NoParquet => no_parquet(),
        Usage::UnknownEnding { path } => Sentence::new(format!("la terminaison de `{path}` n’indique aucun format"))
            .hint(format!("terminez par {}, ou ajoutez `--format`", endings())),
        Usage::FormatAgainstEnding { format, path } => Sentence::new(format!(
            "`--format {}` et la terminaison de `{path}` se contredisent",
            format.name()
        ))
        .hint("n’en gardez qu’un des deux"),
        Usage::NotADay { given_by, text } => Sentence::new(format!("`{given_by}` n’est pas une date\u{a0}: `{text}`"))
            .hint(format!("{given_by} 2027-03-15")),
        Usage::NoTerminal { flag } => {
            Sentence::new("une question reste ouverte et il n’y a pas de terminal pour la poser")
                .hint(format!("répondez-y avec `{flag}`"))
        }
        Usage::BadScenario { path, line, what } => super::workflow::bad_scenario(path, *line, what),
        Usage::NotABaseline { path, detail } => {
            Sentence::new(format!("`{path}` n’est pas un fichier de référence\u{a0}: {detail}"))
                .command(format!("crops check --write-baseline {path}"))
        }
        Usage::Directory(fault) => directory(fault),
        Usage::NotEmpty { path } => Sentence::new(format!("`{path}` n’est pas vide\u{202f}; rien n’a été écrit"))
            .hint("indiquez un autre dossier"),
        Usage::StudioThere { path } => Sentence::new(format!(
            "il y a déjà un studio dans `{path}`\u{202f}; rien n’a été écrit"
        ))
        .command("crops check"),
        Usage::ReviewsWithoutRange => reviews_without_range(),
        Usage::NothingToVerify { branch, question } => nothing_to_verify(branch, question.as_deref()),
        Usage::NoSolver => Sentence::new("ce crops a été compilé sans le solveur dont `--prove` a besoin")
            .command("cargo install --locked --features prove --path ."),
        Usage::EndBeforeBegin { from, to } => {
            Sentence::new(format!("la période finit le {to}, avant de commencer le {from}"))
                .hint("donnez un `--to` plus tardif, ou `--weeks 4`")
        }
        Usage::PastIsPast => {
            Sentence::new("le passé ne se change pas\u{a0}: cette commande écrit").hint("retirez `--as-of`")
        }
        Usage::NotAPeriod { text } => Sentence::new(format!("`{text}` n’est pas une période"))
            .hint("2026-Q4, 2026-11, 2026-W47, 2026, last-90d ou 2026-11-01..2026-11-15"),
        Usage::PeopleReportsOff => Sentence::new("ce studio ne montre aucun chiffre par personne")
            .hint("`people_reports: true` dans crops.yml les autorise, si l’entreprise s’est mise d’accord"),
        Usage::Abandoned => Sentence::new("question laissée sans réponse\u{202f}; rien n’a été écrit"),
    }
}

fn nothing_to_verify(branch: &str, question: Option<&str>) -> Sentence {
    let said = format!("`crops forge verify` attend ce que la forge répond sur `{branch}`, en JSON");
    match question {
        Some(question) => Sentence::new(format!("{said}\u{202f}; `--from-forge` le demande maintenant"))
            .command(format!("{question} | crops forge verify -")),
        None => Sentence::new(said).command("crops forge verify protection.json"),
    }
}

fn no_workbooks() -> Sentence {
    Sentence::new("ce crops a été construit sans les classeurs (`xlsx`)").hint(
        "écrivez `-o reponse.csv`, que tout tableur ouvre, ou construisez crops avec eux\u{a0}: cargo install --locked --features xlsx --path .",
    )
}

fn no_parquet() -> Sentence {
    Sentence::new("ce crops a été construit sans Parquet").hint(
        "écrivez `--format csv`, que tout entrepôt de données lit, ou construisez crops avec lui\u{a0}: cargo install --locked --features parquet --path .",
    )
}

fn reviews_without_range() -> Sentence {
    Sentence::new("les avis portent sur les commits d’une demande de fusion\u{a0}: dites lesquels")
        .hint("ajoutez `--range origin/main..HEAD`")
}

fn directory(fault: &DirectoryFault) -> Sentence {
    match fault {
        DirectoryFault::Missing { path } => {
            Sentence::new(format!("il n’y a pas de dossier `{path}`")).hint("`-C` prend le dossier d’un studio")
        }
        DirectoryFault::OneStudio => {
            Sentence::new("cette question se pose à un seul studio, et `-C` en nomme plusieurs")
                .hint("`crops report kpi`, sans `--explain`, en prend plusieurs")
        }
        DirectoryFault::Apart => {
            Sentence::new("`-C` se trouve avant la commande et après elle").hint("mettez tous les `-C` au même endroit")
        }
    }
}

/// One fault of a record, without its place.
pub fn fault(why: &FaultReason) -> Sentence {
    match why {
        FaultReason::Problem(found) => problem(found),
        FaultReason::Refused(refused) => refusal::refusal(refused),
    }
}

/// In one line each, where no excerpt can be shown.
fn bad_record(record: &BadRecord) -> Sentence {
    let said = |one: &RecordFault| {
        let text = fault(&one.why).text;
        match &one.place {
            Some(place) => format!("{place}\u{a0}: {text}"),
            None => text,
        }
    };
    let said: Vec<_> = record.faults.iter().map(said).collect();
    let hint = record.faults.iter().find_map(|one| fault(&one.why).hint);
    Sentence {
        text: said.join("\n"),
        hint,
    }
}

fn endings() -> String {
    let endings: Vec<_> = crate::report::format::FORMATS
        .iter()
        .filter_map(|format: &Format| format.endings().first())
        .map(|ending| format!(".{ending}"))
        .collect();
    endings.join(", ")
}

fn disk(fault: &Disk) -> Sentence {
    let path = &fault.path;
    let what = match fault.action {
        DiskAction::Read => format!("lecture impossible de `{path}`"),
        DiskAction::Write => format!("écriture impossible de `{path}`"),
        DiskAction::List => format!("parcours impossible du dossier `{path}`"),
        DiskAction::Remove => format!("suppression impossible de `{path}`"),
    };
    let why = disk_reason(&fault.reason);
    let said = Sentence::new(format!("{what}\u{a0}: {why}"));
    match &fault.near {
        Some(near) => said.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
        None => fault.command().into_iter().fold(said, Sentence::command),
    }
}

pub fn disk_reason(reason: &DiskReason) -> &str {
    match reason {
        DiskReason::Missing => "il n’existe pas",
        DiskReason::Denied => "droits insuffisants",
        DiskReason::Full => "le disque est plein",
        DiskReason::ReadOnly => "le disque est en lecture seule",
        DiskReason::IsFolder => "c’est un dossier",
        DiskReason::NotAFolder => "une partie du chemin n’est pas un dossier",
        DiskReason::Other(detail) => detail,
    }
}

fn editor(fault: &EditorFault) -> Sentence {
    match fault {
        EditorFault::NotStarted { program, reason } => Sentence::new(format!(
            "l’éditeur `{program}` n’a pas démarré\u{a0}: {}",
            disk_reason(reason)
        ))
        .hint("nommez le vôtre dans `EDITOR`, ou utilisez `--set clé=valeur`"),
        EditorFault::Failed { program } => Sentence::new(format!(
            "l’éditeur `{program}` s’est arrêté sur une erreur\u{202f}; rien n’a été écrit"
        )),
        EditorFault::Kept { path, record, .. } => Sentence::new(format!(
            "rien n’a été écrit\u{202f}; votre texte est gardé dans `{path}`"
        ))
        .command(format!("cp {path} {record}")),
    }
}
