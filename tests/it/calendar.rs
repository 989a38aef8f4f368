//! Answers: does the editorial calendar show each live day once, by week and channel, with what stands in its way?
//! Invariant: every day expected here was worked out by hand.

use crate::ics::{agreed, read};
use crate::sandbox::Sandbox;
use crops::model::Day;
use crops::model::place::StudioPath;
use crops::model::studio::Studio;
use crops::plan::calendars::Calendars;
use crops::plan::editorial::{Editorial, Question, editorial};
use crops::plan::editorial_forecast::Forecasts;
use crops::store::load::load_revision;
use crops::store::source::Content;
use icalendar::{Component, EventStatus};
use proptest::prelude::*;
use serde_json::Value;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

const WORKFLOW: &str = "crops: workflow/v1\nid: w\nstages:\n  - {id: intake, class: queue}\n  - {id: making, class: work, title: {fr: Création}}\n  - {id: review, class: gate, gate: {needs: [{role: lead}], on_reject: making}}\n  - {id: delivery, class: work}\n  - {id: delivered, class: done}\n  - {id: on-hold, class: hold}\n  - {id: cancelled, class: dropped}\n";
const STUDIO: &str =
    "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Atelier\ntimezone: Europe/Paris\ncalendar: paris\nmargin: 0d\n";
const PARIS: &str = "crops: calendar/v1\nid: paris\nweek: [mon, tue, wed, thu, fri]\nholidays: FR\nclosed: [{from: 2027-05-10, to: 2027-05-12, why: salon}]\n";
const KIND: &str =
    "crops: kind/v1\nid: k\nworkflow: w\nready_at: review\nstages: {making: {duration: 1d}, review: {duration: 1d}}\n";
const POST: &str =
    "crops: kind/v1\nid: post\nworkflow: w\nready_at: review\nchannels: [social]\nstages: {making: {duration: 1d}}\n";
const TAXONOMY: &str =
    "crops: taxonomy/v1\nchannels: {tv: {fr: Télévision}, social: {en: Social media, fr: Réseaux sociaux}, web: {}}\n";
const SPRING: &str = "crops: campaign/v1\nid: spring\ntitle: Printemps\nowner: omar\nlaunch: 2027-05-17\ndates: {tv: 2027-05-16}\n\
deliverables:\n  - {id: film, title: Film héros 30 s, kind: k, live: tv, owner: lea, channels: [web, tv]}\n  \
- {id: teaser, kind: post, live: 2027-05-06}\n  - {id: site, kind: k, live: J}\n  - {id: stand, kind: k, live: 2027-05-11}\n  - {id: flyer, kind: k, live: J-10}\n\
series:\n  - {id: countdown, title: Compte à rebours, kind: post, every: thu, from: 2027-05-06, to: 2027-05-20}\n\
milestones:\n  - {id: booked, title: Espace réservé, by: 2027-05-09}\n";
const OTHER: &str = "crops: campaign/v1\nid: other\ntitle: Autre\ndeliverables:\n  - {id: offer, kind: post, live: 2027-05-13}\n  - {id: undated, kind: post}\n";

fn brief(id: &str, stage: &str, link: &str, more: &str) -> (String, String) {
    let text =
        format!("crops: brief/v1\nid: {id}\ntitle: Brief {id}\nkind: k\nstage: {stage}\ndeliverable: {link}\n{more}");
    (format!("briefs/2027-04/{id}/brief.yml"), text)
}

fn files() -> Vec<(String, String)> {
    let fixed = [
        ("crops.yml", STUDIO),
        ("calendars/paris.yml", PARIS),
        ("workflows/w.yml", WORKFLOW),
        ("kinds/k.yml", KIND),
        ("kinds/post.yml", POST),
        ("taxonomy.yml", TAXONOMY),
        ("campaigns/spring.yml", SPRING),
        ("campaigns/other.yml", OTHER),
        ("team/lea.yml", "crops: person/v1\nid: lea\nname: Léa\nroles: [lead]\n"),
        (
            "team/omar.yml",
            "crops: person/v1\nid: omar\nname: Omar\nroles: [lead]\n",
        ),
    ];
    let briefs = [
        brief("film-k3x9qa", "making", "spring/film", "owner: omar\n"),
        brief("site-p7m2dn", "delivery", "spring/site", "channels: [web]\n"),
        brief("flyer-9fw2hd", "cancelled", "spring/flyer", "channels: [web]\n"),
    ];
    let fixed = fixed.map(|(path, text)| (path.to_owned(), text.to_owned()));
    fixed.into_iter().chain(briefs).collect()
}

