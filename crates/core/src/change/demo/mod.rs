//! Answers: what would a creative team have written in six months that end today?
//! Invariant: the same day, language and seed give the same changes; each is made by the functions that the commands use.

mod assets;
mod campaigns;
mod course;
mod dice;
mod founding;
mod notes;
mod perform;
mod piece;
mod pieces;
mod story;
mod timeline;

pub use founding::founding;
pub use perform::Stage;
pub use piece::Tongue;
pub use story::{Act, story};
pub use timeline::Timeline;

use crate::model::Day;
use dice::Dice;
use story::Subject;

/// What the sample depends on.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub today: Day,
    pub tongue: Tongue,
    pub seed: u64,
}

impl Ask {
    fn dice(self) -> Dice {
        Dice::new(self.seed)
    }
}

/// Open days, counted from today, on which the creative lead was away.
const HUGO_AWAY: (i32, i32) = (-52, -43);

/// When the studio was set up, in open days from today.
const FOUNDED: f64 = -126.4;

/// The id of the campaign that runs.
pub fn running_campaign(tongue: Tongue) -> &'static str {
    let running = campaigns::CAMPAIGNS
        .iter()
        .find(|plan| plan.which == campaigns::Which::Box);
    running.map_or("", |plan| plan.id.in_tongue(tongue))
}

/// Everything that was asked for.
fn every_piece() -> impl Iterator<Item = Subject> {
    let pieces = pieces::PIECES.iter().chain(campaigns::CAMPAIGN_PIECES);
    pieces.enumerate().map(|(number, piece)| Subject { number, piece })
}
