//! Answers: `crops feedback`: what did reviewers remark, and how is it said, settled and confirmed?
//! Invariant: a list leaves out nothing without saying so; what is written is in `feedback_write`.

use super::answer::Answer;
use super::context::Context;
use super::feedback_write::{self, AddArgs, ConfirmArgs, ResolveArgs};
use super::open::{Opened, open};
use super::proof_sheets::sheets;
use crate::change::refusal::{Named, Refusal};
use crate::model::asset::Assets;
use crate::model::brief::Brief;
use crate::model::feedback::{Feedback, RemarkState, Severity};
use crate::model::other::{Detail, OtherRecord, RecordType};
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::report::failure::Failure;
use crate::report::feedback::{FeedbackList, RemarkRow, VersionSeen};
use crate::report::format::Format;
use chrono::DateTime;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Remarks of reviewers: add them, list them, say that they are done
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct FeedbackArgs {
    #[command(subcommand)]
    pub command: FeedbackCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum FeedbackCommand {
    Add(AddArgs),
    List(ListArgs),
    Resolve(ResolveArgs),
    Confirm(ConfirmArgs),
}

/// List remarks, what is open first; without a brief, the open ones of every open brief
#[derive(Clone, Debug, Default, Args)]
pub struct ListArgs {
    /// The brief: its id, a part of it, or its `ref`
    pub id: Option<String>,

    /// Only of this stage
    #[arg(long)]
    pub stage: Option<String>,

    /// Only of this weight: blocking, major, minor or idea
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Option<String>,

    /// Only of this reviewer
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,

    /// Only of briefs of this campaign
    #[arg(long, value_name = "CAMPAIGN")]
    pub campaign: Option<String>,

    /// Show this file on the page (`-o proof.html`), as the version that has its hash
    #[arg(long, value_name = "FILE")]
    pub image: Vec<PathBuf>,

    /// Only what is open
    #[arg(long, conflicts_with = "all")]
    pub open: bool,

    /// Also what is settled, and closed briefs
    #[arg(long)]
    pub all: bool,
}

pub fn run(args: &FeedbackArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        FeedbackCommand::Add(args) => feedback_write::add(args, context),
        FeedbackCommand::List(args) => list(args, context),
        FeedbackCommand::Resolve(args) => feedback_write::resolve(args, context),
        FeedbackCommand::Confirm(args) => feedback_write::confirm(args, context),
    }
}

fn list(args: &ListArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let filter = Filter::read(args, &opened)?;
    let mut list = collect(&opened, &filter);
    if let (Some(brief), Some(Format::Html)) = (filter.brief, opened.format) {
        list.sheets = sheets(&opened, brief, &list, &args.image, context)?;
    }
    Ok(opened.answer(list))
}

/// Which remarks are asked for.
#[derive(Default)]
pub struct Filter<'a> {
    pub brief: Option<&'a Brief>,
    pub stage: Option<&'a str>,
    pub severity: Option<Severity>,
    pub by: Option<String>,
    pub campaign: Option<&'a str>,
    pub which: Which,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Of one brief all, of many what is open.
    #[default]
    Usual,
    Open,
    All,
}

impl<'a> Filter<'a> {
    fn read(args: &'a ListArgs, opened: &'a Opened) -> Result<Self, Refusal> {
        let studio = &opened.studio;
        let brief = args.id.as_deref().map(|id| resolve::brief(studio, id)).transpose();
        let by = args.by.as_deref().map(|id| resolve::person(studio, id)).transpose();
        let campaign = args
            .campaign
            .as_deref()
            .map(|id| resolve::campaign(studio, id))
            .transpose();
        Ok(Self {
            brief: brief.map_err(|why| Refusal::unresolved(Named::Brief, why))?,
            stage: args
                .stage
                .as_deref()
                .map(|stage| known_stage(opened, stage))
                .transpose()?,
            severity: args.severity.as_deref().map(severity).transpose()?,
            by: by
                .map_err(|why| Refusal::unresolved(Named::Person, why))?
                .map(|id| id.to_string()),
            campaign: campaign
                .map_err(|why| Refusal::unresolved(Named::Campaign, why))?
                .map(|campaign| campaign.id.as_str()),
            which: match (args.open, args.all) {
                (true, _) => Which::Open,
                (false, true) => Which::All,
                (false, false) => Which::Usual,
            },
        })
    }

    fn takes_brief(&self, opened: &Opened, brief: &Brief) -> bool {
        let is_it = self.brief.is_none_or(|wanted| wanted.id == brief.id);
        let is_of_campaign = |id: &str| brief.link.campaign().is_some_and(|campaign| campaign.as_str() == id);
        let is_shown = self.brief.is_some() || self.which == Which::All || opened.studio.is_open(brief);
        is_it && is_shown && self.campaign.is_none_or(is_of_campaign)
    }

