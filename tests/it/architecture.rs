//! Answers: does the code keep the layers, the absences and the names that `docs/architecture.md` promises?
//! Invariant: reads the sources as text, so that nobody has to remember the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and what it may use beside itself; `forge` is there for later.
const LAYERS: [(&str, &[&str]); 12] = [
    ("model", &[]),
    ("trail", &["model"]),
    ("plan", &["model", "trail"]),
    ("metrics", &["model", "trail", "plan"]),
    ("check", &["model", "trail", "plan", "metrics"]),
    ("change", &["model", "trail", "plan", "metrics"]),
    ("report", &["model", "trail", "plan", "metrics", "check", "change"]),
    (
        "render",
        &["model", "trail", "plan", "metrics", "check", "change", "report"],
    ),
    ("git", &["model", "change"]),
    ("store", &["model", "change", "git"]),
    ("forge", &["model", "change"]),
    (
        "cli",
        &[
            "model", "trail", "plan", "metrics", "check", "change", "report", "render", "git", "store", "forge",
        ],
    ),
];

const CORE: [&str; 6] = ["model", "trail", "plan", "metrics", "check", "change"];

/// The longest file, without its tests.
const MOST_LINES: usize = 560;

/// The sources of each crate.
const CRATES: [&str; 4] = ["src", "crates/core/src", "crates/files/src", "crates/answers/src"];

struct Source {
    /// Below the `src/` of its crate.
    path: String,
    text: String,
    /// Without comments and without the tests at its end.
    code: String,
}

impl Source {
    fn layer(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|known| known == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let of_crate = |folder: &str| {
        let folder = project().join(folder);
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).expect("UTF-8");
            let below = path.strip_prefix(&folder).expect("below src");
            Source {
                path: below.to_str().expect("UTF-8").replace('\\', "/"),
                code: code_of(&text),
                text,
            }
        };
        files_below(&folder, "rs").into_iter().map(read).collect::<Vec<_>>()
    };
    CRATES.iter().flat_map(|folder| of_crate(folder)).collect()
}

