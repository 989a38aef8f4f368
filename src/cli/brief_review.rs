//! Answers: what do reviewers see and say of a brief now: latest proofs, open remarks, verdicts?
//! Invariant: a verdict is shown with whether it is about what the brief says now; what it says of its evidence is a claim until a key proves it.

use super::context::Context;
use super::feedback::{Filter, Which, collect, seen};
use super::files_at::with_files;
use super::open::{Opened, text_of};
use crate::model::approval::Approval;
use crate::model::asset::Assets;
use crate::model::brief::Brief;
use crate::model::handoff::Handoff;
use crate::model::other::RecordType;
use crate::model::workflow::Covers;
use crate::report::brief_review::{About, HandoffSaid, ProofNow, Review, VerdictSaid};
use crate::report::trail_build::beyond;
use crate::store::verdicts::{approval, digest_in};
use crate::trail::leaving::handoffs_of;
use crate::trail::proof::Proved;
use chrono::DateTime;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What is gathered around a brief.
pub fn review(context: &Context, opened: &Opened, brief: &Brief) -> Review {
    let filter = Filter {
        brief: Some(brief),
        which: Which::Usual,
        ..Filter::default()
    };
    Review {
        proofs: proofs(opened, brief),
        remarks: collect(opened, &filter),
        verdicts: verdicts(context, opened, brief),
        handoffs: handoffs(opened, brief),
    }
}

fn handoffs(opened: &Opened, brief: &Brief) -> Vec<HandoffSaid> {
    let studio = &opened.studio;
    let workflow = studio.workflow_of(brief);
    let said = |one: &Handoff| {
        let stage = workflow.and_then(|workflow| workflow.stage_once_called(&one.stage));
        let title = stage.map(|stage| stage.title.in_language(opened.lang.code()).to_owned());
        HandoffSaid {
            id: one.id.to_string(),
            stage: one.stage.to_string(),
            stage_title: title.unwrap_or_else(|| one.stage.to_string()),
            by: one.by.to_string(),
            on: one.on,
            round: one.round,
            ticked: one.ticked.iter().map(ToString::to_string).collect(),
            beyond: beyond(studio, workflow, one),
        }
    };
    handoffs_of(studio, brief).into_iter().map(said).collect()
}

/// The proofs that a brief names.
pub fn proofs(opened: &Opened, brief: &Brief) -> Vec<ProofNow> {
    let assets = Assets::of(&opened.studio);
    let proof = |id: &str| {
        let asset = assets.find(id);
        let text = |text: Option<&Box<str>>| text.map(ToString::to_string);
        ProofNow {
            title: asset.and_then(|asset| text(asset.title.as_ref())),
            uri: asset.and_then(|asset| text(asset.uri.as_ref())),
            file: asset.and_then(|asset| asset.path.as_ref().map(ToString::to_string)),
            media_type: asset.and_then(|asset| text(asset.media_type.as_ref())),
            version: seen(&assets, id),
        }
    };
    brief.proofs.iter().map(|id| proof(id.as_str())).collect()
}

/// The latest first.
fn verdicts(context: &Context, opened: &Opened, brief: &Brief) -> Vec<VerdictSaid> {
    let folder = brief.file.as_str().strip_suffix("brief.yml").unwrap_or_default();
    let is_here = |file: &str| !folder.is_empty() && file.starts_with(folder);
    let files = opened
        .studio
        .others
        .iter()
        .filter(|other| other.record == RecordType::Approval);
    let files = files.map(|other| &other.file).filter(|file| is_here(file.as_str()));
    let read: Vec<Approval> = files
        .filter_map(|file| approval(file, &text_of(opened, file)?))
        .collect();
    let Some(content) = text_of(opened, &brief.file).filter(|_| !read.is_empty()) else {
        return Vec::new();
    };
    let assets = Assets::of(&opened.studio);
    let hash = |id: &str| assets.find(id).map(|asset| asset.sha256.to_string());
    let mut digests: Vec<(&Covers, Option<String>)> = Vec::new();
    for one in &read {
        if digests.iter().all(|(covers, _)| **covers != one.covers) {
            digests.push((&one.covers, digest_in(&content, &one.covers, &hash)));
        }
    }
    let digest_of = |covers: &Covers| digests.iter().find(|(known, _)| **known == *covers)?.1.as_deref();
    let about = |one: &Approval| match digest_of(&one.covers) {
        Some(digest) if *digest == *one.digest => About::Now,
        Some(_) => About::Earlier,
        None => About::Unknown,
    };
    let mut answered = HashMap::new();
    for later in &read {
        for id in &later.resolves {
            answered.entry(&**id).or_insert(&*later.id);
        }
    }
    let mut said: Vec<VerdictSaid> = read
        .iter()
        .zip(proofs_of(context, opened, &read))
        .map(|(one, proved)| verdict((opened, brief), one, &answered, about(one), proved))
        .collect();
    let instant = |at: &str| DateTime::parse_from_rfc3339(at).ok();
    said.sort_by_key(|one| Reverse((instant(&one.at), one.id.clone())));
    said
}

fn proofs_of(context: &Context, opened: &Opened, read: &[Approval]) -> Vec<Proved> {
    with_files(opened, opened.commit, |files| {
        super::proved::proofs(context, opened, read, &|path| files.content(path))
    })
}

fn verdict(
    (opened, brief): (&Opened, &Brief),
    one: &Approval,
    answered: &HashMap<&str, &str>,
    about: About,
    proved: Proved,
) -> VerdictSaid {
    let code = opened.lang.code();
    let workflow = opened.studio.workflow_of(brief);
    let stage = workflow.and_then(|workflow| workflow.stage_once_called(one.stage.as_str()));
    let instant = DateTime::parse_from_rfc3339(&one.at).ok();
    VerdictSaid {
        id: one.id.to_string(),
        stage: one.stage.to_string(),
        stage_title: stage.map_or_else(
            || one.stage.to_string(),
            |stage| stage.title.in_language(code).to_owned(),
        ),
        verdict: one.verdict,
        by: one.by.to_string(),
        at: one.at.to_string(),
        day: instant.map(|at| at.with_timezone(&opened.zone).date_naive()),
        evidence: one.evidence.kind,
        proof: proved.proof,
        key: proved.key.map(Into::into),
        about,
        answered_by: answered.get(&*one.id).map(ToString::to_string),
        note: one.note.as_ref().map(ToString::to_string),
    }
}
