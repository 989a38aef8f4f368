//! Answers: `crops asset`: which proofs, finals and sources are on record, and how does a new version come in?
//! Invariant: bytes are hashed and never copied; what is on record is what was hashed.

use super::answer::Answer;
use super::asset_add::{self, AddArgs};
use super::context::Context;
use super::open::{Opened, open};
use super::usage::whole;
use crate::change::refusal::{Named, Refusal};
use crate::model::asset::{Asset, AssetRole, Assets};
use crate::model::brief::{Brief, Content};
use crate::model::feedback::RemarkState;
use crate::model::other::Detail;
use crate::model::resolve;
use crate::report::assets::{AssetCard, AssetList, AssetRow, Use, UseKind, VersionRow};
use crate::report::failure::Failure;
use clap::{Args, Subcommand};

/// Pictures, films and documents: record a version, list them, look at one
#[derive(Clone, Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct AssetArgs {
    #[command(subcommand)]
    pub command: AssetCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub enum AssetCommand {
    Add(Box<AddArgs>),
    List(ListArgs),
    Show(ShowArgs),
}

/// List the latest version of each asset
#[derive(Clone, Debug, Default, Args)]
pub struct ListArgs {
    /// Only those of this brief, or that it uses
    #[arg(long, value_name = "BRIEF")]
    pub brief: Option<String>,

    /// Only those of this campaign and its briefs
    #[arg(long, value_name = "CAMPAIGN")]
    pub campaign: Option<String>,

    /// Only those of this role
    #[arg(long, value_name = "ROLE", value_parser = ["proof", "final", "source"])]
    pub role: Option<String>,

    /// Only those whose rights end within so many days, or have ended
    #[arg(long, value_name = "DAYS", value_parser = whole::<u64>(0..=36_500), allow_negative_numbers = true)]
    pub expiring: Option<u64>,

    /// Also versions that were replaced
    #[arg(long)]
    pub all: bool,
}

/// Show the versions of an asset, which briefs use it, and the rights that are left
#[derive(Clone, Debug, Args)]
pub struct ShowArgs {
    /// The asset: its id or the beginning of it
    #[arg(value_name = "ASSET")]
    pub id: String,
}

pub fn run(args: &AssetArgs, context: &Context) -> Result<Answer, Failure> {
    match &args.command {
        AssetCommand::Add(args) => asset_add::run(args, context),
        AssetCommand::List(args) => list(args, context),
        AssetCommand::Show(args) => show(args, context),
    }
}

fn list(args: &ListArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let assets = Assets::of(&opened.studio);
    let brief = args
        .brief
        .as_deref()
        .map(|id| resolve::brief(&opened.studio, id))
        .transpose();
    let brief = brief.map_err(|why| Refusal::unresolved(Named::Brief, why))?;
    let campaign = args
        .campaign
        .as_deref()
        .map(|id| resolve::campaign(&opened.studio, id))
        .transpose();
    let campaign = campaign.map_err(|why| Refusal::unresolved(Named::Campaign, why))?;
    let role = args.role.as_deref().and_then(AssetRole::from_word);
    let is_wanted = |asset: &&Asset| {
        let latest = args.all || assets.after(asset).is_empty();
        let left = asset.rights_left(opened.today);
        let ends = args
            .expiring
            .is_none_or(|days| left.is_some_and(|left| left <= i64::try_from(days).unwrap_or(i64::MAX)));
        latest
            && ends
            && role.is_none_or(|role| asset.role == role)
            && brief.is_none_or(|brief| belongs(asset, brief))
            && campaign.is_none_or(|campaign| is_of_campaign(&opened, asset, campaign.id.as_str()))
    };
    let mut rows: Vec<AssetRow> = assets
        .all()
        .filter(is_wanted)
        .map(|asset| row(&opened, &assets, asset))
        .collect();
    if args.expiring.is_some() {
        rows.sort_by(|one, other| (one.rights_left, &one.id).cmp(&(other.rights_left, &other.id)));
    }
    Ok(opened.answer(AssetList {
        rows,
        expiring: args.expiring,
    }))
}

fn belongs(asset: &Asset, brief: &Brief) -> bool {
    asset.brief.as_deref() == Some(brief.id.as_str()) || use_of(asset, brief).is_some()
}

