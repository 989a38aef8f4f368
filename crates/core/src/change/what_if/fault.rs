//! Answers: what was meant by a name that nothing has?
//! Invariant: what is near is suggested in the whole expression, so that it can be pasted.

use super::{Reading, Root, WhatIfFault};
use crate::model::campaign::Campaign;
use crate::model::shape::MapShape;
use crate::model::similar::nearest;

impl Reading<'_> {
    /// No record has this name.
    pub(super) fn nothing_called(&self, typed: &str, scope: Option<&Campaign>) -> WhatIfFault {
        let mut known: Vec<String> = Vec::new();
        if let Some(campaign) = scope {
            known.extend(campaign.items().map(|item| item.id().to_owned()));
            known.extend(["launch", "margin"].map(String::from));
            known.extend(campaign.dates.iter().map(|(name, _)| name.to_string()));
        }
        let shown = known.len();
        let (people, kinds, parties) = (&self.studio.people, &self.studio.kinds, &self.studio.parties);
        known.extend(people.keys().map(ToString::to_string));
        known.extend(kinds.keys().map(ToString::to_string));
        known.extend(parties.keys().map(ToString::to_string));
        let near = nearest(typed, known.iter().map(String::as_str)).map(|near| self.text.replacen(typed, near, 1));
        // Without a campaign its own names need it before them.
        let names: Vec<&str> = self.path.split('.').collect();
        let elsewhere = || {
            let mut campaigns = self.studio.campaigns.values();
            let found = campaigns.find(|campaign| self.in_campaign(campaign, &names).is_some())?;
            Some(format!("{}/{}", found.id, self.text))
        };
        let near = near.or_else(|| scope.is_none().then(elsewhere).flatten());
        if shown > 0 {
            known.truncate(shown);
        }
        WhatIfFault::Unknown {
            typed: typed.to_owned(),
            within: None,
            near,
            known,
        }
    }

    pub(super) fn unknown_key(&self, typed: &str, map: &'static MapShape, root: &Root<'_>) -> WhatIfFault {
        let mut known: Vec<String> = keys(map);
        if std::ptr::eq(map, root.shape) {
            known.extend(root.stages.iter().map(|stage| stage.name.to_owned()));
        }
        let near = nearest(typed, known.iter().map(String::as_str)).map(|near| self.replaced(typed, near));
        let near = near.or_else(|| {
            let rest = self.text.split_once('.')?.1;
            root.instead.as_ref().map(|instead| format!("{instead}.{rest}"))
        });
        WhatIfFault::Unknown {
            typed: typed.to_owned(),
            within: Some(root.place()),
            near,
            known,
        }
    }

    pub(super) fn unknown(&self, typed: &str, root: &Root<'_>) -> WhatIfFault {
        WhatIfFault::Unknown {
            typed: typed.to_owned(),
            within: Some(root.place()),
            near: None,
            known: root.stages.iter().map(|stage| stage.name.to_owned()).collect(),
        }
    }

    pub(super) fn incomplete(&self, map: &'static MapShape, root: &Root<'_>) -> WhatIfFault {
        let mut known = keys(map);
        if std::ptr::eq(map, root.shape) {
            known.extend(root.stages.iter().map(|stage| stage.name.to_owned()));
        }
        WhatIfFault::Incomplete {
            path: self.path.to_owned(),
            known,
        }
    }

    /// The expression with one of its names in the place of another; the first name is another matter.
    fn replaced(&self, typed: &str, near: &str) -> String {
        let (path, value) = self.text.split_once('=').unwrap_or((self.text, ""));
        match path.rsplit_once(typed) {
            Some((before, after)) => format!("{before}{near}{after}={value}"),
            None => self.text.to_owned(),
        }
    }
}

/// The keys that can be tried.
fn keys(map: &'static MapShape) -> Vec<String> {
    let fixed = ["crops", "id", "stages"];
    let keys = map.keys.iter().map(|known| known.key);
    keys.filter(|key| !fixed.contains(key)).map(String::from).collect()
}
