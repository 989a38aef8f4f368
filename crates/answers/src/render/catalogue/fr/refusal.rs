//! Answers: why a change cannot be made, in French?
//! Invariant: each says what would work, where something would.

use super::numbers::counted;
use super::resolve::unresolved;
use super::wanted::wanted;
use crate::change::refusal::{Answer, GateLack, KeyOwner, Named, NoRole, Refusal, RefusedMove, Wish, leads_on};
use crate::model::problem::NotAllowed;
use crate::model::resolve::Unresolved;
use crate::render::catalogue::Sentence;
use crate::trail::gate::{Proof, Unproved};

#[expect(
    clippy::too_many_lines,
    reason = "one sentence a fact, in one list that must be complete"
)]
pub fn refusal(refusal: &Refusal) -> Sentence {
    match refusal {
        Refusal::Unresolved { what, why } => unresolved_named(*what, why),
        Refusal::NoSuchStage { typed, near, known } => {
            let sentence = Sentence::new(format!("il n’y a pas d’étape `{typed}`"));
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                None => sentence.hint(format!("les étapes sont {}", quoted(known))),
            }
        }
        Refusal::Unsaid { answers } => {
            let flags: Vec<_> = answers.iter().map(|answer| flag(*answer)).collect();
            Sentence::new("il manque une réponse").hint(format!("ajoutez {}", flags.join(" ")))
        }
        Refusal::BadValue {
            key,
            value,
            wanted: kind,
        } => Sentence::new(format!("`{key}` ne peut pas valoir `{value}`"))
            .hint(format!("attendu\u{a0}: {}", wanted(*kind))),
        Refusal::NoWorkflow { kind, workflow } => Sentence::new(format!(
            "le type `{kind}` suit le circuit `{workflow}`, absent ou sans étape"
        ))
        .command("crops check"),
        Refusal::EmptyTitle => Sentence::new("le titre est vide").hint("ajoutez `--title \"…\"`"),
        Refusal::OtherKind {
            deliverable,
            kind,
            given,
        } => Sentence::new(format!("`{deliverable}` est du type `{kind}`, pas `{given}`"))
            .hint(format!("ajoutez `--kind {kind}`")),
        Refusal::OtherCampaign { deliverable, given } => {
            Sentence::new(format!("`{deliverable}` n’est pas de la campagne `{given}`"))
                .hint("laissez `--campaign`\u{a0}: le livrable la nomme")
        }
        Refusal::DayOfSeries { series, example } => {
            let sentence = Sentence::new(format!("`{series}` est une série\u{a0}: précisez le jour"));
            match example {
                Some(day) => sentence.hint(format!("par exemple `{series}@{day}`")),
                None => sentence,
            }
        }
        Refusal::UnknownAnchor { text, campaign } => unknown_anchor(text, campaign.as_deref()),
        Refusal::NotARequest { brief, stage } => Sentence::new(format!(
            "{brief} n’est plus une demande\u{a0}: il est à l’étape `{stage}`"
        ))
        .command(format!("crops brief show {brief}")),
        Refusal::MissingIntake { brief, fields } => {
            Sentence::new(format!("il manque encore à {brief}\u{a0}: {}", fields.join(", ")))
                .command(format!("crops brief edit {brief}"))
        }
        Refusal::NoStageOf { workflow, class } => match class {
            Wish::Next => Sentence::new(format!("le circuit `{workflow}` n’a pas d’étape après celle-ci")),
            Wish::Dropped => Sentence::new(format!("le circuit `{workflow}` n’a pas d’étape de classe `dropped`")),
        },
        Refusal::MoveNotAllowed(refused) => move_not_allowed(refused),
        Refusal::GateNotMet { brief, stage, lacks } => {
            let lacks: Vec<_> = lacks.iter().map(lack).collect();
            Sentence::new(format!(
                "{brief} ne peut pas encore quitter `{stage}`\u{a0}: {}",
                lacks.join("\u{202f}; ")
            ))
            .command(format!("crops brief show {brief}"))
        }
        Refusal::StillLacks { brief, to, lacks } => super::leaving::still_lacks(brief, to, lacks),
        Refusal::LeavesByRequest {
            brief,
            short,
            gate,
            branch,
        } => Sentence::new(format!(
            "`{branch}` ne prend de commits que par pull request\u{a0}: `{brief}` quitte `{gate}` quand la sienne est fusionnée"
        ))
        .command(format!("crops submit {short}")),
        Refusal::StageGone {
            stage,
            workflow,
            briefs,
            known,
        } => Sentence::new(format!(
            "{briefs} {} à l’étape `{stage}`, que le circuit `{workflow}` n’a pas\u{202f}; il a {}",
            if *briefs > 1 { "briefs sont" } else { "brief est" },
            known.join(", ")
        ))
        .command(format!("crops workflow adopt --from {stage}=STAGE")),
        Refusal::MayNotOverride { person, stage, roles } => Sentence::new(format!(
            "{person} ne peut pas laisser passer plus de tours à `{stage}`\u{a0}: {} le peut",
            roles.join(", ")
        )),
        Refusal::ProtectedKey { key, owner } => protected(key, *owner),
        Refusal::NoSuchKey { key, near } => {
            let sentence = Sentence::new(format!("il n’y a pas de `{key}` à retirer"));
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                None => sentence,
            }
        }
        Refusal::NotAList { key } => Sentence::new(format!(
            "`{key}` prend une valeur, ou une liste\u{a0}: pas ce qui a été donné"
        )),
        Refusal::NothingToChange => Sentence::new("tout est déjà comme demandé"),
        Refusal::IdTaken { id, free } => Sentence::new(format!("`{id}` est pris")).hint(format!("`{free}` est libre")),
        Refusal::BadId { id, suggestion } => Sentence::new(format!(
            "`{id}` ne peut pas être un identifiant\u{a0}: minuscules, chiffres et traits d’union simples"
        ))
        .hint(format!("`{suggestion}` convient")),
        Refusal::UnknownStage { brief, stage, workflow } => Sentence::new(format!(
            "{brief} est à l’étape `{stage}`, que le circuit `{workflow}` n’a pas"
        ))
        .command(format!("crops workflow adopt --from {stage}=STAGE")),
        Refusal::NoRoleAtGate(lacking) => no_role(lacking),
        Refusal::SameBytes { asset } => {
            Sentence::new(format!("`{asset}` a exactement ces octets")).command(format!("crops asset show {asset}"))
        }
        Refusal::OtherBytes { said, found } => Sentence::new(format!("l’empreinte du fichier est {found}, pas {said}"))
            .hint("est-ce la bonne version\u{202f}?"),
        Refusal::NotAnswered { template, key } => {
            Sentence::new(format!("le modèle `{template}` demande `{key}`")).hint(format!("ajoutez `--set {key}=…`"))
        }
        Refusal::NotAsked { key, near, known } => {
            let sentence = Sentence::new(format!("`{key}` n’est rien que ce modèle demande"));
            match near {
                Some(near) => sentence.hint(format!("vouliez-vous dire `{near}`\u{202f}?")),
                None => sentence.hint(format!("il prend {}", quoted(known))),
            }
        }
        Refusal::BadPlace { text } => Sentence::new(format!("`{text}` n’est pas un emplacement"))
            .hint("écrivez `x=0.71,y=0.12`, `page=3`, `at=00:00:12:05` ou `field=message`"),
        Refusal::NotOnePerRemark { flag, given, remarks } => Sentence::new(format!(
            "`{flag}` est donné {given} fois pour {}",
            counted(*remarks, "remarque", "remarques")
        ))
        .hint("donnez-le une fois pour toutes, ou une fois pour chacune, dans l’ordre"),
        Refusal::NothingToSubmit {
            brief,
            stage,
            next: None,
            ..
        } => Sentence::new(format!("{brief} est déjà à `{stage}`")).command(format!("crops brief show {brief}")),
        Refusal::NothingToSubmit {
            brief,
            stage,
            class,
            next: Some(next),
        } => Sentence::new(format!("après `{stage}` vient `{next}`, où rien ne se valide"))
            .command(leads_on(*class, brief, next)),
        Refusal::NothingToRevoke { brief, person, stage } => {
            Sentence::new(format!("`{person}` n’a aucune validation à reprendre à `{stage}`"))
                .command(format!("crops brief show {brief}"))
        }
        Refusal::NothingToConfirm { brief, person, stage } => Sentence::new(format!(
            "aucune validation à `{stage}` n’attend de corrections que `{person}` puisse confirmer"
        ))
        .command(format!("crops brief show {brief}")),
        Refusal::NotAGate { brief, stage } => {
            Sentence::new(format!("{brief} est à l’étape `{stage}`, où rien ne se valide"))
                .command(format!("crops move {brief} …"))
        }
    }
}

