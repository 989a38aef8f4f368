//! Answers: `crops asset add`: how does a file, or something that lies elsewhere, come on record?
//! Invariant: a local file is hashed here; of anything else the hash is said.

use super::answer::Answer;
use super::context::Context;
use super::open::Opened;
use super::usage::listed_words;
use super::writing::{WriteArgs, answer, open_to_write, refused, write};
use crate::change::asset::{Attached, NewAsset, add};
use crate::change::refusal::{Answer as Wish, Named, Refusal};
use crate::model::Day;
use crate::model::anchor::parse_day;
use crate::model::asset::{AssetRole, Assets, media_type_of};
use crate::model::money::Currency;
use crate::model::place::StudioPath;
use crate::model::problem::Wanted;
use crate::model::resolve;
use crate::model::shape::accepts;
use crate::report::deed::{AssetAdded, Deed, Done};
use crate::report::failure::Failure;
use crate::store::hash::{below, sha256_of};
use crate::store::input::name_beside;
use clap::Args;
use std::path::Path;

/// Record a file, or something that lies elsewhere; a proof goes to its brief in the same commit
///
/// The bytes stay where they are: the record keeps their hash, and where they lie. `--replaces` makes it the next version; what is not said is then as it was.
#[derive(Clone, Debug, Args)]
pub struct AddArgs {
    /// A file, or an address such as `https://…`
    #[arg(value_name = "FILE|URI")]
    pub what: String,

    /// What it is for; as the version before, else a proof
    #[arg(long, value_name = "ROLE", value_parser = ["proof", "final", "source"])]
    pub role: Option<String>,

    /// The brief it belongs to
    #[arg(long, value_name = "BRIEF")]
    pub brief: Option<String>,

    /// The campaign it belongs to
    #[arg(long, value_name = "CAMPAIGN")]
    pub campaign: Option<String>,

    /// The version before
    #[arg(long, value_name = "ASSET")]
    pub replaces: Option<String>,

    /// Its id, instead of the words of its title or file
    #[arg(long)]
    pub id: Option<String>,

    /// What it is called
    #[arg(long, allow_hyphen_values = true)]
    pub title: Option<String>,

    /// Where everybody finds a local file
    #[arg(long, value_name = "URI")]
    pub uri: Option<String>,

    /// The hash of what lies elsewhere
    #[arg(long, value_name = "SHA256")]
    pub sha256: Option<String>,

    /// Its media type, where the name does not tell
    #[arg(long, value_name = "TYPE/SUBTYPE")]
    pub media_type: Option<String>,

    /// Words it is found by, with commas
    #[arg(long, value_name = "WORDS")]
    pub tags: Option<String>,

    /// Whose it is
    #[arg(long, value_name = "TEXT")]
    pub rights_owner: Option<String>,

    /// The last day of its rights
    #[arg(long, value_name = "DATE")]
    pub rights_until: Option<String>,

    /// Markets its rights are for, with commas
    #[arg(long, value_name = "WORDS")]
    pub markets: Option<String>,

    #[command(flatten)]
    pub write: WriteArgs,
}

