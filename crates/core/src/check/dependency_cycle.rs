//! Answers: does work wait for itself, over one or several `needs`?
//! Invariant: stages of one item follow each other; each circle is printed once, whole, in the order of waiting.
//! Source: `docs/checks.md`, `dependency-cycle`; design, "Planning", the network.

use super::{CheckInput, FoundBy, Rule};
use crate::model::campaign::{Campaign, Need};
use crate::model::finding::{Finding, Severity};
use crate::model::kind::Kind;
use crate::model::need_target::{Item, target};
use crate::model::place::{Place, Span};
use crate::model::problem::Problem;
use crate::model::studio::Studio;
use crate::model::workflow::{StageClass, Workflow};
use std::collections::BTreeMap;

pub const RULE: Rule = Rule {
    id: "dependency-cycle",
    severity: Severity::Error,
    found_by: FoundBy::Checking(find),
};

fn find(input: &CheckInput<'_>) -> Vec<Finding> {
    let mut graph = Graph {
        studio: input.studio,
        names: Vec::new(),
        index: BTreeMap::new(),
        waits: Vec::new(),
    };
    for campaign in input.studio.campaigns.values() {
        for item in campaign.items() {
            graph.item(campaign, item);
        }
    }
    graph.circles()
}

/// A stage of an item, or the whole of one that has no stages.
type Node<'a> = (&'a str, &'a str, &'a str);

/// One node waits for another.
struct Wait<'a> {
    before: usize,
    campaign: &'a Campaign,
    /// Where the need stands; `None` between stages of one item.
    span: Option<Span>,
}

struct Graph<'a> {
    studio: &'a Studio,
    names: Vec<Node<'a>>,
    index: BTreeMap<Node<'a>, usize>,
    /// By the node that waits.
    waits: Vec<Vec<Wait<'a>>>,
}

impl<'a> Graph<'a> {
    fn node(&mut self, node: Node<'a>) -> usize {
        *self.index.entry(node).or_insert_with(|| {
            self.names.push(node);
            self.waits.push(Vec::new());
            self.names.len() - 1
        })
    }

    fn wait(&mut self, after: usize, before: usize, campaign: &'a Campaign, span: Option<Span>) {
        self.waits[after].push(Wait { before, campaign, span });
    }

    fn item(&mut self, campaign: &'a Campaign, item: Item<'a>) {
        let stages = self.stages_of(item);
        for pair in stages.windows(2) {
            let first = self.node((campaign.id.as_str(), item.id(), pair[0]));
            let then = self.node((campaign.id.as_str(), item.id(), pair[1]));
            self.wait(then, first, campaign, None);
        }
        for need in item.needs() {
            let own = need.to.as_ref().map(|stage| stage.as_str());
            self.need(campaign, item, own, need);
        }
        if let Item::Deliverable(deliverable) = item {
            for stage in &deliverable.stages {
                for need in &stage.needs {
                    self.need(campaign, item, Some(stage.work.stage.as_str()), need);
                }
            }
        }
    }

    fn need(&mut self, campaign: &'a Campaign, item: Item<'a>, own: Option<&'a str>, need: &'a Need) {
        let Ok(found) = target(self.studio, campaign, need) else {
            return;
        };
        let waiting = own.or_else(|| self.first_stage(item)).unwrap_or_default();
        let awaited = found.stage.or_else(|| self.ready_stage(found.item)).unwrap_or_default();
        let after = self.node((campaign.id.as_str(), item.id(), waiting));
        let before = self.node((found.campaign.id.as_str(), found.item.id(), awaited));
        self.wait(after, before, campaign, Some(need.after.span));
    }

    fn process_of(&self, item: Item<'a>) -> Option<(&'a Kind, &'a Workflow)> {
        let kind = self.studio.kinds.get(&item.kind()?.value)?;
        Some((kind, self.studio.workflows.get(&kind.workflow.value)?))
    }

    /// The stages that work goes through, in order; empty for what has none.
    fn stages_of(&self, item: Item<'a>) -> Vec<&'a str> {
        let Some((_, workflow)) = self.process_of(item) else {
            return Vec::new();
        };
        let passed = workflow
            .stages
            .iter()
            .filter(|stage| !matches!(stage.class, StageClass::Hold | StageClass::Dropped));
        passed.map(|stage| stage.id.as_str()).collect()
    }

    fn first_stage(&self, item: Item<'a>) -> Option<&'a str> {
        let (kind, _) = self.process_of(item)?;
        let named = kind.starts_from.as_ref().map(|stage| stage.as_str());
        named.or_else(|| self.tasks_of(item).first().copied())
    }

    fn ready_stage(&self, item: Item<'a>) -> Option<&'a str> {
        let (kind, _) = self.process_of(item)?;
        let named = kind.ready_at.as_ref().map(|stage| stage.as_str());
        named.or_else(|| self.tasks_of(item).last().copied())
    }

    /// Stages with a duration.
    fn tasks_of(&self, item: Item<'a>) -> Vec<&'a str> {
        let Some((kind, _)) = self.process_of(item) else {
            return Vec::new();
        };
        let takes_time = |stage: &&str| {
            kind.stages
                .iter()
                .any(|work| work.stage.as_str() == *stage && work.duration.is_some())
        };
        self.stages_of(item).into_iter().filter(takes_time).collect()
    }

    /// A walk from each node that was not seen; a wait for a node of the present path closes a circle.
    fn circles(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut state = vec![Seen::Never; self.names.len()];
        for start in 0..self.names.len() {
            let mut path: Vec<(usize, usize)> = Vec::new();
            if state[start] == Seen::Never {
                state[start] = Seen::OnPath;
                path.push((start, 0));
            }
            while let Some((node, next)) = path.last_mut() {
                let Some(wait) = self.waits[*node].get(*next) else {
                    state[*node] = Seen::Done;
                    path.pop();
                    continue;
                };
                *next += 1;
                match state[wait.before] {
                    Seen::Done => {}
                    Seen::Never => {
                        state[wait.before] = Seen::OnPath;
                        path.push((wait.before, 0));
                    }
                    Seen::OnPath => findings.extend(self.circle(&path, wait.before)),
                }
            }
        }
        findings
    }

    /// The part of the path from `first` on, told from what comes first to what waits for it.
    fn circle(&self, path: &[(usize, usize)], first: usize) -> Option<Finding> {
        let from = path.iter().position(|(node, _)| *node == first)?;
        let waits = path[from..]
            .iter()
            .filter_map(|(node, next)| self.waits[*node].get(next.checked_sub(1)?));
        // Between stages of one item nothing can be mended: the finding stands at a need.
        let need = waits
            .filter_map(|wait| Some((wait.campaign, wait.span?)))
            .min_by_key(|(_, span)| *span)?;
        let (campaign, span) = need;
        let mut chain: Vec<String> = path[from..]
            .iter()
            .rev()
            .map(|(node, _)| self.name(*node, campaign))
            .collect();
        chain.extend(chain.first().cloned());
        let problem = Problem::DependencyCycle {
            campaign: campaign.id.to_string(),
            chain,
        };
        Some(Finding::error(Place::at(&campaign.file, span), problem))
    }

    fn name(&self, node: usize, home: &Campaign) -> String {
        let (campaign, item, stage) = self.names[node];
        let mut name = String::new();
        if campaign != home.id.as_str() {
            name = format!("{campaign}/");
        }
        name.push_str(item);
        if !stage.is_empty() {
            name.push('.');
            name.push_str(stage);
        }
        name
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Never,
    OnPath,
    Done,
}
