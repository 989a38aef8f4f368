//! Answers: is a verdict proved by whoever gave it, and by nothing else?
//! Invariant: each attempt that must fail differs in one thing from one that holds.

use super::sample::Signer;
use super::sshsig::{KeyBlob, SignatureFault, signer};
use super::{APPROVAL, Attachment, Beside, Keyring, RECORD, VerdictFile};
use crate::model::approval::{Approval, Evidence, ForgeEvidence, Relay, Verdict};
use crate::model::id::{PersonId, StageId};
use crate::model::key::PublicKey;
use crate::model::person::Account;
use crate::model::sample::{self, day, placed};
use crate::model::studio::{Forge, ForgeKind, Studio};
use crate::model::workflow::{Covers, EvidenceKind};
use crate::trail::gate::{Proof, Unproved};

const VERDICT: &[u8] = include_bytes!("../../../../../tests/signatures/verdict.yml");

macro_rules! made {
    ($name:literal) => {
        (
            include_str!(concat!("../../../../../tests/signatures/", $name, ".pub")),
            include_bytes!(concat!("../../../../../tests/signatures/", $name, ".sig")).as_slice(),
        )
    };
}

fn approval(by: &str, kind: EvidenceKind) -> Approval {
    Approval {
        id: "c4t1zq8e".into(),
        file: sample::path("briefs/2026-11/film-000001/approvals/review.ines.c4t1zq8e.yml"),
        studio: "7h2kq9vd3mxa".into(),
        subject: sample::brief("film-000001", "review").id,
        stage: StageId::new("review").expect("a slug"),
        verdict: Verdict::Approve,
        digest: "v1:sha256:now".into(),
        covers: Covers::Content,
        by: PersonId::new(by).expect("a slug"),
        at: "2026-11-19T16:44:00+01:00".into(),
        requested: None,
        resolves: Vec::new(),
        changes: Vec::new(),
        confirmed_by: None,
        note: None,
        evidence: Evidence::of(kind),
    }
}

fn key(line: &str, from: &str, until: Option<&str>) -> PublicKey {
    PublicKey {
        ssh: placed(line.into()),
        from: day(from),
        until: until.map(day),
    }
}

fn person(name: &str) -> PersonId {
    PersonId::new(name).expect("a slug")
}

/// Where each of these people has these keys.
fn studio(keys: &[(&str, PublicKey)]) -> Studio {
    let mut studio = sample::studio();
    for (name, key) in keys {
        match studio.people.get_mut(&person(name)) {
            Some(person) => person.keys.push(key.clone()),
            None => {
                let mut approvers = studio.parties.values_mut().flat_map(|party| &mut party.approvers);
                let approver = approvers.find(|one| one.id.as_str() == *name).expect("somebody");
                approver.keys.push(key.clone());
            }
        }
    }
    studio
}

fn prove(studio: &Studio, approval: &Approval, beside: Beside<&[u8]>) -> Proof {
    // a review is written down after it was given
    let comes = match approval.evidence.kind {
        EvidenceKind::Forge => "2026-11-21",
        EvidenceKind::Signature | EvidenceKind::Claim => "2026-11-19",
    };
    let file = VerdictFile {
        approval,
        bytes: VERDICT,
        beside,
        attachment: Attachment::NotThere,
        comes: day(comes),
    };
    Keyring::of(studio).prove(file).proof
}

fn claimed(why: Unproved) -> Proof {
    Proof::Claimed(why)
}

#[test]
fn what_ssh_keygen_signs_with_the_keys_that_people_use_holds() {
    for (line, signature) in [
        made!("ed25519"),
        made!("ecdsa-256"),
        made!("ecdsa-384"),
        made!("rsa-2048"),
        made!("rsa-2048-sha256"),
    ] {
        let made = signer(signature, APPROVAL, VERDICT);
        assert_eq!(made.ok(), KeyBlob::of_line(line), "{line}");
        let edited = [VERDICT, b"\n"].concat();
        assert_eq!(
            signer(signature, APPROVAL, &edited),
            Err(SignatureFault::OtherBytes),
            "{line}"
        );
    }
}

#[test]
fn weak_keys_and_unknown_kinds_are_not_taken() {
    for (line, signature) in [made!("rsa-1024"), made!("ecdsa-521")] {
        assert_eq!(
            signer(signature, APPROVAL, VERDICT),
            Err(SignatureFault::NotTaken),
            "{line}"
        );
    }
}

#[test]
fn a_key_in_a_token_signs_only_when_somebody_is_there() {
    let token = Signer::seeded(4);
    let touched = token.sign_by_token(APPROVAL, VERDICT, 1);
    assert_eq!(
        signer(&touched, APPROVAL, VERDICT).ok(),
        KeyBlob::of_line(&token.token_line())
    );
    let alone = token.sign_by_token(APPROVAL, VERDICT, 0);
    assert_eq!(signer(&alone, APPROVAL, VERDICT), Err(SignatureFault::NotTaken));
}

