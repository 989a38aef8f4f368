//! Answers: how are the rules that a forge must keep shown, and how those that it keeps?
//! Invariant: the list of owners can be copied as it stands.

use super::catalogue::forge as words;
use super::page::Page;
use super::show::Show;
use crate::model::protection::Kept;
use crate::report::forge_rules::{ForgeRulesReport, ForgeRulesView, ForgeVerified, ForgeVerifiedView, ShownRules};
use crate::report::kind::Kind;
use crate::report::table::Tone;

impl Show for ForgeRulesReport {
    fn kind(&self) -> Kind {
        Kind::ForgeRules
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(ForgeRulesView::of(&self.rules))
    }

    fn page(&self, page: &mut Page) {
        let (lang, rules) = (page.lang(), &self.rules);
        let text = rules.codeowners();
        if self.shown == ShownRules::Codeowners {
            page.verbatim(text.lines().map(|line| (line.to_owned(), Tone::Plain)));
            return;
        }
        page.headline(words::rules_headline(lang, rules));
        page.blank();
        page.line(words::owners_file(lang, rules));
        page.verbatim(text.lines().map(|line| (format!("    {line}"), Tone::Plain)));
        if !rules.unreachable.is_empty() {
            page.toned(Tone::Caution, words::unreachable(lang, rules));
        }
        page.blank();
        page.line(words::branch_headline(lang, rules));
        for rule in rules.branch_rules {
            page.line(format!("  {}", words::branch_rule(lang, *rule)));
            page.toned(Tone::Faint, format!("      {}", rule.settings(rules.forge)));
        }
        page.blank();
        page.next(["crops forge verify --from-forge"]);
    }
}

impl Show for ForgeVerified {
    fn kind(&self) -> Kind {
        Kind::ForgeVerify
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(ForgeVerifiedView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        page.headline(words::verified_headline(lang, self));
        for (rule, kept) in &self.rules {
            let (sign, tone) = match kept {
                Kept::Yes => ("✓", Tone::Good),
                Kept::No => ("✗", Tone::Bad),
                Kept::Unsaid => ("?", Tone::Caution),
            };
            let sentence = words::verified_rule(lang, *rule, *kept);
            page.toned(tone, format!("  {sign} {sentence}"));
            if *kept != Kept::Yes {
                page.toned(Tone::Faint, format!("      {}", rule.settings(self.forge)));
            }
        }
        if !self.is_kept() {
            page.blank();
            page.next([format!("crops forge rules {}", self.forge.word())]);
        }
    }
}
