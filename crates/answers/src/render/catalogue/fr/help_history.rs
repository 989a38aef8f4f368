//! Answers: what does `--help` say in French of the commands that read the history?
//! Invariant: as its parent.

/// Key and text, in the order of the English help.
pub const HELP: &[(&str, &str)] = &[
    (
        "diff",
        "Ce qui a changé dans une fiche depuis une révision, champ par champ, par qui et quand",
    ),
    (
        "diff +",
        "Briefs, campagnes, workflows, types, personnes, partenaires, calendriers et toutes les autres fiches\u{202f}; `studio` et `targets` pour ces fichiers.",
    ),
    (
        "diff <revision>",
        "Un commit, une branche, `main~20`, la fin d’un jour (`2026-11-02`), ou deux d’entre eux (`main~20..main`)",
    ),
    ("diff <id>", "La fiche, par son identifiant"),
    (
        "diff --type",
        "Ce que c’est, quand plusieurs fiches ont cet identifiant",
    ),
    (
        "trail",
        "Ce qui est arrivé à un brief\u{a0}: versions, passages, allers-retours, attentes et avis, chacun avec qui et quel commit",
    ),
    (
        "trail +",
        "D’une campagne\u{a0}: ses versions et les passages de ses briefs.",
    ),
    (
        "trail <id>",
        "Le brief ou la campagne\u{a0}: son identifiant, une partie de celui-ci, ou son `ref`",
    ),
    (
        "trail --since",
        "Seulement ce qui est arrivé après cette révision, ou à partir de ce jour",
    ),
    (
        "trail --at",
        "L’état ce jour-là\u{a0}: ce qui était écrit, à quelle étape, chez qui",
    ),
    (
        "report bottlenecks",
        "Où passent le temps et les reprises\u{a0}: étape par étape, attente et travail, les briefs les plus coûteux, et ce qui vieillit",
    ),
    (
        "report bottlenecks --period",
        "`2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` ou `2026-11-01..2026-11-15`\u{202f}; sans option, ce trimestre",
    ),
    ("report bottlenecks --by", "Ce qui est regroupé avec chaque étape"),
    (
        "report bottlenecks --explain",
        "Chaque passage et commit derrière un constat",
    ),
    (
        "report flow",
        "Comment le travail entre, avance et sort\u{a0}: flux cumulé et durées de réalisation",
    ),
    (
        "report flow --period",
        "`2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` ou `2026-11-01..2026-11-15`\u{202f}; sans option, ce trimestre",
    ),
    (
        "report flow --started",
        "Compter à partir de la première étape qui n’est pas une file d’attente, et non de la demande",
    ),
];
