//! Answers: what does a new request write?
//! Invariant: an id is new to the studio; a request enters the first stage of its kind's workflow and leaves it only with its intake filled.
//! Source: design, "Ids" and "One link, one due day".

use super::link::{LinkAnswer, link};
use super::refusal::{Answer, Named, Refusal};
use super::request_text::entries;
use super::typed::{bad_value, day_expr, money, person, placed, priority, unresolved};
use super::yaml_text::{document, one_plain_line};
use super::{Change, FileEdit, KeyEdit, Message, Operation, YamlValue};
use crate::model::Day;
use crate::model::anchor::DayExpr;
use crate::model::brief::{Brief, Content, Field, Link, Rush};
use crate::model::id::{BriefId, KindId, LONGEST_ID, RANDOM_PART, StageId, random_part, slug_of};
use crate::model::kind::Kind;
use crate::model::place::{Placed, Span, StudioPath};
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::model::studio::Studio;
use crate::model::workflow::{Stage, Workflow};
use crate::plan::anchors::day_of;
use crate::plan::calendars::Calendars;
use crate::plan::due;
use chrono::Datelike;
use std::collections::BTreeSet;

/// Longest readable part of a brief's id, in bytes.
const LONGEST_SLUG: usize = 40;

/// What somebody said about a new piece of work; empty means not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    pub kind: Option<String>,
    pub title: Option<String>,
    /// The readable part of the id; made of the title when not said.
    pub slug: Option<String>,
    pub link: LinkAnswer,
    pub needed: Needed,
    pub requester: Option<String>,
    pub owner: Option<String>,
    pub priority: Option<String>,
    pub reference: Option<String>,
    pub budget: Option<String>,
    pub rush: Option<RushAnswer>,
    /// Every other key, in the order given: objective, audience, message, channels, `x-` keys, …
    pub fields: Vec<(String, YamlValue)>,
}

/// By when it is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Needed {
    /// The campaign's deliverable tells, or nobody.
    #[default]
    NotSaid,
    /// `due:` of its own: the work is done by the evening of that day.
    ReadyBy(String),
    /// The day it goes live, and the last day of work that leaves the handover.
    LiveOn { live: Day, ready: Day },
}

/// Why a request under its kind's lead time is taken all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RushAnswer {
    pub reason: String,
    pub agreed_by: Option<String>,
}

/// A request as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Requested {
    pub change: Change,
    pub brief: Brief,
    /// Fields that the kind asks for before it leaves its queue, in the kind's order.
    pub missing: Vec<String>,
}

/// A new brief in the first stage of its kind's workflow. `seed` makes the random part of its id.
pub fn new(studio: &Studio, answers: &Answers, today: Day, seed: u64) -> Result<Requested, Refusal> {
    let made = make(studio, answers, today, seed, &mut random_parts(studio))?;
    let change = Change {
        message: Message {
            subject: format!("request: {}", made.brief.id),
            body: Vec::new(),
        },
        files: vec![FileEdit::Create {
            path: made.brief.file.clone(),
            text: made.text,
        }],
    };
    Ok(Requested {
        change,
        brief: made.brief,
        missing: made.missing,
    })
}

/// A brief and the text of its file.
pub(super) struct Made {
    pub brief: Brief,
    pub missing: Vec<String>,
    pub text: String,
}

/// A brief whose random part is not `taken`; its own is added.
pub(super) fn make(
    studio: &Studio,
    answers: &Answers,
    today: Day,
    seed: u64,
    taken: &mut BTreeSet<String>,
) -> Result<Made, Refusal> {
    let linked = link(studio, &answers.link)?;
    let kind_name = answers.kind.clone().or(linked.kind.as_ref().map(ToString::to_string));
    let (Some(kind_name), Some(title)) = (&kind_name, &answers.title) else {
        let kind = kind_name.is_none().then_some(Answer::Kind);
        let title = answers.title.is_none().then_some(Answer::Title);
        return Err(Refusal::Unsaid {
            answers: [kind, title].into_iter().flatten().collect(),
        });
    };
    let kind = resolve::kind(studio, kind_name).map_err(|why| unresolved(Named::Kind, why))?;
    linked.check_kind(&kind.id)?;
    let first = first_stage(studio, kind)?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_plain_line(&title).is_empty() {
        return Err(Refusal::EmptyTitle);
    }
    let name = answers.slug.as_deref().unwrap_or(&title);
    let id = brief_id(name, &kind.id, seed, taken).ok_or(Refusal::EmptyTitle)?;
    taken.extend(id.random_part().map(str::to_owned));
    let start = Start {
        id,
        title,
        kind,
        first,
        today,
    };
    let brief = brief_of(studio, answers, start, linked.link)?;
    let missing = missing_intake(kind, &brief);
    let text = document(&entries(&brief, answers, &missing));
    Ok(Made { brief, missing, text })
}

