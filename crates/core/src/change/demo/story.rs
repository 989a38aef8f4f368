//! Answers: who did what, and when, in the sample studio?
//! Invariant: in the order of time; the acts of a piece follow its course; nothing happens today or later.

use super::campaigns::{CAMPAIGNS, CampaignPlan, Tick, Which};
use super::course::{Step, steps};
use super::dice::Dice;
use super::piece::{Needed, Piece, Said};
use super::timeline::Timeline;
use super::{Ask, HUGO_AWAY, every_piece};
use crate::model::Day;
use crate::model::approval::Verdict;
use chrono::{Days, NaiveDateTime};

/// One commit to be.
#[derive(Clone, Debug)]
pub struct Act {
    /// By the clock of the studio's time zone.
    pub at: NaiveDateTime,
    /// Whose hands were on the keyboard.
    pub by: &'static str,
    pub deed: Deed,
}

#[derive(Clone, Copy, Debug)]
pub enum Deed {
    Plan(&'static CampaignPlan),
    Tick(&'static CampaignPlan, &'static Tick),
    For(Subject, Event),
}

/// What happens to one piece.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// With the day by which it is wanted, where the request says one, or the date of the series.
    Requested(Wanted),
    /// The message is written into the brief.
    MessageSaid,
    Accepted,
    Declined,
    Moved {
        to: &'static str,
        /// The stage before a hold or drop.
        left: Option<&'static str>,
        why: Why,
    },
    /// At a gate: the verdict, and the move that follows from it.
    Judged(Judged),
}

#[derive(Clone, Copy, Debug)]
pub struct Judged {
    pub by: &'static str,
    pub verdict: Verdict,
    pub to: &'static str,
    /// When the verdict was asked for.
    pub asked: NaiveDateTime,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    NotSaid,
    By(Day),
    OnSeriesDate(Day),
}

/// Whether a move carries the piece's reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    NotSaid,
    Said,
}

/// A piece and its number among all.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub number: usize,
    pub piece: &'static Piece,
}

/// Everything that happened, the first first.
pub fn story(timeline: &Timeline, ask: Ask) -> Vec<Act> {
    let dice = ask.dice();
    let planned = CAMPAIGNS.iter().filter_map(|campaign| {
        Some(Act {
            at: timeline.at(campaign.from)?,
            by: "nadia",
            deed: Deed::Plan(campaign),
        })
    });
    let ticks = CAMPAIGNS
        .iter()
        .flat_map(|plan| plan.ticks.iter().map(move |tick| (plan, tick)));
    let ticked = ticks.filter_map(|(plan, tick)| {
        Some(Act {
            at: timeline.at(tick.at)?,
            by: "nadia",
            deed: Deed::Tick(plan, tick),
        })
    });
    let mut acts: Vec<Act> = planned.chain(ticked).collect();
    for subject in every_piece() {
        let mut walk = Walk {
            timeline,
            subject,
            reviewer: None,
            acts: Vec::new(),
        };
        walk.through(dice);
        acts.extend(walk.acts);
    }
    acts.sort_by_key(|act| act.at);
    acts
}

/// One piece on its way.
struct Walk<'a> {
    timeline: &'a Timeline,
    subject: Subject,
    /// Whoever reviewed the first version reviews the others.
    reviewer: Option<&'static str>,
    acts: Vec<Act>,
}

