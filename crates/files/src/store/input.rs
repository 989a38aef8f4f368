//! Answers: what is in a file that somebody hands to a command?
//! Invariant: no more than the limit of a record is read; the file may be anywhere.

use super::source::MOST_BYTES;
use crate::model::similar::nearest;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A folder of more is not searched for a name.
const MOST_NAMES: usize = 10_000;

/// Longer lines, and more of them, are no keys of a person.
const MOST_KEY: u64 = 16 * 1024;
const MOST_KEYS: usize = 200;

/// The public keys in a folder, by the names of their files.
pub fn public_keys(folder: &Path) -> Vec<(PathBuf, String)> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "pub"))
        .take(MOST_KEYS)
        .collect();
    files.sort();
    let read = |file: PathBuf| {
        let line = String::from_utf8(read_given_to(&file, MOST_KEY).ok()?).ok()?;
        Some((file, line))
    };
    files.into_iter().filter_map(read).collect()
}

/// The bytes of a file, one more than [`MOST_BYTES`] at most, so that a reader sees that it is too large.
///
/// # Errors
/// When it cannot be opened or read.
pub fn read_given(path: &Path) -> io::Result<Vec<u8>> {
    read_given_to(path, MOST_BYTES)
}

/// As [`read_given`], with a limit of its own.
///
/// # Errors
/// When it cannot be opened or read.
pub fn read_given_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    read_stream_to(File::open(path)?, most)
}

/// The name beside a path that somebody most likely meant.
pub fn name_beside(path: &Path) -> Option<String> {
    let typed = path.file_name()?.to_str()?;
    let entries = fs::read_dir(path.parent()?).ok()?;
    let names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != typed)
        .take(MOST_NAMES)
        .collect();
    nearest(typed, names.iter().map(String::as_str)).map(str::to_owned)
}

/// As [`read_given`], from a stream such as standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read_stream(stream: impl Read) -> io::Result<Vec<u8>> {
    read_stream_to(stream, MOST_BYTES)
}

/// As [`read_stream`], with a limit of its own.
///
/// # Errors
/// When it cannot be read.
pub fn read_stream_to(stream: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
