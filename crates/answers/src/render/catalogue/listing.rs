//! Answers: which sentence stands above a list of briefs, requests or campaigns, and what is said of one, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/listing` and `fr/listing`.

use super::{Lang, Reader, en, fr};
use crate::report::briefs::{BriefCard, BriefList, RequestList};
use crate::report::campaigns::{CampaignCard, CampaignList};
use crate::report::table::Tone;

/// What a brief's card says, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    Due,
    Link,
    People,
    Waiting,
    Missing,
    Rush,
}

impl Fact {
    pub const ALL: [Self; 6] = [
        Self::Due,
        Self::Link,
        Self::People,
        Self::Waiting,
        Self::Missing,
        Self::Rush,
    ];
}

pub fn briefs(lang: Lang, list: &BriefList) -> String {
    match lang {
        Lang::En => en::listing::briefs(list),
        Lang::Fr => fr::listing::briefs(list),
    }
}

pub fn requests(lang: Lang, list: &RequestList) -> String {
    match lang {
        Lang::En => en::listing::requests(list),
        Lang::Fr => fr::listing::requests(list),
    }
}

/// What the numbers of a table count.
pub fn working_days_note(lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::listing::WORKING_DAYS,
        Lang::Fr => fr::listing::WORKING_DAYS,
    }
}

/// What the mark of a late brief means, and what the numbers count.
pub fn late_note(lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::listing::LATE,
        Lang::Fr => fr::listing::LATE,
    }
}

/// What a field is called before its value, with the colon; a key of the studio's own as it is.
pub fn field_label(lang: Lang, key: &str) -> String {
    match lang {
        Lang::En => format!("{}:", en::listing::field(key).unwrap_or(key)),
        Lang::Fr => format!("{}\u{a0}:", fr::listing::field(key).unwrap_or(key)),
    }
}

pub fn card(reader: Reader, card: &BriefCard) -> String {
    match reader.lang {
        Lang::En => en::listing::card(reader, card),
        Lang::Fr => fr::listing::card(reader, card),
    }
}

/// One fact of a brief; `None` when there is nothing to say.
pub fn card_fact(reader: Reader, card: &BriefCard, fact: Fact) -> Option<(String, Tone)> {
    match reader.lang {
        Lang::En => en::listing::fact(reader, card, fact),
        Lang::Fr => fr::listing::fact(reader, card, fact),
    }
}

pub fn campaigns(lang: Lang, list: &CampaignList) -> String {
    match lang {
        Lang::En => en::listing::campaigns(list),
        Lang::Fr => fr::listing::campaigns(list),
    }
}

pub fn campaign(reader: Reader, card: &CampaignCard) -> String {
    match reader.lang {
        Lang::En => en::listing::campaign(reader, card),
        Lang::Fr => fr::listing::campaign(reader, card),
    }
}

pub fn campaign_facts(reader: Reader, card: &CampaignCard) -> Vec<String> {
    match reader.lang {
        Lang::En => en::listing::campaign_facts(reader, card),
        Lang::Fr => fr::listing::campaign_facts(reader, card),
    }
}
