//! Answers: which SSH key do the user's settings of git name for signing?
//! Invariant: read as a text and nothing more; the program that the settings name is never started.
//! Source: git-config(1), `gpg.format` and `user.signingKey`.

use std::path::Path;

/// `user.signingKey` where `gpg.format` is `ssh`: a path, or a key after `key::`; `None`: no such setting.
pub fn signing_key(directory: &Path) -> Option<String> {
    let config = match git2::Repository::discover(directory) {
        Ok(repository) => repository.config(),
        Err(_) => git2::Config::open_default(),
    };
    let config = config.ok()?.snapshot().ok()?;
    let format = config.get_str("gpg.format").ok()?;
    let key = config.get_str("user.signingkey").ok().filter(|_| format == "ssh")?;
    Some(key.trim().to_owned()).filter(|key| !key.is_empty())
}