fn no_role(lacking: &NoRole) -> Sentence {
    let said = Sentence::new(format!(
        "`{}` n’a aucun des rôles qui décident à `{}`\u{a0}: {}",
        lacking.person,
        lacking.stage,
        lacking.roles.join(", ")
    ));
    match lacking.outside.first() {
        Some(one) => said.command(format!(
            "crops {} {} --for {one} --via email --attach …",
            lacking.verdict.command(),
            lacking.brief
        )),
        None => said.command(format!("crops brief show {}", lacking.brief)),
    }
}

fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn unresolved_named(what: Named, why: &Unresolved) -> Sentence {
    let sentence = unresolved(why);
    let (missing, list) = named(what);
    match why {
        Unresolved::Ambiguous { .. } => sentence,
        Unresolved::Unknown { typed, near } => {
            let text = format!("{missing} `{typed}`");
            match near {
                Some(_) => Sentence { text, ..sentence },
                None => Sentence::new(text).command(list),
            }
        }
    }
}

const fn named(what: Named) -> (&'static str, &'static str) {
    match what {
        Named::Brief => ("il n’y a pas de brief", "crops brief list"),
        Named::Campaign => ("il n’y a pas de campagne", "crops campaign list"),
        Named::Deliverable => ("il n’y a pas de livrable", "crops campaign list"),
        Named::Kind => ("il n’y a pas de type", "ls kinds"),
        Named::Party => ("il n’y a pas de tiers", "ls parties"),
        Named::Person => ("il n’y a personne du nom de", "ls team"),
        Named::Channel => ("il n’y a pas de canal", "grep channels: taxonomy.yml"),
        Named::Role => ("il n’y a pas de rôle", "grep -h roles: team/*.yml"),
        Named::Task => ("il n’y a pas de tâche", "crops plan"),
        Named::Asset => ("il n’y a pas de média", "crops asset list"),
        Named::Template => ("il n’y a pas de modèle", "crops template list"),
        Named::Remark => ("il n’y a pas de remarque", "crops feedback list"),
        Named::Workflow => ("il n’y a pas de circuit", "crops workflow show"),
        Named::HandoffItem => ("la liste n’a pas de point", "grep handoff: workflows/*.yml"),
        Named::Side => ("il n’y a pas de côté", "crops resolve --take stage=ours"),
    }
}

