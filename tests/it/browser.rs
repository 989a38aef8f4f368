//! Answers: do pages hold in a real browser: with and without script, wide and narrow, by day and by night, for all readers?
//! Invariant: nothing is asked of any network, nothing is wider than the window, axe-core finds nothing serious.
#![expect(
    clippy::disallowed_macros,
    reason = "a skipped part must be seen in the test's output"
)]

use crate::sandbox::Sandbox;

/// A title that would act, were it not escaped.
const HOSTILE: &str =
    r#""</style></script><script>fetch('https://example.org')</script><img src=x onerror=alert(1)> \" ' & \u202e""#;

/// Makes each page and looks at all of them.
fn holds(sandbox: &Sandbox, pages: &[(&str, &[&str])]) {
    for (page, command) in pages {
        let arguments = [*command, &["-o", page]].concat();
        sandbox.run(&arguments).fine();
    }
    let names: Vec<&str> = pages.iter().map(|(page, _)| *page).collect();
    match sandbox.in_a_browser(&names) {
        Err(why) => println!("{}, so no page was looked at", why.trim_end()),
        Ok(said) => {
            assert_eq!(said.code, 0, "{}{}", said.stdout, said.stderr);
            assert!(
                said.stdout.contains(&format!("looked at {} views", 5 * pages.len())),
                "{}",
                said.stdout
            );
        }
    }
}

#[test]
fn the_page_of_a_plan_holds_in_both_languages_in_time_and_too_late() {
    let sandbox = Sandbox::studio("product-launch");
    holds(
        &sandbox,
        &[
            ("en.html", &["plan", "kit-pain", "--lang", "en"]),
            (
                "fr.html",
                &["plan", "kit-pain", "--lang", "fr", "--today", "2027-02-24"],
            ),
            ("forward.html", &["plan", "kit-pain", "--forward", "--lang", "fr"]),
            ("people.html", &["plan", "kit-pain", "--people", "--lang", "fr"]),
            (
                "tried.html",
                &["plan", "kit-pain", "--set", "launch=2027-03-01", "--lang", "en"],
            ),
            ("briefs.html", &["plan", "--lang", "en"]),
        ],
    );
}

#[test]
fn the_page_of_the_editorial_calendar_holds_in_both_languages() {
    let sandbox = Sandbox::studio("product-launch");
    holds(
        &sandbox,
        &[
            ("en.html", &["calendar", "--lang", "en", "--today", "2027-02-24"]),
            (
                "fr.html",
                &["calendar", "kit-pain", "--lang", "fr", "--today", "2027-03-25"],
            ),
            ("none.html", &["calendar", "--lang", "fr", "--from", "2028-01-01"]),
        ],
    );
}

#[test]
fn the_page_of_remarks_on_a_proof_holds_in_both_languages() {
    let sandbox = crate::feedback::with_a_picture();
    holds(
        &sandbox,
        &[
            ("en.html", &["feedback", "list", "p7m2dn", "--lang", "en"]),
            ("fr.html", &["feedback", "list", "p7m2dn", "--lang", "fr"]),
            ("none.html", &["feedback", "list", "k3x9qa", "--lang", "fr"]),
        ],
    );
}

#[test]
fn the_pages_of_kpis_flow_and_bottlenecks_hold_in_both_languages() {
    let sandbox = Sandbox::new().today("2026-11-20");
    sandbox.run(&["demo", "here"]).fine();
    holds(
        &sandbox,
        &[
            ("kpi.html", &["-C", "here", "report", "kpi", "--lang", "en"]),
            (
                "kpi-by.html",
                &[
                    "-C",
                    "here",
                    "report",
                    "kpi",
                    "--lang",
                    "fr",
                    "--by",
                    "kind",
                    "--against",
                    "2026-Q3",
                ],
            ),
            (
                "kpi-none.html",
                &["-C", "here", "report", "kpi", "--lang", "fr", "--period", "2020"],
            ),
            ("flow.html", &["-C", "here", "report", "flow", "--lang", "en"]),
            (
                "flow-fr.html",
                &["-C", "here", "report", "flow", "--lang", "fr", "--period", "2025"],
            ),
            ("lost.html", &["-C", "here", "report", "bottlenecks", "--lang", "en"]),
            ("lost-fr.html", &["-C", "here", "report", "bottlenecks", "--lang", "fr"]),
        ],
    );
}

#[test]
fn a_page_runs_nothing_that_stands_in_the_records() {
    let sandbox = Sandbox::studio("product-launch");
    for path in ["campaigns/kit-pain.yml", "parties/affichage-atlantique.yml"] {
        let text = sandbox.read(path);
        let hostile = text.lines().map(|line| match line.split_once(": ") {
            Some((key @ ("title" | "name"), _)) => format!("{key}: {HOSTILE}"),
            _ => line.replace("Film recette 45 s", HOSTILE),
        });
        sandbox.write(path, &hostile.collect::<Vec<_>>().join("\n"));
    }
    holds(
        &sandbox,
        &[
            ("plan.html", &["plan", "kit-pain"]),
            ("calendar.html", &["calendar", "kit-pain"]),
        ],
    );
    let calendar = sandbox.read("calendar.html");
    assert!(!calendar.contains("<script") && !calendar.contains("<img"));
    let page = sandbox.read("plan.html");
    assert_eq!(page.matches("<script").count(), 1, "its own");
    assert!(!page.contains("<img"));
    assert!(
        page.contains("fetch(&#39;https://example.org&#39;)") || page.contains("fetch('https://example.org')"),
        "the title is shown"
    );
    assert!(!page.contains('\u{202e}'));
}
