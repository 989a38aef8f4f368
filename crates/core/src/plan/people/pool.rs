//! Answers: what is the levelling problem of a studio: which people and parties, how much of them, for which tasks?
//! Invariant: the problem says nothing that the expansion, the team and the crews do not; its order does not depend on the files.
//! Source: design, "People".

use super::Options;
use crate::model::Day;
use crate::model::brief::Priority;
use crate::model::party::Party;
use crate::plan::availability::Team;
use crate::plan::calendars::Calendars;
use crate::plan::demands::{Crew, crews, stretch_of};
use crate::plan::expand::{NamedCycle, Question, Scope, expand_pool};
use crate::plan::level::problem as level;
use crate::plan::network::{CalendarIndex, Instant, Network};
use crate::plan::task::{Decides, Expansion, Group};
use crate::plan::worktime::WorkTime;
use std::collections::{BTreeMap, BTreeSet};

/// All that competes for the same people.
#[derive(Clone, Debug)]
pub struct Pool<'a> {
    pub out: Expansion<'a>,
    pub team: Team<'a>,
    /// As [`Expansion::tasks`].
    pub crews: Vec<Crew<'a>>,
    /// People in the order of [`Team::people`], then the lines of parties.
    pub resources: Vec<level::Resource>,
    /// The first line of each party with a capacity, and how many it has.
    pub lines: Vec<(&'a Party, u32, u32)>,
    pub from: Instant,
    /// Half days known from there on.
    pub slots: usize,
    pub works: Vec<level::Work>,
    pub groups: Vec<level::Group>,
    /// In [`Self::groups`], of each group of the expansion.
    pub group_of: Vec<u32>,
    /// Whether the question is about each group of the expansion, or it only competes.
    pub asked: Vec<Asked>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Yes,
    Competes,
}

/// Who counts as having made the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makers {
    Chosen,
    /// Whoever could be chosen for it.
    Possible,
}

/// People are known this long after the last day that the plan names; two years.
const AFTER: i32 = 2 * 730;
/// And never longer than this from today; thirty years.
const MOST_SLOTS: i32 = 30 * 730;

impl<'a> Pool<'a> {
    /// The pool of a question.
    ///
    /// # Errors
    /// When tasks wait for each other.
    pub fn of(question: &Question<'a>, options: Options) -> Result<Self, NamedCycle> {
        Ok(Self::of_tasks(question, options, expand_pool(question)?))
    }

    /// The pool of tasks that a question was expanded to.
    pub fn of_tasks(question: &Question<'a>, options: Options, out: Expansion<'a>) -> Self {
        let team = Team::of(question.studio, question.calendars, question.today, options.bookings);
        let crews = crews(question, &out, &team);
        let from = Instant::start_of(question.today);
        let slots = horizon(&out.network, from);
        let asked = asked(question, &out);
        let (groups, group_of) = groups(&out);
        let mut pool = Self {
            out,
            team,
            crews,
            resources: Vec::new(),
            lines: Vec::new(),
            from,
            slots,
            works: Vec::new(),
            groups,
            group_of,
            asked,
        };
        pool.add_people();
        pool.add_parties(question);
        pool.fit_durations();
        pool.works = pool.works();
        pool
    }

