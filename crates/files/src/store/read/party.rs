//! Answers: what does a file of `parties/` say?
//! Invariant: an approver without an id or a name is left out: nobody could be asked.

use super::fields::Fields;
use super::person::{accounts, keys};
use crate::model::id::PartyId;
use crate::model::party::{Approver, Party, PartyRole};
use crate::model::place::StudioPath;

pub fn party(fields: &Fields<'_>, file: &StudioPath) -> Option<Party> {
    let id = fields.id::<PartyId>("id")?.value;
    Some(Party {
        file: file.clone(),
        name: fields.boxed("name").unwrap_or_else(|| id.as_str().into()),
        role: match fields.text("type")? {
            "client" => PartyRole::Client,
            "agency" => PartyRole::Agency,
            "media" => PartyRole::Media,
            "supplier" => PartyRole::Supplier,
            _ => return None,
        },
        calendar: fields.id("calendar"),
        closed: fields.periods("closed"),
        approvers: fields.maps("approvers").filter_map(|one| approver(&one)).collect(),
        answers_within: fields.working_days("answers_within"),
        capacity: fields.parsed("capacity", |text| text.parse().ok()),
        notice: fields.working_days("notice"),
        handover: fields.working_days("handover"),
        id,
    })
}

fn approver(fields: &Fields<'_>) -> Option<Approver> {
    Some(Approver {
        id: fields.id("id")?,
        name: fields.boxed("name")?,
        emails: fields.texts("emails"),
        accounts: accounts(fields, "accounts"),
        keys: keys(fields, "keys"),
        roles: fields.ids("roles"),
        until: fields.day("until").map(|day| day.value),
    })
}
