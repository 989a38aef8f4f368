//! Answers: what is in a file that somebody hands to a command?
//! Invariant: no more than the limit of a record is read; the file may be anywhere.

use super::source::MOST_BYTES;
use crate::model::similar::nearest;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// A folder of more is not searched for a name.
const MOST_NAMES: usize = 10_000;

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
