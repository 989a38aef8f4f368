//! Answers: what does a rule look for, why does it matter, and how is it mended?
//! Invariant: the pages of the documentation are the one source; a test finds every rule in each language.

use super::Lang;

const ENGLISH: &str = include_str!("../../../../../docs/checks.md");
const FRENCH: &str = include_str!("../../../../../docs/fr/checks.md");

/// The section of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePage {
    /// What it looks for, in one or two sentences.
    pub what: &'static str,
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Markdown of one paragraph.
    Paragraph(&'static str),
    /// An example to copy.
    Code(&'static str),
}

/// `None` for a rule that does not exist.
pub fn rule_page(lang: Lang, rule: &str) -> Option<RulePage> {
    let text = match lang {
        Lang::En => ENGLISH,
        Lang::Fr => FRENCH,
    };
    let (_, section) = text.split_once(&format!("\n## {rule}\n"))?;
    let section = section.split("\n## ").next().unwrap_or(section).trim();
    let mut blocks = section.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    Some(RulePage {
        what: blocks.next()?,
        parts: blocks.map(part).collect(),
    })
}

fn part(block: &'static str) -> Part {
    match block.strip_prefix("```").and_then(|code| code.split_once('\n')) {
        Some((_, code)) => Part::Code(code.trim_end_matches('`').trim_end()),
        None => Part::Paragraph(block),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::CHECKS;
    use crate::render::catalogue::LANGS;

    #[test]
    fn every_rule_has_a_page_in_each_language_and_every_page_a_rule() {
        for lang in LANGS {
            for rule in CHECKS {
                let page = rule_page(lang, rule.id).unwrap_or_else(|| panic!("{} {lang:?}", rule.id));
                let paragraphs = page.parts.iter().filter(|part| matches!(part, Part::Paragraph(_)));
                assert_eq!(paragraphs.count(), 2, "{} {lang:?}: why and how", rule.id);
            }
        }
        for text in [ENGLISH, FRENCH] {
            let ids: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(ids, CHECKS.iter().map(|rule| rule.id).collect::<Vec<_>>());
        }
    }
}
