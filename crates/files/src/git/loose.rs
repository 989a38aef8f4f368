//! Answers: which bytes has an object that lies in a file of its own?
//! Invariant: a file that was cut off, as a crash leaves it, is damaged: libgit2 would inflate it for ever.
//! Source: gitformat-loose(5).

use crate::model::history::ObjectId;
use flate2::{Decompress, FlushDecompress, Status};
use std::cell::RefCell;
use std::fs;
use std::path::Path;

/// Larger objects are left to libgit2.
const MOST_BYTES: usize = 32 << 20;

/// What is made room for at first: most objects are small.
const FIRST_BYTES: usize = 4 << 10;

thread_local! {
    /// To make one takes longer than to read a small object.
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(true));
}

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
    let inflated = INFLATE.with(|inflate| {
        let mut inflate = inflate.borrow_mut();
        inflate.reset(true);
        inflated(&mut inflate, &written)
    });
    match inflated {
        Inflated::TooLarge => Loose::Elsewhere,
        Inflated::Bytes(bytes) => match body(&bytes) {
            Some(body) => Loose::Bytes(body.to_vec()),
            None => Loose::Damaged,
        },
        Inflated::Damaged => Loose::Damaged,
    }
}

enum Inflated {
    Bytes(Vec<u8>),
    TooLarge,
    Damaged,
}

fn inflated(inflate: &mut Decompress, written: &[u8]) -> Inflated {
    let mut bytes = Vec::with_capacity(FIRST_BYTES);
    loop {
        let (read, made) = (inflate.total_in() as usize, bytes.len());
        let rest = written.get(read..).unwrap_or_default();
        match inflate.decompress_vec(rest, &mut bytes, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return Inflated::Bytes(bytes),
            Ok(Status::Ok | Status::BufError) if bytes.len() >= MOST_BYTES => return Inflated::TooLarge,
            Ok(Status::Ok | Status::BufError) if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len()),
            Ok(Status::Ok | Status::BufError) if bytes.len() > made || inflate.total_in() as usize > read => {}
            Ok(Status::Ok | Status::BufError) | Err(_) => return Inflated::Damaged,
        }
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
    fn bytes_come_out_whole_or_are_damaged() {
        let mut inflate = Decompress::new(true);
        for length in [0, 1, FIRST_BYTES - 1, FIRST_BYTES, FIRST_BYTES + 1, 300_000] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * at % 251) as u8).collect();
            let mut deflate = flate2::Compress::new(flate2::Compression::fast(), true);
            let mut written = Vec::with_capacity(length + 1_000);
            let status = deflate.compress_vec(&bytes, &mut written, flate2::FlushCompress::Finish);
            assert!(matches!(status, Ok(Status::StreamEnd)));
            for cut in [0, 1, written.len() / 2, written.len() - 1] {
                inflate.reset(true);
                assert!(
                    matches!(inflated(&mut inflate, &written[..cut]), Inflated::Damaged),
                    "{length} {cut}"
                );
            }
            inflate.reset(true);
            let Inflated::Bytes(read) = inflated(&mut inflate, &written) else {
                panic!("{length} bytes are damaged");
            };
            assert!(read == bytes, "{length}");
        }
    }

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
