//! Answers: how is a problem of a studio's files said in French?
//! Invariant: one sentence and at most one hint each, no catch-all arm.

use super::leaving;
use super::range_problem::range_problem;
use super::syntax::{shape, syntax};
use super::wanted::wanted;
use crate::model::other::RecordType;
use crate::model::problem::{DateFact, DateRole, Disguise, NotAFile, NotAllowed, Problem};
use crate::render::catalogue::numbers::{count, full_day};
use crate::render::catalogue::{Lang, Sentence, near_word};

#[expect(clippy::too_many_lines, reason = "one arm a problem, and no arm for the rest")]
pub fn problem(problem: &Problem) -> Sentence {
    match problem {
        Problem::NotAFile { what } => not_a_file(*what),
        Problem::TooLarge { bytes, most } => {
            let (bytes, most) = (number(*bytes as usize), number(*most as usize));
            Sentence::new(format!("le fichier fait {bytes}\u{a0}octets, une fiche en a {most} au plus"))
                .hint("gardez textes longs et médias hors de la fiche, avec un lien")
        }
        Problem::NotUtf8 { offset } => {
            Sentence::new(format!("le fichier n’est pas en UTF-8 (octet {})", number(*offset)))
                .hint("enregistrez-le en UTF-8")
        }
        Problem::Syntax { fault } => syntax(fault),
        Problem::ConflictMarkers => {
            Sentence::new("une fusion est restée en plan\u{a0}: le fichier contient des marques de conflit")
                .command("git status")
        }
        Problem::DuplicateKey { key, first_line } => {
            Sentence::new(format!("`{key}` figure deux fois, d’abord ligne {first_line}")).hint("gardez l’une des deux")
        }
        Problem::WrongShape { key, wanted, got } => {
            Sentence::new(format!("`{key}` attend {}, pas {}", shape(*wanted), shape(*got)))
        }
        Problem::BadValue {
            key,
            value,
            wanted: form,
        } => {
            let sentence = Sentence::new(format!(
                "`{key}` ne peut pas valoir `{value}`\u{a0}: il faut {}",
                wanted(*form)
            ));
            suggest(sentence, near_word(*form, value))
        }
        Problem::MissingKey { key, within } => {
            Sentence::new(format!("`{key}` manque dans `{within}`")).hint(format!("ajoutez `{key}:` et sa valeur"))
        }
        Problem::UnknownKey {
            key,
            within,
            near,
            disguised,
        } => unknown_key(key, within, near.as_deref(), *disguised),
        Problem::NoRecordType => {
            Sentence::new("le fichier ne dit pas quel type de fiche il contient").hint("commencez-le par `crops: brief/v1`")
        }
        Problem::UnknownRecordType { word, near } => {
            let sentence = Sentence::new(format!("`{word}` n’est pas un type de fiche"));
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `{near}/v1`\u{202f}?")),
                None => sentence.hint("un type s’écrit comme `brief/v1`"),
            }
        }
        Problem::NewerFormat { word, version } => Sentence::new(format!(
            "`{word}/v{version}` est plus récent que ce programme, qui lit `{word}/v1`"
        ))
        .hint(format!("installez crops {version}.0 ou plus récent")),
        Problem::WrongFolder { record, folder } => {
            Sentence::new(format!("une fiche `{}` n’a pas sa place ici et n’est pas lue", record.word()))
                .hint(format!("déplacez-la vers `{folder}`"))
        }
        Problem::BadId { id } => Sentence::new(format!("`{id}` n’est pas un identifiant"))
            .hint("minuscules sans accent, chiffres et tirets simples\u{a0}: `spring-launch`"),
        Problem::IdUnlikePath { id, expected } => {
            Sentence::new(format!("l’identifiant est `{id}`, le fichier porte un autre nom"))
                .hint(format!("renommez-le en `{expected}`"))
        }
        Problem::DuplicateId { id, record, first } => {
            let what = record_name(*record);
            Sentence::new(format!("{what} `{id}` existe déjà dans `{first}`"))
                .hint("donnez ici un autre identifiant")
        }
        Problem::UnknownReference { to, name, near } => {
            let sentence = Sentence::new(format!("{} `{name}` n’existe pas", record_name(*to)));
            suggest(sentence, near.as_deref())
        }
        Problem::UnknownItem { campaign, name, near } => {
            let sentence = Sentence::new(format!("la campagne `{campaign}` ne contient rien qui s’appelle `{name}`"));
            suggest(sentence, near.as_deref())
        }
        Problem::UnknownTerm { list, name, near } => {
            let sentence = Sentence::new(format!("`{name}` ne figure pas parmi les `{list}` de taxonomy.yml"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint(format!("ajoutez-y `{name}: {{}}`")),
            }
        }
        Problem::UnknownStage { stage, workflow, near } => {
            let sentence = Sentence::new(format!("le processus `{workflow}` n’a pas d’étape `{stage}`"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint(format!(
                    "si elle a changé de nom, ajoutez `was: [{stage}]` à l’étape actuelle\u{202f}; les briefs qui y sont continuent avec `crops workflow adopt --from {stage}=STAGE`"
                )),
            }
        }
        Problem::TransitionNotAllowed { brief, from, to, why } => {
            let (why, hint) = not_allowed(why);
            Sentence::new(format!("`{brief}` ne peut pas passer de `{from}` à `{to}`\u{a0}: {why}")).hint(hint)
        }
        Problem::BornBeyondQueue { brief, stage } => Sentence::new(format!(
            "`{brief}` commence à l’étape `{stage}`, après la file d’attente\u{a0}: personne ne l’a accepté"
        ))
        .hint("commencez à la première étape, ou ajoutez `imported:` avec le jour de la reprise"),
        Problem::DependencyCycle { campaign, chain } => Sentence::new(format!(
            "dans `{campaign}`, du travail s’attend lui-même\u{a0}: {}",
            chain.join(" → ")
        ))
        .hint("retirez l’un de ces liens de `needs`"),
        Problem::ContradictingDates { first, then } => {
            Sentence::new(format!("{} tombe avant {}", date(then), date(first)))
        }
        Problem::UnknownAnchor { text, campaign } => {
            let whose = if campaign.is_empty() {
                "le brief n’a pas de campagne d’où compter".to_owned()
            } else {
                format!("la campagne `{campaign}` n’a pas cette date")
            };
            Sentence::new(format!("`{text}` ne peut pas être compté\u{a0}: {whose}"))
                .hint("employez `J` pour le lancement, un nom de `dates:`, ou une date comme 2027-03-15")
        }
        Problem::MissingIntake { brief, stage, fields } => {
            Sentence::new(format!("`{brief}` est à l’étape `{stage}` sans {}", quoted(fields)))
                .command(format!("crops brief edit {brief}"))
        }
        Problem::LeftWithout { brief, to, lack } => leaving::left_without(brief, to, lack),
        Problem::MilestoneNotReady {
            campaign,
            milestone,
            waits,
        } => Sentence::new(format!(
            "le jalon `{campaign}/{milestone}` est dit atteint sans {}",
            quoted(waits)
        ))
        .hint("retirez `done:` tant que ce n’est pas prêt, ou retirez-les de ses `needs`"),
        Problem::RoleWithoutPerson { role, user, near } => {
            let sentence = Sentence::new(format!("`{user}` demande le rôle `{role}`, que personne n’a"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint(format!("ajoutez `roles: [{role}]` à quelqu’un de team/ ou de parties/")),
            }
        }
        Problem::GateWithoutRule { workflow, stage } => Sentence::new(format!(
            "n’importe qui peut quitter `{workflow}.{stage}`\u{a0}: la validation ne nomme personne qui décide"
        ))
        .hint("ajoutez `gate: {needs: [{role: creative-lead}]}`, ou mettez `class: work`"),
        Problem::PersonWithoutHours { person } => Sentence::new(format!(
            "`{person}` n’a aucune heure dans la semaine\u{a0}: rien ne peut lui être planifié"
        ))
        .hint("hours: {mon: 7h, tue: 7h, wed: 7h, thu: 7h, fri: 7h}, ou `until:` pour qui est parti"),
        Problem::CalendarNeverOpen { calendar } => {
            Sentence::new(format!("le calendrier `{calendar}` n’a aucun temps ouvré"))
                .hint("week: [mon, tue, wed, thu, fri]")
        }
        Problem::UnknownHolidayRule { rule } => {
            Sentence::new(format!("les jours fériés de `{rule}` sont inconnus\u{a0}: aucun ne compte")).hint(
                "au choix\u{a0}: FR, FR-Alsace-Moselle, FR-Guadeloupe, FR-Martinique, FR-Guyane, FR-Reunion ou FR-Mayotte\u{202f}; sinon, listez les jours sous `closed:`",
            )
        }
        Problem::UnknownTimezone { name, near } => {
            let sentence = Sentence::new(format!("`{name}` n’est pas un fuseau horaire\u{a0}: UTC compte"));
            match near {
                Some(_) => suggest(sentence, near.as_deref()),
                None => sentence.hint("timezone: Europe/Paris"),
            }
        }
        Problem::SharedDeliverable { deliverable, briefs } => {
            Sentence::new(format!("{} font le même livrable, `{deliverable}`", quoted(briefs)))
                .hint("annulez-en un, ou donnez-lui son propre livrable")
        }
        Problem::AssetCircle { chain } => {
            Sentence::new(format!("le média se remplace lui-même\u{a0}: {}", chain.join(" → ")))
                .hint("retirez `replaces:` de la première version")
        }
        Problem::RightsEnd { asset, until, live } => Sentence::new(format!(
            "les droits de `{asset}` finissent le {}, avant la mise en ligne du brief le {}",
            full_day(Lang::Fr, *until),
            full_day(Lang::Fr, *live)
        ))
        .command(format!("crops asset show {asset}")),
        Problem::RightsElsewhere { asset, markets } => {
            Sentence::new(format!("`{asset}` n’a pas de droits pour {}", quoted(markets)))
                .command(format!("crops asset show {asset}"))
        }
        Problem::TooManyOccurrences { series, most } => {
            Sentence::new(format!("la série `{series}` a plus de {}\u{a0}dates", number(*most)))
                .hint("rapprochez son `to:`")
        }
        Problem::Range(problem) => range_problem(problem),
    }
}

fn not_a_file(what: NotAFile) -> Sentence {
    match what {
        NotAFile::SymbolicLink => {
            Sentence::new("un lien symbolique n’est pas suivi").hint("mettez ici le fichier lui-même")
        }
        NotAFile::Directory => Sentence::new("un dossier porte le nom d’une fiche").hint("renommez le dossier"),
        NotAFile::Submodule => Sentence::new("un sous-module n’est pas lu").hint("mettez ici les fichiers eux-mêmes"),
        NotAFile::Special => Sentence::new("ce n’est pas un fichier ordinaire\u{202f}; il n’a pas été ouvert")
            .hint("mettez ici un fichier ordinaire"),
        NotAFile::Outside => {
            Sentence::new("le chemin sort du studio").hint("donnez un chemin sous le dossier de crops.yml")
        }
        NotAFile::BadName => Sentence::new("le nom contient des caractères inutilisables")
            .hint("renommez avec lettres, chiffres, tirets et points"),
        NotAFile::Unreadable => Sentence::new("le système refuse de le lire").hint("vérifiez ses droits d’accès"),
    }
}

fn unknown_key(key: &str, within: &str, near: Option<&str>, disguised: Disguise) -> Sentence {
    let sentence = match (disguised, near) {
        (Disguise::LooksAlike { code }, Some(near)) => Sentence::new(format!(
            "`{key}` ressemble à `{near}` mais c’est un autre mot (U+{code:04X})"
        )),
        (Disguise::LooksAlike { .. } | Disguise::None, _) => {
            Sentence::new(format!("`{key}` n’est pas une clé de `{within}`"))
        }
    };
    match near {
        Some(_) => suggest(sentence, near),
        None => sentence.hint(format!("si elle est à vous, appelez-la `x-{key}`")),
    }
}

fn suggest(sentence: Sentence, near: Option<&str>) -> Sentence {
    match near {
        Some(near) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
        None => sentence,
    }
}

/// With its article.
fn record_name(record: RecordType) -> &'static str {
    match record {
        RecordType::Studio => "le studio",
        RecordType::Person => "la personne",
        RecordType::Party => "le tiers",
        RecordType::Calendar => "le calendrier",
        RecordType::Workflow => "le processus ou l’étape",
        RecordType::Kind => "le type de livrable",
        RecordType::Campaign => "la campagne, ou un élément de campagne,",
        RecordType::Brief => "le brief",
        RecordType::Approval => "l’avis",
        RecordType::Feedback => "le retour",
        RecordType::Handoff => "le passage de relais",
        RecordType::Asset => "le média",
        RecordType::Result => "le résultat",
        RecordType::Retrospective => "la rétrospective",
        RecordType::Targets => "l’objectif",
        RecordType::Taxonomy => "le terme",
        RecordType::Template => "le modèle",
    }
}

/// Why, and what to do.
fn not_allowed(why: &NotAllowed) -> (String, String) {
    match why {
        NotAllowed::Skips { stage } => (
            format!("`{stage}` se trouve entre les deux"),
            format!("passez d’abord par `{stage}`"),
        ),
        NotAllowed::Gate { stage } => (
            format!("la validation `{stage}` n’est pas acquise"),
            "demandez les validations qui manquent".to_owned(),
        ),
        NotAllowed::HoldReturnsTo { stage } => (
            format!("après une pause, il revient à `{stage}`"),
            format!("mettez `stage: {stage}`"),
        ),
        NotAllowed::Closed => (
            "il est clos".to_owned(),
            "rouvrez-le à une étape de travail antérieure".to_owned(),
        ),
        NotAllowed::OtherProcess { workflow } => (
            format!("son type a changé, et avec lui le process, qui devient `{workflow}`"),
            "changez le type tant que le brief est dans sa file d’attente, dans une demande à part".to_owned(),
        ),
        NotAllowed::AlreadyThere => ("il y est déjà".to_owned(), "il n’y a rien à changer".to_owned()),
    }
}

fn date(fact: &DateFact) -> String {
    let day = full_day(Lang::Fr, fact.day);
    let what = match &fact.what {
        DateRole::From => "son début",
        DateRole::To => "la fin",
        DateRole::Launch => "le lancement",
        DateRole::Anchor(name) => return format!("`{name}` ({day})"),
        DateRole::NotBefore => "`not_before`",
        DateRole::MustEndBy => "`must_end_by`",
        DateRole::Fixed => "le jour réservé",
        DateRole::Due => "l’échéance",
        DateRole::Started => "le début réel",
        DateRole::Done => "le jour de fin réel",
        DateRole::Live => "la mise en ligne",
    };
    format!("{what} ({day})")
}

fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} et {last}", first.join(", ")),
    }
}

fn number(value: usize) -> String {
    count(Lang::Fr, value as i64)
}
