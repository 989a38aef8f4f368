//! Answers: how is a KPI report written?
//! Invariant: the verdict first, then one table, then what misses its target and what was left out.

use super::catalogue::kpi::{self as words, Behind, Compared, DefinitionPart, KpiHeadline, KpiWord, Progress};
use super::catalogue::{self, Reader};
use super::kpi_explained::{explain, explained_rows};
use super::kpi_rows::plain_rows;
use super::look::Look;
use super::page::Page;
use super::show::Show;
use super::{kpi_page, kpi_svg};
use crate::metrics::figure::Figure;
use crate::metrics::goal::Side;
use crate::metrics::kpi::{Kpi, KpiId, Shape, Unit};
use crate::metrics::period::Period;
use crate::metrics::sample::{Facet, REASONS, Reason};
use crate::metrics::scorecard::Reading;
use crate::model::anchor::parse_day;
use crate::model::money::Money;
use crate::model::target::{Amount, Bound};
use crate::report::failure::{Failure, Usage};
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::kpi::{Against, GoalLine, KpiLine, KpiReport, Standing};
use crate::report::kpi_view::KpiReportView;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;

/// Which other ways to see a figure have a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FacetDetail {
    All,
    /// Those without which the figure could be misread.
    Telling,
}

/// Up to so many KPIs, every facet has a row.
const FEW: usize = 3;

impl Show for KpiReport {
    fn kind(&self) -> Kind {
        Kind::Kpi
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(KpiReportView::of(self))
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(headline(self, reader));
        if let Some(against) = &self.against {
            page.line(beside(against, reader));
        }
        page.blank();
        if let Some(explained) = &self.explained {
            explain(explained, page);
            note_left_out(self, page);
            page.next([format!("crops kpi explain {}", explained.kpi.id.as_str())]);
            return;
        }
        page.table(table(self, reader));
        page.note(word(reader, KpiWord::Legend));
        page.blank();
        missed(self, page);
        notes(self, page);
        let asks = self.missed().map(|(line, ..)| line.kpi.id).next();
        let asks = asks.or(self.lines.first().map(|line| line.kpi.id));
        let asks = asks.unwrap_or(KpiId::Turnaround).as_str();
        page.next([
            format!("crops report kpi --period {} --explain {asks}", self.period),
            format!("crops kpi explain {asks}"),
        ]);
    }

    fn table(&self) -> Option<Table> {
        Some(match &self.explained {
            Some(explained) => explained_rows(explained),
            None => plain_rows(self),
        })
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Html, Format::Svg]
    }

    fn further(&self, format: Format, look: &Look, tried: &[String]) -> Result<String, Failure> {
        match format {
            Format::Html => Ok(kpi_page::page(self, look, tried)),
            Format::Svg => Ok(kpi_svg::draw(self, look.reader, tried)),
            _ => Err(Failure::Usage(Usage::FormatNotHere {
                format,
                known: self.formats(),
            })),
        }
    }
}

/// What the figures stand beside.
fn beside(against: &Against, reader: Reader) -> String {
    let said = match against {
        Against::Period(period) => Compared::Period(period.name()),
        Against::State(state, period) => Compared::State {
            asked: &state.asked,
            commit: state.commit.get(..7).unwrap_or(&state.commit),
            day: state.day,
            period: period.name(),
        },
        Against::AsItIs => Compared::AsItIs,
    };
    word(reader, KpiWord::Compared(said))
}

pub(super) fn word(reader: Reader, word: KpiWord<'_>) -> String {
    words::say(reader, word)
}

pub(super) fn headline(report: &KpiReport, reader: Reader) -> String {
    let judged = |standing: Standing| matches!(standing, Standing::Met(_) | Standing::Missed(_));
    let all = report.goals().filter(|(_, goal)| judged(goal.standing)).count();
    let met = all - report.missed().count();
    let delivered = report.whole().find(|line| line.kpi.id == KpiId::Throughput);
    let facts = KpiHeadline {
        period: report.period.name(),
        progress: if report.is_running() {
            Progress::SoFar
        } else {
            Progress::Over
        },
        targets: (all > 0).then_some((met, all)),
        delivered: delivered.map(|line| line.reading.count()),
    };
    word(reader, KpiWord::Headline(facts))
}

