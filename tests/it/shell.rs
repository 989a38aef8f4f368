//! Answers: does the shell around the commands behave: version, usage errors, formats, exit codes, closed pipes?

use crate::sandbox::Sandbox;
use insta::assert_snapshot;

#[test]
fn the_version_needs_no_studio() {
    let said = Sandbox::new().run(&["--version"]);
    assert_eq!(said.fine(), concat!("crops ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn wrong_usage_exits_with_two_and_says_so_on_standard_error() {
    for arguments in [
        &["no-such-command"][..],
        &["--format", "docx", "man"],
        &["--today", "soon", "man"],
        &["man", "-o", "page.docx"],
        &["man", "-o", "page.csv", "--format", "json"],
        &["man", "--format", "svg"],
        &["--quiet", "--verbose", "man"],
        &[],
    ] {
        let said = Sandbox::new().run(arguments);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!said.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_wrong_day_in_the_environment_is_said_in_the_language_of_the_reader() {
    let sandbox = Sandbox::new().today("demain").french();
    assert_snapshot!(sandbox.run(&["man"]).all(), @"
    exit 2
    --
    erreur : `CROPS_TODAY` n’est pas une date : `demain`
    piste : CROPS_TODAY 2027-03-15
    ");
}

#[test]
fn an_answer_goes_to_a_file_whole() {
    let sandbox = Sandbox::new();
    let said = sandbox.run(&["completions", "fish", "-o", "crops.json"]);
    assert_eq!((said.code, said.stdout.as_str()), (0, ""));
    let kept: serde_json::Value = serde_json::from_str(&sandbox.read("crops.json")).expect("JSON");
    assert_eq!(kept["kind"], "crops.completions");
    let said = sandbox.run(&["man", "-o", "none/page.txt"]);
    assert_snapshot!(said.all(), @"
    exit 3
    --
    error: `none/page.txt` cannot be written: it does not exist
    hint: mkdir -p none
    ");
}

#[test]
fn the_studio_decides_the_language_unless_the_flag_does() {
    let sandbox = Sandbox::files_of("product-launch");
    sandbox.write(
        "crops.yml",
        "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: A\nlanguage: fr\n",
    );
    let wrong = ["man", "-o", "page.docx"];
    assert!(sandbox.run(&wrong).stderr.starts_with("erreur"));
    assert!(
        sandbox
            .run(&[&wrong[..], &["--lang", "en"]].concat())
            .stderr
            .starts_with("error")
    );
    assert!(
        sandbox
            .run(&[&wrong[..], &["-C", "/"]].concat())
            .stderr
            .starts_with("error")
    );
}

const WRONG_LINES: [&[&str]; 9] = [
    &["mann"],
    &["export", "event"],
    &["export", "events", "--al"],
    &["--lang", "de", "man"],
    &["--today", "soon", "man"],
    &["man", "--output"],
    &["completions"],
    &["completions", "tcsh"],
    &["man", "--quiet", "--verbose"],
];

/// What each line is told, in both languages.
fn told(lines: &[&[&str]]) -> String {
    let sandbox = Sandbox::new();
    let mut said = String::new();
    for arguments in lines.iter().copied() {
        for lang in ["en", "fr"] {
            let arguments = if arguments[0] == "--lang" {
                arguments.to_vec()
            } else {
                [arguments, &["--lang", lang]].concat()
            };
            let run = sandbox.run(&arguments);
            assert_eq!((run.code, run.stdout.as_str()), (2, ""));
            said.push_str(&run.stderr);
        }
    }
    said
}

#[test]
fn usage_errors_are_one_sentence_and_one_hint_in_both_languages() {
    assert_snapshot!(told(&WRONG_LINES), @"
    error: `crops` has no command `mann`
    hint: crops man
    erreur : `crops` n’a pas de commande `mann`
    piste : crops man
    error: `crops export` has no command `event`
    hint: crops export events
    erreur : `crops export` n’a pas de commande `event`
    piste : crops export events
    error: `crops export events` does not take `--al`
    hint: did you mean `--all`?
    erreur : `crops export events` n’accepte pas `--al`
    piste : vouliez-vous dire `--all` ?
    error: `de` does not fit `--lang <LANG>`
    hint: use one of en, fr
    error: `de` does not fit `--lang <LANG>`
    hint: use one of en, fr
    error: `soon` does not fit `--today <DATE>`
    hint: write a day as `2027-03-15`
    erreur : `soon` ne convient pas à `--today <DATE>`
    piste : écrivez un jour ainsi : `2027-03-15`
    error: `--output <FILE>` needs a value
    hint: crops man --help
    erreur : `--output <FICHIER>` attend une valeur
    piste : crops man --help
    error: left out: <SHELL>
    hint: crops completions --help
    erreur : il manque : <SHELL>
    piste : crops completions --help
    error: `tcsh` does not fit `<SHELL>`
    hint: did you mean `zsh`?
    erreur : `tcsh` ne convient pas à `<SHELL>`
    piste : vouliez-vous dire `zsh` ?
    error: `--quiet` does not go together with `--verbose`
    hint: leave out one of them
    erreur : `--quiet` ne va pas avec `--verbose`
    piste : n’en gardez qu’un
    ");
}

#[test]
fn a_wrong_word_is_told_the_nearest_and_a_wrong_value_its_form() {
    let lines: [&[&str]; 5] = [
        &["repotr"],
        &["-C", "plan", "comp"],
        &["init", "--timezone", "Europe/Pari"],
        &["request", "new", "--field", "mood"],
        &["campaign", "open", "c", "--weeks", "soon"],
    ];
    assert_snapshot!(told(&lines), @"
    error: `crops` has no command `repotr`
    hint: crops report
    erreur : `crops` n’a pas de commande `repotr`
    piste : crops report
    error: `crops` has no command `comp`
    hint: crops completions
    erreur : `crops` n’a pas de commande `comp`
    piste : crops completions
    error: `Europe/Pari` does not fit `--timezone <ZONE>`
    hint: did you mean `Europe/Paris`?
    erreur : `Europe/Pari` ne convient pas à `--timezone <FUSEAU>`
    piste : vouliez-vous dire `Europe/Paris` ?
    error: `mood` does not fit `--field <KEY=VALUE>`
    hint: write it as `name=value`
    erreur : `mood` ne convient pas à `--field <CLÉ=VALEUR>`
    piste : écrivez `nom=valeur`
    error: `soon` does not fit `--weeks <N>`
    hint: write a whole number from 0 to 520
    erreur : `soon` ne convient pas à `--weeks <N>`
    piste : écrivez un nombre entier de 0 à 520
    ");
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let sandbox = Sandbox::studio("product-launch");
    for arguments in [
        &["export", "events"][..],
        &["man"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
    ] {
        let said = sandbox.without_a_reader(arguments);
        assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_question_about_the_past_names_its_commit_or_says_why_it_cannot_be_answered() {
    let sandbox = Sandbox::studio("product-launch");
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    sandbox.write("kinds/broken.yml", "crops: kind/v1\nid: [\n");
    assert_eq!(sandbox.run(&["check"]).code, 1);
    let past = sandbox.run(&["check", "--as-of", "HEAD", "--format", "json"]).fine();
    let past: serde_json::Value = serde_json::from_str(&past).expect("JSON");
    assert_eq!(past["asOf"]["commit"], head.trim());
    for (sandbox, asked, hint) in [
        (&sandbox, "nowhere", "git log --oneline"),
        (&sandbox, "2020-01-01", "git log --reverse"),
        (&Sandbox::files_of("product-launch"), "HEAD", "git init"),
    ] {
        let said = sandbox.run(&["check", "--lang", "en", "--as-of", asked]);
        assert_eq!((said.code, said.stdout.as_str()), (4, ""), "{asked}");
        assert!(said.stderr.contains(&format!("hint: {hint}")), "{}", said.stderr);
    }
}

#[test]
fn a_bare_repository_says_that_writing_needs_a_clone() {
    let sandbox = Sandbox::studio("lumen");
    sandbox.git(&["clone", "-q", "--bare", ".", "../studio.git"]);
    for arguments in [
        &["request", "new", "--kind", "video", "--title", "Teaser"][..],
        &["campaign", "new", "--title", "Summer", "--launch", "2027-06-15"],
        &["undo"],
    ] {
        for (lang, sentence) in [("en", "writing needs a clone"), ("fr", "pour écrire, il faut un clone")] {
            let place = ["-C", "../studio.git", "--lang", lang];
            let run = sandbox.run(&[&place[..], arguments].concat());
            assert_eq!((run.code, run.stdout.as_str()), (4, ""), "{arguments:?}");
            assert!(run.stderr.contains(sentence), "{}", run.stderr);
        }
    }
}

#[test]
fn a_bare_repository_answers_from_its_official_branch() {
    let sandbox = Sandbox::studio("lumen").today("2026-11-24");
    sandbox.git(&["clone", "-q", "--bare", ".", "../studio.git"]);
    // What is not on the official branch has no voice there.
    sandbox.git(&["-C", "../studio.git", "branch", "other"]);
    sandbox.git(&["-C", "../studio.git", "symbolic-ref", "HEAD", "refs/heads/other"]);
    let tip = sandbox.git(&["rev-parse", "main"]);
    for words in [
        "brief list",
        "brief show k3x9qa",
        "request list",
        "campaign list",
        "campaign show spring-launch",
        "check",
        "plan",
        "plan spring-launch",
        "plan spring-launch --forward",
        "plan spring-launch --why hero-film.production",
        "report kpi",
        "export events",
        "export facts",
    ] {
        let answers = [".", "../studio.git"].map(|place| {
            let arguments: Vec<&str> = ["-C", place, "--format", "json"]
                .into_iter()
                .chain(words.split_whitespace())
                .collect();
            let said = sandbox.run(&arguments).fine();
            serde_json::from_str::<serde_json::Value>(&said).expect("JSON")
        });
        let [clone, bare] = &answers;
        assert_eq!(bare["asOf"]["commit"], tip.trim(), "{words}");
        assert_eq!(bare["data"], clone["data"], "{words}");
        let text = sandbox.run(&[&["-C", "../studio.git"], &*words.split_whitespace().collect::<Vec<_>>()].concat());
        assert_eq!(text.code, 0, "{words}: {}", text.stderr);
    }
}
