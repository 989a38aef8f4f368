//! Answers: which bytes has an object that lies in a file of its own?
//! Invariant: a file that was cut off, as a crash leaves it, is damaged: libgit2 would inflate it for ever.
//! Source: gitformat-loose(5).

use crate::model::history::ObjectId;
use flate2::read::ZlibDecoder;
use std::fs;
use std::io::Read as _;
use std::path::Path;

/// Larger objects are left to libgit2.
const MOST_BYTES: u64 = 32 << 20;

pub(super) enum Loose {
    /// There is no such file, or libgit2 must be asked.
    Elsewhere,
    Damaged,
    Bytes(Vec<u8>),
}

/// Reads it from the folder of objects.
pub(super) fn read(objects: &Path, id: ObjectId) -> Loose {
    let name = id.to_string();
    let (folder, file) = name.split_at(2);
    let Ok(written) = fs::read(objects.join(folder).join(file)) else {
        return Loose::Elsewhere;
    };
    let mut bytes = Vec::new();
    let inflated = ZlibDecoder::new(written.as_slice())
        .take(MOST_BYTES)
        .read_to_end(&mut bytes);
    if bytes.len() as u64 == MOST_BYTES {
        return Loose::Elsewhere;
    }
    match body(&bytes).filter(|_| inflated.is_ok()) {
        Some(body) => Loose::Bytes(body.to_vec()),
        None => Loose::Damaged,
    }
}

/// What follows `blob 123` and a zero, when it is as long as that says.
fn body(bytes: &[u8]) -> Option<&[u8]> {
    let zero = bytes.iter().position(|byte| *byte == 0)?;
    let (head, body) = (bytes.get(..zero)?, bytes.get(zero + 1..)?);
    let size: usize = std::str::from_utf8(head).ok()?.split_once(' ')?.1.parse().ok()?;
    (size == body.len()).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_as_long_as_it_says() {
        assert_eq!(body(b"blob 2\0ab"), Some(&b"ab"[..]));
        for bad in [
            &b"blob 3\0ab"[..],
            b"blob 1\0ab",
            b"blob\0ab",
            b"blob x\0ab",
            b"blob 2",
            b"",
        ] {
            assert_eq!(body(bad), None, "{bad:?}");
        }
    }
}
