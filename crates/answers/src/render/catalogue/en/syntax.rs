//! Answers: how is a file that is no record said in English?
//! Invariant: one sentence each, no catch-all arm; examples can be pasted.

use crate::model::problem::{Shape, SyntaxFault};
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

fn number(value: usize) -> String {
    count(Lang::En, value as i64)
}