/// The flag that gives an answer, with an example.
pub const fn flag(answer: Answer) -> &'static str {
    match answer {
        Answer::Kind => "`--kind video`",
        Answer::Title => "`--title \"…\"`",
        Answer::Reason => "`--reason \"…\"`",
        Answer::Launch => "`--launch 2027-03-15`",
        Answer::Field => "`--set key=value`",
        Answer::Person => "`--owner lea`",
        Answer::By => "`--by ines`",
        Answer::Who => "`--who lea`",
        Answer::Sha256 => "`--sha256 …`",
        Answer::Text => "`\"…\"`",
    }
}

fn unknown_anchor(text: &str, campaign: Option<&str>) -> Sentence {
    match campaign {
        Some(campaign) => Sentence::new(format!("`{text}` part d’un repère que `{campaign}` n’a pas"))
            .command(format!("crops campaign show {campaign}")),
        None => Sentence::new(format!("`{text}` part d’un lancement, et aucune campagne n’est nommée"))
            .hint("ajoutez `--campaign ID`, ou donnez une date"),
    }
}

fn move_not_allowed(refused: &RefusedMove) -> Sentence {
    let RefusedMove {
        brief,
        from,
        to,
        why,
        allowed,
    } = refused;
    let reason = match why {
        NotAllowed::Skips { stage } => format!("`{stage}` vient avant"),
        NotAllowed::Gate { stage } => format!("la validation `{stage}` n’est pas acquise"),
        NotAllowed::HoldReturnsTo { stage } => format!("une mise en attente revient à `{stage}`"),
        NotAllowed::Closed => "il est clos\u{202f}; seule une étape antérieure le rouvre".into(),
        NotAllowed::OtherProcess { workflow } => format!("son type mène à un autre process, `{workflow}`"),
        NotAllowed::AlreadyThere => return Sentence::new(format!("{brief} est déjà à l’étape `{to}`")),
    };
    let sentence = Sentence::new(format!(
        "{brief} ne peut pas passer de `{from}` à `{to}`\u{a0}: {reason}"
    ));
    match allowed.as_slice() {
        [] => sentence,
        [one] => sentence.command(format!("crops move {brief} {one}")),
        several => {
            let stages: Vec<_> = several.iter().map(|stage| format!("`{stage}`")).collect();
            sentence.hint(format!("étapes possibles\u{a0}: {}", stages.join(", ")))
        }
    }
}

