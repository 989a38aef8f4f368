//! Answers: who outside the studio is waited for, on which calendar, and how long before?
//! Invariant: an approver of a party shares the ids of people: the two never collide.

use super::Day;
use super::calendar::Period;
use super::duration::HalfDays;
use super::id::{CalendarId, PartyId, PersonId, RoleId};
use super::key::PublicKey;
use super::person::Account;
use super::place::{Placed, StudioPath};

#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    pub id: PartyId,
    pub file: StudioPath,
    pub name: Box<str>,
    pub role: PartyRole,
    pub calendar: Option<Placed<CalendarId>>,
    pub closed: Vec<Period>,
    pub approvers: Vec<Approver>,
    pub answers_within: Option<HalfDays>,
    /// How many of our tasks it does at a time; `None`: any number.
    pub capacity: Option<u32>,
    /// Working days of warning before its task may start.
    pub notice: Option<HalfDays>,
    /// Working days it wants between the end of our work and the day a thing goes live.
    pub handover: Option<HalfDays>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyRole {
    Client,
    Agency,
    Supplier,
    Media,
}

/// A person of a party who gives verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approver {
    pub id: Placed<PersonId>,
    pub name: Box<str>,
    pub emails: Vec<Box<str>>,
    pub accounts: Vec<Account>,
    pub keys: Vec<PublicKey>,
    pub roles: Vec<Placed<RoleId>>,
    /// The last day of somebody who left.
    pub until: Option<Day>,
}
