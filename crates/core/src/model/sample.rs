//! Answers: on which small studio do the tests of the core work?
//! Invariant: one studio, made of values, as a loader would make it; tests change their own copy.

#![expect(
    clippy::expect_used,
    reason = "only tests have it; the feature that brings it is no program's"
)]

use super::anchor::{DayExpr, parse_day};
use super::approval::{Approval, Evidence, Verdict};
use super::brief::{Brief, Content, DeliverableRef, Field, Link, Priority};
use super::calendar::{Calendar, Window};
use super::campaign::{Campaign, Deliverable, Every, Series};
use super::duration::HalfDays;
use super::id::{BriefId, CalendarId, CampaignId, ItemId, KindId, PartyId, PersonId, RoleId, StageId, WorkflowId};
use super::kind::Kind;
use super::label::Label;
use super::money::Currency;
use super::party::{Approver, Party, PartyRole};
use super::person::{Contract, Person};
use super::place::{Placed, Span, StudioPath};
use super::studio::{Flow, OnSlip, PeopleReports, Settings, Share, Studio};
use super::workflow::{Covers, EvidenceKind, Gate, GateNeed, Stage, StageClass, Workflow};
use std::collections::BTreeMap;

pub fn placed<T>(value: T) -> Placed<T> {
    Placed::new(value, Span::default())
}

pub fn day(text: &str) -> super::Day {
    parse_day(text).expect("a date")
}

pub fn path(text: &str) -> StudioPath {
    StudioPath::new(text).expect("a path")
}

macro_rules! id {
    ($kind:ident, $text:expr) => {
        $kind::new($text).expect("a slug")
    };
}

/// A claim about `v1:sha256:now` of a brief of the sample.
pub fn approval(id: &str, by: &str, stage: &str, verdict: Verdict) -> Approval {
    Approval {
        id: id.into(),
        file: path(&format!("briefs/2026-11/film-000001/approvals/{stage}.{by}.{id}.yml")),
        studio: "7h2kq9vd3mxa".into(),
        subject: id!(BriefId, "film-000001"),
        stage: id!(StageId, stage),
        verdict,
        digest: "v1:sha256:now".into(),
        covers: Covers::Content,
        by: id!(PersonId, by),
        at: "2026-11-21T10:00:00Z".into(),
        requested: None,
        resolves: Vec::new(),
        changes: Vec::new(),
        confirmed_by: None,
        note: None,
        evidence: Evidence::of(EvidenceKind::Claim),
    }
}

/// One workflow with two gates, two kinds, four people, a client, a campaign of two deliverables and a weekly series, no brief.
pub fn studio() -> Studio {
    let workflow = workflow();
    Studio {
        settings: settings(),
        people: BTreeMap::from(
            [
                ("ines", &["creative-lead"][..]),
                ("lea", &["designer"]),
                ("marc", &["designer", "creative-lead"]),
                ("omar", &["traffic", "project-manager"]),
            ]
            .map(|(name, roles)| (id!(PersonId, name), person(name, roles))),
        ),
        parties: BTreeMap::from([(id!(PartyId, "maison-vero"), client())]),
        calendars: BTreeMap::from([(id!(CalendarId, "paris"), calendar())]),
        workflows: BTreeMap::from([(workflow.id.clone(), workflow)]),
        kinds: BTreeMap::from([
            (
                id!(KindId, "video"),
                kind("video", 30, &["objective", "audience", "message", "channels"]),
            ),
            (id!(KindId, "social"), kind("social", 5, &["message"])),
        ]),
        campaigns: BTreeMap::from([(id!(CampaignId, "spring-launch"), campaign())]),
        briefs: BTreeMap::new(),
        targets: Vec::new(),
        targets_file: None,
        taxonomy: None,
        others: Vec::new(),
    }
}

/// A brief of the kind `video` without link, owner or intake answers.
pub fn brief(id: &str, stage: &str) -> Brief {
    Brief {
        id: id!(BriefId, id),
        file: path(&format!("briefs/2026-11/{id}/brief.yml")),
        title: placed(format!("Title of {id}").into()),
        kind: placed(id!(KindId, "video")),
        stage: placed(id!(StageId, stage)),
        link: Link::None,
        requester: None,
        owner: None,
        who: Vec::new(),
        priority: Priority::Normal,
        due: None,
        reference: None,
        budget: None,
        rush: None,
        imported: None,
        proofs: Vec::new(),
        fields: Vec::new(),
    }
}

