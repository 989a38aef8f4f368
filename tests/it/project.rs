//! Answers: is the project's face in step with its code: notices, changelog, version, pages in both languages?
#![expect(clippy::disallowed_methods, reason = "asks cargo what is linked")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Names and versions without what dev-dependencies alone switch on: the metadata has their features too.
fn in_program() -> BTreeSet<(String, String)> {
    let tree = output(
        env!("CARGO"),
        &[
            "tree",
            "--edges=normal",
            "--all-features",
            "--locked",
            "--offline",
            "--prefix=none",
            "--format={p}",
        ],
    );
    let pair = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    tree.lines().filter_map(pair).collect()
}

/// Name and version → licence, of what is linked into the binary on this platform.
fn linked_here() -> BTreeMap<(String, String), String> {
    let rustc = output("rustc", &["-vV"]);
    let host = rustc
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("a host");
    let text = output(
        env!("CARGO"),
        &[
            "metadata",
            "--format-version=1",
            "--locked",
            "--offline",
            "--all-features",
            "--filter-platform",
            host,
        ],
    );
    let data: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, serde_json::Value> = list(&data["packages"])
        .into_iter()
        .map(|p| (text(&p["id"]), p))
        .collect();
    let nodes: BTreeMap<String, serde_json::Value> = list(&data["resolve"]["nodes"])
        .into_iter()
        .map(|n| (text(&n["id"]), n))
        .collect();

    let root = text(&data["resolve"]["root"]);
    let (mut seen, mut todo) = (BTreeSet::new(), vec![root.clone()]);
    while let Some(here) = todo.pop() {
        let is_macro = list(&packages[&here]["targets"])
            .iter()
            .any(|target| list(&target["kind"]).iter().any(|kind| kind == "proc-macro"));
        if is_macro || !seen.insert(here.clone()) {
            continue;
        }
        let ordinary =
            |dependency: &serde_json::Value| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let next = list(&nodes[&here]["deps"]);
        todo.extend(next.iter().filter(|d| ordinary(d)).map(|d| text(&d["pkg"])));
    }
    let kept = in_program();
    seen.iter()
        .map(|id| &packages[id])
        // what has no source is ours
        .filter(|package| !package["source"].is_null())
        .map(|package| {
            let licence = text(&package["license"]).replace('/', " OR ");
            ((text(&package["name"]), text(&package["version"])), licence)
        })
        .filter(|(key, _)| kept.contains(key))
        .collect()
}

/// The rows of the table of crates in `NOTICE.md`.
fn noticed() -> BTreeMap<(String, String), String> {
    let notice = read("NOTICE.md");
    let (_, table) = notice.split_once("| Crate | Version | Licence |").expect("a table");
    table
        .lines()
        .filter(|line| !line.starts_with("| ---"))
        .filter_map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
            Some(((cells.next()?, cells.next()?), cells.next()?))
        })
        .collect()
}

#[test]
fn every_linked_crate_is_named_with_its_licence_in_the_notices() {
    let noticed = noticed();
    let missing: Vec<_> = linked_here()
        .into_iter()
        .filter(|(key, licence)| noticed.get(key) != Some(licence))
        .collect();
    assert!(
        missing.is_empty(),
        "run `python3 scripts/notices.py`; not in NOTICE.md: {missing:?}"
    );
}

#[test]
fn the_notices_name_no_crate_that_is_not_locked() {
    let lock = read("Cargo.lock");
    for (name, version) in noticed().keys() {
        let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
        assert!(
            lock.contains(&entry),
            "{name} {version} is not in Cargo.lock: run `python3 scripts/notices.py`"
        );
    }
}

#[test]
fn every_licence_lets_the_binary_be_given_away_under_mit() {
    let known = [
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "ISC",
        "Unicode-3.0",
        "Unlicense",
        "Zlib",
    ];
    for ((name, _), licence) in noticed() {
        // Each part joined by AND must offer at least one known choice.
        for part in licence.split(" AND ") {
            let part = part.trim_matches(['(', ')']);
            assert!(
                part.split(" OR ").any(|choice| known.contains(&choice.trim())),
                "{name} is under {licence}: look at it before it is linked"
            );
        }
    }
}

