//! Answers: what did a command that writes do, or what would it?
//! Invariant: facts; the words are in `render::catalogue`; JSON shapes are those of version 1.
//! Source: `docs/json.md`.

use super::deed_asset::AssetAddedView;
use super::deed_feedback::RemarksDoneView;
use super::deed_verdict::JudgedView;
use super::forge_record::ForgeRecorded;
use super::kind::Kind;
use super::workflow::AdoptedView;
use crate::change::adopt::Adopted;
use crate::change::outcome::{FileChangeKind, Outcome, Written};
use crate::model::Day;
use crate::plan::notice::Notice;
use crate::trail::gate::GateLack;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;

/// What was done, and what became of it on disk and in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    pub what: Done,
    pub written: Written,
    /// Commands to try next.
    pub next: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    Requested(Requested),
    Accepted(Moved),
    Declined(Moved),
    Moved(Moved),
    Edited(Edited),
    Assigned(Assigned),
    CampaignMade(CampaignMade),
    LineAdded(LineAdded),
    Opened(Opened),
    Founded(Founded),
    Undone(Undone),
    AssetAdded(AssetAdded),
    WorkflowMade(WorkflowMade),
    FeedbackAdded(RemarksDone),
    Judged(Box<Judged>),
    FeedbackResolved(RemarksDone),
    FeedbackConfirmed(RemarksDone),
    Recorded(ForgeRecorded),
    Adopted(Vec<Adopted>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Requested {
    pub id: String,
    pub title: String,
    pub path: String,
    pub stage: String,
    /// The kind's id, and its title in the reader's language.
    pub kind: String,
    pub kind_title: String,
    pub requester: Option<String>,
    pub due: Option<Day>,
    pub live: Option<Day>,
    /// `None` without a due day or a lead time.
    pub notice: Option<Notice>,
    /// The reason why short notice is taken.
    pub rush: Option<String>,
    pub missing: Vec<String>,
}

/// A brief that went to another stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub id: String,
    pub title: String,
    pub from: String,
    pub to: String,
    /// The stages' titles in the reader's language.
    pub from_title: String,
    pub to_title: String,
    /// Who has it now.
    pub owner: Option<String>,
    pub left: Left,
    /// What the new stage waits for, when it is a gate.
    pub awaits: Vec<GateLack>,
}

/// Whether history told which stage was left before a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Known,
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    pub id: String,
    pub title: String,
    /// The keys that were edited; empty after an editor.
    pub keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    pub id: String,
    pub title: String,
    pub people: Vec<String>,
    /// `None`: the whole brief.
    pub stage: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignMade {
    pub id: String,
    pub title: String,
    pub path: String,
    pub launch: Day,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineAdded {
    pub campaign: String,
    /// `deliverables`, `series`, `tasks` or `milestones`.
    pub list: &'static str,
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    pub campaign: String,
    pub title: String,
    pub briefs: Vec<OpenedBrief>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBrief {
    pub id: String,
    pub title: String,
    pub deliverable: String,
    pub due: Option<Day>,
}

/// A studio that begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Founded {
    pub title: String,
    /// As it was asked for.
    pub folder: String,
    /// The id of its first person.
    pub person: String,
    pub timezone: String,
    /// Whether a git repository was made for it.
    pub new_repository: bool,
    /// Lines added to a `.gitattributes` that was there.
    pub attributes_added: usize,
}

/// A workflow that a template made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WorkflowMade {
    pub id: String,
    pub path: String,
    /// The template's id.
    pub template: String,
}

/// A commit that was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// Its full id.
    pub commit: String,
    /// The first line of its message.
    pub subject: String,
    pub files: Vec<String>,
}

pub use super::deed_asset::AssetAdded;
pub use super::deed_feedback::{RemarkDone, RemarksDone};
pub use super::deed_verdict::Judged;

impl Done {
    /// The kind of its JSON.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Requested(_) => Kind::RequestNew,
            Self::Accepted(_) => Kind::RequestAccept,
            Self::Declined(_) => Kind::RequestDecline,
            Self::Moved(_) => Kind::Move,
            Self::Edited(_) => Kind::BriefEdit,
            Self::Assigned(_) => Kind::BriefAssign,
            Self::CampaignMade(_) => Kind::CampaignNew,
            Self::LineAdded(_) => Kind::CampaignAdd,
            Self::Opened(_) => Kind::CampaignOpen,
            Self::Founded(_) => Kind::Init,
            Self::Undone(_) => Kind::Undo,
            Self::WorkflowMade(_) => Kind::TemplateUse,
            Self::AssetAdded(_) => Kind::AssetAdd,
            Self::FeedbackAdded(_) => Kind::FeedbackAdd,
            Self::Judged(_) => Kind::Verdict,
            Self::FeedbackResolved(_) => Kind::FeedbackResolve,
            Self::FeedbackConfirmed(_) => Kind::FeedbackConfirm,
            Self::Recorded(_) => Kind::ForgeRecord,
            Self::Adopted(_) => Kind::WorkflowAdopt,
        }
    }
}

