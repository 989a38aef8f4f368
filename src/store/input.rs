//! Answers: what is in a file that somebody hands to a command?
//! Invariant: no more than the limit of a record is read; the file may be anywhere.

use super::source::MOST_BYTES;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The bytes of a file, one more than [`MOST_BYTES`] at most, so that a reader sees that it is too large.
///
/// # Errors
/// When it cannot be opened or read.
pub fn read_given(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// As [`read_given`], from a stream such as standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read_stream(stream: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
