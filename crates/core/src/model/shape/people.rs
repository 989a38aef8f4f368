//! Answers: which keys have the people of the team and the parties outside it?
//! Invariant: see the parent module.

use super::settings::{ACCOUNT, KEY};
use super::{
    CALENDAR, DAY, EMAILS, HOURS, ID, IDS, KeyShape, MapShape, PERIODS, PERSON as PERSON_ID, TEXT, ValueShape,
    WORKING_DAYS, may, must, one_of,
};
use crate::model::problem::Wanted;

const ACCOUNTS: KeyShape = may("accounts", ValueShape::List(&ONE_ACCOUNT));
static ONE_ACCOUNT: ValueShape = ValueShape::Map(&ACCOUNT);
const KEYS: KeyShape = may("keys", ValueShape::List(&ONE_KEY));
static ONE_KEY: ValueShape = ValueShape::Map(&KEY);

pub static PERSON: MapShape = MapShape {
    name: "person",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("name", TEXT),
        may("team", TEXT),
        may("emails", EMAILS),
        ACCOUNTS,
        may("roles", IDS),
        may("contract", one_of(&["employee", "contractor", "freelance"])),
        may("calendar", CALENDAR),
        may("hours", ValueShape::MapOf(Wanted::Weekday, &HOURS)),
        may("bookings", ValueShape::List(&ValueShape::Map(&BOOKING))),
        may("off", PERIODS),
        KEYS,
        may("delegates", ValueShape::List(&ValueShape::Map(&DELEGATE))),
        may("notice", WORKING_DAYS),
        may("until", DAY),
    ],
};

static BOOKING: MapShape = MapShape {
    name: "bookings",
    keys: &[
        must("from", DAY),
        may("to", DAY),
        must("status", one_of(&["firm", "option"])),
        may("why", TEXT),
    ],
};

static DELEGATE: MapShape = MapShape {
    name: "delegates",
    keys: &[must("person", PERSON_ID), must("from", DAY), must("to", DAY)],
};

pub static PARTY: MapShape = MapShape {
    name: "party",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("name", TEXT),
        must("type", one_of(&["client", "agency", "supplier", "media"])),
        may("calendar", CALENDAR),
        may("closed", PERIODS),
        may("approvers", ValueShape::List(&ValueShape::Map(&APPROVER))),
        may("answers_within", WORKING_DAYS),
        may("capacity", ValueShape::Scalar(Wanted::Number { least: 1, most: 100 })),
        may("notice", WORKING_DAYS),
        may("handover", WORKING_DAYS),
    ],
};

static APPROVER: MapShape = MapShape {
    name: "approvers",
    keys: &[
        must("id", ID),
        must("name", TEXT),
        may("emails", EMAILS),
        ACCOUNTS,
        KEYS,
        may("roles", IDS),
        may("until", DAY),
    ],
};
