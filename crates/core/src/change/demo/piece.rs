//! Answers: what is one piece of work of the sample studio: who asked for what, and what became of it?
//! Invariant: data only; days are counted in open days from today, negative before it.

/// One text in both languages of the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub en: &'static str,
    pub fr: &'static str,
}

pub const fn words(en: &'static str, fr: &'static str) -> Words {
    Words { en, fr }
}

/// The language that the sample is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tongue {
    #[default]
    English,
    French,
}

impl Words {
    pub fn in_tongue(self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::English => self.en,
            Tongue::French => self.fr,
        }
    }
}

/// One request and its way through the stages.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub kind: &'static str,
    /// When it is asked for, in open days from today; `-12.5` is the middle of the day 13 open days ago.
    pub from: f64,
    /// The stages in order with the open days spent in each, `✗` behind a gate that asked for changes:
    /// `intake 0.5, production 5, review 0.4 ✗, production 1, review 0.2, delivered`. It stays in the last one.
    pub course: &'static str,
    pub requester: &'static str,
    pub owner: &'static str,
    pub title: Words,
    pub objective: Option<Words>,
    pub audience: Option<Words>,
    pub message: Option<Words>,
    pub said: Said,
    pub channels: &'static [&'static str],
    /// Assets; one without a record yet is made for it.
    pub uses: &'static [&'static str],
    pub needed: Needed,
    /// Why it was paused, dropped, declined or taken in a hurry.
    pub reason: Option<Words>,
}

/// When the message was written into the brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// In the request.
    AtOnce,
    /// Before it left intake, after somebody asked.
    WhenAsked,
    /// Only after the first version came back.
    AfterTheFirstRound,
}

/// By when it is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Needed {
    /// Nobody said.
    Open,
    /// This many open days after the request.
    In(i32),
    /// Less than the kind's lead time; somebody agreed.
    Hurry(i32),
    /// As the deliverable says.
    Deliverable {
        campaign: super::campaigns::Which,
        item: Words,
    },
    /// An occurrence of the campaign's series, the first being 0.
    Occurrence {
        campaign: super::campaigns::Which,
        number: i32,
    },
}

/// A piece of which nothing is said yet but its kind, its begin and its way.
pub const fn piece(kind: &'static str, from: f64, course: &'static str) -> Piece {
    Piece {
        kind,
        from,
        course,
        requester: "claire-verveine",
        owner: "lea",
        title: words("", ""),
        objective: None,
        audience: None,
        message: None,
        said: Said::AtOnce,
        channels: &[],
        uses: &[],
        needed: Needed::Open,
        reason: None,
    }
}

impl Piece {
    pub const fn from(mut self, from: f64) -> Self {
        self.from = from;
        self
    }

    pub const fn titled(mut self, en: &'static str, fr: &'static str) -> Self {
        self.title = words(en, fr);
        self
    }

    pub const fn by(mut self, requester: &'static str, owner: &'static str) -> Self {
        self.requester = requester;
        self.owner = owner;
        self
    }

    pub const fn needed(mut self, needed: Needed) -> Self {
        self.needed = needed;
        self
    }

    pub const fn so_that(mut self, en: &'static str, fr: &'static str) -> Self {
        self.objective = Some(words(en, fr));
        self
    }

    pub const fn to(mut self, en: &'static str, fr: &'static str) -> Self {
        self.audience = Some(words(en, fr));
        self
    }

    pub const fn saying(mut self, en: &'static str, fr: &'static str) -> Self {
        self.message = Some(words(en, fr));
        self
    }

    pub const fn said(mut self, said: Said) -> Self {
        self.said = said;
        self
    }

    pub const fn on(mut self, channels: &'static [&'static str]) -> Self {
        self.channels = channels;
        self
    }

    pub const fn using(mut self, uses: &'static [&'static str]) -> Self {
        self.uses = uses;
        self
    }

    pub const fn because(mut self, en: &'static str, fr: &'static str) -> Self {
        self.reason = Some(words(en, fr));
        self
    }
}
