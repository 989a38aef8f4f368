//! Answers: is every form that a forge sends read, and nothing else taken for a review?
//! Invariant: every payload here is made up, and no longer than what is asked of it.

use super::json::{Fault, Wanted};
use super::{Hints, read};
use crate::model::review::{AccountKind, Extent, Meaning, Origin, Review, Reviews};
use crate::model::studio::ForgeKind;

const HEAD: &str = "1111111111111111111111111111111111111111";

fn all(text: &str) -> Reviews {
    read(text.as_bytes(), Hints::default()).unwrap_or_else(|fault| panic!("{fault:?} in {text}"))
}

/// `state by number at commit, pull`, what is not there left out.
fn told(review: &Review) -> String {
    let number = review.reviewer.as_ref().and_then(|one| one.number.as_deref());
    let parts = [
        Some(format!("{:?}", review.meaning)),
        number.map(|number| format!("by {number}")),
        review.commit.as_deref().map(|commit| format!("at {commit}")),
        review.about.pull.as_deref().map(|pull| format!("on {pull}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> Vec<String> {
    all(text).reviews.iter().map(told).collect()
}

fn delivery(review: &str, number: &str) -> String {
    format!(
        r#"{{"action":"submitted","review":{review},"pull_request":{{"number":{number},"user":{{"login":"lea","id":7}},
        "head":{{"sha":"{HEAD}"}},"base":{{"repo":{{"id":55,"full_name":"lumen/studio"}}}},"updated_at":"2026-11-20T10:00:00Z"}},
        "repository":{{"id":55,"full_name":"lumen/studio"}},"sender":{{"login":"omar","id":9}}}}"#
    )
}

#[test]
fn every_form_of_github_is_read() {
    let url = "https://api.github.com/repos/lumen/studio/pulls/42";
    let one = format!(
        r#"{{"id":1,"user":{{"login":"ines","id":5,"type":"User"}},"state":"APPROVED","commit_id":"c1","pull_request_url":"{url}"}}"#
    );
    let ghost = r#"{"id":2,"user":null,"state":"APPROVED","commit_id":"c1","submitted_at":"2026-11-20T10:00:00Z"}"#;
    let query = r#"{"data":{"repository":{"pullRequest":{"number":42,"headRefOid":"c2","reviews":{"nodes":[
        {"databaseId":3,"state":"CHANGES_REQUESTED","author":{"login":"ines","databaseId":5},"commit":{"oid":"c1"}}],
        "pageInfo":{"hasNextPage":false}}}}}}"#;
    let timeline = r#"[{"event":"reviewed","id":4,"state":"approved","user":{"id":5},"commit_id":"c3","actor":null},
        {"event":"commented","actor":{"id":5},"body":"x"}]"#;
    for (text, expected) in [
        (one.clone(), vec!["Approve by 5 at c1 on 42"]),
        (
            format!("[{one},{ghost}]"),
            vec!["Approve by 5 at c1 on 42", "Approve at c1"],
        ),
        (
            format!("[{one}][{ghost}]"),
            vec!["Approve by 5 at c1 on 42", "Approve at c1"],
        ),
        (format!("[[{one}],[]]"), vec!["Approve by 5 at c1 on 42"]),
        (delivery(&one, "42"), vec!["Approve by 5 at c1 on 42"]),
        (query.to_owned(), vec!["ChangesRequired by 5 at c1 on 42"]),
        (timeline.to_owned(), vec!["Approve by 5 at c3"]),
        (
            r#"{"reviews":[{"id":"PRR_x","author":{"login":"ines"},"state":"APPROVED","commit":{"oid":"c1"}}]}"#
                .to_owned(),
            vec!["Approve at c1"],
        ),
        (
            r#"[{"id":6,"user":{"id":5},"commit_id":"c1","submitted_at":"2026-11-20T10:00:00Z","body":""}]"#.to_owned(),
            vec!["Unknown by 5 at c1"],
        ),
    ] {
        assert_eq!(lines(&text), expected, "{text}");
    }
}

