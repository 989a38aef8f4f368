//! Answers: in which order are the tasks placed?
//! Invariant: backward a task comes after all that wait for it, forward after all it waits for; ties go by the numbers of the tasks.
//! Source: design, "People"; priority rules after Kolisch (1996).

use super::compiled::Compiled;
use super::problem::Direction;

/// First the task with the largest (launch − length of its longest chain + earliest start); forward, with the smallest.
pub(super) fn rule(compiled: &Compiled<'_>, direction: Direction) -> Vec<u32> {
    let early = compiled.early.iter().map(|(start, _)| *start);
    let key = early.zip(&compiled.late).map(|(early, late)| match (late, direction) {
        (Some((late, _)), _) => early.saturating_add(*late),
        // Nothing pulls it, so nothing comes of its place.
        (None, Direction::Backward) => i32::MAX,
        (None, Direction::Forward) => early.saturating_mul(2),
    });
    let mut keys: Vec<i32> = key.collect();
    let mut order = Order::default();
    order.sort(compiled, &mut keys, direction);
    order.tasks
}

/// An order of tasks and what it takes to sort them, kept for the next time.
#[derive(Default)]
pub(super) struct Order {
    pub tasks: Vec<u32>,
    packed: Vec<u64>,
}

impl Order {
    /// By key, as far as links allow: backward from the largest, forward from the smallest.
    /// A task whose neighbour has to come first waits for it: `keys` is changed to say so.
    pub fn sort(&mut self, compiled: &Compiled<'_>, keys: &mut [i32], direction: Direction) {
        let tasks = keys.len() as u32;
        match direction {
            Direction::Backward => {
                for task in (0..tasks).rev() {
                    let succs = compiled.succs(task).iter().map(|succ| keys[*succ as usize]);
                    let least = succs.fold(keys[task as usize], i32::min);
                    keys[task as usize] = least;
                }
            }
            Direction::Forward => {
                for task in 0..tasks {
                    let preds = compiled.preds(task).iter().map(|pred| keys[*pred as usize]);
                    let most = preds.fold(keys[task as usize], i32::max);
                    keys[task as usize] = most;
                }
            }
        }
        self.packed.clear();
        let packed = keys.iter().zip(0_u64..).map(|(key, task)| pack(*key) | task);
        self.packed.extend(packed);
        self.packed.sort_unstable();
        self.tasks.clear();
        match direction {
            Direction::Backward => self.tasks.extend(self.packed.iter().rev().map(|task| *task as u32)),
            Direction::Forward => self.tasks.extend(self.packed.iter().map(|task| *task as u32)),
        }
    }
}

/// Ordered as the key, in the upper half.
fn pack(key: i32) -> u64 {
    u64::from(key.wrapping_sub(i32::MIN) as u32) << 32
}