#[test]
fn a_reviewers_own_key_proves_their_verdict() {
    let own = Signer::seeded(1);
    let signature = own.sign(APPROVAL, VERDICT);
    for name in ["ines", "claire-vero"] {
        let studio = studio(&[(name, key(&own.line("laptop"), "2026-01-01", None))]);
        let approval = approval(name, EvidenceKind::Signature);
        assert_eq!(
            prove(&studio, &approval, Beside::Signature(&signature)),
            Proof::Signature
        );
    }
}

/// Inès and Léa, each with a key of her own.
fn two_people() -> (Signer, Signer, Vec<(&'static str, PublicKey)>) {
    let (own, other) = (Signer::seeded(1), Signer::seeded(2));
    let mine = ("ines", key(&own.line("laptop"), "2026-01-01", None));
    let hers = ("lea", key(&other.line(""), "2026-01-01", None));
    (own, other, vec![mine, hers])
}

#[test]
fn what_is_no_sound_signature_proves_nothing_and_says_why() {
    use Unproved as Why;
    let (own, _, keys) = two_people();
    let studio = studio(&keys);
    let good = own.sign(APPROVAL, VERDICT);
    let odd = [good.as_slice(), b"more"].concat();
    let flipped = String::from_utf8_lossy(&good).replacen("AAAA", "AAAB", 1).into_bytes();
    let recorders = own.sign(RECORD, VERDICT);
    let edited = own.sign(APPROVAL, &[VERDICT, b"# x\n"].concat());
    let cut = Beside::Signature(&good[..good.len() - 40]);
    for (beside, why) in [
        (Beside::Nothing::<&[u8]>, Why::Unsigned),
        (Beside::NotAFile, Why::SignatureNotAFile),
        (Beside::TooLarge, Why::SignatureTooLarge),
        (Beside::Signature(&[]), Why::UnreadableSignature),
        (cut, Why::UnreadableSignature),
        (Beside::Signature(odd.as_slice()), Why::UnreadableSignature),
        (Beside::Signature(&flipped), Why::UnreadableSignature),
        (Beside::Signature(&recorders), Why::OtherPurpose),
        (Beside::Signature(&edited), Why::BadSignature),
    ] {
        let found = prove(&studio, &approval("ines", EvidenceKind::Signature), beside);
        assert_eq!(found, claimed(why), "{why:?}");
    }
}

#[test]
fn only_a_key_that_the_reviewer_alone_had_that_day_proves_their_verdict() {
    let (own, other, keys) = two_people();
    let (mine, hers) = (keys[0].clone(), keys[1].clone());
    let (good, by_other) = (own.sign(APPROVAL, VERDICT), other.sign(APPROVAL, VERDICT));
    let retired = ("ines", key(&own.line("old"), "2025-01-01", Some("2026-11-18")));
    let later = ("ines", key(&own.line("new"), "2026-11-20", None));
    let shared = ("claire-vero", mine.1.clone());
    for (keys, signature, why) in [
        (vec![mine.clone()], &by_other, Unproved::UnknownKey),
        (vec![mine.clone(), hers], &by_other, Unproved::OthersKey),
        (vec![retired], &good, Unproved::KeyOutOfDate),
        (vec![later], &good, Unproved::KeyOutOfDate),
        (vec![mine, shared], &good, Unproved::SharedKey),
    ] {
        let beside = Beside::Signature(signature.as_slice());
        let found = prove(&studio(&keys), &approval("ines", EvidenceKind::Signature), beside);
        assert_eq!(found, claimed(why), "{why:?}");
    }
}

#[test]
fn a_retired_key_proves_what_was_there_before_and_nothing_that_comes_now() {
    let own = Signer::seeded(1);
    let studio = studio(&[("ines", key(&own.line("old"), "2025-01-01", Some("2026-11-20")))]);
    let signature = own.sign(APPROVAL, VERDICT);
    let approval = approval("ines", EvidenceKind::Signature);
    let mut file = VerdictFile {
        approval: &approval,
        bytes: VERDICT,
        beside: Beside::Signature(&signature),
        attachment: Attachment::NotThere,
        comes: day("2026-11-19"),
    };
    let keyring = Keyring::of(&studio);
    let first = keyring.prove(file);
    assert_eq!((first.proof, first.key.as_deref()), (Proof::Signature, Some("old")));
    file.comes = day("2026-11-23");
    assert_eq!(keyring.prove(file).proof, claimed(Unproved::KeyOutOfDate));
}

#[test]
fn what_a_verdict_says_of_itself_proves_nothing() {
    let own = Signer::seeded(1);
    let studio = studio(&[("ines", key(&own.line(""), "2026-01-01", None))]);
    let signature = own.sign(APPROVAL, VERDICT);
    let claim = approval("ines", EvidenceKind::Claim);
    assert_eq!(
        prove(&studio, &claim, Beside::Signature(&signature)),
        claimed(Unproved::Said)
    );
    let mut relayed = claim;
    relayed.evidence.relay = Some(Relay {
        via: "email".into(),
        received: None,
        by: None,
        attachment: None,
        sha256: None,
    });
    assert_eq!(prove(&studio, &relayed, Beside::Nothing), claimed(Unproved::Said));
}

/// A studio with a recorder, on a forge where Inès has the account 7.
fn recording(recorder: &Signer) -> Studio {
    let mut studio = sample::studio();
    studio.settings.recorders = vec![key(&recorder.line("ci@lumen"), "2026-11-20", None)];
    studio.settings.forge = Some(Forge {
        kind: ForgeKind::GitHub,
        repository: Some("42".into()),
        name: Some("lumen/studio".into()),
        url: None,
    });
    let account = |number| Account {
        forge: "github".into(),
        number,
        login: None,
    };
    studio.people.get_mut(&person("ines")).expect("Inès").accounts = vec![account(7)];
    studio
}

fn recorded(repository: &str, account: &str) -> Approval {
    let mut approval = approval("ines", EvidenceKind::Forge);
    approval.evidence.forge = Some(ForgeEvidence {
        forge: "github".into(),
        repository: Some(repository.into()),
        account: Some(account.into()),
        ..ForgeEvidence::default()
    });
    approval
}

#[test]
fn a_recorder_proves_a_review_that_was_given_before_its_key_was_made() {
    let recorder = Signer::seeded(3);
    let (studio, approval) = (recording(&recorder), recorded("42", "7"));
    let signature = recorder.sign(RECORD, VERDICT);
    assert_eq!(prove(&studio, &approval, Beside::Signature(&signature)), Proof::Forge);
}

#[test]
fn a_recorded_review_of_elsewhere_or_by_another_key_is_a_claim() {
    let recorder = Signer::seeded(3);
    let sound = recording(&recorder);
    let good = recorder.sign(RECORD, VERDICT);
    let reviewers = recorder.sign(APPROVAL, VERDICT);
    let stranger = Signer::seeded(4).sign(RECORD, VERDICT);
    let mut retired = sound.clone();
    retired.settings.recorders[0].until = Some(day("2026-11-18"));
    let mut nowhere = sound.clone();
    nowhere.settings.forge = None;
    let mut shared = sound.clone();
    let account = shared.people[&person("ines")].accounts.clone();
    shared.people.get_mut(&person("lea")).expect("Léa").accounts = account;
    let here = || recorded("42", "7");
    for (name, studio, approval, signature, why) in [
        (
            "a reviewer's signature",
            &sound,
            here(),
            &reviewers,
            Unproved::OtherPurpose,
        ),
        ("a stranger's", &sound, here(), &stranger, Unproved::UnknownKey),
        ("retired", &retired, here(), &good, Unproved::KeyOutOfDate),
        ("no forge", &nowhere, here(), &good, Unproved::OtherRepository),
        (
            "elsewhere",
            &sound,
            recorded("43", "7"),
            &good,
            Unproved::OtherRepository,
        ),
        (
            "another account",
            &sound,
            recorded("42", "8"),
            &good,
            Unproved::OtherAccount,
        ),
        ("an account of two", &shared, here(), &good, Unproved::OtherAccount),
    ] {
        assert_eq!(
            prove(studio, &approval, Beside::Signature(signature)),
            claimed(why),
            "{name}"
        );
    }
    let mut typed = here();
    typed.evidence.forge = None;
    assert_eq!(
        prove(&sound, &typed, Beside::Signature(&good)),
        claimed(Unproved::OtherRepository)
    );
}

#[test]
fn no_bytes_make_a_signature_panic() {
    let good = Signer::seeded(1).sign(APPROVAL, VERDICT);
    for end in 0..good.len() {
        assert!(
            signer(&good[..end], APPROVAL, VERDICT).is_err() || end >= good.len() - 1,
            "{end}"
        );
    }
    for at in 30..good.len() - 30 {
        for letter in [b'A', b'/', b'\n', 0xff] {
            let mut bytes = good.clone();
            bytes[at] = letter;
            let found = signer(&bytes, APPROVAL, VERDICT);
            assert!(
                bytes == good || found.is_err() || bytes[at].is_ascii_whitespace(),
                "{at} {letter}"
            );
        }
    }
}
