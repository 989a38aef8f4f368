//! Answers: with which key is a verdict signed, and does the signature prove it here?
//! Invariant: the user's own ssh-keygen is started by its words, never a program that a repository names; what proves nothing is not written.
//! Source: ssh-keygen(1), `-Y sign`; design, "Gates and approvals", three kinds of evidence.

use super::context::Context;
use super::open::Opened;
use super::proved::signature_path;
use super::run_program::{Signing, ssh_sign};
use super::writing::WriteArgs;
use crate::change::{Change, FileEdit};
use crate::git::signing_key::signing_key;
use crate::model::approval::Approval;
use crate::model::id::PersonId;
use crate::model::key::PublicKey;
use crate::model::studio::{Someone, Studio};
use crate::model::workflow::{EvidenceKind, Gate};
use crate::report::failure::Failure;
use crate::report::signing::{SigningFault, WhoseKey};
use crate::store::input::public_keys;
use crate::trail::gate::{Proof, Unproved};
use crate::trail::proof::sshsig::{KeyBlob, signer};
use crate::trail::proof::{APPROVAL, Attachment, Beside, Keyring, RECORD, VerdictFile};
use clap::Args;
use std::path::{Path, PathBuf};

/// Where a recorder in CI has its key: the path of a file, or the key itself.
const RECORDER_KEY: &str = "CROPS_RECORDER_KEY";

/// What a preview shows for a signature that is not made.
const UNMADE: &str = "-----BEGIN SSH SIGNATURE-----\n…\n-----END SSH SIGNATURE-----\n";

/// Flags of commands that may sign what they write.
#[derive(Clone, Debug, Default, Args)]
pub struct SignArgs {
    /// Sign with an SSH key; a gate that takes no claims is always signed for
    #[arg(long, conflicts_with = "no_sign")]
    pub sign: bool,

    /// Leave it unsigned
    #[arg(long)]
    pub no_sign: bool,

    /// The key: a private one, or a public one whose other half your agent has
    #[arg(long, value_name = "FILE", conflicts_with = "no_sign")]
    pub key: Option<PathBuf>,
}

impl SignArgs {
    /// Whether a verdict at this gate is to be signed.
    pub fn wanted_at(&self, gate: Option<&Gate>) -> bool {
        let takes = |kind: EvidenceKind| gate.is_some_and(|gate| gate.accepts.contains(&kind));
        let needed = takes(EvidenceKind::Signature) && !takes(EvidenceKind::Claim);
        !self.no_sign && (self.sign || self.key.is_some() || needed)
    }

    /// Whether what a forge said is to be signed by whoever records it.
    pub fn wanted_by_recorder(&self, context: &Context) -> bool {
        !self.no_sign && (self.sign || self.key.is_some() || context.world.variable(RECORDER_KEY).is_some())
    }
}

/// Whether a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    Made,
    /// A preview: nobody is asked for a passphrase.
    Shown,
}

impl Effort {
    pub const fn of(write: WriteArgs) -> Self {
        if write.dry_run { Self::Shown } else { Self::Made }
    }
}

/// Signs with what a reviewer has, and adds the signature to the change.
///
/// # Errors
/// When there is no key, ssh-keygen does not sign, or what it made proves nothing by the keys of `base`.
pub fn as_reviewer(
    (context, opened, base): (&Context, &Opened, &Studio),
    args: &SignArgs,
    approval: &Approval,
    change: &mut Change,
    effort: Effort,
) -> Result<(), Failure> {
    let record = record_of(base, &approval.by);
    let keys = reviewers_keys(context, opened, base, args, &approval.by);
    if keys.is_empty() {
        let person = approval.by.to_string();
        return Err(SigningFault::NoKey { person, file: record }.into());
    }
    let doubt = |why: Unproved, line: Option<String>| SigningFault::ProvesNothing {
        why,
        file: record.clone(),
        line,
        whose: WhoseKey::Reviewer,
    };
    let with = With {
        keys: &keys,
        namespace: APPROVAL,
        wanted: Proof::Signature,
        doubt: &doubt,
    };
    sign((context, opened, base), with, approval, change, effort)
}

/// Signs what was recorded, one signature a verdict, and adds them to the change.
///
/// # Errors
/// As [`as_reviewer`], of the recorder's key.
pub fn as_recorder(
    (context, opened, base): (&Context, &Opened, &Studio),
    args: &SignArgs,
    approvals: &[Approval],
    change: &mut Change,
    effort: Effort,
) -> Result<(), Failure> {
    let told = context.world.variable(RECORDER_KEY);
    let key = match (&args.key, told) {
        (Some(file), _) => Signing::File(context.directory.join(file)),
        (None, Some(text)) if text.contains("PRIVATE KEY-----") => Signing::Text(text.to_owned()),
        (None, Some(file)) => Signing::File(context.directory.join(file)),
        (None, None) => return Err(SigningFault::NoRecorderKey.into()),
    };
    let doubt = |why: Unproved, line: Option<String>| SigningFault::ProvesNothing {
        why,
        file: base.settings.file.to_string(),
        line,
        whose: WhoseKey::Recorder,
    };
    let keys = [key];
    for approval in approvals {
        let with = With {
            keys: &keys,
            namespace: RECORD,
            wanted: Proof::Forge,
            doubt: &doubt,
        };
        sign((context, opened, base), with, approval, change, effort)?;
    }
    Ok(())
}

