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
        "request accept --tick",
        "Cocher un point de la liste de l’étape\u{a0}: ses mots, ou son numéro",
    ),
    ("request accept --tick-all", "Cocher toute la liste"),
    (
        "request accept --override",
        "Pourquoi un tour de plus que la validation ne permet est admis\u{202f}; gardé avec qui le dit",
    ),
    (
        "request accept --by",
        "Qui coche, ou laisse passer, si ce n’est pas vous",
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
    (
        "workflow",
        "Circuits\u{a0}: en montrer un, l’essayer, et sortir les briefs d’étapes disparues",
    ),
    (
        "workflow show",
        "Ses étapes dans l’ordre, qui agit à chacune, et ce que chacune demande avant d’être quittée",
    ),
    ("workflow show <name>", "Le circuit\u{202f}; sans lui, tous"),
    (
        "workflow test",
        "Jouer un scénario à travers un circuit, pas à pas, et comparer avec ce qui est attendu",
    ),
    (
        "workflow test +",
        "Rien n’est écrit. Sort avec 1 quand un pas se passe autrement.",
    ),
    (
        "workflow test <file>",
        "Le scénario\u{a0}: qui fait quoi, et ce qui est attendu",
    ),
    (
        "workflow adopt",
        "Déplacer les briefs dont l’étape a disparu vers une qui existe, en un commit",
    ),
    (
        "workflow adopt --from",
        "D’une étape disparue vers une qui existe\u{a0}: `making=production`",
    ),
];
