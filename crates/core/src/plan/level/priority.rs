//! Answers: in which order are the tasks placed?
//! Invariant: backward a task comes after all that wait for it, forward after all it waits for; ties go by the numbers of the tasks.
//! Source: design, "People"; priority rules after Kolisch (1996).

use super::compiled::Compiled;
use super::problem::Direction;

/// The keys of one of the known rules; `None`: there are no more.
///
/// Rule 0 is first the task with the largest (launch − length of its longest chain + earliest start); forward, with the smallest.
/// The others weigh the two otherwise; the last puts groups of higher priority before all others.
pub(super) fn rule(compiled: &Compiled<'_>, direction: Direction, number: u32) -> Option<Vec<i32>> {
    let share = match number {
        0 | 4 => 2,
        1 => 0,
        2 => 3,
        3 => 1,
        _ => return None,
    };
    let early = compiled.early.iter().map(|(start, _)| *start);
    let key = early.zip(&compiled.late).map(|(early, late)| match (late, direction) {
        (Some((late, _)), _) => {
            early
                .saturating_mul(share)
                .saturating_add(late.saturating_mul(4 - share))
                / 2
        }
        // Nothing pulls it, so nothing comes of its place.
        (None, Direction::Backward) => i32::MAX,
        (None, Direction::Forward) => early.saturating_mul(2),
    });
    let mut keys: Vec<i32> = key.collect();
    if number == 4 && !put_first(compiled, direction, &mut keys) {
        return None;
    }
    Some(keys)
}

/// Sets groups apart by their priority. False: all have the same.
fn put_first(compiled: &Compiled<'_>, direction: Direction, keys: &mut [i32]) -> bool {
    /// More than any two keys are apart within the years that are planned.
    const APART: i32 = 1 << 22;
    let mut priorities: Vec<i32> = compiled.groups.iter().map(|group| group.priority).collect();
    priorities.sort_unstable();
    priorities.dedup();
    for (key, task) in keys.iter_mut().zip(&compiled.tasks) {
        let Some(group) = compiled.groups.get(task.group as usize) else {
            continue;
        };
        let step = priorities.partition_point(|known| *known < group.priority).min(100) as i32 * APART;
        *key = match direction {
            Direction::Backward => key.saturating_add(step),
            Direction::Forward => key.saturating_sub(step),
        };
    }
    priorities.len() > 1
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
