//! Answers: how is a brief kept that was read without any finding?
//! Invariant: what was encoded is decoded to the same; any other bytes, or another default currency, give `None`.

use super::bytes::Rest;
use super::kept::{Kept, forms, parts};
use crate::model::anchor::DayExpr;
use crate::model::brief::{Brief, Content, DeliverableRef, Field, Link, Priority, Rush};
use crate::model::money::{Currency, Money};
use crate::model::other::RecordType;
use crate::model::place::{Placed, Span, StudioPath};
use crate::store::read::{Defaults, Outcome, Record};

/// Appends what was read; tells whether it is a sound brief, the one record that is kept whole.
pub fn put_outcome(out: &mut Vec<u8>, outcome: &Outcome, defaults: Defaults) -> bool {
    let (Some(Record::Brief(brief)), Some((RecordType::Brief, id)), []) =
        (&outcome.record, &outcome.id, outcome.findings.as_slice())
    else {
        return false;
    };
    // amounts without a currency were read in this one
    defaults.currency.put(out);
    id.span.put(out);
    put_brief(out, brief);
    true
}

pub fn outcome(rest: &mut Rest<'_>, file: &StudioPath, defaults: Defaults) -> Option<Outcome> {
    (Currency::take(rest)? == defaults.currency).then_some(())?;
    let span = Span::take(rest)?;
    let brief = take_brief(rest, file)?;
    let id = Placed::new(brief.id.as_str().into(), span);
    Some(Outcome {
        record: Some(Record::Brief(Box::new(brief))),
        id: Some((RecordType::Brief, id)),
        findings: Vec::new(),
    })
}

/// Every field is named here, so that a new one cannot be forgotten; its file is known from elsewhere.
fn put_brief(out: &mut Vec<u8>, brief: &Brief) {
    let Brief {
        id,
        file: _,
        title,
        kind,
        stage,
        link,
        requester,
        owner,
        who,
        priority,
        due,
        reference,
        budget,
        rush,
        imported,
        proofs,
        fields,
    } = brief;
    id.put(out);
    title.put(out);
    kind.put(out);
    stage.put(out);
    link.put(out);
    requester.put(out);
    owner.put(out);
    who.put(out);
    priority.put(out);
    due.put(out);
    reference.put(out);
    budget.put(out);
    rush.put(out);
    imported.put(out);
    proofs.put(out);
    fields.put(out);
}

/// In the order of `put_brief`.
fn take_brief(rest: &mut Rest<'_>, file: &StudioPath) -> Option<Brief> {
    Some(Brief {
        file: file.clone(),
        id: Kept::take(rest)?,
        title: Kept::take(rest)?,
        kind: Kept::take(rest)?,
        stage: Kept::take(rest)?,
        link: Kept::take(rest)?,
        requester: Kept::take(rest)?,
        owner: Kept::take(rest)?,
        who: Kept::take(rest)?,
        priority: Kept::take(rest)?,
        due: Kept::take(rest)?,
        reference: Kept::take(rest)?,
        budget: Kept::take(rest)?,
        rush: Kept::take(rest)?,
        imported: Kept::take(rest)?,
        proofs: Kept::take(rest)?,
        fields: Kept::take(rest)?,
    })
}

forms!(Link: 0 = None, 1 = Campaign(id), 2 = Deliverable(line));
forms!(Priority: 0 = Low, 1 = Normal, 2 = High, 3 = Urgent);
forms!(DayExpr: 0 = Day(day), 1 = Relative(text));
forms!(Content: 0 = Text(text), 1 = List(items), 2 = Structure(entries));

