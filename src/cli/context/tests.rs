//! Answers: what does the context make of flags, variables and streams?
//! Invariant: nothing of the machine that runs the tests is read.

use super::{Context, Stream, World, chosen_format};
use crate::cli::args::{ColorWish, GlobalArgs};
use crate::cli::random::Random;
use crate::model::Day;
use crate::render::catalogue::Lang;
use crate::render::look::Color;
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use std::ffi::OsString;

fn world(variables: &[(&'static str, &str)]) -> World {
    World {
        now: "2026-03-01T23:30:00Z".parse().unwrap(),
        directory: "/studio".into(),
        variables: variables
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        stdin: Stream::Pipe,
        stdout: Stream::Pipe,
        stderr: Stream::Pipe,
        random: Random::seeded(1),
    }
}

const TERMINAL: Stream = Stream::Terminal { size: Some((132, 40)) };

#[test]
fn today_is_told_before_it_is_read() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let told = GlobalArgs {
        today: Some(day("2026-07-01")),
        ..GlobalArgs::default()
    };
    let silent = GlobalArgs::default();
    for (global, variables, zone, today) in [
        (
            &told,
            &[("CROPS_TODAY", "2026-05-05")][..],
            chrono_tz::UTC,
            "2026-07-01",
        ),
        (
            &silent,
            &[("CROPS_TODAY", "2026-05-05")][..],
            chrono_tz::UTC,
            "2026-05-05",
        ),
        (&silent, &[][..], chrono_tz::UTC, "2026-03-01"),
        (&silent, &[][..], chrono_tz::Europe::Paris, "2026-03-02"),
    ] {
        let context = Context::new(&world(variables), global).unwrap();
        assert_eq!(context.today(zone), day(today));
    }
    let wrong = Context::new(&world(&[("CROPS_TODAY", "soon")]), &silent);
    assert!(matches!(wrong, Err(Failure::Usage(Usage::NotADay { .. }))));
}

#[test]
fn the_language_comes_from_the_flag_then_the_locale() {
    for (arguments, variables, lang) in [
        (&["crops", "--lang", "fr"][..], &[][..], Lang::Fr),
        (&["crops", "--lang=en"][..], &[("LANG", "fr_FR.UTF-8")][..], Lang::En),
        (&["crops"][..], &[("LANG", "fr_FR.UTF-8")][..], Lang::Fr),
        (
            &["crops"][..],
            &[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")][..],
            Lang::En,
        ),
        (&["crops"][..], &[("LANG", "de_DE.UTF-8")][..], Lang::En),
        (&["crops", "--lang"][..], &[][..], Lang::En),
    ] {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        assert_eq!(world(variables).early_language(&arguments), lang, "{arguments:?}");
    }
}

#[test]
fn a_french_locale_names_its_country() {
    for (variables, country) in [
        (&[("LANG", "fr_FR.UTF-8")][..], Some("FR")),
        (&[("LANG", "fr_CH@euro")][..], Some("CH")),
        (&[("LC_ALL", "fr_BE"), ("LANG", "fr_FR.UTF-8")][..], Some("BE")),
        (&[("LANG", "fr.UTF-8")][..], None),
        (&[("LANG", "en_US.UTF-8")][..], None),
        (&[][..], None),
    ] {
        assert_eq!(world(variables).french_country(), country, "{variables:?}");
    }
}

#[test]
fn colour_is_for_terminals_unless_told() {
    for (wish, variables, stream, color) in [
        (ColorWish::Auto, &[][..], TERMINAL, Color::On),
        (ColorWish::Auto, &[][..], Stream::Pipe, Color::Off),
        (
            ColorWish::Auto,
            &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")][..],
            TERMINAL,
            Color::Off,
        ),
        (ColorWish::Auto, &[("CLICOLOR_FORCE", "1")][..], Stream::Pipe, Color::On),
        (ColorWish::Auto, &[("TERM", "dumb")][..], TERMINAL, Color::Off),
        (ColorWish::Always, &[("NO_COLOR", "1")][..], Stream::Pipe, Color::On),
        (ColorWish::Never, &[("CLICOLOR_FORCE", "1")][..], TERMINAL, Color::Off),
    ] {
        assert_eq!(world(variables).color(wish, stream), color, "{wish:?} {variables:?}");
    }
}

#[test]
fn the_width_is_told_or_measured() {
    assert_eq!(world(&[]).width(Stream::Pipe), None);
    assert_eq!(world(&[]).width(TERMINAL), Some(132));
    assert_eq!(world(&[("COLUMNS", "50")]).width(TERMINAL), Some(50));
    assert_eq!(
        world(&[("COLUMNS", "x")]).width(Stream::Terminal { size: None }),
        Some(80)
    );
}

#[test]
fn the_ending_and_the_format_must_agree() {
    let asked = |output: &str, format: Option<Format>| {
        chosen_format(&GlobalArgs {
            output: Some(output.into()),
            format,
            ..GlobalArgs::default()
        })
    };
    assert_eq!(asked("plan.csv", None), Ok(Some(Format::Csv)));
    assert_eq!(asked("plan", Some(Format::Csv)), Ok(Some(Format::Csv)));
    assert_eq!(asked("-", Some(Format::Csv)), Ok(Some(Format::Csv)));
    assert!(asked("plan", None).is_err());
    assert!(asked("plan.csv", Some(Format::Json)).is_err());
}

#[test]
fn a_commit_has_the_time_git_was_told() {
    let zone = chrono_tz::Europe::Paris;
    let at = |variables: &[(&'static str, &str)]| {
        let context = Context::new(&world(variables), &GlobalArgs::default()).unwrap();
        context.commit_time(zone).to_rfc3339()
    };
    assert_eq!(at(&[]), "2026-03-02T00:30:00+01:00");
    assert_eq!(
        at(&[("GIT_COMMITTER_DATE", "@1770000000 +0200")]),
        "2026-02-02T04:40:00+02:00"
    );
    assert_eq!(
        at(&[("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")]),
        "2026-01-02T03:04:05+00:00"
    );
}
