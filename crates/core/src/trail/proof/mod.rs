//! Answers: what proves that a verdict file comes from whom it names?
//! Invariant: keys, accounts and recorders are those of the studio that is given, which is the base's; what is in doubt is a claim.
//! Source: design, "Gates and approvals", three kinds of evidence.
//!
//! How to ask: [`Keyring::of`] the studio of the base revision, once; then [`Keyring::prove`] for each file, from disk or from a commit.

pub mod sshsig;

#[cfg(any(test, feature = "sample"))]
pub mod sample;
#[cfg(test)]
mod tests;

use super::gate::{Proof, Unproved};
use super::reviews::Accounts;
use crate::model::Day;
use crate::model::approval::{Approval, ForgeEvidence};
use crate::model::id::PersonId;
use crate::model::key::PublicKey;
use crate::model::studio::{Forge, Studio};
use crate::model::workflow::EvidenceKind;
use data_encoding::BASE64_NOPAD;
use sha2::{Digest, Sha256};
use sshsig::{KeyBlob, SignatureFault, signer};
use std::collections::HashMap;

/// What a reviewer's key signs for.
pub const APPROVAL: &str = "approval.v1@crops";

/// What a recorder's key signs for.
pub const RECORD: &str = "record.v1@crops";

/// After the name of a verdict file: its signature, as `ssh-keygen -Y sign` names it.
pub const SIGNATURE_ENDING: &str = ".sig";

/// What lies beside a verdict file, under its name and [`SIGNATURE_ENDING`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside<B> {
    Nothing,
    Signature(B),
    /// A link, a folder or something that cannot be read.
    NotAFile,
    TooLarge,
}

impl Beside<Vec<u8>> {
    pub fn as_deref(&self) -> Beside<&[u8]> {
        match self {
            Self::Nothing => Beside::Nothing,
            Self::Signature(bytes) => Beside::Signature(bytes),
            Self::NotAFile => Beside::NotAFile,
            Self::TooLarge => Beside::TooLarge,
        }
    }
}

impl<'a> Beside<&'a [u8]> {
    const fn bytes(self) -> Result<&'a [u8], Unproved> {
        match self {
            Self::Nothing => Err(Unproved::Unsigned),
            Self::Signature(bytes) => Ok(bytes),
            Self::NotAFile => Err(Unproved::SignatureNotAFile),
            Self::TooLarge => Err(Unproved::SignatureTooLarge),
        }
    }
}

/// Whether the words that somebody relayed are there, with the hash that the verdict gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    AsSaid,
    NotThere,
}

/// A verdict file and what was found beside it.
#[derive(Clone, Copy, Debug)]
pub struct VerdictFile<'a> {
    pub approval: &'a Approval,
    /// As they are on disk, or in the commit.
    pub bytes: &'a [u8],
    pub beside: Beside<&'a [u8]>,
    pub attachment: Attachment,
    /// The day on which it came to the official branch, today where it has not yet: a key must count on that day too, as the
    /// verdict's own date is its writer's word.
    pub comes: Day,
}

/// What was found out, and whose key said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    pub proof: Proof,
    /// The comment of the key, else its fingerprint; `None`: no key.
    pub key: Option<Box<str>>,
}

impl Proved {
    pub const fn claim(why: Unproved) -> Self {
        Self {
            proof: Proof::Claimed(why),
            key: None,
        }
    }
}

/// The keys and accounts of one studio, by what they are.
#[derive(Debug)]
pub struct Keyring<'s> {
    keys: HashMap<KeyBlob, Vec<(&'s PersonId, &'s PublicKey)>>,
    recorders: HashMap<KeyBlob, Vec<&'s PublicKey>>,
    home: Option<(&'s Forge, Accounts)>,
}

impl<'s> Keyring<'s> {
    /// Of the revision whose policy counts, which is never the one that is judged.
    pub fn of(base: &'s Studio) -> Self {
        let people = base.people.values().map(|person| (&person.id, &person.keys));
        let approvers = base.parties.values().flat_map(|party| &party.approvers);
        let mut keys: HashMap<KeyBlob, Vec<_>> = HashMap::new();
        for (person, listed) in people.chain(approvers.map(|one| (&one.id.value, &one.keys))) {
            for key in listed {
                if let Some(blob) = KeyBlob::of_line(&key.ssh) {
                    keys.entry(blob).or_default().push((person, key));
                }
            }
        }
        let mut recorders: HashMap<KeyBlob, Vec<_>> = HashMap::new();
        for key in &base.settings.recorders {
            if let Some(blob) = KeyBlob::of_line(&key.ssh) {
                recorders.entry(blob).or_default().push(key);
            }
        }
        let home = base.settings.forge.as_ref();
        Self {
            keys,
            recorders,
            home: home.map(|forge| (forge, Accounts::of(base, forge.kind))),
        }
    }

