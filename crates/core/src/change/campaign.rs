//! Answers: what do a new campaign and one more line of it write?
//! Invariant: ids are unique in the campaign; names that are written are names of the studio.
//! Source: design, "The studio: what is on disk".

use super::refusal::{Answer, Named, Refusal};
use super::typed::{bad_value, day_expr, person, placed, unresolved};
use super::yaml_text::{Entry, document, one_plain_line};
use super::{Change, FileEdit, KeyEdit, Message, Operation, Segment, YamlValue};
use crate::model::Day;
use crate::model::anchor::parse_day;
use crate::model::brief::Link;
use crate::model::campaign::{Campaign, Every};
use crate::model::duration::Length;
use crate::model::id::{CampaignId, ItemId, TermId, is_slug, slug_of};
use crate::model::place::StudioPath;
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::model::studio::Studio;
use std::collections::BTreeSet;

/// Longest id that is made of a title, in bytes.
const LONGEST_SLUG: usize = 40;

/// What somebody said about a new campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignAnswers {
    pub title: Option<String>,
    pub launch: Option<String>,
    pub id: Option<String>,
    pub client: Option<String>,
    pub owner: Option<String>,
    pub reference: Option<String>,
    /// Other anchors: name and day.
    pub dates: Vec<(String, String)>,
}

/// A campaign as it would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Founded {
    pub change: Change,
    pub id: CampaignId,
    pub title: String,
    pub launch: Day,
}

/// A new campaign with its anchors and no line yet.
pub fn new(studio: &Studio, answers: &CampaignAnswers) -> Result<Founded, Refusal> {
    let (Some(title), Some(launch)) = (&answers.title, &answers.launch) else {
        let title = answers.title.is_none().then_some(Answer::Title);
        let launch = answers.launch.is_none().then_some(Answer::Launch);
        return Err(Refusal::Unsaid {
            answers: [title, launch].into_iter().flatten().collect(),
        });
    };
    let title = one_plain_line(title);
    let id = campaign_id(studio, answers.id.as_deref(), &title)?;
    let day = |key: &str, text: &str| parse_day(text.trim()).ok_or_else(|| bad_value(key, text, Wanted::Day));
    let launch = day("launch", launch)?;
    let mut entries = vec![
        Entry::plain("crops", "campaign/v1"),
        Entry::plain("id", &id),
        Entry::text("title", &title),
    ];
    entries.extend(answers.reference.as_deref().map(|text| Entry::text("ref", text)));
    if let Some(client) = &answers.client {
        entries.push(Entry::plain("client", party(studio, client)?));
    }
    if let Some(owner) = &answers.owner {
        let owner = resolve::person(studio, owner).map_err(|why| unresolved(Named::Person, why))?;
        entries.push(Entry::plain("owner", owner));
    }
    entries.push(Entry::plain("launch", launch).noted("J: the day it goes live"));
    if !answers.dates.is_empty() {
        entries.push(Entry::new("dates", anchors(&answers.dates, &day)?));
    }
    let path = StudioPath::new(&format!("campaigns/{id}.yml")).ok_or(Refusal::EmptyTitle)?;
    let change = Change {
        message: message(format!("campaign: {id}")),
        files: vec![FileEdit::Create {
            path,
            text: document(&entries),
        }],
    };
    Ok(Founded {
        change,
        id,
        title,
        launch,
    })
}

fn anchors(dates: &[(String, String)], day: &dyn Fn(&str, &str) -> Result<Day, Refusal>) -> Result<YamlValue, Refusal> {
    let pair = |(name, text): &(String, String)| {
        if !is_slug(name) {
            return Err(bad_value("dates", name, Wanted::Id));
        }
        Ok((name.clone(), YamlValue::Plain(day(name, text)?.to_string())))
    };
    dates.iter().map(pair).collect::<Result<_, _>>().map(YamlValue::Map)
}

fn campaign_id(studio: &Studio, given: Option<&str>, title: &str) -> Result<CampaignId, Refusal> {
    let made = slug_of(title, LONGEST_SLUG);
    let wanted = given.unwrap_or(&made);
    let Some(id) = CampaignId::new(wanted) else {
        return Err(match given {
            Some(id) => Refusal::BadId {
                id: id.into(),
                suggestion: slug_of(id, LONGEST_SLUG),
            },
            None => Refusal::EmptyTitle,
        });
    };
    if studio.campaigns.contains_key(&id) {
        let free = (2..)
            .map(|n| format!("{id}-{n}"))
            .find(|name| !studio.campaigns.contains_key(name.as_str()));
        return Err(Refusal::IdTaken {
            id: id.to_string(),
            free: free.unwrap_or_default(),
        });
    }
    Ok(id)
}

