//! Answers: which tasks does one deliverable, occurrence or loose brief expand into, by whom and how long?
//! Invariant: its tasks follow each other; what has happened to its brief is taken off.
//! Source: design, "The network" and "What has happened counts".

use super::calendars::Calendars;
use super::expand::Builder;
use super::network::{Actual, CalendarIndex, Instant, Placement, Task, TaskIndex};
use super::reality::{Course, Progress};
use super::stages::{Draft, MergedStage, drafts, half, merged, rework_of, share, variants_length};
use super::task::{Asks, Decides, Doer, GroupKind, Part, Stay, TaskState, Turn, Work};
use crate::model::brief::Brief;
use crate::model::campaign::{Campaign, Deliverable};
use crate::model::duration::{HalfDays, LONGEST_DAYS, Length, Minutes};
use crate::model::finding::Finding;
use crate::model::id::{KindId, PersonId, RoleId, StageId};
use crate::model::kind::Kind;
use crate::model::other::RecordType;
use crate::model::party::Party;
use crate::model::place::{Place, Placed};
use crate::model::problem::Problem;
use crate::model::similar::nearest;
use crate::model::workflow::{StageClass, Workflow};

/// What the stage tasks of a group need to be known.
pub(super) struct Piece<'a> {
    pub name: String,
    pub what: GroupKind<'a>,
    pub campaign: Option<&'a Campaign>,
    pub brief: Option<&'a Brief>,
    pub kind: &'a Placed<crate::model::id::KindId>,
    pub file: Place,
    pub owner: Option<&'a Placed<PersonId>>,
}

impl<'a> Builder<'a> {
    /// The stage tasks of a deliverable, occurrence or loose brief, one after the other.
    pub(super) fn expand_piece(
        &mut self,
        group: usize,
        piece: &Piece<'a>,
        overrides: &'a [crate::model::campaign::StageOverride],
    ) {
        let Some((kind, workflow)) = self.kind_of(piece) else {
            return;
        };
        self.out.groups[group].workflow = Some(workflow);
        let stages = merged(workflow, kind, overrides);
        let progress = self.progress_of(piece, workflow);
        let drafts = drafts(&stages, &progress);
        let variants = match piece.what {
            GroupKind::Line(line) => Some(line),
            _ => None,
        };
        let ready_at = kind.ready_at.as_ref().map(|stage| stage.as_str());
        let ready_position = ready_at
            .and_then(|id| workflow.stage_once_called(id))
            .and_then(|stage| workflow.position(stage.id.as_str()));
        let mut variants = variants.and_then(|line| self.variants_of(line));
        let works = stages[..ready_position.map_or(stages.len(), |ready| ready + 1)].iter();
        let made = works
            .rev()
            .find(|stage| stage.stage.class == StageClass::Work && stage.duration.is_some());
        let maker = made.and_then(|stage| stage.role);
        for draft in &drafts {
            let follows = ready_position.is_some_and(|ready| draft.stage > ready);
            if let Some((count, length)) = variants.take_if(|_| follows) {
                self.push_variants(group, piece, (count, length), maker, draft.progress);
            }
            let at = self.push_stage(group, piece, &stages, draft);
            self.out.tasks[at.0 as usize].stay = Some(self.stay_of(&kind.id, &stages, draft));
        }
        if let Some((count, length)) = variants {
            let over = drafts
                .last()
                .map_or(Progress::Ahead { visits: 0 }, |last| last.progress);
            self.push_variants(group, piece, (count, length), maker, over);
        }
        self.set_ready(group, workflow, kind);
        for stage in &stages {
            let Some(own) = stage.own else { continue };
            self.needs_of(group, Some(stage.stage.id.as_str()), &own.needs);
            self.limit_stage(group, piece.campaign, stage);
        }
    }

