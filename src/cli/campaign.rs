//! Answers: `crops campaign`: what must be live when, and which briefs does it still lack?
//! Invariant: a campaign changes by one line at a time; its briefs are made in one commit.

use super::answer::Answer;
use super::brief_facts::row;
use super::campaign_add;
use super::campaign_template;
use super::context::Context;
use super::open::{Opened, open};
use super::template;
use super::usage::{MOST_WEEKS, key_value, whole};
use super::writing::{WriteArgs, answer, open_to_write, refused, seed, write};
use crate::change::campaign::{self, CampaignAnswers};
use crate::change::campaign_open::{self, Window};
use crate::change::link::named_campaign;
use crate::change::template::Makes;
use crate::model::brief::{Brief, DeliverableRef, Link};
use crate::model::campaign::Campaign;
use crate::model::id::CampaignId;
use crate::model::workflow::StageClass;
use crate::plan::anchors::occurrences;
use crate::plan::calendars::Calendars;
use crate::plan::due::{due, due_of_deliverable, live_day};
use crate::report::campaigns::{CampaignCard, CampaignList, CampaignRow, LineRow};
use crate::report::deed::{CampaignMade, Deed, Done, Opened as OpenedFacts, OpenedBrief};
use crate::report::failure::Failure;
use chrono::Days;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;

/// Campaigns: make one, add to it, open its briefs, see where it is
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct CampaignArgs {
    #[command(subcommand)]
    pub command: CampaignCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum CampaignCommand {
    New(NewArgs),
    Add(campaign_add::AddArgs),
    Open(OpenArgs),
    /// List campaigns, the next launch first
    List,
    Show(ShowArgs),
}

/// Make a campaign with its launch
#[derive(Clone, Debug, Default, Args)]
pub struct NewArgs {
    /// What it is called
    #[arg(long, allow_hyphen_values = true)]
    pub title: Option<String>,

    /// The day it goes live: `J`
    #[arg(long, value_name = "DATE")]
    pub launch: Option<String>,

    /// Its id, instead of the title's words
    #[arg(long)]
    pub id: Option<String>,

    /// The party it is for
    #[arg(long, value_name = "PARTY")]
    pub client: Option<String>,

    /// Who runs it
    #[arg(long, value_name = "PERSON")]
    pub owner: Option<String>,

    /// The client's or the accounts department's job number
    #[arg(long = "ref", value_name = "NUMBER")]
    pub reference: Option<String>,

    /// Another anchor, as `tv=2027-03-14`
    #[arg(long = "date", value_name = "NAME=DATE", value_parser = key_value)]
    pub dates: Vec<(String, String)>,

    /// Begin with the lines of this template
    #[arg(long, value_name = "TEMPLATE")]
    pub template: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Make the briefs that a campaign still lacks, in one commit
#[derive(Clone, Debug, Args)]
pub struct OpenArgs {
    /// The campaign
    pub campaign: String,

    /// Dates of series this many weeks ahead
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = whole::<u64>(0..=MOST_WEEKS), allow_negative_numbers = true)]
    pub weeks: u64,

    #[command(flatten)]
    pub write: WriteArgs,
}

/// Show a campaign: its lines, their briefs and days
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// The campaign: its id, a beginning of it, or its `ref`
    pub id: String,
}

pub fn run(args: &CampaignArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        CampaignCommand::New(args) => new(args, context),
        CampaignCommand::Add(args) => campaign_add::run(args, context),
        CampaignCommand::Open(args) => open_briefs(args, context),
        CampaignCommand::List => list(context),
        CampaignCommand::Show(args) => show(args, context),
    }
}

pub fn new(args: &NewArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let template = args.template.as_deref();
    let template = template
        .map(|name| template::named(&opened, name, Some(Makes::Campaign)))
        .transpose()?;
    let mut answers = CampaignAnswers {
        title: args.title.clone(),
        launch: args.launch.clone(),
        id: args.id.clone(),
        client: args.client.clone(),
        owner: args.owner.clone(),
        reference: args.reference.clone(),
        dates: args.dates.clone(),
    };
    if let Some(template) = &template {
        campaign_template::defaults(&mut answers, template);
    }
    let mut founded = campaign::new(&opened.studio, &answers).map_err(|refusal| refused(refusal, context))?;
    if let Some(template) = &template {
        campaign_template::fill(&opened, &mut founded, template)?;
    }
    let written = write(context, &opened, &founded.change, args.write)?;
    let path = founded.change.files.first().map(|file| file.path().to_string());
    let deed = Deed {
        next: vec![
            format!(
                "crops campaign add deliverable {} ID --kind KIND --live J-14",
                founded.id
            ),
            format!("crops campaign open {}", founded.id),
        ],
        what: Done::CampaignMade(CampaignMade {
            id: founded.id.to_string(),
            title: founded.title,
            path: path.unwrap_or_default(),
            launch: founded.launch,
        }),
        written,
    };
    Ok(answer(&opened, deed, context))
}

fn open_briefs(args: &OpenArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let calendars = Calendars::of(&opened.studio);
    let campaign = named_campaign(&opened.studio, &args.campaign)?;
    let today = opened.today;
    let window = Window {
        today,
        until: today.checked_add_days(Days::new(args.weeks * 7)).unwrap_or(today),
    };
    let made = campaign_open::open(&opened.studio, &calendars, campaign, window, seed(context)?)?;
    let written = write(context, &opened, &made.change, args.write)?;
    let brief = |brief: &Brief| OpenedBrief {
        id: brief.id.to_string(),
        title: brief.title.to_string(),
        deliverable: link_text(brief),
        due: due(&opened.studio, &calendars, brief).map(|due| due.day),
    };
    let deed = Deed {
        what: Done::Opened(OpenedFacts {
            campaign: campaign.id.to_string(),
            title: campaign.title.to_string(),
            briefs: made.briefs.iter().map(brief).collect(),
        }),
        written,
        next: vec![
            format!("crops campaign show {}", campaign.id),
            format!("crops plan {} --backward", campaign.id),
        ],
    };
    Ok(answer(&opened, deed, context))
}

