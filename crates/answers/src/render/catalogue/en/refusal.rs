//! Answers: why a change cannot be made, in English?
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
            let sentence = Sentence::new(format!("there is no stage `{typed}`"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}`?")),
                None => sentence.hint(format!("the stages are {}", quoted(known))),
            }
        }
        Refusal::Unsaid { answers } => {
            let flags: Vec<_> = answers.iter().map(|answer| flag(*answer)).collect();
            Sentence::new("something is left to say").hint(format!("add {}", flags.join(" ")))
        }
        Refusal::BadValue {
            key,
            value,
            wanted: kind,
        } => Sentence::new(format!("`{key}` cannot be `{value}`")).hint(format!("it takes {}", wanted(*kind))),
        Refusal::NoWorkflow { kind, workflow } => Sentence::new(format!(
            "the kind `{kind}` follows the workflow `{workflow}`, which has no stage or is not there"
        ))
        .command("crops check"),
        Refusal::EmptyTitle => Sentence::new("the title has nothing in it").hint("add `--title \"…\"`"),
        Refusal::OtherKind {
            deliverable,
            kind,
            given,
        } => Sentence::new(format!("`{deliverable}` is of the kind `{kind}`, not `{given}`"))
            .hint(format!("add `--kind {kind}`")),
        Refusal::OtherCampaign { deliverable, given } => {
            Sentence::new(format!("`{deliverable}` belongs to another campaign than `{given}`"))
                .hint("leave out `--campaign`: the deliverable names it")
        }
        Refusal::DayOfSeries { series, example } => {
            let sentence = Sentence::new(format!("`{series}` is a series: say which day of it"));
            match example {
                Some(day) => sentence.hint(format!("for example `{series}@{day}`")),
                None => sentence,
            }
        }
        Refusal::UnknownAnchor { text, campaign } => unknown_anchor(text, campaign.as_deref()),
        Refusal::NotARequest { brief, stage } => {
            Sentence::new(format!("{brief} is no longer a request: it is in `{stage}`"))
                .command(format!("crops brief show {brief}"))
        }
        Refusal::MissingIntake { brief, fields } => Sentence::new(format!("{brief} still lacks {}", fields.join(", ")))
            .command(format!("crops brief edit {brief}")),
        Refusal::NoStageOf { workflow, class } => match class {
            Wish::Next => Sentence::new(format!("the workflow `{workflow}` has no stage after this one")),
            Wish::Dropped => Sentence::new(format!("the workflow `{workflow}` has no stage of the class `dropped`")),
        },
        Refusal::MoveNotAllowed(refused) => move_not_allowed(refused),
        Refusal::GateNotMet { brief, stage, lacks } => {
            let lacks: Vec<_> = lacks.iter().map(lack).collect();
            Sentence::new(format!("{brief} cannot leave `{stage}` yet: {}", lacks.join("; ")))
                .command(format!("crops brief show {brief}"))
        }
        Refusal::StillLacks { brief, to, lacks } => super::leaving::still_lacks(brief, to, lacks),
        Refusal::LeavesByRequest {
            brief,
            short,
            gate,
            branch,
        } => Sentence::new(format!(
            "`{branch}` takes commits by pull requests alone: `{brief}` leaves `{gate}` when its request is merged"
        ))
        .command(format!("crops submit {short}")),
        Refusal::StageGone {
            stage,
            workflow,
            briefs,
            known,
        } => Sentence::new(format!(
            "{} in `{stage}`, which the workflow `{workflow}` does not have; it has {}",
            counted(*briefs, "brief is", "briefs are"),
            known.join(", ")
        ))
        .command(format!("crops workflow adopt --from {stage}=STAGE")),
        Refusal::MayNotOverride { person, stage, roles } => Sentence::new(format!(
            "{person} may not let more rounds pass at `{stage}`: {} may",
            roles.join(", ")
        )),
        Refusal::ProtectedKey { key, owner } => protected(key, *owner),
        Refusal::NoSuchKey { key, near } => {
            let sentence = Sentence::new(format!("there is no `{key}` to take away"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}`?")),
                None => sentence,
            }
        }
        Refusal::NotAList { key } => Sentence::new(format!("`{key}` takes one value, or a list: not what was given")),
        Refusal::NothingToChange => Sentence::new("everything is already as asked"),
        Refusal::IdTaken { id, free } => Sentence::new(format!("`{id}` is taken")).hint(format!("`{free}` is free")),
        Refusal::BadId { id, suggestion } => Sentence::new(format!(
            "`{id}` cannot be an id: lower-case letters, digits and single hyphens only"
        ))
        .hint(format!("`{suggestion}` can")),
        Refusal::UnknownStage { brief, stage, workflow } => Sentence::new(format!(
            "{brief} is in `{stage}`, which the workflow `{workflow}` does not have"
        ))
        .command(format!("crops workflow adopt --from {stage}=STAGE")),
        Refusal::NoRoleAtGate(lacking) => no_role(lacking),
        Refusal::SameBytes { asset } => {
            Sentence::new(format!("`{asset}` has exactly these bytes")).command(format!("crops asset show {asset}"))
        }
        Refusal::OtherBytes { said, found } => {
            Sentence::new(format!("the file has the hash {found}, not {said}")).hint("is it the right version?")
        }
        Refusal::NotAnswered { template, key } => {
            Sentence::new(format!("the template `{template}` asks for `{key}`")).hint(format!("add `--set {key}=…`"))
        }
        Refusal::NotAsked { key, near, known } => {
            let sentence = Sentence::new(format!("`{key}` is nothing that this template asks"));
            match near {
                Some(near) => sentence.hint(format!("did you mean `{near}`?")),
                None => sentence.hint(format!("it takes {}", quoted(known))),
            }
        }
        Refusal::BadPlace { text } => Sentence::new(format!("`{text}` is no place"))
            .hint("write `x=0.71,y=0.12`, `page=3`, `at=00:00:12:05` or `field=message`"),
        Refusal::NotOnePerRemark { flag, given, remarks } => Sentence::new(format!(
            "`{flag}` is there {given} times for {}",
            counted(*remarks, "remark", "remarks")
        ))
        .hint("give it once for all, or once for each in their order"),
        Refusal::NothingToSubmit {
            brief,
            stage,
            next: None,
            ..
        } => Sentence::new(format!("{brief} is at `{stage}` already")).command(format!("crops brief show {brief}")),
        Refusal::NothingToSubmit {
            brief,
            stage,
            class,
            next: Some(next),
        } => Sentence::new(format!("after `{stage}` comes `{next}`, where nothing is approved"))
            .command(leads_on(*class, brief, next)),
        Refusal::NothingToRevoke { brief, person, stage } => {
            Sentence::new(format!("`{person}` has no approval to take back at `{stage}`"))
                .command(format!("crops brief show {brief}"))
        }
        Refusal::NothingToConfirm { brief, person, stage } => Sentence::new(format!(
            "no approval at `{stage}` waits for changes that `{person}` may confirm"
        ))
        .command(format!("crops brief show {brief}")),
        Refusal::NotAGate { brief, stage } => {
            Sentence::new(format!("{brief} is in `{stage}`, where nothing is approved"))
                .command(format!("crops move {brief} …"))
        }
    }
}

fn no_role(lacking: &NoRole) -> Sentence {
    let said = Sentence::new(format!(
        "`{}` has none of the roles that decide at `{}`: {}",
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
    let (noun, list) = named(what);
    match why {
        Unresolved::Ambiguous { .. } => sentence,
        Unresolved::Unknown { typed, near } => {
            let text = format!("there is no {noun} `{typed}`");
            match near {
                Some(_) => Sentence { text, ..sentence },
                None => Sentence::new(text).command(list),
            }
        }
    }
}

const fn named(what: Named) -> (&'static str, &'static str) {
    match what {
        Named::Brief => ("brief", "crops brief list"),
        Named::Campaign => ("campaign", "crops campaign list"),
        Named::Deliverable => ("deliverable", "crops campaign list"),
        Named::Kind => ("kind", "ls kinds"),
        Named::Party => ("party", "ls parties"),
        Named::Person => ("person", "ls team"),
        Named::Channel => ("channel", "grep channels: taxonomy.yml"),
        Named::Role => ("role", "grep -h roles: team/*.yml"),
        Named::Task => ("task", "crops plan"),
        Named::Asset => ("asset", "crops asset list"),
        Named::Template => ("template", "crops template list"),
        Named::Remark => ("remark", "crops feedback list"),
        Named::Workflow => ("workflow", "crops workflow show"),
        Named::HandoffItem => ("item on the checklist", "grep handoff: workflows/*.yml"),
        Named::Side => ("side", "crops resolve --take stage=ours"),
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
        Some(campaign) => Sentence::new(format!(
            "`{text}` counts from an anchor that `{campaign}` does not have"
        ))
        .command(format!("crops campaign show {campaign}")),
        None => Sentence::new(format!("`{text}` counts from a launch, and no campaign is named"))
            .hint("add `--campaign ID`, or give a date"),
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
        NotAllowed::Skips { stage } => format!("`{stage}` comes before it"),
        NotAllowed::Gate { stage } => format!("the gate `{stage}` is not met"),
        NotAllowed::HoldReturnsTo { stage } => format!("a hold returns to `{stage}`"),
        NotAllowed::Closed => "it is closed: only an earlier stage reopens it".into(),
        NotAllowed::OtherProcess { workflow } => format!("its kind leads to another process, `{workflow}`"),
        NotAllowed::AlreadyThere => return Sentence::new(format!("{brief} is already in `{to}`")),
    };
    let sentence = Sentence::new(format!("{brief} cannot go from `{from}` to `{to}`: {reason}"));
    match allowed.as_slice() {
        [] => sentence,
        [one] => sentence.command(format!("crops move {brief} {one}")),
        several => {
            let stages: Vec<_> = several.iter().map(|stage| format!("`{stage}`")).collect();
            sentence.hint(format!("it can go to {}", stages.join(", ")))
        }
    }
}

fn protected(key: &str, owner: KeyOwner) -> Sentence {
    match owner {
        KeyOwner::Nobody => Sentence::new(format!("`{key}` is made once and never changes")),
        KeyOwner::Required => Sentence::new(format!("a record cannot be without `{key}`")),
        KeyOwner::Move => Sentence::new(format!("`{key}` changes by moving the brief")).command("crops move ID STAGE"),
        KeyOwner::Migrate => Sentence::new(format!("`{key}` changes with the format alone")),
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
        GateLack::Person { person, delegate: None } => format!("the verdict of {person}"),
        GateLack::Person {
            person,
            delegate: Some(delegate),
        } => format!("the verdict of {person}, or of {delegate} for them"),
        GateLack::Rejected { by, .. } => format!("{by} asked for changes"),
        GateLack::Stale { by, fields } if fields.is_empty() => format!("{by} approved an earlier version"),
        GateLack::Stale { by, fields } => {
            format!("{by} approved an earlier version: {} changed since", quoted(fields))
        }
        GateLack::Unconfirmed { by, items } => {
            format!(
                "{by} approved with changes that nobody has confirmed: {}",
                items.join(", ")
            )
        }
        GateLack::EvidenceNotAccepted { by, proof } => {
            format!(
                "the approval of {by} {}, and this gate does not accept that",
                proved(*proof)
            )
        }
        GateLack::Maker { by } => format!("{by} made the work and cannot approve it"),
        GateLack::UnknownAuthor { author } => format!("{author} wrote a part of it and is nobody the studio knows"),
        GateLack::OpenRemark { item, by, text } => format!("blocking remark {item} of {by}: “{text}”"),
        GateLack::UnreadableFeedback { file } => format!("`{file}` may hold remarks and cannot be read"),
        GateLack::NoDigest => "what would be approved reads in two ways, or a proof has no hash".into(),
        GateLack::UnreadableCondition { text } => format!("its condition cannot be read: `{text}`"),
    }
}

fn role_lack(role: &str, missing: u32, people: &[String], delegates: &[String]) -> String {
    match (people, delegates) {
        ([], []) => format!("{missing} more `{role}`, and nobody else has the role"),
        ([], delegates) => format!(
            "{missing} more `{role}`, and nobody who has the role may: {} could decide in their place",
            delegates.join(", ")
        ),
        (people, _) => format!("{missing} more `{role}` ({})", people.join(", ")),
    }
}

/// Where a verdict comes from, after its author: `the approval of ines …`.
pub fn proved(proof: Proof) -> &'static str {
    match proof {
        Proof::Forge => "was given on the forge",
        Proof::Signature => "is signed",
        Proof::Relayed => "was relayed",
        Proof::Claimed(Unproved::Said) => "is a claim",
        Proof::Claimed(Unproved::Unsigned) => "is signed by nobody",
        Proof::Claimed(Unproved::BadSignature) => {
            "has a signature of other words: it was edited, or the signature is another's"
        }
        Proof::Claimed(Unproved::UnreadableSignature) => "has a signature that cannot be read",
        Proof::Claimed(Unproved::SignatureNotAFile) => "has a link or a folder where its signature should be",
        Proof::Claimed(Unproved::SignatureTooLarge) => "has a signature that is too large to be one",
        Proof::Claimed(Unproved::OtherPurpose) => "has a signature that was made for something else",
        Proof::Claimed(Unproved::KeyNotTaken) => "is signed with a weak key, or one of a kind that is not taken",
        Proof::Claimed(Unproved::UnknownKey) => "is signed with a key that nobody here vouches for",
        Proof::Claimed(Unproved::OthersKey) => "is signed with somebody else's key",
        Proof::Claimed(Unproved::KeyOutOfDate) => "is signed with a key that did not count that day",
        Proof::Claimed(Unproved::SharedKey) => "is signed with a key that several people have",
        Proof::Claimed(Unproved::OtherRepository) => "comes from another repository",
        Proof::Claimed(Unproved::OtherAccount) => "comes from an account that is not theirs",
    }
}