parts!(DeliverableRef: campaign, item, occurrence);
parts!(Money: cents, currency);
parts!(Rush: reason, agreed_by);
parts!(Field: key, content);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;
    use crate::model::id::{BriefId, CampaignId, ItemId, KindId, PersonId, RecordId, StageId};
    use proptest::collection::vec;
    use proptest::option::of;
    use proptest::prelude::*;

    fn placed<T: std::fmt::Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = Placed<T>> {
        (values, any::<[u32; 4]>()).prop_map(|(value, [line, column, start, end])| {
            let span = Span {
                line,
                column,
                start,
                end,
            };
            Placed::new(value, span)
        })
    }

    fn id<T: std::fmt::Debug>(new: fn(&str) -> Option<T>) -> impl Strategy<Value = T> {
        (0_u64..1 << 40).prop_map(move |number| new(&format!("{number:x}-a")).expect("a slug"))
    }

    fn text() -> impl Strategy<Value = Box<str>> {
        vec(any::<char>(), 0..40).prop_map(|all| all.into_iter().collect::<String>().into())
    }

    fn day() -> impl Strategy<Value = Day> {
        (-80_000_000..80_000_000).prop_map(|day| Day::from_num_days_from_ce_opt(day).expect("a day"))
    }

    fn link() -> impl Strategy<Value = Link> {
        let line = (id(CampaignId::new), id(ItemId::new), of(day()));
        let line = line.prop_map(|(campaign, item, occurrence)| DeliverableRef {
            campaign,
            item,
            occurrence,
        });
        prop_oneof![
            Just(Link::None),
            placed(id(CampaignId::new)).prop_map(Link::Campaign),
            placed(line).prop_map(Link::Deliverable),
        ]
    }

    fn fields() -> impl Strategy<Value = Vec<Field>> {
        let content = prop_oneof![
            text().prop_map(Content::Text),
            vec(placed(text()), 0..4).prop_map(Content::List),
            any::<usize>().prop_map(Content::Structure),
        ];
        vec(
            (text(), content).prop_map(|(key, content)| Field { key, content }),
            0..5,
        )
    }

    fn briefs() -> impl Strategy<Value = Brief> {
        let person = || of(placed(id(PersonId::new)));
        let heads = (
            id(BriefId::new),
            placed(text()),
            placed(id(KindId::new)),
            placed(id(StageId::new)),
        );
        let who = vec((placed(id(StageId::new)), vec(placed(id(PersonId::new)), 0..3)), 0..3);
        let priority = proptest::sample::select(Priority::WORDS.to_vec());
        let due = prop_oneof![day().prop_map(DayExpr::Day), text().prop_map(DayExpr::Relative)];
        let currency = proptest::sample::select(vec!["EUR", "CHF"]);
        let money = (any::<i64>(), currency).prop_map(|(cents, code)| Money {
            cents,
            currency: Currency::new(code).expect("a currency"),
        });
        let rush = (text(), person()).prop_map(|(reason, agreed_by)| Rush { reason, agreed_by });
        let people = (person(), person(), who, priority);
        let rest = (of(placed(due)), of(placed(text())), of(money), of(rush), of(day()));
        let ends = (link(), vec(placed(id(RecordId::new)), 0..3), fields());
        (heads, people, rest, ends).prop_map(|(heads, people, rest, ends)| {
            let (id, title, kind, stage) = heads;
            let (requester, owner, who, priority) = people;
            let (due, reference, budget, rush, imported) = rest;
            let (link, proofs, fields) = ends;
            Brief {
                id,
                file: file(),
                title,
                kind,
                stage,
                link,
                requester,
                owner,
                who,
                priority: Priority::from_word(priority).expect("a word of the list"),
                due,
                reference,
                budget,
                rush,
                imported,
                proofs,
                fields,
            }
        })
    }

    fn file() -> StudioPath {
        StudioPath::shown("briefs/2026-11/a-k3x9qa/brief.yml")
    }

    fn read(brief: Brief, span: Span) -> Outcome {
        let id = Placed::new(brief.id.as_str().into(), span);
        Outcome {
            record: Some(Record::Brief(Box::new(brief))),
            id: Some((RecordType::Brief, id)),
            findings: Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn a_kept_brief_is_the_brief_and_a_cut_one_is_none(brief in placed(briefs()), cut in any::<proptest::sample::Index>()) {
            let defaults = Defaults::default();
            let outcome_before = read(brief.value, brief.span);
            let mut bytes = Vec::new();
            prop_assert!(put_outcome(&mut bytes, &outcome_before, defaults));
            let mut rest = Rest(&bytes);
            prop_assert_eq!(outcome(&mut rest, &file(), defaults), Some(outcome_before));
            prop_assert!(rest.0.is_empty());
            let cut = cut.index(bytes.len());
            prop_assert_eq!(outcome(&mut Rest(&bytes[..cut]), &file(), defaults), None);
            let francs = Defaults { currency: Currency::new("CHF").expect("a currency") };
            prop_assert_eq!(outcome(&mut Rest(&bytes), &file(), francs), None);
        }
    }
}
