//! Answers: are reviews recorded whole, once, and in the forge's own sequence?
//! Invariant: what a first recording writes is what a second one finds.

use super::{Brief, FileEdit, Recorded, RecordedVerdict, Recording, ReviewQuestion, record};
use crate::model::approval::{Approval, Evidence, ForgeEvidence};
use crate::model::id::{PersonId, StageId};
use crate::model::review::{Dismissal, Meaning, Review, ReviewRemark, Reviews};
use crate::model::sample;
use crate::model::workflow::{Covers, EvidenceKind};
use crate::trail::review_verdicts::DigestAt;
use crate::trail::reviews::tests::{about, account, home, of, review, studio};

fn digest_of(commit: &str, _: &Brief, _: &Covers) -> DigestAt {
    match commit {
        "gone" => DigestAt::NoCommit,
        commit => DigestAt::Digest(format!("v1:sha256:{commit}")),
    }
}

fn at(id: &str, meaning: Meaning, time: &str) -> Review {
    Review {
        id: Some(id.into()),
        at: Some(time.into()),
        ..review("5", meaning)
    }
}

fn recorded(reviews: &Reviews, approvals: &[Approval]) -> Recorded {
    let (base, home, workflow) = (studio(), home(), sample::workflow());
    let brief = sample::brief("film-000001", "approval");
    let question = ReviewQuestion {
        base: &base,
        home: &home,
        pull: "42",
        reviews,
        today: sample::day("2026-11-21"),
    };
    let gate = Recording {
        brief: &brief,
        stage: workflow.stage("review").expect("a stage"),
        approvals,
        feedback: &[],
    };
    record(question, &[gate], &digest_of).expect("known words")
}

/// As a reader of its file would give it.
fn as_read(one: &RecordedVerdict, review: &str, resolves: &[&str]) -> Approval {
    let id = one.path.trim_end_matches(".yml").rsplit('.').next().expect("an id");
    Approval {
        id: id.into(),
        file: sample::path(&one.path),
        studio: "7h2kq9vd3mxa".into(),
        subject: sample::brief("film-000001", "approval").id,
        stage: StageId::new(&one.stage).expect("a slug"),
        verdict: one.verdict,
        digest: "v1:sha256:c1".into(),
        covers: Covers::Content,
        by: PersonId::new(&one.person).expect("a slug"),
        at: one.at.as_str().into(),
        requested: None,
        resolves: resolves.iter().map(|id| (*id).into()).collect(),
        changes: Vec::new(),
        confirmed_by: None,
        note: None,
        evidence: Evidence {
            forge: Some(ForgeEvidence {
                forge: "github".into(),
                repository: Some("55".into()),
                pull: Some("42".into()),
                review: Some(review.into()),
                account: Some("5".into()),
                commit: Some("c1".into()),
            }),
            ..Evidence::of(EvidenceKind::Forge)
        },
    }
}

fn texts(recorded: &Recorded) -> Vec<String> {
    let files = recorded.change.iter().flat_map(|change| &change.files);
    let text = |file: &FileEdit| match file {
        FileEdit::Create { text, .. } => text.clone(),
        other => panic!("only new files: {other:?}"),
    };
    files.map(text).collect()
}

#[test]
fn a_reject_and_its_answer_are_two_files() {
    let reviews = of(vec![
        at("1", Meaning::ChangesRequired, "2026-11-17T15:00:00Z"),
        Review {
            text: Some("très bien\n".into()),
            ..at("2", Meaning::Approve, "2026-11-19T15:00:00Z")
        },
    ]);
    let first = recorded(&reviews, &[]);
    let words: Vec<&str> = first.verdicts.iter().map(|one| one.verdict.word()).collect();
    assert_eq!(words, ["reject", "approve"]);
    let files = texts(&first);
    let reject = first.verdicts[0]
        .path
        .trim_end_matches(".yml")
        .rsplit('.')
        .next()
        .expect("an id");
    assert!(
        files[1].contains(&format!("resolves: [{reject}]")) || files[1].contains(&format!("resolves: [\"{reject}\"]")),
        "{}",
        files[1]
    );
    assert!(files[1].contains("note: très bien"), "{}", files[1]);
    assert!(
        files[0].contains("kind: forge, forge: github, repository: \"55\", pull: \"42\", review: \"1\""),
        "{}",
        files[0]
    );
    let change = first.change.expect("a change");
    assert_eq!(change.message.subject, "record: reviews of github #42");
    assert_eq!(change.message.body[0], "reject: film-000001 at review by ines");
}

