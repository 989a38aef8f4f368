//! Answers: how are a file that is no record, and a value of the wrong form, said in English?
//! Invariant: one sentence each, no catch-all arm; examples can be pasted.

use crate::model::problem::{Shape, SyntaxFault, Wanted};
use crate::model::similar::nearest;
use crate::render::catalogue::numbers::count;
use crate::render::catalogue::{Lang, Sentence};

#[expect(clippy::too_many_lines, reason = "one arm a fault, and no arm for the rest")]
pub fn syntax(fault: &SyntaxFault) -> Sentence {
    let quote = |sentence: &str| Sentence::new(sentence).hint("put the text in quotes: \"…\"");
    match fault {
        SyntaxFault::Empty => Sentence::new("the file is empty").hint("begin it with `crops: brief/v1`"),
        SyntaxFault::NotAMapping => {
            Sentence::new("the file does not consist of `key: value` lines").hint("begin it with `crops: brief/v1`")
        }
        SyntaxFault::SeveralDocuments => {
            Sentence::new("the file holds several documents").hint("one file, one record: take the `---` out")
        }
        SyntaxFault::TooDeep { most } => Sentence::new(format!(
            "lists and mappings are nested more than {} deep",
            number(*most)
        )),
        SyntaxFault::TooManyNodes { most } => {
            Sentence::new(format!("the file holds more than {} keys and values", number(*most)))
        }
        SyntaxFault::TooManyAliases => Sentence::new("written out, the aliases would make a file that is too large")
            .hint("write the values themselves instead of `*names`"),
        SyntaxFault::UnknownAlias { name } => {
            Sentence::new(format!("`*{name}` refers to nothing")).hint("write the value itself, or put it in quotes")
        }
        SyntaxFault::RecursiveAlias { name } => {
            Sentence::new(format!("`*{name}` refers to what it stands in")).hint("write the value itself")
        }
        SyntaxFault::Tag { tag } => {
            Sentence::new(format!("`{tag}`: tags are not used here")).hint("write the value without it")
        }
        SyntaxFault::KeyNotText => Sentence::new("a key is not a text").hint("put the key in quotes"),
        SyntaxFault::MergeKey => {
            Sentence::new("`<<` does not merge here").hint("write the keys themselves, or quote it: \"<<\"")
        }
        SyntaxFault::Tab => Sentence::new("a tab cannot indent").hint("use spaces"),
        SyntaxFault::Control { code } => Sentence::new(format!(
            "the file holds a character that YAML does not allow (U+{code:04X})"
        ))
        .hint("take it out, or write it as an escape in quotes"),
        SyntaxFault::LoneCarriageReturn => {
            Sentence::new("a line ends in a carriage return alone").hint("save the file with ordinary line ends")
        }
        SyntaxFault::TooMuchText { most } => {
            Sentence::new(format!("the file holds more than {} bytes of text", number(*most)))
                .hint("keep long texts outside the record, and link to them")
        }
        SyntaxFault::StrangeBlank { code } => Sentence::new(format!(
            "a key has a space that YAML does not take for one (U+{code:04X})"
        ))
        .hint("type an ordinary space"),
        SyntaxFault::Indentation => Sentence::new("the line is indented neither as the one above nor as its parent")
            .hint("align it with the lines above"),
        SyntaxFault::MissingColon => Sentence::new("a key has no colon").hint("write `key: value`"),
        SyntaxFault::ColonInText => quote("a text without quotes holds `: `"),
        SyntaxFault::StrayDash => {
            Sentence::new("a `-` stands where no list can begin").hint("begin the list on a line of its own")
        }
        SyntaxFault::UnclosedBracket { open } => Sentence::new(format!("`{open}` is never closed")),
        SyntaxFault::WrongBracket { open, close } => Sentence::new(format!("`{open}` is closed by `{close}`")),
        SyntaxFault::StrayBracket => quote("a bracket closes nothing"),
        SyntaxFault::MissingComma { open } => Sentence::new(format!("a comma is missing inside `{open}`")),
        SyntaxFault::UnclosedQuote => Sentence::new("a quote is never closed, or its next lines are not indented"),
        SyntaxFault::TextAfterQuote => {
            Sentence::new("text follows a closing quote").hint("put the whole value in quotes")
        }
        SyntaxFault::BadEscape => {
            Sentence::new("a backslash means nothing here").hint("use single quotes, or write `\\\\`")
        }
        SyntaxFault::EscapeNoCharacter => Sentence::new("an escape does not make a whole character"),
        SyntaxFault::ReservedCharacter { code } => {
            let c = char::from_u32(*code).unwrap_or('\u{fffd}');
            quote(&format!("a text without quotes cannot begin with `{c}`"))
        }
        SyntaxFault::CommentWithoutBlank => Sentence::new("a comment needs a space before its `#`"),
        SyntaxFault::CommentInText => Sentence::new("a comment stands between two lines of one text"),
        SyntaxFault::MissingAnchorName => quote("`&` or `*` has no name after it"),
        SyntaxFault::BlockTextHeader => {
            Sentence::new("what follows `|` or `>` means nothing").hint("begin the text on the next line, indented")
        }
        SyntaxFault::StrayDocumentMarker => Sentence::new("`---` or `...` cannot stand here"),
        SyntaxFault::Directive => Sentence::new("a line that begins with `%` is not used here").hint("take it out"),
        SyntaxFault::MissingValue => Sentence::new("a value is missing"),
        SyntaxFault::Other { detail } => Sentence::new(format!("the file is not YAML: {detail}")),
    }
}

