//! Answers: which needs of a gate's rule are not met yet, and who could meet them?
//! Invariant: one person fills one seat of a need, for themselves or for somebody they decide for; makers fill none unless the rule names their role.
//! Source: design, "Gates and approvals"; `docs/approvals.md`.

use super::condition::condition;
use super::{Counted, GateLack, Question, has_role, is_delegate};
use crate::model::Day;
use crate::model::id::PersonId;
use crate::model::studio::Studio;
use crate::model::workflow::{Gate, GateNeed};
use std::collections::BTreeSet;

/// What is missing of every need, in the order in which it is asked for.
pub fn lacks(question: Question<'_>, gate: &Gate, counted: &[Counted]) -> Vec<GateLack> {
    let mut needs: Vec<&GateNeed> = gate.needs.iter().collect();
    needs.sort_by_key(|need| need.order);
    let lacks = needs
        .into_iter()
        .flat_map(|need| of_need(question, gate, need, counted));
    lacks.collect()
}

/// Those whose turn it is: of the needs that are not met, the ones of the lowest order.
pub fn awaited(question: Question<'_>, gate: &Gate, counted: &[Counted]) -> Vec<GateLack> {
    let open = |need: &&GateNeed| !of_need(question, gate, need, counted).is_empty();
    let Some(first) = gate.needs.iter().filter(open).map(|need| need.order).min() else {
        return Vec::new();
    };
    let turn = gate.needs.iter().filter(|need| need.order == first);
    turn.flat_map(|need| of_need(question, gate, need, counted)).collect()
}

fn of_need(question: Question<'_>, gate: &Gate, need: &GateNeed, counted: &[Counted]) -> Vec<GateLack> {
    if let Some(when) = &need.when {
        match condition(question.brief, when) {
            Some(true) => {}
            Some(false) => return Vec::new(),
            None => return vec![GateLack::UnreadableCondition { text: when.to_string() }],
        }
    }
    let person = need.person.as_ref().and_then(|person| {
        let speaks = |one: &Counted| may_speak_for(question, one, &person.value);
        (!counted.iter().any(speaks)).then(|| GateLack::Person {
            person: person.to_string(),
            delegate: delegate_today(question, &person.value),
        })
    });
    let role = need.role.as_ref().and_then(|role| {
        let seats = seats(question, gate, role.as_str(), counted);
        let missing = need
            .count
            .saturating_sub(u32::try_from(seats.len()).unwrap_or(u32::MAX));
        (missing > 0).then(|| lack_of_role(question, gate, role.as_str(), missing, &seats))
    });
    person.into_iter().chain(role).collect()
}

fn may_speak_for(question: Question<'_>, one: &Counted, person: &PersonId) -> bool {
    one.by == *person || is_delegate(question.studio, &one.by, person, one.on)
}

/// Whose seats of a role are taken: each holder's by themselves, or by somebody who decides for them and has no other seat.
fn seats(question: Question<'_>, gate: &Gate, role: &str, counted: &[Counted]) -> BTreeSet<PersonId> {
    let allowed = |one: &&Counted| may_fill(question, gate, role, &one.by);
    let holds = |one: &&Counted| has_role(question.studio, one.by.as_str(), role, question.today);
    let mut seats: BTreeSet<PersonId> = counted
        .iter()
        .filter(allowed)
        .filter(holds)
        .map(|one| one.by.clone())
        .collect();
    for one in counted.iter().filter(allowed).filter(|one| !holds(one)) {
        let for_whom = question.studio.people.keys().find(|person| {
            !seats.contains(*person)
                && has_role(question.studio, person.as_str(), role, question.today)
                && is_delegate(question.studio, &one.by, person, one.on)
        });
        seats.extend(for_whom.cloned());
    }
    seats
}

/// A maker only where the rule names this very role.
fn may_fill(question: Question<'_>, gate: &Gate, role: &str, person: &PersonId) -> bool {
    !question.makers.has(person) || gate.makers_may.iter().any(|named| named.as_str() == role)
}

fn lack_of_role(question: Question<'_>, gate: &Gate, role: &str, missing: u32, taken: &BTreeSet<PersonId>) -> GateLack {
    let holders: Vec<PersonId> = holders(question, role).collect();
    let free = |person: &&PersonId| !taken.contains(*person) && may_fill(question, gate, role, person);
    let mut people: Vec<String> = holders.iter().filter(free).map(ToString::to_string).collect();
    for holder in holders.iter().filter(|person| !taken.contains(*person)) {
        let delegates = delegates(question.studio, holder, Some(question.today));
        let more = delegates.filter(|one| may_fill(question, gate, role, one));
        for one in more.map(|one| one.to_string()) {
            if !people.contains(&one) {
                people.push(one);
            }
        }
    }
    let mut named = Vec::new();
    if people.is_empty() {
        for one in holders.iter().flat_map(|one| delegates(question.studio, one, None)) {
            if may_fill(question, gate, role, one) && !named.contains(&one.to_string()) {
                named.push(one.to_string());
            }
        }
    }
    GateLack::Role {
        role: role.into(),
        missing,
        people,
        delegates: named,
    }
}

/// Whoever has the role, in the order of their ids, the team before parties.
fn holders<'a>(question: Question<'a>, role: &'a str) -> impl Iterator<Item = PersonId> + 'a {
    let approvers = question.studio.parties.values().flat_map(|party| &party.approvers);
    let ids = question.studio.people.keys().chain(approvers.map(|one| &one.id.value));
    ids.filter(move |id| has_role(question.studio, id.as_str(), role, question.today))
        .cloned()
}

/// Who decides for somebody: on that day, or on any.
fn delegates<'a>(studio: &'a Studio, person: &PersonId, day: Option<Day>) -> impl Iterator<Item = &'a PersonId> {
    let named = studio.people.get(person).map_or(&[][..], |person| &person.delegates);
    let then = move |one: &&crate::model::person::Delegate| day.is_none_or(|day| one.from <= day && day <= one.to);
    named.iter().filter(then).map(|one| &one.person.value)
}

fn delegate_today(question: Question<'_>, person: &PersonId) -> Option<String> {
    let mut delegates = delegates(question.studio, person, Some(question.today));
    delegates.find(|one| !question.makers.has(one)).map(ToString::to_string)
}

/// Whether a need asks for this person, by name or role, or for somebody they decide for on that day.
pub fn is_asked(studio: &Studio, gate: &Gate, person: &PersonId, day: Day) -> bool {
    let asks = |need: &GateNeed, who: &PersonId| {
        let named = need.person.as_ref().is_some_and(|one| one.value == *who);
        let by_role = |role: &str| has_role(studio, who.as_str(), role, day);
        named || need.role.as_ref().is_some_and(|role| by_role(role.as_str()))
    };
    let for_whom = |who: &&PersonId| is_delegate(studio, person, who, day);
    let asked = |who: &PersonId| gate.needs.iter().any(|need| asks(need, who));
    asked(person) || studio.people.keys().filter(for_whom).any(asked)
}
