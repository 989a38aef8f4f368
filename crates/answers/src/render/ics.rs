//! Answers: how are days written as a calendar that other programs import or subscribe to?
//! Invariant: lines end in CRLF, have at most 75 octets and never cut a character; no control character; an event keeps its UID in every export.
//! Source: RFC 5545, "Internet Calendaring and Scheduling Core Object Specification"; RFC 7986 for `NAME` and `COLOR`.

use super::catalogue::Lang;
use super::escape;
use crate::model::Day;

/// Octets of a line without its end; the space that continues a line counts.
const MOST_OCTETS: usize = 75;

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    pub name: String,
    pub lang: Lang,
    /// The day it was made for: the same question gives the same file.
    pub today: Day,
    pub events: Vec<Event>,
}

/// Something that lasts whole days and keeps nobody busy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// By what it is known in its studio; see [`uid`].
    pub uid: String,
    pub from: Day,
    /// The last day, included.
    pub to: Day,
    pub summary: String,
    /// Lines under each other.
    pub description: Vec<String>,
    /// English words, for filters.
    pub categories: Vec<String>,
    pub status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Cancelled,
}

/// `live/spring-launch/teaser@7h2kq9vd3mxa.crops`: what is imported again takes the place of what was there.
pub fn uid(studio: &str, parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| plain(part)).collect();
    format!("{}@{}.crops", parts.join("/"), plain(studio))
}

/// With `%` and two digits for every octet that is neither letter, digit, `.`, `-`, `_` nor `/`.
fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for octet in text.bytes() {
        match octet {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'/' => safe.push(char::from(octet)),
            _ => safe.push_str(&format!("%{octet:02X}")),
        }
    }
    safe
}

/// The whole file.
pub fn document(agenda: &Agenda) -> String {
    let mut out = String::new();
    let name = text(&agenda.name);
    for line in [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//crops//crops//{}", agenda.lang.code().to_ascii_uppercase()),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("NAME:{name}"),
        format!("X-WR-CALNAME:{name}"),
    ] {
        push_line(&mut out, &line);
    }
    for one in &agenda.events {
        event(&mut out, one, agenda);
    }
    push_line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, event: &Event, agenda: &Agenda) {
    let language = agenda.lang.code();
    // The end is the first day that no longer belongs to it.
    let end = event.to.max(event.from).succ_opt().unwrap_or(event.to);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", text(&event.uid)),
        format!("DTSTAMP:{}T000000Z", date(agenda.today)),
        // Grows from day to day, so that a later export wins over an earlier one.
        format!("SEQUENCE:{}", sequence(agenda.today)),
        format!("DTSTART;VALUE=DATE:{}", date(event.from)),
        format!("DTEND;VALUE=DATE:{}", date(end)),
        format!("SUMMARY;LANGUAGE={language}:{}", text(&event.summary)),
    ];
    if !event.description.is_empty() {
        let description: Vec<String> = event.description.iter().map(|line| text(line)).collect();
        lines.push(format!("DESCRIPTION;LANGUAGE={language}:{}", description.join("\\n")));
    }
    if !event.categories.is_empty() {
        let categories: Vec<String> = event.categories.iter().map(|word| text(word)).collect();
        lines.push(format!("CATEGORIES:{}", categories.join(",")));
    }
    let status = match event.status {
        Status::Confirmed => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
    };
    lines.push(format!("STATUS:{status}"));
    lines.push("TRANSP:TRANSPARENT".to_owned());
    lines.push("END:VEVENT".to_owned());
    for line in lines {
        push_line(out, &line);
    }
}

fn date(day: Day) -> String {
    day.format("%Y%m%d").to_string()
}

/// Days since 1900.
fn sequence(today: Day) -> i64 {
    Day::from_ymd_opt(1900, 1, 1).map_or(0, |first| (today - first).num_days().max(0))
}

/// A value of type TEXT on one line; what a program would act on becomes visible.
fn text(value: &str) -> String {
    let plain = escape::terminal(value);
    let mut safe = String::with_capacity(plain.len() + 8);
    for c in plain.chars() {
        if matches!(c, '\\' | ';' | ',') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// Folded where it is too long.
fn push_line(out: &mut String, line: &str) {
    let mut room = MOST_OCTETS;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = MOST_OCTETS - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn agenda(summary: &str, description: &[&str]) -> Agenda {
        Agenda {
            name: "Atelier; Lumen".into(),
            lang: Lang::Fr,
            today: day("2026-11-20"),
            events: vec![Event {
                uid: uid("7h2kq9vd3mxa", &["live", "spring-launch", "teaser"]),
                from: day("2027-03-01"),
                to: day("2027-03-02"),
                summary: summary.into(),
                description: description.iter().map(|line| (*line).to_owned()).collect(),
                categories: vec!["task".into()],
                status: Status::Confirmed,
            }],
        }
    }

    #[test]
    fn a_file_is_as_the_standard_says() {
        let written = document(&agenda("Teaser, 6 s", &["Léa; Omar", "deux lignes"]));
        insta::assert_snapshot!(written.replace("\r\n", "\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//crops//crops//FR
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        NAME:Atelier\; Lumen
        X-WR-CALNAME:Atelier\; Lumen
        BEGIN:VEVENT
        UID:live/spring-launch/teaser@7h2kq9vd3mxa.crops
        DTSTAMP:20261120T000000Z
        SEQUENCE:46344
        DTSTART;VALUE=DATE:20270301
        DTEND;VALUE=DATE:20270303
        SUMMARY;LANGUAGE=fr:Teaser\, 6 s
        DESCRIPTION;LANGUAGE=fr:Léa\; Omar\ndeux lignes
        CATEGORIES:task
        STATUS:CONFIRMED
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
        ");
        assert!(written.lines().count() == written.matches("\r\n").count());
    }

    #[test]
    fn a_name_of_an_event_is_plain_whatever_the_records_say() {
        for (parts, written) in [
            (&["live", "c", "x@2027-02-02"][..], "live/c/x%402027-02-02@id.crops"),
            (
                &["date", "c", "é\r\nEND:VEVENT"],
                "date/c/%C3%A9%0D%0AEND%3AVEVENT@id.crops",
            ),
        ] {
            assert_eq!(uid("id", parts), written);
        }
    }

    proptest! {
        #[test]
        fn any_title_stays_in_its_line_and_comes_back_when_unfolded(title in "\\PC{0,200}", control in "[\\x00-\\x1f\\x7f\u{202e};,\\\\]{0,4}") {
            let title = format!("{title}{control}BEGIN:VEVENT");
            let written = document(&agenda(&title, &[&title]));
            prop_assert_eq!(written.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
            for line in written.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(line.len() <= MOST_OCTETS, "{}", line);
                prop_assert!(!line.chars().any(char::is_control), "{}", line);
            }
            let whole = written.replace("\r\n ", "");
            let wanted = format!("SUMMARY;LANGUAGE=fr:{}\r\n", text(&title));
            prop_assert!(whole.contains(&wanted));
        }
    }
}
