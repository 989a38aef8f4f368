//! Answers: what do tests sign with?
//! Invariant: keys from fixed seeds, in memory: the same bytes give the same signature.

#![expect(
    clippy::expect_used,
    reason = "only tests have it; the feature that brings it is no program's"
)]

use data_encoding::BASE64;
use ring::signature::{Ed25519KeyPair, KeyPair};
use sha2::{Digest, Sha256, Sha512};

/// A key that signs in tests.
pub struct Signer(Ed25519KeyPair);

fn text(bytes: &[u8]) -> Vec<u8> {
    let mut wire = u32::try_from(bytes.len()).expect("short").to_be_bytes().to_vec();
    wire.extend(bytes);
    wire
}

impl Signer {
    pub fn seeded(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a seed"))
    }

    fn blob(&self) -> Vec<u8> {
        [text(b"ssh-ed25519"), text(self.0.public_key().as_ref())].concat()
    }

    /// `ssh-ed25519 AAAA… comment`
    pub fn line(&self, comment: &str) -> String {
        format!("ssh-ed25519 {} {comment}", BASE64.encode(&self.blob()))
            .trim()
            .to_owned()
    }

    pub fn sign(&self, namespace: &str, message: &[u8]) -> Vec<u8> {
        let signed = framed(namespace, message);
        let made = [text(b"ssh-ed25519"), text(self.0.sign(&signed).as_ref())].concat();
        armored(&self.blob(), namespace, &made)
    }

    fn token_blob(&self) -> Vec<u8> {
        let name = text(b"sk-ssh-ed25519@openssh.com");
        [name, text(self.0.public_key().as_ref()), text(b"ssh:")].concat()
    }

    /// The line of the key, as if it were in a token.
    pub fn token_line(&self) -> String {
        format!("sk-ssh-ed25519@openssh.com {}", BASE64.encode(&self.token_blob()))
    }

    /// As a token signs; without `touch` nobody was there.
    pub fn sign_by_token(&self, namespace: &str, message: &[u8], flags: u8) -> Vec<u8> {
        let counter = 7u32.to_be_bytes();
        let (application, signed) = (Sha256::digest(b"ssh:"), Sha256::digest(framed(namespace, message)));
        let signed = [application.as_slice(), &[flags], &counter, signed.as_slice()].concat();
        let name = text(b"sk-ssh-ed25519@openssh.com");
        let made = [name, text(self.0.sign(&signed).as_ref()), vec![flags], counter.to_vec()].concat();
        armored(&self.token_blob(), namespace, &made)
    }
}

fn framed(namespace: &str, message: &[u8]) -> Vec<u8> {
    let hash = Sha512::digest(message);
    let parts = [text(namespace.as_bytes()), text(b""), text(b"sha512"), text(&hash)];
    [b"SSHSIG".to_vec(), parts.concat()].concat()
}

fn armored(key: &[u8], namespace: &str, made: &[u8]) -> Vec<u8> {
    let parts = [
        text(key),
        text(namespace.as_bytes()),
        text(b""),
        text(b"sha512"),
        text(made),
    ];
    let bytes = [b"SSHSIG".to_vec(), 1u32.to_be_bytes().to_vec(), parts.concat()].concat();
    let letters = BASE64.encode(&bytes);
    format!("-----BEGIN SSH SIGNATURE-----\n{letters}\n-----END SSH SIGNATURE-----\n").into_bytes()
}
