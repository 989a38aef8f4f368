//! Answers: what lies on a row of the chart, from where to where, and what does each piece mean?
//! Invariant: pieces stand in the order they are painted; each says in words what it is.

use super::draw::{Anchor, Flag};
use super::rows::Item;
use super::scale::{Scale, Stretch, next};
use crate::model::Day;
use crate::render::catalogue::Reader;
use crate::render::catalogue::numbers::{self, DayForm};
use crate::render::catalogue::picture::{self as words, PictureWord};
use crate::report::plan::{Direction, GoalLine, Held, InChain, PlanReport, State, TaskLine, WorkKind};
use std::collections::BTreeMap;

/// One mark of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub shape: Shape,
    pub at: Stretch,
    /// Said when it is pointed at.
    pub said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Days a task can slip.
    Float,
    Work(Look),
    /// The part of work under way that lies before today.
    Worked,
    Milestone(Look),
    /// All tasks of an item together.
    Bracket,
    Margin,
    MarginUsed,
    /// Beyond the margin: what the handover lacks.
    Short,
    Handover,
    Live,
    /// Only in the legend: lines and grounds that run through all rows.
    Link,
    Today,
    Launch,
    Closed,
}

/// How a task looks; each look differs by more than its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub state: State,
    pub held: Held,
    pub chain: InChain,
}

/// The width of a letter of a flag, in pixels.
const LETTER: f64 = 6.2;

/// What the rows of one chart have in common.
pub struct Chart<'r> {
    pub report: &'r PlanReport,
    pub reader: Reader,
    pub scale: Scale,
    pub tasks: BTreeMap<&'r str, &'r TaskLine>,
    /// Changes that are tried and not written; empty for the plan itself.
    pub tried: &'r [String],
}

/// Of longer plans each bar says what binds it, and no list repeats it.
const MOST_LISTED: usize = 2_000;

impl<'r> Chart<'r> {
    pub fn of(report: &'r PlanReport, reader: Reader, tried: &'r [String]) -> Self {
        Self {
            report,
            reader,
            scale: Scale::of(report.axis()),
            tasks: report.tasks.iter().map(|task| (task.name.as_str(), task)).collect(),
            tried,
        }
    }

    pub fn is_long(&self) -> bool {
        self.report.tasks.len() > MOST_LISTED
    }

    pub fn task(&self, task: &TaskLine) -> Vec<Piece> {
        let look = Look {
            state: task.state,
            held: task.held,
            chain: task.chain,
        };
        let Some(shown) = task
            .shown(self.report.direction)
            .filter(|span| span.to >= self.scale.first)
        else {
            return Vec::new();
        };
        let at = self.scale.span(shown);
        let said = match self.is_long() {
            true => words::task_said_shortly(self.reader, task, shown, self.report.direction),
            false => words::task_said(self.reader, task, shown),
        };
        if task.work == WorkKind::Milestone {
            let shape = Shape::Milestone(look);
            let at = Stretch { from: at.to, ..at };
            return vec![Piece { shape, at, said }];
        }
        let mut pieces: Vec<Piece> = self.float(task).into_iter().collect();
        pieces.push(Piece {
            shape: Shape::Work(look),
            at,
            said: said.clone(),
        });
        if task.state == State::UnderWay && shown.from < self.report.today {
            let worked = Stretch {
                to: self.scale.morning(self.report.today).min(at.to),
                ..at
            };
            pieces.push(Piece {
                shape: Shape::Worked,
                at: worked,
                said,
            });
        }
        pieces
    }

    /// Backward it lies before the work, forward after it.
    fn float(&self, task: &TaskLine) -> Option<Piece> {
        let (early, late) = (task.early?, task.late?);
        if task.state == State::Done || task.total_float.is_none_or(|float| float.0 <= 0) {
            return None;
        }
        let (early, late) = (self.scale.span(early), self.scale.span(late));
        let at = match self.report.direction {
            Direction::Backward => Stretch {
                from: early.from,
                to: late.from,
            },
            Direction::Forward => Stretch {
                from: early.to,
                to: late.to,
            },
        };
        let said = words::float_said(self.reader, task);
        (at.to > at.from).then_some(Piece {
            shape: Shape::Float,
            at,
            said,
        })
    }

