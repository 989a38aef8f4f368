//! Answers: does `crops request new` write one sound brief, and say at once whether there is time for it?

use crate::sandbox::{Said, Sandbox};
use insta::assert_snapshot;
use serde_json::Value;

fn json(said: Said) -> Value {
    serde_json::from_str(&said.fine()).expect("JSON")
}

/// What was said, with the new id's random part and the commit's id made the same each time.
fn settled(sandbox: &Sandbox, said: &Said, slug: &str) -> String {
    let all = said.all();
    let random = all
        .split_once(&format!("{slug}-"))
        .map(|(_, rest)| rest[..6].to_owned());
    let commit = sandbox.git(&["rev-parse", "HEAD"])[..7].to_owned();
    let all = all.replace(&commit, "#######");
    random.map_or(all.clone(), |random| all.replace(&random, "######"))
}

#[test]
fn a_request_is_answered_at_once() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox.run(&[
        "request",
        "new",
        "--kind",
        "video",
        "--title",
        "Film de Noël",
        "--campaign",
        "spring-launch",
        "--live",
        "J-14",
        "--objective",
        "Vendre: beaucoup",
    ]);
    assert_snapshot!(settled(&sandbox, &said, "film-de-noel"), @"
    exit 0
    ✓ film-de-noel-######  Film de Noël, requested by nadia
      Live on Mon 1 Mar 2027, ready by Fri 19 Feb 2027.
      “Video” takes 30 working days; Fri 19 Feb 2027 leaves 63 working days: there is room.
      Still missing before it can leave intake: audience, message
      committed as ####### on main
    Next: crops brief edit ######     crops plan spring-launch --backward
    --
    ");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn in_french_too() {
    let sandbox = Sandbox::studio("lumen").french();
    let said = sandbox.run(&[
        "request",
        "new",
        "--kind",
        "video",
        "--title",
        "Teaser 2",
        "--due",
        "2026-12-01",
    ]);
    assert_snapshot!(settled(&sandbox, &said, "teaser-2"), @"
    exit 0
    ✓ teaser-2-######  Teaser 2, demandé par nadia (délai court : il manque 23 jours ouvrés)
      À remettre le mardi 1er décembre.
      Il manque encore, avant de quitter intake : objective, audience, message
      commit ####### sur main
    Ensuite : crops brief edit ######
    --
    avertissement : le mardi 1er décembre laisse 7 jours ouvrés ; « Vidéo » en demande 30 jours ouvrés. Premier jour possible : le mardi 5 janvier 2027.
    ");
}

#[test]
fn a_rush_is_recorded_with_who_agreed() {
    let sandbox = Sandbox::studio("lumen");
    let arguments = [
        "request",
        "new",
        "--kind",
        "social",
        "--title",
        "Salon",
        "--due",
        "2026-11-24",
        "--rush",
        "le salon avance",
        "--agreed-by",
        "ines",
        "--format",
        "json",
    ];
    let answer = json(sandbox.run(&arguments));
    let done = &answer["data"]["done"];
    assert_eq!(done["notice"]["missingWorkingDays"], 3.0);
    let text = sandbox.read(done["path"].as_str().expect("a path"));
    assert!(
        text.contains("rush: {reason: le salon avance, agreed_by: ines}\n"),
        "{text}"
    );
    assert_eq!(done["requester"], "nadia");
}

#[test]
fn without_a_terminal_what_is_missing_is_named_by_its_flags() {
    let said = Sandbox::studio("lumen").run(&["request", "new", "--campaign", "spring-launch"]);
    assert_snapshot!(said.all(), @r#"
    exit 2
    --
    error: a question is open and there is no terminal to ask it on
    hint: answer it with `--kind video --title "…"`
    "#);
}

#[test]
fn a_wrong_name_suggests_the_right_one() {
    for (flag, typed, near) in [
        ("--kind", "vidoe", "video"),
        ("--campaign", "spring-lunch", "spring-launch"),
        ("--deliverable", "spring-launch/hero-flm", "hero-film"),
        ("--requester", "nadai", "nadia"),
    ] {
        let sandbox = Sandbox::studio("lumen");
        let mut arguments = vec!["request", "new", "--title", "Film", flag, typed];
        if flag != "--kind" && flag != "--deliverable" {
            arguments.extend(["--kind", "video"]);
        }
        let said = sandbox.run(&arguments);
        assert_eq!((said.code, said.stdout.as_str()), (3, ""), "{flag}");
        assert!(said.stderr.contains(&format!("`{near}`")), "{flag}: {}", said.stderr);
        assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "{flag}");
    }
}

#[test]
fn a_record_from_a_pipe_keeps_what_crops_does_not_know() {
    let record = "id: other-000000\nstage: delivered\nkind: social\ntitle: From a pipe\nmessage: \"no\"\n\
                  x-cost-centre: 4711\nchannels: [tv, social]\n";
    let sandbox = Sandbox::studio("lumen").input(record);
    let said = sandbox.run(&[
        "request",
        "new",
        "--from",
        "-",
        "--title",
        "Flag wins",
        "--format",
        "json",
    ]);
    assert!(said.stderr.contains("id"), "{}", said.stderr);
    let answer = json(said);
    let done = &answer["data"]["done"];
    assert_eq!(
        (done["title"].as_str(), done["stage"].as_str()),
        (Some("Flag wins"), Some("intake"))
    );
    let text = sandbox.read(done["path"].as_str().expect("a path"));
    for line in [
        "message: \"no\"\n",
        "x-cost-centre: \"4711\"\n",
        "channels: [tv, social]\n",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_record_that_is_none_is_refused() {
    for (record, code) in [
        ("title: [\n", 3),
        ("- a list\n", 3),
        ("", 3),
        ("kind: social\ntitle: A\npriority: asap\n", 3),
        ("kind: social\ntitle: A\nchanels: [tv]\n", 3),
        ("kind: social\ntitle: A\nwho: nobody\n", 3),
    ] {
        let sandbox = Sandbox::studio("lumen").input(record);
        let said = sandbox.run(&["request", "new", "--from", "-"]);
        assert_eq!(said.code, code, "{record}: {}{}", said.stdout, said.stderr);
        assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "{record}");
    }
}

#[test]
fn a_file_that_is_not_there_is_refused_with_what_may_be_meant() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.write("mail/salon.yml", "title: Salon\n");
    for (path, lang, hint) in [
        ("mail/salom.yml", "en", "hint: did you mean `mail/salon.yml`?"),
        (
            "mail/salom.yml",
            "fr",
            "piste\u{a0}: vouliez-vous dire `mail/salon.yml`\u{202f}?",
        ),
        ("mail/absent.yml", "en", "hint: ls mail"),
        ("absent.yml", "fr", "piste\u{a0}: ls ."),
        ("mail", "en", "hint: ls mail"),
    ] {
        let said = sandbox.run(&["request", "new", "--from", path, "--lang", lang]);
        assert_eq!((said.code, said.stdout.as_str()), (3, ""), "{path}");
        assert!(said.stderr.contains(hint), "{path}: {}", said.stderr);
    }
}

#[test]
fn a_wrong_key_is_shown_where_it_stands_in_what_was_handed_over() {
    let record = "# asked by mail\ntitle: Salon\nkind: social\nchanels: [tv]\ndue: soonish\n";
    let sandbox = Sandbox::studio("lumen").input(record);
    sandbox.write("brief.yml", record);
    let said = sandbox.run(&["request", "new", "--from", "-"]);
    assert_snapshot!(said.all(), @"
    exit 3
    --
    error[unknown-key]: `chanels` is not a key of `brief`
     --> <stdin>:4:1
      |
    4 | chanels: [tv]
      | ^^^^^^^
      |
      = hint: did you mean `channels`?
    ");
    let said = sandbox.run(&["request", "new", "--from", "brief.yml", "--lang", "fr"]);
    assert_snapshot!(said.all(), @"
    exit 3
    --
    erreur[unknown-key] : `chanels` n’est pas une clé de `brief`
     --> brief.yml:4:1
      |
    4 | chanels: [tv]
      | ^^^^^^^
      |
      = piste : vouliez-vous dire `channels` ?
    ");
}

#[test]
fn a_wrong_value_is_shown_where_it_stands_in_what_was_handed_over() {
    for (record, flags, place, line) in [
        ("title: A\nkind: vidoe\n", &[][..], "2:7", "kind: vidoe"),
        ("title: A\nkind: social\nowner: nadai\n", &[], "3:8", "owner: nadai"),
        (
            "title: A\nkind: social\nrush: {reason: late, agreed_by: inse}\n",
            &[],
            "3:33",
            "rush: {reason: late, agreed_by: inse}",
        ),
        (
            "title: A\nkind: social\npriority: asap\n",
            &[],
            "3:11",
            "priority: asap",
        ),
        ("title: A\nkind: social\nlive: J-14\n", &[], "3:7", "live: J-14"),
        (
            "title: A\ncampaign: spring-lunch\nkind: social\n",
            &[],
            "2:11",
            "campaign: spring-lunch",
        ),
        (
            "deliverable: spring-launch/hero-flm\ntitle: A\n",
            &[],
            "1:14",
            "hero-flm",
        ),
        ("title: ' '\nkind: social\n", &[], "1:8", "title: ' '"),
        ("kind: social\ntitle: [\n", &[], "2:8", "title: ["),
        (
            "title: A\nkind: social\ncrops: campaign/v1\n",
            &[],
            "3:8",
            "crops: campaign/v1",
        ),
        ("title: A\nwho: nobody\n", &["--kind", "social"], "2:6", "who: nobody"),
    ] {
        for (name, arrow) in [("-", "<stdin>"), ("brief.yml", "brief.yml")] {
            let sandbox = Sandbox::studio("lumen").input(record);
            sandbox.write("brief.yml", record);
            let arguments = [&["request", "new", "--from", name], flags].concat();
            let said = sandbox.run(&arguments);
            assert_eq!(said.code, 3, "{record}: {}", said.stderr);
            let shown = format!("{arrow}:{place}\n");
            assert!(said.stderr.contains(&shown), "{record}: {}", said.stderr);
            assert!(said.stderr.contains(line), "{record}: {}", said.stderr);
            assert!(!said.stderr.contains("briefs/"), "{record}: {}", said.stderr);
        }
    }
}

#[test]
fn what_a_flag_says_instead_is_not_judged() {
    let record = "title: A\nkind: vidoe\npriority: asap\nstage: B C\nid: D E\n";
    let sandbox = Sandbox::studio("lumen").input(record);
    let arguments = [
        "request",
        "new",
        "--from",
        "-",
        "--kind",
        "social",
        "--priority",
        "high",
    ];
    sandbox.run(&arguments).fine();
    let said = sandbox.run(&[
        "request",
        "new",
        "--kind",
        "social",
        "--title",
        "B",
        "--field",
        "chanels=tv",
    ]);
    assert_snapshot!(said.all(), @"
    exit 3
    --
    error[unknown-key]: `chanels` is not a key of `brief`
    hint: did you mean `channels`?
    ");
}

#[test]
fn hostile_titles_are_kept_as_texts_and_shown_without_harm() {
    let long = "é".repeat(5_000);
    for title in [
        "\u{1b}[31mred\u{1b}[0m",
        "a\u{202e}b",
        "two\nlines",
        "\"quoted\" 'twice'",
        "<script>alert(1)</script>",
        "=cmd|'/c calc'!A0",
        "a: b # c",
        "- list",
        "no",
        "../../etc/passwd",
        "日本語のタイトル",
        long.as_str(),
    ] {
        let sandbox = Sandbox::studio("lumen");
        let said = sandbox.run(&["request", "new", "--kind", "social", "--title", title]);
        assert_eq!(said.code, 0, "{title:?}: {}", said.stderr);
        assert!(
            !said.stdout.contains('\u{1b}') && !said.stdout.contains('\u{202e}'),
            "{title:?}"
        );
        let path = sandbox.git(&["show", "--format=", "--name-only", "HEAD"]);
        assert!(
            path.starts_with("briefs/2026-11/") && path.trim_end().ends_with("/brief.yml"),
            "{path}"
        );
        let shown = sandbox.run(&[
            "request",
            "new",
            "--kind",
            "social",
            "--title",
            title,
            "--dry-run",
            "--format",
            "json",
        ]);
        let wanted: Vec<&str> = title.split_whitespace().collect();
        assert_eq!(json(shown)["data"]["done"]["title"], wanted.join(" "), "{title:?}");
    }
}

#[test]
fn a_preview_writes_nothing() {
    let sandbox = Sandbox::studio("lumen");
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    let said = sandbox
        .run(&["request", "new", "--kind", "social", "--title", "Post", "--dry-run"])
        .fine();
    assert!(
        said.contains("+title: Post\n") && said.contains("request: post-"),
        "{said}"
    );
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn the_commit_can_be_left_to_the_user() {
    let sandbox = Sandbox::studio("lumen");
    sandbox
        .run(&["request", "new", "--kind", "social", "--title", "Post", "--no-commit"])
        .fine();
    let status = sandbox.git(&["status", "--porcelain"]);
    assert!(status.starts_with("?? briefs/2026-11/post-"), "{status}");
}

#[test]
fn what_was_cannot_be_changed() {
    let said = Sandbox::studio("lumen").run(&[
        "request", "new", "--kind", "social", "--title", "Post", "--as-of", "HEAD",
    ]);
    assert_eq!(said.code, 2, "{}", said.stderr);
}

#[test]
fn there_must_be_a_studio() {
    let said = Sandbox::new().run(&["request", "new", "--kind", "social", "--title", "Post"]);
    assert_eq!(said.code, 3, "{}", said.stderr);
}
