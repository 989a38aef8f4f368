//! Answers: which sound value stands under a key of this mapping?
//! Invariant: only keys that the shape describes are asked for; what is ill-formed is absent here and a finding elsewhere.

use crate::model::Day;
use crate::model::anchor::{DayExpr, parse_day};
use crate::model::calendar::Period;
use crate::model::duration::{HalfDays, Length, Minutes};
use crate::model::id::{
    CalendarId, CampaignId, ItemId, KindId, PartyId, PersonId, RecordId, RoleId, StageId, TermId, WorkflowId,
};
use crate::model::label::Label;
use crate::model::money::{Currency, Money};
use crate::model::place::{Placed, Span};
use crate::model::shape::{MapShape, ValueShape};
use crate::store::yaml::tree::{Entry, Node, Value};

/// One mapping with its description.
#[derive(Clone, Copy)]
pub struct Fields<'n> {
    pub entries: &'n [Entry],
    pub span: Span,
    pub currency: Currency,
    shape: &'static MapShape,
}

/// An id of any type, for values that name records.
pub trait Name: Sized {
    fn of(text: &str) -> Option<Self>;
}

macro_rules! names {
    ($($id:ident),+) => {$(
        impl Name for $id {
            fn of(text: &str) -> Option<Self> {
                Self::new(text)
            }
        }
    )+};
}

names!(
    CalendarId, CampaignId, ItemId, KindId, PartyId, PersonId, RecordId, RoleId, StageId, TermId, WorkflowId
);

