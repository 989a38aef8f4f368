//! Answers: what can be told of where a verdict comes from?
//! Invariant: what a file says of itself is a claim until something else proves it; files are read from wherever the verdict stands.
//! Source: design, "Gates and approvals", three kinds of evidence.

use crate::model::approval::Approval;
use crate::model::place::StudioPath;
use crate::model::workflow::EvidenceKind;
use crate::store::verdicts::attached_in;
use crate::trail::gate::{Proof, Unproved};

/// The bytes of a file of the studio, on disk or in a commit; `None` when it cannot be read.
pub type FileOf<'a> = &'a dyn Fn(&StudioPath) -> Option<Vec<u8>>;

/// What proves a verdict. Nothing has signed it, so what says that it is more is a claim.
pub fn prove(approval: &Approval, file: FileOf<'_>) -> Proof {
    let evidence = &approval.evidence;
    match evidence.kind {
        EvidenceKind::Claim => match &evidence.relay {
            Some(relay) if attached_in(file, relay) => Proof::Relayed,
            _ => Proof::Claimed(Unproved::Said),
        },
        EvidenceKind::Signature | EvidenceKind::Forge => Proof::Claimed(Unproved::Unsigned),
    }
}
