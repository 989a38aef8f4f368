//! Answers: which bytes does git store for the bytes on disk?
//! Invariant: only line ends are converted, as git would; a file that needs another filter is refused, never stored wrongly.
//! Source: gitattributes(5), "Effects"; git's `convert.c`.

use std::borrow::Cow;

/// What the attributes and settings ask for on the way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    None,
    /// `text`: every CRLF becomes LF.
    Always,
    /// `text=auto`: the same, for text that is not stored with CRLF already.
    Auto,
}

/// The values of the attributes that decide, as far as they are given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attributes<'a> {
    pub text: Attribute<'a>,
    pub crlf: Attribute<'a>,
    pub eol: Attribute<'a>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Attribute<'a> {
    #[default]
    Unspecified,
    Set,
    Unset,
    Value(&'a str),
}

/// `autocrlf`: whether `core.autocrlf` is `true` or `input`.
pub(super) fn conversion(attributes: Attributes<'_>, autocrlf: Autocrlf) -> Conversion {
    let text = match attributes.text {
        Attribute::Unspecified => attributes.crlf,
        given => given,
    };
    match text {
        Attribute::Unset => Conversion::None,
        Attribute::Value("auto") => Conversion::Auto,
        Attribute::Set | Attribute::Value("input") => Conversion::Always,
        Attribute::Unspecified | Attribute::Value(_) => match (attributes.eol, autocrlf) {
            (Attribute::Value("lf" | "crlf"), _) => Conversion::Always,
            (_, Autocrlf::On) => Conversion::Auto,
            (_, Autocrlf::Off) => Conversion::None,
        },
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Autocrlf {
    On,
    Off,
}

/// The bytes to store. `stored_now` is what the index holds for the path, asked for only where it matters.
pub(super) fn to_git<'a>(
    bytes: &'a [u8],
    conversion: Conversion,
    stored_now: impl FnOnce() -> Option<Vec<u8>>,
) -> Cow<'a, [u8]> {
    if !has_crlf(bytes) {
        return Cow::Borrowed(bytes);
    }
    match conversion {
        Conversion::None => Cow::Borrowed(bytes),
        Conversion::Always => Cow::Owned(without_carriage_returns(bytes)),
        Conversion::Auto => {
            let kept = looks_binary(bytes) || stored_now().is_some_and(|stored| has_crlf(&stored));
            if kept {
                Cow::Borrowed(bytes)
            } else {
                Cow::Owned(without_carriage_returns(bytes))
            }
        }
    }
}

fn has_crlf(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"\r\n")
}

fn without_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    let followed_by_newline = |at: usize| bytes.get(at + 1) == Some(&b'\n');
    bytes
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte != b'\r' || !followed_by_newline(at))
        .map(|(_, &byte)| byte)
        .collect()
}

/// git's own guess: a NUL, a lone CR, or more than one odd control character in 128 printable ones.
fn looks_binary(bytes: &[u8]) -> bool {
    let lone_return = bytes
        .iter()
        .enumerate()
        .any(|(at, &byte)| byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let odd = |byte: u8| byte == 127 || (byte < 32 && !matches!(byte, b'\n' | b'\r' | b'\t' | 8 | 27 | 12));
    let controls = bytes.iter().filter(|&&byte| odd(byte)).count();
    let printable = bytes.iter().filter(|&&byte| byte >= 32 && byte != 127).count();
    lone_return || bytes.contains(&0) || printable / 128 < controls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_decide_before_settings() {
        use Attribute::{Set, Unset, Value};
        let given = |text, crlf, eol| Attributes { text, crlf, eol };
        let none = Attribute::Unspecified;
        for (name, attributes, autocrlf, expected) in [
            ("nothing", given(none, none, none), Autocrlf::Off, Conversion::None),
            ("autocrlf", given(none, none, none), Autocrlf::On, Conversion::Auto),
            ("text", given(Set, none, none), Autocrlf::Off, Conversion::Always),
            ("-text wins", given(Unset, none, none), Autocrlf::On, Conversion::None),
            (
                "auto",
                given(Value("auto"), none, none),
                Autocrlf::Off,
                Conversion::Auto,
            ),
            (
                "eol alone",
                given(none, none, Value("crlf")),
                Autocrlf::Off,
                Conversion::Always,
            ),
            ("-crlf", given(none, Unset, none), Autocrlf::On, Conversion::None),
        ] {
            assert_eq!(conversion(attributes, autocrlf), expected, "{name}");
        }
    }

    #[test]
    fn line_ends_are_stored_as_git_would() {
        let crlf = b"a: 1\r\nb: 2\r\n".as_slice();
        let lf = b"a: 1\nb: 2\n".as_slice();
        for (name, conversion, stored, expected) in [
            ("kept", Conversion::None, None, crlf),
            ("converted", Conversion::Always, Some(crlf), lf),
            ("auto converts", Conversion::Auto, Some(lf), lf),
            (
                "auto keeps what is stored with CRLF",
                Conversion::Auto,
                Some(crlf),
                crlf,
            ),
        ] {
            let got = to_git(crlf, conversion, || stored.map(<[u8]>::to_vec));
            assert_eq!(&*got, expected, "{name}");
        }
    }

    #[test]
    fn a_lone_carriage_return_makes_auto_keep_its_hands_off() {
        assert_eq!(&*to_git(b"a\rb\r\n", Conversion::Auto, || None), b"a\rb\r\n");
    }
}
