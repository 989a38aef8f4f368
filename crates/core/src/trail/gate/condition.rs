//! Answers: does the condition of a need hold for this brief?
//! Invariant: a condition that cannot be read is never taken for one that does not hold.
//! Source: `docs/approvals.md`, "Conditions".

use crate::model::brief::{Brief, Content};
use crate::model::money::Money;

/// `channels has tv`, `kind is video`, `market is not fr`, `budget over 10000 EUR`. `None` when it is none of them.
pub fn condition(brief: &Brief, text: &str) -> Option<bool> {
    let (key, rest) = text.trim().split_once(' ')?;
    let (verb, value) = rest.trim().split_once(' ')?;
    let value = value.trim();
    if key == "budget" {
        return budget(brief, verb, value);
    }
    match (verb, value.strip_prefix("not ")) {
        ("has", _) => Some(has(brief, key, value)),
        ("is", Some(value)) => Some(!is(brief, key, value.trim())),
        ("is", None) => Some(is(brief, key, value)),
        _ => None,
    }
}

/// A brief without a budget is neither over nor under; one in another currency cannot be told.
fn budget(brief: &Brief, verb: &str, value: &str) -> Option<bool> {
    let own = brief.budget.as_ref();
    let limit = Money::parse(
        value.strip_prefix("not ").unwrap_or(value),
        own.map(|money| money.currency),
    )?;
    let Some(own) = own else {
        return matches!(verb, "over" | "under" | "is").then_some(verb == "is" && value.starts_with("not "));
    };
    let told = own.currency == limit.currency;
    match verb {
        "over" => told.then_some(own.cents > limit.cents),
        "under" => told.then_some(own.cents < limit.cents),
        "is" => Some((*own == limit) != value.starts_with("not ")),
        _ => None,
    }
}

fn is(brief: &Brief, key: &str, value: &str) -> bool {
    match (typed(brief, key), brief.field(key)) {
        (Some(typed), _) => typed == value,
        (None, Some(Content::Text(text))) => &**text == value,
        (None, _) => false,
    }
}

fn has(brief: &Brief, key: &str, value: &str) -> bool {
    // a brief says `markets`, people say `market`
    let fields = [key.to_owned(), format!("{key}s")];
    let listed = fields.iter().find_map(|key| match brief.field(key) {
        Some(Content::List(items)) => Some(items),
        _ => None,
    });
    match listed {
        Some(items) => items.iter().any(|item| &*item.value == value),
        None => is(brief, key, value),
    }
}

/// The keys that are read as more than a text.
fn typed<'b>(brief: &'b Brief, key: &str) -> Option<&'b str> {
    match key {
        "kind" => Some(brief.kind.as_str()),
        "priority" => Some(brief.priority.word()),
        "ref" => brief.reference.as_ref().map(|text| &***text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::brief::Field;
    use crate::model::sample;

    #[test]
    fn a_condition_holds_or_not_or_cannot_be_read() {
        let mut brief = sample::brief("film-000001", "approval");
        brief.budget = Money::parse("18000 EUR", None);
        for (key, items) in [("channels", ["tv"]), ("markets", ["fr"])] {
            brief.fields.push(Field {
                key: key.into(),
                content: Content::List(items.map(|item| sample::placed(item.into())).to_vec()),
            });
        }
        for (text, holds) in [
            ("channels has tv", Some(true)),
            ("channel has tv", Some(true)),
            ("market has be", Some(false)),
            ("channels has web", Some(false)),
            ("kind is video", Some(true)),
            ("kind is not video", Some(false)),
            ("message has x", Some(false)),
            ("budget over 10000 EUR", Some(true)),
            ("budget over 18000 EUR", Some(false)),
            ("budget under 20 000", Some(true)),
            ("budget is 18000 EUR", Some(true)),
            ("budget is not 18000 EUR", Some(false)),
            ("budget over 10000 USD", None),
            ("budget about 10000 EUR", None),
            ("budget over much", None),
            ("whatever", None),
            ("channels contains tv", None),
        ] {
            assert_eq!(condition(&brief, text), holds, "{text}");
        }
        brief.budget = None;
        assert_eq!(condition(&brief, "budget over 10000 EUR"), Some(false));
        assert_eq!(condition(&brief, "budget is not 0 EUR"), Some(true));
    }
}
