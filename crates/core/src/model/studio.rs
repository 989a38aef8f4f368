//! Answers: what does the whole studio hold at one moment?
//! Invariant: every id is unique among its type; of two files with one id the first in path order is kept and the other is a finding.

use super::approval::Ruling;
use super::brief::Brief;
use super::calendar::Calendar;
use super::campaign::{Campaign, SprintRhythm};
use super::duration::HalfDays;
use super::id::{BriefId, CalendarId, CampaignId, KindId, PartyId, PersonId, WorkflowId};
use super::key::PublicKey;
use super::kind::Kind;
use super::money::Currency;
use super::other::{Detail, OtherRecord};
use super::party::{Approver, Party};
use super::person::{Account, Person};
use super::place::{Placed, StudioPath};
use super::target::Target;
use super::taxonomy::Taxonomy;
use super::workflow::{Stage, StageClass, Workflow};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Studio {
    pub settings: Settings,
    pub people: BTreeMap<PersonId, Person>,
    pub parties: BTreeMap<PartyId, Party>,
    pub calendars: BTreeMap<CalendarId, Calendar>,
    pub workflows: BTreeMap<WorkflowId, Workflow>,
    pub kinds: BTreeMap<KindId, Kind>,
    pub campaigns: BTreeMap<CampaignId, Campaign>,
    pub briefs: BTreeMap<BriefId, Brief>,
    pub targets: Vec<Target>,
    pub targets_file: Option<StudioPath>,
    pub taxonomy: Option<Taxonomy>,
    pub others: Vec<OtherRecord>,
}

/// `crops.yml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub file: StudioPath,
    /// Random, made once; verdicts are bound to it.
    pub id: Box<str>,
    pub title: Box<str>,
    /// `en` or `fr`, as written; `None` when the file does not say.
    pub language: Option<Placed<Box<str>>>,
    /// An IANA name; UTC when absent.
    pub timezone: Placed<Box<str>>,
    pub calendar: Option<Placed<CalendarId>>,
    /// The branch whose history counts; `main` when absent.
    pub official: Box<str>,
    /// Folders of the repository that the studio lay in before, the latest first; each ends with `/`, the top is empty.
    pub was: Vec<Box<str>>,
    pub flow: Flow,
    /// Where requests are reviewed.
    pub forge: Option<Forge>,
    /// Keys that may sign recorded reviews.
    pub recorders: Vec<PublicKey>,
    /// Accounts that are no person: they neither make nor approve.
    pub bots: Vec<Account>,
    pub share: Share,
    /// Kept between the end of work and the handover.
    pub margin: HalfDays,
    pub on_slip: OnSlip,
    /// Of campaigns that say nothing of their own.
    pub sprint: Option<SprintRhythm>,
    pub people_reports: PeopleReports,
    pub currency: Currency,
}

/// The repository on a forge that reviews must come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forge {
    pub kind: ForgeKind,
    /// The forge's own number of it, as written; it outlives a change of name.
    pub repository: Option<Box<str>>,
    /// `owner/name`
    pub name: Option<Box<str>>,
    pub url: Option<Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForgeKind {
    GitHub,
    GitLab,
    /// Forgejo too.
    Gitea,
    BitbucketCloud,
    BitbucketServer,
}

impl ForgeKind {
    pub const ALL: [Self; 5] = [
        Self::GitHub,
        Self::GitLab,
        Self::Gitea,
        Self::BitbucketCloud,
        Self::BitbucketServer,
    ];

    /// The word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Gitea => "gitea",
            Self::BitbucketCloud => "bitbucket-cloud",
            Self::BitbucketServer => "bitbucket-server",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    #[default]
    Direct,
    PullRequest,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Share {
    #[default]
    Sync,
    Always,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnSlip {
    #[default]
    Consume,
    Shift,
    Hold,
}

/// Whether figures about single persons may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeopleReports {
    #[default]
    Off,
    On,
}

/// Somebody who can be named in a brief: of the team, or an approver of a party.
#[derive(Clone, Copy, Debug)]
pub enum Someone<'a> {
    Person(&'a Person),
    Approver(&'a Party, &'a Approver),
}

impl<'a> Someone<'a> {
    pub fn name(self) -> &'a str {
        match self {
            Self::Person(person) => &person.name,
            Self::Approver(_, approver) => &approver.name,
        }
    }
}

impl Studio {
    /// Whoever has this id: a person first, else an approver of a party.
    pub fn someone(&self, id: &str) -> Option<Someone<'_>> {
        if let Some(person) = self.people.get(id) {
            return Some(Someone::Person(person));
        }
        self.parties.values().find_map(|party| {
            let approver = party.approvers.iter().find(|approver| approver.id.as_str() == id)?;
            Some(Someone::Approver(party, approver))
        })
    }

    /// The person with this e-mail, in any case of letters.
    pub fn person_by_email(&self, email: &str) -> Option<&Person> {
        self.people
            .values()
            .find(|person| person.emails.iter().any(|known| known.eq_ignore_ascii_case(email)))
    }

    /// The recorded reviews of each brief, in the order of their files; a brief without one is not there.
    pub fn rulings(&self) -> BTreeMap<&BriefId, Vec<&Ruling>> {
        let mut of_briefs: BTreeMap<&BriefId, Vec<&Ruling>> = BTreeMap::new();
        for other in &self.others {
            if let Detail::Ruling(ruling) = &other.detail {
                of_briefs.entry(&ruling.subject).or_default().push(ruling);
            }
        }
        of_briefs
    }

    /// The recorded reviews of one brief, in the order of their files.
    pub fn rulings_of(&self, brief: &BriefId) -> Vec<&Ruling> {
        let rulings = self.others.iter().filter_map(|other| match &other.detail {
            Detail::Ruling(ruling) => Some(&**ruling),
            _ => None,
        });
        rulings.filter(|ruling| ruling.subject == *brief).collect()
    }

    pub fn workflow_of(&self, brief: &Brief) -> Option<&Workflow> {
        self.workflows.get(&self.kinds.get(&brief.kind.value)?.workflow.value)
    }

    /// The stage a brief is in, by its present or a former name.
    pub fn stage_of(&self, brief: &Brief) -> Option<&Stage> {
        self.workflow_of(brief)?.stage_once_called(brief.stage.as_str())
    }

    /// Whether a brief is neither done nor dropped.
    pub fn is_open(&self, brief: &Brief) -> bool {
        self.stage_of(brief)
            .is_some_and(|stage| !matches!(stage.class, StageClass::Done | StageClass::Dropped))
    }

    pub fn calendar(&self) -> Option<&Calendar> {
        self.calendars.get(&self.settings.calendar.as_ref()?.value)
    }
}
