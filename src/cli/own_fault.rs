//! Answers: what becomes of a write that hits a fault of ours, at a call that a test chooses?
//! Invariant: only in builds with debug assertions; what users install never looks at the variable.

use super::context::World;
use crate::store::disk::{Call, Faults};
use std::cell::Cell;
use std::io;
use std::path::Path;

/// Holds the call of a write, counted from 0, before which the program panics.
pub const VARIABLE: Option<&str> = if cfg!(debug_assertions) {
    Some("CROPS_TEST_PANIC")
} else {
    None
};

/// Counts calls, and panics before one of them.
#[derive(Debug)]
pub struct OwnFault {
    /// Calls until then; `None`: never.
    left: Cell<Option<u32>>,
}

impl OwnFault {
    pub fn of(world: &World) -> Self {
        let told = VARIABLE.and_then(|name| world.variable(name));
        Self {
            left: Cell::new(told.and_then(|number| number.parse().ok())),
        }
    }
}

impl Faults for OwnFault {
    #[expect(clippy::panic, reason = "the fault that a test asked for")]
    fn before(&self, call: Call, _: &Path) -> io::Result<()> {
        match self.left.get() {
            Some(0) => panic!("a test asked for a fault before {call:?}"),
            Some(left) => self.left.set(Some(left - 1)),
            None => {}
        }
        Ok(())
    }
}
