//! Answers: what is wrong in the studio, with the line where it stands?
//! Invariant: a fingerprint depends on the rule, the file and the line's own text, never on the line's number.
//! Source: `docs/json.md`, `crops.check`.

use super::envelope::severity_code;
use super::table::{Cell, Column, Need, Row, Table};
use super::title::Title;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{Span, StudioPath};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// All findings that are to be told.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    pub findings: Vec<Found>,
    /// Findings that the baseline knows; not told.
    pub accepted: usize,
    /// Entries of the baseline that are mended.
    pub mended: usize,
    pub briefs: usize,
    pub campaigns: usize,
    /// The studio's folder in its repository; empty at the top, else with a `/` at its end.
    pub folder: String,
}

#[derive(Clone, Debug)]
pub struct Found {
    pub finding: Finding,
    /// In the reader's language.
    pub message: String,
    /// A command or words to paste; `None` when there is nothing to add.
    pub hint: Option<String>,
    /// `None` for a finding about a whole file, or when the line cannot be shown.
    pub excerpt: Option<Excerpt>,
    pub fingerprint: String,
}

/// What stands under `data` in JSON; the findings themselves stand in the envelope.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CheckView<'a> {
    pub errors: usize,
    pub warnings: usize,
    /// Findings that the baseline knows; they are not told.
    pub accepted: usize,
    /// Entries of the baseline that are mended.
    pub mended: usize,
    pub briefs: usize,
    pub campaigns: usize,
    /// One for each finding, in their order; it outlives a line above.
    pub fingerprints: Vec<&'a str>,
}

/// One line of a file and the stretch that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub before: String,
    pub marked: String,
    pub after: String,
}

impl CheckReport {
    /// `texts` are the bytes of the files with findings, as far as they can be read; `say` makes message and hint.
    pub fn new(
        findings: &[Finding],
        texts: &BTreeMap<StudioPath, Vec<u8>>,
        say: impl Fn(&Finding) -> (String, Option<String>),
    ) -> Self {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let found = findings.iter().map(|finding| {
            let excerpt = texts
                .get(&finding.place.file)
                .and_then(|bytes| Excerpt::of(bytes, finding.place.span));
            let key = key_of(finding, excerpt.as_ref());
            let nth = seen.entry(key.clone()).or_default();
            *nth += 1;
            let (message, hint) = say(finding);
            Found {
                message,
                hint,
                fingerprint: fingerprint(&key, *nth),
                finding: finding.clone(),
                excerpt,
            }
        });
        Self {
            findings: found.collect(),
            ..Self::default()
        }
    }

    /// Takes out what the baseline knows.
    pub fn less(mut self, baseline: &[String]) -> Self {
        let known: BTreeSet<&str> = baseline.iter().map(String::as_str).collect();
        let all = self.findings.len();
        self.findings
            .retain(|found| !known.contains(found.fingerprint.as_str()));
        self.accepted = all - self.findings.len();
        self.mended = known.len().saturating_sub(self.accepted);
        self
    }

    pub fn count(&self, severity: Severity) -> usize {
        let of = |found: &&Found| found.finding.severity == severity;
        self.findings.iter().filter(of).count()
    }

    pub fn view(&self) -> CheckView<'_> {
        CheckView {
            errors: self.count(Severity::Error),
            warnings: self.count(Severity::Warning),
            accepted: self.accepted,
            mended: self.mended,
            briefs: self.briefs,
            campaigns: self.campaigns,
            fingerprints: self.findings.iter().map(|found| found.fingerprint.as_str()).collect(),
        }
    }

    pub fn files(&self) -> usize {
        let files: BTreeSet<_> = self.findings.iter().map(|found| &found.finding.place.file).collect();
        files.len()
    }

    pub fn table(&self) -> Table {
        let mut table = Table::new(vec![
            Column::new(Title::Severity).need(Need::Useful),
            Column::new(Title::Rule),
            Column::new(Title::File),
            Column::right(Title::Line).need(Need::Useful),
            Column::new(Title::Message),
        ]);
        for Found { finding, message, .. } in &self.findings {
            let line = finding.place.span.line;
            table.push(Row::new(vec![
                Cell::id(severity_code(finding.severity)),
                Cell::id(finding.rule()),
                Cell::text(finding.place.file.as_str()),
                Cell::some((line > 0).then_some(line), |line| Cell::Count(i64::from(line))),
                Cell::text(message),
            ]));
        }
        table
    }
}

