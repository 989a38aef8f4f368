//! Answers: do events and recorded reviews make the visits that people would tell of?
//! Invariant: a graph a row; times are minutes after its first commit.

use super::{Born, End, Observed, Source, Visit, visits};
use crate::model::approval::{Ruling, Verdict};
use crate::model::history::Moment;
use crate::model::id::{BriefId, StageId, WorkflowId};
use crate::model::label::Label;
use crate::model::place::{Placed, Span, StudioPath};
use crate::model::studio::Flow;
use crate::model::workflow::{Stage, StageClass, Workflow};
use crate::trail::event::events;
use crate::trail::graphs::history;

fn stage(id: &str, class: StageClass, was: &[&str]) -> Stage {
    let name = |id: &str| StageId::new(id).expect("an id");
    Stage {
        id: Placed::new(name(id), Span::WHOLE_FILE),
        title: Label::plain(id),
        class,
        role: None,
        sla: None,
        gate: None,
        handoff: Vec::new(),
        requires: Vec::new(),
        was: was.iter().map(|old| name(old)).collect(),
    }
}

fn workflow() -> Workflow {
    use StageClass::{Done, Dropped, Gate, Hold, Queue, Work};
    Workflow {
        id: WorkflowId::new("w").expect("an id"),
        file: StudioPath::new("workflows/w.yml").expect("a path"),
        title: Label::plain("w"),
        stages: vec![
            stage("intake", Queue, &[]),
            stage("make", Work, &["making"]),
            stage("review", Gate, &[]),
            stage("approval", Gate, &[]),
            stage("deliver", Work, &[]),
            stage("done", Done, &[]),
            stage("hold", Hold, &[]),
            stage("cancelled", Dropped, &[]),
        ],
    }
}

fn told(graph: &str, flow: Flow) -> String {
    told_with(graph, flow, &[])
}

/// A recorded review, in minutes after the first commit.
type Review = (&'static str, Verdict, &'static str, Option<i64>, i64);

fn ruling(zero: Moment, (stage, verdict, digest, requested, at): &Review) -> Ruling {
    let minute = |minute: i64| zero + chrono::Duration::minutes(minute);
    Ruling {
        subject: BriefId::new("x").expect("an id"),
        stage: StageId::new(stage).expect("an id"),
        verdict: *verdict,
        digest: (*digest).into(),
        requested: requested.map(minute),
        at: minute(*at),
    }
}

/// `stage from-to outcome`, in minutes after the first commit; `*` for a time of the landing, `^` of a review, `!` not observed.
fn told_with(graph: &str, flow: Flow, reviews: &[Review]) -> String {
    let history = history(graph);
    let found = events(&history);
    let workflow = workflow();
    let zero = history.commits[0].committed;
    let rulings: Vec<Ruling> = reviews.iter().map(|review| ruling(zero, review)).collect();
    let rulings: Vec<&Ruling> = rulings.iter().collect();
    let visits = visits(&history, &found.briefs[0], Some(&workflow), flow, &rulings).expect("visits");
    let minutes = |moment: Moment| (moment - zero).num_minutes();
    let end = |end: End| {
        let star = match end.source {
            Source::Commit => "",
            Source::Landing => "*",
            Source::Forge => "^",
        };
        format!("{}{star}", minutes(end.time))
    };
    let row = |visit: &Visit| {
        let to = visit.end.map_or(String::from("…"), end);
        let pauses: Vec<String> = visit
            .pauses
            .iter()
            .map(|p| {
                format!(
                    " ({}-{})",
                    minutes(p.from),
                    p.to.map_or("…".into(), |t| minutes(t).to_string())
                )
            })
            .collect();
        let seen = if visit.observed() == Observed::No { "!" } else { "" };
        format!(
            "{} {}-{to}{} {:?}{seen}",
            visit.stage,
            end(visit.start),
            pauses.concat(),
            visit.outcome
        )
    };
    visits.visits.iter().map(row).collect::<Vec<_>>().join("; ")
}

#[test]
fn visits_follow_each_other() {
    for (why, graph, expected) in [
        (
            "a reject goes back",
            "a = intake; b a = make; c b = review; d c = make; e d = review; f e = done",
            "intake 0-1 Forward; make 1-2 Forward; review 2-3 Back; make 3-4 Forward; review 4-5 Forward; \
             approval 5-5 Forward!; done 5-… Open",
        ),
        (
            "a hold pauses the visit it interrupts",
            "a = intake; b a = make; c b = hold; d c = make; e d = review",
            "intake 0-1 Forward; make 1-4 (2-3) Forward; review 4-… Open",
        ),
        (
            "a hold that leads elsewhere ends the visit where it began",
            "a = make; b a = hold; c b = review",
            "make 0-1 Forward; review 2-… Open",
        ),
        ("on hold now", "a = make; b a = hold", "make 0-… (1-…) Open"),
        (
            "a stage with another name is the same visit",
            "a = making; b a = make; c b = review",
            "make 0-2 Forward; review 2-… Open",
        ),
        (
            "cancelled, reopened, deleted",
            "a = make; b a = cancelled; c b = make; d c = -",
            "make 0-1 Dropped; cancelled 1-2 Back; make 2-3 Removed",
        ),
        (
            "a gate that the branch passes is visited until the landing",
            "a = make; p a = make; b a = deliver; q p = make; m q b = deliver",
            "make 0-2 Forward; review 2-4* Forward; approval 2-4* Forward; deliver 4*-… Open",
        ),
        (
            "a stage that no workflow knows",
            "a = make; b a = odd; c b = make",
            "make 0-1 Elsewhere; odd 1-2 Elsewhere; make 2-… Open",
        ),
    ] {
        assert_eq!(told(graph, Flow::Direct), expected, "{why}");
    }
}