/// The studio with these briefs in it.
pub fn with_briefs(briefs: impl IntoIterator<Item = Brief>) -> Studio {
    let mut studio = studio();
    studio.briefs = briefs.into_iter().map(|brief| (brief.id.clone(), brief)).collect();
    studio
}

pub fn filled(mut brief: Brief, keys: &[&str]) -> Brief {
    brief.fields.extend(keys.iter().map(|key| Field {
        key: (*key).into(),
        content: Content::Text("said".into()),
    }));
    brief
}

pub fn linked(mut brief: Brief, deliverable: &str) -> Brief {
    brief.link = Link::Deliverable(placed(DeliverableRef::parse(deliverable).expect("a link")));
    brief
}

fn settings() -> Settings {
    Settings {
        file: path("crops.yml"),
        id: "7h2kq9vd3mxa".into(),
        title: "Atelier Lumen".into(),
        language: None,
        timezone: placed("Europe/Paris".into()),
        calendar: Some(placed(id!(CalendarId, "paris"))),
        official: "main".into(),
        flow: Flow::Direct,
        forge: None,
        recorders: Vec::new(),
        bots: Vec::new(),
        share: Share::Sync,
        margin: HalfDays::days(3),
        on_slip: OnSlip::Consume,
        sprint: None,
        was: Vec::new(),
        people_reports: PeopleReports::Off,
        currency: Currency::new("EUR").expect("a currency"),
    }
}

fn person(name: &str, roles: &[&str]) -> Person {
    Person {
        id: id!(PersonId, name),
        file: path(&format!("team/{name}.yml")),
        name: name.into(),
        team: None,
        emails: vec![format!("{name}@lumen.example").into()],
        accounts: Vec::new(),
        keys: Vec::new(),
        roles: roles.iter().map(|role| placed(id!(RoleId, role))).collect(),
        contract: Contract::Employee,
        calendar: None,
        hours: None,
        bookings: Vec::new(),
        off: Vec::new(),
        delegates: Vec::new(),
        notice: None,
        until: None,
    }
}

fn client() -> Party {
    let approver = |name: &str, role: &str| Approver {
        id: placed(id!(PersonId, name)),
        name: name.into(),
        emails: vec![format!("{name}@vero.example").into()],
        accounts: Vec::new(),
        keys: Vec::new(),
        until: None,
        roles: vec![placed(id!(RoleId, role))],
    };
    Party {
        id: id!(PartyId, "maison-vero"),
        file: path("parties/maison-vero.yml"),
        name: "Maison Véro".into(),
        role: PartyRole::Client,
        calendar: None,
        closed: Vec::new(),
        approvers: vec![approver("claire-vero", "client"), approver("hugo-vero", "legal")],
        answers_within: None,
        capacity: None,
        notice: None,
        handover: None,
    }
}

fn calendar() -> Calendar {
    use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};
    Calendar {
        id: id!(CalendarId, "paris"),
        file: path("calendars/paris.yml"),
        week: vec![Mon, Tue, Wed, Thu, Fri],
        week_span: Span::default(),
        window: Window::default(),
        holidays: None,
        bridges: Vec::new(),
        worked: Vec::new(),
        closed: Vec::new(),
        half: Vec::new(),
        reduced: Vec::new(),
    }
}

fn kind(name: &str, lead_days: i32, intake: &[&str]) -> Kind {
    Kind {
        id: id!(KindId, name),
        file: path(&format!("kinds/{name}.yml")),
        title: Label::plain(name),
        workflow: placed(id!(WorkflowId, "standard")),
        lead_time: Some(HalfDays::days(lead_days)),
        starts_from: None,
        ready_at: None,
        handover: None,
        channels: Vec::new(),
        stages: Vec::new(),
        intake: intake.iter().map(|key| placed((*key).into())).collect(),
    }
}

