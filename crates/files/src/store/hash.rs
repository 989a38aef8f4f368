//! Answers: what is the SHA-256 of a file, however large it is?
//! Invariant: the file is read in pieces, once; nothing but an ordinary file is opened.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// In lower-case hexadecimal digits.
///
/// # Errors
/// When it is no ordinary file, or cannot be read.
pub fn sha256_of(path: &Path) -> io::Result<String> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::from(ErrorKind::InvalidInput));
    }
    let mut file = File::open(path)?;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(data_encoding::HEXLOWER.encode(&hash.finalize())),
            read => hash.update(&piece[..read]),
        }
    }
}

/// The path of a file below a folder, links on the way followed; `None` when it lies elsewhere.
pub fn below(folder: &Path, file: &Path) -> Option<PathBuf> {
    let (folder, file) = (folder.canonicalize().ok()?, file.canonicalize().ok()?);
    file.strip_prefix(&folder).ok().map(Path::to_path_buf)
}

/// The bytes of an ordinary file of at most so many; `None` for any other.
pub fn small_file(path: &Path, most: u64) -> Option<Vec<u8>> {
    let data = path
        .metadata()
        .ok()
        .filter(|data| data.is_file() && data.len() <= most)?;
    let mut bytes = Vec::new();
    let limit = data.len().min(most);
    File::open(path).ok()?.take(limit + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_a_piece_has_the_hash_of_all_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("large.bin");
        let bytes = vec![7_u8; (1 << 16) + 5];
        std::fs::write(&file, &bytes).expect("written");
        let whole = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
        assert_eq!(sha256_of(&file).ok(), Some(whole));
        assert!(sha256_of(folder.path()).is_err());
        assert_eq!(small_file(&file, 10), None);
        assert_eq!(below(folder.path(), &file), Some("large.bin".into()));
    }
}