fn party(studio: &Studio, name: &str) -> Result<String, Refusal> {
    let found = studio.parties.get(name.trim()).map(|party| party.id.to_string());
    found.ok_or_else(|| {
        let known = studio.parties.keys().map(|id| id.as_str());
        unresolved(Named::Party, resolve::unknown(name, known))
    })
}

/// One more line of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineAnswers {
    pub id: String,
    pub title: Option<String>,
    pub kind: Option<String>,
    /// The day a deliverable goes live, or by which a milestone is reached.
    pub day: Option<String>,
    pub duration: Option<String>,
    pub role: Option<String>,
    pub owner: Option<String>,
    pub party: Option<String>,
    /// Where a deliverable or series appears.
    pub channels: Vec<String>,
    pub needs: Vec<String>,
    pub every: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Deliverable,
    Task,
    Milestone,
    Series,
}

impl LineKind {
    /// The key of the campaign under which such lines stand.
    pub fn list(self) -> &'static str {
        match self {
            Self::Deliverable => "deliverables",
            Self::Task => "tasks",
            Self::Milestone => "milestones",
            Self::Series => "series",
        }
    }
}

/// Adds a deliverable, task, milestone or series to a campaign.
pub fn add(studio: &Studio, campaign: &Campaign, kind: LineKind, answers: &LineAnswers) -> Result<Change, Refusal> {
    let id = item_id(campaign, &answers.id)?;
    let line = YamlValue::Map(line(studio, campaign, kind, &id, answers)?);
    let edit = if has_lines(campaign, kind) {
        KeyEdit {
            at: vec![Segment::Key(kind.list().into())],
            operation: Operation::Append(line),
        }
    } else {
        KeyEdit {
            at: Vec::new(),
            operation: Operation::Put {
                key: kind.list().into(),
                value: YamlValue::List(vec![line]),
            },
        }
    };
    Ok(Change {
        message: message(format!("campaign: {} adds {} {id}", campaign.id, kind.list())),
        files: vec![FileEdit::Edit {
            path: campaign.file.clone(),
            edits: vec![edit],
        }],
    })
}

/// The keys of the line, in the order people read them.
fn line(
    studio: &Studio,
    campaign: &Campaign,
    kind: LineKind,
    id: &ItemId,
    answers: &LineAnswers,
) -> Result<Vec<(String, YamlValue)>, Refusal> {
    let mut line = vec![("id".to_owned(), YamlValue::Plain(id.to_string()))];
    let mut say = |key: &str, value: Option<YamlValue>| line.extend(value.map(|value| (key.to_owned(), value)));
    let day = |key: &str, text: &Option<String>| anchored(studio, campaign, key, text.as_deref());
    say(
        "title",
        answers
            .title
            .as_deref()
            .map(|title| YamlValue::Text(one_plain_line(title))),
    );
    match kind {
        LineKind::Deliverable => {
            say("kind", Some(known_kind(studio, answers)?));
            say("live", day("live", &answers.day)?);
        }
        LineKind::Series => {
            say("kind", Some(known_kind(studio, answers)?));
            say("every", Some(every(answers)?));
            say(
                "from",
                Some(required(day("from", &answers.from)?, "from", Wanted::DayOrAnchor)?),
            );
            say(
                "to",
                Some(required(day("to", &answers.to)?, "to", Wanted::DayOrAnchor)?),
            );
        }
        LineKind::Task => say("duration", Some(duration(answers)?)),
        LineKind::Milestone => say("by", day("by", &answers.day)?),
    }
    say(
        "role",
        answers
            .role
            .as_deref()
            .map(|role| known_role(studio, role))
            .transpose()?,
    );
    let owner = answers
        .owner
        .as_deref()
        .map(|owner| person(studio, owner))
        .transpose()?;
    say("owner", owner.map(|id| YamlValue::Plain(id.to_string())));
    let named = answers.party.as_deref().map(|name| party(studio, name)).transpose()?;
    say("party", named.map(YamlValue::Plain));
    say("channels", channels(studio, &answers.channels)?);
    say("needs", needs(studio, campaign, &answers.needs)?);
    Ok(line)
}

fn has_lines(campaign: &Campaign, kind: LineKind) -> bool {
    match kind {
        LineKind::Deliverable => !campaign.deliverables.is_empty(),
        LineKind::Task => !campaign.tasks.is_empty(),
        LineKind::Milestone => !campaign.milestones.is_empty(),
        LineKind::Series => !campaign.series.is_empty(),
    }
}

