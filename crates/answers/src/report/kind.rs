//! Answers: which kinds of answer are there, by the name in their JSON?
//! Invariant: a name is never reused or changed; each has a schema in `docs/schemas/`.
//! Source: `docs/json.md`.

use serde::{Serialize, Serializer};

/// One list, from which the type, its names and the list of all are made.
macro_rules! kinds {
    ($($kind:ident $name:literal,)+) => {
        /// What `data` is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($kind,)+
        }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$kind,)+];

            /// `crops.plan`
            pub const fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)+
                }
            }
        }
    };
}

kinds! {
    AssetAdd "crops.asset.add",
    AssetList "crops.asset.list",
    AssetShow "crops.asset.show",
    Bottlenecks "crops.bottlenecks",
    BriefAssign "crops.brief.assign",
    BriefEdit "crops.brief.edit",
    BriefList "crops.brief.list",
    BriefShow "crops.brief.show",
    Calendar "crops.calendar",
    CampaignAdd "crops.campaign.add",
    CampaignList "crops.campaign.list",
    CampaignNew "crops.campaign.new",
    CampaignOpen "crops.campaign.open",
    CampaignShow "crops.campaign.show",
    Check "crops.check",
    CheckRange "crops.check-range",
    Completions "crops.completions",
    Demo "crops.demo",
    Diff "crops.diff",
    Due "crops.due",
    Events "crops.events",
    Explain "crops.explain",
    Facts "crops.facts",
    FeedbackAdd "crops.feedback.add",
    FeedbackConfirm "crops.feedback.confirm",
    FeedbackList "crops.feedback.list",
    FeedbackResolve "crops.feedback.resolve",
    Flow "crops.flow",
    Forecast "crops.forecast",
    ForecastBacktest "crops.forecast-backtest",
    ForgeRecord "crops.forge.record",
    ForgeRules "crops.forge.rules",
    ForgeVerify "crops.forge.verify",
    Init "crops.init",
    Kpi "crops.kpi",
    KpiDefinitions "crops.kpi-definitions",
    KpiStudios "crops.kpi-studios",
    Man "crops.man",
    Move "crops.move",
    Plan "crops.plan",
    PlanDiff "crops.plan-diff",
    PlanSlip "crops.plan-slip",
    PlanWhy "crops.plan-why",
    Propose "crops.propose",
    RequestAccept "crops.request.accept",
    RequestDecline "crops.request.decline",
    RequestList "crops.request.list",
    RequestNew "crops.request.new",
    Schema "crops.schema",
    Sprints "crops.sprints",
    Resolve "crops.resolve",
    Sync "crops.sync",
    TemplateList "crops.template.list",
    TemplateUse "crops.template.use",
    Trail "crops.trail",
    TrailCampaign "crops.trail-campaign",
    Undo "crops.undo",
    Verdict "crops.verdict",
    WorkflowAdopt "crops.workflow.adopt",
    WorkflowShow "crops.workflow.show",
    WorkflowTest "crops.workflow.test",
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
