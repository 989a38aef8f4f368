//! Answers: which change does an act of the sample's story make on the studio as it then is?
//! Invariant: every change comes from the functions that the commands use; a refusal is a fault of the story.

use super::campaigns::{CAMPAIGNS, Which};
use super::notes::{self, note};
use super::piece::{Needed, Piece, Said, Words};
use super::story::{Act, Deed, Event, Judged, Subject, Wanted, Why};
use super::timeline::Timeline;
use super::{Ask, assets, founding};
use crate::change::brief::{self, Wish};
use crate::change::handoff::{self, Act as Ticking, Passing, Ticks};
use crate::change::link::LinkAnswer;
use crate::change::move_stage::{self, Moved};
use crate::change::refusal::Refusal;
use crate::change::request::{self, Answers, RushAnswer};
use crate::change::request_answer;
use crate::change::verdict::{self, Onward, Said as Judgement};
use crate::change::{Change, YamlValue};
use crate::model::approval::{Approval, Verdict};
use crate::model::brief::Brief;
use crate::model::id::{BriefId, PersonId, StageId};
use crate::model::moves::{LeftStage, Passage};
use crate::model::studio::Studio;
use crate::model::workflow::Covers;
use crate::trail::gate::makers::Makers;
use crate::trail::gate::{Heard, Question, Silence};
use crate::trail::leaving::SentBack;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// The story being told: which piece became which brief, and what was said of it.
pub struct Stage<'a> {
    ask: Ask,
    timeline: &'a Timeline,
    moment: Moment<'a>,
    briefs: BTreeMap<usize, BriefId>,
    approvals: BTreeMap<usize, Vec<Approval>>,
}

/// A time of the studio's clock with its offset, in ISO 8601.
pub type Moment<'a> = &'a dyn Fn(NaiveDateTime) -> Option<String>;

/// The digest of what a gate covers of a brief.
pub type Digest<'a> = &'a dyn Fn(&Brief, &Covers) -> Option<String>;

impl<'a> Stage<'a> {
    pub fn new(ask: Ask, timeline: &'a Timeline, moment: Moment<'a>) -> Self {
        Self {
            ask,
            timeline,
            moment,
            briefs: BTreeMap::new(),
            approvals: BTreeMap::new(),
        }
    }

    /// The change that the act makes. `None` when its brief was never asked for, or its days are out of reach.
    pub fn perform(&mut self, studio: &Studio, act: &Act, digest: Digest<'_>) -> Option<Result<Change, Refusal>> {
        match act.deed {
            Deed::Plan(plan) => founding::campaign(plan, self.timeline, self.ask.tongue).map(Ok),
            Deed::Tick(plan, tick) => founding::ticked(plan, tick, self.timeline, self.ask.tongue).map(Ok),
            Deed::For(subject, Event::Requested(wanted)) => Some(self.request(studio, act, subject, wanted)),
            Deed::For(subject, event) => {
                let brief = studio.briefs.get(self.briefs.get(&subject.number)?)?;
                match event {
                    Event::Judged(judged) => self.judge(studio, brief, act, (subject, judged), digest),
                    _ => Some(self.later(studio, brief, act, (subject, event))),
                }
            }
        }
    }

    fn request(&mut self, studio: &Studio, act: &Act, subject: Subject, wanted: Wanted) -> Result<Change, Refusal> {
        let piece = subject.piece;
        let answers = Answers {
            kind: Some(piece.kind.into()),
            title: Some(self.text(piece.title)),
            link: self.link(piece, wanted),
            needed: match wanted {
                Wanted::By(day) => request::Needed::ReadyBy(day.to_string()),
                Wanted::NotSaid | Wanted::OnSeriesDate(_) => request::Needed::NotSaid,
            },
            requester: Some(piece.requester.into()),
            owner: Some(piece.owner.into()),
            rush: match piece.needed {
                Needed::Hurry(_) => piece.reason.map(|reason| RushAnswer {
                    reason: self.text(reason),
                    agreed_by: Some("hugo".into()),
                }),
                _ => None,
            },
            fields: self.fields(piece),
            ..Answers::default()
        };
        let seed = self.ask.dice().number(subject.number as u64);
        let requested = request::new(studio, &answers, act.at.date(), seed)?;
        self.briefs.insert(subject.number, requested.brief.id);
        let mut change = requested.change;
        change.files.extend(assets::made_for(studio, piece, self.ask.tongue));
        Ok(change)
    }

    fn link(&self, piece: &Piece, wanted: Wanted) -> LinkAnswer {
        let id = |which: Which| CAMPAIGNS.iter().find(|campaign| campaign.which == which);
        let tongue = self.ask.tongue;
        let deliverable = match (piece.needed, wanted) {
            (Needed::Deliverable { campaign, item }, _) => {
                id(campaign).map(|plan| format!("{}/{}", plan.id.in_tongue(tongue), item.in_tongue(tongue)))
            }
            (Needed::Occurrence { campaign, .. }, Wanted::OnSeriesDate(day)) => id(campaign).and_then(|plan| {
                let series = plan.series?.id.in_tongue(tongue);
                Some(format!("{}/{series}@{day}", plan.id.in_tongue(tongue)))
            }),
            _ => None,
        };
        LinkAnswer {
            campaign: None,
            deliverable,
        }
    }

