//! Answers: what does `--help` of the commands around a forge say in French?
//! Invariant: keys as in `help`.

/// In the order of the English help.
pub(super) const HELP: &[(&str, &str)] = &[
    (
        "forge",
        "Les revues des demandes de fusion, et les règles que la forge doit tenir",
    ),
    (
        "forge record",
        "Consigner les revues d’une demande de fusion comme avis",
    ),
    (
        "forge record +",
        "Validations, corrections demandées et retours, des demandes fusionnées comme des demandes fermées. Des fichiers \
         sont ajoutés, rien d’autre\u{202f}; ce qui est déjà là n’est pas écrit une seconde fois.",
    ),
    (
        "* --reviews",
        "La réponse de la forge, en JSON\u{a0}: une liste, un envoi de webhook, ou plusieurs fichiers d’une même demande (`-`\u{a0}: entrée standard)",
    ),
    (
        "* --from-forge",
        "Interroger la forge maintenant, avec votre propre `gh` ou `glab`",
    ),
    ("* --request", "Le numéro de la demande de fusion"),
    (
        "* --whole",
        "Les listes sont entières, même quand l’une est aussi longue qu’une page",
    ),
    (
        "* --event",
        "L’événement d’un webhook de Bitbucket Cloud, que son contenu ne dit pas (`pullrequest:approved`)",
    ),
    (
        "forge record --base",
        "Où la demande a commencé, si l’historique ne le dit pas\u{a0}: un commit ou une branche",
    ),
];