struct Start<'a> {
    id: BriefId,
    title: String,
    kind: &'a Kind,
    first: &'a Stage,
    today: Day,
}

fn brief_of(studio: &Studio, answers: &Answers, start: Start<'_>, link: Link) -> Result<Brief, Refusal> {
    let somebody = |name: &Option<String>| name.as_deref().map(|name| person(studio, name)).transpose();
    let due = own_due(studio, &answers.needed, &link)?;
    let file = file_of(&start.id, start.today)?;
    let rush = answers.rush.as_ref().map(|rush| {
        Ok(Rush {
            reason: rush.reason.as_str().into(),
            agreed_by: somebody(&rush.agreed_by)?,
        })
    });
    Ok(Brief {
        file,
        title: placed(start.title.as_str().into()),
        kind: placed(start.kind.id.clone()),
        stage: placed(start.first.id.value.clone()),
        link,
        requester: somebody(&answers.requester)?,
        owner: somebody(&answers.owner)?,
        who: Vec::new(),
        priority: priority(answers.priority.as_deref())?,
        due: due.map(placed),
        reference: answers.reference.as_deref().map(|text| placed(text.into())),
        budget: money(studio, answers.budget.as_deref())?,
        rush: rush.transpose()?,
        imported: None,
        proofs: Vec::new(),
        fields: answers.fields.iter().map(|(key, value)| field(key, value)).collect(),
        id: start.id,
    })
}

fn file_of(id: &BriefId, today: Day) -> Result<StudioPath, Refusal> {
    let path = format!("briefs/{:04}-{:02}/{id}/brief.yml", today.year(), today.month());
    StudioPath::new(&path).ok_or(Refusal::EmptyTitle)
}

fn field(key: &str, value: &YamlValue) -> Field {
    let text = |value: &YamlValue| match value {
        YamlValue::Text(text) | YamlValue::Plain(text) => text.as_str().into(),
        YamlValue::List(_) | YamlValue::Map(_) => Box::<str>::default(),
    };
    let content = match value {
        YamlValue::Text(_) | YamlValue::Plain(_) => Content::Text(text(value)),
        YamlValue::List(items)
            if items
                .iter()
                .all(|item| matches!(item, YamlValue::Text(_) | YamlValue::Plain(_))) =>
        {
            let placed = |item| Placed::new(text(item), Span::WHOLE_FILE);
            Content::List(items.iter().map(placed).collect())
        }
        YamlValue::List(items) => Content::Structure(items.len()),
        YamlValue::Map(entries) => Content::Structure(entries.len()),
    };
    Field {
        key: key.into(),
        content,
    }
}

/// By when the work must be ready for something that goes live on the day `text` names.
pub fn needed_for_live(
    studio: &Studio,
    calendars: &Calendars<'_>,
    answers: &Answers,
    text: &str,
) -> Result<Needed, Refusal> {
    let linked = link(studio, &answers.link)?;
    let live = day_expr(studio, "live", text, &linked.link)?;
    let campaign = linked.link.campaign().and_then(|id| studio.campaigns.get(id));
    let kind = answers.kind.as_deref().and_then(KindId::new).or(linked.kind);
    let handover = kind.map(|kind| due::handover(studio, &kind, None)).unwrap_or_default();
    let live = day_of(&live, campaign, calendars.studio());
    let ready = live.and_then(|live| due::ready_day(live, &handover, calendars));
    match (live, ready) {
        (Some(live), Some(ready)) => Ok(Needed::LiveOn { live, ready }),
        _ => Err(bad_value("live", text, Wanted::DayOrAnchor)),
    }
}

/// Fields of the kind's intake that the brief leaves open, in the kind's order.
pub fn missing_intake(kind: &Kind, brief: &Brief) -> Vec<String> {
    let open = kind.intake.iter().filter(|key| !brief.is_filled(key));
    open.map(|key| key.to_string()).collect()
}

