//! Answers: why is a verdict not signed, in French?
//! Invariant: what would make it signed can be pasted.

use super::failure::disk_reason;
use super::refusal::proved;
use crate::render::catalogue::Sentence;
use crate::report::signing::{SigningFault, WhoseKey};
use crate::trail::gate::{Proof, Unproved};

pub fn fault(fault: &SigningFault) -> Sentence {
    match fault {
        SigningFault::NoKey { person, file } => Sentence::new(format!(
            "il n’y a pas de clé pour signer\u{a0}: `{file}` n’en cite aucune que {person} ait sur cette machine, et git n’en nomme pas"
        ))
        .hint("nommez-en une\u{a0}: `--key ~/.ssh/id_ed25519`"),
        SigningFault::NoRecorderKey => Sentence::new("il n’y a pas de clé pour enregistrer")
            .hint("nommez-en une par `--key FILE`, ou mettez-la dans la variable CROPS_RECORDER_KEY"),
        SigningFault::NotStarted { reason } => {
            Sentence::new(format!("`ssh-keygen` ne démarre pas\u{a0}: {}", disk_reason(reason)))
                .hint("installez OpenSSH, ou laissez la décision à l’état de déclaration\u{a0}: `--no-sign`")
        }
        SigningFault::Failed { said } => Sentence::new(format!("`ssh-keygen` n’a pas signé\u{a0}: {said}"))
            .hint("la clé est-elle là, ou dans votre agent\u{202f}? `ssh-add -L` montre ce qu’un agent possède"),
        SigningFault::ProvesNothing { why, file, line, whose } => nothing(*why, file, line.as_deref(), *whose),
    }
}

fn nothing(why: Unproved, file: &str, line: Option<&str>, whose: WhoseKey) -> Sentence {
    let list = match whose {
        WhoseKey::Reviewer => "keys",
        WhoseKey::Recorder => "recorders",
    };
    match line {
        Some(line) => Sentence::new(format!(
            "la clé qui a signé n’est pas de celles que `{file}` cite sur la branche officielle"
        ))
        .hint(format!("ajoutez-la là, dans `{file}`\u{a0}: `{list}: [{line}]`")),
        None => Sentence::new(format!(
            "la signature ne prouverait rien\u{a0}: la décision {}",
            proved(Proof::Claimed(why))
        ))
        .hint(format!(
            "regardez `{list}` dans `{file}`, ou signez d’une autre clé\u{a0}: `--key FILE`"
        )),
    }
}
