//! Answers: `crops due`: whose work or verdict is awaited, how late, and until when before a launch moves?
//! Invariant: the files at hand, their history and the plan, each read once; nothing is written.

use super::answer::Answer;
use super::at_gate::AtGate;
use super::context::Context;
use super::open::{self, Opened};
use super::pending::{self, Pending, pending};
use super::reality;
use super::talk::Weight;
use super::verdict::person;
use super::writing::{refused, whoever_asks};
use crate::change::refusal::{Answer as Wish, Named, Refusal};
use crate::metrics::awaiting::{
    self, AtItsGate, Call, OfCampaign, Wait, away, broken_silence, calls, halves_between, wait, wait_since,
};
use crate::metrics::clock::Clock;
use crate::model::Day;
use crate::model::brief::Brief;
use crate::model::id::{BriefId, CampaignId};
use crate::model::resolve;
use crate::model::workflow::{Stage, StageClass};
use crate::plan::answer::solve;
use crate::plan::calendars::Calendars;
use crate::plan::expand::{Question, Scope};
use crate::plan::reality::Reality;
use crate::plan::slips;
use crate::render::catalogue;
use crate::report::due::{Asked, DueItem, DueReport, DueWho, Only};
use crate::report::failure::Failure;
use crate::trail::gate::awaited;
use crate::trail::visit::{BriefVisits, Visit};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};

/// Whose work or verdict is awaited, how late it is, and until when before the launch moves
#[derive(Clone, Debug, Default, Args)]
pub struct DueArgs {
    /// Only of this person, and of those they decide for today
    #[arg(long, value_name = "PERSON", conflicts_with = "me")]
    pub who: Option<String>,

    /// Only of you
    #[arg(long)]
    pub me: bool,

    /// Only of this role
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,

    /// Only what is later than its stage's SLA, or than its day
    #[arg(long)]
    pub overdue: bool,
}

pub fn run(args: &DueArgs, context: &Context) -> Result<Answer, Failure> {
    let opened = open::open(context)?;
    let asked = asked(args, &opened, context)?;
    let (lived, unread) = reality::lived(&opened);
    let calendars = Calendars::of(&opened.studio);
    let (pending, unknown) = pending(&opened);
    let waiting = Waiting {
        pending: &pending,
        opened: &opened,
        context,
        clock: Clock::new(&opened.studio, opened.today),
        last: last_days(&opened, &calendars, &reality::of_visits(&lived, opened.zone)),
        lived: lived.iter().map(|one| (&one.brief, one)).collect(),
    };
    let briefs = opened.studio.briefs.values().flat_map(|brief| waiting.of_brief(brief));
    let campaigns = opened.studio.campaigns.values().flat_map(|campaign| {
        let things = awaiting::of_campaign(campaign, &calendars, opened.today);
        let item = |one| waiting.of_campaign(&campaign.id, one, &calendars);
        things.into_iter().map(item).collect::<Vec<_>>()
    });
    let items: Vec<DueItem> = briefs.chain(campaigns).filter(|item| is_meant(item, &asked)).collect();
    let is_told = |one: &&Pending| {
        let of_all = asked == Asked::default();
        of_all || items.iter().any(|item| item.subject == one.request.brief)
    };
    let report = DueReport {
        studio: opened.studio.settings.id.to_string(),
        today: opened.today,
        pending: pending.iter().filter(is_told).map(|one| one.request.clone()).collect(),
        asked,
        items,
    };
    let answer = opened.answer(report.sorted());
    Ok(match unread.or(unknown) {
        None => answer,
        Some(problem) => answer.note(
            Weight::Note,
            catalogue::failure(context.lang, &Failure::History(problem)),
        ),
    })
}

