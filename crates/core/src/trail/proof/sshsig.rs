//! Answers: does an SSH signature hold for these bytes, and which key made it?
//! Invariant: only what ssh-keygen writes today is taken: version 1, SHA-2, no weak key; every length is checked against what is there.
//! Source: OpenSSH, PROTOCOL.sshsig and PROTOCOL.u2f; RFC 4253, 6.6; RFC 5656; RFC 8332; RFC 8709.

use data_encoding::BASE64;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, UnparsedPublicKey, VerificationAlgorithm,
};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA512, RsaPublicKeyComponents};
use sha2::{Digest, Sha256, Sha512};

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";
const MAGIC: &[u8] = b"SSHSIG";
const VERSION: u32 = 1;

/// Somebody touched the key, or gave its PIN.
const USER_PRESENT: u8 = 1;

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFault {
    /// No signature of SSH, or one that is cut or changed.
    Unreadable,
    /// Made for something else than verdicts.
    OtherPurpose,
    /// A kind of key or of hash that is not taken: RSA below 2048 bits, DSA, SHA-1, or one that is not known.
    NotTaken,
    /// Of other bytes than these.
    OtherBytes,
}

/// A public key as it stands in signatures and in `authorized_keys`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyBlob(Box<[u8]>);

impl KeyBlob {
    /// Of `ssh-ed25519 AAAA… comment`; `None` when the line holds no key, or one whose two names differ.
    pub fn of_line(line: &str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let (name, text) = (words.next()?, words.next()?);
        let bytes = BASE64.decode(text.as_bytes()).ok()?;
        let told = Wire(&bytes).text()?;
        (told == name.as_bytes()).then(|| Self(bytes.into()))
    }

    /// As a team file lists it, without a comment.
    pub fn line(&self) -> Option<String> {
        let name = std::str::from_utf8(Wire(&self.0).text()?).ok()?;
        Some(format!("{name} {}", BASE64.encode(&self.0)))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The key that signed these bytes for this purpose.
///
/// # Errors
/// See [`SignatureFault`].
pub fn signer(armored: &[u8], namespace: &str, message: &[u8]) -> Result<KeyBlob, SignatureFault> {
    let bytes = armor(armored).ok_or(SignatureFault::Unreadable)?;
    let signature = Signature::read(&bytes).ok_or(SignatureFault::Unreadable)?;
    if signature.namespace != namespace.as_bytes() {
        return Err(SignatureFault::OtherPurpose);
    }
    let signed = signature.signed(message).ok_or(SignatureFault::NotTaken)?;
    verify(signature.key, signature.signature, &signed)?;
    Ok(KeyBlob(signature.key.into()))
}

/// The bytes between the two lines.
fn armor(armored: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(armored).ok()?.trim_ascii();
    let inner = text.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let letters: Vec<u8> = inner.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(&letters).ok()
}

struct Signature<'a> {
    key: &'a [u8],
    namespace: &'a [u8],
    hash: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Signature<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut wire = Wire(bytes.strip_prefix(MAGIC)?);
        if wire.number()? != VERSION {
            return None;
        }
        let key = wire.text()?;
        let namespace = wire.text()?;
        let _reserved = wire.text()?;
        let read = Self {
            key,
            namespace,
            hash: wire.text()?,
            signature: wire.text()?,
        };
        wire.is_over().then_some(read)
    }

    /// What the key signed: not the message, but its hash in a frame. What is reserved must be empty, as ssh-keygen writes it.
    fn signed(&self, message: &[u8]) -> Option<Vec<u8>> {
        let hash = match self.hash {
            b"sha256" => Sha256::digest(message).to_vec(),
            b"sha512" => Sha512::digest(message).to_vec(),
            _ => return None,
        };
        let mut signed = MAGIC.to_vec();
        for part in [self.namespace, &[], self.hash, &hash] {
            signed.extend(u32::try_from(part.len()).ok()?.to_be_bytes());
            signed.extend(part);
        }
        Some(signed)
    }
}