    fn fields(&self, piece: &Piece) -> Vec<(String, YamlValue)> {
        let message = piece.message.filter(|_| piece.said == Said::AtOnce);
        let texts = [
            ("objective", piece.objective),
            ("audience", piece.audience),
            ("message", message),
        ];
        let texts = texts
            .into_iter()
            .filter_map(|(key, words)| Some((key, self.text(words?))));
        let mut fields: Vec<(String, YamlValue)> = texts
            .map(|(key, text)| (key.to_owned(), YamlValue::Text(text)))
            .collect();
        if !piece.channels.is_empty() {
            let channels = piece.channels.iter().map(|name| YamlValue::Plain((*name).to_owned()));
            fields.push(("channels".into(), YamlValue::List(channels.collect())));
        }
        if !piece.uses.is_empty() {
            let uses = piece.uses.iter().map(|id| YamlValue::Plain((*id).to_owned()));
            fields.push(("uses".into(), YamlValue::List(uses.collect())));
        }
        fields
    }

    fn later(
        &self,
        studio: &Studio,
        record: &Brief,
        act: &Act,
        (subject, event): (Subject, Event),
    ) -> Result<Change, Refusal> {
        let piece = subject.piece;
        let reason = piece.reason.map(|reason| self.text(reason));
        match event {
            Event::MessageSaid => {
                let message = piece.message.map(|message| self.text(message)).unwrap_or_default();
                let wish = Wish::Set {
                    key: "message".into(),
                    value: message,
                };
                brief::edit(studio, record, &[wish])
            }
            Event::Accepted => request_answer::accept(studio, record, None, None),
            Event::Declined => {
                let reason = reason.unwrap_or_default();
                request_answer::decline(studio, record, &reason, None, act.at.date())
            }
            Event::Moved { to, left, why } => {
                let reason = reason.filter(|_| why == Why::Said);
                let left = left.and_then(StageId::new);
                let left = left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
                let moved = move_stage::stage(studio, record, to, left, reason.as_deref(), &|_| Vec::new(), None)?;
                self.ticked(studio, record, (act, subject), moved)
            }
            Event::Requested(_) | Event::Judged(_) => Err(Refusal::NothingToChange),
        }
    }

    /// With the checklist of the stage that is left, ticked by whoever moves it on.
    fn ticked(
        &self,
        studio: &Studio,
        record: &Brief,
        (act, subject): (&Act, Subject),
        moved: Moved,
    ) -> Result<Change, Refusal> {
        let workflow = studio.workflow_of(record).filter(|_| moved.passage == Passage::Forward);
        let ends = workflow.and_then(|workflow| {
            let stage = |id: &StageId| workflow.stage(id.as_str());
            Some((stage(&moved.from)?, stage(&moved.to)?))
        });
        let (Some((from, to)), Some(by), Some(at)) = (ends, PersonId::new(act.by), (self.moment)(act.at)) else {
            return Ok(moved.change);
        };
        let mut past = SentBack::default();
        let verdicts = self.approvals.get(&subject.number).map_or(&[][..], Vec::as_slice);
        for one in verdicts {
            if one.verdict == Verdict::Reject {
                *past.by.entry(one.stage.clone()).or_insert(0) += 1;
            }
        }
        let ticking = Ticking {
            studio,
            brief: record,
            by: &by,
            today: act.at.date(),
            handoffs: &[],
            past: &past,
            seed: self
                .ask
                .dice()
                .number((subject.number * 1_000 + 500 + verdicts.len()) as u64),
        };
        let all = Passing {
            ticks: Ticks::All,
            beyond_rounds: None,
        };
        let made = handoff::records(ticking, from, to, &all)?;
        Ok(handoff::with_records(moved.change, &made, &at))
    }

    fn judge(
        &mut self,
        studio: &Studio,
        record: &Brief,
        act: &Act,
        (subject, judged): (Subject, Judged),
        digest: Digest<'_>,
    ) -> Option<Result<Change, Refusal>> {
        let approvals = self.approvals.entry(subject.number).or_default();
        let stage = studio.stage_of(record)?;
        let digest = digest(record, &stage.gate.as_ref()?.covers)?;
        let throw = self
            .ask
            .dice()
            .number((subject.number * 1_000 + approvals.len()) as u64);
        let brief = match record.is_filled("message") {
            true => notes::Brief::Clear,
            false => notes::Brief::WithoutMessage,
        };
        let said = Judgement {
            requested: Some((self.moment)(judged.asked)?),
            note: (judged.verdict == Verdict::Reject).then(|| {
                note(stage.id.as_str(), brief, throw)
                    .in_tongue(self.ask.tongue)
                    .to_owned()
            }),
            ..Judgement::claim(judged.verdict, PersonId::new(judged.by)?, (self.moment)(act.at)?)
        };
        let workflow = studio.workflow_of(record)?;
        let makers = Makers::named(Some(workflow), record);
        let heard: Vec<Heard<'_>> = approvals.iter().map(|one| Heard::claim(one, act.at.date())).collect();
        let question = Question {
            studio,
            brief: record,
            stage,
            heard: &heard,
            digest: Some(&digest),
            changed: &|_| None,
            feedback: &[],
            unreadable: &[],
            makers: &makers,
            silence: Silence::Waiting,
            today: act.at.date(),
        };
        let given = match verdict::give(workflow, question, &said, Onward::Move, throw) {
            Ok(given) => given,
            Err(refusal) => return Some(Err(refusal)),
        };
        if given.to.as_ref().map(StageId::as_str) != Some(judged.to) {
            return Some(Err(Refusal::GateNotMet {
                brief: record.id.to_string(),
                stage: stage.id.to_string(),
                lacks: given.lacks,
            }));
        }
        approvals.push(given.approval);
        Some(Ok(given.change))
    }

    fn text(&self, words: Words) -> String {
        words.in_tongue(self.ask.tongue).to_owned()
    }
}
