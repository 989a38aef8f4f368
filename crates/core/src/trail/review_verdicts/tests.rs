//! Answers: does an approval of a forge count exactly for what was looked at, and for whom the rule asks?
//! Invariant: the digests are told by the test, as a repository would tell them.

use super::{AtGate, DigestAt, ReviewQuestion, ReviewVerdict, gates_between, may_speak, standing};
use crate::model::brief::Brief;
use crate::model::id::PersonId;
use crate::model::review::{AskedReview, Dismissal, Meaning, Review, Reviews};
use crate::model::sample;
use crate::model::workflow::Covers;
use crate::trail::reviews::ReviewWarning;
use crate::trail::reviews::tests::{account, home, of, review, studio};

const HEAD: &str = "v1:sha256:head";

/// At `c1` the brief says what it says at the end, at `c0` something else; `c2` is not in the clone, at `c3` the brief cannot be read.
fn digest_of(commit: &str, _: &Brief, _: &Covers) -> DigestAt {
    match commit {
        "c1" => DigestAt::Digest(HEAD.into()),
        "c0" => DigestAt::Digest("v1:sha256:before".into()),
        "c3" => DigestAt::NoDigest,
        _ => DigestAt::NoCommit,
    }
}

fn judged(reviews: &Reviews, stages: &[&str]) -> (Vec<ReviewVerdict>, Vec<ReviewWarning>) {
    let (base, home, workflow) = (studio(), home(), sample::workflow());
    let brief = sample::brief("film-000001", "review");
    let gates: Vec<AtGate<'_>> = stages
        .iter()
        .map(|stage| AtGate {
            brief: &brief,
            stage: workflow.stage(stage).expect("a stage"),
            digest: Some(HEAD),
        })
        .collect();
    let question = ReviewQuestion {
        base: &base,
        home: &home,
        pull: "42",
        reviews,
        today: sample::day("2026-11-21"),
    };
    standing(question, &gates, &digest_of).expect("known words")
}

fn told(reviews: Vec<Review>) -> Vec<String> {
    let (verdicts, _) = judged(&of(reviews), &["review"]);
    verdicts
        .iter()
        .map(|one| format!("{} {}", one.by, one.verdict.word()))
        .collect()
}

fn at(commit: Option<&str>, number: &str, meaning: Meaning) -> Review {
    Review {
        commit: commit.map(Into::into),
        ..review(number, meaning)
    }
}

#[test]
fn an_approval_counts_only_for_what_was_looked_at() {
    for (commit, expected, warning) in [
        (Some("c1"), &["ines approve"][..], None),
        (Some("c0"), &[], Some("Stale")),
        (Some("c2"), &[], Some("MissingCommit")),
        (Some("c3"), &[], Some("NoDigest")),
        (None, &[], Some("NoCommit")),
    ] {
        let reviews = of(vec![at(commit, "5", Meaning::Approve)]);
        let (verdicts, warnings) = judged(&reviews, &["review"]);
        assert_eq!(verdicts.len(), expected.len(), "{commit:?}");
        let warned = warnings.first().map(|one| format!("{one:?}"));
        assert_eq!(
            warned.as_deref().and_then(|text| text.split(' ').next()),
            warning,
            "{commit:?}"
        );
    }
}

#[test]
fn a_missing_commit_is_named() {
    let (_, warnings) = judged(&of(vec![at(Some("c2"), "5", Meaning::Approve)]), &["review"]);
    let expected = ReviewWarning::MissingCommit {
        person: "ines".into(),
        brief: "film-000001".into(),
        commit: "c2".into(),
    };
    assert_eq!(warnings, [expected]);
}

#[test]
fn a_demand_for_changes_stands_on_any_commit() {
    for commit in [Some("c1"), Some("c0"), Some("c2"), Some("c3"), None] {
        assert_eq!(
            told(vec![at(commit, "5", Meaning::ChangesRequired)]),
            ["ines reject"],
            "{commit:?}"
        );
    }
}

#[test]
fn two_accounts_of_one_person_count_once() {
    assert_eq!(
        told(vec![review("5", Meaning::Approve), review("50", Meaning::Approve)]),
        ["ines approve"]
    );
    for both in [["5", "50"], ["50", "5"]] {
        let said = vec![
            review(both[0], Meaning::Approve),
            review(both[1], Meaning::ChangesRequired),
        ];
        assert_eq!(told(said), ["ines reject"], "the other account does not answer it");
    }
    let stale = vec![
        at(Some("c0"), "5", Meaning::Approve),
        at(Some("c1"), "50", Meaning::Approve),
    ];
    assert_eq!(told(stale), ["ines approve"]);
}

