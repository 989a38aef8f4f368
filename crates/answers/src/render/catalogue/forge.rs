//! Answers: which sentence says what a forge told, or why nothing can be taken from it?
//! Invariant: one line a fact that chooses the language; the words are in `en/forge` and `fr/forge`.

use super::{Lang, Sentence, en, fr};
use crate::change::forge_rules::ForgeRules;
use crate::model::protection::{BranchRule, Kept};
use crate::report::forge_rules::ForgeVerified;
use crate::trail::reviews::ReviewWarning;

/// What should be known beside the reviews of a request.
pub fn warning(lang: Lang, warning: &ReviewWarning) -> Sentence {
    match lang {
        Lang::En => en::forge::warning(warning),
        Lang::Fr => fr::forge::warning(warning),
    }
}

/// What the rules are for, in one sentence.
pub fn rules_headline(lang: Lang, rules: &ForgeRules) -> String {
    match lang {
        Lang::En => en::forge::rules_headline(rules),
        Lang::Fr => fr::forge::rules_headline(rules),
    }
}

/// Where the list of owners belongs.
pub fn owners_file(lang: Lang, rules: &ForgeRules) -> String {
    match lang {
        Lang::En => en::forge::owners_file(rules),
        Lang::Fr => fr::forge::owners_file(rules),
    }
}

/// Who cannot be asked by the forge.
pub fn unreachable(lang: Lang, rules: &ForgeRules) -> String {
    match lang {
        Lang::En => en::forge::unreachable(rules),
        Lang::Fr => fr::forge::unreachable(rules),
    }
}

/// For which branch the rules are.
pub fn branch_headline(lang: Lang, rules: &ForgeRules) -> String {
    match lang {
        Lang::En => en::forge::branch_headline(rules),
        Lang::Fr => fr::forge::branch_headline(rules),
    }
}

/// A rule, and what it is for.
pub fn branch_rule(lang: Lang, rule: BranchRule) -> &'static str {
    match lang {
        Lang::En => en::forge::branch_rule(rule),
        Lang::Fr => fr::forge::branch_rule(rule),
    }
}

/// How many rules are kept.
pub fn verified_headline(lang: Lang, report: &ForgeVerified) -> String {
    match lang {
        Lang::En => en::forge::verified_headline(report),
        Lang::Fr => fr::forge::verified_headline(report),
    }
}

/// A rule, and whether it is kept.
pub fn verified_rule(lang: Lang, rule: BranchRule, kept: Kept) -> String {
    match lang {
        Lang::En => en::forge::verified_rule(rule, kept),
        Lang::Fr => fr::forge::verified_rule(rule, kept),
    }
}