fn sandbox(today: &str) -> Sandbox {
    let sandbox = Sandbox::new().today(today);
    for (path, text) in files() {
        sandbox.write(&path, &text);
    }
    sandbox
}

fn said(sandbox: &Sandbox, words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    sandbox.run(&words).fine()
}

fn json(sandbox: &Sandbox, words: &str) -> Value {
    let text = said(sandbox, &format!("{words} --format json"));
    let whole: Value = serde_json::from_str(&text).expect("JSON");
    whole["data"].clone()
}

/// `05-13 spring/countdown@2027-05-13 social noBrief`
fn lines(data: &Value) -> Vec<String> {
    let entries = data["entries"].as_array().expect("entries");
    let line = |entry: &Value| {
        let channels: Vec<&str> = entry["channels"]
            .as_array()
            .expect("channels")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        format!(
            "{} {} {} {}",
            &entry["day"].as_str().expect("a day")[5..],
            entry["name"].as_str().expect("a name"),
            channels.join("+"),
            entry["state"].as_str().expect("a state")
        )
    };
    entries.iter().map(line).collect()
}

#[test]
fn what_goes_live_stands_by_week_channel_and_day() {
    let data = json(&sandbox("2027-05-03"), "calendar --weeks 3");
    assert_eq!(
        lines(&data),
        [
            "05-07 spring/booked  open",
            "05-06 spring/countdown@2027-05-06 social noBrief",
            "05-06 spring/teaser social noBrief",
            "05-07 spring/flyer web cancelled",
            "05-16 spring/tv  date",
            "05-16 spring/film tv+web open",
            "05-13 other/offer social noBrief",
            "05-13 spring/countdown@2027-05-13 social noBrief",
            "05-11 spring/stand  noBrief",
            "05-17 spring/J  date",
            "05-20 spring/countdown@2027-05-20 social noBrief",
            "05-17 spring/site web ready",
        ]
    );
    assert_eq!(
        (&data["from"], &data["to"]),
        (&"2027-05-03".into(), &"2027-05-23".into())
    );
    assert_eq!(data["undated"], 1);
    assert_eq!(data["entries"][0]["isoWeek"], "2027-W18");
    assert_eq!(
        data["entries"][5]["owner"], "omar",
        "who has the brief, before who has the line"
    );
}

#[test]
fn what_is_in_the_way_is_told_whichever_campaign_it_is_of() {
    for (words, told) in [
        (
            "calendar --weeks 3",
            &[
                "05-06 sameDay",
                "05-06 dayOff",
                "05-11 dayOff",
                "05-13 sameDay",
                "05-17 dayOff",
            ][..],
        ),
        ("calendar other --weeks 3", &["05-13 sameDay"]),
        ("calendar --weeks 3 --channel tv", &[]),
    ] {
        let data = json(&sandbox("2027-05-03"), words);
        let conflicts = data["conflicts"].as_array().expect("conflicts").clone();
        let line = |one: &Value| {
            format!(
                "{} {}",
                &one["day"].as_str().unwrap()[5..],
                one["kind"].as_str().unwrap()
            )
        };
        let mut found: Vec<String> = conflicts.iter().map(line).collect();
        let mut told: Vec<String> = told.iter().map(|one| (*one).to_owned()).collect();
        found.sort();
        told.sort();
        assert_eq!(found, told, "{words}");
    }
}

