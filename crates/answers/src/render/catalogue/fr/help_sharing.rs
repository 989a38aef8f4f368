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
    ("propose", "Faire des pull requests de vos propres commits"),
    (
        "propose +",
        "Les commits d’un même brief deviennent la branche `crops/<id>/<étape>`, tous les autres `crops/changes/…`\u{202f}; ils sont mis sur la version officielle avec leurs propres heures et poussés, et votre branche officielle redevient ce qui est officiel. Sur la branche d’une pull request, ses nouveaux commits sont poussés. `git reset --keep` avec le commit qui est nommé l’annule.",
    ),
    ("propose <ids>", "Seulement les commits de ces briefs"),
    (
        "propose --open",
        "Ouvrir chaque pull request sur la forge, avec votre propre `gh` ou `glab`",
    ),
    (
        "propose --dry-run",
        "Chercher, dire quelles pull requests il y aurait, et ne rien pousser",
    ),
    (
        "resolve",
        "Régler, champ par champ, ce qu’une fusion a laissé en deux versions",
    ),
    (
        "resolve +",
        "De chaque fiche en conflit, ce qu’un seul côté a changé est gardé, avec ses commentaires. Là où les deux ont changé un champ, dites quel côté compte\u{a0}: `--take stage=ours`, ou `--ours` et `--theirs` pour tous. Dans une fusion, ours est la branche où vous êtes. Ce qui est réglé est indexé\u{202f}; le commit est à vous.",
    ),
    (
        "resolve <id>",
        "Seulement cette fiche\u{a0}: son identifiant, ou une partie de son chemin",
    ),
    (
        "resolve --ours",
        "Là où les deux ont changé un champ, prendre ce que dit cette branche",
    ),
    (
        "resolve --theirs",
        "Là où les deux ont changé un champ, prendre ce que dit l’autre branche",
    ),
    ("resolve --take", "Le côté d’un champ\u{a0}: `stage=ours`"),
    ("resolve --dry-run", "Montrer ce qui serait réglé, sans rien écrire"),
];
