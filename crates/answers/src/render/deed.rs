//! Answers: how is it told what a command wrote?
//! Invariant: the deed in one line with its id, what it means, what became of it, what can be typed next; a preview shows its diff.

use super::catalogue::work::{self, DeedWord};
use super::page::Page;
use super::show::Show;
use crate::change::outcome::{FileChange, Outcome};
use crate::report::deed::{Deed, Done, Opened};
use crate::report::kind::Kind;
use crate::report::table::{Cell, Column, Row, Table, Tone};
use crate::report::title::Title;

impl Show for Deed {
    fn kind(&self) -> Kind {
        self.what.kind()
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        Deed::data(self)
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(work::done(reader, &self.what, &self.written.outcome));
        for (sentence, tone) in work::done_details(reader, &self.what) {
            page.toned(tone, format!("  {sentence}"));
        }
        if let Done::Opened(opened) = &self.what {
            page.table(opened_table(opened));
        }
        if self.written.outcome == Outcome::Preview {
            preview(self, page);
        } else {
            taken_along(self, page);
        }
        let outcome = work::write_outcome(reader.lang, &self.written.outcome);
        page.toned(Tone::Faint, format!("  {outcome}"));
        page.next(self.next.iter().cloned());
    }

    fn table(&self) -> Option<Table> {
        match &self.what {
            Done::Opened(opened) => Some(opened_table(opened)),
            _ => None,
        }
    }
}

fn preview(deed: &Deed, page: &mut Page) {
    let lang = page.lang();
    page.blank();
    page.line(work::deed_word(lang, DeedWord::CommitMessage));
    let message = std::iter::once(&deed.written.subject).chain(&deed.written.body);
    page.verbatim(message.map(|line| (format!("    {line}"), Tone::Plain)));
    for file in &deed.written.files {
        page.blank();
        page.verbatim(diff_lines(file));
    }
    page.blank();
}

/// The user's own edits that went into the commit because they asked for it, with what it now holds of these files.
fn taken_along(deed: &Deed, page: &mut Page) {
    for file in &deed.written.files {
        let Some(edit) = &file.included else { continue };
        page.toned(Tone::Caution, format!("  {}", work::taken_along(page.lang(), edit)));
        page.verbatim(diff_lines(file));
    }
}

fn diff_lines(file: &FileChange) -> impl Iterator<Item = (String, Tone)> {
    file.diff.lines().map(|line| {
        let tone = match line.as_bytes().first() {
            Some(b'+') => Tone::Good,
            Some(b'-') => Tone::Bad,
            Some(b'@') => Tone::Faint,
            _ => Tone::Plain,
        };
        (line.to_owned(), tone)
    })
}

fn opened_table(opened: &Opened) -> Table {
    let mut table = Table::new(vec![
        Column::new(Title::Name),
        Column::new(Title::Id),
        Column::new(Title::Deliverable),
        Column::new(Title::Due),
    ]);
    for brief in &opened.briefs {
        table.push(Row::new(vec![
            Cell::text(&brief.title),
            Cell::id(&brief.id),
            Cell::id(&brief.deliverable),
            Cell::some(brief.due, Cell::Day),
        ]));
    }
    table
}