#[test]
fn what_is_recorded_is_not_recorded_again() {
    let reviews = of(vec![
        at("1", Meaning::ChangesRequired, "2026-11-17T15:00:00Z"),
        at("2", Meaning::Approve, "2026-11-19T15:00:00Z"),
    ]);
    let first = recorded(&reviews, &[]);
    assert_eq!(
        texts(&first),
        texts(&recorded(&reviews, &[])),
        "the same files, whoever records"
    );
    let known: Vec<Approval> = first
        .verdicts
        .iter()
        .zip(["1", "2"])
        .map(|(one, review)| as_read(one, review, &[]))
        .collect();
    let again = recorded(&reviews, &known);
    assert_eq!((again.change, again.known), (None, 2));
    let half = recorded(&reviews, &known[..1]);
    assert_eq!(half.verdicts.len(), 1);
    assert!(
        texts(&half)[0].contains("resolves"),
        "a reject that was recorded before is answered"
    );
}

#[test]
fn a_verdict_needs_a_time_and_its_commit() {
    for (review, warning) in [
        (review("5", Meaning::Approve), "NoTime"),
        (
            Review {
                commit: Some("gone".into()),
                ..at("1", Meaning::Approve, "2026-11-19T15:00:00Z")
            },
            "MissingCommit",
        ),
        (
            Review {
                commit: None,
                head: Some("c1".into()),
                ..at("1", Meaning::Approve, "2026-11-19T15:00:00Z")
            },
            "NoCommit",
        ),
        (at("1", Meaning::Dismissed, "2026-11-19T15:00:00Z"), "DismissedUnknown"),
    ] {
        let told = recorded(&of(vec![review]), &[]);
        assert_eq!(told.change, None, "{warning}");
        assert!(format!("{:?}", told.warnings).contains(warning), "{:?}", told.warnings);
    }
    let reject = Review {
        commit: None,
        head: Some("c1".into()),
        ..at("1", Meaning::ChangesRequired, "2026-11-19T15:00:00Z")
    };
    assert_eq!(recorded(&of(vec![reject]), &[]).verdicts.len(), 1);
}

#[test]
fn a_dismissal_is_recorded_only_by_who_may() {
    let dismissed = |by: &str| {
        let mut reviews = of(vec![at("1", Meaning::Dismissed, "2026-11-17T15:00:00Z")]);
        reviews.dismissals.push(Dismissal {
            review: Some("1".into()),
            by: Some(account(by, "x")),
            was: Some(Meaning::ChangesRequired),
            at: Some("2026-11-18T15:00:00Z".into()),
        });
        let told = recorded(&reviews, &[]);
        told.verdicts.iter().map(|one| one.verdict.word()).collect::<Vec<_>>()
    };
    assert_eq!(dismissed("5"), ["reject", "revoke"]);
    assert_eq!(dismissed("9"), ["reject"], "it stands");
}

#[test]
fn remarks_become_one_round_a_reviewer_and_verdict() {
    let remark = |id: &str, number: &str, path: Option<&str>, time: &str| ReviewRemark {
        id: Some(id.into()),
        review: None,
        reviewer: Some(account(number, "x")),
        path: path.map(Into::into),
        line: Some(4),
        text: "plus clair".into(),
        at: Some(time.into()),
        commit: None,
        about: about(),
    };
    let inside = Some("briefs/2026-11/film-000001/brief.yml");
    let mut reviews = of(vec![at("1", Meaning::ChangesRequired, "2026-11-17T15:00:00Z")]);
    reviews.remarks = vec![
        remark("11", "5", inside, "2026-11-17T14:00:00Z"),
        remark("12", "5", inside, "2026-11-17T14:30:00Z"),
        remark("13", "5", inside, "2026-11-18T10:00:00Z"),
        remark("14", "7", None, "2026-11-18T10:00:00Z"),
        remark("15", "77", inside, "2026-11-18T10:00:00Z"),
    ];
    let told = recorded(&reviews, &[]);
    let rounds: Vec<(&str, usize)> = told
        .feedback
        .iter()
        .map(|one| (one.person.as_str(), one.remarks))
        .collect();
    assert_eq!(rounds, [("ines", 2), ("ines", 1), ("lea", 1)]);
    let text = texts(&told)
        .into_iter()
        .find(|text| text.contains("c11"))
        .expect("the first round");
    assert!(
        text.contains("place: \"briefs/2026-11/film-000001/brief.yml:4\"")
            || text.contains("place: briefs/2026-11/film-000001/brief.yml:4"),
        "{text}"
    );
    assert!(!text.contains("severity"), "{text}");
}