impl Excerpt {
    /// The line that a span begins in. `None` when it is not UTF-8 or the span does not lie in it.
    pub fn of(bytes: &[u8], span: Span) -> Option<Self> {
        if span.is_whole_file() {
            return None;
        }
        let start = span.start as usize;
        let ends_line = |b: &u8| matches!(b, b'\n' | b'\r');
        let from = bytes.get(..start)?.iter().rposition(ends_line).map_or(0, |at| at + 1);
        let length = bytes[start..].iter().position(ends_line).unwrap_or(bytes.len() - start);
        let end = (span.end as usize).clamp(start, start + length);
        let text = |part: &[u8]| std::str::from_utf8(part).ok().map(str::to_owned);
        Some(Self {
            before: text(&bytes[from..start])?.trim_start_matches('\u{feff}').to_owned(),
            marked: text(&bytes[start..end])?,
            after: text(&bytes[end..start + length])?,
        })
    }
}

fn key_of(finding: &Finding, excerpt: Option<&Excerpt>) -> String {
    let line = excerpt.map(|line| format!("{}{}{}", line.before, line.marked, line.after));
    let line = line.unwrap_or_default();
    format!("{}\0{}\0{}", finding.rule(), finding.place.file, line.trim())
}

fn fingerprint(key: &str, nth: u32) -> String {
    let hash = Sha256::digest(format!("{key}\0{nth}"));
    data_encoding::HEXLOWER.encode(&hash[..12])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::place::Place;
    use crate::model::problem::Problem;

    fn report(text: &str, spans: &[(u32, u32)]) -> CheckReport {
        let file = StudioPath::new("team/lea.yml").unwrap();
        let finding = |(start, end): &(u32, u32)| {
            let span = Span {
                line: 1 + text[..*start as usize].matches('\n').count() as u32,
                column: 1,
                start: *start,
                end: *end,
            };
            let id = "x".to_owned();
            Finding::error(Place::at(&file, span), Problem::BadId { id })
        };
        let findings: Vec<_> = spans.iter().map(finding).collect();
        let texts = BTreeMap::from([(file, text.as_bytes().to_vec())]);
        CheckReport::new(&findings, &texts, |_| ("bad".into(), None))
    }

    #[test]
    fn a_line_is_shown_with_what_is_meant() {
        let found = &report("a: 1\r\nid: Léa # x\nb: 2\n", &[(10, 14)]).findings[0];
        let excerpt = found.excerpt.clone().unwrap();
        assert_eq!(
            (&*excerpt.before, &*excerpt.marked, &*excerpt.after),
            ("id: ", "Léa", " # x")
        );
        assert_eq!(
            report("id: x", &[(4, 400)]).findings[0].excerpt.clone().unwrap().marked,
            "x"
        );
        assert_eq!(
            report("id: x", &[(5, 5)]).findings[0].excerpt.clone().unwrap().before,
            "id: x"
        );
    }

    #[test]
    fn a_fingerprint_outlives_a_line_above_and_tells_equal_lines_apart() {
        let one = report("id: X\nid: X\n", &[(4, 5), (10, 11)]);
        let later = report("# new\nid: X\nid: X\n", &[(10, 11), (16, 17)]);
        let marks = |report: &CheckReport| {
            report
                .findings
                .iter()
                .map(|f| f.fingerprint.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(marks(&one), marks(&later));
        assert_ne!(marks(&one)[0], marks(&one)[1]);
        let rest = later.clone().less(&marks(&one));
        assert_eq!((rest.findings.len(), rest.accepted, rest.mended), (0, 2, 0));
        let mended = report("id: x\n", &[]).less(&marks(&one));
        assert_eq!((mended.accepted, mended.mended), (0, 2));
    }
}