fn table(report: &KpiReport, reader: Reader) -> Table {
    let mut columns = vec![
        Column::new(Title::Kpi),
        Column::new(Title::Value),
        Column::new(Title::Target).need(Need::Useful),
        Column::new(Title::Mark),
        Column::right(Title::Change).need(Need::Extra),
        Column::right(Title::Sample),
        Column::new(Title::Trend).need(Need::Luxury),
    ];
    if report.against.is_some() {
        columns.push(Column::new(Title::Compared).need(Need::Useful));
    }
    let mut table = Table::new(columns);
    let detail = match report.whole().count() {
        0..=FEW => FacetDetail::All,
        _ => FacetDetail::Telling,
    };
    for line in &report.lines {
        let mut whole = row(line, reader);
        if report.against.is_some() {
            whole.cells.push(Cell::text(value(line.kpi, line.compared(), reader)));
        }
        table.push(whole);
        for goal in line
            .goals
            .iter()
            .skip_while(|goal| is_whole(goal))
            .filter(|goal| !is_whole(goal))
        {
            table.push(group_goal(line, goal, reader));
        }
        if report.by.is_none() {
            facet_rows(report, line, detail, reader, &mut table);
            if detail == FacetDetail::All {
                above_row(line, reader, &mut table);
            }
        }
    }
    table
}

pub(super) fn is_whole(goal: &GoalLine) -> bool {
    goal.target.by.is_none()
}

pub(super) fn row(line: &KpiLine, reader: Reader) -> Row {
    let name = match &line.group {
        Some(group) => format!("  {group}"),
        None => line.kpi.id.as_str().to_string(),
    };
    let goal = line.goals.iter().find(|goal| is_whole(goal));
    Row::new(vec![
        Cell::text(name),
        Cell::text(said_value(line, reader)),
        Cell::some(goal, |goal| Cell::text(bound(line.kpi, goal, reader))),
        Cell::some(goal, |goal| Cell::Mark(mark(goal))),
        Cell::some(change(line, reader), Cell::text),
        Cell::Count(line.reading.count() as i64),
        Cell::Trend(line.trend.clone()),
    ])
}

/// A target for one group has a row of its own.
fn group_goal(line: &KpiLine, goal: &GoalLine, reader: Reader) -> Row {
    let group = goal.target.by.as_ref().map_or("", |(_, group)| &group.value);
    let value = match goal.standing {
        Standing::Met(by) | Standing::Missed(by) => word(reader, KpiWord::Value(by.unit, by.value)),
        Standing::NoData | Standing::NotComparable => word(reader, KpiWord::NoData),
    };
    Row::new(vec![
        Cell::text(format!("  {group}")),
        Cell::text(value),
        Cell::text(bound(line.kpi, goal, reader)),
        Cell::Mark(mark(goal)),
    ])
}

/// A stage by its title, another facet by its name.
fn facet_name(report: &KpiReport, facet: &Facet, reader: Reader) -> String {
    match facet {
        Facet::Stage(stage) => report.stages.of(None, stage.as_str()).to_owned(),
        other => word(reader, KpiWord::Facet(other)),
    }
}

fn facet_rows(report: &KpiReport, line: &KpiLine, detail: FacetDetail, reader: Reader, table: &mut Table) {
    let mut facets: Vec<_> = line.reading.facets.iter().collect();
    facets.sort_by(|a, b| match (&a.0, &b.0) {
        (Facet::Stage(_), Facet::Stage(_)) => b.1.sum.total_cmp(&a.1.sum),
        (one, other) => one.cmp(other),
    });
    for (facet, figure) in facets {
        if detail == FacetDetail::Telling && !matches!(facet, Facet::NetOfHold | Facet::DueNow | Facet::ChangedAfter) {
            continue;
        }
        let same = line
            .reading
            .figure
            .is_some_and(|all| all.sum == figure.sum && all.count == figure.count);
        let is_nothing = *facet == Facet::ChangedAfter && figure.sum == 0.0;
        if detail == FacetDetail::Telling && (same || is_nothing) {
            continue;
        }
        let part = facet_value(line.kpi, facet, figure, reader);
        let mut cells = vec![
            Cell::text(format!("  {}", facet_name(report, facet, reader))),
            Cell::text(part),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Count(figure.count as i64),
            Cell::Trend(Vec::new()),
        ];
        if let (Facet::Stage(_), Some(all)) = (facet, line.reading.figure) {
            cells[4] = Cell::Percent(if all.sum > 0.0 { figure.sum / all.sum } else { 0.0 });
        }
        table.push(Row::new(cells).tone(Tone::Faint));
    }
}

