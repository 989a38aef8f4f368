//! Answers: which keys has a campaign?
//! Invariant: see the parent module.

use super::process::{DURATION, EFFORT, ROLE, ROUNDS, STRETCH};
use super::{
    DAY, DAY_OR_ANCHOR, DAYS, HOURS, ID, IDS, KeyShape, LENGTH, MONEY, MapShape, PEOPLE, PERSON, TEXT, ValueShape,
    WORKING_DAYS, may, must, one_of,
};
use crate::model::other::RecordType;
use crate::model::problem::Wanted;

const KIND: KeyShape = must("kind", ValueShape::Ref(RecordType::Kind));
const PARTY: KeyShape = may("party", ValueShape::Ref(RecordType::Party));
const NEEDS: KeyShape = may("needs", ValueShape::OneOrMany(&ONE_NEED));
static ONE_NEED: ValueShape = ValueShape::Either(&NEED_FORMS);
static NEED_FORMS: [ValueShape; 2] = [TEXT, ValueShape::Map(&NEED)];
const NOT_BEFORE: KeyShape = may("not_before", DAY_OR_ANCHOR);
const MUST_END_BY: KeyShape = may("must_end_by", DAY_OR_ANCHOR);
const FIXED: KeyShape = may("fixed", DAY_OR_ANCHOR);

pub static CAMPAIGN: MapShape = MapShape {
    name: "campaign",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("title", TEXT),
        may("ref", TEXT),
        may("client", ValueShape::Ref(RecordType::Party)),
        may("owner", PERSON),
        may("launch", DAY),
        may("dates", ValueShape::MapOf(Wanted::Id, &DAY)),
        may("margin", WORKING_DAYS),
        may(
            "priority",
            ValueShape::Scalar(Wanted::Number {
                least: -1_000_000,
                most: 1_000_000,
            }),
        ),
        may("sprint", ValueShape::Map(&SPRINT)),
        may("deliverables", ValueShape::List(&ValueShape::Map(&DELIVERABLE))),
        may("series", ValueShape::List(&ValueShape::Map(&SERIES))),
        may("tasks", ValueShape::List(&ValueShape::Map(&TASK))),
        may("milestones", ValueShape::List(&ValueShape::Map(&MILESTONE))),
        may("budget", ValueShape::Map(&BUDGET)),
        may("decisions", ValueShape::List(&ValueShape::Map(&DECISION))),
        may("risks", ValueShape::List(&ValueShape::Map(&RISK))),
    ],
};

pub static SPRINT: MapShape = MapShape {
    name: "sprint",
    keys: &[must("length", LENGTH), must("anchor", DAY)],
};

static DELIVERABLE: MapShape = MapShape {
    name: "deliverables",
    keys: &[
        must("id", ID),
        may("title", TEXT),
        KIND,
        may("live", DAY_OR_ANCHOR),
        PARTY,
        may("owner", PERSON),
        may("channels", IDS),
        NEEDS,
        may("stages", ValueShape::MapOf(Wanted::Id, &ValueShape::Map(&OVERRIDE))),
        may("variants", ValueShape::MapOf(Wanted::Id, &ValueShape::List(&TEXT))),
        may("effort_each", HOURS),
        NOT_BEFORE,
        MUST_END_BY,
    ],
};

static OVERRIDE: MapShape = MapShape {
    name: "stages",
    keys: &[
        DURATION,
        EFFORT,
        ROLE,
        ROUNDS,
        STRETCH,
        FIXED,
        NOT_BEFORE,
        MUST_END_BY,
        NEEDS,
        may("who", PEOPLE),
    ],
};

static NEED: MapShape = MapShape {
    name: "needs",
    keys: &[
        must("after", TEXT),
        may("to", ID),
        may("type", one_of(&["FS", "SS", "FF", "SF"])),
        may("lag", ValueShape::Scalar(Wanted::Lag)),
    ],
};

static SERIES: MapShape = MapShape {
    name: "series",
    keys: &[
        must("id", ID),
        may("title", TEXT),
        KIND,
        must("every", ValueShape::Scalar(Wanted::Rhythm)),
        must("from", DAY_OR_ANCHOR),
        must("to", DAY_OR_ANCHOR),
        may("owner", PERSON),
        PARTY,
        may("channels", IDS),
        NEEDS,
        may("except", DAYS),
    ],
};

static TASK: MapShape = MapShape {
    name: "tasks",
    keys: &[
        must("id", ID),
        may("title", TEXT),
        must("duration", LENGTH),
        EFFORT,
        ROLE,
        may("owner", PERSON),
        PARTY,
        NEEDS,
        FIXED,
        NOT_BEFORE,
        MUST_END_BY,
        may("warned", DAY),
        may("started", DAY),
        may("done", DAY),
    ],
};

static MILESTONE: MapShape = MapShape {
    name: "milestones",
    keys: &[
        must("id", ID),
        may("title", TEXT),
        may("by", DAY_OR_ANCHOR),
        NEEDS,
        may("done", DAY),
    ],
};

static BUDGET: MapShape = MapShape {
    name: "budget",
    keys: &[may("lines", ValueShape::List(&ValueShape::Map(&BUDGET_LINE)))],
};

static BUDGET_LINE: MapShape = MapShape {
    name: "lines",
    keys: &[
        must("id", ID),
        may("category", TEXT),
        may("planned", MONEY),
        may("committed", MONEY),
        may("spent", MONEY),
    ],
};

static DECISION: MapShape = MapShape {
    name: "decisions",
    keys: &[
        must("id", ID),
        must("ask", TEXT),
        may("owner", PERSON),
        may("by", DAY_OR_ANCHOR),
        may("decided", DAY),
    ],
};

static RISK: MapShape = MapShape {
    name: "risks",
    keys: &[
        must("id", ID),
        must("what", TEXT),
        may("owner", PERSON),
        may("likely", one_of(&["low", "medium", "high"])),
        may("impact", TEXT),
        may("answer", TEXT),
    ],
};
