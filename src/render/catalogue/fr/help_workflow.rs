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
];