    /// The problem over a network, the pool's own or one with other limits.
    pub fn problem<'n>(&self, network: &'n Network) -> level::Problem<'n> {
        level::Problem {
            network,
            from: self.from,
            resources: self.resources.clone(),
            works: self.works.clone(),
            groups: self.groups.clone(),
        }
    }

    /// Whether anybody decides on the work of others.
    pub fn has_verdicts(&self) -> bool {
        self.out.tasks.iter().any(|task| task.asks.decides == Decides::Yes)
    }

    /// Takes those who made the work out of its verdicts where somebody else could give them; whether any was.
    pub fn without_makers(&mut self, placed: &level::Levelled, makers: Makers) -> bool {
        let mut changed = false;
        for group in 0..self.out.groups.len() {
            let tasks = self.out.groups[group].tasks();
            let made: BTreeSet<usize> = tasks
                .clone()
                .flat_map(|task| self.makers(task, placed, makers))
                .collect();
            for task in tasks.filter(|task| self.out.tasks[*task].asks.decides == Decides::Yes) {
                let chosen = placed.tasks[task].doers.iter().map(|doer| doer.0 as usize);
                if !chosen.clone().any(|doer| made.contains(&doer)) {
                    continue;
                }
                for seat in &mut self.crews[task].seats {
                    if seat.any_of.iter().any(|one| !made.contains(one)) {
                        let before = seat.any_of.len();
                        seat.any_of.retain(|one| !made.contains(one));
                        changed |= seat.any_of.len() < before;
                    }
                }
            }
        }
        if changed {
            self.works = self.works();
        }
        changed
    }

    /// Who does the work of a task: those who were chosen, or all who could be.
    fn makers(&self, task: usize, placed: &level::Levelled, makers: Makers) -> Vec<usize> {
        if self.out.tasks[task].asks.decides == Decides::Yes {
            return Vec::new();
        }
        match makers {
            Makers::Chosen => placed.tasks[task].doers.iter().map(|doer| doer.0 as usize).collect(),
            Makers::Possible => {
                let seats = self.crews[task].seats.iter();
                seats.flat_map(|seat| seat.any_of.iter().copied()).collect()
            }
        }
    }

    fn add_people(&mut self) {
        let mut known: BTreeMap<Vec<bool>, CalendarIndex> = BTreeMap::new();
        let studio = &self.out.network.calendars[Calendars::STUDIO.0 as usize];
        let slots = (0..self.slots as i32).map(|slot| studio.is_open(Instant(self.from.0 + slot)));
        known.insert(slots.collect(), Calendars::STUDIO);
        let days: Vec<Day> = self.from.day_after().iter_days().take(self.slots / 2).collect();
        for person in &self.team.people {
            let halves = days.iter().flat_map(|day| person.of_day(*day));
            let capacity: Vec<u16> = halves
                .map(|minutes| u16::try_from(minutes).unwrap_or(u16::MAX))
                .collect();
            let open: Vec<bool> = capacity.iter().map(|minutes| *minutes > 0).collect();
            let calendar = calendar_of(&mut self.out.network, &mut known, self.from, open);
            self.resources.push(level::Resource { capacity, calendar });
        }
    }

    /// A party that takes only so many tasks at a time is as many lines of one unit each.
    fn add_parties(&mut self, question: &Question<'a>) {
        let mut parties: Vec<&'a Party> = self.crews.iter().filter_map(|crew| crew.party).collect();
        parties.sort_by_key(|party| &party.id);
        parties.dedup_by_key(|party| &party.id);
        for party in parties {
            let Some(capacity) = party.capacity else { continue };
            let calendar = question.calendars.index_of_party(&party.id);
            let time = self.out.network.calendar(calendar);
            let open = (0..self.slots as i32).map(|slot| time.is_open(Instant(self.from.0 + slot)));
            let line = level::Resource {
                capacity: open.map(u16::from).collect(),
                calendar,
            };
            self.lines.push((party, self.resources.len() as u32, capacity));
            self.resources.extend((0..capacity).map(|_| line.clone()));
        }
    }

    /// What people do takes the working days of its elapsed ones.
    fn fit_durations(&mut self) {
        let staffed = |crew: &Crew<'_>| crew.seats.iter().any(|seat| seat.amount > 0);
        for (crew, task) in self.crews.iter().zip(&mut self.out.network.tasks) {
            if staffed(crew) && task.calendar == self.out.always {
                task.duration = ((i64::from(task.duration) * 5 + 6) / 7).max(1) as i32;
                task.calendar = Calendars::STUDIO;
            }
        }
    }

    fn works(&self) -> Vec<level::Work> {
        let ranks = ranks(&self.out);
        let one = |(at, crew): (usize, &Crew<'a>)| level::Work {
            demands: self.demands(at, crew),
            stretch: stretch_of(&self.out.tasks[at]),
            group: Some(level::GroupIndex(self.group_of[self.out.tasks[at].group])),
            rank: ranks[at],
        };
        self.crews.iter().enumerate().map(one).collect()
    }

    fn demands(&self, at: usize, crew: &Crew<'a>) -> Vec<level::Demand> {
        if let Some(party) = crew.party {
            let lines = self.lines.iter().find(|(known, ..)| known.id == party.id);
            let halves = self.out.network.tasks[at].duration;
            let demand = lines.map(|(_, first, count)| level::Demand {
                any_of: (*first..first + count).map(level::ResourceIndex).collect(),
                amount: halves.max(0) as u32,
                most_per_day: 2,
            });
            return demand.into_iter().collect();
        }
        let busy = crew.seats.iter().filter(|seat| seat.amount > 0);
        let seats = busy.map(|seat| level::Demand {
            any_of: seat
                .any_of
                .iter()
                .map(|person| level::ResourceIndex(*person as u32))
                .collect(),
            amount: seat.amount.max(0) as u32,
            most_per_day: u16::try_from(seat.most_per_day).unwrap_or(u16::MAX),
        });
        seats.collect()
    }
}