#[test]
fn text_is_for_people_in_both_languages() {
    insta::assert_snapshot!(said(&sandbox("2027-05-12"), "calendar spring --from 2027-05-03 --lang en"), @"
    Printemps: 7 things go live from Mon 3 May to Thu 20 May, 4 are late.
    ! Thu 6 May, a day off (Ascension Day): teaser, Compte à rebours go live
    ! Thu 6 May: 2 things at once on Social media: teaser, Compte à rebours
    ! Tue 11 May, a day off (salon): stand goes live
    ! Thu 13 May: 2 things at once on Social media: offer, Compte à rebours
    ! Mon 17 May, a day off (Whit Monday): Brief site-p7m2dn goes live

        Live    Channel          Title               State         late  ready from  Who   Days
    Week of Mon 3 May
      ◆ Fri 7   campaign         Espace réservé      –                –           –  omar    −5
      ! Thu 6   Social media     Compte à rebours    no brief yet     2      13 May  –       −6
      ! Thu 6   Social media     teaser              no brief yet     2      13 May  –       −6
      ✗ Fri 7   web              Brief flyer-9fw2hd  cancelled        –           –  –       −5
    Week of Mon 10 May
      ◆ Sun 16  campaign         tv                  –                –           –  omar     4
        Sun 16  Télévision, web  Film héros 30 s     Création         –           –  omar     4
      ! Thu 13  Social media     Compte à rebours    no brief yet     1      13 May  –        1
      ! Tue 11  no channel       stand               no brief yet     2      14 May  –       −1
    Week of Mon 17 May
      ◆ Mon 17  campaign         Launch: Printemps   –                –           –  omar     5
        Thu 20  Social media     Compte à rebours    no brief yet     –           –  –        8
      ! Mon 17  web              Brief site-p7m2dn   ready            –           –  –        5
    Days: calendar days from today · ! late, or something in its way · ◆ a date of the campaign · ✓ ready · ✗ cancelled · wd: working days
    1 thing has no channel: say `channels:` in the brief, in the line of the campaign, or in the kind.
    Next: crops plan spring     crops calendar spring -o calendar.html     crops calendar spring -o calendar.ics
    ");
    insta::assert_snapshot!(said(&sandbox("2027-05-12"), "calendar --from 2027-05-10 --weeks 1 --lang fr"), @"
    4 mises en ligne du lundi 10 mai au dimanche 16 mai, 3 en retard.
    ! mar. 11 mai, jour non travaillé (salon) : mise en ligne de stand
    ! jeu. 13 mai : 2 mises en ligne le même jour sur Réseaux sociaux : offer, Compte à rebours

        En ligne  Canal            Titre             État        retard  prêt dès  Qui   Campagne   Jours
    Semaine du lun. 10 mai
      ◆ dim. 16   campagne         tv                –                –         –  omar  Printemps      4
        dim. 16   Télévision, web  Film héros 30 s   Création         –         –  omar  Printemps      4
      ! jeu. 13   Réseaux sociaux  offer             sans brief       1    13 mai  –     Autre          1
      ! jeu. 13   Réseaux sociaux  Compte à rebours  sans brief       1    13 mai  –     Printemps      1
      ! mar. 11   sans canal       stand             sans brief       2    14 mai  –     Printemps     −1
    Jours : jours civils à partir d’aujourd’hui · ! en retard, ou gêné · ◆ date de la campagne · ✓ prêt · ✗ annulé · j. o. : jours ouvrés
    1 mise en ligne sans canal : indiquez `channels:` dans le brief, dans la ligne de la campagne ou dans le type.
    1 livrable sans jour de mise en ligne : donnez un `launch:` à la campagne, ou un `live:` à la ligne.
    Ensuite : crops plan other     crops calendar -o calendar.html     crops calendar -o calendar.ics
    ");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [50, 60, 80, 100] {
        for lang in ["en", "fr"] {
            let sandbox = sandbox("2027-05-12").variable("COLUMNS", &columns.to_string());
            let text = said(&sandbox, &format!("calendar --from 2027-05-01 --weeks 4 --lang {lang}"));
            for line in text.lines() {
                assert!(line.width() <= columns, "{columns}: {line}");
            }
            assert!(text.contains("Film héros"), "{text}");
        }
    }
}

#[test]
fn a_range_begins_today_and_ends_where_it_is_asked_to() {
    let sandbox = sandbox("2027-05-12");
    for (words, from, to, count) in [
        ("calendar", "2027-05-12", "2027-07-06", 7),
        ("calendar spring", "2027-05-12", "2027-05-20", 6),
        ("calendar spring --to 2027-05-13", "2027-05-12", "2027-05-13", 1),
        ("calendar other --from 2027-06-01", "2027-06-01", "2027-06-01", 0),
        (
            "calendar --channel web --channel tv --from 2027-05-01",
            "2027-05-01",
            "2027-06-25",
            3,
        ),
    ] {
        let data = json(&sandbox, words);
        let range = (data["from"].as_str(), data["to"].as_str());
        assert_eq!(range, (Some(from), Some(to)), "{words}");
        assert_eq!(data["entries"].as_array().expect("entries").len(), count, "{words}");
    }
    let nothing = said(&sandbox, "calendar other --from 2027-06-01 --lang fr");
    assert!(
        nothing.starts_with("Autre\u{a0}: aucune mise en ligne du mardi 1er juin au mardi 1er juin."),
        "{nothing}"
    );
}

#[test]
fn what_cannot_be_answered_is_said_in_both_languages() {
    let sandbox = sandbox("2027-05-12");
    for (words, code, en, fr) in [
        (
            "calendar --to 2027-05-01",
            2,
            "error: the range ends on 2027-05-01, before it begins on 2027-05-12",
            "erreur : la période finit le 2027-05-01, avant de commencer le 2027-05-12",
        ),
        (
            "calendar --weeks 0",
            2,
            "error: the range ends on 2027-05-11",
            "erreur : la période finit le 2027-05-11",
        ),
        (
            "calendar --channel sociall",
            3,
            "hint: crops calendar --channel social",
            "aucun canal ne s’appelle `sociall`",
        ),
        (
            "calendar --channel radio",
            3,
            "use one of tv, social, web",
            "au choix : tv, social, web",
        ),
        ("calendar --from tomorrow", 2, "write a day as `2027-03-15`", "écrivez"),
        ("calendar --weeks 2 --to 2027-06-01", 2, "`--weeks", "`--weeks"),
        (
            "calendar summer",
            3,
            "there is no campaign `summer`\nhint: crops campaign list",
            "crops campaign list",
        ),
    ] {
        for (lang, wanted) in [("en", en), ("fr", fr)] {
            let words: Vec<&str> = words.split_whitespace().chain(["--lang", lang]).collect();
            let run = sandbox.run(&words);
            let said = run.stderr.replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(run.code, code, "{said}");
            assert!(said.contains(wanted), "{said}");
        }
    }
}

#[test]
fn a_line_is_added_with_its_channels_and_stands_there_at_once() {
    let sandbox = Sandbox::studio("social-calendar").today("2027-01-18");
    let add = [
        "campaign",
        "add",
        "deliverable",
        "q1-2027",
        "recap",
        "--kind",
        "post",
        "--live",
        "2027-01-21",
    ];
    let with = |channels: &str| sandbox.run(&[&add[..], &["--channels", channels]].concat());
    let refused = with("newsleter");
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("newsletter"), "{}", refused.stderr);
    assert_eq!(with("In Stagram").code, 2);
    with("newsletter,facebook").fine();
    assert_eq!(sandbox.run(&["check"]).code, 0);
    let data = json(&sandbox, "calendar --weeks 1 --channel newsletter");
    let found = lines(&data);
    assert!(
        found.contains(&"01-21 q1-2027/recap facebook+newsletter noBrief".to_owned()),
        "{found:?}"
    );
    let before = json(&sandbox, "calendar --weeks 1 --channel newsletter --as-of HEAD~1");
    assert_eq!(before["entries"].as_array().expect("entries").len() + 1, found.len());
}

