//! Answers: what is wrong with the text of a file, and which stretch of it?
//! Invariant: facts only; what the parser says is one of our own faults, or its English words where none fits.
//! Source: the error kinds of granit-parser 2.1.

use granit_parser::ErrorKind;

use crate::model::place::Span;
use crate::model::problem::{Problem, SyntaxFault};

/// One problem of a file, before anybody says which file.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub span: Span,
    pub problem: Problem,
}

impl Fault {
    pub fn new(span: Span, problem: Problem) -> Self {
        Self { span, problem }
    }
}

/// The faults of one file, up to a number that somebody may still read.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    const MOST: usize = 100;

    pub fn push(&mut self, span: Span, problem: Problem) {
        if !self.is_full() {
            self.0.push(Fault::new(span, problem));
        }
    }

    pub fn syntax(&mut self, span: Span, fault: SyntaxFault) {
        self.push(span, Problem::Syntax { fault });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// In the order of the file.
    pub fn into_vec(mut self) -> Vec<Fault> {
        self.0.sort_by_key(|fault| fault.span);
        self.0
    }
}

/// The parser's error as one of ours. `word` is the text at its place, for the faults that name one.
pub fn from_parser(kind: &ErrorKind, word: &str) -> SyntaxFault {
    use SyntaxFault as Ours;
    match kind {
        ErrorKind::UnclosedFlowCollection { open } => Ours::UnclosedBracket { open: *open },
        ErrorKind::UnexpectedEofFlowSequence => Ours::UnclosedBracket { open: '[' },
        ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            Ours::UnclosedBracket { open: '{' }
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => Ours::WrongBracket {
            open: *open,
            close: *close,
        },
        ErrorKind::MisplacedFlowCollectionEnd => Ours::StrayBracket,
        ErrorKind::ExpectedFlowSequenceSeparator => Ours::MissingComma { open: '[' },
        ErrorKind::ExpectedFlowMappingSeparator => Ours::MissingComma { open: '{' },
        // a quoted text that goes on at the margin has almost always lost its end
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => Ours::UnclosedQuote,
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            Ours::TextAfterQuote
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => Ours::BadEscape,
        ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => Ours::EscapeNoCharacter,
        ErrorKind::UnexpectedCharacter { character } => Ours::ReservedCharacter {
            code: u32::from(*character),
        },
        ErrorKind::CommentNotSeparated => Ours::CommentWithoutBlank,
        ErrorKind::CommentInterceptedScalar => Ours::CommentInText,
        ErrorKind::MissingAnchorOrAliasName => Ours::MissingAnchorName,
        ErrorKind::BomInsideDocument => Ours::Control { code: 0xfeff },
        ErrorKind::UnknownAnchor => Ours::UnknownAlias { name: word.to_owned() },
        _ => layout_fault(kind).unwrap_or_else(|| document_fault(kind, word)),
    }
}

/// Indentation, tabs, colons and dashes.
fn layout_fault(kind: &ErrorKind) -> Option<SyntaxFault> {
    use SyntaxFault as Ours;
    Some(match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => Ours::Tab,
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry => Ours::Indentation,
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Ours::MissingColon,
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidMappingValueWhitespace
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::FlowMappingValueAdjacentCollection => Ours::ColonInText,
        ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => Ours::StrayDash,
        ErrorKind::ZeroBlockScalarIndent | ErrorKind::InvalidBlockScalarHeader => Ours::BlockTextHeader,
        _ => return None,
    })
}

/// Documents, directives and tags; last, the parser's own words.
fn document_fault(kind: &ErrorKind, word: &str) -> SyntaxFault {
    use SyntaxFault as Ours;
    match kind {
        ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidDocumentEnd
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::MissingDocumentEndBeforeDirective => Ours::StrayDocumentMarker,
        ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::ExpectedNodeContent => Ours::MissingValue,
        ErrorKind::DirectiveDisallowed
        | ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::DirectiveByteLimitExceeded { .. }
        | ErrorKind::TooManyReservedDirectiveParams { .. }
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::MissingYamlVersion
        | ErrorKind::InvalidTagDirectiveTerminator
        | ErrorKind::ExpectedTagDirectiveBang => Ours::Directive,
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8 => Ours::Tag { tag: word.to_owned() },
        other => Ours::Other {
            detail: other.to_string(),
        },
    }
}