/// A facet in its own unit: amounts and hours are sums.
fn facet_value(kpi: &Kpi, facet: &Facet, figure: &Figure, reader: Reader) -> String {
    let value = |unit, value| word(reader, KpiWord::Value(unit, value));
    match facet {
        Facet::WorkingDays => with_p85(Unit::WorkingDays, figure.median, figure.p85, reader),
        Facet::Late => word(reader, KpiWord::Behind(Behind::Late(figure.mean))),
        Facet::Agreed => value(Unit::Share, figure.mean),
        Facet::ChangedAfter => word(reader, KpiWord::Behind(Behind::EachBrief(figure.mean))),
        Facet::PlannedHours | Facet::AvailableHours => value(Unit::OpenHours, figure.sum),
        Facet::Planned(currency) | Facet::Committed(currency) | Facet::Spent(currency) => {
            let cents = (figure.sum * 100.0).round() as i64;
            let money = Money {
                cents,
                currency: *currency,
            };
            catalogue::numbers::money(reader.lang, &money)
        }
        Facet::NetOfHold
        | Facet::Approved
        | Facet::ChangesRequired
        | Facet::Internal
        | Facet::Client
        | Facet::DueNow
        | Facet::OnHold
        | Facet::Stage(_) => match kpi.shape {
            Shape::Duration => with_p85(kpi.unit, figure.median, figure.p85, reader),
            Shape::Mean | Shape::Rate | Shape::Ratio => value(kpi.unit, figure.mean),
        },
    }
}

/// How many of the briefs are above the target of all of them.
fn above_row(line: &KpiLine, reader: Reader, table: &mut Table) {
    let goal = line.goals.iter().find(|goal| is_whole(goal));
    if let Some(share) = goal.and_then(|goal| goal.share_above) {
        let name = format!("  {}", word(reader, KpiWord::AboveTarget));
        let cells = vec![
            Cell::text(name),
            Cell::text(word(reader, KpiWord::Value(Unit::Share, share))),
        ];
        table.push(Row::new(cells).tone(Tone::Faint));
    }
}

/// The figure, or why there is none.
pub(super) fn said_value(line: &KpiLine, reader: Reader) -> String {
    match line.absent {
        Some(absence) => word(reader, KpiWord::Behind(Behind::Absent(absence))),
        None => value(line.kpi, &line.reading, reader),
    }
}

pub(super) fn value(kpi: &Kpi, reading: &Reading, reader: Reader) -> String {
    let (Some(main), Some(figure)) = (reading.main, reading.figure) else {
        return word(reader, KpiWord::NoData);
    };
    match kpi.shape {
        Shape::Duration => with_p85(kpi.unit, main, figure.p85, reader),
        Shape::Mean | Shape::Rate | Shape::Ratio => word(reader, KpiWord::Value(kpi.unit, main)),
    }
}

fn with_p85(unit: Unit, main: f64, p85: f64, reader: Reader) -> String {
    let said = |value| word(reader, KpiWord::Value(unit, value));
    word(reader, KpiWord::WithP85(&said(main), &said(p85)))
}

pub(super) fn mark(goal: &GoalLine) -> Mark {
    match goal.standing {
        Standing::Met(_) => Mark::Met,
        Standing::Missed(_) => Mark::Missed,
        Standing::NoData | Standing::NotComparable => Mark::None,
    }
}

/// The target as people say it: `≤ 2 wd`, `−20 % since Q2 2026`.
fn bound(kpi: &Kpi, goal: &GoalLine, reader: Reader) -> String {
    let since = |since: &Option<crate::model::place::Placed<Box<str>>>| {
        let text = &since.as_ref()?.value;
        let period = Period::parse(text, reader.today).map(|period| word(reader, KpiWord::Period(period.name())));
        period.or_else(|| parse_day(text).map(|day| reader.short_day(day)))
    };
    match &goal.target.bound {
        Bound::AtMost(amount) => word(reader, KpiWord::Bound(Side::AtMost, &said_amount(kpi, *amount, reader))),
        Bound::AtLeast(amount) => word(
            reader,
            KpiWord::Bound(Side::AtLeast, &said_amount(kpi, *amount, reader)),
        ),
        Bound::Reduce { percent, since: from } => word(reader, KpiWord::Lower(percent / 100.0, since(from).as_deref())),
        Bound::Raise { percent, since: from } => word(reader, KpiWord::Higher(percent / 100.0, since(from).as_deref())),
    }
}

fn said_amount(kpi: &Kpi, amount: Amount, reader: Reader) -> String {
    match amount {
        Amount::Time(sla) => catalogue::numbers::sla(reader.lang, sla),
        Amount::Percent(percent) => word(reader, KpiWord::Value(Unit::Share, percent / 100.0)),
        Amount::Number(number) => word(reader, KpiWord::Value(kpi.unit, number)),
    }
}

/// Against what it stands beside, the period before unless said: points of a share, percent of all else.
fn change(line: &KpiLine, reader: Reader) -> Option<String> {
    let (now, before) = (line.reading.main?, line.compared().main?);
    if line.kpi.unit == Unit::Share {
        return Some(word(reader, KpiWord::Points((now - before) * 100.0)));
    }
    if before == 0.0 {
        return None;
    }
    let percent = catalogue::numbers::signed(reader.lang, (now - before) / before * 100.0, 0);
    Some(format!("{percent}\u{a0}%"))
}