impl Walk<'_> {
    fn through(&mut self, dice: Dice) -> Option<()> {
        let piece = self.subject.piece;
        let (begin, wanted) = self.request()?;
        let begin = begin - 0.2 * dice.share((self.subject.number * 100 + 99) as u64);
        let by = if piece.requester.ends_with("-verveine") {
            "nadia"
        } else {
            piece.requester
        };
        self.add(begin, by, Event::Requested(wanted));
        let steps = steps(piece.course);
        let mut entered = begin;
        let mut message = piece.said;
        for (number, pair) in steps.windows(2).enumerate() {
            let [step, next] = pair else { continue };
            let throw = (self.subject.number * 100 + number) as u64;
            let leave = entered + step.days? * (0.92 + 0.16 * dice.share(throw));
            if message == Said::WhenAsked {
                self.add(leave - 0.03, "sofia", Event::MessageSaid);
                message = Said::AtOnce;
            }
            self.pass(&steps[..number], step, next, (entered, leave));
            if message == Said::AfterTheFirstRound && step.verdict == Verdict::Reject {
                self.add(leave + 0.05, "sofia", Event::MessageSaid);
                message = Said::AtOnce;
            }
            entered = leave;
        }
        Some(())
    }

    /// Where it begins, and what the request says of the day.
    fn request(&self) -> Option<(f64, Wanted)> {
        let piece = self.subject.piece;
        let from = piece.from;
        Some(match piece.needed {
            Needed::Open | Needed::Deliverable { .. } => (from, Wanted::NotSaid),
            Needed::In(days) | Needed::Hurry(days) => {
                let day = self.timeline.day(from.floor() as i32 + days)?;
                (from, Wanted::By(day))
            }
            Needed::Occurrence { campaign, number } => {
                let date = occurrence(campaign, number, self.timeline)?;
                let ready = self.timeline.offset_before(date)?;
                (f64::from(ready + 1) + from, Wanted::OnSeriesDate(date))
            }
        })
    }

    /// From one stay to the next.
    fn pass(&mut self, before: &[Step], step: &Step, next: &Step, (entered, leave): (f64, f64)) {
        let owner = self.subject.piece.owner;
        let held = before.last().map(|left| left.stage);
        let moved = |left, why| Event::Moved {
            to: next.stage,
            left,
            why,
        };
        let (by, event) = match (step.stage, next.stage) {
            ("intake", "cancelled") => ("nadia", Event::Declined),
            ("intake", _) => ("nadia", Event::Accepted),
            (stage, "on-hold" | "cancelled") => ("nadia", moved(Some(stage), Why::Said)),
            ("on-hold", _) => ("nadia", moved(held, Why::NotSaid)),
            ("delivered", _) => ("nadia", moved(None, Why::Said)),
            ("review" | "legal" | "approval", to) => {
                let Some(asked) = self.timeline.at(entered) else { return };
                let judge = match step.stage {
                    "legal" => "paul-verveine",
                    "approval" => "claire-verveine",
                    _ => *self.reviewer.get_or_insert_with(|| reviewer(owner, leave)),
                };
                let typed = if judge.ends_with("-verveine") { "nadia" } else { judge };
                let verdict = step.verdict;
                (
                    typed,
                    Event::Judged(Judged {
                        by: judge,
                        verdict,
                        to,
                        asked,
                    }),
                )
            }
            ("brief", _) => ("sofia", moved(None, Why::NotSaid)),
            _ => (owner, moved(None, Why::NotSaid)),
        };
        self.add(leave, by, event);
    }

    /// Nothing is added that would not be over by the last open day before today.
    fn add(&mut self, position: f64, by: &'static str, event: Event) {
        if position >= 0.0 {
            return;
        }
        if let Some(at) = self.timeline.at(position) {
            let deed = Deed::For(self.subject, event);
            self.acts.push(Act { at, by, deed });
        }
    }
}

/// The creative lead, or who stands in for him.
fn reviewer(owner: &str, position: f64) -> &'static str {
    let away = (HUGO_AWAY.0..=HUGO_AWAY.1).contains(&(position.floor() as i32));
    if away && owner != "lea" { "lea" } else { "hugo" }
}

/// The date of one post of a campaign's series.
pub fn occurrence(which: Which, number: i32, timeline: &Timeline) -> Option<Day> {
    let campaign = CAMPAIGNS.iter().find(|campaign| campaign.which == which)?;
    let first = first_of_series(campaign, timeline)?;
    first.checked_add_days(Days::new(u64::try_from(number).ok()? * 7))
}

/// The date of the first post of a campaign's series.
pub fn first_of_series(campaign: &CampaignPlan, timeline: &Timeline) -> Option<Day> {
    let launch = timeline.day(campaign.launch)?;
    launch.checked_sub_days(Days::new(campaign.series?.weeks_before * 7))
}
