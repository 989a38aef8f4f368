//! Answers: what does a hand-made edit of a brief, or giving it to somebody, change?
//! Invariant: the id is never touched, the stage only by a move; names that are written are names of the studio.

use super::brief_items::{LISTS, Lists, add, remove, split};
use super::link::{LinkAnswer, link};
use super::refusal::{Answer, KeyOwner, Named, Refusal};
use super::request::stage_of;
use super::typed::{bad_value, day_expr, person, unresolved};
use super::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crate::model::brief::{Brief, Link, Priority};
use crate::model::money::Money;
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::model::similar::nearest;
use crate::model::studio::Studio;

/// One wish about one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// `--set field=value`; a value of a list key is split at commas.
    Set {
        key: String,
        value: String,
    },
    Unset {
        key: String,
    },
    /// One more item of a list.
    Add {
        key: String,
        value: String,
    },
    /// One item less.
    Remove {
        key: String,
        value: String,
    },
}

impl Wish {
    fn key(&self) -> &str {
        match self {
            Self::Set { key, .. } | Self::Unset { key } | Self::Add { key, .. } | Self::Remove { key, .. } => key,
        }
    }
}

/// Keys that a brief always has.
const REQUIRED: [&str; 2] = ["title", "kind"];

/// Makes the edits in the order of the wishes.
pub fn edit(studio: &Studio, brief: &Brief, wishes: &[Wish]) -> Result<Change, Refusal> {
    if wishes.is_empty() {
        return Err(Refusal::Unsaid {
            answers: vec![Answer::Field],
        });
    }
    let mut lists = Lists::new();
    let mut edits = Vec::new();
    for wish in wishes {
        check_owner(wish.key())?;
        match wish {
            Wish::Set { key, value } => edits.extend(set(studio, brief, key, value)?),
            Wish::Unset { key } => edits.push(unset(brief, key)?),
            Wish::Add { key, value } => edits.push(add(brief, &mut lists, key, value)?),
            Wish::Remove { key, value } => edits.push(remove(brief, &mut lists, key, value)?),
        }
    }
    let mut keys: Vec<&str> = wishes.iter().map(Wish::key).collect();
    keys.dedup();
    Ok(change(brief, edits, format!("edit: {} {}", brief.id, keys.join(", "))))
}

/// A brief that was rewritten in an editor: `after` is what the new text reads as.
pub fn rewritten(brief: &Brief, after: &Brief, was: String, text: String) -> Result<Change, Refusal> {
    if was == text {
        return Err(Refusal::NothingToChange);
    }
    for (key, same) in [
        ("id", brief.id == after.id),
        ("stage", brief.stage.value == after.stage.value),
    ] {
        if !same {
            check_owner(key)?;
        }
    }
    Ok(Change {
        message: Message {
            subject: format!("edit: {}", brief.id),
            body: Vec::new(),
        },
        files: vec![FileEdit::Replace {
            path: brief.file.clone(),
            was,
            text,
        }],
    })
}

/// Gives the brief to an owner, or a stage of it to people.
pub fn assign(studio: &Studio, brief: &Brief, people: &[String], stage: Option<&str>) -> Result<Change, Refusal> {
    let found: Vec<String> = people
        .iter()
        .map(|name| Ok(person(studio, name)?.to_string()))
        .collect::<Result<_, Refusal>>()?;
    let names = found.join(", ");
    let (edit, to) = match (stage, found.as_slice()) {
        (_, []) => {
            return Err(Refusal::Unsaid {
                answers: vec![Answer::Person],
            });
        }
        (Some(stage), _) => (who(studio, brief, stage, &found)?, format!("{stage} to {names}")),
        (None, [owner]) => {
            if brief.owner.as_ref().is_some_and(|now| now.as_str() == owner) {
                return Err(Refusal::NothingToChange);
            }
            (
                put(&[], "owner", YamlValue::Plain(owner.clone())),
                format!("to {names}"),
            )
        }
        (None, [_, second, ..]) => {
            return Err(bad_value("owner", second, Wanted::Id));
        }
    };
    Ok(change(brief, vec![edit], format!("assign: {} {to}", brief.id)))
}

fn who(studio: &Studio, brief: &Brief, stage: &str, people: &[String]) -> Result<KeyEdit, Refusal> {
    let (workflow, _) = stage_of(studio, brief)?;
    let stage = workflow
        .stage_once_called(stage)
        .ok_or_else(|| Refusal::no_such_stage(stage, workflow.stages.iter().map(|stage| stage.id.as_str())))?;
    let list = YamlValue::List(people.iter().cloned().map(YamlValue::Plain).collect());
    let name = stage.id.to_string();
    Ok(if brief.who.is_empty() {
        put(&[], "who", YamlValue::Map(vec![(name, list)]))
    } else {
        put(&["who"], &name, list)
    })
}

fn check_owner(key: &str) -> Result<(), Refusal> {
    let owner = match key {
        "id" => KeyOwner::Nobody,
        "stage" => KeyOwner::Move,
        "crops" => KeyOwner::Migrate,
        _ => return Ok(()),
    };
    Err(Refusal::ProtectedKey { key: key.into(), owner })
}

