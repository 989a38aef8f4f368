//! Answers: how is a completion script or manual page written?
//! Invariant: to the byte as it was made; JSON holds it as one text.

use super::look::Look;
use super::page::Page;
use super::show::Show;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::script::{Script, ScriptView};
use crate::report::table::Tone;

impl Show for Script {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(ScriptView { text: &self.text })
    }

    fn page(&self, page: &mut Page) {
        page.verbatim(self.text.lines().map(|line| (line.to_owned(), Tone::Plain)));
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Text]
    }

    fn further(&self, _format: Format, _look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(self.text.clone())
    }
}