fn asked(args: &DueArgs, opened: &Opened, context: &Context) -> Result<Asked, Failure> {
    let id = match (&args.who, args.me) {
        (Some(typed), _) => Some(person(opened, typed)?),
        (None, true) => {
            let unsaid = || Refusal::Unsaid {
                answers: vec![Wish::Who],
            };
            Some(whoever_asks(context, opened).ok_or_else(|| refused(unsaid(), context))?)
        }
        (None, false) => None,
    };
    let named = |id: crate::model::id::PersonId| {
        let name = opened.studio.someone(id.as_str()).map(|one| one.name().to_owned());
        (id.to_string(), name.unwrap_or_else(|| id.to_string()))
    };
    Ok(Asked {
        person: id.map(named),
        role: args.role.as_deref().map(|typed| role(opened, typed)).transpose()?,
        only: if args.overdue { Only::Overdue } else { Only::All },
    })
}

/// As somebody has it, or a workflow asks for it.
fn role(opened: &Opened, typed: &str) -> Result<String, Refusal> {
    let studio = &opened.studio;
    let people = studio.people.values().flat_map(|person| &person.roles);
    let approvers = studio.parties.values().flat_map(|party| &party.approvers);
    let held = people.chain(approvers.flat_map(|one| &one.roles));
    let stages = studio.workflows.values().flat_map(|workflow| &workflow.stages);
    let asked = stages.flat_map(|stage| {
        let needs = stage.gate.iter().flat_map(|gate| &gate.needs);
        stage.role.iter().chain(needs.filter_map(|need| need.role.as_ref()))
    });
    let known: BTreeSet<&str> = held.chain(asked).map(|role| role.as_str()).collect();
    let typed = typed.trim();
    match known.get(typed) {
        Some(role) => Ok((*role).to_owned()),
        None => Err(Refusal::unresolved(
            Named::Role,
            resolve::unknown(typed, known.iter().copied()),
        )),
    }
}

fn is_meant(item: &DueItem, asked: &Asked) -> bool {
    let of_person = asked.person.as_ref().is_none_or(|(id, _)| {
        let is = |who: &DueWho| who.person == *id || who.delegates.contains(id);
        item.who.iter().any(is)
    });
    let of_role = asked.role.as_ref().is_none_or(|role| item.role.as_ref() == Some(role));
    of_person && of_role && (asked.only == Only::All || item.is_late())
}

/// The last day of everything that is open, campaign by campaign; what waits for each other has none.
fn last_days(opened: &Opened, calendars: &Calendars<'_>, reality: &Reality) -> BTreeMap<String, Day> {
    let studio = &opened.studio;
    if calendars.studio().is_never_open() {
        return BTreeMap::new();
    }
    let hours = calendars.hours();
    let of = |scope: Scope<'_>| {
        let question = Question {
            studio,
            calendars,
            hours: &hours,
            reality,
            today: opened.today,
            scope,
        };
        solve(&question).map_or_else(|_| BTreeMap::new(), |plan| slips::last_days(&plan))
    };
    let mut days = of(Scope::OpenBriefs);
    for campaign in studio.campaigns.values().filter(|one| !is_over(opened, one)) {
        days.extend(of(Scope::Campaign(campaign)));
    }
    days
}

/// Launched, and no brief of it is open.
fn is_over(opened: &Opened, campaign: &crate::model::campaign::Campaign) -> bool {
    let is_of = |brief: &&Brief| brief.link.campaign() == Some(&campaign.id);
    let launched = campaign
        .launch
        .as_ref()
        .is_some_and(|launch| launch.value < opened.today);
    launched
        && !opened
            .studio
            .briefs
            .values()
            .filter(is_of)
            .any(|brief| opened.studio.is_open(brief))
}

struct Waiting<'o> {
    opened: &'o Opened,
    pending: &'o [Pending],
    context: &'o Context,
    clock: Clock,
    last: BTreeMap<String, Day>,
    lived: BTreeMap<&'o BriefId, &'o BriefVisits>,
}