impl<'n> Fields<'n> {
    pub fn new(node: &'n Node, shape: &'static MapShape, currency: Currency) -> Self {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            _ => &[],
        };
        Self {
            entries,
            span: node.span,
            currency,
            shape,
        }
    }

    /// The value under a key; `None` when it is absent or null.
    pub fn node(&self, key: &'static str) -> Option<&'n Node> {
        debug_assert!(
            self.shape.key(key).is_some(),
            "`{key}` of `{}` is not described in model/shape",
            self.shape.name
        );
        let entry = self.entries.iter().find(|entry| &*entry.key == key)?;
        (entry.value.value != Value::Null).then_some(&entry.value)
    }

    pub fn text(&self, key: &'static str) -> Option<&'n str> {
        text_of(self.node(key)?)
    }

    pub fn boxed(&self, key: &'static str) -> Option<Box<str>> {
        self.text(key).map(Into::into)
    }

    pub fn placed_text(&self, key: &'static str) -> Option<Placed<Box<str>>> {
        self.placed(key, |text| Some(text.into()))
    }

    /// The text under a key, read by `parse`.
    pub fn parsed<T>(&self, key: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.placed(key, parse).map(|placed| placed.value)
    }

    pub fn placed<T>(&self, key: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Placed<T>> {
        let node = self.node(key)?;
        Some(Placed::new(parse(text_of(node)?)?, node.span))
    }

    pub fn id<T: Name>(&self, key: &'static str) -> Option<Placed<T>> {
        self.placed(key, T::of)
    }

    pub fn day(&self, key: &'static str) -> Option<Placed<Day>> {
        self.placed(key, parse_day)
    }

    pub fn day_or_anchor(&self, key: &'static str) -> Option<Placed<DayExpr>> {
        self.placed(key, DayExpr::parse)
    }

    pub fn working_days(&self, key: &'static str) -> Option<HalfDays> {
        self.parsed(key, HalfDays::parse).filter(|halves| halves.0 >= 0)
    }

    pub fn length(&self, key: &'static str) -> Option<Length> {
        self.parsed(key, Length::parse).filter(|length| length.is_forward())
    }

    pub fn hours(&self, key: &'static str) -> Option<Minutes> {
        self.parsed(key, Minutes::parse)
    }

    pub fn money(&self, key: &'static str) -> Option<Money> {
        self.parsed(key, |text| Money::parse(text, Some(self.currency)))
    }

    /// The items of a list; a single value counts as a list of one.
    pub fn items(&self, key: &'static str) -> &'n [Node] {
        match self.node(key) {
            None => &[],
            Some(node) => match &node.value {
                Value::List(items) => items,
                _ => std::slice::from_ref(node),
            },
        }
    }

    /// The items of a list of texts that `parse` understands.
    pub fn list<T>(&self, key: &'static str, parse: impl Fn(&str) -> Option<T>) -> Vec<Placed<T>> {
        self.items(key)
            .iter()
            .filter_map(|node| Some(Placed::new(parse(text_of(node)?)?, node.span)))
            .collect()
    }

    pub fn ids<T: Name>(&self, key: &'static str) -> Vec<Placed<T>> {
        self.list(key, T::of)
    }

    pub fn texts(&self, key: &'static str) -> Vec<Box<str>> {
        let texts = self.items(key).iter().filter_map(text_of);
        texts.map(Into::into).collect()
    }

    /// The mapping under a key.
    pub fn map(&self, key: &'static str) -> Option<Fields<'n>> {
        let node = self.node(key)?;
        matches!(node.value, Value::Map(_)).then(|| self.below(key, node))
    }

    /// The entry under a key, an empty one included.
    pub fn entry(&self, key: &'static str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| &*entry.key == key)
    }

    /// The mappings of a list; of several with one `id`, the first.
    pub fn maps(&self, key: &'static str) -> impl Iterator<Item = Fields<'n>> {
        let mut seen: Vec<&str> = Vec::new();
        self.all_maps(key).filter(move |item| {
            let id = item.entry("id").and_then(|entry| text_of(&entry.value));
            let Some(id) = id.filter(|_| item.shape.is_named()) else {
                return true;
            };
            let new = !seen.contains(&id);
            seen.push(id);
            new
        })
    }

    /// The mappings of a list, all of them.
    pub fn all_maps(&self, key: &'static str) -> impl Iterator<Item = Fields<'n>> {
        self.items(key)
            .iter()
            .filter(|node| matches!(node.value, Value::Map(_)))
            .map(move |node| self.below(key, node))
    }

    /// The entries of a mapping whose keys are names: each name and its value, null values included.
    pub fn entries_of(&self, key: &'static str) -> &'n [Entry] {
        match self.node(key).map(|node| &node.value) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// The mappings of a mapping whose keys are names.
    pub fn named_maps(&self, key: &'static str) -> impl Iterator<Item = (&'n Entry, Fields<'n>)> {
        self.entries_of(key)
            .iter()
            .map(move |entry| (entry, self.below(key, &entry.value)))
    }

    pub fn label(&self, key: &'static str) -> Option<Label> {
        label_of(self.node(key)?)
    }

    /// `from`, `to` (the same day when absent) and `why`.
    pub fn period(&self) -> Option<Period> {
        let from = self.day("from")?.value;
        Some(Period {
            from,
            to: self.day("to").map_or(from, |day| day.value),
            why: self.boxed("why"),
            span: self.span,
        })
    }

    pub fn periods(&self, key: &'static str) -> Vec<Period> {
        self.maps(key).filter_map(|fields| fields.period()).collect()
    }

    fn below(&self, key: &'static str, node: &'n Node) -> Fields<'n> {
        let shape = self
            .shape
            .key(key)
            .and_then(|known| map_shape(&known.value))
            .unwrap_or(&EMPTY);
        Fields::new(node, shape, self.currency)
    }
}

static EMPTY: MapShape = MapShape { name: "", keys: &[] };

/// The mapping inside a value's shape.
fn map_shape(shape: &ValueShape) -> Option<&'static MapShape> {
    match shape {
        ValueShape::Map(shape) => Some(shape),
        ValueShape::List(of) | ValueShape::OneOrMany(of) | ValueShape::MapOf(_, of) => map_shape(of),
        ValueShape::Either(all) => all.iter().find_map(map_shape),
        _ => None,
    }
}

pub fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A title given once or per language; `None` when it is empty.
pub fn label_of(node: &Node) -> Option<Label> {
    match &node.value {
        Value::Text(text) => Some(Label::Plain(text.clone())),
        Value::Map(entries) => {
            let texts: Vec<_> = entries
                .iter()
                .filter_map(|entry| Some((entry.key.clone(), text_of(&entry.value)?.into())))
                .collect();
            (!texts.is_empty()).then_some(Label::PerLanguage(texts))
        }
        Value::Null | Value::List(_) => None,
    }
}