#[test]
fn a_gate_is_left_by_its_commit_or_by_the_merge_as_the_flow_says() {
    let graph = "a = approval; p a = approval; b a = deliver; q p = approval; m q b = deliver";
    let direct = "approval 0-2 Forward; deliver 2-… Open";
    let request = "approval 0-4* Forward; deliver 4*-… Open";
    assert_eq!(told(graph, Flow::Direct), direct);
    assert_eq!(told(graph, Flow::PullRequest), request);
}

#[test]
fn the_stage_left_for_a_hold_is_the_one_to_return_to() {
    let history = history("a = make; b a = hold");
    let found = events(&history);
    let workflow = workflow();
    let visits = visits(&history, &found.briefs[0], Some(&workflow), Flow::Direct, &[]).expect("visits");
    assert_eq!(visits.stage_left_for_hold().map(StageId::as_str), Some("make"));
    assert_eq!(visits.born_beyond_queue, Born::BeyondQueue);
}

/// One request from `make` past both gates, by merge, with the gate shown on its branch, and squashed (or rebased: the
/// committer's time is then that of the landing too). It lands in minute 9.
const REQUESTS: [(&str, &str); 3] = [
    (
        "merged",
        "a = intake; b a = make; p b = deliver; c b = make; d c = make; e d = make; f e = make; g f = make; h g = make; \
         m h p = deliver",
    ),
    (
        "merged, the branch stops at the gate",
        "a = intake; b a = make; p b = review; q p = deliver; c b = make; d c = make; e d = make; f e = make; g f = make; \
         m g q = deliver",
    ),
    (
        "squashed or rebased",
        "a = intake; b a = make; c b = make; d c = make; e d = make; f e = make; g f = make; h g = make; i h = make; \
         m i = deliver",
    ),
];

#[test]
fn a_reviewed_brief_has_the_same_visits_however_it_was_merged() {
    use Verdict::{Abstain, Approve, ApproveWithChanges, Reject, Revoke};
    let rows: [(&str, &[Review], &str); 4] = [
        (
            "approved at once",
            &[
                ("review", Approve, "d1", Some(3), 5),
                ("approval", Approve, "d1", Some(5), 8),
            ],
            "make 1-3^ Forward; review 3^-5^ Forward; approval 5^-8^ Forward; deliver 8^-… Open",
        ),
        (
            "sent back once",
            &[
                ("review", Reject, "d1", Some(2), 4),
                ("review", Approve, "d2", Some(5), 6),
                ("approval", ApproveWithChanges, "d2", Some(6), 8),
            ],
            "make 1-2^ Forward; review 2^-4^ Back; make 4^-5^ Forward; review 5^-6^ Forward; approval 6^-8^ Forward; \
             deliver 8^-… Open",
        ),
        (
            "two reviewers, one version, one change of mind: no round",
            &[
                ("review", Reject, "d1", Some(2), 3),
                ("review", Abstain, "d1", Some(2), 3),
                ("review", Approve, "d1", None, 4),
                ("review", Revoke, "d1", None, 5),
                ("review", Approve, "d1", None, 6),
                ("approval", Approve, "d1", Some(6), 8),
            ],
            "make 1-2^ Forward; review 2^-6^ Forward; approval 6^-8^ Forward; deliver 8^-… Open",
        ),
        (
            "a round of which nobody noted when it was asked for again; what was said after the landing",
            &[
                ("review", Reject, "d1", Some(2), 4),
                ("review", Approve, "d2", None, 6),
                ("approval", Approve, "d2", Some(6), 8),
                ("approval", Reject, "d2", Some(6), 30),
            ],
            "make 1-2^ Forward; review 2^-4^ Back; make 4^-6^ Forward; review 6^-6^ Forward!; approval 6^-8^ Forward; \
             deliver 8^-… Open",
        ),
    ];
    for (why, reviews, expected) in rows {
        for (how, graph) in REQUESTS {
            for flow in [Flow::PullRequest, Flow::Direct] {
                let expected = format!("intake 0-1 Forward; {expected}");
                assert_eq!(told_with(graph, flow, reviews), expected, "{why}, {how}, {flow:?}");
            }
        }
    }
}

#[test]
fn a_verdict_ends_the_visit_that_it_was_about_and_no_other() {
    let graph = "a = review; b a = review; c b = make; d c = make; e d = review; f e = review; g f = deliver";
    let reviews = [
        ("review", Verdict::Reject, "d1", Some(0), 1),
        ("review", Verdict::Approve, "d2", Some(4), 5),
        ("approval", Verdict::Approve, "d2", Some(5), 6),
    ];
    assert_eq!(
        told_with(graph, Flow::PullRequest, &reviews),
        "review 0-1^ Back; make 1^-4 Forward; review 4-5^ Forward; approval 5^-6^ Forward; deliver 6^-… Open"
    );
}
