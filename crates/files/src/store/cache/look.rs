//! Answers: is this a file or a folder, how large, and with which stamp?
//! Invariant: a link at the end of a path is not followed; where the studio's folder cannot be kept open, the whole path is walked.
//! Source: statx(2).

use super::stamp::Stamp;
use std::fs::{FileType, Metadata};
use std::path::{Path, PathBuf};

/// The folder of a studio, kept open: from there the way to each of its very many files is half as long.
pub struct Top {
    root: PathBuf,
    #[cfg(target_os = "linux")]
    open: Option<std::fs::File>,
}

/// What the system says of a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub kind: Kind,
    pub size: u64,
    /// `None` where the system tells too little.
    pub stamp: Option<Stamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Other,
}

impl Top {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            #[cfg(target_os = "linux")]
            open: std::fs::File::open(root).ok(),
        }
    }

    /// The path on disk.
    pub fn on_disk(&self, path: &Path) -> PathBuf {
        match path.as_os_str().is_empty() {
            true => self.root.clone(),
            false => self.root.join(path),
        }
    }

    /// `path`: from the studio's folder; empty for itself. `None`: nothing is there.
    pub fn look(&self, path: &Path) -> Option<Look> {
        self.look_from_top(path)
            .or_else(|| self.on_disk(path).symlink_metadata().ok().as_ref().map(Look::of))
    }

    #[cfg(target_os = "linux")]
    fn look_from_top(&self, path: &Path) -> Option<Look> {
        use rustix::fs::{AtFlags, StatxFlags, statx};
        let top = self.open.as_ref().filter(|_| !path.as_os_str().is_empty())?;
        let data = statx(top, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS).ok()?;
        Some(Look {
            kind: match rustix::fs::FileType::from_raw_mode(data.stx_mode.into()) {
                rustix::fs::FileType::RegularFile => Kind::File,
                rustix::fs::FileType::Directory => Kind::Folder,
                _ => Kind::Other,
            },
            size: data.stx_size,
            stamp: Stamp::of_statx(&data),
        })
    }

    #[cfg(not(target_os = "linux"))]
    fn look_from_top(&self, _: &Path) -> Option<Look> {
        None
    }
}

impl Look {
    pub fn of(data: &Metadata) -> Self {
        let kind = |kind: FileType| match (kind.is_file(), kind.is_dir()) {
            (true, _) => Kind::File,
            (_, true) => Kind::Folder,
            _ => Kind::Other,
        };
        Self {
            kind: kind(data.file_type()),
            size: data.len(),
            stamp: Stamp::of(data),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_look_from_the_top_is_a_look_along_the_whole_path() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("briefs/2026-11")).expect("folders");
        fs::write(folder.path().join("briefs/2026-11/brief.yml"), "crops: brief/v1\n").expect("a file");
        let top = Top::new(folder.path());
        for (path, kind) in [
            ("", Kind::Folder),
            ("briefs", Kind::Folder),
            ("briefs/2026-11/brief.yml", Kind::File),
        ] {
            let look = top.look(Path::new(path)).expect(path);
            let whole = folder.path().join(path).symlink_metadata().expect(path);
            assert_eq!(look, Look::of(&whole), "{path}");
            assert_eq!(look.kind, kind, "{path}");
        }
        assert_eq!(top.look(Path::new("team")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_file_nor_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("link")).expect("a link");
        let look = Top::new(folder.path()).look(Path::new("link"));
        assert_eq!(look.map(|look| look.kind), Some(Kind::Other));
    }
}
