//! Answers: who made what is judged, and so may not approve it?
//! Invariant: whoever cannot be matched to a person is kept by name and keeps the gate shut; bots neither make nor approve.
//! Source: design, "Gates and approvals", makers.

use crate::model::brief::Brief;
use crate::model::id::PersonId;
use crate::model::resolve;
use crate::model::studio::Studio;
use crate::model::workflow::{StageClass, Workflow};
use std::collections::BTreeSet;

/// Whoever made a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Makers {
    pub people: BTreeSet<PersonId>,
    /// Authors that no person of the studio is, as their commits name them.
    pub strangers: BTreeSet<Box<str>>,
}

impl Makers {
    /// The owner, and whoever does a stage of work.
    pub fn named(workflow: Option<&Workflow>, brief: &Brief) -> Self {
        Self {
            people: named(workflow, brief).cloned().collect(),
            strangers: BTreeSet::new(),
        }
    }

    /// With the author of a covered change, by e-mail.
    pub fn with_author(mut self, studio: &Studio, email: &str) -> Self {
        match resolve::by_email(studio, email) {
            Some(person) => {
                self.people.insert(person);
            }
            None if is_bot(studio, email) => {}
            None => {
                self.strangers.insert(email.into());
            }
        }
        self
    }

    pub fn has(&self, person: &PersonId) -> bool {
        self.people.contains(person)
    }
}

/// Whether the brief itself names the person as its owner or as who does a stage of work.
pub fn is_named(workflow: Option<&Workflow>, brief: &Brief, person: &PersonId) -> bool {
    named(workflow, brief).any(|maker| maker == person)
}

fn named<'b>(workflow: Option<&'b Workflow>, brief: &'b Brief) -> impl Iterator<Item = &'b PersonId> {
    let works = move |stage: &str| {
        let stage = workflow.and_then(|workflow| workflow.stage_once_called(stage));
        // a stage that nobody knows is taken for work: who is named there is kept out
        stage.is_none_or(|stage| matches!(stage.class, StageClass::Work | StageClass::Queue))
    };
    let of_stages = brief.who.iter().filter(move |(stage, _)| works(stage.as_str()));
    let who = of_stages.flat_map(|(_, people)| people).chain(&brief.owner);
    who.map(|person| &person.value)
}

/// `49699333+dependabot[bot]@users.noreply.github.com`: the number or the login of an account that the studio lists.
fn is_bot(studio: &Studio, email: &str) -> bool {
    let Some((name, host)) = email.split_once('@') else {
        return false;
    };
    let Some((number, login)) = name.split_once('+') else {
        return false;
    };
    let forge = host
        .strip_prefix("users.noreply.")
        .and_then(|host| host.split('.').next());
    studio.settings.bots.iter().any(|bot| {
        let same = number.parse() == Ok(bot.number) && bot.login.as_deref().is_none_or(|known| known == login);
        same && forge == Some(&*bot.forge)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::StageId;
    use crate::model::person::Account;
    use crate::model::sample;

    fn id(name: &str) -> PersonId {
        PersonId::new(name).expect("a slug")
    }

    #[test]
    fn whoever_does_work_makes_and_whoever_reviews_does_not() {
        let mut brief = sample::brief("film-000001", "review");
        brief.owner = Some(sample::placed(id("omar")));
        for (stage, person) in [("production", "lea"), ("review", "ines")] {
            let stage = sample::placed(StageId::new(stage).expect("a slug"));
            brief.who.push((stage, vec![sample::placed(id(person))]));
        }
        let makers = Makers::named(Some(&sample::workflow()), &brief);
        assert_eq!(makers.people, BTreeSet::from([id("lea"), id("omar")]));
    }

    #[test]
    fn an_author_is_a_person_a_bot_or_a_stranger() {
        let mut studio = sample::studio();
        studio.settings.bots = vec![Account {
            forge: "github".into(),
            number: 41_898_282,
            login: Some("github-actions[bot]".into()),
        }];
        let bot = "41898282+github-actions[bot]@users.noreply.github.com";
        let emails = ["LEA@lumen.example", bot, "who@elsewhere.example"];
        let makers = emails
            .iter()
            .fold(Makers::default(), |makers, email| makers.with_author(&studio, email));
        assert_eq!(makers.people, BTreeSet::from([id("lea")]));
        assert_eq!(makers.strangers, BTreeSet::from(["who@elsewhere.example".into()]));
    }
}
