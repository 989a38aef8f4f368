//! `crops init` makes a studio that works at once, in both languages, wherever it is called.

use crate::sandbox::Sandbox;

const PARIS: [&str; 2] = ["--timezone", "Europe/Paris"];

#[test]
fn an_empty_folder_becomes_a_studio_in_a_new_repository() {
    let sandbox = Sandbox::new();
    let said = sandbox
        .run(&["init", "--title", "Atelier Lumen", PARIS[0], PARIS[1]])
        .fine();
    assert!(said.starts_with("✓ Atelier Lumen"), "{said}");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    assert_eq!(
        sandbox.git(&["log", "--format=%an %s"]),
        "Nadia Roy init: Atelier Lumen\n"
    );
    let settings = sandbox.read("crops.yml");
    for line in [
        "title: Atelier Lumen\n",
        "language: en ",
        "timezone: Europe/Paris\n",
        "official: main ",
    ] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
    assert!(
        sandbox
            .read("team/nadia.yml")
            .contains("emails: [nadia@lumen.example]\n")
    );
    assert!(sandbox.read("calendars/main.yml").contains("\nholidays: FR "));
    assert!(sandbox.read(".crops/schemas/kind.json").contains("$schema"));
}

#[test]
fn records_keep_their_bytes_where_git_writes_other_line_ends() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", PARIS[0], PARIS[1]]).fine();
    let asked = [
        "request",
        "new",
        "--kind",
        "video",
        "--title",
        "Teaser",
        "--due",
        "2027-03-01",
    ];
    sandbox.run(&asked).fine();
    sandbox.write("notes.txt", "mine\n");
    sandbox.git(&["add", "notes.txt"]);
    sandbox.git(&["commit", "--quiet", "--message=Notes"]);
    sandbox.git(&["-c", "core.autocrlf=true", "clone", "--quiet", ".", "../windows"]);
    let files = sandbox.git(&["ls-files"]);
    for file in files.lines() {
        let has_crlf = sandbox.read(&format!("../windows/{file}")).contains("\r\n");
        let is_record = file.ends_with(".yml");
        assert_eq!(has_crlf, !is_record, "{file}");
    }
    let told = |path: &str| sandbox.git(&["check-attr", "text", "eol", "--", path]);
    for (path, expected) in [
        (
            "briefs/2026-11/a-000001/approvals/review.ines.x.yml.sig",
            ["text: set", "eol: lf"],
        ),
        (
            "briefs/2026-11/a-000001/approvals/mail.eml",
            ["text: unset", "eol: unspecified"],
        ),
        ("templates/en/campaign.yml", ["text: set", "eol: lf"]),
        ("notes/campaign.yml", ["text: unspecified", "eol: unspecified"]),
    ] {
        let said = told(path);
        assert!(expected.iter().all(|words| said.contains(words)), "{said}");
    }
}

#[test]
fn attributes_that_are_there_are_kept_and_what_is_missing_is_added_and_said() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    let was = "*.psd filter=lfs\n/team/**/*.yml text eol=lf\n";
    sandbox.write(".gitattributes", was);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "first"]);
    let said = sandbox.run(&["init", PARIS[0], PARIS[1]]).fine();
    assert!(
        said.contains("`.gitattributes` was there and got 15 lines more"),
        "{said}"
    );
    let now = sandbox.read(".gitattributes");
    assert!(now.starts_with(was) && now.matches("/team/").count() == 1, "{now}");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_new_studio_has_no_finding_in_either_language() {
    for french in [false, true] {
        for zone in ["Europe/Paris", "UTC"] {
            let sandbox = Sandbox::new();
            let sandbox = if french { sandbox.french() } else { sandbox };
            sandbox.run(&["init", "--timezone", zone]).fine();
            let check = sandbox.run(&["check", "--strict", "--format", "json"]);
            assert_eq!(check.code, 0, "{}{}", check.stdout, check.stderr);
            let language = if french { "language: fr " } else { "language: en " };
            assert!(sandbox.read("crops.yml").contains(language));
        }
    }
}

#[test]
fn the_first_request_of_a_new_studio_is_taken() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", PARIS[0], PARIS[1]]).fine();
    let said = sandbox
        .run(&["request", "new", "--kind", "video", "--title", "Teaser"])
        .fine();
    assert!(said.contains("Teaser"), "{said}");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
}

