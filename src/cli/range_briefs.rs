//! Answers: what does a range do to each brief: from where to where, under which id, and how does each gate on the way stand?
//! Invariant: judged with the policy of the base, on the content of the result; who decides is `trail::gate` alone.
//! Source: design, "How a team works", "Gates and approvals".

use super::chronicle::{Chronicle, Found};
use super::context::Context;
use super::open::Opened;
use super::range_files::Range;
use super::range_past::PastOf;
use super::range_verdicts::{Beside, beside, live};
use super::reviewed::{Reviewed, word_of};
use super::reviews_given::GivenReviews;
use crate::check::range::route::{Route, route};
use crate::check::range::{BriefStep, GateStep, IdPast};
use crate::model::brief::Brief;
use crate::model::history::HistoryProblem;
use crate::model::id::StageId;
use crate::model::moves::LeftStage;
use crate::model::workflow::{Covers, Stage, StageClass};
use crate::report::failure::Failure;
use crate::trail::gate::makers::Makers;
use crate::trail::gate::{Decision, GateLack, Heard, Question, awaited, decide};
use crate::trail::ledger::Told;
use crate::trail::review_verdicts::{AtGate, DigestAt, ReviewQuestion, ReviewVerdict, standing};
use crate::trail::reviews::{ReviewWarning, check};
use std::collections::BTreeMap;

/// The range with both its ends.
pub struct Judged<'a, 'r, 's> {
    pub range: &'a Range<'r>,
    pub base: &'a Opened,
    pub result: &'a Opened,
    pub context: &'a Context,
    pub reviewed: &'a Reviewed<'s>,
    /// What the history tells, for one question about a brief after the other.
    pub found: Found,
}

/// A brief, and the gates that it leaves or stands at.
pub struct Step<'a> {
    pub step: BriefStep<'a>,
    pub gates: Vec<GateNow<'a>>,
}

pub struct GateNow<'a> {
    pub stage: &'a Stage,
    pub is_left: Leaves,
    pub decision: Decision,
    pub awaited: Vec<GateLack>,
}

/// What a brief does at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    Now,
    NotYet,
}

impl<'a> Judged<'a, '_, '_> {
    /// # Errors
    /// When the history cannot answer, or the reviews are of no use.
    pub fn steps(&self, given: Option<&GivenReviews>) -> Result<(Vec<Step<'a>>, Vec<ReviewWarning>), Failure> {
        let mut steps = Vec::new();
        for (before, after) in self.pairs() {
            steps.push(self.step(before, after)?);
        }
        let (verdicts, warnings) = self.live_verdicts(&steps, given)?;
        for step in &mut steps {
            let Some(after) = step.step.after else { continue };
            let gates = self.gates(&step.step, after, &verdicts)?;
            let left = gates.iter().filter(|gate| gate.is_left == Leaves::Now);
            step.step.gates = left
                .map(|gate| GateStep {
                    stage: gate.stage,
                    decision: gate.decision.clone(),
                })
                .collect();
            step.gates = gates;
        }
        Ok((steps, warnings))
    }

    /// Each brief of which something changes: as the base has it, and as the result does.
    fn pairs(&self) -> Vec<(Option<&'a Brief>, Option<&'a Brief>)> {
        let touches = |brief: &Brief| {
            let folder = brief.file.folder();
            let is_inside = |path: &str| path.strip_prefix(folder).is_some_and(|below| below.starts_with('/'));
            self.range.files.iter().any(|file| is_inside(file.path.as_str()))
        };
        let (base, result) = (&self.base.studio.briefs, &self.result.studio.briefs);
        let mut pairs = Vec::new();
        for after in result.values().filter(|brief| touches(brief)) {
            // a file that calls itself otherwise is the same brief, unless that one is elsewhere now
            let in_place = || {
                let known = base.values().find(|before| before.file == after.file);
                known.filter(|before| !result.contains_key(&before.id))
            };
            let before = base.get(&after.id).or_else(in_place);
            pairs.push((before, Some(after)));
        }
        let is_known = |brief: &&Brief| {
            pairs
                .iter()
                .any(|(before, _)| before.is_some_and(|one| one.id == brief.id))
        };
        let gone: Vec<&Brief> = base
            .values()
            .filter(|brief| touches(brief) && !result.contains_key(&brief.id))
            .filter(|brief| !is_known(brief))
            .collect();
        pairs.extend(gone.into_iter().map(|brief| (Some(brief), None)));
        pairs
    }