#[test]
fn libgit2_and_its_linking_exception_are_in_the_notices() {
    let notice = read("NOTICE.md");
    assert!(notice.contains("GPL-2.0-only with a linking exception"));
    assert!(notice.contains("unlimited permission to link"));
}

#[test]
fn the_changelog_keeps_a_place_for_what_is_not_released() {
    let changelog = read("CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## "));
    assert_eq!(first, Some("## Unreleased"));
    let released: Vec<&str> = changelog.lines().filter_map(|line| line.strip_prefix("## [")).collect();
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        released.is_empty() || released[0].starts_with(version),
        "the newest release of the changelog is not {version}"
    );
}

#[test]
fn every_decision_is_in_the_list_and_has_its_three_parts() {
    let list = read("docs/decisions/README.md");
    let folder = root().join("docs/decisions");
    for entry in std::fs::read_dir(folder).expect("decisions").flatten() {
        let name = entry.file_name().into_string().expect("UTF-8");
        if name == "README.md" {
            continue;
        }
        assert!(
            list.contains(&format!("({name})")),
            "{name} is not in docs/decisions/README.md"
        );
        let text = read(Path::new("docs/decisions").join(&name));
        for part in ["Context", "Decision", "What we gave up"] {
            let as_heading = text.contains(&format!("\n## {part}\n"));
            let as_paragraph = text.contains(&format!("\n**{part}.** "));
            assert!(as_heading || as_paragraph, "{name} has no part `{part}`");
        }
    }
}

/// README, CONTRIBUTING and the like, and every page under `docs/` and `examples/`.
fn pages() -> Vec<PathBuf> {
    let mut todo = vec![root()];
    let mut found = Vec::new();
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let below_root = folder != root() || path.ends_with("docs") || path.ends_with("examples");
            if path.is_dir() && below_root {
                todo.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_link_of_a_page_leads_to_a_file() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = read(&page);
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for target in targets {
            let path = target.split('#').next().unwrap_or_default();
            let is_elsewhere = path.is_empty() || path.contains("://") || path.contains(' ');
            if !is_elsewhere && !page.with_file_name(path).exists() {
                broken.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_page_that_the_sources_name_is_there() {
    let mut todo = vec![root().join("src")];
    let mut missing = BTreeSet::new();
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                todo.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let named = text.split("docs/").skip(1).filter_map(|rest| {
                let word = rest
                    .split(|c: char| !(c.is_ascii_alphanumeric() || "/-_.".contains(c)))
                    .next()?;
                word.ends_with(".md").then(|| format!("docs/{word}"))
            });
            missing.extend(named.filter(|page| !root().join(page).is_file()));
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn both_readmes_have_the_same_chapters_and_commands() {
    let shape = |page: &str| -> Vec<String> {
        let text = read(page);
        let lines = text
            .lines()
            .filter(|line| line.starts_with("## ") || line.starts_with("$ "));
        let sort = |line: &str| match line.strip_prefix("$ ") {
            // The words of the sample differ, the command and its flags do not.
            Some(command) => command
                .split(' ')
                .filter(|word| {
                    word.starts_with("--") || ["demo", "plan", "move", "check", "report", "request"].contains(word)
                })
                .collect::<Vec<_>>()
                .join(" "),
            None => "##".to_owned(),
        };
        lines.map(sort).collect()
    };
    assert_eq!(shape("README.md"), shape("README.fr.md"));
}

#[test]
fn the_pages_name_the_tests_that_end_what_ci_runs() {
    let run = read(".ci/run");
    let last = run.lines().last().unwrap_or_default();
    let named = last.trim_start_matches("exec ").trim_end_matches(" --locked");
    assert!(named.starts_with("cargo test"), "{last}");
    for page in ["README.md", "README.fr.md", "CONTRIBUTING.md"] {
        let told = read(page).lines().any(|line| {
            let command = line.split_once('#').map_or(line, |(command, _)| command);
            command.trim_end() == named
        });
        assert!(told, "{page} does not say `{named}`");
    }
}
