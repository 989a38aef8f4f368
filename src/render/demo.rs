//! Answers: how is the sample studio presented?
//! Invariant: what is shown of it is shown as the commands themselves show it.

use super::catalogue::{self, DemoSaid};
use super::page::Page;
use super::show::Show;
use crate::report::demo::DemoReport;

impl Show for DemoReport {
    fn kind(&self) -> &'static str {
        "crops.demo"
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    fn page(&self, page: &mut Page) {
        let lang = page.lang();
        page.headline(catalogue::demo(lang, DemoSaid::Made(self)));
        page.line(catalogue::demo(lang, DemoSaid::Holds(self)));
        page.line(catalogue::demo(lang, DemoSaid::YouAre(self)));
        page.next(&self.next);
    }
}
