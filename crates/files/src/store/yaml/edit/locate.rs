//! Answers: which part of the text is at this path, and what surrounds it?
//! Invariant: a path leads through mappings and lists as written, never through an alias.

use super::layout::{Entry, Item, KeyWritten, Kind, Layout, Part};
use crate::change::Segment;
use crate::change::edit_refused::EditRefused;
use crate::change::yaml_text::Flow;

pub struct Target<'p> {
    pub part: &'p Part,
    /// The mapping or list it is in; none for the document itself.
    pub inside: Option<Inside<'p>>,
    /// Whether brackets surround it.
    pub flow: Flow,
    /// Its path, for a refusal.
    pub at: String,
}

pub enum Inside<'p> {
    Map {
        part: &'p Part,
        layout: Layout,
        entries: &'p [Entry],
        index: usize,
    },
    List {
        part: &'p Part,
        layout: Layout,
        items: &'p [Item],
        index: usize,
    },
}

impl Target<'_> {
    pub fn refused_layout(&self) -> EditRefused {
        EditRefused::Layout { at: self.at.clone() }
    }
}

/// `deliverables.3.id`
pub fn path(segments: &[Segment]) -> String {
    let names = segments.iter().map(|segment| match segment {
        Segment::Key(key) => key.clone(),
        Segment::Item(index) => index.to_string(),
    });
    names.collect::<Vec<_>>().join(".")
}

/// # Errors
/// No such value, an alias on the way, or a key that is only edited by hand.
pub fn locate<'p>(root: &'p Part, segments: &[Segment]) -> Result<Target<'p>, EditRefused> {
    let mut target = Target {
        part: root,
        inside: None,
        flow: Flow::Outside,
        at: path(segments),
    };
    for segment in segments {
        let (layout, inside, part) = step(target.part, segment, &target.at)?;
        if layout != Layout::Block {
            target.flow = Flow::Inside;
        }
        target.inside = Some(inside);
        target.part = part;
    }
    Ok(target)
}

fn step<'p>(part: &'p Part, segment: &Segment, at: &str) -> Result<(Layout, Inside<'p>, &'p Part), EditRefused> {
    let nothing = || EditRefused::NoSuchValue { at: at.to_owned() };
    match (&part.kind, segment) {
        (Kind::Alias, _) => Err(EditRefused::Alias { at: at.to_owned() }),
        (Kind::Map { layout, entries }, Segment::Key(key)) => {
            let index = entries
                .iter()
                .position(|entry| entry.name == *key)
                .ok_or_else(nothing)?;
            let entry = &entries[index];
            if entry.written == KeyWritten::Otherwise {
                return Err(EditRefused::Layout { at: at.to_owned() });
            }
            let inside = Inside::Map {
                part,
                layout: *layout,
                entries,
                index,
            };
            Ok((*layout, inside, &entry.value))
        }
        (Kind::List { layout, items }, Segment::Item(index)) => {
            let item = items.get(*index).ok_or_else(nothing)?;
            let inside = Inside::List {
                part,
                layout: *layout,
                items,
                index: *index,
            };
            Ok((*layout, inside, &item.part))
        }
        _ => Err(nothing()),
    }
}
