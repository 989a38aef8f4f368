//! Answers: what does a file of `team/` say?
//! Invariant: hours name each weekday once; a day that is not named is not worked.

use super::fields::{Fields, text_of};
use crate::model::duration::Minutes;
use crate::model::id::PersonId;
use crate::model::key::PublicKey;
use crate::model::person::{Account, Booking, Contract, Delegate, Firmness, Person};
use crate::model::place::StudioPath;
use crate::model::shape::parse_weekday;

pub fn person(fields: &Fields<'_>, file: &StudioPath) -> Option<Person> {
    let id = fields.id::<PersonId>("id")?.value;
    Some(Person {
        file: file.clone(),
        name: fields.boxed("name").unwrap_or_else(|| id.as_str().into()),
        team: fields.boxed("team"),
        emails: fields.texts("emails"),
        accounts: accounts(fields, "accounts"),
        keys: keys(fields, "keys"),
        roles: fields.ids("roles"),
        contract: match fields.text("contract") {
            Some("freelance") => Contract::Freelance,
            Some("contractor") => Contract::Contractor,
            _ => Contract::Employee,
        },
        calendar: fields.id("calendar"),
        hours: hours(fields),
        bookings: fields.maps("bookings").filter_map(|one| booking(&one)).collect(),
        off: fields.periods("off"),
        delegates: fields.maps("delegates").filter_map(|one| delegate(&one)).collect(),
        notice: fields.working_days("notice"),
        until: fields.day("until").map(|day| day.value),
        id,
    })
}

/// Public keys; one without a text or a first day counts for nothing.
pub fn keys(fields: &Fields<'_>, key: &'static str) -> Vec<PublicKey> {
    let one = |fields: Fields<'_>| {
        Some(PublicKey {
            ssh: fields.placed_text("ssh")?,
            from: fields.day("from")?.value,
            until: fields.day("until").map(|day| day.value),
        })
    };
    fields.maps(key).filter_map(one).collect()
}

pub fn accounts(fields: &Fields<'_>, key: &'static str) -> Vec<Account> {
    fields.maps(key).filter_map(|one| account(&one)).collect()
}

fn account(fields: &Fields<'_>) -> Option<Account> {
    Some(Account {
        forge: fields.boxed("forge")?,
        number: fields.parsed("id", |text| text.parse().ok())?,
        login: fields.boxed("login"),
    })
}

/// Monday first; `None` when nothing is said.
fn hours(fields: &Fields<'_>) -> Option<[Minutes; 7]> {
    fields.node("hours")?;
    let mut week = [Minutes(0); 7];
    for entry in fields.entries_of("hours") {
        let hours = text_of(&entry.value).and_then(Minutes::parse);
        if let (Some(day), Some(hours)) = (parse_weekday(&entry.key), hours) {
            week[day.num_days_from_monday() as usize] = hours;
        }
    }
    Some(week)
}

fn booking(fields: &Fields<'_>) -> Option<Booking> {
    let period = fields.period()?;
    Some(Booking {
        from: period.from,
        to: period.to,
        firm: match fields.text("status") {
            Some("firm") => Firmness::Firm,
            _ => Firmness::Option,
        },
        span: period.span,
    })
}

fn delegate(fields: &Fields<'_>) -> Option<Delegate> {
    Some(Delegate {
        person: fields.id("person")?,
        from: fields.day("from")?.value,
        to: fields.day("to")?.value,
    })
}
