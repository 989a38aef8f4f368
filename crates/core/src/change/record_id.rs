//! Answers: which short id does a new file beside a brief get?
//! Invariant: eight characters of Crockford's alphabet; the same seed gives the same id unless it is taken.
//! Source: design, "Gates and approvals", names of verdict files.

use crate::model::id::CROCKFORD;

const LENGTH: u32 = 8;

/// The first id from the seed on that is free.
pub fn free_id(seed: u64, is_taken: impl Fn(&str) -> bool) -> String {
    let mut next = seed;
    loop {
        let id = text(next);
        if !is_taken(&id) {
            return id;
        }
        next = next.wrapping_add(1);
    }
}

fn text(seed: u64) -> String {
    let letters = (0..LENGTH).rev().map(|at| CROCKFORD[(seed >> (5 * at) & 31) as usize]);
    letters.map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_free_id_is_taken() {
        assert_eq!(free_id(7, |_| false), "00000007");
        assert_eq!(free_id(7, |id| matches!(id, "00000007" | "00000008")), "00000009");
    }
}