    fn step(&self, before: Option<&'a Brief>, after: Option<&'a Brief>) -> Result<Step<'a>, Failure> {
        let (route, id) = match after {
            None => (Route::Stays, IdPast::Own),
            Some(after) => {
                let left = before.map(|before| self.left(before)).transpose()?.flatten();
                let left = left.as_ref().map_or(LeftStage::Unknown, LeftStage::Known);
                let route = route(&self.base.studio, before, after, left);
                (route, self.id_past(before, after)?)
            }
        };
        let born = after.filter(|_| before.is_none()).and_then(|after| self.born(after));
        let step = BriefStep {
            before,
            after,
            born,
            id,
            route,
            gates: Vec::new(),
        };
        let gates = Vec::new();
        Ok(Step { step, gates })
    }

    /// What the history of the base tells of a brief.
    pub fn told(&self, brief: &str) -> Result<Told, HistoryProblem> {
        self.chronicle().told_of(brief)
    }

    fn chronicle(&self) -> Chronicle<'_> {
        let home = self.range.home;
        let settings = &self.base.studio.settings;
        Chronicle::new(&home.repository, &home.folder, &settings.id, self.range.base)
            .moved_from(&settings.was)
            .kept_in(self.context.index_directory())
            .sharing(&self.found)
    }

    /// The stage of work, queue or gate in which a brief was before its hold or drop.
    pub fn left(&self, before: &Brief) -> Result<Option<StageId>, HistoryProblem> {
        let Some(workflow) = self.base.studio.workflow_of(before) else {
            return Ok(None);
        };
        let pauses = |stage: &StageId| {
            let stage = workflow.stage_once_called(stage.as_str());
            stage.is_some_and(|stage| matches!(stage.class, StageClass::Hold | StageClass::Dropped))
        };
        if !pauses(&before.stage.value) {
            return Ok(None);
        }
        let told = self.told(before.id.as_str())?;
        let events = told.events.of(before.id.as_str());
        let mut stages = events.into_iter().flat_map(|brief| brief.events.iter().rev());
        Ok(stages.find_map(|event| event.to.clone().filter(|stage| !pauses(stage))))
    }

    fn id_past(&self, before: Option<&Brief>, after: &Brief) -> Result<IdPast, HistoryProblem> {
        if let Some(before) = before {
            return Ok(match before.id == after.id {
                true => IdPast::Own,
                false => IdPast::Changed(before.id.as_str().into()),
            });
        }
        for month in self.range.names(self.range.base, "briefs") {
            let path = format!("briefs/{month}/{}/brief.yml", after.id);
            let other = crate::model::place::StudioPath::new(&path).filter(|path| *path != after.file);
            if let Some(other) = other.filter(|path| self.range.bytes(self.range.base, path.as_str()).is_some()) {
                return Ok(IdPast::Taken(other));
            }
        }
        let told = self.told(after.id.as_str())?;
        let was = told
            .events
            .of(after.id.as_str())
            .is_some_and(|brief| !brief.events.is_empty());
        Ok(if was { IdPast::Deleted } else { IdPast::Own })
    }

    /// The stage with which a commit of the range first has a brief.
    fn born(&self, after: &Brief) -> Option<StageId> {
        let first = |commit| word_of(&self.range.bytes(commit, after.file.as_str())?, "stage");
        let mut commits = self.range.commits.iter().map(|commit| commit.id);
        commits.find_map(first).and_then(|stage| StageId::new(&stage))
    }

    /// The gates that a brief leaves, and the one it stands at.
    fn at(&self, step: &BriefStep<'a>) -> Vec<(&'a Stage, Leaves)> {
        let mut gates: Vec<(&Stage, Leaves)> = step.route.gates().iter().map(|stage| (*stage, Leaves::Now)).collect();
        let base: &'a Opened = self.base;
        let now = step.after.and_then(|after| base.studio.stage_of(after));
        let stands = now.filter(|stage| stage.class == StageClass::Gate && stage.gate.is_some());
        gates.extend(stands.map(|stage| (stage, Leaves::NotYet)));
        gates
    }

    fn digest(&self, brief: &Brief, covers: &Covers) -> Option<String> {
        match self.reviewed.digest_at(self.range.merged.commit, brief, covers) {
            DigestAt::Digest(digest) => Some(digest),
            DigestAt::NoCommit | DigestAt::NoDigest => None,
        }
    }

    /// What the reviews of the request say at each of its gates.
    fn live_verdicts(
        &self,
        steps: &[Step<'a>],
        given: Option<&GivenReviews>,
    ) -> Result<(Vec<ReviewVerdict>, Vec<ReviewWarning>), Failure> {
        let Some(given) = given else {
            return Ok((Vec::new(), Vec::new()));
        };
        let home = self.base.studio.settings.forge.as_ref();
        let home = home.ok_or(crate::trail::reviews::ReviewFault::NoForge)?;
        let pull = check(&given.reviews, given.request(home))?;
        let mut gates = Vec::new();
        for step in steps {
            let Some(brief) = step.step.after else { continue };
            for (stage, _) in self.at(&step.step) {
                let covers = stage.gate.as_ref().map(|gate| &gate.covers);
                let digest = covers.and_then(|covers| self.digest(brief, covers));
                gates.push((brief, stage, digest));
            }
        }
        let at: Vec<AtGate<'_>> = gates
            .iter()
            .map(|(brief, stage, digest)| AtGate {
                brief,
                stage,
                digest: digest.as_deref(),
            })
            .collect();
        let question = ReviewQuestion {
            base: &self.base.studio,
            home,
            pull: &pull,
            reviews: &given.reviews,
            today: self.base.today,
        };
        let digest_of = |commit: &str, brief: &Brief, covers: &Covers| self.reviewed.digest(commit, brief, covers);
        Ok(standing(question, &at, &digest_of)?)
    }

    fn gates(
        &self,
        step: &BriefStep<'a>,
        after: &'a Brief,
        verdicts: &[ReviewVerdict],
    ) -> Result<Vec<GateNow<'a>>, Failure> {
        let at = self.at(step);
        if at.is_empty() {
            return Ok(Vec::new());
        }
        let files = beside(self.range, self.base, self.chronicle(), after)?;
        let told = self.told(after.id.as_str())?;
        let past = PastOf {
            range: self.range,
            base: &self.base.studio,
            told: &told,
            before: step.before,
            after,
            reviewed: self.reviewed,
        };
        let gates = at.into_iter();
        Ok(gates
            .filter_map(|(stage, is_left)| self.gate((stage, is_left), (after, &files), &past, verdicts))
            .collect())
    }

    fn gate(
        &self,
        (stage, is_left): (&'a Stage, Leaves),
        (brief, files): (&Brief, &Beside),
        past: &PastOf<'_, '_, '_>,
        verdicts: &[ReviewVerdict],
    ) -> Option<GateNow<'a>> {
        let gate = stage.gate.as_ref()?;
        let studio = &self.base.studio;
        let told = past.read(&gate.covers);
        let makers = self.makers(past, told.authors(|| None));
        let live = live(verdicts, (brief, stage), &studio.settings.id, &files.approvals);
        let given = files.approvals.iter().zip(&files.proofs);
        let live = live.iter().map(|(approval, proof)| (approval, proof));
        let heard: Vec<Heard<'_>> = given
            .chain(live)
            .map(|(approval, proof)| Heard {
                approval,
                proof: *proof,
                on: self.base.today,
            })
            .collect();
        let digest = self.digest(brief, &gate.covers);
        let question = Question {
            studio,
            brief,
            stage,
            heard: &heard,
            digest: digest.as_deref(),
            changed: &|approval| told.changed_since(approval),
            feedback: &files.feedback.read,
            unreadable: &files.feedback.unreadable,
            makers: &makers,
            silence: past.silence(self.base, (stage, gate)),
            today: self.base.today,
        };
        Some(GateNow {
            stage,
            is_left,
            decision: decide(question)?,
            awaited: awaited(question),
        })
    }

    /// Whoever the brief names in the base or in the result, and whoever wrote what is judged.
    fn makers(&self, past: &PastOf<'_, '_, '_>, authors: Vec<String>) -> Makers {
        let studio = &self.base.studio;
        let mut makers = Makers::named(studio.workflow_of(past.after), past.after);
        if let Some(before) = past.before {
            makers
                .people
                .extend(Makers::named(studio.workflow_of(before), before).people);
        }
        let authors = authors.into_iter().chain(past.asset_authors());
        let unique: BTreeMap<String, ()> = authors.map(|author| (author, ())).collect();
        unique
            .keys()
            .fold(makers, |makers, email| makers.with_author(studio, email))
    }
}