    fn kind_of(&mut self, piece: &Piece<'a>) -> Option<(&'a Kind, &'a Workflow)> {
        let studio = self.question.studio;
        let by_brief = piece.brief.and_then(|brief| studio.kinds.get(&brief.kind.value));
        let Some(kind) = by_brief.or_else(|| studio.kinds.get(&piece.kind.value)) else {
            let known = studio.kinds.keys().map(|id| id.as_str());
            self.unknown(piece.file.clone(), RecordType::Kind, piece.kind.as_str(), known);
            return None;
        };
        let Some(workflow) = studio.workflows.get(&kind.workflow.value) else {
            let known = studio.workflows.keys().map(|id| id.as_str());
            let place = Place::at(&kind.file, kind.workflow.span);
            self.unknown(place, RecordType::Workflow, kind.workflow.as_str(), known);
            return None;
        };
        Some((kind, workflow))
    }

    fn unknown<'n>(&mut self, place: Place, to: RecordType, name: &str, known: impl Iterator<Item = &'n str>) {
        let problem = Problem::UnknownReference {
            to,
            name: name.to_owned(),
            near: nearest(name, known).map(str::to_owned),
        };
        self.out.findings.push(Finding::error(place, problem));
    }

    fn progress_of(&self, piece: &Piece<'a>, workflow: &'a Workflow) -> Vec<Progress> {
        let stage = piece
            .brief
            .and_then(|brief| workflow.stage_once_called(brief.stage.as_str()));
        let (Some(brief), Some(stage)) = (piece.brief, stage) else {
            return vec![Progress::Ahead { visits: 0 }; workflow.stages.len()];
        };
        let visits = self.question.reality.get(&brief.id).map_or(&[][..], Vec::as_slice);
        let course = Course {
            workflow,
            stage: &stage.id.value,
            visits,
            today: self.question.today,
        };
        course.progress(self.question.hours)
    }

    fn variants_of(&self, line: &Deliverable) -> Option<(u64, HalfDays)> {
        let count = line.variants.iter().fold(1_u64, |count, (_, values)| {
            count.saturating_mul(values.len().max(1) as u64)
        });
        let length = variants_length(line.effort_each, count, self.question.hours.full_day())?;
        (!line.variants.is_empty()).then_some((count, length))
    }

    fn push_variants(
        &mut self,
        group: usize,
        piece: &Piece<'a>,
        (count, length): (u64, HalfDays),
        maker: Option<&'a RoleId>,
        then: Progress,
    ) {
        // Whatever comes after the variants has begun: they are made.
        let actual = match then {
            Progress::Ahead { .. } => Actual::Planned,
            Progress::UnderWay { .. } | Progress::Done(_) => self.done(None),
        };
        let state = match actual {
            Actual::Done(_) => TaskState::Done(None),
            Actual::Planned | Actual::Started(_) => TaskState::Ahead,
        };
        let name = format!("{}.variants", piece.name);
        let doer = piece
            .owner
            .map_or(Doer::Nobody, |owner| Doer::People(vec![&owner.value]));
        let task = Task {
            actual,
            ..Task::new(length.0, Calendars::STUDIO)
        };
        let at = self.push(group, name, Work::Variants(count), doer, state, task);
        let effort = match piece.what {
            GroupKind::Line(line) => line.effort_each.map(|each| all_variants(each, count)),
            _ => None,
        };
        let asks = Asks {
            owner: piece.owner.map(|owner| &owner.value),
            role: maker,
            effort,
            ..Asks::default()
        };
        self.asks(at, asks);
    }

    fn push_stage(&mut self, group: usize, piece: &Piece<'a>, stages: &[MergedStage<'a>], draft: &Draft) -> TaskIndex {
        let merged = &stages[draft.stage];
        let stage = merged.stage;
        let name = match draft.part {
            Part::Whole => format!("{}.{}", piece.name, stage.id.value),
            Part::Review(round) => format!("{}.{}.{round}", piece.name, stage.id.value),
            Part::Rework(1) => format!("{}.{}.rework", piece.name, stage.id.value),
            Part::Rework(round) => format!("{}.{}.rework-{round}", piece.name, stage.id.value),
        };
        let doer = match draft.part {
            Part::Rework(_) => self.doer_of(piece, reworked(stages, draft.stage)),
            Part::Whole | Part::Review(_) => self.doer_of(piece, merged),
        };
        let calendar = match &doer {
            Doer::Party(party) => self.question.calendars.index_of_party(&party.id),
            Doer::Nobody | Doer::People(_) | Doer::Role(_) => Calendars::STUDIO,
        };
        let mut task = self.sized(draft.length, calendar);
        let state = match draft.progress {
            Progress::Ahead { .. } => TaskState::Ahead,
            Progress::Done(place) => {
                task.actual = self.done(place);
                TaskState::Done(place)
            }
            Progress::UnderWay { since, .. } => {
                let today = self.out.network.project_start;
                task.actual = Actual::Started(since.unwrap_or(today));
                if let (Length::ElapsedDays(days), Some(since)) = (draft.length, since) {
                    task.duration = (days * 2 - (today.0 - since.0)).max(1);
                }
                if stage.class == StageClass::Gate {
                    task.duration = self.still_open(task.duration, task.calendar);
                }
                TaskState::UnderWay(since)
            }
        };
        let halves = task.duration;
        let at = self.push(group, name, Work::Stage(stage, draft.part), doer, state, task);
        let worked = match draft.part {
            Part::Rework(_) => reworked(stages, draft.stage),
            Part::Whole | Part::Review(_) => merged,
        };
        let left = match draft.length {
            Length::Working(_) => draft.length,
            Length::ElapsedDays(_) => Length::ElapsedDays(halves / 2),
        };
        self.asks(at, self.asks_of(piece, worked, left));
        at
    }

    /// Which stay in a stage the task of a draft is.
    fn stay_of(&self, kind: &'a KindId, stages: &[MergedStage<'a>], draft: &Draft) -> Stay<'a> {
        let whose = match draft.part {
            Part::Rework(_) => reworked(stages, draft.stage),
            Part::Whole | Part::Review(_) => &stages[draft.stage],
        };
        let (round, turn) = match (draft.part, draft.progress) {
            (Part::Rework(round) | Part::Review(round), _) => (round, Turn::Again),
            (Part::Whole, Progress::Ahead { visits: 0 } | Progress::Done(_)) => (1, Turn::First),
            (Part::Whole, Progress::Ahead { visits }) => (visits + 1, Turn::Again),
            (Part::Whole, Progress::UnderWay { visits: 0 | 1, .. }) => (1, Turn::First),
            (Part::Whole, Progress::UnderWay { visits, .. }) => (visits, Turn::Again),
        };
        let today = self.out.network.project_start;
        let (whole, spent) = match (draft.whole, draft.progress) {
            (Length::Working(whole), Progress::UnderWay { spent, .. }) => (whole, spent),
            (Length::Working(whole), Progress::Ahead { .. } | Progress::Done(_)) => (whole, HalfDays(0)),
            (Length::ElapsedDays(days), Progress::UnderWay { since: Some(since), .. }) => {
                (HalfDays(days.saturating_mul(2)), HalfDays((today.0 - since.0).max(0)))
            }
            (Length::ElapsedDays(days), _) => (HalfDays(days.saturating_mul(2)), HalfDays(0)),
        };
        Stay {
            kind,
            stage: &whose.stage.id.value,
            turn,
            round,
            whole,
            spent,
            mends: mends(stages, draft.stage),
        }
    }

    /// Who does a stage, and the share of its effort that falls to what is left of it.
    fn asks_of(&self, piece: &Piece<'a>, stage: &MergedStage<'a>, left: Length) -> Asks<'a> {
        let whole = stage.duration.unwrap_or(left);
        Asks {
            named: self.people_named(piece, stage),
            owner: piece.owner.map(|owner| &owner.value),
            role: stage.role,
            effort: stage.effort.map(|effort| share(effort, left, whole)),
            stretch: stage.stretch,
            decides: match stage.stage.class {
                StageClass::Gate => Decides::Yes,
                _ => Decides::No,
            },
        }
    }

    /// `who:` of the brief, else of the campaign; empty when neither names anybody.
    fn people_named(&self, piece: &Piece<'a>, stage: &MergedStage<'a>) -> &'a [Placed<PersonId>] {
        let id = &stage.stage.id.value;
        let by_brief = piece
            .brief
            .and_then(|brief| brief.who.iter().find(|(who, _)| who.value == *id));
        let named = by_brief.map(|(_, people)| people).or(stage.own.map(|own| &own.who));
        named.map_or(&[], Vec::as_slice)
    }

    /// Half days until the first one of the next working day, or more: an open gate never ends before.
    fn still_open(&self, halves: i32, calendar: CalendarIndex) -> i32 {
        let time = self.out.network.calendar(calendar);
        let today = self.out.network.project_start;
        halves.max(time.count(today, Instant(today.0 + 2)) + 1)
    }

    pub(super) fn sized(&self, length: Length, calendar: CalendarIndex) -> Task {
        match length {
            Length::Working(HalfDays(halves)) => Task::new(halves.max(0), calendar),
            Length::ElapsedDays(days) => Task::new(days.max(0).saturating_mul(2), self.always()),
        }
    }

    /// Over; when nobody saw it, this morning and without length.
    fn done(&self, place: Option<Placement>) -> Actual {
        let today = self.out.network.project_start;
        Actual::Done(place.unwrap_or(Placement {
            start: today,
            end: today,
        }))
    }

    fn doer_of(&self, piece: &Piece<'a>, stage: &MergedStage<'a>) -> Doer<'a> {
        let named = self.people_named(piece, stage);
        if !named.is_empty() {
            return Doer::People(named.iter().map(|person| &person.value).collect());
        }
        let owner = piece.owner.map(|owner| &owner.value);
        let Some(role) = stage.role else {
            return owner.map_or(Doer::Nobody, |owner| Doer::People(vec![owner]));
        };
        let holders = self.roles.get(role).map_or(&[][..], Vec::as_slice);
        match (holders, owner) {
            (holders, Some(owner)) if holders.contains(&owner) => Doer::People(vec![owner]),
            ([one], _) => Doer::People(vec![one]),
            ([], _) => match self.client_with(piece, role) {
                Some(client) => Doer::Party(client),
                None => Doer::Role(role),
            },
            _ => Doer::Role(role),
        }
    }

    /// The client of the campaign, when one of its approvers has the role.
    fn client_with(&self, piece: &Piece<'a>, role: &RoleId) -> Option<&'a Party> {
        let client = piece.campaign?.client.as_ref()?;
        let party = self.question.studio.parties.get(&client.value)?;
        let has_role = party
            .approvers
            .iter()
            .any(|one| one.roles.iter().any(|held| held.value == *role));
        has_role.then_some(party)
    }
}