/// The random parts that the studio's briefs have.
pub fn random_parts(studio: &Studio) -> BTreeSet<String> {
    let parts = studio.briefs.keys().filter_map(|id| id.random_part());
    parts.map(str::to_owned).collect()
}

/// An id whose random part is not `taken`; `None` when neither title nor kind gives a slug.
pub fn brief_id(title: &str, kind: &KindId, seed: u64, taken: &BTreeSet<String>) -> Option<BriefId> {
    let slug = match slug_of(title, LONGEST_SLUG) {
        slug if slug.is_empty() => slug_of(kind.as_str(), LONGEST_ID - RANDOM_PART - 1),
        slug => slug,
    };
    // A step of full period over the 30 bits: of one more try than there are ids, one is free.
    let mut next = seed;
    for _ in 0..=taken.len() {
        let part = random_part(next);
        if !taken.contains(&part) {
            return BriefId::new(&format!("{slug}-{part}"));
        }
        next = next.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
    }
    None
}

/// The workflow and stage a brief is in.
pub fn stage_of<'a>(studio: &'a Studio, brief: &Brief) -> Result<(&'a Workflow, &'a Stage), Refusal> {
    let kind = resolve::kind(studio, brief.kind.as_str()).map_err(|why| unresolved(Named::Kind, why))?;
    let workflow = studio.workflow_of(brief).ok_or_else(|| no_workflow(kind))?;
    let stage = workflow
        .stage_once_called(brief.stage.as_str())
        .ok_or_else(|| Refusal::UnknownStage {
            brief: brief.id.to_string(),
            stage: brief.stage.to_string(),
            workflow: workflow.id.to_string(),
        })?;
    Ok((workflow, stage))
}

fn first_stage<'a>(studio: &'a Studio, kind: &Kind) -> Result<&'a Stage, Refusal> {
    let workflow = studio.workflows.get(&kind.workflow.value);
    workflow
        .and_then(Workflow::first_stage)
        .ok_or_else(|| no_workflow(kind))
}

fn no_workflow(kind: &Kind) -> Refusal {
    Refusal::NoWorkflow {
        kind: kind.id.to_string(),
        workflow: kind.workflow.to_string(),
    }
}

fn own_due(studio: &Studio, needed: &Needed, link: &Link) -> Result<Option<DayExpr>, Refusal> {
    match needed {
        Needed::NotSaid => Ok(None),
        Needed::LiveOn { ready, .. } => Ok(Some(DayExpr::Day(*ready))),
        Needed::ReadyBy(text) => day_expr(studio, "due", text, link).map(Some),
    }
}

pub(super) fn put(key: &str, value: YamlValue) -> KeyEdit {
    KeyEdit {
        at: Vec::new(),
        operation: Operation::Put { key: key.into(), value },
    }
}

/// `hero-film-k3x9qa from brief to production`.
pub(super) fn stage_change(brief: &Brief, to: &Placed<StageId>) -> String {
    format!("{} from {} to {}", brief.id, *brief.stage, **to)
}

