//! Answers: with which key does somebody sign, and on which days does it count?
//! Invariant: a key counts only between its days, both included; the text is the public half and nothing more.
//! Source: sshd(8), "AUTHORIZED_KEYS FILE FORMAT"; design, "Gates and approvals".

use super::Day;
use super::place::Placed;

/// A public key of SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// `ssh-ed25519 AAAA… comment`
    pub ssh: Placed<Box<str>>,
    pub from: Day,
    /// The last day on which it counts.
    pub until: Option<Day>,
}

impl PublicKey {
    /// The algorithm and the key, without the comment: what makes two keys one.
    pub fn material(&self) -> Option<(&str, &str)> {
        let mut words = self.ssh.split_ascii_whitespace();
        Some((words.next()?, words.next()?))
    }

    pub fn counts_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
