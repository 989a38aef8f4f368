//! Answers: how are numbers, texts and lists laid out in the cache, and do these bytes hold what was written?
//! Invariant: reading never goes past the end; a short or odd text gives `None`.

use crate::model::place::Span;

/// Stands for bytes: eight at a time, for all that is used of the cache goes through here.
/// Every step can be undone, so that a change within eight bytes is never missed.
pub fn check(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain([&last]);
    words.fold(bytes.len() as u64, |sum, word| {
        (sum.rotate_left(29) ^ u64::from_le_bytes(*word)).wrapping_mul(ODD)
    })
}

pub fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

pub fn put_span(out: &mut Vec<u8>, span: Span) {
    for number in [span.line, span.column, span.start, span.end.wrapping_sub(span.start)] {
        put_number(out, u64::from(number));
    }
}

/// A list: how many there are, then each.
pub fn members<'b, T>(rest: &mut Rest<'b>, mut one: impl FnMut(&mut Rest<'b>) -> Option<T>) -> Option<Vec<T>> {
    let count = rest.length()?;
    // each takes bytes of its own: a made-up count reserves nothing
    let mut members = Vec::with_capacity(count.min(rest.0.len()).min(64));
    for _ in 0..count {
        members.push(one(rest)?);
    }
    Some(members)
}

/// What is left to read.
pub struct Rest<'b>(pub &'b [u8]);

impl<'b> Rest<'b> {
    pub fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|one| one[0])
    }

    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub fn length(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.length()?;
        self.take(length)
    }

    pub fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub fn span(&mut self) -> Option<Span> {
        let (line, column, start) = (self.small()?, self.small()?, self.small()?);
        Some(Span {
            line,
            column,
            start,
            end: start.wrapping_add(self.small()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_bit_or_length_changes_the_check() {
        let bytes: Vec<u8> = (0..100).collect();
        let whole = check(&bytes);
        for at in 0..bytes.len() {
            assert_ne!(check(&bytes[..at]), whole, "cut at {at}");
            for bit in 0..8 {
                let mut other = bytes.clone();
                other[at] ^= 1 << bit;
                assert_ne!(check(&other), whole, "bit {bit} of {at}");
            }
        }
        assert_ne!(check(&[0; 8]), check(&[0; 9]));
    }
}
