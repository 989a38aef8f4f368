//! Answers: what proves where a verdict comes from, by the keys that count?
//! Invariant: what a file says of itself is a claim until something else proves it; files are read from wherever the verdict stands.
//! Source: design, "Gates and approvals", three kinds of evidence.

use super::context::Context;
use super::landed::on_official;
use super::official::{OfficialState, Records};
use super::open::Opened;
use crate::model::Day;
use crate::model::approval::Approval;
use crate::model::place::StudioPath;
use crate::model::problem::NotAFile;
use crate::model::studio::Studio;
use crate::model::workflow::EvidenceKind;
use crate::store::source::Content;
use crate::store::verdicts::attached_in;
use crate::trail::gate::Unproved;
use crate::trail::proof::{Attachment, Beside, Keyring, Proved, SIGNATURE_ENDING, VerdictFile};

/// What is at a path of the studio, on disk or in a commit; nothing there is [`NotAFile::Unreadable`].
pub type FileOf<'a> = &'a dyn Fn(&StudioPath) -> Content<'static>;

/// What proves verdicts of one brief, by the keys of the official branch as of the days on which they came there; where
/// there is none, by those at hand, today.
pub fn proofs(context: &Context, opened: &Opened, approvals: &[Approval], file: FileOf<'_>) -> Vec<Proved> {
    let says_more = approvals.iter().any(|one| one.evidence.kind != EvidenceKind::Claim);
    let official = says_more
        .then(|| OfficialState::read(context, Records::Keys).ok())
        .flatten();
    let Some(official) = official else {
        return proofs_at_hand(opened, approvals, file);
    };
    proofs_on(&official, approvals, file, opened.today)
}

/// As [`proofs`], by the keys of a state that was read with them.
pub fn proofs_on(official: &OfficialState, approvals: &[Approval], file: FileOf<'_>, today: Day) -> Vec<Proved> {
    let days = on_official(official, approvals, file, today);
    let keys = Keyring::of(&official.studio);
    let each = approvals.iter().zip(days);
    each.map(|(one, comes)| prove(&keys, one, file, comes)).collect()
}

/// As if all came today, by the keys at hand.
pub fn proofs_at_hand(opened: &Opened, approvals: &[Approval], file: FileOf<'_>) -> Vec<Proved> {
    let keys = Keyring::of(&opened.studio);
    let one = |approval| prove(&keys, approval, file, opened.today);
    approvals.iter().map(one).collect()
}

/// What proves a verdict that stands where `file` reads. `comes`: the day on which it came to the branch whose keys count.
pub fn prove(keys: &Keyring<'_>, approval: &Approval, file: FileOf<'_>, comes: Day) -> Proved {
    let bytes_at = |path: &StudioPath| match file(path) {
        Content::Bytes(bytes) => Some(bytes.into_owned()),
        Content::Not(_) | Content::TooLarge { .. } => None,
    };
    let evidence = &approval.evidence;
    let is_claim = evidence.kind == EvidenceKind::Claim;
    let relay = evidence.relay.as_ref();
    let is_attached = is_claim && relay.is_some_and(|relay| attached_in(&bytes_at, relay));
    // a claim is asked for nothing: most verdicts of most studios are claims
    let bytes = if is_claim { None } else { bytes_at(&approval.file) };
    let beside = if is_claim {
        Beside::Nothing
    } else {
        signature(file, &approval.file)
    };
    if !is_claim && bytes.is_none() {
        return Proved::claim(Unproved::Unsigned);
    }
    keys.prove(VerdictFile {
        approval,
        bytes: &bytes.unwrap_or_default(),
        beside: beside.as_deref(),
        attachment: if is_attached {
            Attachment::AsSaid
        } else {
            Attachment::NotThere
        },
        comes,
    })
}

/// Where the signature of a verdict file stands; `None`: there can be no such path.
pub fn signature_path(verdict: &StudioPath) -> Option<StudioPath> {
    StudioPath::new(&format!("{verdict}{SIGNATURE_ENDING}"))
}

fn signature(file: FileOf<'_>, verdict: &StudioPath) -> Beside<Vec<u8>> {
    let Some(path) = signature_path(verdict) else {
        return Beside::Nothing;
    };
    match file(&path) {
        Content::Bytes(bytes) => Beside::Signature(bytes.into_owned()),
        Content::TooLarge { .. } => Beside::TooLarge,
        Content::Not(NotAFile::Unreadable) => Beside::Nothing,
        Content::Not(_) => Beside::NotAFile,
    }
}

/// The studio whose keys count for what is at hand: the official one's. `None`: there is none, and the files at hand count.
pub fn official_keys(context: &Context) -> Option<Studio> {
    Some(OfficialState::read(context, Records::Keys).ok()?.studio)
}
