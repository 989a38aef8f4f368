//! Answers: which words of somebody are relayed, and what of them is kept beside the verdict?
//! Invariant: the file is copied as it is, under a name of ours, and its hash is that of what is written.
//! Source: design, "Gates and approvals", a client's mail.

use super::context::Context;
use super::open::Opened;
use super::verdict::Speaker;
use super::writing::whoever_asks;
use crate::change::FileEdit;
use crate::change::verdict::Given;
use crate::model::approval::Relay;
use crate::model::brief::Brief;
use crate::model::id::PersonId;
use crate::model::place::StudioPath;
use crate::model::workflow::Stage;
use crate::report::failure::{DiskAction, Failure};
use crate::store::input::read_given;
use crate::store::source::MOST_BYTES;
use crate::trail::gate::{Proof, Unproved};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Words that came another way.
pub struct Words {
    pub relay: Relay,
    copy: Option<(StudioPath, Vec<u8>)>,
}

impl Words {
    /// What came with the words themselves is relayed; what somebody says that they heard is a claim.
    pub const fn proof(&self) -> Proof {
        match self.copy {
            Some(_) => Proof::Relayed,
            None => Proof::Claimed(Unproved::Said),
        }
    }

    /// The copy goes into the same commit.
    pub fn lay_beside(self, given: &mut Given) {
        let copy = self.copy.map(|(path, bytes)| FileEdit::Restore { path, bytes });
        given.change.files.extend(copy);
    }
}

/// `None` unless somebody's decision is relayed.
pub fn relay(
    speaker: &Speaker,
    opened: &Opened,
    context: &Context,
    (brief, stage): (&Brief, &Stage),
    by: &PersonId,
) -> Result<Option<Words>, Failure> {
    let (Some(_), Some(via)) = (&speaker.for_whom, &speaker.via) else {
        return Ok(None);
    };
    let copy = match &speaker.attach {
        Some(file) => Some(copy(file, context, brief, stage, by)?),
        None => None,
    };
    let relay = Relay {
        via: via.trim().into(),
        received: speaker.received.or(Some(opened.today)),
        by: whoever_asks(context, opened),
        attachment: copy.as_ref().map(|(path, _)| path.as_str().into()),
        sha256: copy.as_ref().map(|(_, bytes)| hash(bytes).into()),
    };
    Ok(Some(Words { relay, copy }))
}

fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Beside the verdicts, named by what it holds.
fn copy(
    file: &Path,
    context: &Context,
    brief: &Brief,
    stage: &Stage,
    by: &PersonId,
) -> Result<(StudioPath, Vec<u8>), Failure> {
    let place = context.directory.join(file);
    let bytes = read_given(&place).map_err(|error| Failure::disk(file.display(), DiskAction::Read, &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        let error = std::io::Error::new(std::io::ErrorKind::FileTooLarge, "over 1 MiB");
        return Err(Failure::disk(file.display(), DiskAction::Read, &error));
    }
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_plain = !ending.is_empty() && ending.len() <= 8 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let ending = if is_plain {
        ending.to_ascii_lowercase()
    } else {
        "txt".into()
    };
    let name = hash(&bytes);
    let name = format!(
        "{}/approvals/{}.{by}.{}.{ending}",
        brief.file.folder(),
        *stage.id,
        &name[..8]
    );
    let path = StudioPath::new(&name).ok_or_else(|| {
        let error = std::io::Error::from(std::io::ErrorKind::InvalidFilename);
        Failure::disk(&name, DiskAction::Write, &error)
    })?;
    Ok((path, bytes))
}