pub fn run(args: &AddArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open_to_write(context)?;
    let assets = Assets::of(&opened.studio);
    let bytes = bytes_of(args, &opened, context)?;
    let replaces = args
        .replaces
        .as_deref()
        .map(|id| resolve::asset(&assets, id))
        .transpose();
    let replaces = replaces.map_err(|why| Refusal::unresolved(Named::Asset, why))?;
    let named = args.brief.as_deref().or_else(|| replaces?.brief.as_deref());
    let brief = named.map(|id| resolve::brief(&opened.studio, id)).transpose();
    let brief = brief.map_err(|why| Refusal::unresolved(Named::Brief, why))?;
    let campaign = args
        .campaign
        .as_deref()
        .map(|id| resolve::campaign(&opened.studio, id))
        .transpose();
    let campaign = campaign.map_err(|why| Refusal::unresolved(Named::Campaign, why))?;
    let new = NewAsset {
        id: args.id.as_deref(),
        title: args.title.as_deref().map(str::trim).filter(|title| !title.is_empty()),
        role: args.role.as_deref().and_then(AssetRole::from_word),
        replaces,
        sha256: &bytes.sha256,
        uri: bytes.uri.as_deref(),
        path: bytes.path.clone(),
        media_type: args.media_type.as_deref().or_else(|| media_type_of(&bytes.name)),
        file_name: &bytes.name,
        brief,
        campaign: campaign.map(|campaign| campaign.id.as_str()),
        tags: listed_words(args.tags.as_deref()),
        rights_owner: args.rights_owner.as_deref(),
        rights_until: args.rights_until.as_deref().map(day).transpose()?,
        markets: listed_words(args.markets.as_deref()),
    };
    let record = add(&assets, &new)?;
    let written = write(context, &opened, &record.change, args.write)?;
    let what = Done::AssetAdded(AssetAdded {
        id: record.id.clone(),
        title: record.title,
        role: record.role,
        version: replaces.map_or(1, |before| assets.version(before) + 1),
        replaces: replaces.map(|before| before.id.to_string()),
        brief: brief.map(|brief| brief.id.to_string()),
        attached: match record.attached {
            Attached::No => None,
            Attached::Added => Some("added"),
            Attached::Replaced(_) => Some("replaced"),
        },
        sha256: bytes.sha256,
        is_found: bytes.uri.is_some() || bytes.path.is_some(),
    });
    let next = vec![format!("crops asset show {}", record.id)];
    Ok(answer(&opened, Deed { what, written, next }, context))
}

/// What is known of the bytes.
struct Bytes {
    sha256: String,
    uri: Option<String>,
    path: Option<StudioPath>,
    /// The last part of path or address.
    name: String,
}

fn bytes_of(args: &AddArgs, opened: &Opened, context: &Context) -> Result<Bytes, Failure> {
    if let Some(sha256) = args
        .sha256
        .as_deref()
        .filter(|hash| !accepts(Wanted::Sha256, hash, Currency::EURO))
    {
        return Err(bad("sha256", sha256, Wanted::Sha256).into());
    }
    if args.what.contains("://") {
        let Some(sha256) = &args.sha256 else {
            let answers = vec![Wish::Sha256];
            return Err(refused(Refusal::Unsaid { answers }, context));
        };
        let address = args.what.split(['?', '#']).next().unwrap_or_default();
        return Ok(Bytes {
            sha256: sha256.to_ascii_lowercase(),
            uri: Some(args.what.clone()),
            path: None,
            name: address.rsplit('/').next().unwrap_or_default().to_owned(),
        });
    }
    let file = context.world.directory.join(&args.what);
    let sha256 = sha256_of(&file).map_err(|error| {
        let near = name_beside(&file).map(|name| Path::new(&args.what).with_file_name(name).display().to_string());
        Failure::unread(&args.what, &error, near)
    })?;
    if let Some(said) = args.sha256.as_ref().filter(|said| !said.eq_ignore_ascii_case(&sha256)) {
        let said = said.clone();
        return Err(Refusal::OtherBytes { said, found: sha256 }.into());
    }
    let inside = below(&opened.root, &file);
    let parts = inside
        .iter()
        .flat_map(|path| path.components())
        .map(|part| part.as_os_str().to_str());
    let inside = parts.collect::<Option<Vec<_>>>().map(|parts| parts.join("/"));
    Ok(Bytes {
        sha256,
        uri: args.uri.clone(),
        path: inside.and_then(|path| StudioPath::new(&path)),
        name: file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
    })
}

fn day(text: &str) -> Result<Day, Refusal> {
    parse_day(text.trim()).ok_or_else(|| bad("rights.until", text, Wanted::Day))
}

fn bad(key: &str, value: &str, wanted: Wanted) -> Refusal {
    Refusal::BadValue {
        key: key.into(),
        value: value.into(),
        wanted,
    }
}
