//! Answers: what would the records say, had somebody made this change?
//! Invariant: a change says what `--set` would say; the studio is copied only where it must change.
//! Source: `docs/people.md`.

use super::PeoplePlan;
use super::ways::Change;
use crate::model::Day;
use crate::model::campaign::{Campaign, LinkType, StageOverride};
use crate::model::duration::{HalfDays, Length};
use crate::model::id::{PersonId, RoleId};
use crate::model::kind::{MOST_ROUNDS, Rounds, StageWork};
use crate::model::person::{Booking, Contract, Firmness, Person};
use crate::model::place::{Placed, Span};
use crate::model::studio::Studio;
use crate::plan::availability::Bookings;
use crate::plan::expand::{Question, Scope};
use crate::plan::network::TaskIndex;
use crate::plan::task::{GroupKind, LinkSource, Work};
use std::borrow::Cow;

/// What a change is made to; the studio is copied only where it must change.
#[derive(Clone)]
pub(super) struct Records<'s> {
    /// The one that is asked about, if one is.
    pub campaign: Option<Campaign>,
    pub studio: Option<Cow<'s, Studio>>,
    pub bookings: Option<Bookings>,
}

impl Records<'_> {
    pub fn of(question: &Question<'_>) -> Self {
        Self {
            campaign: match question.scope {
                Scope::Campaign(campaign) => Some(campaign.clone()),
                Scope::OpenBriefs => None,
            },
            studio: None,
            bookings: None,
        }
    }
}

/// The id of somebody more with a role, whom the studio does not have.
pub fn newcomer(role: &RoleId) -> Option<PersonId> {
    PersonId::new(&format!("freelance-{role}"))
}

/// Changes records as a file would.
pub(super) struct Editor<'q, 'a> {
    pub question: &'q Question<'a>,
    pub plan: &'q PeoplePlan<'a>,
}

impl Editor<'_, '_> {
    /// Writes a change into the records.
    pub fn apply(&self, change: &Change, records: &mut Records<'_>) {
        match change {
            Change::OneRoundLess { task, left } => self.stage(records, *task, |own| {
                // With one review fewer there are reworks only where two are left.
                let rework = own.work.rounds.and_then(|rounds| rounds.rework);
                let rework = rework.or_else(|| self.planned_rework(*task));
                own.work.rounds = Some(Rounds {
                    planned: (*left).clamp(1, MOST_ROUNDS),
                    rework,
                });
            }),
            Change::Shorten { task, to } => self.lasting(records, *task, *to),
            Change::Split { task, people, to } => {
                let who = people.map(|person| self.plan.pool.team.people[person].person.id.clone());
                self.stage(records, *task, |own| {
                    own.who = who.iter().map(|id| Placed::new(id.clone(), Span::WHOLE_FILE)).collect();
                });
                self.lasting(records, *task, *to);
            }
            Change::Overlap { waiting, link, .. } => self.overlap(records, *waiting, *link),
            Change::Book { person, from, to, days } => {
                let own = &self.plan.pool.team.people[*person];
                let id = own.person.id.clone();
                let (from, to) = match days {
                    0 => (own.warned(), self.all_days().1),
                    _ => (*from, *to),
                };
                if let Some(person) = self.studio_of(records).people.get_mut(&id) {
                    person.bookings.push(Booking {
                        from,
                        to,
                        firm: Firmness::Firm,
                        span: Span::WHOLE_FILE,
                    });
                }
            }
            Change::Freelance { role, from, to, days } => {
                self.engage(records, role, (*days > 0).then_some((*from, *to)))
            }
            Change::TakeOptions => records.bookings = Some(Bookings::WithOptions),
            Change::Drop { group } => {
                if let GroupKind::Line(gone) = self.plan.pool.out.groups[*group].what
                    && let Some(campaign) = self.campaign_of(records, *group)
                {
                    campaign.deliverables.retain(|line| line.id.value != gone.id.value);
                }
                if let Some(brief) = self.plan.pool.out.groups[*group].brief {
                    self.studio_of(records).briefs.remove(&brief.id);
                }
            }
            Change::Priority { to } => {
                if let Some(campaign) = &mut records.campaign {
                    campaign.priority = *to;
                }
            }
        }
    }

    /// What the kind plans between two reviews of a stage.
    fn planned_rework(&self, task: TaskIndex) -> Option<Length> {
        let out = &self.plan.pool.out;
        let own = &out.tasks[task.0 as usize];
        let Work::Stage(stage, _) = own.work else { return None };
        let GroupKind::Line(line) = out.groups[own.group].what else {
            return None;
        };
        let kind = self.question.studio.kinds.get(&line.kind.value)?;
        let works = kind.stages.iter().find(|work| work.stage.value == stage.id.value)?;
        works.rounds?.rework
    }

