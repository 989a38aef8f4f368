//! Answers: which problems can a studio have, and with which facts?
//! Invariant: a variant holds facts and no words; each belongs to exactly one rule, whose id is never reused or renamed.

use super::Day;
use super::handoff::LeaveLack;
use super::other::RecordType;
use super::place::Place;
use super::range_problem::RangeProblem;

/// Names, values and numbers of one problem. Texts come from files: they are escaped where they are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    // -- reading files (rule ids in the same order as in `rule`)
    NotAFile {
        what: NotAFile,
    },
    TooLarge {
        bytes: u64,
        most: u64,
    },
    NotUtf8 {
        offset: usize,
    },
    Syntax {
        fault: SyntaxFault,
    },
    ConflictMarkers,
    DuplicateKey {
        key: String,
        first_line: u32,
    },
    WrongShape {
        key: String,
        wanted: Shape,
        got: Shape,
    },
    BadValue {
        key: String,
        value: String,
        wanted: Wanted,
    },
    MissingKey {
        key: &'static str,
        /// The record's type (`brief`) or the key that holds the mapping (`deliverables`).
        within: &'static str,
    },
    UnknownKey {
        key: String,
        /// The record's type (`brief`) or the key that holds the mapping (`deliverables`).
        within: &'static str,
        near: Option<String>,
        disguised: Disguise,
    },
    NoRecordType,
    UnknownRecordType {
        word: String,
        near: Option<&'static str>,
    },
    NewerFormat {
        word: String,
        version: u32,
    },
    WrongFolder {
        record: RecordType,
        folder: &'static str,
    },
    BadId {
        id: String,
    },
    IdUnlikePath {
        id: String,
        expected: String,
    },
    DuplicateId {
        id: String,
        record: RecordType,
        first: Place,
    },
    // -- rules over the whole studio
    UnknownReference {
        to: RecordType,
        name: String,
        near: Option<String>,
    },
    UnknownItem {
        campaign: String,
        name: String,
        near: Option<String>,
    },
    UnknownTerm {
        list: &'static str,
        name: String,
        near: Option<String>,
    },
    UnknownStage {
        stage: String,
        workflow: String,
        near: Option<String>,
    },
    TransitionNotAllowed {
        brief: String,
        from: String,
        to: String,
        why: NotAllowed,
    },
    BornBeyondQueue {
        brief: String,
        stage: String,
    },
    DependencyCycle {
        campaign: String,
        chain: Vec<String>,
    },
    ContradictingDates {
        first: DateFact,
        then: DateFact,
    },
    UnknownAnchor {
        text: String,
        campaign: String,
    },
    MissingIntake {
        brief: String,
        stage: String,
        fields: Vec<String>,
    },
    /// It was moved without what the stage asks for.
    LeftWithout {
        brief: String,
        to: String,
        lack: LeaveLack,
    },
    /// Said to be done while what it needs is not.
    MilestoneNotReady {
        campaign: String,
        milestone: String,
        /// As `needs` names them.
        waits: Vec<String>,
    },
    RoleWithoutPerson {
        role: String,
        /// `standard.review`, `video.production`, `media-plan`.
        user: String,
        near: Option<String>,
    },
    GateWithoutRule {
        workflow: String,
        stage: String,
    },
    /// Somebody of the team whose week has no hour.
    PersonWithoutHours {
        person: String,
    },
    CalendarNeverOpen {
        calendar: String,
    },
    UnknownHolidayRule {
        rule: String,
    },
    UnknownTimezone {
        name: String,
        near: Option<String>,
    },
    SharedDeliverable {
        deliverable: String,
        briefs: Vec<String>,
    },
    /// From the asset to itself, along `replaces`.
    AssetCircle {
        chain: Vec<String>,
    },
    RightsEnd {
        asset: String,
        until: Day,
        live: Day,
    },
    RightsElsewhere {
        asset: String,
        /// Those it has no rights for.
        markets: Vec<String>,
    },
    TooManyOccurrences {
        series: String,
        most: usize,
    },
    /// Of a range of commits, never of the files at hand.
    Range(RangeProblem),
}

/// What stands where a record's file should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFile {
    SymbolicLink,
    Directory,
    Submodule,
    /// A FIFO, socket or device.
    Special,
    /// A path of the data leaves the studio.
    Outside,
    /// Its name holds control characters, a backslash, or is no UTF-8.
    BadName,
    /// The system refused to read it.
    Unreadable,
}

/// Why a text is no YAML record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    Empty,
    NotAMapping,
    SeveralDocuments,
    TooDeep {
        most: usize,
    },
    TooManyNodes {
        most: usize,
    },
    TooManyAliases,
    UnknownAlias {
        name: String,
    },
    RecursiveAlias {
        name: String,
    },
    Tag {
        tag: String,
    },
    KeyNotText,
    MergeKey,
    Tab,
    /// A character that YAML does not allow, by its code point.
    Control {
        code: u32,
    },
    LoneCarriageReturn,
    /// More text than a record may hold, in bytes.
    TooMuchText {
        most: usize,
    },
    /// A space that YAML does not take for one, around an unquoted key (a no-break space), by its code point.
    StrangeBlank {
        code: u32,
    },
    Indentation,
    /// A line that is neither a key with its colon nor part of a text.
    MissingColon,
    /// `: ` inside a text without quotes, or a key where none can stand.
    ColonInText,
    StrayDash,
    UnclosedBracket {
        open: char,
    },
    WrongBracket {
        open: char,
        close: char,
    },
    StrayBracket,
    /// Between two items of `[` or `{`.
    MissingComma {
        open: char,
    },
    UnclosedQuote,
    TextAfterQuote,
    /// A backslash with nothing that it can mean.
    BadEscape,
    /// An escape for half a character or none.
    EscapeNoCharacter,
    /// `@`, a backquote or `%` at the start of a text without quotes, by its code point.
    ReservedCharacter {
        code: u32,
    },
    /// `#` directly after a value.
    CommentWithoutBlank,
    /// A comment between two lines of one text.
    CommentInText,
    MissingAnchorName,
    /// What stands after `|` or `>`.
    BlockTextHeader,
    /// `---` or `...` where it cannot be.
    StrayDocumentMarker,
    /// A line that starts with `%`.
    Directive,
    /// The file ends, or something else stands, where a value should be.
    MissingValue,
    /// Anything else, with the parser's own English words.
    Other {
        detail: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    List,
    Mapping,
    Nothing,
}

