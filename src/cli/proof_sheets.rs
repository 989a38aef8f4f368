//! Answers: which pictures go into a page of remarks?
//! Invariant: a file is shown only when its bytes have the hash on record; nothing is asked of any network.

use super::context::Context;
use super::feedback::seen;
use super::open::Opened;
use crate::model::asset::{Asset, Assets};
use crate::model::brief::Brief;
use crate::model::raster::raster;
use crate::report::failure::Failure;
use crate::report::feedback::FeedbackList;
use crate::report::proof_sheet::{Picture, ProofSheet};
use crate::store::hash::{sha256_of, small_file};
use crate::store::input::name_beside;
use std::path::{Path, PathBuf};

/// A page with more would open in no mail program.
const MOST_BYTES: u64 = 20 << 20;

/// The proofs of a brief now, then the versions that remarks were made on. `given` are files that may hold them.
///
/// # Errors
/// When a file that was given cannot be read.
pub fn sheets(
    opened: &Opened,
    brief: &Brief,
    list: &FeedbackList,
    given: &[PathBuf],
    context: &Context,
) -> Result<Vec<ProofSheet>, Failure> {
    let assets = Assets::of(&opened.studio);
    let mut ids: Vec<String> = brief.proofs.iter().map(|proof| proof.to_string()).collect();
    ids.extend(
        list.rows
            .iter()
            .filter_map(|row| row.version.as_ref())
            .map(|seen| seen.asset.clone()),
    );
    let mut known: Vec<String> = Vec::new();
    ids.retain(|id| {
        let is_new = !known.contains(id);
        known.push(id.clone());
        is_new
    });
    let given = hashed(given, context)?;
    let sheet = |id: &String| {
        let asset = assets.find(id);
        let is_on = |at: &usize| list.rows[*at].version.as_ref().is_some_and(|seen| seen.asset == *id);
        ProofSheet {
            version: seen(&assets, id),
            title: asset.and_then(|asset| asset.title.as_ref().map(ToString::to_string)),
            uri: asset.and_then(|asset| asset.uri.as_ref().map(ToString::to_string)),
            picture: asset.map_or(Picture::Elsewhere, |asset| picture(opened, asset, &given)),
            remarks: (0..list.rows.len()).filter(is_on).collect(),
        }
    };
    Ok(ids.iter().map(sheet).collect())
}

fn hashed(given: &[PathBuf], context: &Context) -> Result<Vec<(PathBuf, String)>, Failure> {
    let hash = |path: &PathBuf| {
        let file = context.world.directory.join(path);
        let hash = sha256_of(&file).map_err(|error| {
            let near = name_beside(&file).map(|name| path.with_file_name(name).display().to_string());
            Failure::unread(path.display(), &error, near)
        })?;
        Ok((file, hash))
    };
    given.iter().map(hash).collect()
}

fn picture(opened: &Opened, asset: &Asset, given: &[(PathBuf, String)]) -> Picture {
    let of_asset = given.iter().find(|(_, hash)| hash.eq_ignore_ascii_case(&asset.sha256));
    if let Some((file, _)) = of_asset {
        return shown(file);
    }
    let Some(path) = &asset.path else {
        return Picture::Elsewhere;
    };
    let file = opened.root.join(path.as_str());
    // A link on the way could lead out of the studio.
    let inside = crate::store::hash::below(&opened.root, &file);
    if inside.as_deref() != Some(Path::new(path.as_str())) {
        return Picture::Elsewhere;
    }
    match sha256_of(&file) {
        Ok(hash) if hash.eq_ignore_ascii_case(&asset.sha256) => shown(&file),
        Ok(_) => Picture::OtherBytes,
        Err(_) => Picture::Elsewhere,
    }
}

fn shown(file: &Path) -> Picture {
    let bytes = small_file(file, MOST_BYTES);
    let found = bytes.and_then(|bytes| raster(&bytes).map(|found| (bytes, found)));
    found.map_or(Picture::NotShown, |(bytes, found)| Picture::Here(bytes, found))
}