#[test]
fn what_is_no_review_gives_none() {
    for text in [
        "[]",
        "{}",
        r#"{"users":[{"id":1}],"teams":[]}"#,
        r#"{"url":"u","dismiss_stale_reviews":true,"required_approving_review_count":1}"#,
        r#"{"number":42,"state":"open","user":{"id":1},"head":{"sha":"c1"},"base":{"repo":{"id":55}}}"#,
        r#"[{"id":1,"path":"a.yml","commit_id":"c1","pull_request_review_id":3,"user":{"id":5},"body":"plus clair"}]"#,
        r#"{"action":"closed","number":42,"pull_request":{"number":42,"head":{"sha":"c1"}},"repository":{"id":55}}"#,
        r#"{"object_kind":"merge_request","user":{"id":5},"object_attributes":{"iid":3,"action":"open"},"reviewers":[{"id":6}]}"#,
        r#"[{"id":1,"rule_type":"regular","eligible_approvers":[{"id":5}]}]"#,
        r#"{"eventKey":"pr:reviewer:updated","pullRequest":{"id":3,"reviewers":[{"user":{"id":5},"status":"UNAPPROVED"}]}}"#,
        r#"{"actor":{"uuid":"{a}"},"pullrequest":{"id":3},"comment":{"id":1,"content":{"raw":"x"}}}"#,
    ] {
        assert_eq!(lines(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn gitea_spells_in_its_own_way() {
    let one = |state: &str, more: &str| {
        format!(
            r#"[{{"id":1,"user":{{"id":5,"login":"ines"}},"state":"{state}","commit_id":"c1","stale":false{more}}}]"#
        )
    };
    for (text, expected) in [
        (one("APPROVED", ""), "Approve by 5 at c1"),
        (one("APPROVED", r#","dismissed":true"#), "Dismissed by 5 at c1"),
        (one("APPROVED", r#","dismissed":false"#), "Approve by 5 at c1"),
        (one("REQUEST_CHANGES", ""), "ChangesRequired by 5 at c1"),
        (one("REQUEST_REVIEW", ""), "Pending by 5 at c1"),
        (one("COMMENT", ""), "Comment by 5 at c1"),
        (one("APPROVE", ""), "Unknown by 5 at c1"),
        (
            r#"[{"id":1,"user":null,"team":{"id":2},"state":"REQUEST_REVIEW","commit_id":"c1","official":true}]"#
                .into(),
            "Pending at c1",
        ),
        (
            delivery(r#"{"type":"pull_request_review_rejected","content":"non"}"#, "42"),
            "ChangesRequired by 9 on 42",
        ),
    ] {
        assert_eq!(lines(&text), [expected], "{text}");
    }
}

#[test]
fn gitlab_names_no_commit() {
    let event = |action: &str, more: &str| {
        format!(
            r#"{{"object_kind":"merge_request","user":{{"id":5,"username":"ines"}},"project":{{"id":55,"path_with_namespace":"lumen/studio"}},
            "object_attributes":{{"iid":42,"action":"{action}","author_id":7,"target_project_id":55,"last_commit":{{"id":"{HEAD}"}}}}{more}}}"#
        )
    };
    let changes =
        r#","changes":{"reviewers":[[{"id":6,"state":"unreviewed"}],[{"id":6,"state":"requested_changes"}]]}"#;
    let still =
        r#","changes":{"reviewers":[[{"id":6,"state":"requested_changes"}],[{"id":6,"state":"requested_changes"}]]}"#;
    for (text, expected) in [
        (event("approved", ""), vec!["Approve by 5 on 42"]),
        (event("approval", ""), vec!["Approve by 5 on 42"]),
        (event("unapproved", ""), vec!["Dismissed by 5 on 42"]),
        (event("unapproval", ""), vec!["Dismissed by 5 on 42"]),
        (event("update", changes), vec!["ChangesRequired by 6 on 42"]),
        (event("update", still), vec![]),
        (event("merge", ""), vec![]),
        (
            r#"{"iid":42,"project_id":55,"approved_by":[{"user":{"id":5,"username":"ines"},"approved_at":"2026-11-20T10:00:00Z"}]}"#.into(),
            vec!["Approve by 5 on 42"],
        ),
        (
            r#"[{"user":{"id":5,"username":"ines"},"state":"requested_changes","created_at":"x"},{"user":{"id":6,"username":"o"},"state":"unreviewed"}]"#.into(),
            vec!["ChangesRequired by 5"],
        ),
    ] {
        assert_eq!(lines(&text), expected, "{text}");
    }
    let approved = all(&event("approved", ""));
    assert_eq!(approved.reviews[0].head.as_deref(), Some(HEAD));
    assert_eq!(approved.reviews[0].about.repository.as_deref(), Some("55"));
}

#[test]
fn what_stands_on_a_request_is_marked_as_standing() {
    for text in [
        r#"{"rules":[{"id":1,"approved_by":[{"id":5,"username":"ines"}]}],"approval_rules_overwritten":true}"#,
        r#"{"id":3,"source":{"commit":{"hash":"c1"}},"destination":{},"participants":[{"user":{"uuid":"{a}"},"approved":true}]}"#,
        r#"{"id":3,"fromRef":{"latestCommit":"c1"},"toRef":{},"reviewers":[{"user":{"id":5},"status":"APPROVED"},{"user":{"id":6},"status":"UNAPPROVED"}]}"#,
    ] {
        let reviews = all(text).reviews;
        assert_eq!(reviews.len(), 1, "{text}");
        assert_eq!(
            (reviews[0].origin, reviews[0].meaning),
            (Origin::Standing, Meaning::Approve)
        );
    }
}

#[test]
fn bitbucket_cloud_needs_its_event_or_a_participant() {
    let body = |key: &str, participant: &str| {
        format!(
            r#"{{"actor":{{"uuid":"{{a}}"}},"pullrequest":{{"id":3,"author":{{"uuid":"{{b}}"}},"participants":[{participant}]}},
            "repository":{{"uuid":"{{r}}","full_name":"lumen/studio"}},"{key}":{{"date":"2026-11-20T10:00:00+00:00","user":{{"uuid":"{{a}}"}}}}}}"#
        )
    };
    let person = |more: &str| format!(r#"{{"user":{{"uuid":"{{a}}"}}{more}}}"#);
    let meaning = |text: &str, event: Option<&str>| {
        let hints = Hints { forge: None, event };
        let reviews = read(text.as_bytes(), hints).expect("a payload").reviews;
        reviews.iter().map(|one| one.meaning).collect::<Vec<_>>()
    };
    for (text, event, expected) in [
        (body("approval", ""), Some("pullrequest:approved"), Meaning::Approve),
        (body("approval", ""), Some("pullrequest:unapproved"), Meaning::Dismissed),
        (body("approval", ""), None, Meaning::Unknown),
        (
            body("approval", ""),
            Some("pullrequest:changes_request_created"),
            Meaning::Unknown,
        ),
        (body("approval", ""), Some("repo:push"), Meaning::Unknown),
        (body("approval", &person(r#","approved":true"#)), None, Meaning::Approve),
        (
            body("approval", &person(r#","approved":false"#)),
            None,
            Meaning::Dismissed,
        ),
        (body("approval", &person("")), None, Meaning::Unknown),
        (
            body("changes_request", ""),
            Some("pullrequest:changes_request_created"),
            Meaning::ChangesRequired,
        ),
        (
            body("changes_request", &person(r#","state":"changes_requested""#)),
            None,
            Meaning::ChangesRequired,
        ),
        (
            body("changes_request", &person(r#","state":null"#)),
            None,
            Meaning::Dismissed,
        ),
    ] {
        assert_eq!(meaning(&text, event), [expected], "{text} {event:?}");
    }
    let page = r#"{"pagelen":10,"values":[{"approval":{"date":"d","user":{"uuid":"{a}"}}},{"update":{}}],"next":"u"}"#;
    assert_eq!(lines(page), ["Approve by {a}"]);
    assert_eq!(all(page).extent, Extent::Cut);
}

#[test]
fn bitbucket_server_tells_by_the_status() {
    let event = |status: &str| {
        format!(
            r#"{{"eventKey":"pr:reviewer:x","date":"2026-11-20T10:00:00+0100","pullRequest":{{"id":3,"fromRef":{{"latestCommit":"c2"}},
            "toRef":{{"repository":{{"id":55,"slug":"studio","project":{{"key":"LUM"}}}}}}}},
            "participant":{{"user":{{"id":5,"name":"ines","type":"NORMAL"}},"status":"{status}","lastReviewedCommit":"c1"}}}}"#
        )
    };
    for (status, expected) in [
        ("APPROVED", "Approve by 5 at c1 on 3"),
        ("NEEDS_WORK", "ChangesRequired by 5 at c1 on 3"),
        ("UNAPPROVED", "Dismissed by 5 at c1 on 3"),
        ("LGTM", "Unknown by 5 at c1 on 3"),
    ] {
        assert_eq!(lines(&event(status)), [expected]);
    }
    assert_eq!(
        all(&event("APPROVED")).reviews[0].about.name.as_deref(),
        Some("LUM/studio")
    );
    let page = |last: &str| {
        format!(
            r#"{{"size":2,"isLastPage":{last},"values":[{{"id":8,"createdDate":1763632800000,"user":{{"id":5}},"action":"REVIEWED"}},
            {{"id":9,"action":"RESCOPED","user":{{"id":5}}}}]}}"#
        )
    };
    let read = all(&page("true"));
    assert_eq!(read.reviews[0].at.as_deref(), Some("2025-11-20T10:00:00Z"));
    assert_eq!(read.extent, Extent::Whole);
    assert_eq!(all(&page("false")).extent, Extent::Cut);
}

#[test]
fn a_full_page_may_be_cut() {
    let review = r#"{"id":1,"user":{"id":5},"state":"COMMENTED","commit_id":"c1"}"#;
    let page = |entries: usize| format!("[{}]", vec![review; entries].join(","));
    assert_eq!(all(&page(30)).extent, Extent::MayBeCut { entries: 30 });
    assert_eq!(all(&page(29)).extent, Extent::Whole);
    assert_eq!(all(&format!("{}{}", page(30), page(2))).extent, Extent::Whole);
    assert_eq!(
        all(&format!("[{},{}]", page(100), page(100))).extent,
        Extent::MayBeCut { entries: 200 }
    );
}

#[test]
fn a_payload_about_two_requests_is_refused() {
    let review = r#"{"id":1,"user":{"id":5},"state":"APPROVED","commit_id":"c1","pull_request_url":"https://f/api/v3/repos/other/studio/pulls/42"}"#;
    for (text, place) in [
        (delivery(review, "42"), "$.review"),
        (delivery(&review.replace("other", "lumen"), "43"), "$.review"),
        (
            delivery("{}", "42").replacen(r#""id":55"#, r#""id":56"#, 1),
            "$.pull_request",
        ),
    ] {
        let fault = read(text.as_bytes(), Hints::default());
        assert_eq!(fault, Err(Fault::TwoRequests { place: place.into() }), "{text}");
    }
}

#[test]
fn an_error_page_is_no_empty_list() {
    for text in [
        r#"{"message":"Not Found","documentation_url":"u","status":"404"}"#,
        r#"{"message":"404 Project Not Found"}"#,
        r#"{"type":"error","error":{"message":"Not Found"}}"#,
        r#"{"errors":[{"message":"Not Found"}]}"#,
    ] {
        match read(text.as_bytes(), Hints::default()) {
            Err(Fault::ForgeError { said }) => assert!(said.contains("Not Found"), "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    for text in ["null", "true", "7", "\"APPROVED\""] {
        let fault = read(text.as_bytes(), Hints::default());
        let wanted = Wanted::Object;
        assert_eq!(
            fault,
            Err(Fault::NotA {
                place: "$".into(),
                wanted
            }),
            "{text}"
        );
    }
}

#[test]
fn a_bot_is_no_person_and_a_missing_kind_says_nothing() {
    let kind = |user: &str| {
        let text = format!(r#"[{{"id":1,"user":{user},"state":"APPROVED","commit_id":"c1"}}]"#);
        all(&text).reviews[0].reviewer.as_ref().map(|one| one.kind)
    };
    assert_eq!(kind(r#"{"id":5,"type":"Bot"}"#), Some(AccountKind::NotAPerson));
    assert_eq!(kind(r#"{"id":5}"#), Some(AccountKind::Unsaid));
    assert_eq!(kind("null"), None);
    assert_eq!(kind("{}"), None);
}

#[test]
fn a_hint_tells_whose_bare_payload_it_is() {
    let text = r#"[{"id":1,"user":{"id":5},"state":"REQUEST_CHANGES","commit_id":"c1"}]"#;
    let meaning = |forge| {
        read(text.as_bytes(), Hints { forge, event: None })
            .expect("a payload")
            .reviews[0]
            .meaning
    };
    assert_eq!(meaning(None), Meaning::Unknown);
    assert_eq!(meaning(Some(ForgeKind::GitHub)), Meaning::Unknown);
    assert_eq!(meaning(Some(ForgeKind::Gitea)), Meaning::ChangesRequired);
}

#[test]
fn remarks_and_requests_of_a_review_are_read_beside() {
    let remarks =
        all(r#"[{"id":7,"pull_request_review_id":3,"path":"a.yml","line":4,"body":"plus clair","user":{"id":5}}]"#)
            .remarks;
    assert_eq!((remarks[0].path.as_deref(), remarks[0].line), (Some("a.yml"), Some(4)));
    let asked = all(r#"[{"event":"review_requested","created_at":"2026-11-20T10:00:00Z","requested_reviewer":{"id":5},"actor":{"id":7}}]"#).asked;
    assert_eq!(asked[0].at.as_deref(), Some("2026-11-20T10:00:00Z"));
    let gone = all(
        r#"[{"event":"review_dismissed","created_at":"t","actor":{"id":9},"dismissed_review":{"review_id":3,"state":"changes_requested"}}]"#,
    );
    assert_eq!(gone.dismissals[0].was, Some(Meaning::ChangesRequired));
    let notes = all(
        r#"[{"id":"d","individual_note":false,"notes":[{"id":1,"body":"non","author":{"id":5,"username":"i"},"system":false,
        "position":{"new_path":"a.yml","new_line":3,"head_sha":"c1"}},{"id":2,"body":"x","system":true,"author":{"id":5}}]}]"#,
    );
    assert_eq!(notes.remarks.len(), 1);
    assert_eq!(notes.remarks[0].line, Some(3));
}
