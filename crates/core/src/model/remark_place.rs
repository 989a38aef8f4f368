//! Answers: to which spot of a proof, or which field of a brief, does a remark point?
//! Invariant: what is kept here can be written back as it was read; nothing lies outside of the picture.

/// At least one of its parts is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkPlace {
    /// In a film or a sound.
    pub at: Option<TimeCode>,
    /// Counted from 1.
    pub page: Option<u32>,
    /// On the picture, the page, or the frame at that time.
    pub point: Option<Point>,
    /// A key of the brief, such as `message`.
    pub field: Option<Box<str>>,
    /// Somebody's own words for it.
    pub words: Option<Box<str>>,
}

/// A point of a picture, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub x: PartOfWhole,
    pub y: PartOfWhole,
}

/// A part of a width or a height, in millionths: never under 0 or over 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartOfWhole(u32);

/// A moment of a film, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeCode {
    written: Box<str>,
    /// Since the beginning, without the frames.
    milliseconds: u64,
    /// Of the second; how many a second has is not said.
    frames: u32,
}

const MILLION: u32 = 1_000_000;
/// No second has more frames than this.
const MOST_FRAMES: u64 = 240;
const MOST_HOURS: u64 = 100;

impl PartOfWhole {
    /// `0.71`, `0,71`, `0`, `1`; digits after the sixth are left out.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let is_number = |digits: &str| matches!(digits.len(), 1..=15) && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(part) {
            return None;
        }
        let six: String = part.chars().chain("000000".chars()).take(6).collect();
        let millionths = whole.parse::<u64>().ok()? * u64::from(MILLION) + six.parse::<u64>().ok()?;
        let is_inside = millionths < u64::from(MILLION) || (whole.trim_start_matches('0') == "1" && is_zero(part));
        is_inside.then(|| u32::try_from(millionths).ok().map(Self)).flatten()
    }

    /// 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / f64::from(MILLION)
    }

    /// As it is written in a file: `0.71`.
    pub fn text(self) -> String {
        let (whole, part) = (self.0 / MILLION, self.0 % MILLION);
        let part = format!("{part:06}");
        match part.trim_end_matches('0') {
            "" => whole.to_string(),
            part => format!("{whole}.{part}"),
        }
    }
}

fn is_zero(digits: &str) -> bool {
    digits.bytes().all(|b| b == b'0')
}

impl TimeCode {
    /// `00:00:12`, `00:00:12.5`, `00:00:12:05` with frames (`;05` where frames are dropped), or `12.5s`.
    pub fn parse(text: &str) -> Option<Self> {
        let (milliseconds, frames) = match text.strip_suffix('s') {
            Some(seconds) => (milliseconds(seconds)?, 0),
            None => clock(text)?,
        };
        Some(Self {
            written: text.into(),
            milliseconds,
            frames,
        })
    }

    pub fn text(&self) -> &str {
        &self.written
    }

    /// In the order of the film.
    pub fn order(&self) -> (u64, u32) {
        (self.milliseconds, self.frames)
    }
}

/// Milliseconds and frames of `hh:mm:ss` with what may follow.
fn clock(text: &str) -> Option<(u64, u32)> {
    let mut parts = text.split([':', ';']);
    let hours = two(parts.next()?, MOST_HOURS)?;
    let minutes = two(parts.next()?, 60)?;
    let seconds = milliseconds(parts.next()?).filter(|milliseconds| *milliseconds < 60_000)?;
    let frames = match parts.next() {
        Some(frames) if seconds % 1_000 == 0 => two(frames, MOST_FRAMES)?,
        Some(_) => return None,
        None => 0,
    };
    let is_drop_frame_mark_last = text.find(';').is_none_or(|at| !text[at + 1..].contains([':', ';']));
    let is_whole = parts.next().is_none() && is_drop_frame_mark_last;
    let total = (hours * 60 + minutes) * 60_000 + seconds;
    is_whole
        .then(|| u32::try_from(frames).ok().map(|frames| (total, frames)))
        .flatten()
}

/// A number of two or three digits under `limit`.
fn two(text: &str, limit: u64) -> Option<u64> {
    let sound = matches!(text.len(), 2..=3) && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten().filter(|n| *n < limit)
}

/// Of `12.5`: up to a hundred hours.
fn milliseconds(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number =
        |digits: &str, most: usize| (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole, 6) || !is_number(part, 9) {
        return None;
    }
    let three: String = part.chars().chain("000".chars()).take(3).collect();
    let total = whole.parse::<u64>().ok()? * 1_000 + three.parse::<u64>().ok()?;
    (total < MOST_HOURS * 3_600_000).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_whole_is_read_exactly_and_written_back() {
        for (typed, read) in [
            ("0.71", Some("0.71")),
            ("0,120", Some("0.12")),
            ("0", Some("0")),
            ("1", Some("1")),
            ("1.000", Some("1")),
            ("0.1234567", Some("0.123456")),
            ("1.01", None),
            ("1.0000000001", None),
            ("-0.1", None),
            ("71", None),
            (".5", None),
            ("1e-3", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            let part = PartOfWhole::parse(typed).map(PartOfWhole::text);
            assert_eq!(part.as_deref(), read, "{typed}");
        }
    }

    #[test]
    fn a_time_code_is_read_with_frames_or_seconds() {
        for (typed, read) in [
            ("00:00:12:05", Some((12_000, 5))),
            ("00:00:12;05", Some((12_000, 5))),
            ("01:02:03", Some((3_723_000, 0))),
            ("00:00:12.5", Some((12_500, 0))),
            ("12.5s", Some((12_500, 0))),
            ("90s", Some((90_000, 0))),
            ("00:60:00", None),
            ("00:00:60", None),
            ("00;00:12:05", None),
            ("00:00:12.5:05", None),
            ("00:00:12:05:01", None),
            ("00:00:12:300", None),
            ("12", None),
            ("12:05", None),
            ("s", None),
            ("-1s", None),
            ("", None),
        ] {
            assert_eq!(TimeCode::parse(typed).map(|code| code.order()), read, "{typed}");
        }
    }
}