    /// What proves a verdict; nothing that it says of itself does.
    pub fn prove(&self, file: VerdictFile<'_>) -> Proved {
        let evidence = &file.approval.evidence;
        let found = match evidence.kind {
            EvidenceKind::Claim if evidence.relay.is_some() && file.attachment == Attachment::AsSaid => {
                return Proved {
                    proof: Proof::Relayed,
                    key: None,
                };
            }
            EvidenceKind::Claim => Err(Unproved::Said),
            EvidenceKind::Signature => self.signed(file).map(|key| (Proof::Signature, key)),
            EvidenceKind::Forge => self.recorded(file).map(|key| (Proof::Forge, key)),
        };
        match found {
            Ok((proof, key)) => Proved { proof, key: Some(key) },
            Err(why) => Proved::claim(why),
        }
    }

    fn signed(&self, file: VerdictFile<'_>) -> Result<Box<str>, Unproved> {
        let blob = signer(file.beside.bytes()?, APPROVAL, file.bytes).map_err(unproved)?;
        let owners = self.keys.get(&blob).ok_or(Unproved::UnknownKey)?;
        let by = &file.approval.by;
        match owners.iter().filter(|(owner, _)| *owner != by).count() {
            0 => {}
            others if others == owners.len() => return Err(Unproved::OthersKey),
            _ => return Err(Unproved::SharedKey),
        }
        let at = day_of(file.approval).ok_or(Unproved::KeyOutOfDate)?;
        let counts = |key: &PublicKey| key.counts_on(at) && key.counts_on(file.comes);
        let key = owners
            .iter()
            .find(|(_, key)| counts(key))
            .ok_or(Unproved::KeyOutOfDate)?;
        Ok(name_of(key.1, &blob))
    }

    /// A recorder writes down what was said before, maybe before its key was made: only a review after its last day is none of its.
    fn recorded(&self, file: VerdictFile<'_>) -> Result<Box<str>, Unproved> {
        let blob = signer(file.beside.bytes()?, RECORD, file.bytes).map_err(unproved)?;
        let listed = self.recorders.get(&blob).ok_or(Unproved::UnknownKey)?;
        let at = day_of(file.approval).ok_or(Unproved::KeyOutOfDate)?;
        let counts = |key: &&&PublicKey| key.until.is_none_or(|until| at <= until) && key.counts_on(file.comes);
        let key = listed.iter().find(counts).ok_or(Unproved::KeyOutOfDate)?;
        self.is_ours(file.approval, file.approval.evidence.forge.as_ref())?;
        Ok(name_of(key, &blob))
    }

    fn is_ours(&self, approval: &Approval, said: Option<&ForgeEvidence>) -> Result<(), Unproved> {
        let (Some((home, accounts)), Some(said)) = (&self.home, said) else {
            return Err(Unproved::OtherRepository);
        };
        let here = home.repository.as_ref().or(home.name.as_ref());
        if *said.forge != *home.kind.word() || here.is_none() || said.repository.as_ref() != here {
            return Err(Unproved::OtherRepository);
        }
        let person = said
            .account
            .as_deref()
            .and_then(|number| accounts.person_numbered(number));
        if person == Some(&approval.by) {
            Ok(())
        } else {
            Err(Unproved::OtherAccount)
        }
    }
}

/// The day that the verdict gives for itself, where it was given.
fn day_of(approval: &Approval) -> Option<Day> {
    approval.at.get(..10)?.parse().ok()
}

const fn unproved(fault: SignatureFault) -> Unproved {
    match fault {
        SignatureFault::Unreadable => Unproved::UnreadableSignature,
        SignatureFault::OtherPurpose => Unproved::OtherPurpose,
        SignatureFault::NotTaken => Unproved::KeyNotTaken,
        SignatureFault::OtherBytes => Unproved::BadSignature,
    }
}

/// What its line calls it, else its fingerprint as ssh-keygen prints it.
fn name_of(key: &PublicKey, blob: &KeyBlob) -> Box<str> {
    let mut words = key.ssh.split_ascii_whitespace().skip(2);
    match words.next() {
        Some(comment) => comment.into(),
        None => fingerprint(blob).into(),
    }
}

/// `SHA256:…`
pub fn fingerprint(key: &KeyBlob) -> String {
    format!("SHA256:{}", BASE64_NOPAD.encode(&Sha256::digest(key.bytes())))
}
