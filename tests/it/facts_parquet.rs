//! Answers: do facts as Parquet hold what the same facts hold as CSV, and what does a build without Parquet say?
//! Invariant: a second program reads the files back.

use crate::sandbox::Sandbox;

#[cfg(feature = "parquet")]
#[expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "Python is started, and what is left out is told"
)]
mod built {
    use super::Sandbox;
    use crate::report_kpi::Example;
    use std::path::Path;
    use std::process::Command;

    const PERIOD: &str = "2026-03-02..2026-03-15";

    #[test]
    fn duckdb_reads_the_same_rows_from_parquet_as_from_csv_and_comes_to_the_same_figures() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
        let (worked, demo) = (Example::worked(""), Sandbox::new().today("2026-11-20"));
        demo.run(&["demo", "here"]).fine();
        for format in ["csv", "parquet"] {
            let line = |into: &str| format!("export facts --format {format} --into {into}");
            let line = |into: &str, more: &str| [line(into), more.to_owned()].join(" ");
            let args = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
            let first = args(&line(&place("worked"), &format!("--period {PERIOD}")));
            let said = worked.run(&first.iter().map(String::as_str).collect::<Vec<_>>()).fine();
            assert_eq!(said, "");
            let second = args(&line(&place("demo"), "--period 2026-Q4 -C here"));
            demo.run(&second.iter().map(String::as_str).collect::<Vec<_>>()).fine();
        }
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let said = Command::new("python3")
            .arg("-B")
            .arg(project.join("tests/it/facts_parquet.py"))
            .arg(project.join("sql"))
            .args([place("worked"), place("demo")])
            .output();
        let Ok(said) = said else {
            println!("skipped: Parquet in DuckDB (no python3)");
            return;
        };
        let text = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success(), "{text}");
        if text.contains("not installed") {
            println!("skipped: Parquet in DuckDB (no `duckdb` for python3); a test beside the writer reads it back");
        }
    }

    #[test]
    fn one_table_goes_to_a_file_and_never_to_a_terminal() {
        let sandbox = Sandbox::studio("lumen").variable("NO_COLOR", "1");
        let one = ["export", "facts", "--table", "visits"];
        sandbox.run(&[&one[..], &["-o", "visits.parquet"]].concat()).fine();
        let bytes = std::fs::read(sandbox.root().join("visits.parquet")).expect("a file");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        let all = sandbox.run(&["export", "facts", "-o", "all.parquet", "--lang", "en"]);
        assert_eq!((all.code, all.stdout.as_str()), (2, ""));
        assert!(all.stderr.contains("--into facts"), "{}", all.stderr);
        match sandbox.at_a_terminal(&[&one[..], &["--format", "parquet", "--lang", "en"]].concat(), "") {
            None => println!("skipped: `script` cannot make a terminal here"),
            Some(said) => assert!(said.stdout.contains("-o answer.parquet"), "{said:?}"),
        }
        let into = ["--format", "parquet", "--into", "facts"];
        if let Some(said) = sandbox.at_a_terminal(&[&one[..], &into].concat(), "") {
            assert_eq!(said.code, 0, "{said:?}");
            assert!(sandbox.root().join("facts/visits.parquet").exists());
        }
    }
}

#[test]
fn what_has_no_parquet_names_the_forms_it_has() {
    let sandbox = Sandbox::studio("lumen");
    let said = sandbox.run(&["brief", "list", "--format", "parquet", "--lang", "en"]);
    assert_eq!((said.code, said.stdout.as_str()), (2, ""));
    assert!(said.stderr.contains("text, json"), "{}", said.stderr);
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_what_to_write_instead_and_how_to_get_it() {
    let sandbox = Sandbox::studio("lumen");
    for (lang, words) in [("en", "which every warehouse reads"), ("fr", "que tout entrepôt")] {
        let said = sandbox.run(&[
            "export", "facts", "--into", "facts", "--format", "parquet", "--lang", lang,
        ]);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{said:?}");
        assert!(
            said.stderr.contains(words) && said.stderr.contains("--features parquet"),
            "{}",
            said.stderr
        );
        assert!(!sandbox.root().join("facts").exists());
    }
}
