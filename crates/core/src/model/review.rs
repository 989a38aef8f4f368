//! Answers: what did a forge say that a reviewer thinks of a change?
//! Invariant: as the forge spelled it, beside what it means; a field that the forge left out is absent, never a default.
//! Source: design, "Gates and approvals", evidence of a forge.

/// All that was read for one request, of one payload or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    /// In the order of the payload.
    pub reviews: Vec<Review>,
    pub remarks: Vec<ReviewRemark>,
    /// When who was asked, as far as the payload says.
    pub asked: Vec<AskedReview>,
    pub dismissals: Vec<Dismissal>,
    /// The request itself, where the payload holds it.
    pub pull: Option<PullFacts>,
    pub extent: Extent,
}

/// One review, or one change of mind where the forge knows no reviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub origin: Origin,
    /// As spelled.
    pub state: Box<str>,
    pub meaning: Meaning,
    /// The forge's own id of it.
    pub id: Option<Box<str>>,
    /// `None`: the account was deleted, or the payload names none.
    pub reviewer: Option<ForgeAccount>,
    /// Who made the change.
    pub author: Option<ForgeAccount>,
    /// The commit that was reviewed.
    pub commit: Option<Box<str>>,
    /// The last commit of the change when the payload was made.
    pub head: Option<Box<str>>,
    /// When it was given, as spelled.
    pub at: Option<Box<str>>,
    /// When the payload was made, as spelled.
    pub delivered: Option<Box<str>>,
    pub about: About,
    pub text: Option<Box<str>>,
}

/// Where a review stands in the payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An object or an event of its own.
    Said,
    /// A mark on a request or an approval rule: what stands now, without its course.
    Standing,
}

/// What a state means for a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Approve,
    ChangesRequired,
    /// Taken back, by whoever: no stance, and nothing earlier comes back.
    Dismissed,
    Comment,
    Pending,
    /// A word that nobody knows: never an approval.
    Unknown,
}

/// An account: the number counts, the login may change and be taken by somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeAccount {
    /// A number, or what the forge has in its place.
    pub number: Option<Box<str>>,
    pub login: Option<Box<str>>,
    pub kind: AccountKind,
    /// The kind as spelled.
    pub kind_spelled: Option<Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    Person,
    /// A bot, an app, an organisation.
    NotAPerson,
    /// The forge does not say.
    Unsaid,
}

impl ForgeAccount {
    /// Without a number: it never counts.
    pub const fn nobody() -> Self {
        Self {
            number: None,
            login: None,
            kind: AccountKind::Unsaid,
            kind_spelled: None,
        }
    }
}

/// The request that a review is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The forge's own id of the repository that the change goes to.
    pub repository: Option<Box<str>>,
    /// `owner/name`
    pub name: Option<Box<str>>,
    pub pull: Option<Box<str>>,
}

/// What a reviewer wrote at a place of the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRemark {
    pub id: Option<Box<str>>,
    /// The review it belongs to.
    pub review: Option<Box<str>>,
    pub reviewer: Option<ForgeAccount>,
    pub path: Option<Box<str>>,
    pub line: Option<u64>,
    pub text: Box<str>,
    pub at: Option<Box<str>>,
    pub commit: Option<Box<str>>,
    pub about: About,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedReview {
    /// `None`: a team.
    pub account: Option<ForgeAccount>,
    pub at: Option<Box<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    pub review: Option<Box<str>>,
    pub by: Option<ForgeAccount>,
    /// What the review said before.
    pub was: Option<Meaning>,
    pub at: Option<Box<str>>,
}

/// The request itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PullFacts {
    pub about: About,
    pub author: Option<ForgeAccount>,
    pub head: Option<Box<str>>,
    pub opened: Option<Box<str>>,
    pub state: Option<Box<str>>,
}

/// Whether all there is was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// The payload says so, or is no list.
    #[default]
    Whole,
    /// A list as long as a page: there may be another.
    MayBeCut { entries: usize },
    /// The payload says that there is more.
    Cut,
}

impl Reviews {
    /// Both, as if they had been one payload.
    pub fn join(mut self, other: Self) -> Self {
        self.reviews.extend(other.reviews);
        self.remarks.extend(other.remarks);
        self.asked.extend(other.asked);
        self.dismissals.extend(other.dismissals);
        self.pull = self.pull.or(other.pull);
        self.extent = self.extent.max(other.extent);
        self
    }
}

/// Why a payload cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadFault {
    TooLarge {
        most: usize,
    },
    Empty,
    /// Not JSON, or with a key twice; with the reader's words.
    Syntax {
        line: usize,
        column: usize,
        detail: String,
    },
    /// `$[2].user.id` is there, and is not what it should be.
    NotA {
        place: String,
        wanted: PayloadWanted,
    },
    /// An error page of the forge in place of an answer, with its words.
    ForgeError {
        said: String,
    },
    /// Two parts of one payload are about different requests.
    TwoRequests {
        place: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadWanted {
    Text,
    Number,
    NumberOrText,
    Object,
    List,
}
