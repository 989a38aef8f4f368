//! Answers: which keys have briefs and what gathers around them: verdicts, feedback, assets, results?
//! Invariant: see the parent module.

use super::{
    DAY, DAY_OR_ANCHOR, ID, IDS, INSTANT, MONEY, MapShape, PEOPLE, PERSON, SHA256, TEXT, TEXTS, ValueShape, may, must,
    one_of,
};
use crate::model::asset::AssetRole;
use crate::model::feedback::Severity;
use crate::model::other::RecordType;
use crate::model::problem::Wanted;

const BRIEF_ID: ValueShape = ValueShape::Ref(RecordType::Brief);
const ASSET_ID: ValueShape = ValueShape::Ref(RecordType::Asset);
const CAMPAIGN_ID: ValueShape = ValueShape::Ref(RecordType::Campaign);

pub static BRIEF: MapShape = MapShape {
    name: "brief",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("title", TEXT),
        must("kind", ValueShape::Ref(RecordType::Kind)),
        must("stage", ID),
        may("campaign", CAMPAIGN_ID),
        may("deliverable", ValueShape::Scalar(Wanted::DeliverableLink)),
        may("requester", PERSON),
        may("owner", PERSON),
        may("who", ValueShape::MapOf(Wanted::Id, &PEOPLE)),
        may("priority", one_of(&["low", "normal", "high", "urgent"])),
        may("due", DAY_OR_ANCHOR),
        may("ref", TEXT),
        may("budget", MONEY),
        may("rush", ValueShape::Map(&RUSH)),
        may("declined", ValueShape::Map(&DECLINED)),
        may("imported", DAY),
        may("objective", ValueShape::Anything),
        may("audience", ValueShape::Anything),
        may("message", ValueShape::Anything),
        may("channels", IDS),
        may("markets", IDS),
        may("tags", IDS),
        may("context", ValueShape::List(&ValueShape::Map(&CONTEXT))),
        may("notes", ValueShape::Anything),
        may("uses", ValueShape::OneOrMany(&ASSET_ID)),
        may("proofs", ValueShape::List(&ValueShape::Map(&PROOF))),
    ],
};

static RUSH: MapShape = MapShape {
    name: "rush",
    keys: &[must("reason", TEXT), may("agreed_by", PERSON)],
};

static DECLINED: MapShape = MapShape {
    name: "declined",
    keys: &[must("reason", TEXT), may("by", PERSON), may("day", DAY)],
};

static CONTEXT: MapShape = MapShape {
    name: "context",
    keys: &[
        may("metric", TEXT),
        may("value", TEXT),
        may("source", TEXT),
        may("note", TEXT),
    ],
};

static PROOF: MapShape = MapShape {
    name: "proofs",
    keys: &[must("asset", ASSET_ID), may("note", TEXT)],
};

pub static APPROVAL: MapShape = MapShape {
    name: "approval",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("studio", ID),
        must("subject", BRIEF_ID),
        must("stage", ID),
        must(
            "verdict",
            one_of(&[
                "approve",
                "approve-with-changes",
                "reject",
                "revoke",
                "abstain",
                "confirm",
            ]),
        ),
        must("digest", TEXT),
        must("covers", ValueShape::Either(&[one_of(&["content"]), TEXTS])),
        must("by", PERSON),
        must("at", INSTANT),
        may("requested", INSTANT),
        may("resolves", IDS),
        may("changes", TEXTS),
        may("confirmed_by", PERSON),
        must("evidence", ValueShape::Map(&EVIDENCE)),
        may("note", TEXT),
    ],
};

static EVIDENCE: MapShape = MapShape {
    name: "evidence",
    keys: &[
        must("kind", one_of(&["forge", "signature", "claim"])),
        may("forge", ID),
        may("repository", TEXT),
        may("pull", TEXT),
        may("review", TEXT),
        may("account", TEXT),
        may("commit", TEXT),
        may("via", TEXT),
        may("received", DAY),
        may("relayed_by", PERSON),
        may("attachment", ValueShape::Scalar(Wanted::File)),
        may("sha256", SHA256),
    ],
};

pub static HANDOFF: MapShape = MapShape {
    name: "handoff",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("subject", BRIEF_ID),
        must("stage", ID),
        must("by", PERSON),
        must("at", INSTANT),
        must(
            "round",
            ValueShape::Scalar(Wanted::Number {
                least: 0,
                most: 100_000,
            }),
        ),
        may("ticked", TEXTS),
        may("beyond_rounds", TEXT),
    ],
};