/// Of all variants together.
fn all_variants(each: Minutes, count: u64) -> Minutes {
    let all = u64::try_from(each.0).unwrap_or_default().saturating_mul(count);
    Minutes(i32::try_from(all).unwrap_or(MOST_MINUTES).min(MOST_MINUTES))
}

/// The longest stretch of days there is, all day long.
const MOST_MINUTES: i32 = LONGEST_DAYS * 24 * 60;

/// Of a gate: the stage that mends what it rejects, and for how long, working days alone.
fn mends<'a>(stages: &[MergedStage<'a>], gate: usize) -> Option<(&'a StageId, HalfDays)> {
    if stages[gate].stage.class != StageClass::Gate {
        return None;
    }
    let mending = reworked(stages, gate);
    let length = rework_of(stages, gate).or_else(|| mending.duration.map(half))?;
    match length {
        Length::Working(length) => Some((&mending.stage.id.value, length)),
        Length::ElapsedDays(_) => None,
    }
}

/// The stage that a rejected round goes back to: what the gate says, else the last work before it.
fn reworked<'s, 'a>(stages: &'s [MergedStage<'a>], gate: usize) -> &'s MergedStage<'a> {
    let on_reject = stages[gate]
        .stage
        .gate
        .as_ref()
        .and_then(|gate| gate.on_reject.as_ref());
    let named = on_reject.and_then(|id| stages.iter().find(|stage| stage.stage.id.value == id.value));
    let before = || {
        stages[..gate]
            .iter()
            .rfind(|stage| stage.stage.class == StageClass::Work)
    };
    named.or_else(before).unwrap_or(&stages[gate])
}
