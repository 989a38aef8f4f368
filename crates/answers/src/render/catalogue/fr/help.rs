//! Answers: what does `--help` say in French?
//! Invariant: one line per key of the English help: `command words`, `command words --flag`, `command words <argument>`,
//! `--flag=value`; a key that ends in ` +` is the longer text under it; `* --flag` is the flag of any command. Global flags have
//! no command before them.

use super::{help_forge, help_gates, help_history, help_plan, help_review, help_sharing, help_workflow};

/// Every key and its text.
pub fn all() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    HELP.iter()
        .chain(help_plan::HELP)
        .chain(help_forge::HELP)
        .chain(help_history::HELP)
        .chain(help_review::HELP)
        .chain(help_gates::HELP)
        .chain(help_workflow::HELP)
        .chain(help_sharing::HELP)
}

/// In the order of the English help.
const HELP: &[(&str, &str)] = &[
    (
        "",
        "La création dans un dépôt git\u{a0}: briefs, rétroplannings, validations et KPI.",
    ),
    (
        "--directory",
        "Chercher le studio dans ce dossier plutôt que dans le dossier courant\u{202f}; `report kpi` en prend plusieurs",
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
    (
        "check +",
        "Avec `--range`, les commits d’une branche ou d’une pull request\u{a0}: peuvent-ils être fusionnés, selon les règles de leur base\u{202f}?",
    ),
    (
        "check --range",
        "Juger ces commits, comme une fusion les ferait\u{a0}: validations, passages, décisions, et ce qu’ils aggravent",
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
    (
        "export facts",
        "Les tables qui portent les indicateurs, pour un entrepôt de données ou du SQL",
    ),
    (
        "export facts +",
        "Les tables et leurs colonnes sont décrites dans docs/facts.md\u{202f}; sql/ calcule chaque indicateur à partir \
         d’elles. Sans `--table` ni `--into`, toutes les tables, un objet JSON par ligne.",
    ),
    (
        "export facts --period",
        "`2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` ou `2026-11-01..2026-11-15`\u{202f}; ce trimestre par défaut",
    ),
    (
        "export facts --table",
        "Cette table seulement\u{202f}; peut être répété",
    ),
    (
        "export facts --into",
        "Écrire dans ce dossier un fichier par table, tous ou aucun\u{202f}; `--format csv`, `ndjson` ou `parquet`",
    ),
    ("man", "Afficher la page de manuel"),
    (
        "man <words>",
        "D’une commande, comme `plan` ou `report kpi`\u{202f}; de `crops` elle-même sans argument",
    ),
    ("man --all", "Écrire la page de chaque commande dans ce dossier"),
    ("* --dry-run", "Montrer ce qui serait écrit, sans rien écrire"),
    ("* --no-commit", "Écrire les fichiers et vous laisser le commit"),
    (
        "* --include",
        "Emporter vos propres modifications non committées des mêmes fichiers",
    ),
    ("* --rush", "Pourquoi un délai court est accepté tout de même"),
    ("* --agreed-by", "Qui a accepté le délai court"),
    (
        "request",
        "Demandes\u{a0}: demander un travail, voir ce qui attend, accepter ou décliner",
    ),
    ("request new", "Demander un travail de création"),
    (
        "request new +",
        "Sur un terminal, les questions portent sur ce que les options ne disent pas. La réponse dit aussitôt si l’échéance \
         respecte le délai du type de livrable, et quel jour le ferait.",
    ),
    ("request new --kind", "Type de livrable, comme `video`"),
    ("request new --title", "Son titre"),
    ("request new --campaign", "La campagne à laquelle il appartient"),
    (
        "request new --deliverable",
        "La ligne de la campagne qu’il réalise (`spring-launch/hero-film`), ou un jour d’une série (`c/countdown@2027-02-02`)",
    ),
    (
        "request new --live",
        "Le jour de mise en ligne\u{a0}: une date ou un repère (`J-14`)",
    ),
    (
        "request new --due",
        "Le jour où le travail doit être prêt\u{a0}: une date ou un repère",
    ),
    ("request new --requester", "Qui demande, quand ce n’est pas vous"),
    ("request new --owner", "Qui en sera responsable"),
    ("request new --priority", "low, normal, high ou urgent"),
    (
        "request new --ref",
        "Le numéro de dossier du client ou de la comptabilité",
    ),
    ("request new --budget", "Un montant comme `18000 EUR`"),
    ("request new --objective", "Ce qu’il doit obtenir"),
    ("request new --audience", "À qui il s’adresse"),
    ("request new --message", "Ce qu’il dit"),
    ("request new --channels", "Où il paraît, séparés par des virgules"),
    ("request new --field", "Tout autre champ, sous la forme `clé=valeur`"),
    (
        "request new --slug",
        "La partie lisible de l’identifiant, au lieu des mots du titre",
    ),
    (
        "request new --from",
        "Lire un brief, entier ou partiel, dans un fichier ou sur l’entrée standard (`-`)\u{202f}; les options l’emportent",
    ),
    ("request accept", "Mettre une demande en travail"),
    (
        "request accept <id>",
        "La demande\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("request accept --owner", "Qui en sera responsable"),
    (
        "request decline",
        "Décliner une demande\u{202f}; le motif reste dans sa fiche",
    ),
    (
        "request decline <id>",
        "La demande\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("request decline --reason", "Pourquoi elle ne sera pas faite"),
    ("move", "Faire passer un brief à une autre étape"),
    (
        "move +",
        "À la suivante, à une précédente, en attente, hors du circuit, ou de retour. On ne quitte une validation qu’une fois \
         sa règle remplie.",
    ),
    ("move <id>", "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`"),
    ("move <stage>", "L’étape où il va"),
    ("move --reason", "Pourquoi\u{202f}; gardé dans le commit"),
    ("report", "Rapports sur la marche du travail"),
    (
        "report kpi",
        "Les KPI d’une période, avec tendance et objectifs, d’après l’historique de la branche officielle",
    ),
    (
        "report kpi --period",
        "`2026-Q4`, `2026-11`, `2026-W47`, `2026`, `last-90d` ou `2026-11-01..2026-11-15`\u{202f}; sans option, ce trimestre",
    ),
    ("report kpi --by", "Une ligne par groupe sous chaque KPI"),
    ("report kpi --kpi", "Seulement ce KPI\u{202f}; peut être répété"),
    (
        "report kpi --explain",
        "Chaque brief, passage et commit derrière un KPI",
    ),
    (
        "report kpi --against",
        "Comparer à une autre période, ou à la réponse d’une révision ou d’un jour, au lieu de la période d’avant",
    ),
    (
        "report kpi --fail-on-miss",
        "Sortir avec 1 quand un objectif est manqué",
    ),
    (
        "report kpi --fail-on-worse",
        "Sortir avec 1 seulement quand un objectif est manqué de plus loin qu’à cette révision ou ce jour",
    ),
    (
        "report kpi --with",
        "Ce qu’un processus, un type, un calendrier, un tiers ou des objectifs modifiés auraient donné\u{202f}; rien n’est écrit\u{202f}; peut être répété",
    ),
    ("kpi", "Les KPI et leurs définitions"),
    ("kpi list", "Tous les KPI, avec leur unité"),
    (
        "kpi explain",
        "Formule, unité, population, limites et ce qui est laissé de côté",
    ),
    ("kpi explain <id>", "Son identifiant, comme `approval-time`"),
    (
        "brief",
        "Les briefs\u{a0}: les lister, en voir un, le modifier ou le confier",
    ),
    (
        "brief list",
        "Lister les briefs en cours, la prochaine échéance d’abord",
    ),
    ("brief list --stage", "Seulement à cette étape"),
    ("brief list --kind", "Seulement de ce type"),
    ("brief list --campaign", "Seulement de cette campagne"),
    (
        "brief list --owner",
        "Seulement ceux que cette personne a, ou dont elle fait une étape",
    ),
    ("brief list --overdue", "Seulement ceux dont l’échéance est passée"),
    (
        "brief list --text",
        "Seulement ceux qui ont ce texte dans l’identifiant, le titre ou un champ\u{202f}; accents et majuscules ne comptent pas",
    ),
    (
        "brief list --open",
        "Seulement ceux qui ne sont ni livrés ni abandonnés (c’est le cas sans option)",
    ),
    ("brief list --all", "Aussi ceux qui sont livrés ou abandonnés"),
    (
        "brief show",
        "Montrer où en est un brief, ce qui lui manque et ce qu’on peut faire ensuite",
    ),
    (
        "brief show <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    (
        "brief edit",
        "Modifier des valeurs d’un brief\u{202f}; sans option, dans votre éditeur",
    ),
    (
        "brief edit <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    (
        "brief edit --set",
        "Donner une valeur à un champ\u{202f}; celles d’une liste sont séparées par des virgules",
    ),
    ("brief edit --unset", "Retirer un champ"),
    ("brief edit --add", "Ajouter une valeur à une liste"),
    ("brief edit --remove", "Retirer une valeur d’une liste"),
    (
        "brief assign",
        "Confier un brief à quelqu’un, ou une de ses étapes à plusieurs",
    ),
    (
        "brief assign <id>",
        "Le brief\u{a0}: son identifiant, une partie, ou sa `ref`",
    ),
    ("brief assign <people>", "À qui"),
    ("brief assign --stage", "Seulement cette étape"),
    (
        "campaign",
        "Les campagnes\u{a0}: en créer une, la compléter, ouvrir ses briefs, voir où elle en est",
    ),
    ("campaign new", "Créer une campagne avec son lancement"),
    ("campaign new --title", "Son titre"),
    ("campaign new --launch", "Le jour de la mise en ligne\u{a0}: `J`"),
    ("campaign new --id", "Son identifiant, au lieu des mots du titre"),
    ("campaign new --client", "Le partenaire pour qui elle est faite"),
    ("campaign new --owner", "Qui la pilote"),
    (
        "campaign new --ref",
        "Le numéro de dossier du client ou de la comptabilité",
    ),
    ("campaign new --date", "Un autre repère, comme `tv=2027-03-14`"),
    ("campaign add", "Ajouter une ligne à une campagne"),
    ("campaign add deliverable", "Quelque chose qui est mis en ligne"),
    ("campaign add deliverable <campaign>", "La campagne"),
    ("campaign add deliverable <id>", "L’identifiant de la nouvelle ligne"),
    ("campaign add deliverable --title", "Son titre"),
    (
        "campaign add deliverable --needs",
        "Ce qui doit être prêt avant, séparé par des virgules",
    ),
    ("campaign add deliverable --kind", "Type de livrable"),
    (
        "campaign add deliverable --live",
        "Le jour de mise en ligne\u{a0}: une date ou un repère",
    ),
    ("campaign add deliverable --owner", "Qui s’en charge"),
    ("campaign add deliverable --party", "Le partenaire qui le reçoit"),
    (
        "campaign add deliverable --channels",
        "Où il paraît tant que son brief ne le dit pas, séparés par des virgules\u{202f}; sinon selon son type",
    ),
    ("campaign add series", "Le même livrable, à intervalle régulier"),
    ("campaign add series <campaign>", "La campagne"),
    ("campaign add series <id>", "L’identifiant de la nouvelle ligne"),
    ("campaign add series --title", "Son titre"),
    (
        "campaign add series --needs",
        "Ce qui doit être prêt avant, séparé par des virgules",
    ),
    ("campaign add series --kind", "Type de livrable"),
    (
        "campaign add series --every",
        "Le rythme des parutions\u{a0}: `tue`, `day`, `2w`",
    ),
    (
        "campaign add series --from",
        "Son premier jour\u{a0}: une date ou un repère",
    ),
    (
        "campaign add series --to",
        "Son dernier jour\u{a0}: une date ou un repère",
    ),
    ("campaign add series --owner", "Qui s’en charge"),
    ("campaign add series --party", "Le partenaire qui la reçoit"),
    (
        "campaign add series --channels",
        "Où il paraît tant que son brief ne le dit pas, séparés par des virgules\u{202f}; sinon selon son type",
    ),
    ("campaign add task", "Un travail qui n’est pas un livrable"),
    ("campaign add task <campaign>", "La campagne"),
    ("campaign add task <id>", "L’identifiant de la nouvelle ligne"),
    ("campaign add task --title", "Son titre"),
    (
        "campaign add task --needs",
        "Ce qui doit être prêt avant, séparé par des virgules",
    ),
    ("campaign add task --duration", "Sa durée, comme `4d`"),
    ("campaign add task --role", "Le rôle qui la fait"),
    ("campaign add task --owner", "Qui s’en charge"),
    ("campaign add task --party", "Le partenaire qui la fait"),
    (
        "campaign add milestone",
        "Un jour avant lequel quelque chose doit être atteint",
    ),
    ("campaign add milestone <campaign>", "La campagne"),
    ("campaign add milestone <id>", "L’identifiant de la nouvelle ligne"),
    ("campaign add milestone --title", "Son titre"),
    (
        "campaign add milestone --needs",
        "Ce qui doit être prêt avant, séparé par des virgules",
    ),
    (
        "campaign add milestone --by",
        "Le jour avant lequel il est atteint\u{a0}: une date ou un repère",
    ),
    (
        "campaign open",
        "Créer en un seul commit les briefs qui manquent encore à une campagne",
    ),
    ("campaign open <campaign>", "La campagne"),
    (
        "campaign open --weeks",
        "Les dates de série sur autant de semaines à venir",
    ),
    ("campaign list", "Lister les campagnes, le prochain lancement d’abord"),
    (
        "campaign show",
        "Montrer une campagne\u{a0}: ses lignes, leurs briefs et leurs dates",
    ),
    (
        "campaign show <id>",
        "La campagne\u{a0}: son identifiant, un début, ou sa `ref`",
    ),
    (
        "request list",
        "Lister les demandes qui attendent une réponse, la plus ancienne d’abord",
    ),
];

/// The text of a key; `None` when it is missing, which a test reports.
pub fn help(key: &str) -> Option<&'static str> {
    let said = |key: &str| all().find(|(known, _)| *known == key).map(|(_, text)| *text);
    // `--dry-run` and its like say the same in every command.
    let anywhere = key.rfind(" --").map(|at| format!("*{}", &key[at..]));
    said(key).or_else(|| said(&anywhere?))
}
