//! Answers: what does `--help` say in French?
//! Invariant: one line per key of the English help: `command words`, `command words --flag`, `command words <argument>`,
//! `--flag=value`; a key that ends in ` +` is the longer text under it. Global flags have no command before them.

use crate::render::catalogue::HelpWord;

/// Key and text, in the order of the English help.
pub const HELP: &[(&str, &str)] = &[
    (
        "",
        "La création dans un dépôt git\u{a0}: briefs, rétroplannings, validations et KPI.",
    ),
    (
        "--directory",
        "Chercher le studio dans ce dossier plutôt que dans le dossier courant",
    ),
    (
        "--as-of",
        "Répondre selon l’état du studio à une révision (`main~5`) ou à la fin d’un jour (`2026-11-02`)",
    ),
    ("--today", "Prendre ce jour pour aujourd’hui"),
    ("--lang", "Langue de la réponse"),
    ("--format", "Forme de la réponse"),
    (
        "--output",
        "Écrire la réponse dans un fichier\u{202f}; sa terminaison choisit le format",
    ),
    ("--color", "Quand utiliser des couleurs"),
    ("--color=auto", "sur un terminal, sauf si `NO_COLOR` est défini"),
    ("--color=always", "aussi dans un tube"),
    ("--color=never", "nulle part"),
    ("--quiet", "Ne rien dire à côté de la réponse"),
    ("--verbose", "En dire plus sur la façon dont la réponse a été trouvée"),
    (
        "demo",
        "Créer un studio d’exemple avec six mois d’historique, et montrer ce qu’on peut lui demander",
    ),
    (
        "demo +",
        "Le dossier doit être nouveau ou vide. Le même jour (`--today`) et la même langue donnent le même historique.",
    ),
    ("demo <folder>", "Où le créer"),
    (
        "check",
        "Vérifier le studio\u{a0}: fichiers, références, étapes, passages, dates, rôles",
    ),
    ("check --strict", "Sortir avec 1 aussi pour des avertissements"),
    (
        "check --baseline",
        "Laisser de côté les constats que ce fichier connaît",
    ),
    (
        "check --write-baseline",
        "Écrire tous les constats actuels dans ce fichier, pour les laisser de côté désormais",
    ),
    (
        "explain",
        "Expliquer un constat\u{a0}: pourquoi il compte et comment y remédier",
    ),
    (
        "explain <finding>",
        "L’identifiant de sa règle, tel que `crops check` l’affiche\u{202f}; toutes les règles sans argument",
    ),
    (
        "schema",
        "Afficher le JSON Schema d’un type de fiche, pour les éditeurs",
    ),
    ("schema <record>", "Le mot avant `/v1` à la première ligne de la fiche"),
    (
        "init",
        "Commencer un studio\u{a0}: réglages, calendrier, processus, types et vous",
    ),
    (
        "init +",
        "Dans un dossier nouveau ou existant, aussi à l’intérieur d’un dépôt. Crée un dépôt s’il n’y en a pas, et un seul commit.",
    ),
    ("init <folder>", "Où\u{202f}; le dossier courant par défaut"),
    ("init --title", "Le nom du studio\u{202f}; celui du dossier par défaut"),
    (
        "init --timezone",
        "Son fuseau horaire (`Europe/Paris`)\u{202f}; celui de cette machine par défaut",
    ),
    ("init --dry-run", "Montrer ce qui serait écrit, et ne rien écrire"),
    ("init --no-commit", "Écrire les fichiers et vous laisser le commit"),
    (
        "init --include",
        "Emporter vos propres modifications non enregistrées des mêmes fichiers",
    ),
    ("undo", "Annuler par un nouveau commit ce que crops a écrit en dernier"),
    (
        "undo +",
        "Relancée, la commande remonte d’un cran. Refusée si des commits plus récents ont modifié les mêmes fichiers.",
    ),
    (
        "undo <commit>",
        "Le commit à annuler\u{202f}; une annulation s’annule de même",
    ),
    ("undo --dry-run", "Montrer ce qui serait écrit, et ne rien écrire"),
    ("undo --no-commit", "Écrire les fichiers et vous laisser le commit"),
    (
        "undo --include",
        "Emporter vos propres modifications non enregistrées des mêmes fichiers",
    ),
    (
        "completions",
        "Afficher le script qui complète commandes, options et identifiants dans un shell",
    ),
    (
        "completions +",
        "Pour bash, mettre `source <(crops completions bash)` dans ~/.bashrc\u{202f}; pour zsh, la même ligne avec `zsh` dans \
         ~/.zshrc\u{202f}; pour fish, `crops completions fish | source` dans ~/.config/fish/config.fish.",
    ),
    ("completions <shell>", "Le shell"),
    (
        "export",
        "Exporter ce que l’historique contient, pour d’autres programmes",
    ),
    (
        "export events",
        "Chaque changement d’étape de chaque brief, un par ligne",
    ),
    (
        "export events --all",
        "Aussi les changements qu’une fusion a remplacés, marqués `superseded`",
    ),
    ("man", "Afficher la page de manuel"),
    (
        "man <words>",
        "D’une commande, comme `plan` ou `report kpi`\u{202f}; de `crops` elle-même sans argument",
    ),
    ("man --all", "Écrire la page de chaque commande dans ce dossier"),
];

/// The text of a key; `None` when it is missing, which a test reports.
pub fn help(key: &str) -> Option<&'static str> {
    HELP.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

pub const fn word(word: HelpWord) -> &'static str {
    match word {
        HelpWord::Usage => "Utilisation\u{a0}:",
        HelpWord::Commands => "Commandes\u{a0}",
        HelpWord::Command => "COMMANDE",
        HelpWord::Arguments => "Arguments\u{a0}",
        HelpWord::Options => "Options\u{a0}",
        HelpWord::GlobalOptions => "Options globales\u{a0}",
        HelpWord::Help => "Afficher l’aide (`-h` en bref, `--help` en détail)",
        HelpWord::Version => "Afficher la version",
        HelpWord::Default => "par défaut\u{a0}:",
        HelpWord::Values => "valeurs\u{a0}:",
    }
}

/// The name of a value in the help; ids and formats keep theirs.
pub fn value_name(name: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("DIR", "DOSSIER"),
        ("FOLDER", "DOSSIER"),
        ("FILE", "FICHIER"),
        ("REV|DATE", "RÉV|DATE"),
        ("REV", "RÉV"),
        ("LANG", "LANGUE"),
        ("WHEN", "QUAND"),
        ("BRIEF", "BRIEF"),
        ("CAMPAIGN", "CAMPAGNE"),
        ("DELIVERABLE", "LIVRABLE"),
        ("KIND", "TYPE"),
        ("STAGE", "ÉTAPE"),
        ("PERSON", "PERSONNE"),
        ("ROLE", "RÔLE"),
        ("TITLE", "TITRE"),
        ("TEXT", "TEXTE"),
        ("REASON", "MOTIF"),
        ("PERIOD", "PÉRIODE"),
        ("GROUP", "GROUPE"),
        ("FINDING", "CONSTAT"),
        ("TASK", "TÂCHE"),
        ("KEY=VALUE", "CLÉ=VALEUR"),
        ("KEY", "CLÉ"),
        ("WORDS", "MOTS"),
        ("ZONE", "FUSEAU"),
        ("COMMIT", "COMMIT"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, french)| *french)
}
