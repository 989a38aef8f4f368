//! Answers: how much money, and in which currency?
//! Invariant: amounts are whole minor units (cents); two currencies never add up.

/// An amount with its ISO 4217 currency (`18000 EUR`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Hundredths of the unit.
    pub cents: i64,
    pub currency: Currency,
}

/// Three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// What amounts are in where nobody says otherwise.
    pub const EURO: Self = Self(*b"EUR");

    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    pub fn code(&self) -> &str {
        // nothing but capital letters of ASCII gets in
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl Money {
    /// Reads `18000 EUR`, `18 000,50 EUR` or a bare number in `default`. `None` for anything else.
    pub fn parse(text: &str, default: Option<Currency>) -> Option<Self> {
        let text = text.trim();
        let (number, currency) = match text.rsplit_once(' ').and_then(|(n, c)| Some((n, Currency::new(c)?))) {
            Some((number, currency)) => (number, currency),
            None => (text, default?),
        };
        let number: String = number
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '_'))
            .collect();
        let (whole, cents) = match number.split_once(['.', ',']) {
            Some((whole, part)) if part.len() <= 2 && !part.is_empty() => (whole, format!("{part:0<2}")),
            Some(_) => return None,
            None => (number.as_str(), "00".into()),
        };
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        if digits.is_empty() || !digits.bytes().chain(cents.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let units = digits
            .parse::<i64>()
            .ok()?
            .checked_mul(100)?
            .checked_add(cents.parse().ok()?)?;
        Some(Self {
            cents: if whole.starts_with('-') { -units } else { units },
            currency,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, cents) in [
            ("18000 EUR", Some(1_800_000)),
            ("18 000,5 EUR", Some(1_800_050)),
            ("-3.25 USD", Some(-325)),
            ("x EUR", None),
            ("1.234 EUR", None),
            ("12", None),
            ("99999999999999999999 EUR", None),
        ] {
            assert_eq!(Money::parse(text, None).map(|m| m.cents), cents, "{text}");
        }
    }
}
