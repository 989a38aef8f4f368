//! Answers: what can keep a gate shut, and what is known of where a verdict comes from?
//! Invariant: facts alone; who decides which of them hold is `trail::gate`.
//! Source: design, "Gates and approvals".

use super::workflow::EvidenceKind;

/// What a gate still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateLack {
    /// `missing` more approvals by holders of the role.
    Role {
        role: String,
        missing: u32,
        /// Who could give one, makers left out.
        people: Vec<String>,
        /// Nobody could: who is named as a delegate of those who made it.
        delegates: Vec<String>,
    },
    Person {
        person: String,
        /// Who decides in their place today.
        delegate: Option<String>,
    },
    /// Changes were required and nothing has answered that verdict since.
    Rejected { by: String, verdict: String },
    /// An approval of what the brief said before.
    Stale {
        by: String,
        /// The covered keys that have changed since; empty when nobody can tell.
        fields: Vec<String>,
    },
    /// Changes that an approval asked for and nobody has confirmed.
    Unconfirmed { by: String, items: Vec<String> },
    /// An approval whose evidence the gate does not accept.
    EvidenceNotAccepted { by: String, proof: Proof },
    /// A maker's approval does not count.
    Maker { by: String },
    /// Somebody wrote a part of it whom the studio does not know.
    UnknownAuthor { author: String },
    /// A blocking remark that nobody has dealt with.
    OpenRemark { item: String, by: String, text: String },
    /// Remarks that nobody can read.
    UnreadableFeedback { file: String },
    /// The condition of a need cannot be read, so the gate stays shut.
    UnreadableCondition { text: String },
    /// The brief reads in two ways or a proof has no hash: nothing can be approved.
    NoDigest,
}

/// What was found out about where a verdict comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proof {
    /// The forge said so itself, now or to a recorder whose signature holds.
    Forge,
    /// A key of the reviewer signed it.
    Signature,
    /// It says that somebody brought it, and holds what they brought.
    Relayed,
    /// Anybody could have typed it.
    Claimed(Unproved),
}

/// Why a verdict is no more than a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unproved {
    /// It says that it is one.
    Said,
    /// Signed by nobody.
    Unsigned,
    /// The signature is of other bytes: the verdict was edited since, or it is another's signature.
    BadSignature,
    /// What should be a signature cannot be read as one.
    UnreadableSignature,
    /// What should be a signature is a link or a folder.
    SignatureNotAFile,
    SignatureTooLarge,
    /// Signed for something else than what it is used for.
    OtherPurpose,
    /// A kind of key that is not taken, or a weak one.
    KeyNotTaken,
    /// A key that nobody here has.
    UnknownKey,
    /// The key of somebody else here.
    OthersKey,
    /// The key did not count on that day.
    KeyOutOfDate,
    /// More than one person has the key.
    SharedKey,
    /// Of another repository than the studio's.
    OtherRepository,
    /// The account is not the reviewer's.
    OtherAccount,
}

impl Proof {
    pub const fn kind(self) -> EvidenceKind {
        match self {
            Self::Forge => EvidenceKind::Forge,
            Self::Signature => EvidenceKind::Signature,
            Self::Relayed | Self::Claimed(_) => EvidenceKind::Claim,
        }
    }

    /// A word is taken back only by one that is proved as well.
    pub const fn strength(self) -> u8 {
        match self {
            Self::Claimed(_) => 0,
            Self::Relayed => 1,
            Self::Forge | Self::Signature => 2,
        }
    }
}
