//! Answers: what does `--help` say in French of the commands that share work?
//! Invariant: as its parent.

/// Key and text, in the order of the English help.
pub const HELP: &[(&str, &str)] = &[
    (
        "sync",
        "Chercher ce que les autres ont fait, mettre vos commits à la suite et les partager",
    ),
    (
        "sync +",
        "Vos commits gardent leurs heures et leurs messages. Les fiches que d’autres ont aussi modifiées sont reprises champ par champ. Si deux personnes ont changé le même champ, ou si la version officielle n’autorise plus un passage, rien ne change et c’est dit. Avec `flow: pull-request`, rien n’est envoyé\u{a0}: voir `crops propose`.",
    ),
    (
        "sync --without",
        "Laisser de côté un de vos commits\u{202f}; il reste joignable par son identifiant",
    ),
    (
        "sync --dry-run",
        "Chercher, dire ce qui viendrait et ce qui partirait, et ne rien déplacer",
    ),
];
