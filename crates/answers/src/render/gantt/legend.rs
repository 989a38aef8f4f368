//! Answers: which marks does a chart have, and what does each mean?
//! Invariant: every mark that is drawn is named, and none that is not.

use super::pieces::{Chart, Look, Piece, Shape};
use super::rows::{Block, blocks};
use super::scale::Stretch;
use crate::render::catalogue::picture::PictureWord;
use crate::report::plan::{Held, InChain, State};

/// Every mark there can be, with its word.
fn every() -> [(PictureWord, Shape); 17] {
    let look = |held: Held| Look {
        state: State::Ahead,
        held,
        chain: InChain::No,
    };
    let done = Look {
        state: State::Done,
        ..look(Held::Free)
    };
    let chain = Look {
        chain: InChain::Yes,
        ..look(Held::Free)
    };
    [
        (PictureWord::Work, Shape::Work(look(Held::Free))),
        (PictureWord::Chain, Shape::Work(chain)),
        (PictureWord::NoFloat, Shape::Work(look(Held::Critical))),
        (PictureWord::Late, Shape::Work(look(Held::Late))),
        (PictureWord::Done, Shape::Work(done)),
        (PictureWord::Worked, Shape::Worked),
        (PictureWord::Float, Shape::Float),
        (PictureWord::Margin, Shape::Margin),
        (PictureWord::MarginUsed, Shape::MarginUsed),
        (PictureWord::Short, Shape::Short),
        (PictureWord::Handover, Shape::Handover),
        (PictureWord::Live, Shape::Live),
        (PictureWord::Milestone, Shape::Milestone(look(Held::Free))),
        (PictureWord::Link, Shape::Link),
        (PictureWord::Today, Shape::Today),
        (PictureWord::Launch, Shape::Launch),
        (PictureWord::Closed, Shape::Closed),
    ]
}

/// Those that this chart has, in their order.
pub fn legend(chart: &Chart<'_>) -> Vec<(PictureWord, Shape)> {
    let mut seen: Vec<Shape> = Vec::new();
    let mut see = |pieces: Vec<Piece>| {
        for piece in pieces {
            if !seen.contains(&piece.shape) {
                seen.push(piece.shape);
            }
        }
    };
    for block in blocks(chart.report) {
        match block {
            Block::Item(item) => {
                see(chart.item(&item));
                item.tasks.iter().for_each(|task| see(chart.task(task)));
            }
            Block::Series { occurrences, .. } => occurrences.iter().for_each(|one| see(chart.folded(one))),
        }
    }
    let mut marks = every().to_vec();
    marks.retain(|(_, shape)| is_seen(chart, &seen, *shape));
    marks
}

fn is_seen(chart: &Chart<'_>, seen: &[Shape], sample: Shape) -> bool {
    let report = chart.report;
    let works = || {
        seen.iter().filter_map(|shape| match shape {
            Shape::Work(look) => Some(look),
            _ => None,
        })
    };
    match sample {
        Shape::Work(look) if look.chain == InChain::Yes => {
            works().any(|one| one.chain == InChain::Yes && one.state != State::Done)
        }
        Shape::Work(look) if look.state == State::Done => works().any(|one| one.state == State::Done),
        Shape::Work(look) => works().any(|one| one.state != State::Done && one.held == look.held),
        Shape::Milestone(_) => seen.iter().any(|shape| matches!(shape, Shape::Milestone(_))),
        Shape::Link => report.links.iter().any(|link| chart.is_held_link(link)),
        Shape::Today => chart.scale.holds(report.today),
        Shape::Launch => report.summary.launch.is_some_and(|day| chart.scale.holds(day)),
        Shape::Closed => !chart.scale.closed(&report.closed).is_empty(),
        _ => seen.contains(&sample),
    }
}

/// A mark alone.
pub fn sample(shape: Shape) -> Piece {
    let at = match shape {
        Shape::Live | Shape::Milestone(_) | Shape::Today | Shape::Launch => Stretch { from: 0.5, to: 0.5 },
        _ => Stretch { from: 0.0, to: 1.0 },
    };
    Piece {
        shape,
        at,
        said: String::new(),
    }
}