fn campaign() -> Campaign {
    let deliverable = |name: &str, kind: &str, live: Option<&str>| Deliverable {
        id: placed(id!(ItemId, name)),
        title: None,
        kind: placed(id!(KindId, kind)),
        live: live.map(|text| placed(DayExpr::parse(text).expect("a day"))),
        party: None,
        owner: None,
        channels: Vec::new(),
        needs: Vec::new(),
        stages: Vec::new(),
        variants: Vec::new(),
        effort_each: None,
        not_before: None,
        must_end_by: None,
        span: Span::default(),
    };
    let day_of = |text: &str| placed(DayExpr::Day(day(text)));
    Campaign {
        id: id!(CampaignId, "spring-launch"),
        file: path("campaigns/spring-launch.yml"),
        title: "Lancement printemps 2027".into(),
        reference: Some(placed("VERO-2027-03".into())),
        client: Some(placed(id!(PartyId, "maison-vero"))),
        owner: Some(placed(id!(PersonId, "omar"))),
        launch: Some(placed(day("2027-03-15"))),
        dates: vec![("tv".into(), placed(day("2027-03-14")))],
        margin: None,
        priority: 0,
        sprint: None,
        deliverables: vec![
            deliverable("hero-film", "video", Some("tv")),
            deliverable("teaser", "social", Some("J-14")),
        ],
        series: vec![Series {
            id: placed(id!(ItemId, "countdown")),
            title: None,
            kind: placed(id!(KindId, "social")),
            every: Every::Weekday(chrono::Weekday::Tue),
            from: day_of("2027-02-02"),
            to: day_of("2027-03-09"),
            owner: None,
            party: None,
            channels: Vec::new(),
            needs: Vec::new(),
            except: vec![placed(day("2027-02-16"))],
            span: Span::default(),
        }],
        tasks: Vec::new(),
        milestones: Vec::new(),
        budget: Vec::new(),
        decisions: Vec::new(),
    }
}

/// intake, brief, production, review (creative-lead), approval (client, and legal for tv), delivery, delivered, on-hold, cancelled.
pub fn workflow() -> Workflow {
    use StageClass::{Done, Dropped, Hold, Queue, Work};
    Workflow {
        id: id!(WorkflowId, "standard"),
        file: path("workflows/standard.yml"),
        title: Label::plain("Standard"),
        stages: vec![
            stage("intake", Queue, Some("traffic"), None),
            stage("brief", Work, None, None),
            stage("production", Work, Some("designer"), None),
            stage(
                "review",
                StageClass::Gate,
                Some("creative-lead"),
                Some(gate(&[("creative-lead", None)])),
            ),
            stage(
                "approval",
                StageClass::Gate,
                Some("client"),
                Some(gate(&[("client", None), ("legal", Some("channels has tv"))])),
            ),
            stage("delivery", Work, None, None),
            stage("delivered", Done, None, None),
            stage("on-hold", Hold, None, None),
            stage("cancelled", Dropped, None, None),
        ],
    }
}

fn stage(name: &str, class: StageClass, role: Option<&str>, gate: Option<Gate>) -> Stage {
    Stage {
        id: placed(id!(StageId, name)),
        title: Label::plain(name),
        class,
        role: role.map(|role| placed(id!(RoleId, role))),
        sla: None,
        gate,
        handoff: Vec::new(),
        requires: Vec::new(),
        was: Vec::new(),
    }
}

fn gate(needs: &[(&str, Option<&str>)]) -> Gate {
    Gate {
        needs: needs
            .iter()
            .map(|(role, when)| GateNeed {
                role: Some(placed(id!(RoleId, role))),
                person: None,
                count: 1,
                order: 1,
                when: when.map(|text| placed(text.into())),
            })
            .collect(),
        accepts: vec![EvidenceKind::Signature, EvidenceKind::Forge, EvidenceKind::Claim],
        covers: Covers::Content,
        on_approve: None,
        on_reject: Some(placed(id!(StageId, "production"))),
        max_rounds: None,
        on_silence: None,
        makers_may: Vec::new(),
        dismissed_by: Vec::new(),
        overridden_by: Vec::new(),
    }
}