/// `data` of every command that writes: what became of the change, and its own facts under `done`.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeedView<T> {
    pub done: T,
    pub write: WriteView,
    /// Commands to try next.
    pub next: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WriteView {
    /// `committed`, `files-only`, `no-repository`, `preview` or `unchanged`.
    pub outcome: &'static str,
    /// The commit's full id; null when there is none.
    pub commit: Option<String>,
    pub branch: Option<String>,
    pub subject: String,
    pub body: Vec<String>,
    pub files: Vec<FileView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    pub path: String,
    /// `created`, `edited` or `removed`.
    pub change: &'static str,
    pub diff: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestedView {
    pub id: String,
    pub title: String,
    pub path: String,
    pub stage: String,
    pub kind: String,
    pub requester: Option<String>,
    /// The last day of work; null when nothing dates it.
    pub due: Option<String>,
    pub live: Option<String>,
    pub notice: Option<NoticeView>,
    pub rush: Option<String>,
    /// Fields to fill before it can leave its queue.
    pub missing: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NoticeView {
    pub wanted_working_days: f64,
    pub left_working_days: f64,
    pub missing_working_days: f64,
    /// The first due day with notice enough.
    pub first_due_day: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MovedView {
    pub id: String,
    pub title: String,
    pub from: String,
    pub to: String,
    pub owner: Option<String>,
    /// Whether history told which stage was left before a hold; true where that does not matter.
    pub left_stage_known: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EditedView {
    pub id: String,
    pub title: String,
    pub keys: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssignedView {
    pub id: String,
    pub title: String,
    pub people: Vec<String>,
    pub stage: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CampaignMadeView {
    pub id: String,
    pub title: String,
    pub path: String,
    pub launch: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LineAddedView {
    pub campaign: String,
    pub list: &'static str,
    pub id: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenedView {
    pub campaign: String,
    pub title: String,
    pub briefs: Vec<OpenedBriefView>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenedBriefView {
    pub id: String,
    pub title: String,
    pub deliverable: String,
    pub due: Option<String>,
}

impl Deed {
    /// What stands under `data` in JSON.
    pub fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        match &self.what {
            Done::Requested(one) => self.view(RequestedView::of(one)),
            Done::Accepted(one) | Done::Declined(one) | Done::Moved(one) => self.view(MovedView::of(one)),
            Done::Edited(one) => self.view(EditedView {
                id: one.id.clone(),
                title: one.title.clone(),
                keys: one.keys.clone(),
            }),
            Done::Assigned(one) => self.view(AssignedView {
                id: one.id.clone(),
                title: one.title.clone(),
                people: one.people.clone(),
                stage: one.stage.clone(),
            }),
            Done::CampaignMade(one) => self.view(CampaignMadeView {
                id: one.id.clone(),
                title: one.title.clone(),
                path: one.path.clone(),
                launch: one.launch.to_string(),
            }),
            Done::LineAdded(one) => self.view(LineAddedView {
                campaign: one.campaign.clone(),
                list: one.list,
                id: one.id.clone(),
            }),
            Done::Opened(one) => self.view(OpenedView::of(one)),
            Done::Founded(one) => self.view(one),
            Done::Undone(one) => self.view(one),
            Done::WorkflowMade(one) => self.view(one),
            Done::AssetAdded(one) => self.view(AssetAddedView::of(one)),
            Done::FeedbackAdded(one) | Done::FeedbackResolved(one) | Done::FeedbackConfirmed(one) => {
                self.view(RemarksDoneView::of(one))
            }
            Done::Recorded(one) => self.view(one),
            Done::Adopted(all) => self.view(AdoptedView::of(all)),
            Done::Judged(one) => self.view(JudgedView::of(one)),
        }
    }

    fn view<T: Serialize>(&self, done: T) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(DeedView {
            done,
            write: WriteView::of(&self.written),
            next: self.next.clone(),
        })
    }
}

impl WriteView {
    pub fn of(written: &Written) -> Self {
        let (outcome, commit, branch) = match &written.outcome {
            Outcome::Committed { commit, branch } => ("committed", Some(commit.clone()), Some(branch.clone())),
            Outcome::FilesOnly => ("files-only", None, None),
            Outcome::NoRepository => ("no-repository", None, None),
            Outcome::Preview => ("preview", None, None),
            Outcome::Unchanged => ("unchanged", None, None),
        };
        let file = |file: &crate::change::outcome::FileChange| FileView {
            path: file.path.to_string(),
            change: match file.kind {
                FileChangeKind::Created => "created",
                FileChangeKind::Edited => "edited",
                FileChangeKind::Removed => "removed",
            },
            diff: file.diff.clone(),
        };
        Self {
            outcome,
            commit,
            branch,
            subject: written.subject.clone(),
            body: written.body.clone(),
            files: written.files.iter().map(file).collect(),
        }
    }
}

impl RequestedView {
    fn of(one: &Requested) -> Self {
        Self {
            id: one.id.clone(),
            title: one.title.clone(),
            path: one.path.clone(),
            stage: one.stage.clone(),
            kind: one.kind.clone(),
            requester: one.requester.clone(),
            due: one.due.map(|day| day.to_string()),
            live: one.live.map(|day| day.to_string()),
            notice: one.notice.as_ref().map(NoticeView::of),
            rush: one.rush.clone(),
            missing: one.missing.clone(),
        }
    }
}

impl NoticeView {
    pub fn of(notice: &Notice) -> Self {
        Self {
            wanted_working_days: notice.wanted.as_days(),
            left_working_days: notice.left.as_days(),
            missing_working_days: notice.missing().as_days(),
            first_due_day: notice.first.map(|day| day.to_string()),
        }
    }
}

impl MovedView {
    fn of(one: &Moved) -> Self {
        Self {
            id: one.id.clone(),
            title: one.title.clone(),
            from: one.from.clone(),
            to: one.to.clone(),
            owner: one.owner.clone(),
            left_stage_known: one.left == Left::Known,
        }
    }
}

impl OpenedView {
    fn of(one: &Opened) -> Self {
        let brief = |brief: &OpenedBrief| OpenedBriefView {
            id: brief.id.clone(),
            title: brief.title.clone(),
            deliverable: brief.deliverable.clone(),
            due: brief.due.map(|day| day.to_string()),
        };
        Self {
            campaign: one.campaign.clone(),
            title: one.title.clone(),
            briefs: one.briefs.iter().map(brief).collect(),
        }
    }
}