pub static FEEDBACK: MapShape = MapShape {
    name: "feedback",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("subject", BRIEF_ID),
        must("stage", ID),
        must("by", PERSON),
        must("at", INSTANT),
        may("version", ValueShape::Map(&VERSION)),
        must("items", ValueShape::List(&ValueShape::Map(&REMARK))),
    ],
};

static VERSION: MapShape = MapShape {
    name: "version",
    keys: &[may("asset", ASSET_ID)],
};

static REMARK: MapShape = MapShape {
    name: "items",
    keys: &[
        must("id", ID),
        may("place", ValueShape::Either(&[ValueShape::Map(&PLACE), TEXT])),
        must("text", TEXT),
        may("severity", one_of(&Severity::WORDS)),
        may("resolved", ValueShape::Either(&[ValueShape::Map(&RESOLVED), TEXT])),
        may("confirmed", ValueShape::Either(&[ValueShape::Map(&CONFIRMED), TEXT])),
    ],
};

static PLACE: MapShape = MapShape {
    name: "place",
    keys: &[
        may("at", ValueShape::Scalar(Wanted::TimeCode)),
        may("page", PAGE),
        may("x", PART_OF_WHOLE),
        may("y", PART_OF_WHOLE),
        may("field", ValueShape::Scalar(Wanted::BriefKey)),
    ],
};

const PART_OF_WHOLE: ValueShape = ValueShape::Scalar(Wanted::PartOfWhole);
const PAGE: ValueShape = ValueShape::Scalar(Wanted::Number {
    least: 1,
    most: 100_000,
});

static RESOLVED: MapShape = MapShape {
    name: "resolved",
    keys: &[may("by", PERSON), may("on", DAY), may("how", TEXT)],
};

/// Without the name of whoever saw it, a confirmation is worth nothing.
static CONFIRMED: MapShape = MapShape {
    name: "confirmed",
    keys: &[must("by", PERSON), may("on", DAY)],
};

pub static ASSET: MapShape = MapShape {
    name: "asset",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        may("title", TEXT),
        must("role", one_of(&AssetRole::WORDS)),
        may("replaces", ASSET_ID),
        must("sha256", SHA256),
        may("uri", TEXT),
        may("path", ValueShape::Scalar(Wanted::File)),
        may("media_type", TEXT),
        may("brief", BRIEF_ID),
        may("campaign", CAMPAIGN_ID),
        may("tags", IDS),
        may("rights", ValueShape::Map(&RIGHTS)),
    ],
};

static RIGHTS: MapShape = MapShape {
    name: "rights",
    keys: &[may("owner", TEXT), may("until", DAY), may("markets", IDS)],
};

pub static RESULT: MapShape = MapShape {
    name: "result",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        may("campaign", CAMPAIGN_ID),
        may("brief", BRIEF_ID),
        must("rows", ValueShape::List(&ValueShape::Map(&RESULT_ROW))),
    ],
};

static RESULT_ROW: MapShape = MapShape {
    name: "rows",
    keys: &[
        may("asset", ASSET_ID),
        may("brief", BRIEF_ID),
        may("channel", ID),
        may("market", ID),
        must("metric", TEXT),
        must("value", ValueShape::Scalar(Wanted::Decimal)),
        may("period", TEXT),
        may("note", TEXT),
    ],
};

pub static RETROSPECTIVE: MapShape = MapShape {
    name: "retrospective",
    keys: &[
        must("crops", TEXT),
        must("id", ID),
        must("period", ValueShape::Map(&super::settings::PERIOD)),
        may("campaign", CAMPAIGN_ID),
        may("keep", TEXTS),
        may("improve", TEXTS),
        may("stop", TEXTS),
        may("actions", ValueShape::List(&ValueShape::Map(&ACTION))),
    ],
};

static ACTION: MapShape = MapShape {
    name: "actions",
    keys: &[
        must("id", ID),
        must("what", TEXT),
        may("owner", PERSON),
        may("by", DAY),
        may("done", DAY),
        may("expects", ValueShape::Map(&EXPECTS)),
    ],
};

static EXPECTS: MapShape = MapShape {
    name: "expects",
    keys: &[
        must("kpi", one_of(crate::model::target::KPI_IDS)),
        must("change", ValueShape::Scalar(Wanted::Percent)),
    ],
};