fn link_text(brief: &Brief) -> String {
    match &brief.link {
        Link::Deliverable(link) => link.to_string(),
        Link::Campaign(campaign) => campaign.to_string(),
        Link::None => String::new(),
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let calendars = Calendars::of(&opened.studio);
    let mut by_campaign: BTreeMap<&CampaignId, Vec<&Brief>> = BTreeMap::new();
    for brief in opened.studio.briefs.values() {
        if let Some(campaign) = brief.link.campaign() {
            by_campaign.entry(campaign).or_default().push(brief);
        }
    }
    let campaigns = opened.studio.campaigns.values();
    let row = |campaign: &Campaign| {
        let briefs = by_campaign.get(&campaign.id).map_or(&[][..], Vec::as_slice);
        campaign_row(&opened, &calendars, campaign, briefs)
    };
    let mut rows: Vec<CampaignRow> = campaigns.map(row).collect();
    rows.sort_by(|one, other| {
        (one.launch.is_none(), one.launch, &one.id).cmp(&(other.launch.is_none(), other.launch, &other.id))
    });
    Ok(opened.answer(CampaignList { rows }))
}

/// `briefs`: those of the campaign.
fn campaign_row(opened: &Opened, calendars: &Calendars<'_>, campaign: &Campaign, briefs: &[&Brief]) -> CampaignRow {
    let is_done = |brief: &&&Brief| {
        let stage = opened.studio.stage_of(brief);
        stage.is_some_and(|stage| stage.class == StageClass::Done)
    };
    CampaignRow {
        id: campaign.id.to_string(),
        title: campaign.title.to_string(),
        client: campaign.client.as_ref().map(|id| id.to_string()),
        owner: campaign.owner.as_ref().map(|id| id.to_string()),
        launch: campaign.launch.as_ref().map(|day| day.value),
        lines: links(campaign, calendars).len(),
        briefs: briefs.len(),
        delivered: briefs.iter().filter(is_done).count(),
    }
}

/// Every deliverable, and every date of a series.
fn links(campaign: &Campaign, calendars: &Calendars<'_>) -> Vec<DeliverableRef> {
    let link = |item: &crate::model::id::ItemId, occurrence| DeliverableRef {
        campaign: campaign.id.clone(),
        item: item.clone(),
        occurrence,
    };
    let single = campaign.deliverables.iter().map(|line| link(&line.id.value, None));
    let repeated = campaign.series.iter().flat_map(|series| {
        let days = occurrences(series, campaign, calendars.studio());
        days.into_iter().map(|day| link(&series.id.value, Some(day)))
    });
    single.chain(repeated).collect()
}

fn show(args: &ShowArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let calendars = Calendars::of(&opened.studio);
    let campaign = named_campaign(&opened.studio, &args.id)?;
    let code = context.lang.code();
    let is_of_it = |brief: &&Brief| brief.link.campaign() == Some(&campaign.id);
    let briefs: Vec<&Brief> = opened.studio.briefs.values().filter(is_of_it).collect();
    let mut lines: Vec<LineRow> = links(campaign, &calendars)
        .iter()
        .map(|link| line(&opened, &calendars, campaign, link, code))
        .collect();
    lines.sort_by(|one, other| (one.live, &one.item).cmp(&(other.live, &other.item)));
    let card = CampaignCard {
        row: campaign_row(&opened, &calendars, campaign, &briefs),
        path: campaign.file.to_string(),
        reference: campaign.reference.as_ref().map(|text| text.to_string()),
        anchors: campaign
            .dates
            .iter()
            .map(|(name, day)| (name.to_string(), day.value))
            .collect(),
        tasks: campaign.tasks.iter().map(|task| task.id.to_string()).collect(),
        milestones: campaign
            .milestones
            .iter()
            .map(|milestone| milestone.id.to_string())
            .collect(),
        next: vec![
            format!("crops plan {} --backward", campaign.id),
            format!("crops campaign open {}", campaign.id),
        ],
        lines,
    };
    Ok(opened.answer(card))
}

fn line(opened: &Opened, calendars: &Calendars<'_>, campaign: &Campaign, link: &DeliverableRef, code: &str) -> LineRow {
    let single = campaign.deliverable(link.item.as_str());
    let series = campaign.one_series(link.item.as_str());
    let (title, kind) = match (link.occurrence, single, series) {
        (None, Some(line), _) => (line.title.as_deref(), line.kind.to_string()),
        (_, _, Some(series)) => (series.title.as_deref(), series.kind.to_string()),
        _ => (None, String::new()),
    };
    let is_linked = |brief: &&Brief| matches!(&brief.link, Link::Deliverable(own) if own.value == *link);
    let brief = opened.studio.briefs.values().find(is_linked);
    let row = brief.map(|brief| row(opened, calendars, brief, code));
    let of_line = due_of_deliverable(&opened.studio, calendars, link).map(|live| live.day);
    let item = link.to_string();
    LineRow {
        item: item.split_once('/').map_or(item.clone(), |(_, item)| item.to_owned()),
        title: title.map(str::to_owned),
        kind,
        live: live_day(campaign, link, calendars.studio()),
        due: row.as_ref().and_then(|row| row.due).or(of_line),
        brief: row.as_ref().map(|row| row.id.clone()),
        stage_title: row.as_ref().map(|row| row.stage_title.clone()),
        stage: row.map(|row| row.stage),
    }
}
