//! Answers: is this still the file that was read, as far as the file system can tell?
//! Invariant: equal stamps mean an unchanged file, once the file had been left alone before it was read.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::bytes::{Rest, put_number};

/// Seconds and nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    seconds: u64,
    nanoseconds: u64,
}

impl Moment {
    pub fn of(time: SystemTime) -> Option<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        Some(Self {
            seconds: since.as_secs(),
            nanoseconds: since.subsec_nanos().into(),
        })
    }

    fn after(self, pause: Duration) -> Option<Self> {
        let nanoseconds = self.nanoseconds + u64::from(pause.subsec_nanos());
        Some(Self {
            seconds: self
                .seconds
                .checked_add(pause.as_secs() + nanoseconds / 1_000_000_000)?,
            nanoseconds: nanoseconds % 1_000_000_000,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: Moment,
    /// Of the file's own record: no program can set it back.
    changed: Moment,
    size: u64,
    inode: u64,
    device: u64,
}

impl Stamp {
    /// `None` where the system tells too little: such files are always read.
    #[cfg(unix)]
    pub fn of(data: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let moment = |seconds: i64, nanoseconds: i64| {
            Some(Moment {
                seconds: seconds.try_into().ok()?,
                nanoseconds: nanoseconds.try_into().ok()?,
            })
        };
        Some(Self {
            modified: moment(data.mtime(), data.mtime_nsec())?,
            changed: moment(data.ctime(), data.ctime_nsec())?,
            size: data.size(),
            inode: data.ino(),
            device: data.dev(),
        })
    }

    #[cfg(not(unix))]
    pub fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// The same numbers, where they were asked for from an open folder.
    #[cfg(target_os = "linux")]
    pub fn of_statx(data: &rustix::fs::Statx) -> Option<Self> {
        let moment = |time: rustix::fs::StatxTimestamp| {
            Some(Moment {
                seconds: time.tv_sec.try_into().ok()?,
                nanoseconds: time.tv_nsec.into(),
            })
        };
        Some(Self {
            modified: moment(data.stx_mtime)?,
            changed: moment(data.stx_ctime)?,
            size: data.stx_size,
            inode: data.stx_ino,
            device: rustix::fs::makedev(data.stx_dev_major, data.stx_dev_minor),
        })
    }

    /// Whether nobody had touched the file for this long before `now`.
    pub fn was_settled(&self, now: Moment, pause: Duration) -> bool {
        let last = self.modified.max(self.changed);
        last.after(pause).is_some_and(|quiet| quiet <= now)
    }

    pub fn write(&self, out: &mut Vec<u8>) {
        let moments = [self.modified, self.changed];
        let numbers = moments
            .into_iter()
            .flat_map(|moment| [moment.seconds, moment.nanoseconds]);
        for number in numbers.chain([self.size, self.inode, self.device]) {
            put_number(out, number);
        }
    }

    pub fn read(rest: &mut Rest<'_>) -> Option<Self> {
        let mut moment = || {
            Some(Moment {
                seconds: rest.number()?,
                nanoseconds: rest.number()?,
            })
        };
        let (modified, changed) = (moment()?, moment()?);
        Some(Self {
            modified,
            changed,
            size: rest.number()?,
            inode: rest.number()?,
            device: rest.number()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_touched_a_moment_ago_is_not_settled() {
        let at = |seconds, nanoseconds| Moment { seconds, nanoseconds };
        let stamp = |modified, changed| Stamp {
            modified,
            changed,
            size: 0,
            inode: 0,
            device: 0,
        };
        let now = at(100, 500_000_000);
        for (modified, changed, settled) in [
            (at(98, 500_000_000), at(90, 0), true),
            (at(98, 500_000_001), at(90, 0), false),
            (at(90, 0), at(99, 0), false),
            (at(101, 0), at(90, 0), false),
        ] {
            let stamp = stamp(modified, changed);
            assert_eq!(stamp.was_settled(now, Duration::from_secs(2)), settled, "{stamp:?}");
        }
    }
}