#[test]
fn a_sub_directory_of_a_repository_becomes_a_studio_without_touching_the_rest() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "trunk"]);
    sandbox.write("README.md", "mine\n");
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-qm", "first"]);
    sandbox.write("README.md", "mine, edited\n");
    sandbox.run(&["init", "marketing/studio", PARIS[0], PARIS[1]]).fine();
    assert_eq!(sandbox.git(&["status", "--porcelain"]), " M README.md\n");
    assert!(sandbox.read("marketing/studio/crops.yml").contains("official: trunk "));
    assert!(!sandbox.root().join("marketing/studio/.git").exists());
    let check = sandbox.run(&["-C", "marketing/studio", "check", "--strict"]);
    assert_eq!(check.code, 0, "{}{}", check.stdout, check.stderr);
}

#[test]
fn a_studio_that_is_there_is_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", PARIS[0], PARIS[1]]).fine();
    let before = sandbox.git(&["rev-parse", "HEAD"]);
    for folder in [".", "kinds", "new"] {
        let said = sandbox.run(&["init", folder]);
        assert_eq!(said.code, 2, "{folder}: {}{}", said.stdout, said.stderr);
        assert!(said.stderr.contains("a studio"), "{}", said.stderr);
    }
    assert_eq!(sandbox.git(&["rev-parse", "HEAD"]), before);
    assert!(!sandbox.root().join("new").exists());
}

#[test]
fn nothing_is_begun_where_it_cannot_be_ended() {
    let nobody = |sandbox: Sandbox| {
        [
            "GIT_AUTHOR_NAME",
            "GIT_AUTHOR_EMAIL",
            "GIT_COMMITTER_NAME",
            "GIT_COMMITTER_EMAIL",
        ]
        .iter()
        .fold(sandbox, |sandbox, name| sandbox.variable(name, ""))
    };
    let sandbox = nobody(Sandbox::new());
    let said = sandbox.run(&["init", "new/studio"]);
    assert_eq!(said.code, 4, "{}", said.stderr);
    assert!(said.stderr.contains("git config --global user.name"), "{}", said.stderr);
    assert!(!sandbox.root().join("new").exists());

    let sandbox = Sandbox::new();
    sandbox.write("kinds/video.yml", "mine\n");
    let said = sandbox.run(&["init"]);
    assert_eq!(said.code, 3, "{}", said.stderr);
    assert!(!sandbox.root().join(".git").exists() && !sandbox.root().join("crops.yml").exists());
    assert_eq!(sandbox.read("kinds/video.yml"), "mine\n");
}

#[test]
fn a_preview_of_a_studio_makes_nothing() {
    let sandbox = Sandbox::new();
    let said = sandbox.run(&["init", "new", "--dry-run", PARIS[0], PARIS[1]]).fine();
    assert!(said.contains("+crops: studio/v1"), "{said}");
    assert!(!sandbox.root().join("new").exists());
}

#[test]
fn files_alone_need_no_repository() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--no-commit", PARIS[0], PARIS[1]]).fine();
    assert!(!sandbox.root().join(".git").exists());
    assert_eq!(sandbox.run(&["check", "--strict"]).code, 0);
}

#[test]
fn the_answer_says_what_to_do_next_in_both_languages() {
    for (french, words) in [(false, "Next: "), (true, "Ensuite")] {
        let sandbox = Sandbox::new();
        let sandbox = if french { sandbox.french() } else { sandbox };
        let said = sandbox.run(&["init", "studio", PARIS[0], PARIS[1]]).fine();
        assert!(said.contains("crops -C studio request new"), "{said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn an_undo_takes_the_last_command_back() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", PARIS[0], PARIS[1]]).fine();
    sandbox
        .run(&["request", "new", "--kind", "social", "--title", "Teaser"])
        .fine();
    let preview = sandbox.run(&["undo", "--dry-run"]).fine();
    assert!(preview.contains("-crops: brief/v1"), "{preview}");
    let said = sandbox.run(&["undo"]).fine();
    assert!(said.contains("request: teaser-"), "{said}");
    assert!(!sandbox.root().join("briefs").exists());
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    let said = sandbox.run(&["undo"]);
    assert_eq!(said.code, 4, "{}{}", said.stdout, said.stderr);
}

#[test]
fn the_zone_that_the_environment_names_wins_over_the_machine() {
    let sandbox = Sandbox::new().variable("TZ", "America/Montreal");
    sandbox.run(&["init"]).fine();
    let settings = sandbox.read("crops.yml");
    assert!(settings.contains("timezone: America/Montreal"), "{settings}");
}
