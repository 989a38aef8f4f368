//! Answers: what does `--help` of plans, sprints, forecasts and the calendar say in French?
//! Invariant: keys as in `help`.

/// In the order of the English help.
pub(super) const HELP: &[(&str, &str)] = &[
    (
        "plan",
        "Rétroplanning d’une campagne depuis son lancement, ou de chaque brief ouvert depuis son échéance",
    ),
    (
        "plan <campaign>",
        "La campagne\u{202f}; sans elle, tous les briefs ouverts",
    ),
    (
        "plan --backward",
        "Tout au plus tard que les jours permettent (par défaut)",
    ),
    (
        "plan --forward",
        "Tout au plus tôt, et le lancement le plus proche possible",
    ),
    (
        "plan --occurrences",
        "Chaque date d’une série sur ses propres lignes, même quand elle est longue",
    ),
    (
        "plan --people",
        "Planifier avec les heures que chacun a, et choisir qui fait quoi",
    ),
    (
        "plan --effort",
        "Combien de temps chercher un meilleur plan avec les personnes\u{202f}: normal, et rapide avec `--slip` sauf avis contraire",
    ),
    (
        "plan --seed",
        "Un autre nombre, une autre recherche\u{202f}; le même nombre, le même plan",
    ),
    (
        "plan --options",
        "Compter les jours où les indépendants ne sont qu’en option",
    ),
    (
        "plan --prove",
        "Chercher la preuve qu’aucun plan ne fait mieux, en tant de pas d’un solveur",
    ),
    (
        "plan --why",
        "Pourquoi une tâche est là où elle est, pas à pas (`hero-film.production`)",
    ),
    (
        "* --set",
        "Essayer un changement sans l’écrire (`launch=2027-03-22`)\u{202f}; peut être répété",
    ),
    (
        "plan diff",
        "Ce qui a bougé depuis une révision, de combien, et par quel commit",
    ),
    (
        "plan diff <revision>",
        "Un commit, une branche, `main~20`, ou la fin d’un jour (`2026-11-02`)",
    ),
    (
        "plan diff <campaign>",
        "La campagne\u{202f}; sans elle, tout ce qui n’est pas fini",
    ),
    (
        "plan diff --same-day",
        "Planifier les deux à aujourd’hui, pour laisser de côté ce que le temps a fait",
    ),
    (
        "plan diff --people",
        "Planifier avec les heures que chacun a, et choisir qui fait quoi",
    ),
    (
        "plan diff --effort",
        "Combien de temps chercher un meilleur plan avec les personnes\u{202f}: normal, et rapide avec `--slip` sauf avis contraire",
    ),
    (
        "plan diff --seed",
        "Un autre nombre, une autre recherche\u{202f}; le même nombre, le même plan",
    ),
    (
        "plan diff --options",
        "Compter les jours où les indépendants ne sont qu’en option",
    ),
    (
        "plan --slip",
        "Le premier lancement possible, d’après le planning de chaque semaine passée",
    ),
    (
        "plan --sprints",
        "Ce qui doit être fait dans chaque sprint, par qui, et ce qui est reporté",
    ),
    (
        "sprint",
        "Ce qui doit être fait dans un sprint, par qui, ce qui est reporté ou en danger",
    ),
    (
        "sprint --campaign",
        "La campagne\u{202f}; sans elle, tout ce qui n’est pas fini",
    ),
    (
        "sprint <which>",
        "Le sprint\u{a0}: son numéro, `current` (en cours) ou `next` (suivant)",
    ),
    ("plan --weeks", "Combien de semaines en arrière regarde `--slip`"),
    (
        "plan diff +",
        "Chaque extrémité est planifiée à son propre jour\u{a0}: ce que les commits ont bougé et ce que le temps a bougé sont distingués.",
    ),
    (
        "forecast",
        "Les chances de chaque date d’une campagne, d’après le passé du studio, et ce qui fait le risque",
    ),
    (
        "forecast <campaign>",
        "La campagne\u{202f}; sans elle, tous les briefs ouverts",
    ),
    (
        "forecast --runs",
        "Combien de fois le planning est rejoué avec d’autres durées",
    ),
    (
        "forecast --seed",
        "Une autre graine tire d’autres durées\u{202f}; la même donne la même réponse",
    ),
    (
        "forecast --people",
        "Tirer au sort dans le plan avec les personnes\u{202f}: chacun fait une chose après l’autre",
    ),
    (
        "forecast --backtest",
        "Les prévisions ont-elles tenu\u{202f}? Refaites comme elles l’auraient été à des dates passées, et comparées à la suite",
    ),
    (
        "forecast --set",
        "Essayer un changement sans l’écrire (`hero-film.production.duration=12d`, `launch=2027-03-22`)\u{202f}; peut être répété",
    ),
    (
        "calendar",
        "Calendrier éditorial\u{a0}: ce qui est mis en ligne et quand, par semaine et par canal",
    ),
    ("calendar <campaign>", "La campagne\u{202f}; sans elle, toutes"),
    ("calendar --from", "Le premier jour\u{202f}; aujourd’hui par défaut"),
    ("calendar --to", "Le dernier jour"),
    (
        "calendar --weeks",
        "Tant de semaines\u{202f}; sinon une campagne jusqu’à sa fin, et toutes sur 8 semaines",
    ),
    ("calendar --channel", "Seulement ce canal\u{202f}; peut être répété"),
];
