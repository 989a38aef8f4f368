//! Answers: what does `--help` say in French of workflows and of what is awaited?
//! Invariant: see `help`.

/// In the order of the English help.
pub const HELP: &[(&str, &str)] = &[
    (
        "due",
        "De qui on attend un travail ou une décision, avec quel retard, et jusqu’à quand avant que la mise en ligne recule",
    ),
    (
        "due --who",
        "Seulement de cette personne, et de celles pour qui elle décide aujourd’hui",
    ),
    ("due --me", "Seulement de vous"),
    ("due --role", "Seulement de ce rôle"),
    (
        "due --overdue",
        "Seulement ce qui dépasse le délai de son étape, ou son jour",
    ),
    (
        "move --tick",
        "Cocher un point de la liste de l’étape\u{a0}: ses mots, ou son numéro",
    ),
    ("move --tick-all", "Cocher toute la liste"),
    (
        "move --override",
        "Pourquoi un tour de plus que la validation ne permet est admis\u{202f}; gardé avec qui le dit",
    ),
    ("move --by", "Qui coche, ou laisse passer, si ce n’est pas vous"),
    (
        "submit --tick",
        "Cocher un point de la liste de l’étape\u{a0}: ses mots, ou son numéro",
    ),
    ("submit --tick-all", "Cocher toute la liste"),
    (
        "submit --override",
        "Pourquoi un tour de plus que la validation ne permet est admis\u{202f}; gardé avec qui le dit",
    ),
    ("submit --by", "Qui coche, ou laisse passer, si ce n’est pas vous"),
];