/// Every id below a campaign.
fn items(campaign: &Campaign) -> impl Iterator<Item = &ItemId> {
    let deliverables = campaign.deliverables.iter().map(|line| &line.id.value);
    deliverables
        .chain(campaign.series.iter().map(|line| &line.id.value))
        .chain(campaign.tasks.iter().map(|line| &line.id.value))
        .chain(campaign.milestones.iter().map(|line| &line.id.value))
}

fn item_id(campaign: &Campaign, typed: &str) -> Result<ItemId, Refusal> {
    let id = ItemId::new(typed).ok_or_else(|| Refusal::BadId {
        id: typed.into(),
        suggestion: slug_of(typed, LONGEST_SLUG),
    })?;
    let taken: BTreeSet<&str> = items(campaign).map(ItemId::as_str).collect();
    if taken.contains(id.as_str()) {
        let free = (2..)
            .map(|n| format!("{id}-{n}"))
            .find(|name| !taken.contains(name.as_str()));
        return Err(Refusal::IdTaken {
            id: id.to_string(),
            free: free.unwrap_or_default(),
        });
    }
    Ok(id)
}

fn known_kind(studio: &Studio, answers: &LineAnswers) -> Result<YamlValue, Refusal> {
    let name = answers.kind.as_deref().ok_or_else(|| Refusal::Unsaid {
        answers: vec![Answer::Kind],
    })?;
    let kind = resolve::kind(studio, name).map_err(|why| unresolved(Named::Kind, why))?;
    Ok(YamlValue::Plain(kind.id.to_string()))
}

/// A role that somebody has, a stage waits for, or a kind asks for.
fn known_role(studio: &Studio, name: &str) -> Result<YamlValue, Refusal> {
    let people = studio.people.values().flat_map(|person| &person.roles);
    let stages = studio.workflows.values().flat_map(|workflow| &workflow.stages);
    let known: BTreeSet<&str> = people
        .chain(stages.filter_map(|stage| stage.role.as_ref()))
        .map(|role| role.as_str())
        .collect();
    if known.contains(name) {
        return Ok(YamlValue::Plain(name.into()));
    }
    Err(unresolved(Named::Role, resolve::unknown(name, known.into_iter())))
}

fn anchored(studio: &Studio, campaign: &Campaign, key: &str, text: Option<&str>) -> Result<Option<YamlValue>, Refusal> {
    let link = Link::Campaign(placed(campaign.id.clone()));
    let Some(text) = text else { return Ok(None) };
    day_expr(studio, key, text, &link)?;
    Ok(Some(YamlValue::Plain(text.trim().into())))
}

fn required(value: Option<YamlValue>, key: &str, wanted: Wanted) -> Result<YamlValue, Refusal> {
    value.ok_or_else(|| bad_value(key, "", wanted))
}

fn every(answers: &LineAnswers) -> Result<YamlValue, Refusal> {
    let text = answers.every.as_deref().unwrap_or_default();
    match Every::parse(text) {
        Some(_) => Ok(YamlValue::Plain(text.into())),
        None => Err(bad_value("every", text, Wanted::Rhythm)),
    }
}

fn duration(answers: &LineAnswers) -> Result<YamlValue, Refusal> {
    let text = answers.duration.as_deref().unwrap_or_default();
    match Length::parse(text) {
        Some(length) if length.is_forward() => Ok(YamlValue::Plain(text.into())),
        _ => Err(bad_value("duration", text, Wanted::Length)),
    }
}

/// Names of items, of their stages (`hero-film.production`), or of another campaign's items.
/// Words of the taxonomy, where it lists channels.
fn channels(studio: &Studio, names: &[String]) -> Result<Option<YamlValue>, Refusal> {
    let listed = studio.taxonomy.as_ref().and_then(|taxonomy| taxonomy.channels.as_ref());
    let mut list = Vec::new();
    for name in names.iter().map(|name| name.trim()) {
        let term = TermId::new(name).ok_or_else(|| bad_value("channels", name, Wanted::Id))?;
        let is_known = listed.is_none_or(|terms| terms.iter().any(|(known, _)| *known == term));
        if !is_known {
            let known = listed.into_iter().flatten().map(|(known, _)| known.as_str());
            return Err(unresolved(Named::Channel, resolve::unknown(name, known)));
        }
        list.push(YamlValue::Plain(term.to_string()));
    }
    Ok((!list.is_empty()).then_some(YamlValue::List(list)))
}

