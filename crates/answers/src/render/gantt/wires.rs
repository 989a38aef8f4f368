//! Answers: which lines join the bars of a chart, from what must come first to what waits for it?
//! Invariant: a line runs from the side of a bar that its link names to the side that waits; only links of what holds the plan are drawn unasked.

use super::draw::{Measure, ROW};
use super::pieces::{Chart, Shape};
use super::rows::{Block, blocks};
use crate::model::campaign::LinkType;
use crate::report::plan::{Held, InChain, LinkLine, State, TaskLine};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A line from one row to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wire {
    pub from_row: usize,
    pub to_row: usize,
    /// Shares of the width.
    pub from: f64,
    pub to: f64,
}

/// Shorter than this share of the width, a line goes straight down.
const NEAR: f64 = 0.012;

impl Chart<'_> {
    /// Whether both ends hold the plan, or have no float.
    pub fn is_held_link(&self, link: &LinkLine) -> bool {
        let is_held = |name: &str| {
            let task = self.tasks.get(name);
            task.is_some_and(|task| {
                task.state != State::Done && (task.chain == InChain::Yes || task.held != Held::Free)
            })
        };
        is_held(&link.from) && is_held(&link.to)
    }

    /// The lines between the rows on which these tasks stand.
    pub fn wires(&self, rows: &BTreeMap<&str, usize>) -> Vec<Wire> {
        let links = self.report.links.iter().filter(|link| self.is_held_link(link));
        links.filter_map(|link| self.wire(link, rows)).collect()
    }

    fn wire(&self, link: &LinkLine, rows: &BTreeMap<&str, usize>) -> Option<Wire> {
        let (from_row, to_row) = (*rows.get(&*link.from)?, *rows.get(&*link.to)?);
        let (from, to) = (self.bar(link.from.as_str())?, self.bar(link.to.as_str())?);
        let leaves = match link.link {
            LinkType::FinishToStart | LinkType::FinishToFinish => from.1,
            LinkType::StartToStart | LinkType::StartToFinish => from.0,
        };
        let enters = match link.link {
            LinkType::FinishToStart | LinkType::StartToStart => to.0,
            LinkType::FinishToFinish | LinkType::StartToFinish => to.1,
        };
        (from_row != to_row).then_some(Wire {
            from_row,
            to_row,
            from: leaves,
            to: enters,
        })
    }

    /// Left and right edge of the bar of a task.
    fn bar(&self, name: &str) -> Option<(f64, f64)> {
        let task: &TaskLine = self.tasks.get(name)?;
        let work = self
            .task(task)
            .into_iter()
            .rev()
            .find(|piece| matches!(piece.shape, Shape::Work(_) | Shape::Milestone(_)))?;
        Some((work.at.from, work.at.to))
    }
}

/// A line whose first row has its upper edge at `top_of(from_row)`.
pub fn wire(wire: &Wire, measure: Measure, top_of: impl Fn(usize) -> f64) -> Markup {
    let half = f64::from(ROW) / 2.0;
    let (above, below) = (top_of(wire.from_row), top_of(wire.to_row));
    let is_down = below > above;
    let edge = if is_down { half - 6.0 } else { 6.0 - half };
    let (start, middle) = (above + half + edge, below + half);
    let (from, to) = (measure.x(wire.from), measure.x(wire.to));
    let is_far = wire.to - wire.from > NEAR;
    html! {
        g class="wire" {
            @if is_far {
                line x1=(from) y1=(start) x2=(from) y2=(middle) {}
                line x1=(from) y1=(middle) x2=(to) y2=(middle) {}
                (head(&to, middle, "M0 0-6-3.500V3.500Z"))
            } @else {
                @let tip = middle - edge;
                line x1=(from) y1=(start) x2=(from) y2=(tip) {}
                (head(&from, tip, if is_down { "M0 0-3.500-6H3.500Z" } else { "M0 0-3.500 6H3.500Z" }))
            }
        }
    }
}

fn head(x: &str, y: f64, path: &str) -> Markup {
    html! { svg x=(x) y=(y) overflow="visible" { path d=(path) {} } }
}

/// Lines between rows that nothing can come between; by the lower of their tasks. A script draws them all anew.
pub(super) fn still_wires(chart: &Chart<'_>) -> BTreeMap<usize, Vec<Wire>> {
    let mut found: BTreeMap<usize, Vec<Wire>> = BTreeMap::new();
    let number: BTreeMap<&str, usize> = chart
        .report
        .tasks
        .iter()
        .enumerate()
        .map(|(at, task)| (&*task.name, at))
        .collect();
    let mut part: Vec<&str> = Vec::new();
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for block in blocks(chart.report) {
        match block {
            Block::Item(item) => {
                if !item.is_alone() {
                    part.push("");
                }
                part.extend(item.tasks.iter().map(|task| task.name.as_str()));
            }
            Block::Series { .. } => parts.push(std::mem::take(&mut part)),
        }
    }
    parts.push(part);
    for names in parts {
        let rows = names.iter().enumerate().filter(|(_, name)| !name.is_empty());
        let rows: BTreeMap<&str, usize> = rows.map(|(at, name)| (*name, at)).collect();
        for wire in chart.wires(&rows) {
            let lower = names
                .get(wire.from_row.max(wire.to_row))
                .and_then(|name| number.get(name));
            found.entry(lower.copied().unwrap_or_default()).or_default().push(wire);
        }
    }
    found
}
