//! Answers: which keys have workflows and kinds?
//! Invariant: see the parent module.

use super::{HOURS, ID, IDS, KeyShape, LENGTH, MapShape, TEXT, TEXTS, ValueShape, WORKING_DAYS, may, must, one_of};
use crate::model::kind::MOST_ROUNDS;
use crate::model::other::RecordType;
use crate::model::problem::Wanted;

pub static WORKFLOW: MapShape = MapShape {
    name: "workflow",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        may("title", ValueShape::Label),
        must("stages", ValueShape::List(&ValueShape::Map(&STAGE))),
    ],
};

static STAGE: MapShape = MapShape {
    name: "stages",
    keys: &[
        must("id", ID),
        may("title", ValueShape::Label),
        must("class", one_of(&["queue", "work", "gate", "hold", "done", "dropped"])),
        may("role", ID),
        may("sla", ValueShape::Scalar(Wanted::Sla)),
        may("gate", ValueShape::Map(&GATE)),
        may("handoff", TEXTS),
        may("requires", TEXTS),
        may("was", ValueShape::OneOrMany(&ID)),
    ],
};

static GATE: MapShape = MapShape {
    name: "gate",
    keys: &[
        may("needs", ValueShape::List(&ValueShape::Map(&GATE_NEED))),
        may(
            "accepts",
            ValueShape::OneOrMany(&one_of(&["signature", "forge", "claim"])),
        ),
        may("covers", ValueShape::Either(&[one_of(&["content"]), TEXTS])),
        may("on_approve", ID),
        may("on_reject", ID),
        may("max_rounds", count(1000)),
        may("on_silence", ValueShape::Map(&SILENCE)),
        may("makers_may", IDS),
        may("dismissed_by", IDS),
        may("overridden_by", IDS),
    ],
};

static GATE_NEED: MapShape = MapShape {
    name: "needs",
    keys: &[
        may("role", ID),
        may("person", ValueShape::Ref(RecordType::Person)),
        may("count", count(100)),
        may("order", count(100)),
        may("when", TEXT),
    ],
};

static SILENCE: MapShape = MapShape {
    name: "on_silence",
    keys: &[
        must("after", WORKING_DAYS),
        must("do", one_of(&["remind", "escalate", "tacit"])),
    ],
};

pub static KIND: MapShape = MapShape {
    name: "kind",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        may("title", ValueShape::Label),
        must("workflow", ValueShape::Ref(RecordType::Workflow)),
        may("lead_time", WORKING_DAYS),
        may("starts_from", ID),
        may("ready_at", ID),
        may("handover", WORKING_DAYS),
        may("channels", IDS),
        may("stages", ValueShape::MapOf(Wanted::Id, &ValueShape::Map(&STAGE_WORK))),
        may("intake", TEXTS),
    ],
};

static STAGE_WORK: MapShape = MapShape {
    name: "stages",
    keys: &[DURATION, EFFORT, ROLE, ROUNDS, STRETCH],
};

// A campaign may say these otherwise for one deliverable.
pub const DURATION: KeyShape = may("duration", LENGTH);
pub const EFFORT: KeyShape = may("effort", HOURS);
pub const ROLE: KeyShape = may("role", ID);
pub const ROUNDS: KeyShape = may("rounds", ValueShape::Map(&ROUNDS_OF));
pub const STRETCH: KeyShape = may("stretch", LENGTH);

static ROUNDS_OF: MapShape = MapShape {
    name: "rounds",
    keys: &[must("planned", count(MOST_ROUNDS as i64)), may("rework", LENGTH)],
};

const fn count(most: i64) -> ValueShape {
    ValueShape::Scalar(Wanted::Number { least: 1, most })
}
