//! Answers: what is still free of everybody, and from where on is it known that a want fits no more?
//! Invariant: while tasks are placed, free time only shrinks: where nothing fitted, nothing will, until something is given back.
//! Source: serial schedule generation, Kolisch (1996); work is counted in steps, never in time.

/// What one schedule has left of everybody.
pub(super) struct Room {
    /// By open slot of each lane, as [`super::lanes::Lanes::capacity`].
    pub free: Vec<u16>,
    /// By [`super::compiled::Candidate::memory`].
    shut: Vec<Shut>,
    memory: Memory,
    /// Places that were tried and stretches that were passed over, in all schedules so far.
    pub steps: u64,
}

/// Ends of a span, in open slots, at which a want is known not to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shut {
    /// Ascending, apart from each other.
    ranges: Vec<Ends>,
}

/// The ends after the first, up to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub after: u32,
    pub upto: u32,
}

/// Beyond so many, what is found is not kept.
const MOST_RANGES: usize = 256;

static NOTHING_KNOWN: Shut = Shut { ranges: Vec::new() };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Memory {
    Kept,
    /// Something was given back: what was full may not be.
    Lost,
}

impl Shut {
    /// The latest end up to this one that is not ruled out.
    pub fn below(&self, end: u32) -> u32 {
        let at = self.ranges.partition_point(|known| known.upto < end);
        match self.ranges.get(at) {
            Some(known) if known.after < end => known.after,
            _ => end,
        }
    }

    fn note(&mut self, ends: Ends) {
        let first = self.ranges.partition_point(|known| known.upto < ends.after);
        let touched = self.ranges[first..].partition_point(|known| known.after <= ends.upto);
        if touched > 0 {
            let (low, high) = (self.ranges[first], self.ranges[first + touched - 1]);
            self.ranges[first] = Ends {
                after: low.after.min(ends.after),
                upto: high.upto.max(ends.upto),
            };
            self.ranges.drain(first + 1..first + touched);
        } else if self.ranges.len() < MOST_RANGES {
            self.ranges.insert(first, ends);
        }
    }
}

impl Room {
    pub fn of(capacity: &[u16], memories: usize) -> Self {
        Self {
            free: capacity.to_vec(),
            shut: vec![Shut::default(); memories],
            memory: Memory::Kept,
            steps: 0,
        }
    }

    /// Everything is free again.
    pub fn clear(&mut self, capacity: &[u16]) {
        self.free.copy_from_slice(capacity);
        self.forget();
        self.memory = Memory::Kept;
    }

    /// What is known of a candidate.
    pub fn shut(&self, memory: Option<u32>) -> &Shut {
        memory.map_or(&NOTHING_KNOWN, |memory| &self.shut[memory as usize])
    }

    pub fn note(&mut self, memory: Option<u32>, ends: Ends) {
        if let (Some(memory), Memory::Kept) = (memory, self.memory)
            && ends.after < ends.upto
        {
            self.shut[memory as usize].note(ends);
        }
    }

    /// Gives back what was taken at one place.
    pub fn give_back(&mut self, at: usize, amount: u16) {
        self.free[at] = self.free[at].saturating_add(amount);
        if self.memory == Memory::Kept {
            self.forget();
            self.memory = Memory::Lost;
        }
    }

    fn forget(&mut self) {
        for shut in &mut self.shut {
            shut.ranges.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shut(ranges: &[(u32, u32)]) -> Shut {
        let ranges = ranges.iter().map(|(after, upto)| Ends {
            after: *after,
            upto: *upto,
        });
        Shut {
            ranges: ranges.collect(),
        }
    }

    #[test]
    fn ranges_that_touch_become_one() {
        type Ranges = &'static [(u32, u32)];
        let cases: [(&str, Ranges, (u32, u32), Ranges); 6] = [
            ("nothing known", &[], (4, 9), &[(4, 9)]),
            ("below it", &[(4, 9)], (2, 4), &[(2, 9)]),
            ("above it", &[(4, 9)], (9, 12), &[(4, 12)]),
            ("within it", &[(4, 9)], (5, 6), &[(4, 9)]),
            (
                "between two",
                &[(4, 9), (20, 30)],
                (12, 13),
                &[(4, 9), (12, 13), (20, 30)],
            ),
            (
                "across two",
                &[(4, 9), (20, 30), (40, 50)],
                (8, 20),
                &[(4, 30), (40, 50)],
            ),
        ];
        for (name, known, (after, upto), expected) in cases {
            let mut own = shut(known);
            own.note(Ends { after, upto });
            assert_eq!(own, shut(expected), "{name}");
        }
        let own = shut(&[(4, 9), (20, 30)]);
        assert_eq!(
            [4, 5, 9, 10, 20, 21, 31].map(|end| own.below(end)),
            [4, 4, 4, 10, 20, 20, 31]
        );
    }

    #[test]
    fn what_is_given_back_may_be_looked_for_again() {
        let ends = Ends { after: 1, upto: 4 };
        let mut room = Room::of(&[5; 4], 1);
        room.note(Some(0), ends);
        assert_eq!(room.shut(Some(0)).below(4), 1);
        room.give_back(2, 1);
        assert_eq!(room.shut(Some(0)).below(4), 4);
        room.note(Some(0), ends);
        assert_eq!(
            room.shut(Some(0)).below(4),
            4,
            "nothing holds for good before all is free again"
        );
        room.clear(&[5; 4]);
        room.note(Some(0), ends);
        assert_eq!(room.shut(Some(0)).below(4), 1);
    }
}
