//! Answers: which tables and columns do exported facts have?
//! Invariant: the one place that says so: documentation, SQL and files are made from it; names are an interface and never change.
//! Source: `docs/facts.md`.

/// What a column holds, as SQL names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactType {
    Text,
    Count,
    Number,
    Truth,
    Day,
    /// An instant in UTC.
    Instant,
}

impl FactType {
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Count => "BIGINT",
            Self::Number => "DOUBLE",
            Self::Truth => "BOOLEAN",
            Self::Day => "DATE",
            Self::Instant => "TIMESTAMP",
        }
    }
}

/// One list, from which the columns and all that is said of them are made.
macro_rules! columns {
    ($($column:ident $name:literal $type:ident,)+) => {
        /// A column; one name means the same in every table that has it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FactColumn {
            $($column,)+
        }

        impl FactColumn {
            pub const ALL: &[FactColumn] = &[$(FactColumn::$column,)+];

            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)+
                }
            }

            pub const fn holds(self) -> FactType {
                match self {
                    $(Self::$column => FactType::$type,)+
                }
            }
        }
    };
}

columns! {
    Studio "studio" Text,
    Period "period" Text,
    PeriodFrom "period_from" Day,
    PeriodTo "period_to" Day,
    Today "today" Day,
    Timezone "timezone" Text,
    Commit "commit_id" Text,
    Landing "landing_id" Text,
    Brief "brief" Text,
    Kind "kind" Text,
    Workflow "workflow" Text,
    Campaign "campaign" Text,
    Team "team" Text,
    Owner "owner" Text,
    Stage "stage" Text,
    Class "class" Text,
    Deleted "deleted" Truth,
    HasGates "has_gates" Truth,
    Reopened "reopened" Count,
    CreatedOn "created_on" Day,
    BeganOn "began_on" Day,
    BeganDayShare "began_day_share" Number,
    BeginsElsewhere "begins_elsewhere" Text,
    WorkBeganOn "work_began_on" Day,
    IntakeAsked "intake_asked" Count,
    IntakeFilled "intake_filled" Count,
    PromisedOn "promised_on" Day,
    DueNow "due_now" Day,
    NoticeMissingDays "notice_missing_days" Number,
    ReadyLandedOn "ready_landed_on" Day,
    ReadyOn "ready_on" Day,
    ReadyLateDays "ready_late_days" Number,
    DeliveredOn "delivered_on" Day,
    TurnaroundDays "turnaround_days" Number,
    TurnaroundNetDays "turnaround_net_days" Number,
    Visit "visit" Count,
    Awaited "awaited" Text,
    StartedAt "started_at" Instant,
    StartedLandedOn "started_landed_on" Day,
    StartedCommit "started_commit" Text,
    StartedSource "started_source" Text,
    EndedAt "ended_at" Instant,
    EndedLandedOn "ended_landed_on" Day,
    EndedCommit "ended_commit" Text,
    EndedSource "ended_source" Text,
    Outcome "outcome" Text,
    Observed "observed" Truth,
    WorkingDaysNet "working_days_net" Number,
    WaitingDaysNet "waiting_days_net" Number,
    OpenHoursNet "open_hours_net" Number,
    SlaKept "sla_kept" Truth,
    SlaOverHours "sla_over_hours" Number,
    Hold "hold" Count,
    HeldFrom "held_from" Instant,
    HeldUntil "held_until" Instant,
    WorkingDays "working_days" Number,
    FromStage "from_stage" Text,
    ToStage "to_stage" Text,
    MadeAt "made_at" Instant,
    LandedAt "landed_at" Instant,
    CountedAt "counted_at" Instant,
    MadeBy "made_by" Text,
    Day "day" Day,
    LastLiveOn "last_live_on" Day,
    Deliverable "deliverable" Text,
    LiveOn "live_on" Day,
    LateDays "late_days" Number,
    Kpi "kpi" Text,
    Counted "counted" Text,
    ItemType "item_type" Text,
    Item "item" Text,
    Value "value" Number,
    Base "base" Number,
    Weight "weight" Number,
    Reason "reason" Text,
    DefinitionVersion "definition_version" Count,
    Unit "unit" Text,
    Better "better" Text,
    Samples "n" Count,
    Median "median" Number,
    Mean "mean" Number,
    P85 "p85" Number,
    PreviousValue "previous_value" Number,
    PreviousSamples "previous_n" Count,
    NoDataBecause "no_data_because" Text,
}

use FactColumn as C;

