//! Answers: why is a verdict not signed, in English?
//! Invariant: what would make it signed can be pasted.

use super::failure::disk_reason;
use super::refusal::proved;
use crate::render::catalogue::Sentence;
use crate::report::signing::{SigningFault, WhoseKey};
use crate::trail::gate::{Proof, Unproved};

pub fn fault(fault: &SigningFault) -> Sentence {
    match fault {
        SigningFault::NoKey { person, file } => Sentence::new(format!(
            "there is no key to sign with: `{file}` lists none that {person} has on this machine, and git names none"
        ))
        .hint("name one: `--key ~/.ssh/id_ed25519`"),
        SigningFault::NoRecorderKey => Sentence::new("there is no key to record with")
            .hint("name one with `--key FILE`, or put it into the variable CROPS_RECORDER_KEY"),
        SigningFault::NotStarted { reason } => {
            Sentence::new(format!("`ssh-keygen` does not start: {}", disk_reason(reason)))
                .hint("install OpenSSH, or leave the verdict a claim: `--no-sign`")
        }
        SigningFault::Failed { said } => Sentence::new(format!("`ssh-keygen` did not sign: {said}"))
            .hint("is the key there, or in your agent? `ssh-add -L` lists what an agent has"),
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
            "the key that signed is none that `{file}` lists on the official branch"
        ))
        .hint(format!("add it to `{file}` there: `{list}: [{line}]`")),
        None => Sentence::new(format!(
            "the signature would prove nothing: the verdict {}",
            proved(Proof::Claimed(why))
        ))
        .hint(format!(
            "look at `{list}` in `{file}`, or sign with another key: `--key FILE`"
        )),
    }
}
