//! Answers: what does `--help` say in French of verdicts?
//! Invariant: see `help`.

/// In the order of the English help.
pub const HELP: &[(&str, &str)] = &[
    ("submit", "Dire que le travail est prêt pour sa validation"),
    (
        "submit +",
        "Le brief passe à l’étape suivante, qui doit être une validation, en un commit. Avec `flow: pull-request`, c’est une branche avec vos commits sur lui et l’étape qui suit la validation qui est poussée, pour une pull request que l’on valide en revue.",
    ),
    (
        "submit --note",
        "Ce qui a été fait, ou ce qui a changé depuis le tour d’avant\u{202f}; gardé dans le commit",
    ),
    (
        "submit --open",
        "Ouvrir la pull request sur la forge, avec votre propre `gh` ou `glab`, là où elles portent les briefs (`flow: pull-request`)",
    ),
    ("approve", "Valider ce que dit un brief à son étape de validation"),
    (
        "approve +",
        "La décision est un nouveau fichier, lié à ce que l’étape couvre. Le brief avance dans le même commit, une fois la règle remplie.",
    ),
    (
        "approve --with-changes",
        "Valider une fois ces remarques traitées\u{a0}: `2t8wq4zc/f1`",
    ),
    ("approve --confirmed-by", "Qui peut confirmer ces corrections avec vous"),
    (
        "approve --confirm",
        "Dire que les corrections demandées avec une validation sont là",
    ),
    (
        "reject",
        "Demander des corrections\u{a0}: le brief revient, et l’étape reste fermée jusqu’à votre réponse",
    ),
    (
        "reject --remark",
        "Les remarques qui disent quoi changer\u{a0}: `2t8wq4zc/f1`",
    ),
    ("revoke", "Retirer votre validation"),
    (
        "abstain",
        "Dire que vous ne décidez rien\u{202f}; avec `--answer`, que la demande de corrections de quelqu’un est réglée",
    ),
    (
        "abstain --answer",
        "La décision à laquelle ceci répond, quand la règle vous le permet\u{a0}: `9v3kd0rm`",
    ),
    (
        "submit <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    (
        "approve <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("approve --note", "Pourquoi\u{202f}; gardé dans la décision"),
    (
        "approve --by",
        "Qui décide, si ce n’est pas vous et que la personne est à côté de vous",
    ),
    (
        "* --sign",
        "Signer d’une clé SSH\u{202f}; pour une étape qui n’accepte pas de déclaration, c’est toujours le cas",
    ),
    ("* --no-sign", "Ne pas signer"),
    (
        "* --key",
        "La clé\u{a0}: privée, ou publique si votre agent a l’autre moitié",
    ),
    ("approve --for", "La personne dont vous transmettez la décision"),
    ("approve --via", "Comment elle est venue\u{a0}: email, phone, meeting"),
    ("approve --received", "Le jour où elle est venue"),
    (
        "approve --attach",
        "Le mail ou la note qui la contient\u{202f}; gardé à côté de la décision, avec son empreinte",
    ),
    ("approve --stay", "Donner la décision et laisser le brief où il est"),
    (
        "reject <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("reject --note", "Pourquoi\u{202f}; gardé dans la décision"),
    (
        "reject --by",
        "Qui décide, si ce n’est pas vous et que la personne est à côté de vous",
    ),
    ("reject --for", "La personne dont vous transmettez la décision"),
    ("reject --via", "Comment elle est venue\u{a0}: email, phone, meeting"),
    ("reject --received", "Le jour où elle est venue"),
    (
        "reject --attach",
        "Le mail ou la note qui la contient\u{202f}; gardé à côté de la décision, avec son empreinte",
    ),
    ("reject --stay", "Donner la décision et laisser le brief où il est"),
    (
        "revoke <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("revoke --note", "Pourquoi\u{202f}; gardé dans la décision"),
    (
        "revoke --by",
        "Qui décide, si ce n’est pas vous et que la personne est à côté de vous",
    ),
    ("revoke --for", "La personne dont vous transmettez la décision"),
    ("revoke --via", "Comment elle est venue\u{a0}: email, phone, meeting"),
    ("revoke --received", "Le jour où elle est venue"),
    (
        "revoke --attach",
        "Le mail ou la note qui la contient\u{202f}; gardé à côté de la décision, avec son empreinte",
    ),
    (
        "abstain <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("abstain --note", "Pourquoi\u{202f}; gardé dans la décision"),
    (
        "abstain --by",
        "Qui décide, si ce n’est pas vous et que la personne est à côté de vous",
    ),
    ("abstain --for", "La personne dont vous transmettez la décision"),
    ("abstain --via", "Comment elle est venue\u{a0}: email, phone, meeting"),
    ("abstain --received", "Le jour où elle est venue"),
    (
        "abstain --attach",
        "Le mail ou la note qui la contient\u{202f}; gardé à côté de la décision, avec son empreinte",
    ),
];
