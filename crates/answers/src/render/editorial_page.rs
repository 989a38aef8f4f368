//! Answers: how does the editorial calendar look in a browser: a row a week, a column a channel?
//! Invariant: it needs no script; what is on several channels stands under each; no colour is the only carrier of a meaning.

use super::catalogue::editorial as words;
use super::catalogue::numbers::{DayForm, day_without_year};
use super::catalogue::{Reader, mark, picture};
use super::editorial::mark as mark_of;
use super::html::{Document, Shown, document};
use crate::model::Day;
use crate::plan::editorial::LiveState;
use crate::report::editorial::{ChannelGroup, Clashes, EditorialReport, EntryKind, EntryLine};
use maud::{Markup, html};

const STYLE: &str = include_str!("editorial_page.css");

/// The whole file.
pub fn page(report: &EditorialReport, reader: Reader) -> String {
    let name = words::name(reader, report);
    document(Document {
        lang: reader.lang,
        title: &name,
        style: STYLE,
        script: None,
        body: Page {
            report,
            reader,
            columns: columns(report),
        }
        .body(),
    })
}

/// What is on no channel only where there is such a thing; the campaign's own dates first.
fn columns(report: &EditorialReport) -> Vec<ChannelGroup> {
    let holds = |group: ChannelGroup| report.entries.iter().any(|entry| entry.group == group);
    let channels = (0..report.channels.len()).map(ChannelGroup::Channel);
    let first = [ChannelGroup::Campaign].into_iter().filter(|group| holds(*group));
    let last = [ChannelGroup::NoChannel].into_iter().filter(|group| holds(*group));
    first.chain(channels).chain(last).collect()
}

struct Page<'r> {
    report: &'r EditorialReport,
    reader: Reader,
    columns: Vec<ChannelGroup>,
}

impl Page<'_> {
    fn body(&self) -> Markup {
        let (report, reader) = (self.report, self.reader);
        let title = report.campaign.as_ref().map(|(_, title)| title.as_str());
        html! {
            header {
                p class="kicker" {
                    (words::kind(reader))
                    @if let Some((id, _)) = &report.campaign { " · " code { (Shown(id)) } }
                }
                h1 { (Shown(title.unwrap_or(words::all_campaigns(reader)))) }
                p class={ "verdict " (self.tone()) } { (Shown(&words::verdict(reader, report))) }
                @if !report.clashes.is_empty() {
                    ul class="clashes" {
                        @for clash in &report.clashes { li { "! " (Shown(&words::clash(reader, clash))) } }
                    }
                }
            }
            main {
                @if !report.entries.is_empty() {
                    div class="scroll" tabindex="0" role="region" aria-label=(words::kind(reader)) { (self.table()) }
                    p class="notes" { (words::legend(reader)) }
                }
                @for note in words::notes(reader, report) { p class="notes" { (Shown(&note)) } }
            }
            footer { (picture::made_on(reader, report.today)) }
        }
    }

    fn tone(&self) -> &'static str {
        match (self.report.late(), self.report.clashes.is_empty(), self.report.live()) {
            (1.., _, _) => "bad",
            (0, false, _) => "warn",
            (0, true, 0) => "plain",
            (0, true, _) => "good",
        }
    }

    fn column(&self, group: ChannelGroup) -> String {
        match group {
            ChannelGroup::Channel(at) => self
                .report
                .channels
                .get(at)
                .map_or_else(String::new, |channel| words::channel(self.reader, channel)),
            ChannelGroup::Campaign | ChannelGroup::NoChannel => words::group(self.reader, group).to_owned(),
        }
    }

    fn table(&self) -> Markup {
        let weeks = self.report.weeks();
        let ends = weeks
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain([self.report.entries.len()]);
        html! {
            table class="weeks" {
                caption class="unseen" { (Shown(&words::headline(self.reader, self.report))) }
                thead {
                    tr {
                        th class="week" scope="col" { (words::week_column(self.reader)) }
                        @for group in &self.columns { th scope="col" { (Shown(&self.column(*group))) } }
                    }
                }
                tbody {
                    @for ((at, week), end) in weeks.iter().zip(ends) {
                        (self.week(*week, self.report.entries.get(*at..end).unwrap_or_default()))
                    }
                }
            }
        }
    }

    fn week(&self, monday: Day, entries: &[EntryLine]) -> Markup {
        html! {
            tr {
                th scope="row" {
                    (words::week(self.reader, monday))
                    small { (self.reader.relative(monday)) }
                }
                @for group in &self.columns {
                    @let here = self.under(entries, *group);
                    // An empty cell is left out on a small screen.
                    td data-channel=(Shown(&self.column(*group)).plain()) {
                        @if !here.is_empty() { ul { @for entry in here { (self.entry(entry)) } } }
                    }
                }
            }
        }
    }

    /// By day: what stands here beside under another channel would be out of order.
    fn under<'e>(&self, entries: &'e [EntryLine], group: ChannelGroup) -> Vec<&'e EntryLine> {
        let mut here: Vec<&EntryLine> = entries.iter().filter(|entry| self.is_under(entry, group)).collect();
        here.sort_by_key(|entry| entry.day);
        here
    }

    fn is_under(&self, entry: &EntryLine, group: ChannelGroup) -> bool {
        let ChannelGroup::Channel(at) = group else {
            return entry.group == group;
        };
        let channel = self.report.channels.get(at);
        channel.is_some_and(|channel| entry.channels.contains(channel))
    }

    fn entry(&self, entry: &EntryLine) -> Markup {
        let reader = self.reader;
        let sign = mark(mark_of(entry));
        let how = [words::state(reader, entry), entry.owner.clone()];
        let how: Vec<String> = how.into_iter().flatten().collect();
        html! {
            li class=(class(entry)) title=(Shown(&format!("{} · {}", entry.name, reader.relative(entry.day))).plain()) {
                @if !sign.is_empty() { span class="sign" { (sign) } " " }
                time datetime=(entry.day.to_string()) { (day_without_year(reader.lang, entry.day, DayForm::Weekday)) }
                // without a place to break, a narrow cell breaks the first word instead
                " "
                span class="what" { (Shown(&words::title(reader, entry))) }
                @if !how.is_empty() { " " span class="how" { (Shown(&how.join(" · "))) } }
            }
        }
    }
}

fn class(entry: &EntryLine) -> &'static str {
    match (entry.state, entry.kind, entry.clashes) {
        (LiveState::Cancelled, _, _) => "cancelled",
        _ if entry.is_late() => "late",
        (_, _, Clashes::Yes) => "clash",
        (LiveState::Ready | LiveState::Done, _, _) => "ready",
        (_, EntryKind::Launch | EntryKind::Date | EntryKind::Milestone, _) => "date",
        (LiveState::Date | LiveState::NoBrief | LiveState::Open | LiveState::Held, _, _) => "open",
    }
}