fn is_of_campaign(opened: &Opened, asset: &Asset, campaign: &str) -> bool {
    let mut briefs = opened.studio.briefs.values();
    let is_in = |brief: &&Brief| brief.link.campaign().is_some_and(|id| id.as_str() == campaign);
    asset.campaign.as_deref() == Some(campaign) || briefs.any(|brief| is_in(&brief) && belongs(asset, brief))
}

/// How a brief names an asset; `None` when it does not.
fn use_of(asset: &Asset, brief: &Brief) -> Option<UseKind> {
    if brief.proofs.iter().any(|proof| proof.as_str() == &**asset.id) {
        return Some(UseKind::Proof);
    }
    let is_used = match brief.field("uses") {
        Some(Content::Text(one)) => **one == *asset.id.value,
        Some(Content::List(all)) => all.iter().any(|one| *one.value == *asset.id.value),
        Some(Content::Structure(_)) | None => false,
    };
    is_used.then_some(UseKind::Material)
}

fn row(opened: &Opened, assets: &Assets<'_>, asset: &Asset) -> AssetRow {
    let rights = asset.rights.as_ref();
    AssetRow {
        id: asset.id.to_string(),
        title: asset.title.as_ref().map(ToString::to_string),
        role: asset.role,
        version: assets.version(asset),
        is_latest: assets.after(asset).is_empty(),
        brief: asset.brief.as_ref().map(ToString::to_string),
        campaign: asset.campaign.as_ref().map(ToString::to_string),
        media_type: asset.media_type.as_ref().map(ToString::to_string),
        rights_owner: rights.and_then(|rights| rights.owner.as_ref()).map(ToString::to_string),
        rights_until: rights.and_then(|rights| rights.until).map(|until| until.value),
        rights_left: asset.rights_left(opened.today),
        markets: rights.map_or_else(Vec::new, |rights| {
            rights.markets.iter().map(ToString::to_string).collect()
        }),
    }
}

fn show(args: &ShowArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open(context)?;
    let assets = Assets::of(&opened.studio);
    let asset = resolve::asset(&assets, &args.id).map_err(|why| Refusal::unresolved(Named::Asset, why))?;
    Ok(opened.answer(card(&opened, &assets, asset)))
}

/// All that is on record of an asset.
pub fn card(opened: &Opened, assets: &Assets<'_>, asset: &Asset) -> AssetCard {
    let known = assets.find(&asset.id);
    let chain = known.map_or_else(Vec::new, |asset| assets.chain(asset));
    AssetCard {
        row: row(opened, assets, asset),
        path: asset.file.to_string(),
        sha256: asset.sha256.to_string(),
        uri: asset.uri.as_ref().map(ToString::to_string),
        file: asset.path.as_ref().map(ToString::to_string),
        tags: asset.tags.iter().map(ToString::to_string).collect(),
        versions: chain.iter().map(|one| version(opened, assets, one)).collect(),
        uses: uses(opened, &chain),
    }
}

fn version(opened: &Opened, assets: &Assets<'_>, asset: &Asset) -> VersionRow {
    let remarks = opened.studio.others.iter().filter_map(|other| match &other.detail {
        Detail::Feedback(feedback) if feedback.asset.as_deref() == Some(&asset.id) => Some(&feedback.remarks),
        _ => None,
    });
    let (mut all, mut open) = (0, 0);
    for remark in remarks.flatten() {
        all += 1;
        open += usize::from(remark.state() == RemarkState::Open);
    }
    VersionRow {
        number: assets.version(asset),
        id: asset.id.to_string(),
        title: asset.title.as_ref().map(ToString::to_string),
        replaces: asset.replaces.as_ref().map(|id| id.to_string()),
        sha256: asset.sha256.to_string(),
        remarks: all,
        open_remarks: open,
    }
}

fn uses(opened: &Opened, chain: &[&Asset]) -> Vec<Use> {
    let of_brief = |brief: &Brief| {
        let found = chain.iter().filter_map(|asset| Some((asset, use_of(asset, brief)?)));
        let found = found.map(|(asset, kind)| Use {
            brief: brief.id.to_string(),
            title: brief.title.to_string(),
            asset: asset.id.to_string(),
            kind,
        });
        found.collect::<Vec<_>>()
    };
    opened.studio.briefs.values().flat_map(of_brief).collect()
}