impl Waiting<'_> {
    fn of_brief(&self, brief: &Brief) -> Vec<DueItem> {
        let studio = &self.opened.studio;
        let Some(stage) = studio.stage_of(brief) else {
            return Vec::new();
        };
        // whoever has the branch of the request checked out sees the stage after its gate
        let (stage, carried) = self
            .carried(brief)
            .map_or((stage, None), |(gate, one)| (gate, Some(one)));
        if matches!(stage.class, StageClass::Hold | StageClass::Done | StageClass::Dropped) {
            return Vec::new();
        }
        let gate = self.gate(brief, stage, carried);
        let whose = awaiting::whose(studio, brief, stage);
        let wait = match carried {
            Some(one) if studio.stage_of(brief) != Some(stage) => {
                wait_since(&self.clock, whose, (one.asked, &[]), stage.sla)
            }
            _ => wait(&self.clock, whose, self.visit(brief, stage), stage.sla),
        };
        let code = self.opened.lang.code();
        let calls = calls(studio, brief, stage, &gate, self.opened.today);
        let item = |call: Call| DueItem {
            subject: brief.id.to_string(),
            is_brief: true,
            title: brief.title.to_string(),
            stage: Some((stage.id.to_string(), stage.title.in_language(code).to_owned())),
            campaign: brief.link.campaign().map(ToString::to_string),
            sla: stage.sla,
            last_day: self.last.get(brief.id.as_str()).copied(),
            silence: broken_silence(stage, &wait),
            pending: carried.map(|one| one.request.branch.clone()),
            ..self.item(call, &wait)
        };
        calls.into_iter().map(item).collect()
    }

    fn of_campaign(&self, campaign: &CampaignId, one: OfCampaign, calendars: &Calendars<'_>) -> DueItem {
        let today = self.opened.today;
        let days = |from: Option<Day>| from.map_or_else(Default::default, |day| halves_between(calendars, day, today));
        let wait = Wait {
            since: one.since,
            waiting: days(one.since),
            deadline: one.deadline,
            late: days(one.deadline),
        };
        let subject = format!("{campaign}/{}", one.id);
        DueItem {
            last_day: self.last.get(&subject).copied(),
            subject,
            title: one.title,
            campaign: Some(campaign.to_string()),
            ..self.item(one.call, &wait)
        }
    }

    /// What is not known of it is left empty.
    fn item(&self, call: Call, wait: &Wait) -> DueItem {
        DueItem {
            what: call.what,
            subject: String::new(),
            is_brief: false,
            title: String::new(),
            stage: None,
            campaign: None,
            who: call.people.iter().map(|id| self.who(id)).collect(),
            role: call.role,
            missing: call.missing,
            since: wait.since,
            waiting: wait.waiting,
            sla: None,
            deadline: wait.deadline,
            late: wait.late,
            last_day: None,
            silence: None,
            pending: None,
        }
    }

    /// The gate that an open request leads the brief through, and the request: it is there for as long as that is open.
    fn carried(&self, brief: &Brief) -> Option<(&Stage, &Pending)> {
        let workflow = self.opened.studio.workflow_of(brief)?;
        pending::of_brief(self.pending, brief).find_map(|one| Some((one.gate(workflow)?, one)))
    }

    fn who(&self, id: &str) -> DueWho {
        let studio = &self.opened.studio;
        let away = away(studio, id, self.opened.today);
        DueWho {
            person: id.to_owned(),
            name: studio
                .someone(id)
                .map_or_else(|| id.to_owned(), |one| one.name().to_owned()),
            away_until: away.as_ref().map(|away| away.until),
            delegates: away.map_or_else(Vec::new, |away| away.delegates),
        }
    }

    fn gate(&self, brief: &Brief, stage: &Stage, carried: Option<&Pending>) -> AtItsGate {
        if stage.class != StageClass::Gate {
            return AtItsGate::default();
        }
        let at_gate = match carried {
            Some(one) => AtGate::in_request(self.opened, brief, stage, (one.tip, one.request.since)),
            None => AtGate::of_files(self.opened, brief, stage),
        }
        .with_history_if_judged(self.context);
        AtItsGate {
            lacks: at_gate.lacks(),
            turn: at_gate.asked(awaited),
        }
    }

    /// The visit of the stage that the file says, when history has seen it.
    fn visit(&self, brief: &Brief, stage: &Stage) -> Option<&Visit> {
        let lived = self.lived.get(&brief.id)?;
        lived.current().filter(|visit| visit.stage == stage.id.value)
    }
}
