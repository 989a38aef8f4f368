//! Answers: how is a file or folder that the user asked for written?
//! Invariant: whole or not at all: a temporary file beside it takes its place.

use std::io::Write;
use std::path::Path;

/// Writes a file that is none of the studio's records; an older one is replaced.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    staged(folder.unwrap_or(Path::new(".")), bytes)?.persist(path)?;
    Ok(())
}

/// Writes files of these names into a folder: none takes its place before all are on disk.
pub fn write_all_whole(folder: &Path, files: &[(String, Vec<u8>)]) -> std::io::Result<()> {
    let stage = |(name, bytes): &(String, Vec<u8>)| Ok((folder.join(name), staged(folder, bytes)?));
    let staged: Vec<_> = files.iter().map(stage).collect::<std::io::Result<_>>()?;
    for (path, file) in staged {
        file.persist(path)?;
    }
    Ok(())
}

/// A temporary file in the folder, safely on disk.
fn staged(folder: &Path, bytes: &[u8]) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".crops-");
    readable_as_usual(&mut builder);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Temporary files are private by default; this one becomes an ordinary file, as the user's umask says.
fn readable_as_usual(builder: &mut tempfile::Builder<'_, '_>) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = builder;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_files_take_their_places_together() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["a.csv", "b.csv"].map(|name| (name.to_owned(), name.as_bytes().to_vec()));
        write_all_whole(folder.path(), &files).unwrap();
        assert_eq!(std::fs::read(folder.path().join("b.csv")).unwrap(), b"b.csv");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        assert!(write_all_whole(&folder.path().join("none"), &files).is_err());
    }

    #[test]
    fn a_file_is_replaced_whole_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.csv");
        write_whole(&path, b"old and long").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_whole(&folder.path().join("none/plan.csv"), b"new").is_err());
    }
}

/// Whether something could be made in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Nothing is there, or an empty folder.
    Free,
    Taken,
}

/// Whether a whole folder may be made here.
pub fn room(path: &Path) -> std::io::Result<Room> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Room::Free),
        Err(error) => Err(error),
        Ok(data) if data.is_dir() => Ok(match std::fs::read_dir(path)?.next() {
            None => Room::Free,
            Some(_) => Room::Taken,
        }),
        Ok(_) => Ok(Room::Taken),
    }
}

/// Makes a folder and those above it; one that is there stays.
pub fn make_folder(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)
}
