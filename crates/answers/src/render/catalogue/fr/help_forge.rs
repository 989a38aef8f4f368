//! Answers: what does `--help` of the commands around a forge say in French?
//! Invariant: keys as in `help`.

/// In the order of the English help.
pub(super) const HELP: &[(&str, &str)] = &[
    (
        "forge",
        "Les revues des pull requests, et les règles que la forge doit tenir",
    ),
    ("forge record", "Consigner les revues d’une pull request comme avis"),
    (
        "forge record +",
        "Validations, corrections demandées et retours, des pull requests fusionnées comme des pull requests fermées. Des fichiers \
         sont ajoutés, rien d’autre\u{202f}; ce qui est déjà là n’est pas écrit une seconde fois.",
    ),
    (
        "* --reviews",
        "La réponse de la forge, en JSON\u{a0}: une liste, un envoi de webhook, ou plusieurs fichiers d’une même pull request (`-`\u{a0}: entrée standard)",
    ),
    (
        "* --from-forge",
        "Interroger la forge maintenant, avec votre propre `gh` ou `glab`",
    ),
    ("* --request", "Le numéro de la pull request"),
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
        "Où la pull request a commencé, si l’historique ne le dit pas\u{a0}: un commit ou une branche",
    ),
    (
        "forge rules",
        "Ce que la forge doit tenir, parce que git ne le voit pas",
    ),
    (
        "forge rules +",
        "Qui répond des fichiers qui décident qui peut valider quoi (CODEOWNERS), d’après les étapes de validation des \
         processus, et les règles de la branche officielle.",
    ),
    ("forge rules <forge>", "La forge\u{202f}; sans elle, celle de crops.yml"),
    ("forge rules <forge>=gitea", "et Forgejo"),
    (
        "forge rules --owner",
        "Qui répond du processus, à la place des personnes sollicitées aux étapes de validation (`@lumen/leads`)\u{202f}; peut être répété",
    ),
    (
        "forge rules --codeowners",
        "Seulement la liste des responsables, comme fichier",
    ),
    (
        "forge verify",
        "Comparer la protection de la branche officielle avec les règles",
    ),
    (
        "forge verify +",
        "Se termine par 1 quand une règle n’est pas tenue, ou quand la forge ne dit pas si elle l’est.",
    ),
    (
        "forge verify <files>",
        "La réponse de la forge sur la branche, en JSON\u{202f}; plusieurs fichiers comptent ensemble (`-`\u{a0}: entrée standard)",
    ),
    (
        "forge verify --check",
        "Le nom du contrôle qui lance crops\u{202f}; sans lui, tout contrôle dont le nom contient `crops`",
    ),
];