fn set(studio: &Studio, brief: &Brief, key: &str, value: &str) -> Result<Vec<KeyEdit>, Refusal> {
    let plain = |value: String| vec![put(&[], key, YamlValue::Plain(value))];
    let somebody = |name: &str| Ok(plain(person(studio, name)?.to_string()));
    match key {
        "title" if super::yaml_text::one_plain_line(value).is_empty() => Err(Refusal::EmptyTitle),
        "kind" => set_kind(studio, brief, value),
        "owner" | "requester" => somebody(value),
        "campaign" | "deliverable" => set_link(studio, brief, key, value),
        "priority" => match Priority::from_word(value) {
            Some(priority) => Ok(plain(priority.word().into())),
            None => Err(bad_value(key, value, Wanted::OneOf(&Priority::WORDS))),
        },
        "due" => {
            day_expr(studio, key, value, &brief.link)?;
            Ok(plain(value.trim().into()))
        }
        "budget" if Money::parse(value, Some(studio.settings.currency)).is_none() => {
            Err(bad_value(key, value, Wanted::Money))
        }
        "rush" | "rush.reason" => Ok(vec![set_rush(brief, "reason", YamlValue::Text(value.into()))]),
        "rush.agreed_by" => {
            let by = person(studio, value)?.to_string();
            Ok(vec![set_rush(brief, "agreed_by", YamlValue::Plain(by))])
        }
        "who" | "proofs" | "context" => Err(Refusal::NotAList { key: key.into() }),
        _ if LISTS.contains(&key) => Ok(vec![put(&[], key, split(value))]),
        _ => Ok(vec![put(&[], key, YamlValue::Text(value.into()))]),
    }
}

fn set_rush(brief: &Brief, key: &str, value: YamlValue) -> KeyEdit {
    if brief.rush.is_some() {
        put(&["rush"], key, value)
    } else {
        put(&[], "rush", YamlValue::Map(vec![(key.into(), value)]))
    }
}

/// The stage must be one of the new kind's workflow too.
fn set_kind(studio: &Studio, brief: &Brief, value: &str) -> Result<Vec<KeyEdit>, Refusal> {
    let kind = resolve::kind(studio, value).map_err(|why| unresolved(Named::Kind, why))?;
    let workflow = studio.workflows.get(&kind.workflow.value);
    if workflow
        .and_then(|workflow| workflow.stage(brief.stage.as_str()))
        .is_none()
    {
        return Err(Refusal::UnknownStage {
            brief: brief.id.to_string(),
            stage: brief.stage.to_string(),
            workflow: kind.workflow.to_string(),
        });
    }
    Ok(vec![put(&[], "kind", YamlValue::Plain(kind.id.to_string()))])
}

/// A brief has one link: the other one goes.
fn set_link(studio: &Studio, brief: &Brief, key: &str, value: &str) -> Result<Vec<KeyEdit>, Refusal> {
    let campaign = brief.link.campaign().map(ToString::to_string);
    let answer = if key == "campaign" {
        LinkAnswer {
            campaign: Some(value.into()),
            deliverable: None,
        }
    } else {
        LinkAnswer {
            campaign: campaign.filter(|_| !value.contains('/')),
            deliverable: Some(value.into()),
        }
    };
    let linked = link(studio, &answer)?;
    linked.check_kind(&brief.kind)?;
    let name = match &linked.link {
        Link::None => return Ok(Vec::new()),
        Link::Campaign(campaign) => campaign.to_string(),
        Link::Deliverable(deliverable) => deliverable.to_string(),
    };
    let other = match (&brief.link, key) {
        (Link::Campaign(_), "deliverable") => Some("campaign"),
        (Link::Deliverable(_), "campaign") => Some("deliverable"),
        _ => None,
    };
    // Renaming keeps the link where it stood in the file.
    Ok(match other {
        Some(other) => vec![
            KeyEdit {
                at: vec![Segment::Key(other.into())],
                operation: Operation::Rename(key.into()),
            },
            put(&[], key, YamlValue::Plain(name)),
        ],
        None => vec![put(&[], key, YamlValue::Plain(name))],
    })
}

fn unset(brief: &Brief, key: &str) -> Result<KeyEdit, Refusal> {
    if REQUIRED.contains(&key) {
        return Err(Refusal::ProtectedKey {
            key: key.into(),
            owner: KeyOwner::Required,
        });
    }
    let there = match (key, &brief.link) {
        ("campaign", link) => matches!(link, Link::Campaign(_)),
        ("deliverable", link) => matches!(link, Link::Deliverable(_)),
        _ => has_key(brief, key),
    };
    if !there {
        let known = brief.fields.iter().map(|field| &*field.key);
        return Err(Refusal::NoSuchKey {
            key: key.into(),
            near: nearest(key, known.chain(SETTABLE)).map(str::to_owned),
        });
    }
    Ok(KeyEdit {
        at: vec![Segment::Key(key.into())],
        operation: Operation::Remove,
    })
}

