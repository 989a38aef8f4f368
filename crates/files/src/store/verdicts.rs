//! Answers: which verdicts does a brief have on disk, and what is the digest of its content now?
//! Invariant: a verdict file that is not understood in full counts for nothing; nothing is read outside of the studio.

use super::find::Expected;
use super::read::{Defaults, read_file};
use super::source::{self, Content};
use super::yaml::tree::{Entry, Node, Value};
use super::yaml::{Tags, parse, parse_with};
use crate::model::anchor::parse_day;
use crate::model::approval::{Approval, Evidence, ForgeEvidence, Relay, Verdict};
use crate::model::brief::Brief;
use crate::model::digest::{AssetHash, Tree, changed_keys, digest};
use crate::model::id::{BriefId, PersonId, StageId};
use crate::model::other::{OtherRecord, RecordType};
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use crate::model::workflow::{Covers, EvidenceKind};
use data_encoding::HEXLOWER;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;

/// The verdicts beside a brief, in the order of their file names: all of them, as one that is left out may be a reject.
pub fn approvals(root: &Path, brief: &Brief) -> Vec<Approval> {
    let Some(folder) = brief.file.as_str().strip_suffix("/brief.yml") else {
        return Vec::new();
    };
    let folder = format!("{folder}/approvals");
    let place = root.join(&folder);
    // A linked folder may lead out of the studio.
    if !place.symlink_metadata().is_ok_and(|data| data.is_dir()) {
        return Vec::new();
    }
    let Ok(listing) = std::fs::read_dir(place) else {
        return Vec::new();
    };
    let names = listing.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yml")).collect();
    names.sort_unstable();
    let read = |name: &String| {
        let path = StudioPath::new(&format!("{folder}/{name}"))?;
        match source::read(root, &path) {
            Content::Bytes(bytes) => approval(&path, &bytes),
            Content::Not(_) | Content::TooLarge { .. } => None,
        }
    };
    names.par_iter().filter_map(read).collect()
}

/// The verdict that a file holds; `None` when anything in it is not understood.
pub fn approval(file: &StudioPath, bytes: &[u8]) -> Option<Approval> {
    let expected = Expected::Record(RecordType::Approval);
    if !read_file(file, bytes, expected, Defaults::default())
        .findings
        .is_empty()
    {
        return None;
    }
    let node = parse(bytes).ok()?;
    let text = |key: &str| text_of(value_of(&node, key)?);
    let covers = match &value_of(&node, "covers")?.value {
        Value::Text(word) if &**word == "content" => Covers::Content,
        Value::List(items) => Covers::Keys(items.iter().filter_map(|item| Some(text_of(item)?.into())).collect()),
        Value::Null | Value::Text(_) | Value::Map(_) => return None,
    };
    let texts = |key: &str| match value_of(&node, key).map(|node| &node.value) {
        Some(Value::List(items)) => items.iter().filter_map(|item| Some(text_of(item)?.into())).collect(),
        _ => Vec::new(),
    };
    Some(Approval {
        id: text("id")?.into(),
        file: file.clone(),
        studio: text("studio")?.into(),
        subject: BriefId::new(text("subject")?)?,
        stage: StageId::new(text("stage")?)?,
        verdict: Verdict::from_word(text("verdict")?)?,
        digest: text("digest")?.into(),
        covers,
        by: PersonId::new(text("by")?)?,
        at: text("at")?.into(),
        requested: text("requested").map(Into::into),
        resolves: texts("resolves"),
        changes: texts("changes"),
        confirmed_by: text("confirmed_by").and_then(PersonId::new),
        note: text("note").map(Into::into),
        evidence: evidence(value_of(&node, "evidence")?)?,
    })
}

fn evidence(node: &Node) -> Option<Evidence> {
    let text = |key: &str| value_of(node, key).and_then(text_of);
    let boxed = |key: &str| text(key).map(Into::into);
    Some(Evidence {
        kind: match text("kind")? {
            "forge" => EvidenceKind::Forge,
            "signature" => EvidenceKind::Signature,
            "claim" => EvidenceKind::Claim,
            _ => return None,
        },
        forge: text("forge").map(|forge| ForgeEvidence {
            forge: forge.into(),
            repository: boxed("repository"),
            pull: boxed("pull"),
            review: boxed("review"),
            account: boxed("account"),
            commit: boxed("commit"),
        }),
        relay: text("via").map(|via| Relay {
            via: via.into(),
            received: text("received").and_then(parse_day),
            by: text("relayed_by").and_then(PersonId::new),
            attachment: boxed("attachment"),
            sha256: boxed("sha256"),
        }),
    })
}