fn missed(report: &KpiReport, page: &mut Page) {
    let reader = page.reader();
    for (line, goal, by) in report.missed() {
        let said = |value| word(reader, KpiWord::Value(by.unit, value));
        let mut name = word(reader, KpiWord::Name(line.kpi.id));
        if let Some((_, group)) = &goal.target.by {
            name = format!("{name} ({})", group.value);
        }
        let sentence = KpiWord::Missed {
            name: &name,
            value: &said(by.value),
            bound: &bound(line.kpi, goal, reader),
            gap: &gap(by.unit, by.gap(), reader),
        };
        page.toned(Tone::Bad, word(reader, sentence));
        if let Some(share) = goal.share_above {
            page.line(format!("  {}", word(reader, KpiWord::ShareAbove(share))));
        }
        if let (Some(since), Some(more)) = (&report.since, goal.worse_by()) {
            let by = &gap(by.unit, more, reader);
            let worse = Compared::Worse {
                asked: &since.asked,
                by,
            };
            page.toned(Tone::Bad, format!("  {}", word(reader, KpiWord::Compared(worse))));
        }
        if !goal.heavy.is_empty() {
            page.line(format!("  {}", word(reader, KpiWord::Heaviest(&goal.heavy.join(", ")))));
        }
    }
    if let Some(since) = report.since.as_ref().filter(|_| !report.got_worse()) {
        page.line(word(reader, KpiWord::Compared(Compared::NoneWorse(&since.asked))));
    }
}

fn gap(unit: Unit, gap: f64, reader: Reader) -> String {
    match unit {
        Unit::Share => word(reader, KpiWord::PointsApart(gap * 100.0)),
        _ => word(reader, KpiWord::Value(unit, gap)),
    }
}

fn notes(report: &KpiReport, page: &mut Page) {
    let reader = page.reader();
    for line in report.whole() {
        let Some(first) = line.open.first() else { continue };
        let count = line.open.len();
        match line.kpi.id {
            KpiId::SlaCompliance => page.line(word(reader, KpiWord::PastSla(count))),
            _ => page.line(word(
                reader,
                KpiWord::Waiting {
                    count,
                    brief: first.title.as_deref().unwrap_or(&first.brief),
                    stage: first
                        .stage_title
                        .as_ref()
                        .or(first.stage.as_ref())
                        .map_or("–", |title| title),
                    age: &word(reader, KpiWord::Value(line.kpi.unit, first.age)),
                },
            )),
        }
    }
    if let Some(sentence) = bottleneck(report, reader) {
        page.line(sentence);
    }
    note_left_out(report, page);
    for (count, said) in [
        (report.unreadable, KpiWord::Unreadable(report.unreadable)),
        (report.skewed, KpiWord::Skewed(report.skewed)),
    ] {
        if count > 0 {
            page.note(word(reader, said));
        }
    }
    let commit = report.source.commit.get(..7).unwrap_or(&report.source.commit);
    page.note(read_from(report, commit, reader));
}

/// Which state this is, and how fresh.
fn read_from(report: &KpiReport, commit: &str, reader: Reader) -> String {
    let read = word(reader, KpiWord::ReadFrom(&report.source.reference, commit));
    match report.source.fetched_day {
        Some(day) => format!("{read} {}", word(reader, KpiWord::Fetched(&reader.relative(day)))),
        None => read,
    }
}

/// The stage that takes most of the time.
fn bottleneck(report: &KpiReport, reader: Reader) -> Option<String> {
    let line = report.whole().find(|line| line.kpi.id == KpiId::StageTime)?;
    let all = line.reading.figure.filter(|all| all.sum > 0.0)?;
    let (facet, most) = line.reading.facets.iter().max_by(|a, b| a.1.sum.total_cmp(&b.1.sum))?;
    let stage = facet_name(report, facet, reader);
    let said = word(reader, KpiWord::Bottleneck(&stage, most.sum / all.sum));
    let name = word(reader, KpiWord::Name(line.kpi.id));
    Some(word(reader, KpiWord::Labelled(&name, &said)))
}

fn note_left_out(report: &KpiReport, page: &mut Page) {
    let reader = page.reader();
    let left_out = left_out(report, reader);
    if !left_out.is_empty() {
        let label = words::part(reader.lang, DefinitionPart::LeftOut);
        page.note(word(reader, KpiWord::Labelled(label, &left_out.join(", "))));
    }
}

/// Each reason once, with the most that any KPI left out for it.
fn left_out(report: &KpiReport, reader: Reader) -> Vec<String> {
    let most = |reason: Reason| {
        let counts = report.whole().flat_map(|line| &line.left_out);
        counts
            .filter(|(known, _)| *known == reason)
            .map(|(_, count)| *count)
            .max()
    };
    REASONS
        .into_iter()
        .filter_map(|reason| Some(word(reader, KpiWord::LeftOut(reason, most(reason)?))))
        .collect()
}
