//! Answers: how are a workflow and its rehearsal shown?
//! Invariant: stages in order; what a gate asks stands under it; every text is escaped for where it goes.
//! Source: Mermaid, flowcharts.

use super::catalogue::{Reader, workflow as words};
use super::gantt::clipped;
use super::html::Shown;
use super::look::Look;
use super::page::Page;
use super::palette;
use super::plan_mermaid::escaped;
use super::show::Show;
use crate::model::workflow::StageClass;
use crate::report::failure::Failure;
use crate::report::format::Format;
use crate::report::kind::Kind;
use crate::report::rehearsal::RehearsalReport;
use crate::report::table::{Cell, Column, Mark, Need, Row, Table, Tone};
use crate::report::title::Title;
use crate::report::workflow::{StageFacts, WorkflowFacts, WorkflowReport};
use maud::{Markup, PreEscaped, html};
use std::fmt::Write as _;

impl Show for WorkflowReport {
    fn kind(&self) -> Kind {
        Kind::WorkflowShow
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        for (at, workflow) in self.workflows.iter().enumerate() {
            if at > 0 {
                page.blank();
            }
            page.headline(words::headline(reader, workflow));
            let lines = workflow
                .stages
                .iter()
                .flat_map(|stage| stage_lines(reader, workflow, stage));
            page.verbatim(lines.collect::<Vec<_>>());
        }
        page.note(words::legend(reader));
    }

    fn table(&self) -> Option<Table> {
        let titles = [
            Title::Workflow,
            Title::Stage,
            Title::Name,
            Title::Class,
            Title::Role,
            Title::Briefs,
        ];
        let mut table = Table::new(titles.map(Column::new).into());
        for workflow in &self.workflows {
            for stage in &workflow.stages {
                table.push(Row::new(vec![
                    Cell::id(&workflow.id),
                    Cell::id(&stage.id),
                    Cell::text(&stage.title),
                    Cell::text(stage.class.word()),
                    Cell::some(stage.role.as_ref(), Cell::id),
                    Cell::Count(stage.briefs as i64),
                ]));
            }
        }
        Some(table)
    }

    fn further_formats(&self) -> &'static [Format] {
        &[Format::Mermaid, Format::Svg]
    }

    fn further(&self, format: Format, look: &Look, _tried: &[String]) -> Result<String, Failure> {
        Ok(match format {
            Format::Svg => picture(self, look.reader),
            _ => diagram(self),
        })
    }
}

const fn sign(class: StageClass) -> char {
    match class {
        StageClass::Queue => '○',
        StageClass::Work => '●',
        StageClass::Gate => '◆',
        StageClass::Hold => '‖',
        StageClass::Done => '■',
        StageClass::Dropped => '×',
    }
}

/// `◆ review      Internal review · gate · creative-lead · 2 wd · 3 briefs`, what it asks, and the line on.
fn stage_lines(reader: Reader, workflow: &WorkflowFacts, stage: &StageFacts) -> Vec<(String, Tone)> {
    let widest = workflow.stages.iter().map(|stage| stage.id.chars().count()).max();
    let room = widest.unwrap_or(0);
    let tone = match stage.class {
        StageClass::Gate => Tone::Strong,
        StageClass::Hold | StageClass::Dropped => Tone::Faint,
        _ => Tone::Plain,
    };
    let said = words::stage(reader, stage);
    let mut lines = vec![(format!("  {} {:room$}  {said}", sign(stage.class), stage.id), tone)];
    let rail = if stage.next.is_some() { '│' } else { ' ' };
    for asked in words::asks(reader, stage) {
        for (at, line) in super::text::wrapped(&asked, Some(72 - room.min(30))).iter().enumerate() {
            let indent = if at > 0 { "  " } else { "" };
            lines.push((format!("  {rail} {:room$}  {indent}{line}", ""), Tone::Faint));
        }
    }
    if stage.next.is_some() {
        lines.push(("  │".to_owned(), Tone::Faint));
    }
    lines
}

/// A flowchart; ids are made here, so that no name can end a line or be a word of the language.
fn diagram(report: &WorkflowReport) -> String {
    let mut text = String::from("flowchart TD\n");
    for (number, workflow) in report.workflows.iter().enumerate() {
        let _ = writeln!(text, "    subgraph w{number}[\"{}\"]", escaped(&workflow.title));
        let name = |id: &str| workflow.position(id).map(|at| format!("w{number}s{at}"));
        for stage in &workflow.stages {
            let Some(own) = name(&stage.id) else { continue };
            let title = escaped(&stage.title);
            let _ = match stage.class {
                StageClass::Gate => writeln!(text, "    {own}{{\"{title}\"}}"),
                StageClass::Done => writeln!(text, "    {own}([\"{title}\"])"),
                StageClass::Hold | StageClass::Dropped => writeln!(text, "    {own}>\"{title}\"]"),
                StageClass::Queue | StageClass::Work => writeln!(text, "    {own}[\"{title}\"]"),
            };
        }
        for stage in &workflow.stages {
            let own = name(&stage.id);
            let ends = |to: Option<&String>| own.clone().zip(to.and_then(|to| name(to)));
            if let Some((from, to)) = ends(stage.next.as_ref()) {
                let _ = writeln!(text, "    {from} --> {to}");
            }
            if let Some((from, to)) = ends(stage.gate.as_ref().and_then(|gate| gate.on_reject.as_ref())) {
                let _ = writeln!(text, "    {from} -. ✗ .-> {to}");
            }
        }
        text.push_str("    end\n");
    }
    text
}