/// What is compiled into the program: no comment, no test.
fn code_of(text: &str) -> String {
    let program = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = program.lines().map(|line| match line.trim_start() {
        comment if comment.starts_with("//") => "",
        _ => line.split(" // ").next().unwrap_or_default(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The first words after each `crate::`, those of `crate::{a, b}` too.
fn used_layers(code: &str) -> BTreeSet<&str> {
    let word = |text: &'_ str| {
        text.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len())
    };
    let mut used = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => {
                let list = list.split(';').next().unwrap_or_default();
                used.extend(list.split(',').map(|item| item.trim()).map(|item| &item[..word(item)]));
            }
            None => {
                used.insert(&after[..word(after)]);
            }
        }
    }
    used.remove("");
    used
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// `path: line` of every line of code that has one of the words.
fn lines_with(source: &Source, words: &[&str]) -> Vec<String> {
    let lines = source
        .code
        .lines()
        .filter(|line| words.iter().any(|word| line.contains(word)));
    lines.map(|line| format!("{}: {}", source.path, line.trim())).collect()
}

#[test]
fn a_layer_uses_only_the_layers_below_it() {
    let allowed: BTreeMap<_, _> = LAYERS.into_iter().collect();
    let mut broken = Vec::new();
    for source in sources() {
        let layer = source.layer();
        if matches!(layer, "lib" | "main") {
            continue;
        }
        let below = allowed.get(layer).unwrap_or_else(|| panic!("{layer} is no layer"));
        for used in used_layers(&source.text) {
            if used != layer && !below.contains(&used) {
                broken.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert_none("layers", &broken);
}

#[test]
fn the_scanner_sees_every_use() {
    let code = "use crate::model::Day;\nuse crate::{plan::due, trail};\nlet x = crate::git::write::go();";
    assert_eq!(used_layers(code), BTreeSet::from(["git", "model", "plan", "trail"]));
}

#[test]
fn the_core_has_no_io_clock_environment_printing_or_serde() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::io::",
        "::now()",
        "println!",
        "serde::",
        "git2::",
        "getrandom::",
        "std::thread",
        "rayon::",
    ];
    let core = sources().into_iter().filter(|source| CORE.contains(&source.layer()));
    let broken: Vec<_> = core.flat_map(|source| lines_with(&source, &forbidden)).collect();
    assert_none("core", &broken);
}

#[test]
fn the_world_is_touched_only_where_it_should_be() {
    let rules: [(&[&str], &[&str]); 6] = [
        (&["std::fs", "File::open", "File::create"], &["store/", "git/"]),
        (&["git2::"], &["git/"]),
        (&["std::env"], &["cli/context.rs"]),
        (
            &["SystemTime::now", "Instant::now", "Utc::now", "Local::now"],
            &["cli/context.rs"],
        ),
        (&["Command::new("], &["cli/run_program.rs", "git/"]),
        (
            &["derive(Serialize", " Serialize,", " Serialize)"],
            &["report/", "store/"],
        ),
    ];
    let mut broken = Vec::new();
    for source in sources() {
        for (words, places) in rules {
            if !places.iter().any(|place| source.path.starts_with(place)) {
                broken.extend(lines_with(&source, words));
            }
        }
    }
    assert_none("the world", &broken);
}

#[test]
fn nothing_links_to_a_network() {
    let forbidden = ["std::net", "TcpStream", "UdpSocket", "reqwest", "hyper::", "ureq"];
    let broken: Vec<_> = sources()
        .iter()
        .flat_map(|source| lines_with(source, &forbidden))
        .collect();
    assert_none("network", &broken);
}

#[test]
fn every_module_says_what_it_answers() {
    let broken: Vec<_> = sources()
        .into_iter()
        .filter(|source| !matches!(source.layer(), "lib" | "main"))
        .filter(|source| !(source.text.starts_with("//! Answers: ") && source.text.contains("\n//! Invariant: ")))
        .map(|source| source.path)
        .collect();
    assert_none("no `//! Answers:` and `//! Invariant:`", &broken);
}

#[test]
fn nothing_is_named_after_having_no_home() {
    let mut broken = Vec::new();
    for source in sources() {
        let parts: Vec<_> = source.path.trim_end_matches(".rs").split('/').collect();
        if parts
            .iter()
            .any(|part| ["utils", "util", "helpers", "helper", "common", "misc"].contains(part))
        {
            broken.push(source.path.clone());
        }
        broken.extend(lines_with(
            &source,
            &["fn get_", "prelude::*", "::*;", "#[allow(", "#![allow("],
        ));
    }
    assert_none("names", &broken);
}

#[test]
fn files_stay_short() {
    let long = sources()
        .into_iter()
        .filter(|source| source.code.lines().count() > MOST_LINES);
    let long: Vec<_> = long
        .map(|source| format!("{}: {}", source.path, source.code.lines().count()))
        .collect();
    assert_none("long files", &long);
}

#[test]
fn every_test_file_is_run() {
    let mut forgotten = Vec::new();
    for folder in ["tests/it", "tests/cases"] {
        let main = fs::read_to_string(project().join(folder).join("main.rs")).expect("main.rs");
        for path in files_below(&project().join(folder), "rs") {
            let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            let is_top = path.parent().is_some_and(|parent| parent.ends_with(folder));
            if is_top && name != "main" && !main.contains(&format!("mod {name};")) {
                forgotten.push(path.display().to_string());
            }
        }
    }
    assert_none("not in main.rs", &forgotten);
}

#[test]
fn no_test_is_left_out() {
    // Put together here, so that this file does not hold it.
    let word = ["#[", "ignore"].concat();
    let conditional = ["ignore", " ="].concat();
    let mut left_out = Vec::new();
    for folder in CRATES.iter().chain(&["tests", "benches"]) {
        for path in files_below(&project().join(folder), "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let found = text.lines().enumerate().filter(|(_, line)| {
                let line = line.trim_start();
                line.starts_with("#[")
                    && (line.starts_with(&word) || line.contains(&conditional) || line.contains(", ignore"))
            });
            left_out.extend(found.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
        }
    }
    assert_none("tests that are not run", &left_out);
}

#[test]
fn every_rule_has_a_file_and_a_line_in_the_list() {
    let list = fs::read_to_string(project().join("crates/core/src/check/mod.rs")).expect("check/mod.rs");
    let forgotten: Vec<_> = files_below(&project().join("crates/core/src/check"), "rs")
        .iter()
        .filter_map(|path| path.file_stem()?.to_str().map(String::from))
        .filter(|name| name != "mod" && list.contains(&format!("mod {name};")))
        .filter(|name| !list.contains(&format!("{name}::RULE,")))
        .collect();
    assert_none("not in CHECKS", &forgotten);
}

#[test]
fn both_languages_have_the_same_areas_and_no_catch_all() {
    let areas = |code: &str| -> BTreeSet<String> {
        let folder = project().join("crates/answers/src/render/catalogue").join(code);
        let files = files_below(&folder, "rs");
        files
            .iter()
            .map(|path| path.strip_prefix(&folder).expect("below").display().to_string())
            .collect()
    };
    let mut french = areas("fr");
    // English help is in the doc comments of the arguments.
    french.retain(|file| !file.starts_with("help"));
    assert_eq!(areas("en"), french);
    let sentences = sources().into_iter().filter(|source| {
        source.path.starts_with("render/catalogue/en") || source.path.starts_with("render/catalogue/fr")
    });
    let broken: Vec<_> = sentences
        .flat_map(|source| lines_with(&source, &["    _ =>"]))
        .collect();
    assert_none("catch-all arms hide missing sentences", &broken);
}
