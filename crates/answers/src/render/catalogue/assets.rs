//! Answers: what is said of assets, in the reader's language?
//! Invariant: one line a fact that chooses the language; the words are in `en/assets` and `fr/assets`.

use super::{Lang, Reader, en, fr};
use crate::model::asset::AssetRole;
use crate::report::assets::{AssetCard, AssetList, AssetRow};
use crate::report::table::Tone;

pub fn headline(reader: Reader, list: &AssetList) -> String {
    match reader.lang {
        Lang::En => en::assets::headline(list),
        Lang::Fr => fr::assets::headline(list),
    }
}

pub fn role(reader: Reader, role: AssetRole) -> &'static str {
    match reader.lang {
        Lang::En => en::assets::role(role),
        Lang::Fr => fr::assets::role(role),
    }
}

/// Until when it may be used; `None` when that is not on record.
pub fn rights(reader: Reader, row: &AssetRow) -> Option<String> {
    match reader.lang {
        Lang::En => en::assets::rights(reader, row),
        Lang::Fr => fr::assets::rights(reader, row),
    }
}

pub fn card(reader: Reader, card: &AssetCard) -> String {
    match reader.lang {
        Lang::En => en::assets::card(card),
        Lang::Fr => fr::assets::card(card),
    }
}

/// Rights, use and place, a sentence each.
pub fn card_facts(reader: Reader, card: &AssetCard) -> Vec<(String, Tone)> {
    match reader.lang {
        Lang::En => en::assets::facts(reader, card),
        Lang::Fr => fr::assets::facts(reader, card),
    }
}
