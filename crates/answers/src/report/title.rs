//! Answers: what is in a column of a table?
//! Invariant: the id is the English header of CSV and TSV and never changes; the words are in `render::catalogue`.

/// The titles of columns, with the header that machine formats use.
macro_rules! titles {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)+) => {
        /// What a column holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Title {
            $($(#[$doc])* $name,)+
        }

        /// Every title, so that tests can walk them.
        pub const TITLES: &[Title] = &[$(Title::$name),+];

        impl Title {
            /// The header in CSV and TSV; units are part of it.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

titles! {
    Studio = "studio",
    TargetsMet = "targets_met",
    OnTime = "on_time_delivery",
    Turnaround = "turnaround",
    Approval = "approval_time",
    Rounds = "revision_rounds",
    Sla = "sla_compliance",
    Throughput = "throughput",
    Wip = "wip",
    /// Has no words: marks such as `✓`.
    Mark = "mark",
    Id = "id",
    Name = "title",
    Task = "task",
    Kind = "kind",
    Stage = "stage",
    Campaign = "campaign",
    Deliverable = "deliverable",
    Owner = "owner",
    Who = "who",
    Requester = "requester",
    Start = "start",
    End = "end",
    Due = "due",
    Ready = "ready",
    Live = "live",
    Launch = "launch",
    /// Working days.
    Duration = "duration_working_days",
    EarlyStart = "early_start",
    EarlyEnd = "early_end",
    LateStart = "late_start",
    LateEnd = "late_end",
    TotalFloat = "total_float_working_days",
    FreeFloat = "free_float_working_days",
    State = "state",
    Overdue = "overdue_working_days",
    Briefs = "briefs",
    Delivered = "delivered",
    Rule = "rule",
    Severity = "severity",
    File = "file",
    Line = "line",
    Message = "message",
    Kpi = "kpi",
    Value = "value",
    Target = "target",
    Met = "met",
    Change = "change",
    Sample = "n",
    Trend = "trend",
    Group = "group",
    Unit = "unit",
    Meaning = "meaning",
    Client = "client",
    Missing = "missing",
    /// Since a request was made.
    Waiting = "waiting_working_days",
    /// Under the lead time.
    ShortBy = "short_by_working_days",
    Brief = "brief",
    From = "from",
    To = "to",
    Commit = "commit",
    Landing = "landing",
    Made = "made",
    Landed = "landed",
    Time = "time",
    By = "by",
    Superseded = "superseded",
    FromCommit = "from_commit",
    FromSource = "from_source",
    ToCommit = "to_commit",
    ToSource = "to_source",
    P85 = "p85",
    Mean = "mean",
    Previous = "previous",
    Compared = "compared",
    /// How many one task makes.
    Variants = "variants",
    /// Of the earliest end; later is positive.
    ForecastMoved = "forecast_moved_working_days",
    /// Of the day by which it must end.
    LatestMoved = "latest_moved_working_days",
    ForecastBefore = "forecast_before",
    ForecastAfter = "forecast_after",
    LatestBefore = "latest_before",
    LatestAfter = "latest_after",
    FloatBefore = "total_float_before_working_days",
    FloatAfter = "total_float_after_working_days",
    Cause = "cause",
    Day = "day",
    Subject = "subject",
    Sprint = "sprint",
    /// Goal, carry-over or load.
    Part = "part",
    Done = "done",
    Goals = "goals",
    CarryOver = "carry_over",
    AtRisk = "at_risk",
    PlannedHours = "planned_hours",
    AvailableHours = "available_hours",
    Hours = "hours",
    /// Of other campaigns and briefs.
    OtherHours = "other_hours",
    FullestWeek = "fullest_week",
    Filled = "filled",
    Channel = "channel",
    /// Of the ISO calendar: `2027-W09`.
    Week = "week",
    Item = "item",
    Note = "note",
    DaysUntil = "days_until",
    Clash = "clash",
    /// Changes that are tried and not written.
    WhatIf = "what_if",
    /// The earliest day it can be ready.
    ForecastReady = "forecast_ready",
    DaysLate = "late_working_days",
    ReadyFrom = "ready_from",
    EarliestLaunch = "earliest_launch",
    ForecastLaunch = "forecast_launch",
    /// Of the forecast launch since the week before.
    MovedDays = "moved_days",
    Spare = "spare_working_days",
    MarginUsed = "margin_used_working_days",
    Short = "short_working_days",
    /// Of a target: launch, milestone.
    Type = "type",
    Chance = "chance",
    /// The day by which half of the runs have it.
    P50Day = "p50_day",
    P80Day = "p80_day",
    P95Day = "p95_day",
    /// The share of runs in which a task holds the launch.
    Criticality = "criticality",
    Planned = "planned_working_days",
    MeanDays = "mean_working_days",
    P80Days = "p80_working_days",
    /// Of the plan.
    P50Multiple = "p50_multiple",
    P80Multiple = "p80_multiple",
    Basis = "basis",
    /// From this chance on.
    Decile = "decile",
    Forecasts = "forecasts",
    Things = "things",
    /// The chance that was given.
    Given = "given",
    Held = "held",
    Event = "event",
    Field = "field",
    Before = "before",
    After = "after",
    Source = "source",
    Happened = "happened",
    NetDays = "net_working_days",
    OpenHours = "open_hours",
    HeldDays = "on_hold_working_days",
    Covered = "covered",
    Visits = "visits",
    Round = "round",
    Series = "series",
    Arrived = "arrived",
    InQueues = "in_queues",
    InWork = "in_work",
    AtGates = "at_gates",
    OnHold = "on_hold",
    OpenBriefs = "open",
    Class = "class",
    Share = "share",
    Median = "median",
    SentBack = "sent_back",
    ReworkDays = "rework_working_days",
    RevisionRounds = "rounds_asked_for",
    MostlyIn = "mostly_in",
    HeldShare = "held_share",
    Drawn = "drawn",
    Brier = "brier",
    Remark = "remark",
    Text = "text",
    Place = "place",
    Version = "version",
    Asset = "asset",
    TimeCode = "time_code",
    PageNumber = "page",
    X = "x",
    Y = "y",
    ResolvedBy = "resolved_by",
    ResolvedOn = "resolved_on",
    How = "how",
    ConfirmedBy = "confirmed_by",
    ConfirmedOn = "confirmed_on",
    Makes = "makes",
    Asks = "asks",
    Role = "role",
    Latest = "latest",
    MediaType = "media_type",
    RightsOwner = "rights_owner",
    RightsUntil = "rights_until",
    RightsLeft = "rights_left_days",
    Markets = "markets",
    Replaces = "replaces",
    Remarks = "remarks",
    OpenRemarks = "open_remarks",
    Sha256 = "sha256",
    Workflow = "workflow",
    Awaited = "awaited",
    Since = "since",
    /// That keeps the SLA.
    Deadline = "deadline",
    /// Before a launch or due day moves.
    LastDay = "last_day",
    AwayUntil = "away_until",
    /// What the rule says of it, once it lasts longer.
    Silence = "on_silence",
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn headers_are_unique_snake_case_words() {
        let ids: BTreeSet<_> = TITLES.iter().map(|title| title.id()).collect();
        assert_eq!(ids.len(), TITLES.len());
        for id in ids {
            assert!(
                id.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{id}"
            );
        }
    }
}