#[test]
fn a_hostile_title_stays_text_everywhere() {
    const TITLE: &str = r#""=cmd|x; a, b <script>\r\nEND:VEVENT\e[2J\u202e""#;
    let sandbox = sandbox("2027-05-12");
    sandbox.write("campaigns/spring.yml", &SPRING.replace("Film héros 30 s", TITLE));
    for format in ["text", "json", "csv", "tsv", "markdown", "html", "ics"] {
        let text = said(&sandbox, &format!("calendar --format {format}"));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{format}: {text}");
        assert!(!text.contains("\nEND:VEVENT\u{1b}"), "{format}");
    }
    let csv = said(&sandbox, "calendar --format csv");
    assert!(csv.contains("'=cmd"), "{csv}");
    for format in ["markdown", "html"] {
        assert!(
            !said(&sandbox, &format!("calendar --format {format}")).contains("<script"),
            "{format}"
        );
    }
}

#[test]
fn a_calendar_file_has_each_entry_once_and_says_what_is_cancelled() {
    let sandbox = sandbox("2027-05-03");
    let text = said(&sandbox, "calendar --weeks 3 --format ics --lang fr");
    let found = agreed(&text);
    let data = json(&sandbox, "calendar --weeks 3");
    let wanted: Vec<&str> = data["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["day"].as_str().unwrap())
        .collect();
    let mut days: Vec<&str> = found.values().map(|(from, _)| &**from).collect();
    let mut wanted = wanted.clone();
    days.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(days, wanted);
    let events = read(&text);
    let one = |uid: &str| {
        events
            .iter()
            .find(|event| event.get_uid().is_some_and(|own| own.starts_with(uid)))
    };
    let flyer = one("live/spring/flyer@").expect("an event");
    assert_eq!(flyer.get_status(), Some(EventStatus::Cancelled));
    let film = one("live/spring/film@").expect("an event");
    assert_eq!(film.get_summary(), Some("Film héros 30 s (Télévision, web)"));
    insta::assert_snapshot!(film.get_description().expect("a description"), @"
    Campagne\u{a0}: Printemps
    État\u{a0}: Création
    Qui\u{a0}: omar
    Prêt au plus tard\u{a0}: ven. 14 mai
    film-k3x9qa
    ");
    assert_eq!(
        one("launch/spring@").expect("the launch").get_summary(),
        Some("▼ Lancement\u{a0}: Printemps")
    );
}

#[test]
fn a_page_has_a_column_a_channel_and_shows_what_is_on_two_in_both() {
    let page = said(
        &sandbox("2027-05-12"),
        "calendar spring --from 2027-05-03 --format html --lang fr",
    );
    let heads: Vec<&str> = page
        .split("<th scope=\"col\">")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    assert_eq!(
        heads,
        ["campagne", "Télévision", "Réseaux sociaux", "web", "sans canal"]
    );
    assert_eq!(page.matches("Film héros 30 s").count(), 2);
    assert_eq!(page.matches("<th scope=\"row\">Semaine du").count(), 3);
    assert!(page.contains("<html lang=\"fr\">"), "{page}");
}

#[test]
fn what_the_plan_cannot_have_ready_is_late_before_its_day() {
    let sandbox = sandbox("2027-05-13");
    let data = json(&sandbox, "calendar spring --weeks 1");
    let entries = data["entries"].as_array().expect("entries");
    let film = entries
        .iter()
        .find(|entry| entry["name"] == "spring/film")
        .expect("the film");
    // due on Friday 14; a day of making and one of review begin on the 13th at the earliest
    assert_eq!(
        (&film["due"], &film["forecastReady"], &film["lateWorkingDays"]),
        (&"2027-05-14".into(), &"2027-05-14".into(), &0.0.into())
    );
    let short = KIND.replace("making: {duration: 1d}", "making: {duration: 3d}");
    sandbox.write("kinds/k.yml", &short);
    let data = json(&sandbox, "calendar spring --weeks 1");
    let entries = data["entries"].as_array().expect("entries");
    let film = entries
        .iter()
        .find(|entry| entry["name"] == "spring/film")
        .expect("the film");
    // Monday 17 is Whit Monday
    assert_eq!(
        (&film["forecastReady"], &film["lateWorkingDays"]),
        (&"2027-05-19".into(), &2.0.into())
    );
    for (lang, format, words) in [
        ("en", "html", "Création, 2 wd late, ready from 19 May"),
        ("fr", "html", "Création, 2 j. o. de retard, prêt dès le 19 mai"),
        ("en", "text", "Création         2      19 May"),
        ("fr", "text", "19 mai"),
        ("en", "markdown", "19 May"),
    ] {
        let asked = format!("calendar spring --weeks 1 --lang {lang} --format {format}");
        let said = said(&sandbox, &asked).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(said.contains(words), "{format}: {said}");
    }
}

#[test]
fn a_brief_on_no_deliverable_stands_on_its_due_day_and_channel() {
    let sandbox = sandbox("2027-05-03");
    for (id, link, more) in [
        ("card-5b2nd7", "", "due: 2027-05-13\nchannels: [web]\n"),
        ("sign-6c3pe8", "campaign: spring\n", "due: 2027-05-14\n"),
        ("idea-7d4qf9", "", ""),
    ] {
        let (path, text) = brief(id, "making", "", more);
        sandbox.write(&path, &text.replace("deliverable: \n", link));
    }
    let data = json(&sandbox, "calendar --weeks 3");
    let found = lines(&data);
    assert!(found.contains(&"05-13 card-5b2nd7 web open".to_owned()), "{found:?}");
    assert!(found.contains(&"05-14 sign-6c3pe8  open".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.contains("idea")), "{found:?}");
    let of_spring = lines(&json(&sandbox, "calendar spring"));
    assert!(of_spring.iter().any(|line| line.contains("sign")) && !of_spring.iter().any(|line| line.contains("card")));
    for (lang, words, due) in [
        ("en", "and 2 other briefs are due", "Due: Brief card-5b2nd7"),
        ("fr", "et 2 autres briefs à rendre", "À rendre : Brief card-5b2nd7"),
    ] {
        let text = said(&sandbox, &format!("calendar --weeks 3 --lang {lang}")).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(text.contains(words) && text.contains(due), "{text}");
        let ics = said(&sandbox, &format!("calendar --weeks 3 --lang {lang} --format ics"));
        assert!(ics.contains("UID:due/card-5b2nd7@"), "{ics}");
        let page = said(&sandbox, &format!("calendar --weeks 3 --lang {lang} --format html"));
        assert!(page.contains("Brief sign-6c3pe8"), "{page}");
    }
}

fn loaded(files: &[(String, String)]) -> Studio {
    let content = |(path, text): &(String, String)| {
        let path = StudioPath::new(path).expect("a path");
        (path, Content::Bytes(Cow::Owned(text.clone().into_bytes())))
    };
    load_revision(files.iter().map(content).collect()).expect("a studio").0
}

fn asked<T>(studio: &Studio, from: Day, to: Option<Day>, read: impl FnOnce(&Editorial<'_>) -> T) -> T {
    let question = Question {
        studio,
        calendars: &Calendars::of(studio),
        today: from,
        campaign: None,
        from,
        to,
        channels: &[],
        forecasts: &Forecasts::new(),
    };
    read(&editorial(&question))
}

/// Live days of a campaign: a launch, lines so many days from it, one series.
fn campaign(id: usize, launch: i64, lines: &[i64], every: i64, times: i64) -> (String, Vec<String>) {
    let first = Day::from_ymd_opt(2027, 1, 1).expect("a day");
    let day = |offset: i64| (first + chrono::Duration::days(launch + offset)).to_string();
    let mut text = format!(
        "crops: campaign/v1\nid: c{id}\ntitle: C\nlaunch: {}\ndeliverables:\n",
        day(0)
    );
    let mut wanted = vec![format!("{} c{id}/J", day(0))];
    for (at, offset) in lines.iter().enumerate() {
        text += &format!("  - {{id: l{at}, kind: k, live: J{offset:+}}}\n");
        wanted.push(format!("{} c{id}/l{at}", day(*offset)));
    }
    let (from, to) = (day(0), day(every * (times - 1)));
    text += &format!("series:\n  - {{id: s, kind: post, every: {every}ed, from: {from}, to: {to}}}\n");
    wanted.extend((0..times).map(|at| format!("{} c{id}/s@{}", day(every * at), day(every * at))));
    (text, wanted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_live_day_in_the_range_is_there_once_and_the_order_of_files_changes_nothing(
        campaigns in prop::collection::vec((0..200_i64, prop::collection::vec(-40..40_i64, 0..6), 1..15_i64, 1..20_i64), 1..4),
        begin in 0..200_i64,
        length in 0..120_i64,
        turn in 0..20_usize,
    ) {
        let mut all: Vec<(String, String)> = files().into_iter().filter(|(path, _)| !path.starts_with("campaigns") && !path.starts_with("briefs")).collect();
        let from = Day::from_ymd_opt(2027, 1, 1).expect("a day") + chrono::Duration::days(begin);
        let to = from + chrono::Duration::days(length);
        let mut wanted = Vec::new();
        for (id, (launch, lines, every, times)) in campaigns.iter().enumerate() {
            let (text, days) = campaign(id, *launch, lines, *every, *times);
            all.push((format!("campaigns/c{id}.yml"), text));
            wanted.extend(days);
        }
        let within = |line: &String| (&*from.to_string()..=&*to.to_string()).contains(&&line[..10]);
        wanted.retain(within);
        wanted.sort();
        let names = |found: &Editorial<'_>| -> Vec<String> {
            found.entries.iter().map(|entry| format!("{} {}", entry.day, entry.name())).collect()
        };
        let studio = loaded(&all);
        let found = asked(&studio, from, Some(to), names);
        let mut sorted = found.clone();
        sorted.sort();
        prop_assert_eq!(sorted, wanted);
        let turned = all.len();
        all.rotate_left(turn % turned);
        let again = loaded(&all);
        let whole = |found: &Editorial<'_>| format!("{found:?}");
        prop_assert_eq!(asked(&studio, from, Some(to), whole), asked(&again, from, Some(to), whole));
    }
}