/// The digest of what the brief says on disk now; `None` when it cannot be read or has none.
pub fn digest_of(root: &Path, studio: &Studio, brief: &Brief, covers: &Covers) -> Option<String> {
    let Content::Bytes(bytes) = source::read(root, &brief.file) else {
        return None;
    };
    digest_in(&bytes, covers, &|asset| asset_hash(root, studio, asset))
}

/// The digest of a brief's bytes; `None` when they cannot be read or have none.
pub fn digest_in(bytes: &[u8], covers: &Covers, asset: AssetHash<'_>) -> Option<String> {
    digest(&tree_of(bytes)?, covers, asset).ok()
}

/// The covered keys by which two contents of a brief differ; `None` when one of them cannot be read.
pub fn changed_in(one: &[u8], other: &[u8], covers: &Covers, asset: AssetHash<'_>) -> Option<Vec<String>> {
    let (one, other) = (tree_of(one)?, tree_of(other)?);
    changed_keys((&one, covers), (&other, covers), asset).ok()
}

/// The values of a file as a digest sees them; `None` when it cannot be read.
pub fn tree_of(bytes: &[u8]) -> Option<Tree> {
    Some(parse_with(bytes, Tags::Forgotten).ok()?.to_tree())
}

/// The hash that the bytes of an asset's record give.
pub fn hash_in(record: &[u8]) -> Option<String> {
    let node = parse(record).ok()?;
    value_of(&node, "sha256").and_then(text_of).map(str::to_owned)
}

/// The hash of every asset, as its record has it.
pub fn asset_hashes(root: &Path, studio: &Studio) -> HashMap<String, String> {
    let assets = studio.others.iter().filter(|other| other.record == RecordType::Asset);
    let hash = |other: &OtherRecord| match source::read(root, &other.file) {
        Content::Bytes(bytes) => Some((other.id.to_string(), hash_in(&bytes)?)),
        Content::Not(_) | Content::TooLarge { .. } => None,
    };
    assets.filter_map(hash).collect()
}

/// Whether the file that a relayed verdict names is there and has the hash that it gives.
pub fn attached_in(file: &dyn Fn(&StudioPath) -> Option<Vec<u8>>, relay: &Relay) -> bool {
    let (Some(name), Some(sha256)) = (&relay.attachment, &relay.sha256) else {
        return false;
    };
    let bytes = StudioPath::new(name).and_then(|path| file(&path));
    bytes.is_some_and(|bytes| HEXLOWER.encode(&Sha256::digest(&bytes)).eq_ignore_ascii_case(sha256))
}

fn asset_hash(root: &Path, studio: &Studio, asset: &str) -> Option<String> {
    let record = studio
        .others
        .iter()
        .find(|other| other.record == RecordType::Asset && &**other.id == asset)?;
    let Content::Bytes(bytes) = source::read(root, &record.file) else {
        return None;
    };
    hash_in(&bytes)
}

fn value_of<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    let found = |entry: &&Entry| &*entry.key == key;
    entries.iter().find(found).map(|entry| &entry.value)
}

fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERDICT: &str = "crops: approval/v1\nid: c4t1zq8e\nstudio: 7h2kq9vd3mxa\nsubject: key-visual-p7m2dn\n\
        stage: review\nverdict: approve\ndigest: v1:sha256:00\ncovers: [title, proofs]\nby: ines\n\
        at: 2026-11-19T16:44:00+01:00\nresolves: [9v3kd0rm]\nevidence: {kind: claim}\n";

    fn read(text: &str) -> Option<Approval> {
        let path = "briefs/2026-11/key-visual-p7m2dn/approvals/review.ines.c4t1zq8e.yml";
        approval(&StudioPath::new(path).expect("a path"), text.as_bytes())
    }

    #[test]
    fn a_verdict_is_read_whole() {
        let approval = read(VERDICT).expect("a verdict");
        assert_eq!((&*approval.id, approval.by.as_str()), ("c4t1zq8e", "ines"));
        assert_eq!(approval.verdict, Verdict::Approve);
        assert_eq!(approval.covers, Covers::Keys(vec!["title".into(), "proofs".into()]));
        assert_eq!(&*approval.resolves, &[Box::<str>::from("9v3kd0rm")]);
    }

    #[test]
    fn a_verdict_with_anything_unknown_counts_for_nothing() {
        for more in ["weight: 2\n", "verdict: approve\n", "x: [\n"] {
            assert_eq!(read(&format!("{VERDICT}{more}")), None, "{more}");
        }
        assert_eq!(read(&VERDICT.replace("approve", "aprove")), None);
        assert_eq!(read(&VERDICT.replace("by: ines\n", "")), None);
    }
}
