//! Answers: what is said of a whole item (`newsletter=`) or of somebody the studio does not have (`freelance/designer=FROM..TO`)?
//! Invariant: an item goes only when nothing but its name is said; a new person is booked for the days given and no others.
//! Source: `docs/planning.md`, "What if".

use super::value::firm_days;
use super::{Assignment, How, Reading, Step, WhatIfFault};
use crate::change::YamlValue;
use crate::model::brief::{Brief, Link};
use crate::model::campaign::Campaign;
use crate::model::id::RoleId;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::shape;
use crate::model::similar::nearest;
use crate::model::workflow::StageClass;
use crate::plan::people::newcomer;
use std::collections::BTreeSet;

impl<'a> Reading<'a> {
    /// What an empty value leaves out: the item of a campaign, and its open briefs with it.
    pub(super) fn left_out(&self, scope: Option<&'a Campaign>) -> Option<Vec<Assignment>> {
        let (campaign, name) = match self.path.split_once('/') {
            Some((campaign, name)) => (self.studio.campaigns.get(campaign)?, name),
            None => (scope?, self.path),
        };
        let is_date = campaign.dates.iter().any(|(known, _)| **known == *name);
        if is_date || shape::of(RecordType::Campaign).key(name).is_some() {
            return None;
        }
        let root = self.item(campaign, &[name])?;
        let briefs = self.studio.briefs.values();
        let own = briefs.filter(|brief| match &brief.link {
            Link::Deliverable(link) => link.campaign == campaign.id && link.item.as_str() == name,
            Link::Campaign(_) | Link::None => false,
        });
        let open = own.filter(|brief| self.studio.is_open(brief));
        let item = Assignment {
            file: root.file.clone(),
            at: root.at,
            value: YamlValue::Plain("~".into()),
            how: How::Remove,
        };
        Some(open.filter_map(|brief| self.dropped(brief)).chain([item]).collect())
    }

    /// The brief in the stage where its workflow puts what is given up.
    fn dropped(&self, brief: &Brief) -> Option<Assignment> {
        let (_, workflow) = self.process(brief.kind.value.as_str())?;
        let mut stages = workflow.stages.iter();
        let stage = stages.find(|stage| stage.class == StageClass::Dropped)?;
        Some(Assignment {
            file: brief.file.clone(),
            at: vec![Step::Key("stage".into())],
            value: YamlValue::Text(stage.id.to_string()),
            how: How::Replace,
        })
    }

    /// Somebody new with a role, or more days of whom an expression before has made. `None`: it says something else.
    pub(super) fn freelance(&self, value: &str) -> Option<Result<Assignment, WhatIfFault>> {
        let typed = self.path.strip_prefix("freelance/")?;
        Some(self.engaged(typed, value))
    }

    fn engaged(&self, typed: &str, value: &str) -> Result<Assignment, WhatIfFault> {
        let known = self.roles();
        let role = RoleId::new(typed).filter(|role| known.contains(role.as_str()));
        let unknown = || {
            let near = nearest(typed, known.iter().copied());
            WhatIfFault::Unknown {
                typed: typed.to_owned(),
                within: Some("freelance".to_owned()),
                near: near.map(|near| self.text.replacen(typed, near, 1)),
                known: known.iter().map(ToString::to_string).collect(),
            }
        };
        let role = role.ok_or_else(unknown)?;
        let id = newcomer(&role).ok_or_else(unknown)?;
        let days = firm_days(value)?;
        if let Some(person) = self.studio.people.get(&id) {
            return Ok(Assignment {
                file: person.file.clone(),
                at: vec![Step::Key("bookings".into())],
                value: days,
                how: How::Append,
            });
        }
        let text = |text: &str| YamlValue::Text(text.to_owned());
        let keys = [
            ("id", text(id.as_str())),
            ("name", text(id.as_str())),
            ("roles", YamlValue::List(vec![text(role.as_str())])),
            ("contract", text("freelance")),
            ("bookings", YamlValue::List(vec![days])),
        ];
        Ok(Assignment {
            file: StudioPath::new(&format!("team/{id}.yml")).ok_or_else(unknown)?,
            at: Vec::new(),
            value: YamlValue::Map(keys.map(|(key, value)| (key.to_owned(), value)).into()),
            how: How::NewPerson,
        })
    }

    /// Those that somebody has or a stage asks for.
    fn roles(&self) -> BTreeSet<&'a str> {
        let held = self.studio.people.values().flat_map(|person| &person.roles);
        let stages = self.studio.workflows.values().flat_map(|flow| &flow.stages);
        let asked = stages.filter_map(|stage| stage.role.as_ref());
        held.chain(asked).map(|role| role.as_str()).collect()
    }
}