/// A table of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactTable {
    /// What was asked, one row.
    Asked,
    Briefs,
    Visits,
    Holds,
    Events,
    /// Every day from the first to the last that a figure needs.
    Days,
    Campaigns,
    Deliverables,
    Observations,
    Kpis,
}

impl FactTable {
    pub const ALL: [Self; 10] = [
        Self::Asked,
        Self::Briefs,
        Self::Visits,
        Self::Holds,
        Self::Events,
        Self::Days,
        Self::Campaigns,
        Self::Deliverables,
        Self::Observations,
        Self::Kpis,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Briefs => "briefs",
            Self::Visits => "visits",
            Self::Holds => "holds",
            Self::Events => "events",
            Self::Days => "days",
            Self::Campaigns => "campaigns",
            Self::Deliverables => "deliverables",
            Self::Observations => "observations",
            Self::Kpis => "kpis",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// In the order of every row.
    pub const fn columns(self) -> &'static [FactColumn] {
        match self {
            Self::Asked => &[
                C::Studio,
                C::Period,
                C::PeriodFrom,
                C::PeriodTo,
                C::Today,
                C::Timezone,
                C::Commit,
            ],
            Self::Briefs => BRIEFS,
            Self::Visits => VISITS,
            Self::Holds => &[C::Studio, C::Brief, C::Hold, C::HeldFrom, C::HeldUntil, C::WorkingDays],
            Self::Events => EVENTS,
            Self::Days => &[C::Studio, C::Day, C::WorkingDays],
            Self::Campaigns => &[C::Studio, C::Campaign, C::LastLiveOn],
            Self::Deliverables => &[C::Studio, C::Campaign, C::Deliverable, C::Brief, C::LiveOn, C::LateDays],
            Self::Observations => OBSERVATIONS,
            Self::Kpis => KPI_VALUES,
        }
    }

    /// `CREATE TABLE` as `sql/schema.sql` has it.
    pub fn sql(self) -> String {
        let column = |column: &FactColumn| format!("  {} {}", column.name(), column.holds().sql());
        let columns: Vec<String> = self.columns().iter().map(column).collect();
        format!("CREATE TABLE {} (\n{}\n);\n", self.name(), columns.join(",\n"))
    }
}

const BRIEFS: &[FactColumn] = &[
    C::Studio,
    C::Brief,
    C::Kind,
    C::Workflow,
    C::Campaign,
    C::Team,
    C::Owner,
    C::Stage,
    C::Class,
    C::Deleted,
    C::HasGates,
    C::Reopened,
    C::CreatedOn,
    C::BeganOn,
    C::BeganDayShare,
    C::BeginsElsewhere,
    C::WorkBeganOn,
    C::IntakeAsked,
    C::IntakeFilled,
    C::PromisedOn,
    C::DueNow,
    C::NoticeMissingDays,
    C::ReadyLandedOn,
    C::ReadyOn,
    C::ReadyLateDays,
    C::DeliveredOn,
    C::TurnaroundDays,
    C::TurnaroundNetDays,
];

const VISITS: &[FactColumn] = &[
    C::Studio,
    C::Brief,
    C::Visit,
    C::Stage,
    C::Class,
    C::Awaited,
    C::StartedAt,
    C::StartedLandedOn,
    C::StartedCommit,
    C::StartedSource,
    C::EndedAt,
    C::EndedLandedOn,
    C::EndedCommit,
    C::EndedSource,
    C::Outcome,
    C::Observed,
    C::WorkingDaysNet,
    C::WaitingDaysNet,
    C::OpenHoursNet,
    C::SlaKept,
    C::SlaOverHours,
];

const EVENTS: &[FactColumn] = &[
    C::Studio,
    C::Brief,
    C::FromStage,
    C::ToStage,
    C::Commit,
    C::Landing,
    C::MadeAt,
    C::LandedAt,
    C::CountedAt,
    C::MadeBy,
];

const OBSERVATIONS: &[FactColumn] = &[
    C::Studio,
    C::Kpi,
    C::Counted,
    C::Brief,
    C::Visit,
    C::ItemType,
    C::Item,
    C::Stage,
    C::Day,
    C::Value,
    C::Base,
    C::Weight,
    C::Reason,
];

const KPI_VALUES: &[FactColumn] = &[
    C::Studio,
    C::Kpi,
    C::DefinitionVersion,
    C::Unit,
    C::Better,
    C::Value,
    C::Samples,
    C::Median,
    C::Mean,
    C::P85,
    C::PreviousValue,
    C::PreviousSamples,
    C::NoDataBecause,
];