fn horizon(network: &Network, from: Instant) -> usize {
    let limits = network
        .tasks
        .iter()
        .flat_map(|task| task.end_by.into_iter().chain(task.not_before));
    let last = limits
        .filter(|at| !at.is_out_of_range())
        .max()
        .unwrap_or(from)
        .max(from);
    let slots = (last.0 - from.0).saturating_add(AFTER).min(MOST_SLOTS);
    (slots & !1) as usize
}

fn calendar_of(
    network: &mut Network,
    known: &mut BTreeMap<Vec<bool>, CalendarIndex>,
    from: Instant,
    open: Vec<bool>,
) -> CalendarIndex {
    if let Some(index) = known.get(&open) {
        return *index;
    }
    let index = CalendarIndex(network.calendars.len() as u32);
    network.calendars.push(WorkTime::of_slots(from, &open));
    known.insert(open, index);
    index
}

/// The groups of the question and what they wait for; all, when the question is about the whole studio.
fn asked(question: &Question<'_>, out: &Expansion<'_>) -> Vec<Asked> {
    let Scope::Campaign(campaign) = question.scope else {
        return vec![Asked::Yes; out.groups.len()];
    };
    let is_its = |group: &Group<'_>| group.campaign.is_some_and(|own| own.id == campaign.id);
    let mut asked: Vec<bool> = out.groups.iter().map(is_its).collect();
    let mut waiting: Vec<usize> = (0..asked.len()).filter(|group| asked[*group]).collect();
    let mut needed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for link in &out.network.links {
        let group = |task: crate::plan::network::TaskIndex| out.tasks[task.0 as usize].group;
        needed.entry(group(link.to)).or_default().push(group(link.from));
    }
    while let Some(group) = waiting.pop() {
        for other in needed.get(&group).into_iter().flatten() {
            if !asked[*other] {
                asked[*other] = true;
                waiting.push(*other);
            }
        }
    }
    let word = |asked| if asked { Asked::Yes } else { Asked::Competes };
    asked.into_iter().map(word).collect()
}

/// One group a campaign, one a brief without campaign.
fn groups(out: &Expansion<'_>) -> (Vec<level::Group>, Vec<u32>) {
    let mut groups: Vec<level::Group> = Vec::new();
    let mut campaigns = BTreeMap::new();
    let mut group_of = Vec::with_capacity(out.groups.len());
    for group in &out.groups {
        let mut open = |priority: i32| {
            groups.push(level::Group { priority, goal: None });
            groups.len() as u32 - 1
        };
        group_of.push(match group.campaign {
            Some(campaign) => *campaigns.entry(&campaign.id).or_insert_with(|| open(campaign.priority)),
            None => open(group.brief.map_or(0, |brief| urgency(brief.priority))),
        });
    }
    for goal in &out.goals {
        let own = &mut groups[group_of[goal.group] as usize].goal;
        *own = (*own).max(Some(goal.limit));
    }
    (groups, group_of)
}

/// A brief without campaign beside campaigns, whose own priority is 0 unless they say.
fn urgency(priority: Priority) -> i32 {
    match priority {
        Priority::Low => -1,
        Priority::Normal => 0,
        Priority::High => 1,
        Priority::Urgent => 2,
    }
}

/// The place of each task by the name of its group, then in it.
fn ranks(out: &Expansion<'_>) -> Vec<u32> {
    let mut order: Vec<usize> = (0..out.tasks.len()).collect();
    order.sort_by_key(|at| {
        let group = &out.groups[out.tasks[*at].group];
        let home = group.campaign.map_or("", |campaign| campaign.id.as_str());
        (home, group.name.rsplit('/').next(), *at - group.first)
    });
    let mut ranks = vec![0; order.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank as u32;
    }
    ranks
}
