//! Answers: do `crops campaign new`, `add`, `open`, `list` and `show` make and tell a campaign?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn a_campaign_grows_line_by_line() {
    let sandbox = Sandbox::studio("lumen");
    let run = |words: &str| sandbox.run(&words.split_whitespace().collect::<Vec<_>>()).fine();
    run("campaign new --title Été --id gamme-ete --launch 2027-06-15 --client maison-vero --date tv=2027-06-20");
    for line in [
        "deliverable gamme-ete key-visual --kind video --live tv-5d",
        "deliverable gamme-ete post --kind social --needs key-visual.production",
        "series gamme-ete news --kind social --every tue --from J-14 --to J --channels social,web",
        "task gamme-ete media-plan --duration 4d --role traffic --title Média",
        "milestone gamme-ete booked --by J-30 --needs media-plan",
    ] {
        run(&format!("campaign add {line}"));
    }
    assert_snapshot!(sandbox.read("campaigns/gamme-ete.yml"), @"
    crops: campaign/v1
    id: gamme-ete
    title: Été
    client: maison-vero
    launch: 2027-06-15   # J: the day it goes live
    dates: {tv: 2027-06-20}
    deliverables:
      - id: key-visual
        kind: video
        live: tv-5d
      - id: post
        kind: social
        needs:
          - key-visual.production
    series:
      - id: news
        kind: social
        every: tue
        from: J-14
        to: J
        channels:
          - social
          - web
    tasks:
      - id: media-plan
        title: Média
        duration: 4d
        role: traffic
    milestones:
      - id: booked
        by: J-30
        needs:
          - media-plan
    ");
    assert_eq!(sandbox.run(&["check"]).code, 0);
}

#[test]
fn what_no_line_can_be_is_refused() {
    for (line, code, said) in [
        (
            &["deliverable", "spring-launch", "hero-film", "--kind", "video"][..],
            3,
            "`hero-film-2`",
        ),
        (&["deliverable", "spring-launch", "x", "--kind", "vidoe"], 3, "`video`"),
        (
            &["deliverable", "spring-launch", "Bad Id", "--kind", "video"],
            2,
            "`bad-id`",
        ),
        (
            &["deliverable", "spring-launch", "x", "--kind", "video", "--live", "K-3"],
            3,
            "K-3",
        ),
        (
            &[
                "deliverable",
                "spring-launch",
                "x",
                "--kind",
                "video",
                "--needs",
                "hero-flm",
            ],
            3,
            "`hero-film`",
        ),
        (&["task", "spring-launch", "x", "--duration", "4"], 2, "3d"),
        (
            &["series", "spring-launch", "x", "--kind", "social", "--every", "often"],
            2,
            "tue",
        ),
    ] {
        let sandbox = Sandbox::studio("lumen");
        let refused = sandbox.run(&[&["campaign", "add"], line].concat());
        assert_eq!(refused.code, code, "{line:?}: {}{}", refused.stdout, refused.stderr);
        assert!(refused.stderr.contains(said), "{line:?}: {}", refused.stderr);
    }
    let sandbox = Sandbox::studio("lumen");
    assert_eq!(sandbox.run(&["campaign", "new", "--title", "A"]).code, 2);
    let outside = sandbox.run(&[
        "campaign",
        "new",
        "--title",
        "A",
        "--launch",
        "2027-01-01",
        "--id",
        "../../etc",
    ]);
    assert_eq!(outside.code, 2, "{}", outside.stderr);
}

#[test]
fn opening_makes_what_is_missing_once() {
    let sandbox = Sandbox::studio("lumen").today("2027-01-20");
    let opened = sandbox
        .run(&["campaign", "open", "spring-launch", "--weeks", "3", "--format", "json"])
        .fine();
    let answer: serde_json::Value = serde_json::from_str(&opened).expect("JSON");
    let briefs = answer["data"]["done"]["briefs"].as_array().expect("briefs");
    let made: Vec<_> = briefs
        .iter()
        .map(|brief| (brief["deliverable"].as_str(), brief["due"].as_str()))
        .collect();
    assert_eq!(
        made,
        [
            (Some("spring-launch/teaser"), Some("2027-02-26")),
            (Some("spring-launch/countdown@2027-02-02"), Some("2027-02-01")),
            (Some("spring-launch/countdown@2027-02-09"), Some("2027-02-08")),
        ]
    );
    assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]), "2\n");
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let again = sandbox.run(&["campaign", "open", "spring-launch", "--weeks", "3"]);
    assert_eq!(again.code, 3, "{}", again.stdout);
}