fn verify(key: &[u8], signature: &[u8], signed: &[u8]) -> Result<(), SignatureFault> {
    let mut key = Wire(key);
    let mut signature = Wire(signature);
    let kind = key.text().ok_or(SignatureFault::Unreadable)?;
    let algorithm = signature.text().ok_or(SignatureFault::Unreadable)?;
    let made = signature.text().ok_or(SignatureFault::Unreadable)?;
    let own_kind = if kind == algorithm {
        Ok(())
    } else {
        Err(SignatureFault::NotTaken)
    };
    match kind {
        b"ssh-ed25519" => own_kind.and_then(|()| ed25519(key, made, signed)),
        b"ecdsa-sha2-nistp256" | b"ecdsa-sha2-nistp384" => own_kind.and_then(|()| ecdsa(key, made, signed)),
        b"sk-ssh-ed25519@openssh.com" => {
            own_kind?;
            let (point, signed) = by_token(&mut key, &mut signature, signed)?;
            holds(&ED25519, point, &signed, made)
        }
        b"sk-ecdsa-sha2-nistp256@openssh.com" => {
            own_kind?;
            let _curve = key.text().ok_or(SignatureFault::Unreadable)?;
            let (point, signed) = by_token(&mut key, &mut signature, signed)?;
            let made = pair::<32>(made).ok_or(SignatureFault::Unreadable)?;
            holds(&ECDSA_P256_SHA256_FIXED, point, &signed, &made)
        }
        b"ssh-rsa" => rsa(key, algorithm, made, signed),
        _ => Err(SignatureFault::NotTaken),
    }
}

fn ed25519(mut key: Wire<'_>, made: &[u8], signed: &[u8]) -> Result<(), SignatureFault> {
    let point = key.text().ok_or(SignatureFault::Unreadable)?;
    holds(&ED25519, point, signed, made)
}

fn ecdsa(mut key: Wire<'_>, made: &[u8], signed: &[u8]) -> Result<(), SignatureFault> {
    let curve = key.text().ok_or(SignatureFault::Unreadable)?;
    let point = key.text().ok_or(SignatureFault::Unreadable)?;
    if curve == b"nistp256" {
        let made = pair::<32>(made).ok_or(SignatureFault::Unreadable)?;
        holds(&ECDSA_P256_SHA256_FIXED, point, signed, &made)
    } else {
        let made = pair::<48>(made).ok_or(SignatureFault::Unreadable)?;
        holds(&ECDSA_P384_SHA384_FIXED, point, signed, &made)
    }
}

/// The first RSA of SSH signs with SHA-1, and is not taken.
fn rsa(mut key: Wire<'_>, algorithm: &[u8], made: &[u8], signed: &[u8]) -> Result<(), SignatureFault> {
    let parameters = match algorithm {
        b"rsa-sha2-256" => &RSA_PKCS1_2048_8192_SHA256,
        b"rsa-sha2-512" => &RSA_PKCS1_2048_8192_SHA512,
        _ => return Err(SignatureFault::NotTaken),
    };
    let (Some(e), Some(n)) = (key.text().map(magnitude), key.text().map(magnitude)) else {
        return Err(SignatureFault::Unreadable);
    };
    if n.len() < 2048 / 8 {
        return Err(SignatureFault::NotTaken);
    }
    // it may be written without the zeros in front
    let mut padded = vec![0; n.len().saturating_sub(made.len())];
    padded.extend(made);
    RsaPublicKeyComponents { n, e }
        .verify(parameters, signed, &padded)
        .map_err(|_| SignatureFault::OtherBytes)
}

/// The point of a key that lives in a token, and what the token signed.
fn by_token<'a>(
    key: &mut Wire<'a>,
    signature: &mut Wire<'_>,
    signed: &[u8],
) -> Result<(&'a [u8], Vec<u8>), SignatureFault> {
    let mut parts = || Some((key.text()?, key.text()?, signature.byte()?, signature.number()?));
    let (point, application, flags, counter) = parts().ok_or(SignatureFault::Unreadable)?;
    if flags & USER_PRESENT == 0 {
        return Err(SignatureFault::NotTaken);
    }
    let mut all = Sha256::digest(application).to_vec();
    all.push(flags);
    all.extend(counter.to_be_bytes());
    all.extend(Sha256::digest(signed));
    Ok((point, all))
}

fn holds(
    algorithm: &'static dyn VerificationAlgorithm,
    key: &[u8],
    signed: &[u8],
    made: &[u8],
) -> Result<(), SignatureFault> {
    UnparsedPublicKey::new(algorithm, key)
        .verify(signed, made)
        .map_err(|_| SignatureFault::OtherBytes)
}

/// Two numbers of `N` bytes each, one after the other.
fn pair<const N: usize>(made: &[u8]) -> Option<Vec<u8>> {
    let mut wire = Wire(made);
    let numbers = [magnitude(wire.text()?), magnitude(wire.text()?)];
    let mut both = Vec::with_capacity(2 * N);
    for number in numbers {
        both.resize(both.len() + N.checked_sub(number.len())?, 0);
        both.extend(number);
    }
    wire.is_over().then_some(both)
}

/// A number without the zeros in front.
fn magnitude(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// Numbers and texts with their lengths, as SSH sends them.
#[derive(Clone, Copy)]
struct Wire<'a>(&'a [u8]);

impl<'a> Wire<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*number))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    const fn is_over(self) -> bool {
        self.0.is_empty()
    }
}