    /// A long series on one row: all work, then the days it goes live, so that none hides another.
    pub fn all_folded(&self, occurrences: &[Item<'_>]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = occurrences.iter().flat_map(|one| self.folded(one)).collect();
        pieces.sort_by_key(|piece| piece.shape == Shape::Live);
        pieces
    }

    /// One occurrence of a series on the row of all of them.
    pub fn folded(&self, item: &Item<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(span) = item
            .span(self.report.direction)
            .filter(|span| span.to >= self.scale.first)
        {
            let open = item.tasks.iter().filter(|task| task.state != State::Done);
            let order = |held: Held| match held {
                Held::Late => 0,
                Held::Critical => 1,
                Held::Free => 2,
            };
            let chained = item.tasks.iter().any(|task| task.chain == InChain::Yes);
            let look = Look {
                state: if item.is_done() { State::Done } else { State::Ahead },
                held: open
                    .map(|task| task.held)
                    .min_by_key(|held| order(*held))
                    .unwrap_or(Held::Free),
                chain: if chained { InChain::Yes } else { InChain::No },
            };
            pieces.push(Piece {
                shape: Shape::Work(look),
                at: self.scale.span(span),
                said: words::item_said(self.reader, item.name, item.title, span),
            });
        }
        let live = item
            .goal
            .and_then(|goal| goal.live)
            .filter(|live| self.scale.holds(*live));
        pieces.extend(live.map(|live| self.live(item.name, live)));
        pieces
    }

    /// Today, the launch and the other anchors, from left to right, their names on lines where none hides another.
    pub fn flags(&self, width: f64) -> Vec<Flag> {
        let word = |word: PictureWord| words::word(self.reader, word).to_owned();
        let today = Some((self.report.today, word(PictureWord::Today), "today"));
        let launch = self
            .report
            .summary
            .launch
            .map(|day| (day, word(PictureWord::Launch), "launch"));
        let others = self
            .report
            .anchors
            .iter()
            .map(|(name, day)| (*day, name.clone(), "anchor"));
        let named = today.into_iter().chain(launch).chain(others);
        let mut flags: Vec<Flag> = Vec::new();
        let mut taken: [Vec<(f64, f64)>; 2] = Default::default();
        for (day, name, class) in named.filter(|(day, ..)| self.scale.holds(*day)) {
            let at = self.scale.morning(day);
            let text = format!("{name} {}", self.day(day));
            let length = text.chars().count() as f64 * LETTER + 8.0;
            let side = if at * width + length > width {
                Anchor::Left
            } else {
                Anchor::Right
            };
            let place = match side {
                Anchor::Left => (at * width - length, at * width),
                Anchor::Right => (at * width, at * width + length),
            };
            let is_free = |line: &Vec<(f64, f64)>| line.iter().all(|other| place.1 < other.0 || other.1 < place.0);
            let line = taken.iter().position(is_free);
            if let Some(line) = line {
                taken[line].push(place);
            }
            flags.push(Flag {
                at,
                text,
                class,
                side,
                line,
            });
        }
        flags
    }

    /// Without its year where that goes without saying.
    pub fn day(&self, day: Day) -> String {
        match self.report.is_within_a_year() {
            true => numbers::day_without_year(self.reader.lang, day, DayForm::Short),
            false => self.reader.short_day(day),
        }
    }

    fn live(&self, item: &str, live: Day) -> Piece {
        let at = self.scale.morning(live);
        Piece {
            shape: Shape::Live,
            at: Stretch { from: at, to: at },
            said: words::live_said(self.reader, item, live),
        }
    }

    /// The row over the tasks of an item: all of them together, then what lies before its live day.
    pub fn item(&self, item: &Item<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(span) = item.span(self.report.direction).filter(|_| item.tasks.len() > 1) {
            pieces.push(Piece {
                shape: Shape::Bracket,
                at: self.scale.span(span),
                said: words::item_said(self.reader, item.name, item.title, span),
            });
        }
        if let Some(goal) = item.goal {
            self.goal(goal, &mut pieces);
        }
        pieces
    }

    /// Margin, handover and the day it goes live.
    pub fn goal(&self, goal: &GoalLine, pieces: &mut Vec<Piece>) {
        let mut zone = |shape: Shape, first: Day, last: Day, word: PictureWord| {
            if first <= last && last >= self.scale.first {
                pieces.push(Piece {
                    shape,
                    at: self.scale.days_from(first, last),
                    said: words::zone_said(self.reader, word, first, last),
                });
            }
        };
        zone(Shape::Margin, next(goal.by), goal.due, PictureWord::Margin);
        if let Some(end) = goal.early_end {
            if goal.margin_used.0 > 0 {
                zone(
                    Shape::MarginUsed,
                    next(goal.by),
                    end.min(goal.due),
                    PictureWord::MarginUsed,
                );
            }
            if goal.short.0 > 0 {
                zone(Shape::Short, next(goal.due), end, PictureWord::Short);
            }
        }
        let Some(live) = goal.live else { return };
        if let Some(eve) = live.pred_opt().filter(|_| goal.handover.0 > 0) {
            zone(Shape::Handover, next(goal.due), eve, PictureWord::Handover);
        }
        if self.scale.holds(live) {
            pieces.push(self.live(&goal.item, live));
        }
    }
}