const SETTABLE: [&str; 8] = [
    "owner",
    "requester",
    "priority",
    "due",
    "ref",
    "budget",
    "campaign",
    "deliverable",
];

pub(super) fn has_key(brief: &Brief, key: &str) -> bool {
    match key {
        "who" => !brief.who.is_empty(),
        "priority" => brief.priority != Priority::Normal,
        "rush" => brief.rush.is_some(),
        "imported" => brief.imported.is_some(),
        _ => brief.is_filled(key) || brief.field(key).is_some(),
    }
}

pub(super) fn put(at: &[&str], key: &str, value: YamlValue) -> KeyEdit {
    KeyEdit {
        at: at.iter().map(|key| Segment::Key((*key).into())).collect(),
        operation: Operation::Put { key: key.into(), value },
    }
}

fn change(brief: &Brief, edits: Vec<KeyEdit>, subject: String) -> Change {
    Change {
        message: Message {
            subject,
            body: Vec::new(),
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
    use crate::model::sample;

    fn set_to(key: &str, value: &str) -> Wish {
        Wish::Set {
            key: key.into(),
            value: value.into(),
        }
    }

    fn edits(change: Result<Change, Refusal>) -> Vec<KeyEdit> {
        match change.expect("a change").files.as_slice() {
            [FileEdit::Edit { edits, .. }] => edits.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn values_are_written_as_their_key_wants_them() {
        let brief = sample::linked(sample::brief("film-000001", "brief"), "spring-launch/hero-film");
        let text = |value: &str| YamlValue::Text(value.into());
        let plain = |value: &str| YamlValue::Plain(value.into());
        for (key, value, written) in [
            ("message", "no", text("no")),
            (
                "channels",
                "tv, social",
                YamlValue::List(vec![text("tv"), text("social")]),
            ),
            ("due", "J-14", plain("J-14")),
            ("owner", "LEA@lumen.example", plain("lea")),
            ("priority", "high", plain("high")),
            ("x-cost-centre", "42", text("42")),
        ] {
            let made = edits(edit(&sample::studio(), &brief, &[set_to(key, value)]));
            assert_eq!(made, [put(&[], key, written)], "{key}");
        }
    }

    #[test]
    fn keys_of_other_commands_are_refused() {
        let brief = sample::brief("film-000001", "brief");
        for (key, owner) in [
            ("id", KeyOwner::Nobody),
            ("stage", KeyOwner::Move),
            ("crops", KeyOwner::Migrate),
        ] {
            let refused = edit(&sample::studio(), &brief, &[set_to(key, "x")]).err();
            assert_eq!(refused, Some(Refusal::ProtectedKey { key: key.into(), owner }));
        }
        for (key, value) in [
            ("owner", "leo"),
            ("kind", "vidoe"),
            ("due", "J-14"),
            ("priority", "asap"),
            ("budget", "lots"),
        ] {
            assert!(edit(&sample::studio(), &brief, &[set_to(key, value)]).is_err(), "{key}");
        }
    }

    #[test]
    fn a_brief_has_one_link() {
        let mut brief = sample::brief("film-000001", "brief");
        brief.link = Link::Campaign(sample::placed(
            crate::model::id::CampaignId::new("spring-launch").expect("a slug"),
        ));
        let made = edits(edit(&sample::studio(), &brief, &[set_to("deliverable", "hero-film")]));
        assert_eq!(made[0].operation, Operation::Rename("deliverable".into()));
        assert_eq!(
            made[1],
            put(&[], "deliverable", YamlValue::Plain("spring-launch/hero-film".into()))
        );
    }

    #[test]
    fn a_stage_is_given_to_several_people_but_a_brief_to_one() {
        let (studio, brief) = (sample::studio(), sample::brief("film-000001", "brief"));
        let people = ["lea".to_owned(), "marc".to_owned()];
        let made = edits(assign(&studio, &brief, &people, Some("production")));
        let list = YamlValue::List(vec![YamlValue::Plain("lea".into()), YamlValue::Plain("marc".into())]);
        assert_eq!(
            made,
            [put(&[], "who", YamlValue::Map(vec![("production".into(), list)]))]
        );
        assert_eq!(
            edits(assign(&studio, &brief, &people[..1], None)),
            [put(&[], "owner", YamlValue::Plain("lea".into()))]
        );
        assert!(assign(&studio, &brief, &people, None).is_err());
        assert!(assign(&studio, &brief, &people, Some("prod")).is_err());
    }

    #[test]
    fn an_editor_may_not_move_a_brief() {
        let before = sample::brief("film-000001", "brief");
        let moved = sample::brief("film-000001", "production");
        assert!(matches!(
            rewritten(&before, &moved, "a".into(), "b".into()),
            Err(Refusal::ProtectedKey {
                owner: KeyOwner::Move,
                ..
            })
        ));
        assert_eq!(
            rewritten(&before, &before, "a".into(), "a".into()),
            Err(Refusal::NothingToChange)
        );
    }
}