/// One edited brief; the reasons become lines of the message's body.
pub(super) fn edit(brief: &Brief, edits: Vec<KeyEdit>, subject: String, reasons: &[&str]) -> Change {
    let body = reasons
        .iter()
        .map(|reason| format!("Reason: {}", one_plain_line(reason)));
    Change {
        message: Message {
            subject,
            body: body.collect(),
        },
        files: vec![FileEdit::Edit {
            path: brief.file.clone(),
            edits,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::resolve::Unresolved;
    use crate::model::sample;

    fn answers(kind: &str, title: &str) -> Answers {
        Answers {
            kind: Some(kind.into()),
            title: Some(title.into()),
            ..Answers::default()
        }
    }

    fn written(requested: &Requested) -> (&str, &str) {
        match requested.change.files.as_slice() {
            [FileEdit::Create { path, text }] => (path.as_str(), text),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_request_is_one_new_file_in_the_first_stage() {
        let said = Answers {
            link: LinkAnswer {
                campaign: Some("spring-launch".into()),
                deliverable: None,
            },
            needed: Needed::LiveOn {
                live: sample::day("2027-03-01"),
                ready: sample::day("2027-02-19"),
            },
            requester: Some("omar@lumen.example".into()),
            rush: Some(RushAnswer {
                reason: "the fair moved".into(),
                agreed_by: Some("ines".into()),
            }),
            fields: vec![("message".into(), YamlValue::Text("Le printemps commence ici".into()))],
            ..answers("video", "Film  héros\n30 s")
        };
        let requested = new(&sample::studio(), &said, sample::day("2026-11-21"), 7).expect("a request");
        assert_eq!(
            written(&requested),
            (
                "briefs/2026-11/film-heros-30-s-000007/brief.yml",
                "crops: brief/v1\nid: film-heros-30-s-000007\ntitle: Film héros 30 s\nkind: video\n\
                 campaign: spring-launch\nstage: intake\nrequester: omar\ndue: 2027-02-19   # live on 2027-03-01\n\
                 rush: {reason: the fair moved, agreed_by: ines}\nmessage: Le printemps commence ici\n\
                 objective:\naudience:\nchannels:\n"
            )
        );
        assert_eq!(requested.change.message.subject, "request: film-heros-30-s-000007");
        assert_eq!(requested.missing, ["objective", "audience", "channels"]);
    }

    #[test]
    fn a_random_part_that_is_taken_is_never_made_again() {
        let studio = sample::with_briefs([
            sample::brief("other-000007", "intake"),
            sample::brief("third-zzzzzz", "intake"),
        ]);
        let requested = new(&studio, &answers("video", "Film"), sample::day("2026-11-21"), 7).expect("a request");
        assert_ne!(requested.brief.id.as_str(), "film-000007");
        assert!(requested.brief.id.random_part().is_some());
    }

    #[test]
    fn a_title_without_letters_takes_its_kind_as_name() {
        for (title, id) in [
            ("日本", "video-000000"),
            ("?!", "video-000000"),
            (&"é".repeat(500), &*format!("{}-000000", "e".repeat(40))),
        ] {
            let requested = new(
                &sample::studio(),
                &answers("video", title),
                sample::day("2026-11-21"),
                0,
            );
            assert_eq!(requested.map(|r| r.brief.id.to_string()), Ok(id.into()), "{title}");
        }
    }

    #[test]
    fn the_deliverable_gives_the_kind() {
        let said = |deliverable: &str, kind: Option<&str>| Answers {
            kind: kind.map(Into::into),
            link: LinkAnswer {
                campaign: None,
                deliverable: Some(deliverable.into()),
            },
            ..answers("", "Film")
        };
        let made = |answers: &Answers| {
            new(&sample::studio(), answers, sample::day("2026-11-21"), 0).map(|r| r.brief.kind.to_string())
        };
        assert_eq!(made(&said("spring-launch/hero-film", None)), Ok("video".into()));
        assert_eq!(
            made(&said("VERO-2027-03/countdown@2027-02-09", None)),
            Ok("social".into())
        );
        assert!(matches!(
            made(&said("spring-launch/hero-film", Some("social"))),
            Err(Refusal::OtherKind { .. })
        ));
        assert!(matches!(
            made(&said("spring-launch/countdown", None)),
            Err(Refusal::DayOfSeries { .. })
        ));
        let Err(Refusal::Unresolved {
            what: Named::Deliverable,
            why,
        }) = made(&said("spring-launch/hero-flm", None))
        else {
            panic!("a typo was taken")
        };
        assert_eq!(
            why,
            Unresolved::Unknown {
                typed: "hero-flm".into(),
                near: Some("hero-film".into())
            }
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |answers: Answers| new(&sample::studio(), &answers, sample::day("2026-11-21"), 0).err();
        assert_eq!(
            refused(Answers::default()),
            Some(Refusal::Unsaid {
                answers: vec![Answer::Kind, Answer::Title]
            })
        );
        assert_eq!(refused(answers("video", " \u{202e}\u{7} ")), Some(Refusal::EmptyTitle));
        let due = |text: &str| Answers {
            needed: Needed::ReadyBy(text.into()),
            ..answers("video", "Film")
        };
        assert_eq!(
            refused(due("J-14")),
            Some(Refusal::UnknownAnchor {
                text: "J-14".into(),
                campaign: None
            })
        );
        assert!(matches!(refused(due("next week")), Some(Refusal::BadValue { .. })));
        let priority = Answers {
            priority: Some("asap".into()),
            ..answers("video", "Film")
        };
        assert!(matches!(refused(priority), Some(Refusal::BadValue { .. })));
    }
}