#[test]
fn campaigns_are_listed_and_shown() {
    let sandbox = Sandbox::studio("lumen");
    assert_snapshot!(sandbox.run(&["campaign", "list"]).all(), @"
    exit 0
    1 campaign.
      Title                     Id             Client       Owner  Launch       Briefs  Delivered
      Lancement printemps 2027  spring-launch  maison-vero  omar   15 Mar 2027       2          0
    Next: crops campaign show ID     crops plan ID --backward
    --
    ");
    assert_snapshot!(sandbox.run(&["campaign", "show", "spring"]).all(), @"
    exit 0
    Lancement printemps 2027 · spring-launch · launch Mon 15 Mar 2027
      client maison-vero · owner omar · ref VERO-2027-03
      tv Sun 14 Mar 2027
      2 briefs, none delivered, 7 lines without a brief
      Deliverable           Title  Kind    Live         Due          Stage            Id
      countdown@2027-02-02  –      social  2 Feb 2027   1 Feb 2027   –                –
      countdown@2027-02-09  –      social  9 Feb 2027   8 Feb 2027   –                –
      countdown@2027-02-16  –      social  16 Feb 2027  15 Feb 2027  –                –
      countdown@2027-02-23  –      social  23 Feb 2027  22 Feb 2027  –                –
      teaser                –      social  1 Mar 2027   26 Feb 2027  –                –
      countdown@2027-03-02  –      social  2 Mar 2027   1 Mar 2027   –                –
      countdown@2027-03-09  –      social  9 Mar 2027   8 Mar 2027   –                –
      hero-film             –      video   14 Mar 2027  5 Mar 2027   Internal review  hero-film-k3x9qa
    Next: crops plan spring-launch --backward     crops campaign open spring-launch
    --
    ");
    assert_snapshot!(sandbox.french().run(&["campaign", "show", "VERO-2027-03", "--format", "csv"]).all(), @"
    exit 0
    deliverable,title,kind,live,due,stage,id
    countdown@2027-02-02,,social,2027-02-02,2027-02-01,,
    countdown@2027-02-09,,social,2027-02-09,2027-02-08,,
    countdown@2027-02-16,,social,2027-02-16,2027-02-15,,
    countdown@2027-02-23,,social,2027-02-23,2027-02-22,,
    teaser,,social,2027-03-01,2027-02-26,,
    countdown@2027-03-02,,social,2027-03-02,2027-03-01,,
    countdown@2027-03-09,,social,2027-03-09,2027-03-08,,
    hero-film,,video,2027-03-14,2027-03-05,review,hero-film-k3x9qa
    --
    ");
}

#[test]
fn a_flag_of_another_line_is_refused() {
    let sandbox = Sandbox::studio("lumen").today("2026-11-20");
    for (line, flag, value) in [
        ("deliverable", "--duration", "4d"),
        ("deliverable", "--by", "J-3"),
        ("series", "--live", "J-3"),
        ("task", "--kind", "video"),
        ("task", "--live", "J-3"),
        ("task", "--channels", "tv"),
        ("milestone", "--every", "tue"),
        ("milestone", "--owner", "nadia"),
    ] {
        let run = sandbox.run(&["campaign", "add", line, "spring-launch", "x", flag, value]);
        assert_eq!(run.code, 2, "{line} {flag}");
        let said = format!("`crops campaign add {line}` does not take `{flag}`");
        assert!(run.stderr.contains(&said), "{}", run.stderr);
    }
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn on_a_narrow_terminal_the_ids_to_type_stay() {
    let sandbox = Sandbox::studio("lumen").variable("COLUMNS", "50");
    let said = sandbox.run(&["campaign", "show", "spring-launch"]).fine();
    assert!(said.contains("k3x9qa"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 50), "{said}");
}
