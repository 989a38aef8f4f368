//! Answers: is an object still at hand that was read lately?
//! Invariant: one stretch of memory of a fixed size, written round and round: what is new takes the place of what is oldest.

use super::pack_index::Place;

/// How many objects can be told apart; two may share a number.
const SLOTS: usize = 1 << 15;

pub(super) struct Ring {
    bytes: Vec<u8>,
    most: usize,
    /// How many bytes were ever written.
    written: u64,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    at: Option<Place>,
    /// Counted like `written`.
    start: u64,
    length: usize,
}

impl Ring {
    pub fn new(most: usize) -> Self {
        Self {
            // whole from the beginning: where it grew piece by piece, the pieces would stay with the thread that wrote it
            bytes: Vec::with_capacity(most),
            most,
            written: 0,
            slots: vec![Slot::default(); SLOTS],
        }
    }

    pub fn find(&self, at: Place) -> Option<&[u8]> {
        let pair = self.slots.get(pair(at)..)?.iter().take(2);
        let slot = pair.into_iter().find(|slot| slot.at == Some(at))?;
        (slot.start + self.most as u64 >= self.written).then_some(())?;
        let start = (slot.start % self.most as u64) as usize;
        self.bytes.get(start..start + slot.length)
    }

    /// What is too large for it is not kept.
    pub fn keep(&mut self, at: Place, bytes: &[u8]) {
        if bytes.len() > self.most / 4 {
            return;
        }
        let mut place = (self.written % self.most as u64) as usize;
        if place + bytes.len() > self.most {
            self.written += (self.most - place) as u64;
            place = 0;
        }
        let replaced = self.bytes.len().min(place + bytes.len()).saturating_sub(place);
        self.bytes[place..place + replaced].copy_from_slice(&bytes[..replaced]);
        self.bytes.extend_from_slice(&bytes[replaced..]);
        let slots = self.slots.iter_mut().skip(pair(at)).take(2);
        if let Some(oldest) = slots.min_by_key(|slot| (slot.at != Some(at), slot.start)) {
            *oldest = Slot {
                at: Some(at),
                start: self.written,
                length: bytes.len(),
            };
        }
        self.written += bytes.len() as u64;
    }
}

/// The first of two slots.
fn pair(at: Place) -> usize {
    let mixed = (at.offset ^ (u64::from(at.pack) << 48)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize % (SLOTS / 2) * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(offset: u64) -> Place {
        Place { pack: 0, offset }
    }

    #[test]
    fn what_is_new_takes_the_place_of_what_is_oldest() {
        let mut ring = Ring::new(100);
        for number in 0..1_000_u64 {
            let length = (number * 7 % 26) as usize;
            ring.keep(at(number), &vec![number as u8; length]);
            assert_eq!(ring.find(at(number)), Some(&vec![number as u8; length][..]), "{number}");
            for known in 0..number {
                let length = (known * 7 % 26) as usize;
                let found = ring.find(at(known));
                assert!(
                    found.is_none_or(|found| found == vec![known as u8; length]),
                    "{known} after {number}"
                );
            }
            assert!(number < 2 || ring.find(at(number - 1)).is_some());
            assert!(ring.bytes.len() <= 100);
        }
        assert_eq!(ring.find(at(900)), None);
        ring.keep(at(5_000), &[1; 26]);
        assert_eq!(ring.find(at(5_000)), None, "more than a quarter");
    }
}
