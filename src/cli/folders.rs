//! Answers: in which folders are studios looked for?
//! Invariant: a mistyped folder never leads to the studio around it, and no `-C` is forgotten in silence.

use super::args::GlobalArgs;
use crate::report::failure::{DirectoryFault, Failure, Usage};
use crate::store::find::is_folder;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Every `-C`, from the current folder. Of several, one that is not there has its place: the others answer.
///
/// # Errors
/// When the only one is not there.
pub(super) fn folders(current: &Path, asked: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    match asked {
        [one] => Ok(vec![there(current, one)?]),
        several => Ok(several.iter().map(|folder| current.join(folder)).collect()),
    }
}

/// A folder that is there, from the current one.
///
/// # Errors
/// When it is not, by the name that was typed.
pub(super) fn there(current: &Path, asked: &Path) -> Result<PathBuf, Failure> {
    let path = current.join(asked);
    if is_folder(&path) {
        return Ok(path);
    }
    let path = asked.display().to_string();
    Err(Failure::Usage(Usage::Directory(DirectoryFault::Missing { path })))
}

/// Whether `-C` stands on both sides of the command: of a repeated flag, clap then keeps one side and forgets the other.
pub(super) fn has_lost_folders(arguments: &[OsString], global: &GlobalArgs) -> bool {
    let words = arguments
        .iter()
        .skip(1)
        .map_while(|word| word.to_str())
        .take_while(|word| *word != "--");
    let is_flag = |word: &&str| word.starts_with("-C") || *word == "--directory" || word.starts_with("--directory=");
    words.filter(is_flag).count() > global.directory.len()
}
