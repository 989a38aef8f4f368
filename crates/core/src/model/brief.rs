//! Answers: what is this piece of creative work, where is it in its workflow, and who has it?
//! Invariant: the id is made once and never changes; the file's place is only a convention, the `id:` decides.

use super::Day;
use super::anchor::DayExpr;
use super::digest::Tree;
use super::id::{BriefId, CampaignId, ItemId, KindId, PersonId, RecordId, StageId};
use super::money::Money;
use super::place::{Placed, StudioPath};

#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    pub id: BriefId,
    pub file: StudioPath,
    pub title: Placed<Box<str>>,
    pub kind: Placed<KindId>,
    pub stage: Placed<StageId>,
    pub link: Link,
    pub requester: Option<Placed<PersonId>>,
    pub owner: Option<Placed<PersonId>>,
    /// Who does which stage.
    pub who: Vec<(Placed<StageId>, Vec<Placed<PersonId>>)>,
    pub priority: Priority,
    /// A due day of its own; it wins over the one its deliverable gives.
    pub due: Option<Placed<DayExpr>>,
    pub reference: Option<Placed<Box<str>>>,
    pub budget: Option<Money>,
    pub rush: Option<Rush>,
    /// The day it was taken over from another tool: it may begin beyond its queue.
    pub imported: Option<Day>,
    pub proofs: Vec<Placed<RecordId>>,
    /// Every other filled field, in the order of the file: intake answers, `x-` keys, what crops does not know.
    pub fields: Vec<Field>,
}

impl Brief {
    /// Whether a field that a kind may ask for at intake is filled.
    pub fn is_filled(&self, key: &str) -> bool {
        match key {
            "title" => !self.title.trim().is_empty(),
            "due" => self.due.is_some(),
            "owner" => self.owner.is_some(),
            "requester" => self.requester.is_some(),
            "budget" => self.budget.is_some(),
            "ref" => self.reference.is_some(),
            "proofs" => !self.proofs.is_empty(),
            "deliverable" | "campaign" => self.link != Link::None,
            _ => self
                .fields
                .iter()
                .any(|field| &*field.key == key && !field.content.is_empty()),
        }
    }

    pub fn field(&self, key: &str) -> Option<&Content> {
        self.fields
            .iter()
            .find(|field| &*field.key == key)
            .map(|field| &field.content)
    }
}

/// A version of a brief in full.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefText {
    pub brief: Brief,
    /// Every key, as the covered digest sees it.
    pub tree: Tree,
}

/// What the brief belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    #[default]
    None,
    /// `campaign: spring-launch`: its due day is the brief's own.
    Campaign(Placed<CampaignId>),
    /// `deliverable: spring-launch/hero-film` or `c/countdown@2027-02-02`.
    Deliverable(Placed<DeliverableRef>),
}

impl Link {
    pub fn campaign(&self) -> Option<&CampaignId> {
        match self {
            Self::None => None,
            Self::Campaign(id) => Some(&id.value),
            Self::Deliverable(link) => Some(&link.campaign),
        }
    }
}

/// A line of a campaign, or one date of a series.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliverableRef {
    pub campaign: CampaignId,
    pub item: ItemId,
    pub occurrence: Option<Day>,
}

impl DeliverableRef {
    /// Reads `campaign/item` or `campaign/series@2027-02-02`.
    pub fn parse(text: &str) -> Option<Self> {
        let (campaign, rest) = text.split_once('/')?;
        let (item, occurrence) = match rest.split_once('@') {
            Some((item, day)) => (item, Some(super::anchor::parse_day(day)?)),
            None => (rest, None),
        };
        Some(Self {
            campaign: CampaignId::new(campaign)?,
            item: ItemId::new(item)?,
            occurrence,
        })
    }
}

impl std::fmt::Display for DeliverableRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.campaign, self.item)?;
        self.occurrence.map_or(Ok(()), |day| write!(f, "@{day}"))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

impl Priority {
    /// In rising order, as files write them.
    pub const WORDS: [&'static str; 4] = ["low", "normal", "high", "urgent"];

    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Low, Self::Normal, Self::High, Self::Urgent]
            .into_iter()
            .find(|priority| priority.word() == word)
    }
}

/// A request under its kind's lead time, accepted all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rush {
    pub reason: Box<str>,
    pub agreed_by: Option<Placed<PersonId>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub key: Box<str>,
    pub content: Content,
}

/// A field's value, as far as lists, search and intake need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Text(Box<str>),
    List(Vec<Placed<Box<str>>>),
    /// A mapping, or a list of mappings: how many entries it has.
    Structure(usize),
}

impl Content {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Structure(entries) => *entries == 0,
        }
    }
}
