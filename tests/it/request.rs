//! Answers: do `crops request list`, `accept` and `decline` answer what waits?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn what_waits_is_listed_with_what_it_lacks() {
    let sandbox = Sandbox::studio("lumen");
    assert_snapshot!(sandbox.run(&["request", "list"]).all(), @"
    exit 0
    1 request is waiting.
      Title   Id             Kind    Asked by  waiting  Due     short by  Missing
      Teaser  teaser-9fw2hd  social  nadia           0  24 Nov         3  message
    late by, waiting, short by: working days
    Next: crops request accept ID --owner PERSON     crops request decline ID --reason …
    --
    ");
    assert_snapshot!(sandbox.run(&["request", "list", "--lang", "fr", "--format", "csv"]).all(), @"
    exit 0
    title,id,kind,requester,waiting_working_days,due,short_by_working_days,missing
    Teaser,teaser-9fw2hd,social,nadia,0,2026-11-24,3,message
    --
    ");
}

#[test]
fn a_request_is_accepted_once_it_says_enough() {
    let sandbox = Sandbox::studio("lumen");
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    assert_snapshot!(sandbox.run(&["request", "accept", "9fw2hd"]).all(), @"
    exit 3
    --
    error: teaser-9fw2hd still lacks message
    hint: crops brief edit teaser-9fw2hd
    ");
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
    sandbox
        .run(&["brief", "edit", "9fw2hd", "--set", "message=Bientôt"])
        .fine();
    let said = sandbox.run(&[
        "request",
        "accept",
        "9fw2hd",
        "--owner",
        "lea",
        "--rush",
        "salon",
        "--agreed-by",
        "ines",
    ]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert_eq!(
        sandbox.read("briefs/2026-11/teaser-9fw2hd/brief.yml"),
        "crops: brief/v1\nid: teaser-9fw2hd\ntitle: Teaser\nkind: social\ncampaign: spring-launch\nstage: brief\n\
         requester: nadia\ndue: 2026-11-24\nmessage: Bientôt\nowner: lea\nrush:\n  reason: salon\n  agreed_by: ines\n"
    );
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%s"]),
        "accept: teaser-9fw2hd from intake to brief\n"
    );
}

#[test]
fn a_request_is_declined_with_its_reason() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox.run(&[
        "request",
        "decline",
        "teaser",
        "--reason",
        "pas de budget: 0 €",
        "--lang",
        "fr",
    ]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let text = sandbox.read("briefs/2026-11/teaser-9fw2hd/brief.yml");
    assert!(text.contains("stage: cancelled\n"), "{text}");
    assert!(
        text.ends_with("declined:\n  reason: \"pas de budget: 0 €\"\n  by: nadia\n  day: 2026-11-20\n"),
        "{text}"
    );
    assert_eq!(sandbox.run(&["check"]).code, 0);
    assert_eq!(sandbox.run(&["request", "accept", "teaser"]).code, 3);
}

#[test]
fn an_empty_studio_has_no_request() {
    let sandbox = Sandbox::new();
    sandbox.write("crops.yml", "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Empty\n");
    assert_snapshot!(sandbox.run(&["request", "list"]).all(), @"
    exit 0
    No request is waiting.
    Next: crops request new
    --
    ");
}