    fn takes(&self, row: &RemarkRow) -> bool {
        let wants_open = match self.which {
            Which::Usual => self.brief.is_none(),
            Which::Open => true,
            Which::All => false,
        };
        (!wants_open || row.state == RemarkState::Open)
            && self.stage.is_none_or(|stage| row.stage == stage)
            && self.severity.is_none_or(|severity| row.severity == Some(severity))
            && self.by.as_deref().is_none_or(|by| row.by == by)
    }
}

/// A word that is no severity is refused with the nearest one.
pub fn severity(word: &str) -> Result<Severity, Refusal> {
    Severity::from_word(word.trim()).ok_or_else(|| Refusal::BadValue {
        key: "severity".into(),
        value: word.into(),
        wanted: Wanted::OneOf(&Severity::WORDS),
    })
}

fn known_stage<'a>(opened: &Opened, stage: &'a str) -> Result<&'a str, Refusal> {
    let stages = opened.studio.workflows.values().flat_map(|workflow| &workflow.stages);
    let known: Vec<&str> = stages.map(|stage| stage.id.as_str()).collect();
    if known.contains(&stage) {
        return Ok(stage);
    }
    Err(Refusal::no_such_stage(stage, known.into_iter()))
}

/// The remarks that a filter takes, in order.
pub fn collect(opened: &Opened, filter: &Filter<'_>) -> FeedbackList {
    let assets = Assets::of(&opened.studio);
    let mut list = FeedbackList {
        brief: filter
            .brief
            .map(|brief| (brief.id.to_string(), brief.title.to_string())),
        rows: Vec::new(),
        unreadable: unreadable(opened, filter),
        sheets: Vec::new(),
    };
    for other in &opened.studio.others {
        let Detail::Feedback(feedback) = &other.detail else {
            continue;
        };
        let brief = opened.studio.briefs.get(&*feedback.subject);
        let Some(brief) = brief.filter(|brief| filter.takes_brief(opened, brief)) else {
            continue;
        };
        let rows = rows(opened, &assets, brief, feedback);
        list.rows.extend(rows.into_iter().filter(|row| filter.takes(row)));
    }
    list.sort();
    list
}

fn rows(opened: &Opened, assets: &Assets<'_>, brief: &Brief, feedback: &Feedback) -> Vec<RemarkRow> {
    let code = opened.lang.code();
    let workflow = opened.studio.workflow_of(brief);
    let stage = workflow.and_then(|workflow| workflow.stage_once_called(&feedback.stage));
    let instant = DateTime::parse_from_rfc3339(&feedback.at).ok();
    let version = feedback.asset.as_deref().map(|asset| seen(assets, asset));
    let row = |remark: &crate::model::feedback::Remark| RemarkRow {
        name: feedback.name_of(remark),
        brief: brief.id.to_string(),
        title: brief.title.to_string(),
        stage: feedback.stage.to_string(),
        stage_title: stage.map_or_else(
            || feedback.stage.to_string(),
            |stage| stage.title.in_language(code).to_owned(),
        ),
        by: feedback.by.to_string(),
        at: feedback.at.to_string(),
        day: instant.map(|at| at.with_timezone(&opened.zone).date_naive()),
        version: version.clone(),
        severity: remark.severity,
        state: remark.state(),
        place: remark.place.clone(),
        text: remark.text.to_string(),
        resolved: remark.resolved.clone(),
        confirmed: remark.confirmed.clone(),
    };
    feedback.remarks.iter().map(row).collect()
}

/// Which version an asset is, and what came after it.
pub fn seen(assets: &Assets<'_>, id: &str) -> VersionSeen {
    let asset = assets.find(id);
    let latest = asset
        .map(|asset| assets.latest(asset))
        .filter(|latest| *latest.id.value != *id);
    VersionSeen {
        asset: id.to_owned(),
        number: asset.map(|asset| assets.version(asset)),
        latest: latest.map(|latest| (latest.id.to_string(), assets.version(latest))),
    }
}

/// Files of feedback with an error: by their record, or by where their finding stands.
fn unreadable(opened: &Opened, filter: &Filter<'_>) -> Vec<String> {
    let is_faulty = |other: &&OtherRecord| other.record == RecordType::Feedback && other.detail == Detail::None;
    let records = opened.studio.others.iter().filter(is_faulty).map(|other| &other.file);
    let at_findings = opened.findings.iter().map(|finding| &finding.place.file);
    let is_read = |file: &str| {
        let mut others = opened.studio.others.iter();
        others.any(|other| other.file.as_str() == file && other.detail != Detail::None)
    };
    let is_asked = |file: &str| {
        let Some((folder, _)) = file.split_once("/feedback/") else {
            return false;
        };
        let briefs = &mut opened.studio.briefs.values();
        let brief = briefs.find(|brief| brief.file.as_str().strip_suffix("/brief.yml") == Some(folder));
        brief.is_some_and(|brief| filter.takes_brief(opened, brief))
    };
    let mut files: Vec<String> = records.chain(at_findings).map(ToString::to_string).collect();
    files.sort();
    files.dedup();
    files.retain(|file| file.starts_with("briefs/") && is_asked(file) && !is_read(file));
    files
}
