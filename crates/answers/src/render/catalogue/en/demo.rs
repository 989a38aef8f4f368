//! Answers: how is the sample studio presented in English?
//! Invariant: one sentence each, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::numbers::full_day;
use crate::render::catalogue::{DemoSaid, Lang};

pub fn demo(said: DemoSaid<'_>) -> String {
    let day = |day| full_day(Lang::En, day);
    match said {
        DemoSaid::Made(demo) => format!("{} is ready in {}.", demo.title, demo.folder),
        DemoSaid::Holds(demo) => format!(
            "{}, {} and {} that moved in {}, from {} to {}.",
            counted(demo.people, "person", "people"),
            counted(demo.campaigns, "campaign", "campaigns"),
            counted(demo.briefs, "brief", "briefs"),
            counted(demo.commits, "commit", "commits"),
            day(demo.from),
            day(demo.to),
        ),
        DemoSaid::DoneLeftOut(rows) => format!(
            "{} left out here.",
            counted(rows, "task that is done is", "tasks that are done are")
        ),
        DemoSaid::YouAre(demo) => format!(
            "There you are {}: what you change is committed in that name.",
            demo.you_are
        ),
    }
}