fn needs(studio: &Studio, campaign: &Campaign, names: &[String]) -> Result<Option<YamlValue>, Refusal> {
    for name in names {
        let (of, item) = match name.split_once('/') {
            Some((other, item)) => {
                let other = resolve::campaign(studio, other).map_err(|why| unresolved(Named::Campaign, why))?;
                (other, item)
            }
            None => (campaign, name.as_str()),
        };
        let item = item.split_once('.').map_or(item, |(item, _)| item);
        if !items(of).any(|known| known.as_str() == item) {
            let known = items(of).map(ItemId::as_str);
            return Err(unresolved(Named::Deliverable, resolve::unknown(item, known)));
        }
    }
    let names = names.iter().map(|name| YamlValue::Plain(name.clone()));
    let list: Vec<YamlValue> = names.collect();
    Ok((!list.is_empty()).then_some(YamlValue::List(list)))
}

pub(super) fn message(subject: String) -> Message {
    Message {
        subject,
        body: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample;

    #[test]
    fn a_campaign_is_a_file_with_its_anchors() {
        let said = CampaignAnswers {
            title: Some("Gamme automne".into()),
            launch: Some("2027-09-15".into()),
            client: Some("maison-vero".into()),
            dates: vec![("tv".into(), "2027-09-20".into())],
            ..CampaignAnswers::default()
        };
        let founded = new(&sample::studio(), &said).expect("a campaign");
        let FileEdit::Create { path, text } = &founded.change.files[0] else {
            panic!("no file")
        };
        assert_eq!(path.as_str(), "campaigns/gamme-automne.yml");
        assert_eq!(
            text,
            "crops: campaign/v1\nid: gamme-automne\ntitle: Gamme automne\nclient: maison-vero\n\
             launch: 2027-09-15   # J: the day it goes live\ndates: {tv: 2027-09-20}\n"
        );
    }

    #[test]
    fn what_no_campaign_can_be_is_refused() {
        let refused = |title: &str, launch: &str, id: Option<&str>| {
            let said = CampaignAnswers {
                title: Some(title.into()),
                launch: Some(launch.into()),
                id: id.map(Into::into),
                ..CampaignAnswers::default()
            };
            new(&sample::studio(), &said).err()
        };
        assert_eq!(
            refused("Spring launch", "2027-03-01", None),
            Some(Refusal::IdTaken {
                id: "spring-launch".into(),
                free: "spring-launch-2".into()
            })
        );
        assert!(matches!(refused("A", "soon", None), Some(Refusal::BadValue { .. })));
        assert_eq!(refused("日本", "2027-03-01", None), Some(Refusal::EmptyTitle));
        assert_eq!(
            refused("A", "2027-03-01", Some("../etc")),
            Some(Refusal::BadId {
                id: "../etc".into(),
                suggestion: "etc".into()
            })
        );
    }

    #[test]
    fn a_line_goes_under_its_list() {
        let studio = sample::studio();
        let campaign = &studio.campaigns["spring-launch"];
        let said = LineAnswers {
            id: "banners".into(),
            kind: Some("social".into()),
            day: Some("J-7".into()),
            needs: vec!["hero-film.production".into()],
            ..LineAnswers::default()
        };
        let change = add(&studio, campaign, LineKind::Deliverable, &said).expect("a line");
        let FileEdit::Edit { edits, .. } = &change.files[0] else {
            panic!("no edit")
        };
        let plain = |text: &str| YamlValue::Plain(text.into());
        let line = YamlValue::Map(vec![
            ("id".into(), plain("banners")),
            ("kind".into(), plain("social")),
            ("live".into(), plain("J-7")),
            ("needs".into(), YamlValue::List(vec![plain("hero-film.production")])),
        ]);
        assert_eq!(edits[0].operation, Operation::Append(line));
        let task = |duration: Option<&str>, needs: &[&str]| {
            let said = LineAnswers {
                id: "media-plan".into(),
                duration: duration.map(Into::into),
                needs: needs.iter().map(|n| (*n).to_owned()).collect(),
                ..LineAnswers::default()
            };
            add(&studio, campaign, LineKind::Task, &said)
        };
        assert!(task(Some("4d"), &["teaser"]).is_ok());
        assert!(matches!(task(Some("4"), &[]), Err(Refusal::BadValue { .. })));
        assert!(matches!(task(Some("4d"), &["teasr"]), Err(Refusal::Unresolved { .. })));
        let taken = LineAnswers {
            id: "teaser".into(),
            ..said
        };
        assert!(matches!(
            add(&studio, campaign, LineKind::Deliverable, &taken),
            Err(Refusal::IdTaken { .. })
        ));
    }
}