    /// From today to the last day known.
    fn all_days(&self) -> (Day, Day) {
        let from = self.question.today;
        (from, from + chrono::Duration::days(self.plan.pool.slots as i64 / 2))
    }

    fn studio_of<'r>(&self, records: &'r mut Records<'_>) -> &'r mut Studio {
        let studio = records
            .studio
            .get_or_insert_with(|| Cow::Owned(self.question.studio.clone()));
        studio.to_mut()
    }

    /// The campaign of a group, the one that is asked about or another of the studio.
    fn campaign_of<'r>(&self, records: &'r mut Records<'_>, group: usize) -> Option<&'r mut Campaign> {
        let id = &self.plan.pool.out.groups[group].campaign?.id;
        if records.campaign.as_ref().is_some_and(|asked| asked.id == *id) {
            return records.campaign.as_mut();
        }
        self.studio_of(records).campaigns.get_mut(id)
    }

    fn engage(&self, records: &mut Records<'_>, role: &RoleId, days: Option<(Day, Day)>) {
        let (Some(id), Some(like)) = (newcomer(role), self.plan.pool.team.people.first()) else {
            return;
        };
        let (from, to) = days.unwrap_or_else(|| self.all_days());
        let person = Person {
            id: id.clone(),
            roles: vec![Placed::new(role.clone(), Span::WHOLE_FILE)],
            contract: Contract::Freelance,
            calendar: None,
            hours: None,
            bookings: vec![Booking {
                from,
                to,
                firm: Firmness::Firm,
                span: Span::WHOLE_FILE,
            }],
            off: Vec::new(),
            until: None,
            notice: None,
            ..like.person.clone()
        };
        self.studio_of(records).people.insert(id, person);
    }

    /// Changes what the campaign says of the stage of a task; a free task has none.
    fn stage(&self, records: &mut Records<'_>, task: TaskIndex, change: impl FnOnce(&mut StageOverride)) {
        let out = &self.plan.pool.out;
        let own = &out.tasks[task.0 as usize];
        let Work::Stage(stage, _) = own.work else { return };
        let GroupKind::Line(meant) = out.groups[own.group].what else {
            return;
        };
        let campaign = self.campaign_of(records, own.group);
        let mut lines = campaign.into_iter().flat_map(|campaign| &mut campaign.deliverables);
        let Some(line) = lines.find(|line| line.id.value == meant.id.value) else {
            return;
        };
        let known = line
            .stages
            .iter()
            .position(|over| over.work.stage.value == stage.id.value);
        let at = known.unwrap_or_else(|| {
            line.stages.push(StageOverride {
                work: StageWork {
                    stage: stage.id.clone(),
                    duration: None,
                    effort: None,
                    role: None,
                    rounds: None,
                    stretch: None,
                },
                fixed: None,
                not_before: None,
                must_end_by: None,
                needs: Vec::new(),
                who: Vec::new(),
            });
            line.stages.len() - 1
        });
        change(&mut line.stages[at]);
    }

    fn lasting(&self, records: &mut Records<'_>, task: TaskIndex, to: HalfDays) {
        let own = &self.plan.pool.out.tasks[task.0 as usize];
        if let Work::Free(free) = own.work {
            let campaign = self.campaign_of(records, own.group);
            let mut tasks = campaign.into_iter().flat_map(|campaign| &mut campaign.tasks);
            if let Some(task) = tasks.find(|task| task.id.value == free.id.value) {
                task.duration = Length::Working(to);
            }
            return;
        }
        self.stage(records, task, |own| own.work.duration = Some(Length::Working(to)));
    }

    fn overlap(&self, records: &mut Records<'_>, waiting: TaskIndex, link: usize) {
        let out = &self.plan.pool.out;
        let LinkSource::Need(wanted) = out.links[link] else {
            return;
        };
        let Some(campaign) = self.campaign_of(records, out.tasks[waiting.0 as usize].group) else {
            return;
        };
        let lines = campaign.deliverables.iter_mut();
        let of_lines = lines.flat_map(|line| {
            let stages = line.stages.iter_mut().flat_map(|stage| stage.needs.iter_mut());
            line.needs.iter_mut().chain(stages)
        });
        let series = campaign.series.iter_mut().flat_map(|series| series.needs.iter_mut());
        let tasks = campaign.tasks.iter_mut().flat_map(|task| task.needs.iter_mut());
        for need in of_lines.chain(series).chain(tasks).filter(|need| *need == wanted) {
            need.link = LinkType::StartToStart;
        }
    }
}
