//! Answers: do `crops brief list`, `show`, `edit` and `assign` find, tell and change what was meant?

use crate::sandbox::{Said, Sandbox};
use insta::assert_snapshot;
use serde_json::Value;

fn ids(said: Said) -> Vec<String> {
    let answer: Value = serde_json::from_str(&said.fine()).expect("JSON");
    let briefs = answer["data"]["briefs"].as_array().expect("briefs");
    briefs
        .iter()
        .map(|brief| brief["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn open_briefs_are_listed_by_their_due_day() {
    let sandbox = Sandbox::studio("lumen");
    assert_snapshot!(sandbox.run(&["brief", "list"]).all(), @"
    exit 0
    3 open briefs, 1 late.
        Title                 Id                Kind    Stage            Owner  Campaign       Due         late by
      ! Affiche « été » & co  poster-b2c3d4     social  Production       lea    –              18 Nov            2
        Teaser                teaser-9fw2hd     social  Intake           –      spring-launch  24 Nov            –
        Film héros 30 s       hero-film-k3x9qa  video   Internal review  lea    spring-launch  5 Mar 2027        –
    ! late · late by: working days
    Next: crops brief show ID
    --
    ");
    assert_snapshot!(sandbox.french().variable("COLUMNS", "60").run(&["brief", "list"]).all(), @"
    exit 0
    3 briefs en cours, dont 1 en retard.
        Titre              Id      Étape             Échéance
      ! Affiche « été » &  b2c3d4  Production        18 nov.
        co
        Teaser             9fw2hd  Réception         24 nov.
        Film héros 30 s    k3x9qa  Validation        5 mars 2027
                                   interne
    ! en retard · retard : en jours ouvrés
    Ensuite : crops brief show ID
    --
    ");
}

#[test]
fn filters_leave_what_was_asked_for() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.run(&["request", "decline", "teaser", "--reason", "no"]).fine();
    for (filter, found) in [
        (&["--stage", "review"][..], &["hero-film-k3x9qa"][..]),
        (&["--stage", "cancelled"], &["teaser-9fw2hd"]),
        (&["--kind", "social"], &["poster-b2c3d4"]),
        (&["--campaign", "VERO-2027-03"], &["hero-film-k3x9qa"]),
        (&["--owner", "lea"], &["poster-b2c3d4", "hero-film-k3x9qa"]),
        (&["--overdue"], &["poster-b2c3d4"]),
        (&["--text", "HEROS"], &["hero-film-k3x9qa"]),
        (&["--text", "AFFICHE «"], &["poster-b2c3d4"]),
        (&["--text", "notoriete"], &["hero-film-k3x9qa"]),
        (&["--text", "nothing like it"], &[]),
        (&["--all"], &["poster-b2c3d4", "teaser-9fw2hd", "hero-film-k3x9qa"]),
    ] {
        let arguments = [&["brief", "list", "--format", "json"], filter].concat();
        assert_eq!(ids(sandbox.run(&arguments)), found, "{filter:?}");
    }
    for wrong in [
        ["--stage", "reveiw"],
        ["--kind", "vidoe"],
        ["--owner", "leo"],
        ["--campaign", "winter"],
    ] {
        assert_eq!(
            sandbox.run(&[&["brief", "list"], &wrong[..]].concat()).code,
            3,
            "{wrong:?}"
        );
    }
}

#[test]
fn a_brief_says_where_it_stands_and_what_it_waits_for() {
    let sandbox = Sandbox::studio("lumen");
    assert_snapshot!(sandbox.run(&["brief", "show", "k3x9qa"]).all(), @"
    exit 0
    Film héros 30 s · hero-film-k3x9qa · Internal review since Fri 20 Nov
      Due Fri 5 Mar 2027: live on Sun 14 Mar 2027 less 5 working days
      For spring-launch/hero-film, Lancement printemps 2027
      Video, with lea, asked by nadia
      Waiting for: 1 more `creative-lead` (ines)
      Objective: +12 points de notoriété
      Audience: Urbains 25–34 ans
      Message: Le printemps commence ici
      Channels: tv, social
      briefs/2026-11/hero-film-k3x9qa/brief.yml
    Next: crops brief edit k3x9qa
    --
    ");
    assert_snapshot!(sandbox.french().run(&["brief", "show", "teaser"]).all(), @"
    exit 0
    Teaser · teaser-9fw2hd · Réception depuis le vendredi 20 novembre
      À remettre mar. 24 nov.
      Pour spring-launch, Lancement printemps 2027
      Publication sociale, sans responsable, demandé par nadia
      En attente de : nadia
      Il manque : message
      briefs/2026-11/teaser-9fw2hd/brief.yml
    Ensuite : crops brief edit 9fw2hd --set message=…
    --
    ");
}

#[test]
fn a_name_that_is_not_there_suggests_or_lists() {
    let sandbox = Sandbox::studio("lumen");
    sandbox
        .run(&["request", "new", "--kind", "social", "--title", "Poster"])
        .fine();
    assert!(
        sandbox
            .run(&["brief", "show", "heroe-film"])
            .stderr
            .contains("`hero-film-k3x9qa`")
    );
    let several = sandbox.run(&["brief", "show", "poster"]);
    assert_eq!(several.code, 3);
    assert!(several.stderr.contains("poster-b2c3d4"), "{}", several.stderr);
}

#[test]
fn an_edit_leaves_every_other_byte() {
    let sandbox = Sandbox::studio("lumen");
    let path = "briefs/2026-11/hero-film-k3x9qa/brief.yml";
    let before = sandbox.read(path);
    sandbox
        .run(&[
            "brief",
            "edit",
            "k3x9qa",
            "--set",
            "message=Le printemps: enfin",
            "--remove",
            "channels=tv",
            "--add",
            "channels=web",
        ])
        .fine();
    let wanted = before
        .replace(
            "message: Le printemps commence ici         # three",
            "message: \"Le printemps: enfin\"         # three",
        )
        .replace("[tv, social]", "[social, web]");
    assert_eq!(sandbox.read(path), wanted);
    assert_eq!(
        sandbox.git(&["log", "-1", "--format=%s"]),
        "edit: hero-film-k3x9qa message, channels\n"
    );
}

#[test]
fn what_an_edit_may_not_do_is_refused() {
    for (arguments, code, said) in [
        (&["--set", "stage=delivered"][..], 3, "crops move"),
        (&["--set", "id=other-000000"], 3, "never changes"),
        (&["--set", "owner=leo"], 3, "`lea`"),
        (&["--set", "due=soon"], 3, "soon"),
        (&["--set", "priority=asap"], 2, "urgent"),
        (&["--set", "dua=2027-01-01"], 3, "`due`"),
        (&["--unset", "title"], 3, "title"),
        (&["--unset", "budgte"], 3, "`budget`"),
        (&["--add", "message=x"], 3, "message"),
        (&[], 2, "--set"),
    ] {
        let sandbox = Sandbox::studio("lumen");
        let refused = sandbox.run(&[&["brief", "edit", "k3x9qa"], arguments].concat());
        assert_eq!(
            (refused.code, refused.stdout.as_str()),
            (code, ""),
            "{arguments:?}: {}",
            refused.stderr
        );
        assert!(refused.stderr.contains(said), "{arguments:?}: {}", refused.stderr);
        assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "{arguments:?}");
    }
}

#[test]
fn a_brief_goes_to_its_owner_and_a_stage_to_several() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.run(&["brief", "assign", "b2c3d4", "ines"]).fine();
    sandbox
        .run(&["brief", "assign", "b2c3d4", "lea", "omar", "--stage", "production"])
        .fine();
    let text = sandbox.read("briefs/2026-11/poster-b2c3d4/brief.yml");
    assert!(
        text.contains("owner: ines\n") && text.ends_with("who:\n  production:\n    - lea\n    - omar\n"),
        "{text}"
    );
    assert_eq!(sandbox.run(&["brief", "assign", "b2c3d4", "nobody"]).code, 3);
}

#[test]
fn text_of_a_file_cannot_steer_the_terminal() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.write(
        "briefs/2026-11/poster-b2c3d4/brief.yml",
        "crops: brief/v1\nid: poster-b2c3d4\ntitle: \"a\\x1b[2Jb\\u202Ec\"\nkind: social\nstage: production\nmessage: \"\\x07\\r\\n<b>\"\n",
    );
    for arguments in [
        &["brief", "list"][..],
        &["brief", "show", "poster"],
        &["brief", "list", "--format", "csv"],
    ] {
        let said = sandbox.run(arguments).fine();
        let harmful = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!said.contains(harmful), "{arguments:?}: {said:?}");
    }
}

#[test]
fn a_late_brief_is_marked_where_its_column_has_no_room() {
    for (lang, note) in [("en", "! late"), ("fr", "! en retard")] {
        let sandbox = Sandbox::studio("lumen").today("2027-03-20").variable("COLUMNS", "80");
        let said = sandbox.run(&["brief", "list", "--lang", lang]).fine();
        let marked = said.lines().filter(|line| line.starts_with("  ! ")).count();
        assert!(marked > 0 && said.contains(note), "{said}");
        let all: serde_json::Value =
            serde_json::from_str(&sandbox.run(&["brief", "list", "--format", "json"]).fine()).expect("JSON");
        let briefs = all["data"]["briefs"].as_array().expect("briefs");
        let late = briefs.iter().filter(|brief| brief["lateWorkingDays"] != 0.0).count();
        assert_eq!(marked, late, "{said}");
    }
    let csv = Sandbox::studio("lumen")
        .run(&["brief", "list", "--format", "csv"])
        .fine();
    assert!(csv.starts_with("title,"), "{csv}");
}

#[test]
fn fields_are_named_in_the_language_of_the_reader() {
    let sandbox = Sandbox::studio("lumen");
    sandbox
        .run(&[
            "brief",
            "edit",
            "9fw2hd",
            "--set",
            "message=Demain",
            "--set",
            "objective=Vendre",
        ])
        .fine();
    for (lang, words) in [("en", "Objective: Vendre"), ("fr", "Objectif\u{a0}: Vendre")] {
        let said = sandbox.run(&["brief", "show", "9fw2hd", "--lang", lang]).fine();
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn a_name_that_nothing_has_is_told_with_what_there_is() {
    let sandbox = Sandbox::studio("lumen");
    for (arguments, words) in [
        (&["plan", "zzz"][..], "hint: crops campaign list"),
        (&["plan", "spring-lunch"], "`spring-launch`"),
        (&["campaign", "show", "zzz"], "hint: crops campaign list"),
        (&["brief", "list", "--campaign", "zzz"], "hint: crops campaign list"),
        (&["brief", "list", "--stage", "zzz"], "hint: the stages are `intake`"),
        (&["move", "9fw2hd", "zzz"], "hint: the stages are `intake`"),
        (&["move", "9fw2hd", "intakes"], "hint: did you mean `intake`?"),
        (
            &["brief", "assign", "9fw2hd", "lea", "--stage", "zzz"],
            "hint: the stages are `intake`",
        ),
        (&["brief", "show", "zzz"], "hint: crops brief list"),
    ] {
        let said = sandbox.run(arguments);
        assert_eq!((said.code, said.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(said.stderr.contains(words), "{arguments:?}: {}", said.stderr);
    }
}

#[test]
fn a_card_has_the_latest_proofs_the_open_remarks_and_the_verdicts() {
    let sandbox = Sandbox::studio("printemps").today("2026-11-20");
    let card = sandbox.run(&["brief", "show", "p7m2dn", "--lang", "en"]).fine();
    for said in [
        "Proof: Visuel clé printemps, v2 · kv-printemps-v2 · version 2 · https://dam.lumen.example/a/8812",
        "Remark 2t8wq4zc/f1 by ines: “le logo n'est pas lisible”",
        "open, blocking, on v1, kv-printemps-v1 (now v2)",
        "Internal review: ines approved on",
        "Internal review: ines asked for changes on",
        "answered by c4t1zq8e",
    ] {
        assert!(card.contains(said), "{said}\n{card}");
    }
    let answer = sandbox.run(&["brief", "show", "p7m2dn", "--format", "json"]).fine();
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    let review = &answer["data"]["review"];
    assert_eq!(
        (&review["openRemarks"], &review["openBlocking"]),
        (&2.into(), &1.into())
    );
    assert_eq!(review["verdicts"][0]["verdict"], "approve");
    assert_eq!(review["verdicts"][0]["current"], false, "its digest is an invented one");
}
