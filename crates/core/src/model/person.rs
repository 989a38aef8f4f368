//! Answers: who works here, in which roles, when, and by which accounts and keys are they known?
//! Invariant: people are matched by account number, e-mail or key, never by display name.

use super::Day;
use super::calendar::Period;
use super::duration::{HalfDays, Minutes};
use super::id::{CalendarId, PersonId, RoleId};
use super::key::PublicKey;
use super::place::{Placed, Span, StudioPath};

#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: PersonId,
    pub file: StudioPath,
    pub name: Box<str>,
    pub team: Option<Box<str>>,
    pub emails: Vec<Box<str>>,
    pub accounts: Vec<Account>,
    pub keys: Vec<PublicKey>,
    pub roles: Vec<Placed<RoleId>>,
    pub contract: Contract,
    pub calendar: Option<Placed<CalendarId>>,
    /// Hours by weekday, Monday first; `None`: the window of the calendar.
    pub hours: Option<[Minutes; 7]>,
    pub bookings: Vec<Booking>,
    pub off: Vec<Period>,
    pub delegates: Vec<Delegate>,
    pub notice: Option<HalfDays>,
    /// The last day of somebody who left.
    pub until: Option<Day>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contract {
    #[default]
    Employee,
    Contractor,
    /// Works only on the days booked.
    Freelance,
}

/// An account of a forge; the number counts, the login may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub forge: Box<str>,
    pub number: u64,
    pub login: Option<Box<str>>,
}

/// Days of a freelance that are ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    pub from: Day,
    pub to: Day,
    pub firm: Firmness,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmness {
    Firm,
    Option,
}

/// Who decides for whom, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegate {
    pub person: Placed<PersonId>,
    pub from: Day,
    pub to: Day,
}
