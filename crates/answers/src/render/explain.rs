//! Answers: how is the page of a rule shown?
//! Invariant: the words are those of `docs/checks.md`.

use super::catalogue::Lang;
use super::catalogue::checks::{Part, rule_page};
use super::page::Page;
use super::show::Show;
use crate::check::{CHECKS, Rule};
use crate::report::envelope::severity_code;
use crate::report::explain::{ExplainReport, ExplainView, RuleTexts, RuleView};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Need, Row, Table, Tone};
use crate::report::title::Title;

impl Show for ExplainReport {
    fn kind(&self) -> Kind {
        Kind::Explain
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        let rules = rules(*self).map(|rule| RuleView {
            rule: rule.id,
            severity: severity_code(rule.severity),
            text: RuleTexts {
                en: texts(Lang::En, rule),
                fr: texts(Lang::Fr, rule),
            },
        });
        serde_json::to_value(ExplainView { rules: rules.collect() })
    }

    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        match self.rule.and_then(|rule| Some((rule, rule_page(lang, rule)?))) {
            None => page.table(list(*self, lang)),
            Some((rule, text)) => {
                page.headline(rule);
                page.line(text.what);
                for part in text.parts {
                    page.blank();
                    match part {
                        Part::Paragraph(text) => page.line(text.replace("**", "").replace('\n', " ")),
                        Part::Code(text) => {
                            page.verbatim(text.lines().map(|line| (format!("    {line}"), Tone::Plain)));
                        }
                    }
                }
            }
        }
    }

    fn table(&self) -> Option<Table> {
        Some(list(*self, Lang::En))
    }
}

fn rules(report: ExplainReport) -> impl Iterator<Item = &'static Rule> {
    CHECKS
        .iter()
        .filter(move |rule| report.rule.is_none_or(|id| id == rule.id))
}

fn texts(lang: Lang, rule: &Rule) -> Vec<&'static str> {
    let Some(page) = rule_page(lang, rule.id) else {
        return Vec::new();
    };
    let parts = page.parts.into_iter().map(|part| match part {
        Part::Paragraph(text) | Part::Code(text) => text,
    });
    std::iter::once(page.what).chain(parts).collect()
}

fn list(report: ExplainReport, lang: Lang) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Rule),
        Column::new(Title::Severity).need(Need::Useful),
        Column::new(Title::Meaning),
    ]);
    for rule in rules(report) {
        let what = rule_page(lang, rule.id).map_or("", |page| page.what);
        table.push(Row::new(vec![
            Cell::id(rule.id),
            Cell::text(severity_code(rule.severity)),
            Cell::text(what),
        ]));
    }
    table
}
