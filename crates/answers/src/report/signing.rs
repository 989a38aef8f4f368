//! Answers: why is a verdict not signed?
//! Invariant: facts; the words are in `render::catalogue`.

use super::failure::{DiskReason, Failure};
use crate::trail::gate::Unproved;

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningFault {
    /// Neither a flag, nor the settings of git, nor the person's own record name a key.
    NoKey {
        person: String,
        /// Their record.
        file: String,
    },
    /// A recorder without a key.
    NoRecorderKey,
    NotStarted {
        reason: DiskReason,
    },
    /// ssh-keygen failed, with its own words.
    Failed {
        said: String,
    },
    /// What it made proves nothing here.
    ProvesNothing {
        why: Unproved,
        /// Where the key would stand.
        file: String,
        /// `{ssh: "ssh-ed25519 AAAA…", from: 2026-11-21}`; `None`: to list it would not help.
        line: Option<String>,
        whose: WhoseKey,
    },
}

/// Who should have the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoseKey {
    Reviewer,
    Recorder,
}

impl From<SigningFault> for Failure {
    fn from(fault: SigningFault) -> Self {
        Self::Signing(Box::new(fault))
    }
}
