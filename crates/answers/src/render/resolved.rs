//! Answers: how is it shown what two branches make together?
//! Invariant: each field that both changed is named with both its values.

use super::catalogue::clashes as words;
use super::page::Page;
use super::show::Show;
use crate::report::kind::Kind;
use crate::report::resolved::ResolvedReport;
use crate::report::table::Tone;

impl Show for ResolvedReport {
    fn kind(&self) -> Kind {
        Kind::Resolve
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        page.headline(words::headline(lang, self));
        for file in &self.files {
            let tone = if file.left.is_some() {
                Tone::Caution
            } else {
                Tone::Plain
            };
            page.toned(tone, format!("  {}", words::file(lang, file)));
            for clash in &file.clashes {
                page.toned(Tone::Plain, format!("    {}", words::clash(lang, file, clash)));
            }
        }
        if !self.is_preview && !self.files.is_empty() && self.left + self.elsewhere == 0 {
            page.blank();
            page.next(["crops check", "git commit"]);
        }
    }
}