pub fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "one text",
        Shape::List => "a list",
        Shape::Mapping => "keys with values",
        Shape::Nothing => "nothing",
    }
}

/// What it should be, and an example or the choice.
pub fn wanted(wanted: Wanted, given: &str) -> (String, String) {
    let (what, example) = match wanted {
        Wanted::Id => (
            "an id",
            "use lower-case letters, digits and single hyphens: `spring-launch`",
        ),
        Wanted::Day => ("a date", "write it as 2027-03-15"),
        Wanted::DayOrAnchor => ("a date or an anchor", "write it as 2027-03-15, `J-14` or `J-10d`"),
        Wanted::WorkingDays => ("a number of working days", "write it as `3d` or `0.5d`"),
        Wanted::Length => (
            "a duration",
            "write `3d` for working days, `5ed` for elapsed days, `2w` for weeks",
        ),
        Wanted::Lag => ("a lag", "write `2d`, `-1d`, `5ed` or `1w`"),
        Wanted::Hours => ("a number of hours", "write it as `7h` or `3.5h`"),
        Wanted::Sla => (
            "a time to answer within",
            "write `2d` for working days or `4h` for open hours",
        ),
        Wanted::Money => ("an amount", "write it as `18000 EUR`"),
        Wanted::Currency => ("a currency", "write its three letters: `EUR`"),
        Wanted::Number { least, most } => return whole_number(least, most),
        Wanted::Decimal => ("a number", "write it as `0.31`"),
        Wanted::Percent => ("a percentage", "write it as `20 %`"),
        Wanted::ClockTime => ("a time of day", "write it in quotes: \"09:00\""),
        Wanted::Weekday => ("a weekday", "use mon, tue, wed, thu, fri, sat or sun"),
        Wanted::Rhythm => ("a rhythm", "write a weekday (`tue`), `day`, or a length (`2w`)"),
        Wanted::YesOrNo => ("yes or no", "write `true` or `false`"),
        Wanted::Email => ("an e-mail address", "write it as `lea@studio.example`"),
        Wanted::Sha256 => ("a SHA-256", "write its 64 hexadecimal digits"),
        Wanted::DeliverableLink => (
            "a deliverable",
            "write `campaign/deliverable`, or `campaign/series@2027-02-02`",
        ),
        Wanted::Amount => ("a target", "write `2d`, `4h`, `90 %` or `1.5`"),
        Wanted::Instant => ("a date with time and zone", "write it as 2026-11-17T15:02:00+01:00"),
        Wanted::Language => ("the code of a language", "write it as `en` or `fr`"),
        Wanted::File => (
            "a path below the studio",
            "write it without `..` and without `/` at its beginning",
        ),
        Wanted::OneOf(words) => {
            let hint = match nearest(given, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of {}", words.join(", ")),
            };
            return ("one of certain words".into(), hint);
        }
    };
    (what.into(), example.into())
}

fn whole_number(least: i64, most: i64) -> (String, String) {
    if most == i64::MAX {
        return ("a whole number".into(), format!("write a number from {least} on"));
    }
    let range = format!("write a number from {least} to {}", count(Lang::En, most));
    ("a whole number".into(), range)
}

fn number(value: usize) -> String {
    count(Lang::En, value as i64)
}