/// What a value should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Id,
    Day,
    /// A date, or an anchor with an offset (`J-14`).
    DayOrAnchor,
    /// Never negative.
    WorkingDays,
    /// Never negative.
    Length,
    /// A length that may be negative.
    Lag,
    Hours,
    Sla,
    Money,
    Currency,
    Number {
        least: i64,
        most: i64,
    },
    Decimal,
    Percent,
    ClockTime,
    Weekday,
    /// A weekday, `day`, or a length of civil days.
    Rhythm,
    YesOrNo,
    Email,
    Sha256,
    DeliverableLink,
    Amount,
    Instant,
    /// A two-letter code such as `fr`.
    Language,
    /// A path below the studio.
    File,
    /// A moment of a film.
    TimeCode,
    /// From 0 to 1.
    PartOfWhole,
    /// A key of a brief, or one of somebody's own.
    BriefKey,
    OneOf(&'static [&'static str]),
}

/// Whether a wrong key or name hides invisible or look-alike characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disguise {
    None,
    /// The first character that is not what it seems, by its code point.
    LooksAlike {
        code: u32,
    },
}

/// Why a move is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// Forward over a stage that must be passed.
    Skips {
        stage: String,
    },
    /// Forward out of a gate whose rule is not met.
    Gate {
        stage: String,
    },
    /// A hold returns to the stage that was left.
    HoldReturnsTo {
        stage: String,
    },
    /// `done` and `dropped` are left only by reopening into an earlier stage.
    Closed,
    /// Its kind changed, and with it the process: only in the queue.
    OtherProcess {
        workflow: String,
    },
    AlreadyThere,
}

/// A day with the name of what it is for (`early end of hero-film`, `launch`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFact {
    pub what: DateRole,
    pub day: Day,
    pub place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateRole {
    From,
    To,
    Launch,
    Anchor(String),
    NotBefore,
    MustEndBy,
    Fixed,
    Due,
    Started,
    Done,
    Live,
}

impl Problem {
    /// The stable id of the rule it belongs to.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::NotAFile { .. } | Self::TooLarge { .. } | Self::NotUtf8 { .. } => "unreadable-file",
            Self::Syntax { .. } => "yaml-syntax",
            Self::ConflictMarkers => "conflict-markers",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::WrongShape { .. } => "wrong-shape",
            Self::BadValue { .. } => "bad-value",
            Self::MissingKey { .. } => "missing-key",
            Self::UnknownKey { .. } => "unknown-key",
            Self::NoRecordType | Self::UnknownRecordType { .. } => "unknown-type",
            Self::NewerFormat { .. } => "newer-format",
            Self::WrongFolder { .. } => "wrong-folder",
            Self::BadId { .. } => "bad-id",
            Self::IdUnlikePath { .. } => "id-unlike-path",
            Self::DuplicateId { .. } => "duplicate-id",
            Self::UnknownReference { .. } | Self::UnknownItem { .. } => "unknown-reference",
            Self::UnknownTerm { .. } => "unknown-term",
            Self::UnknownStage { .. } => "unknown-stage",
            Self::TransitionNotAllowed { .. } => "transition-not-allowed",
            Self::BornBeyondQueue { .. } => "born-beyond-queue",
            Self::DependencyCycle { .. } => "dependency-cycle",
            Self::ContradictingDates { .. } => "contradicting-dates",
            Self::UnknownAnchor { .. } => "unknown-anchor",
            Self::MissingIntake { .. } => "missing-intake",
            Self::LeftWithout { lack, .. } => match lack {
                LeaveLack::Unticked { .. } => "handoff-not-ticked",
                LeaveLack::Unfilled { .. } => "required-field-missing",
                LeaveLack::TooManyRounds { .. } => "too-many-rounds",
            },
            Self::MilestoneNotReady { .. } => "milestone-not-ready",
            Self::RoleWithoutPerson { .. } => "role-without-person",
            Self::GateWithoutRule { .. } => "gate-without-rule",
            Self::PersonWithoutHours { .. } => "person-without-hours",
            Self::CalendarNeverOpen { .. } => "calendar-never-open",
            Self::UnknownHolidayRule { .. } => "unknown-holiday-rule",
            Self::UnknownTimezone { .. } => "unknown-timezone",
            Self::SharedDeliverable { .. } => "shared-deliverable",
            Self::AssetCircle { .. } => "asset-circle",
            Self::RightsEnd { .. } | Self::RightsElsewhere { .. } => "rights-too-short",
            Self::TooManyOccurrences { .. } => "too-many-occurrences",
            Self::Range(problem) => problem.rule(),
        }
    }
}
