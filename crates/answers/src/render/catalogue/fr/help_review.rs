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
    (
        "feedback list --image",
        "Montrer ce fichier sur la page (`-o proof.html`), pour la version qui a son empreinte",
    ),
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
    (
        "asset",
        "Images, films et documents\u{a0}: noter une version, les lister, en regarder un",
    ),
    (
        "asset add",
        "Noter un fichier, ou ce qui est ailleurs\u{202f}; une épreuve rejoint son brief dans le même commit",
    ),
    (
        "asset add +",
        "Les octets restent où ils sont\u{a0}: la fiche garde leur empreinte, et l’endroit. `--replaces` en fait la version suivante\u{202f}; ce qui n’est pas dit reste alors comme avant.",
    ),
    ("asset add <what>", "Un fichier, ou une adresse comme `https://…`"),
    (
        "asset add --role",
        "À quoi il sert\u{202f}; comme la version d’avant, sinon une épreuve",
    ),
    ("asset add --brief", "Le brief auquel il appartient"),
    ("asset add --campaign", "La campagne à laquelle il appartient"),
    ("asset add --replaces", "La version d’avant"),
    (
        "asset add --id",
        "Son identifiant, au lieu des mots de son titre ou du fichier",
    ),
    ("asset add --title", "Son titre"),
    ("asset add --uri", "Où chacun trouve un fichier local"),
    ("asset add --sha256", "L’empreinte de ce qui est ailleurs"),
    (
        "asset add --media-type",
        "Son type de média, quand le nom ne le dit pas",
    ),
    (
        "asset add --tags",
        "Les mots par lesquels on le trouve, séparés par des virgules",
    ),
    ("asset add --rights-owner", "À qui il est"),
    ("asset add --rights-until", "Le dernier jour de ses droits"),
    (
        "asset add --markets",
        "Les marchés de ses droits, séparés par des virgules",
    ),
    ("asset list", "Lister la dernière version de chaque média"),
    ("asset list --brief", "Seulement ceux de ce brief, ou qu’il utilise"),
    (
        "asset list --campaign",
        "Seulement ceux de cette campagne et de ses briefs",
    ),
    ("asset list --role", "Seulement ceux de ce rôle"),
    (
        "asset list --expiring",
        "Seulement ceux dont les droits finissent d’ici tant de jours, ou sont finis",
    ),
    ("asset list --all", "Aussi les versions remplacées"),
    (
        "asset show",
        "Montrer les versions d’un média, les briefs qui l’utilisent, et les droits qui restent",
    ),
    ("asset show <id>", "Le média\u{a0}: son identifiant, ou le début"),
    ("feedback add --template", "Prendre les remarques de ce modèle"),
    ("campaign new --template", "Commencer avec les lignes de ce modèle"),
    (
        "request new --template",
        "Commencer avec ce que ce modèle remplit\u{202f}; les options l’emportent",
    ),
    (
        "template",
        "Modèles de campagnes, de briefs, de retours et de circuits de validation\u{a0}: les lister, en utiliser un",
    ),
    ("template list", "Lister les modèles du studio et du programme"),
    ("template use", "Faire une fiche à partir d’un modèle"),
    ("template use <name>", "Le modèle, comme `product-launch`"),
    (
        "template use --set",
        "Une réponse à ce qu’il demande, comme `title=Automne`\u{202f}; répétable",
    ),
];