const WIDTH: u32 = 640;
const LEFT: u32 = 120;
const BOX: u32 = 400;
const STEP: u32 = 64;
const HEIGHT: u32 = 40;
const HEAD: u32 = 56;

const STYLE: &str = "svg{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,sans-serif;font-size:12px}\
.paper{fill:var(--paper)}.title{fill:var(--ink);font-size:16px;font-weight:600}.ink{fill:var(--ink);font-weight:600}\
.soft{fill:var(--soft)}.box{fill:var(--paper);stroke:var(--soft)}.gate{fill:var(--closed);stroke:var(--ink)}\
.on{stroke:var(--soft);fill:none}.back{stroke:var(--bad);fill:none;stroke-dasharray:4 3}";

/// One column a workflow, under each other.
fn picture(report: &WorkflowReport, reader: Reader) -> String {
    let mut top = 0;
    let mut placed = Vec::new();
    for workflow in &report.workflows {
        placed.push((top, workflow));
        top += HEAD + STEP * workflow.stages.len() as u32;
    }
    let titles: Vec<&str> = report.workflows.iter().map(|one| one.title.as_str()).collect();
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(top) viewBox=(format!("0 0 {WIDTH} {top}")) role="img" {
            title { (Shown(&titles.join(", "))) }
            style { (PreEscaped(palette::without_variables(STYLE))) }
            rect class="paper" width=(WIDTH) height=(top) {}
            @for (top, workflow) in placed { (column(workflow, reader, top)) }
        }
    };
    drawn.into_string() + "\n"
}

fn column(workflow: &WorkflowFacts, reader: Reader, top: u32) -> Markup {
    let y = |at: usize| top + HEAD + STEP * at as u32;
    let middle = LEFT + BOX / 2;
    html! {
        text class="title" x=(LEFT) y=(top + 34) { (Shown(&clipped(&workflow.title, 48))) }
        @for (at, stage) in workflow.stages.iter().enumerate() {
            @let next = stage.next.as_ref().and_then(|next| workflow.position(next));
            @if next == Some(at + 1) {
                path class="on" d=(format!("M{middle} {} V{}", y(at) + HEIGHT, y(at + 1))) {}
            } @else if let Some(next) = next {
                path class="on" d=(format!("M{} {} H{} V{} H{}", LEFT + BOX, y(at) + 20, LEFT + BOX + 40, y(next) + 20, LEFT + BOX)) {}
            }
            @if let Some(back) = stage.gate.as_ref().and_then(|gate| workflow.position(gate.on_reject.as_ref()?)) {
                path class="back" d=(format!("M{LEFT} {} H{} V{} H{LEFT}", y(at) + 20, LEFT - 20 - 12 * (at as u32 % 6), y(back) + 20)) {}
            }
            @let class = if stage.class == StageClass::Gate { "gate" } else { "box" };
            @let round = if stage.class == StageClass::Done { 20 } else { 4 };
            rect class=(class) x=(LEFT) y=(y(at)) width=(BOX) height=(HEIGHT) rx=(round) {}
            text class="ink" x=(LEFT + 12) y=(y(at) + 17) { (sign(stage.class)) " " (Shown(&clipped(&stage.title, 44))) }
            text class="soft" x=(LEFT + 12) y=(y(at) + 33) { (Shown(&clipped(&words::facts(reader, stage), 64))) }
        }
    }
}

impl Show for RehearsalReport {
    fn kind(&self) -> Kind {
        Kind::WorkflowTest
    }

    fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::to_value(self.view())
    }

    fn page(&self, page: &mut Page) {
        let reader = page.reader();
        page.headline(words::rehearsed(reader, self));
        for (at, step) in self.steps.iter().enumerate() {
            let (sign, tone) = match step.differs.is_empty() {
                true => ('✓', Tone::Plain),
                false => ('✗', Tone::Bad),
            };
            page.toned(tone, format!("  {sign} {:>2}  {}", at + 1, words::step(reader, step)));
            for differs in &step.differs {
                page.toned(Tone::Bad, format!("         {}", words::differs(reader, step, differs)));
            }
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(vec![
            Column::new(Title::Mark),
            Column::right(Title::Line),
            Column::new(Title::Event),
            Column::new(Title::By),
            Column::new(Title::Stage),
            Column::new(Title::Message).need(Need::Useful),
        ]);
        for step in &self.steps {
            let mark = if step.differs.is_empty() {
                Mark::Met
            } else {
                Mark::Missed
            };
            table.push(Row::new(vec![
                Cell::Mark(mark),
                Cell::Count(i64::from(step.line)),
                Cell::text(step.deed.word()),
                Cell::text(&step.by),
                Cell::id(&step.stage),
                Cell::some(step.refused.as_ref(), Cell::text),
            ]));
        }
        Some(table)
    }
}