fn protected(key: &str, owner: KeyOwner) -> Sentence {
    match owner {
        KeyOwner::Nobody => Sentence::new(format!("`{key}` est donné une fois pour toutes")),
        KeyOwner::Required => Sentence::new(format!("une fiche ne peut pas se passer de `{key}`")),
        KeyOwner::Move => Sentence::new(format!("`{key}` change en déplaçant le brief")).command("crops move ID ÉTAPE"),
        KeyOwner::Migrate => Sentence::new(format!("`{key}` ne change qu’avec le format")),
    }
}

/// What a gate waits for, as a part of a sentence.
pub fn lack(lack: &GateLack) -> String {
    match lack {
        GateLack::Role {
            role,
            missing,
            people,
            delegates,
        } => role_lack(role, *missing, people, delegates),
        GateLack::Person { person, delegate: None } => format!("la décision de {person}"),
        GateLack::Person {
            person,
            delegate: Some(delegate),
        } => format!("la décision de {person}, ou de {delegate} à sa place"),
        GateLack::Rejected { by, .. } => format!("{by} a demandé des corrections"),
        GateLack::Stale { by, fields } if fields.is_empty() => format!("{by} a validé une version antérieure"),
        GateLack::Stale { by, fields } => {
            format!(
                "{by} a validé une version antérieure\u{a0}: {} a changé depuis",
                quoted(fields)
            )
        }
        GateLack::Unconfirmed { by, items } => format!(
            "{by} a validé avec des corrections que personne n’a confirmées\u{a0}: {}",
            items.join(", ")
        ),
        GateLack::EvidenceNotAccepted { by, proof } => {
            format!(
                "la validation de {by} {}, ce que cette étape n’accepte pas",
                proved(*proof)
            )
        }
        GateLack::Maker { by } => format!("{by} a fait le travail et ne peut pas le valider"),
        GateLack::UnknownAuthor { author } => {
            format!("{author} en a écrit une partie, et le studio ne connaît personne de ce nom")
        }
        GateLack::OpenRemark { item, by, text } => {
            format!("remarque bloquante {item} de {by}\u{a0}: «\u{a0}{text}\u{a0}»")
        }
        GateLack::UnreadableFeedback { file } => {
            format!("`{file}` peut contenir des remarques et ne se lit pas")
        }
        GateLack::NoDigest => "ce qui serait validé se lit de deux façons, ou une épreuve n’a pas d’empreinte".into(),
        GateLack::UnreadableCondition { text } => format!("sa condition est illisible\u{a0}: `{text}`"),
    }
}

fn role_lack(role: &str, missing: u32, people: &[String], delegates: &[String]) -> String {
    match (people, delegates) {
        ([], []) => format!("encore {missing} `{role}`, et personne d’autre n’a ce rôle"),
        ([], delegates) => format!(
            "encore {missing} `{role}`, et personne de ce rôle ne le peut\u{a0}: {} pourrait décider à sa place",
            delegates.join(", ")
        ),
        (people, _) => format!("encore {missing} `{role}` ({})", people.join(", ")),
    }
}

/// D’où vient une décision, après son auteur.
pub fn proved(proof: Proof) -> &'static str {
    match proof {
        Proof::Forge => "a été donnée sur la forge",
        Proof::Signature => "est signée",
        Proof::Relayed => "a été transmise",
        Proof::Claimed(Unproved::Said) => "est une déclaration",
        Proof::Claimed(Unproved::Unsigned) => "n’est signée de personne",
        Proof::Claimed(Unproved::BadSignature) => {
            "a une signature d’autres mots : elle a été retouchée, ou la signature est d’une autre"
        }
        Proof::Claimed(Unproved::UnreadableSignature) => "a une signature illisible",
        Proof::Claimed(Unproved::SignatureNotAFile) => "a un lien ou un dossier à la place de sa signature",
        Proof::Claimed(Unproved::SignatureTooLarge) => "a une signature trop grande pour en être une",
        Proof::Claimed(Unproved::OtherPurpose) => "a une signature faite pour autre chose",
        Proof::Claimed(Unproved::KeyNotTaken) => "est signée d’une clé faible, ou d’un genre qui n’est pas accepté",
        Proof::Claimed(Unproved::OthersKey) => "est signée de la clé de quelqu’un d’autre",
        Proof::Claimed(Unproved::UnknownKey) => "est signée d’une clé dont personne ne répond ici",
        Proof::Claimed(Unproved::KeyOutOfDate) => "est signée d’une clé qui ne comptait pas ce jour-là",
        Proof::Claimed(Unproved::SharedKey) => "est signée d’une clé que plusieurs personnes ont",
        Proof::Claimed(Unproved::OtherRepository) => "vient d’un autre dépôt",
        Proof::Claimed(Unproved::OtherAccount) => "vient d’un compte qui n’est pas le sien",
    }
}
