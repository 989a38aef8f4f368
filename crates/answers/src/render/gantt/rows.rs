//! Answers: which rows does a drawing have, and which tasks stand on each?
//! Invariant: every task stands on a row of its own, or on the one row of its long series.

use crate::model::Day;
use crate::report::plan::{Direction, GoalLine, Occurrences, Origin, PlanReport, Span, State, TaskLine};

/// A series of more occurrences than this is folded into one row.
pub const MOST_UNFOLDED: usize = 3;

/// What is drawn under one heading.
#[derive(Debug)]
pub enum Block<'r> {
    /// A deliverable, a task or a milestone.
    Item(Item<'r>),
    /// The occurrences of a long series.
    Series { id: &'r str, occurrences: Vec<Item<'r>> },
}

/// The tasks of one item, in their order.
#[derive(Debug)]
pub struct Item<'r> {
    pub name: &'r str,
    pub title: Option<&'r str>,
    pub tasks: Vec<&'r TaskLine>,
    pub goal: Option<&'r GoalLine>,
}

impl Item<'_> {
    /// Whether its one task is all there is to it, so that it needs no heading.
    pub fn is_alone(&self) -> bool {
        matches!(&self.tasks[..], [task] if task.name == task.item)
    }

    /// From the first day shown to the last one.
    pub fn span(&self, direction: Direction) -> Option<Span> {
        let shown = || self.tasks.iter().filter_map(|task| task.shown(direction));
        let first = shown().min_by_key(|span| span.from)?;
        let last = shown().max_by_key(|span| span.to)?;
        Some(Span {
            from: first.from,
            begins: first.begins,
            to: last.to,
            ends: last.ends,
        })
    }

    pub fn is_done(&self) -> bool {
        self.tasks.iter().all(|task| task.state == State::Done)
    }

    /// Of a series: its date.
    pub fn occurrence(&self) -> Option<Day> {
        match self.tasks.first()?.origin {
            Origin::Occurrence { day, .. } => Some(day),
            Origin::Deliverable | Origin::LooseBrief | Origin::Task | Origin::Milestone => None,
        }
    }
}

/// The blocks of a plan, in the order of its tasks; a series stands where its first occurrence does.
pub fn blocks(report: &PlanReport) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for tasks in report.tasks.chunk_by(|one, other| one.item == other.item) {
        let Some(first) = tasks.first() else { continue };
        let item = Item {
            name: &first.item,
            title: first.title.as_deref(),
            tasks: tasks.iter().collect(),
            goal: report.goals.iter().find(|goal| goal.item == first.item),
        };
        let series = match &first.origin {
            Origin::Occurrence { series, .. } => Some(series.as_str()),
            Origin::Deliverable | Origin::LooseBrief | Origin::Task | Origin::Milestone => None,
        };
        let known = blocks.iter_mut().find_map(|block| match block {
            Block::Series { id, occurrences } if Some(*id) == series => Some(occurrences),
            Block::Series { .. } | Block::Item(_) => None,
        });
        match (known, series) {
            (Some(occurrences), _) => occurrences.push(item),
            (None, Some(id)) => blocks.push(Block::Series {
                id,
                occurrences: vec![item],
            }),
            (None, None) => blocks.push(Block::Item(item)),
        }
    }
    let is_long = |count: usize| count > MOST_UNFOLDED && report.occurrences == Occurrences::Folded;
    blocks.into_iter().flat_map(|block| unfolded(block, is_long)).collect()
}

/// Every item on its own, long series too.
pub fn every_item(report: &PlanReport) -> Vec<Item<'_>> {
    let items = blocks(report).into_iter().flat_map(|block| match block {
        Block::Item(item) => vec![item],
        Block::Series { occurrences, .. } => occurrences,
    });
    items.collect()
}

/// A short series is shown as what it is made of.
fn unfolded(block: Block<'_>, is_long: impl Fn(usize) -> bool) -> Vec<Block<'_>> {
    match block {
        Block::Series { occurrences, .. } if !is_long(occurrences.len()) => {
            occurrences.into_iter().map(Block::Item).collect()
        }
        Block::Series { .. } | Block::Item(_) => vec![block],
    }
}
