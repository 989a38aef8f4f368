//! Answers: what does `--help` say in French of remarks, assets and templates?
//! Invariant: see `help`.

/// In the order of the English help.
pub const HELP: &[(&str, &str)] = &[
    (
        "feedback",
        "Les remarques des relecteurs\u{a0}: les ajouter, les lister, dire qu’elles sont traitées",
    ),
    (
        "feedback add",
        "Dire ce qui doit changer dans un brief, ou sur une de ses épreuves",
    ),
    (
        "feedback add +",
        "`--severity` et `--place` se donnent une fois pour toutes les remarques, ou une fois pour chacune, dans l’ordre.",
    ),
    (
        "feedback add <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou son `ref`",
    ),
    (
        "feedback add <texts>",
        "La remarque\u{202f}; plusieurs à la fois, chacune entre guillemets",
    ),
    (
        "feedback add --severity",
        "Sa gravité\u{a0}: blocking, major, minor ou idea",
    ),
    (
        "feedback add --place",
        "Où\u{a0}: `x=0.71,y=0.12`, `page=3`, `at=00:00:12:05`, `field=message`, ou plusieurs avec des virgules",
    ),
    (
        "feedback add --asset",
        "L’épreuve qui a été regardée\u{202f}; celle du brief, quand il en a une",
    ),
    (
        "feedback add --at-stage",
        "L’étape à laquelle c’est dit, si ce n’est pas celle du brief",
    ),
    ("feedback add --by", "Qui le dit, si ce n’est pas vous"),
    (
        "feedback add --from",
        "Prendre les remarques d’un fichier YAML\u{a0}: une liste, ou une fiche de retours\u{202f}; `-` est l’entrée standard",
    ),
    (
        "feedback list",
        "Lister les remarques, d’abord celles à traiter\u{202f}; sans brief, celles à traiter de tous les briefs ouverts",
    ),
    (
        "feedback list <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou son `ref`",
    ),
    ("feedback list --stage", "Seulement de cette étape"),
    (
        "feedback list --severity",
        "Seulement de cette gravité\u{a0}: blocking, major, minor ou idea",
    ),
    ("feedback list --by", "Seulement de ce relecteur"),
    ("feedback list --campaign", "Seulement des briefs de cette campagne"),
    ("feedback list --open", "Seulement ce qui est à traiter"),
    ("feedback list --all", "Aussi ce qui est réglé, et les briefs clos"),
    ("feedback resolve", "Dire que des remarques sont traitées, et comment"),
    (
        "feedback resolve <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou son `ref`",
    ),
    (
        "feedback resolve <remarks>",
        "Les remarques\u{a0}: `2t8wq4zc/f1`, `f1` quand c’est clair, ou `2t8wq4zc` pour toutes celles d’un fichier",
    ),
    ("feedback resolve --how", "Ce qui a été fait"),
    ("feedback resolve --by", "Qui l’a fait, si ce n’est pas vous"),
    ("feedback confirm", "Dire qu’on a vu que des remarques sont traitées"),
    (
        "feedback confirm <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou son `ref`",
    ),
    (
        "feedback confirm <remarks>",
        "Les remarques\u{a0}: `2t8wq4zc/f1`, `f1` quand c’est clair, ou `2t8wq4zc` pour toutes celles d’un fichier",
    ),
    ("feedback confirm --by", "Qui l’a vu, si ce n’est pas vous"),
];
