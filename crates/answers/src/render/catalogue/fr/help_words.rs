//! Answers: which words stand around the help in French?
//! Invariant: ids, formats and keys keep their names; every placeholder of the command line has a French one.

use crate::render::catalogue::HelpWord;

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
        ("CHANNEL", "CANAL"),
        ("DELIVERABLE", "LIVRABLE"),
        ("KIND", "TYPE"),
        ("STAGE", "ÉTAPE"),
        ("PERSON", "PERSONNE"),
        ("WAY", "VOIE"),
        ("VERDICT", "DÉCISION"),
        ("ROLE", "RÔLE"),
        ("TITLE", "TITRE"),
        ("TEXT", "TEXTE"),
        ("REASON", "MOTIF"),
        ("PLACE", "EMPLACEMENT"),
        ("SEVERITY", "GRAVITÉ"),
        ("REMARK", "REMARQUE"),
        ("ASSET", "MÉDIA"),
        ("TEMPLATE", "MODÈLE"),
        ("FILE|URI", "FICHIER|URI"),
        ("URI", "URI"),
        ("SHA256", "SHA256"),
        ("TYPE/SUBTYPE", "TYPE/SOUS-TYPE"),
        ("DAYS", "JOURS"),
        ("PERIOD", "PÉRIODE"),
        ("PERIOD|REV", "PÉRIODE|RÉV"),
        ("GROUP", "GROUPE"),
        ("FINDING", "CONSTAT"),
        ("TASK", "TÂCHE"),
        ("KEY=VALUE", "CLÉ=VALEUR"),
        ("SPRINT", "SPRINT"),
        ("WHAT=VALUE", "QUOI=VALEUR"),
        ("KEY", "CLÉ"),
        ("WORDS", "MOTS"),
        ("ZONE", "FUSEAU"),
        ("COMMIT", "COMMIT"),
        ("EVENT", "ÉVÉNEMENT"),
        ("OWNER", "RESPONSABLE"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, french)| *french)
}
