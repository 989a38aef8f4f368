//! Answers: which picture do these bytes hold, and how large is it?
//! Invariant: only what begins as a picture of a known kind is one, whatever its name says; no byte beyond its head is decoded.
//! Source: PNG 3rd edition, 11.2.1; JPEG (T.81), B.2.2; GIF89a, 18; WebP container, VP8, VP8L and VP8X headers.

/// A picture that every browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raster {
    pub media_type: &'static str,
    /// In pixels, never 0.
    pub width: u32,
    pub height: u32,
}

/// No picture for a screen is larger.
const MOST_PIXELS: u32 = 30_000;

/// `None` for anything that is no PNG, JPEG, GIF or WebP with a size.
pub fn raster(bytes: &[u8]) -> Option<Raster> {
    let (media_type, (width, height)) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("image/png", png(bytes)?)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        ("image/jpeg", jpeg(bytes)?)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        ("image/gif", (little(bytes, 6, 2)?, little(bytes, 8, 2)?))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12)? == b"WEBP" {
        ("image/webp", webp(bytes)?)
    } else {
        return None;
    };
    let is_sound = |side: u32| (1..=MOST_PIXELS).contains(&side);
    (is_sound(width) && is_sound(height)).then_some(Raster {
        media_type,
        width,
        height,
    })
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))
}

/// The first frame header; what lies before it is passed over by its length.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        (*bytes.get(at)? == 0xff).then_some(())?;
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            0xc4 | 0xc8 | 0xcc => at += 2 + length(bytes, at)?,
            0xc0..=0xcf => return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?)),
            0xd8..=0xda => return None,
            _ => at += 2 + length(bytes, at)?,
        }
    }
}

/// Of a segment, its own two bytes included.
fn length(bytes: &[u8], at: usize) -> Option<usize> {
    let length = big(bytes, at + 2, 2)?;
    usize::try_from(length).ok().filter(|length| *length >= 2)
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8L" => {
            (*bytes.get(20)? == 0x2f).then_some(())?;
            let packed = little(bytes, 21, 4)?;
            Some(((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1))
        }
        b"VP8 " => {
            (bytes.get(23..26)? == b"\x9d\x01\x2a").then_some(())?;
            Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff))
        }
        _ => None,
    }
}

fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(count)?)?;
    Some(part.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(count)?)?;
    Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bytes: &[u8]) -> Option<(&'static str, u32, u32)> {
        raster(bytes).map(|found| (found.media_type, found.width, found.height))
    }

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x02\x58\x08\x06\0\0\0";
        assert_eq!(size(png), Some(("image/png", 800, 600)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc0\0\x11\x08\x01\x2c\x01\x90\x03";
        assert_eq!(size(jpeg), Some(("image/jpeg", 400, 300)));
        assert_eq!(size(b"GIF89a\x10\0\x20\0\0"), Some(("image/gif", 16, 32)));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x1f\0\0";
        assert_eq!(size(webp), Some(("image/webp", 16, 32)));
    }

    #[test]
    fn nothing_else_is_a_picture_and_nothing_cut_off_is() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\x02\x58";
        for cut in 0..png.len() {
            assert_eq!(size(&png[..cut]), None, "{cut}");
        }
        for bytes in [
            &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..],
            b"\xff\xd8\xff\xe0\0\0",
            b"\xff\xd8\xff\xff\xff\xff",
            b"GIF89a\0\0\0\0",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\0\0\x02\x58",
            b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0",
            b"",
        ] {
            assert_eq!(size(bytes), None, "{bytes:?}");
        }
    }
}
