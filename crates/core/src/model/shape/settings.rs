//! Answers: which keys have the studio's settings, calendars, targets, taxonomy and templates?
//! Invariant: see the parent module.

use super::campaign::SPRINT;
use super::{
    CALENDAR as CALENDAR_ID, DAY, DAYS, HOURS, ID, KeyShape, MapShape, PERIODS, TEXT, TEXTS, ValueShape, WORKING_DAYS,
    may, must, one_of,
};
use crate::model::problem::Wanted;
use crate::model::target::KPI_IDS;

pub static STUDIO: MapShape = MapShape {
    name: "studio",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("title", TEXT),
        may("language", one_of(&["en", "fr"])),
        may("timezone", TEXT),
        may("calendar", CALENDAR_ID),
        may("official", TEXT),
        may("was", ValueShape::OneOrMany(&TEXT)),
        may("flow", one_of(&["direct", "pull-request"])),
        may("forge", ValueShape::Map(&FORGE)),
        may("recorders", ValueShape::List(&ValueShape::Map(&KEY))),
        may("bots", ValueShape::List(&ValueShape::Map(&ACCOUNT))),
        may("share", one_of(&["sync", "always"])),
        may("margin", WORKING_DAYS),
        may("on_slip", one_of(&["consume", "shift", "hold"])),
        may("sprint", ValueShape::Map(&SPRINT)),
        may("people_reports", ValueShape::Scalar(Wanted::YesOrNo)),
        may("currency", ValueShape::Scalar(Wanted::Currency)),
    ],
};

static FORGE: MapShape = MapShape {
    name: "forge",
    keys: &[
        must(
            "kind",
            one_of(&["github", "gitlab", "gitea", "bitbucket-cloud", "bitbucket-server"]),
        ),
        may("repository", TEXT),
        may("name", TEXT),
        may("url", TEXT),
    ],
};

/// A public key and when it counts.
pub static KEY: MapShape = MapShape {
    name: "keys",
    keys: &[must("ssh", TEXT), must("from", DAY), may("until", DAY)],
};

pub static ACCOUNT: MapShape = MapShape {
    name: "accounts",
    keys: &[
        must("forge", ID),
        must(
            "id",
            ValueShape::Scalar(Wanted::Number {
                least: 0,
                most: i64::MAX,
            }),
        ),
        may("login", TEXT),
    ],
};

pub static PERIOD: MapShape = MapShape {
    name: "period",
    keys: &[must("from", DAY), may("to", DAY), may("why", TEXT)],
};

pub static CALENDAR: MapShape = MapShape {
    name: "calendar",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        may("title", ValueShape::Label),
        may("week", ValueShape::List(&ValueShape::Scalar(Wanted::Weekday))),
        may("window", ValueShape::Map(&WINDOW)),
        may("holidays", TEXT),
        may("bridges", DAYS),
        may("worked", DAYS),
        may("closed", PERIODS),
        may("half", DAYS),
        may("reduced", ValueShape::List(&ValueShape::Map(&REDUCED))),
    ],
};

static WINDOW: MapShape = MapShape {
    name: "window",
    keys: &[
        must("from", ValueShape::Scalar(Wanted::ClockTime)),
        must("to", ValueShape::Scalar(Wanted::ClockTime)),
        may("lunch", HOURS),
        may("lunch_at", ValueShape::Scalar(Wanted::ClockTime)),
    ],
};

static REDUCED: MapShape = MapShape {
    name: "reduced",
    keys: &[
        must("from", DAY),
        may("to", DAY),
        must("hours", HOURS),
        may("why", TEXT),
    ],
};

pub static TARGETS: MapShape = MapShape {
    name: "targets",
    keys: &[
        must("crops", TEXT),
        must("targets", ValueShape::List(&ValueShape::Map(&TARGET))),
    ],
};

const AMOUNT: ValueShape = ValueShape::Scalar(Wanted::Amount);
const PERCENT: ValueShape = ValueShape::Scalar(Wanted::Percent);

static TARGET: MapShape = MapShape {
    name: "targets",
    keys: &[
        must("kpi", one_of(KPI_IDS)),
        may("stat", one_of(&["median", "mean", "p85"])),
        may("at_most", AMOUNT),
        may("at_least", AMOUNT),
        may("reduce", PERCENT),
        may("raise", PERCENT),
        may("since", TEXT),
        may("by", ValueShape::Map(&TARGET_GROUP)),
    ],
};

/// One group that a target is for.
static TARGET_GROUP: MapShape = MapShape {
    name: "by",
    keys: &[
        may("kind", ID),
        may("campaign", ID),
        may("team", TEXT),
        may("stage", ID),
    ],
};

pub static TAXONOMY: MapShape = MapShape {
    name: "taxonomy",
    keys: &[
        must("crops", TEXT),
        term_list("channels"),
        term_list("markets"),
        term_list("tags"),
    ],
};

const fn term_list(key: &'static str) -> KeyShape {
    may(key, ValueShape::MapOf(Wanted::Id, &ValueShape::Label))
}

pub static TEMPLATE: MapShape = MapShape {
    name: "template",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("for", one_of(&["campaign", "brief", "feedback", "workflow"])),
        may("title", ValueShape::Label),
        may("ask", TEXTS),
        may("fill", ValueShape::Anything),
    ],
};
