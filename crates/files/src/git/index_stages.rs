//! Answers: does git's index hold a file in two versions?
//! Invariant: `None` for whatever is not plainly an index of version 2 or 3 that stands alone.
//! Source: git's `gitformat-index.txt`.

/// Times, device, inode, mode, owner, size and id come before the flags of an entry.
const BEFORE_FLAGS: usize = 60;
const STAGE: u16 = 0x3000;
const EXTENDED: u16 = 0x4000;
const NAME_LENGTH: usize = 0x0fff;

/// After the entries: the entries of another file belong to it as well.
const SPLIT: &[u8; 4] = b"link";

/// The checksum at the end.
const ID: usize = 20;

/// Whether no entry waits for somebody to choose.
pub fn all_are_settled(bytes: &[u8]) -> Option<bool> {
    let (head, mut rest) = bytes.split_at_checked(12)?;
    let version = head.strip_prefix(b"DIRC").and_then(number)?;
    let count = number(&head[8..])?;
    if !(2..=3).contains(&version) {
        return None;
    }
    for _ in 0..count {
        let flags = u16::from_be_bytes(*rest.get(BEFORE_FLAGS..)?.first_chunk()?);
        if flags & STAGE != 0 {
            return Some(false);
        }
        rest = rest.get(length(rest, flags)?..)?;
    }
    while rest.len() > ID {
        if rest.starts_with(SPLIT) {
            return None;
        }
        let size = usize::try_from(number(rest.get(4..)?)?).ok()?;
        rest = rest.get(8..)?.get(size..)?;
    }
    (rest.len() == ID).then_some(true)
}

/// Of an entry with its name and what fills it up to a multiple of eight, at least one zero.
fn length(entry: &[u8], flags: u16) -> Option<usize> {
    let start = BEFORE_FLAGS + if flags & EXTENDED == 0 { 2 } else { 4 };
    let name = match usize::from(flags) & NAME_LENGTH {
        // a longer one ends where it ends
        NAME_LENGTH => entry.get(start..)?.iter().position(|byte| *byte == 0)?,
        short => short,
    };
    let end = (start + name) / 8 * 8 + 8;
    entry
        .get(start + name..end)?
        .iter()
        .all(|byte| *byte == 0)
        .then_some(end)
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|four| u32::from_be_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, flags: u16) -> Vec<u8> {
        let mut out = vec![7; BEFORE_FLAGS];
        let length = name.len().min(NAME_LENGTH) as u16;
        out.extend((flags | length).to_be_bytes());
        if flags & EXTENDED != 0 {
            out.extend([0, 0]);
        }
        out.extend(name.bytes());
        out.resize(out.len() / 8 * 8 + 8, 0);
        out
    }

    fn index(version: u32, entries: &[Vec<u8>], extension: &[u8]) -> Vec<u8> {
        let mut out = b"DIRC".to_vec();
        out.extend(version.to_be_bytes());
        out.extend((entries.len() as u32).to_be_bytes());
        out.extend(entries.concat());
        out.extend(extension);
        out.extend([9; ID]);
        out
    }

    #[test]
    fn stages_are_seen_behind_names_of_any_length() {
        let names: Vec<String> = [1, 7, 8, 9, 100, 4_094, 4_095, 5_000]
            .map(|length| "a".repeat(length))
            .into();
        let entries: Vec<Vec<u8>> = names.iter().map(|name| entry(name, 0)).collect();
        assert_eq!(all_are_settled(&index(2, &entries, b"")), Some(true));
        assert_eq!(all_are_settled(&index(2, &entries, b"TREE\0\0\0\x02ab")), Some(true));
        let kept: Vec<Vec<u8>> = names.iter().map(|name| entry(name, EXTENDED)).collect();
        assert_eq!(all_are_settled(&index(3, &kept, b"")), Some(true));
        for stage in [0x1000, 0x2000, 0x3000] {
            let waits = [entries.clone(), vec![entry("b", stage)]].concat();
            assert_eq!(all_are_settled(&index(2, &waits, b"")), Some(false));
        }
    }

    #[test]
    fn what_is_not_plainly_written_is_not_judged() {
        let entries = [entry("crops.yml", 0)];
        let whole = index(2, &entries, b"");
        assert_eq!(all_are_settled(&index(4, &entries, b"")), None);
        assert_eq!(all_are_settled(&index(2, &entries, b"link\0\0\0\0")), None);
        for cut in 0..whole.len() {
            assert_eq!(all_are_settled(&whole[..cut]), None, "{cut}");
        }
        let mut odd = whole.clone();
        odd[8..12].copy_from_slice(&2_u32.to_be_bytes());
        assert_eq!(all_are_settled(&odd), None);
        assert_eq!(all_are_settled(&[whole, vec![0]].concat()), None);
        assert_eq!(all_are_settled(b""), None);
    }
}