#[test]
fn one_review_counts_where_the_reviewer_has_a_role() {
    let reviews = of(vec![
        review("8", Meaning::Approve),
        review("7", Meaning::ChangesRequired),
    ]);
    let (verdicts, _) = judged(&reviews, &["review", "approval"]);
    let told: Vec<String> = verdicts
        .iter()
        .map(|one| format!("{} at {}", one.by, one.stage))
        .collect();
    assert_eq!(told, ["claire-vero at approval"], "a designer is asked at neither gate");
}

#[test]
fn a_delegate_speaks_while_they_stand_in() {
    let mut base = studio();
    let workflow = sample::workflow();
    let gate = workflow
        .stage("review")
        .and_then(|stage| stage.gate.as_ref())
        .expect("a gate");
    let lea = PersonId::new("lea").expect("a slug");
    let day = |text| sample::day(text);
    base.people.get_mut("ines").expect("a person").delegates = vec![crate::model::person::Delegate {
        person: sample::placed(lea.clone()),
        from: day("2026-11-20"),
        to: day("2026-11-22"),
    }];
    let (home, reviews) = (home(), of(Vec::new()));
    for (today, speaks) in [("2026-11-19", false), ("2026-11-21", true), ("2026-11-23", false)] {
        let question = ReviewQuestion {
            base: &base,
            home: &home,
            pull: "42",
            reviews: &reviews,
            today: day(today),
        };
        assert_eq!(may_speak(question, gate, &lea), speaks, "{today}");
    }
}

#[test]
fn a_dismissal_counts_only_by_who_may() {
    let dismissed = Review {
        id: Some("1".into()),
        ..review("5", Meaning::Dismissed)
    };
    let by = |number: &str, was| {
        let mut reviews = of(vec![dismissed.clone(), review("6", Meaning::Approve)]);
        reviews.dismissals.push(Dismissal {
            review: Some("1".into()),
            by: Some(account(number, "x")),
            was,
            at: None,
        });
        let (verdicts, _) = judged(&reviews, &["review"]);
        verdicts
            .iter()
            .map(|one| format!("{} {}", one.by, one.verdict.word()))
            .collect::<Vec<_>>()
    };
    let rejected = Some(Meaning::ChangesRequired);
    assert_eq!(
        by("9", rejected),
        ["ines reject", "marc approve"],
        "a traffic manager may not"
    );
    assert_eq!(by("5", rejected), ["marc approve"], "she took it back herself");
    assert_eq!(by("50", rejected), ["marc approve"], "with her other account");
    assert_eq!(by("77", rejected), ["ines reject", "marc approve"], "nobody known");
    assert_eq!(by("9", Some(Meaning::Approve)), ["marc approve"]);
}

#[test]
fn the_request_before_an_answer_is_its_own() {
    let timed = |meaning, time: &str| Review {
        at: Some(time.into()),
        ..review("5", meaning)
    };
    let mut reviews = of(vec![
        timed(Meaning::ChangesRequired, "2026-11-17T15:00:00Z"),
        timed(Meaning::Approve, "2026-11-19T15:00:00Z"),
    ]);
    let asked = |number: Option<&str>, time: &str| AskedReview {
        account: number.map(|number| account(number, "x")),
        at: Some(time.into()),
    };
    reviews.asked = vec![
        asked(Some("5"), "2026-11-16T10:00:00Z"),
        asked(Some("6"), "2026-11-19T14:00:00Z"),
        asked(Some("5"), "2026-11-18T10:00:00Z"),
        asked(Some("5"), "2026-11-20T10:00:00Z"),
    ];
    let (verdicts, _) = judged(&reviews, &["review"]);
    assert_eq!(verdicts[0].requested.as_deref(), Some("2026-11-18T10:00:00+00:00"));
    assert_eq!(verdicts[0].at.as_deref(), Some("2026-11-19T15:00:00+00:00"));
    reviews.asked.truncate(2);
    assert_eq!(judged(&reviews, &["review"]).0[0].requested, None, "nothing is made up");
}

#[test]
fn the_gates_of_a_request_are_the_one_it_is_in_and_those_it_passes() {
    let workflow = sample::workflow();
    for (from, to, expected) in [
        ("review", "approval", &["review"][..]),
        ("production", "approval", &["review"]),
        ("review", "review", &["review"]),
        ("review", "production", &["review"]),
        ("production", "delivery", &["review", "approval"]),
        ("production", "review", &[]),
        ("production", "nowhere", &[]),
    ] {
        let gates = gates_between(&workflow, from, to);
        let names: Vec<&str> = gates.iter().map(|stage| stage.id.as_str()).collect();
        assert_eq!(names, expected, "{from} to {to}");
    }
}
