//! Answers: how is the sample studio presented in French?
//! Invariant: one sentence each, no catch-all arm.

use super::numbers::counted;
use crate::render::catalogue::numbers::full_day;
use crate::render::catalogue::{DemoSaid, Lang};

pub fn demo(said: DemoSaid<'_>) -> String {
    let day = |day| full_day(Lang::Fr, day);
    match said {
        DemoSaid::Made(demo) => format!("{} est prêt dans {}.", demo.title, demo.folder),
        DemoSaid::Holds(demo) => format!(
            "{}, {} et {} qui ont avancé en {}, du {} au {}.",
            counted(demo.people, "personne", "personnes"),
            counted(demo.campaigns, "campagne", "campagnes"),
            counted(demo.briefs, "brief", "briefs"),
            counted(demo.commits, "commit", "commits"),
            day(demo.from),
            day(demo.to),
        ),
        DemoSaid::DoneLeftOut(rows) => {
            let left_out = counted(
                rows,
                "tâche terminée n’est pas montrée",
                "tâches terminées ne sont pas montrées",
            );
            format!("{left_out} ici.")
        }
        DemoSaid::YouAre(demo) => format!(
            "Vous y êtes {}\u{a0}: vos changements sont enregistrés sous ce nom.",
            demo.you_are
        ),
    }
}