/// With what to sign, and what it should prove.
#[derive(Clone, Copy)]
struct With<'a> {
    keys: &'a [Signing],
    namespace: &'static str,
    wanted: Proof,
    /// What is said of a signature that proves nothing; the line is that of a key nobody lists.
    doubt: &'a dyn Fn(Unproved, Option<String>) -> SigningFault,
}

fn sign(
    (context, opened, base): (&Context, &Opened, &Studio),
    with: With<'_>,
    approval: &Approval,
    change: &mut Change,
    effort: Effort,
) -> Result<(), Failure> {
    let text = change.files.iter().find_map(|edit| match edit {
        FileEdit::Create { path, text } if *path == approval.file => Some(text.clone()),
        _ => None,
    });
    let (Some(text), Some(path)) = (text, signature_path(&approval.file)) else {
        return Ok(());
    };
    let made = match effort {
        Effort::Shown => UNMADE.to_owned(),
        Effort::Made => made(with, text.as_bytes(), context)?,
    };
    if effort == Effort::Made {
        let file = VerdictFile {
            approval,
            bytes: text.as_bytes(),
            beside: Beside::Signature(made.as_bytes()),
            attachment: Attachment::NotThere,
            comes: opened.today,
        };
        match Keyring::of(base).prove(file).proof {
            proof if proof == with.wanted => {}
            Proof::Claimed(why) => {
                let line = (why == Unproved::UnknownKey).then(|| line_of(&made, with.namespace, &text, opened));
                return Err((with.doubt)(why, line.flatten()).into());
            }
            Proof::Forge | Proof::Signature | Proof::Relayed => {
                return Err((with.doubt)(Unproved::OtherPurpose, None).into());
            }
        }
    }
    change.files.push(FileEdit::Create { path, text: made });
    Ok(())
}

/// The first signature that one of the keys makes.
fn made(with: With<'_>, message: &[u8], context: &Context) -> Result<String, SigningFault> {
    let mut last = SigningFault::NoRecorderKey;
    for key in with.keys {
        match ssh_sign(key, with.namespace, message, &context.world) {
            Ok(made) => return Ok(made),
            Err(fault @ SigningFault::NotStarted { .. }) => return Err(fault),
            Err(fault) => last = fault,
        }
    }
    Err(last)
}

/// What would list the key that signed.
fn line_of(made: &str, namespace: &str, text: &str, opened: &Opened) -> Option<String> {
    let key = signer(made.as_bytes(), namespace, text.as_bytes()).ok()?;
    Some(format!("{{ssh: \"{}\", from: {}}}", key.line()?, opened.today))
}

/// The keys to try: what a flag names, else what git's settings name, else what the person's record lists and this machine may have.
fn reviewers_keys(
    context: &Context,
    opened: &Opened,
    base: &Studio,
    args: &SignArgs,
    person: &PersonId,
) -> Vec<Signing> {
    if let Some(file) = &args.key {
        return vec![Signing::File(
            in_home(file, context).unwrap_or_else(|| context.directory.join(file)),
        )];
    }
    if let Some(told) = signing_key(&opened.root) {
        let literal = told.strip_prefix("key::").unwrap_or(&told);
        return vec![match KeyBlob::of_line(literal) {
            Some(_) => Signing::Public(literal.to_owned()),
            None => Signing::File(in_home(Path::new(&told), context).unwrap_or_else(|| opened.root.join(&told))),
        }];
    }
    let at_home = context.world.variable("HOME").map(|home| Path::new(home).join(".ssh"));
    let at_home = at_home.map(|folder| public_keys(&folder)).unwrap_or_default();
    let listed = keys_of(base, person).iter().filter(|key| key.counts_on(opened.today));
    let of_key = |key: &PublicKey| {
        let blob = KeyBlob::of_line(&key.ssh)?;
        let own = at_home
            .iter()
            .find(|(_, line)| KeyBlob::of_line(line).as_ref() == Some(&blob));
        Some(match own {
            Some((file, _)) => Signing::File(file.clone()),
            None => Signing::Public(key.ssh.to_string()),
        })
    };
    listed.filter_map(of_key).collect()
}

fn in_home(file: &Path, context: &Context) -> Option<PathBuf> {
    let below = file.strip_prefix("~").ok()?;
    Some(Path::new(context.world.variable("HOME")?).join(below))
}

fn keys_of<'s>(studio: &'s Studio, person: &PersonId) -> &'s [PublicKey] {
    match studio.someone(person.as_str()) {
        Some(Someone::Person(person)) => &person.keys,
        Some(Someone::Approver(_, approver)) => &approver.keys,
        None => &[],
    }
}

fn record_of(studio: &Studio, person: &PersonId) -> String {
    match studio.someone(person.as_str()) {
        Some(Someone::Person(person)) => person.file.to_string(),
        Some(Someone::Approver(party, _)) => party.file.to_string(),
        None => format!("team/{person}.yml"),
    }
}
