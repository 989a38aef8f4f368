//! Answers: how does the answer of a command reach the user?
//! Invariant: standard output gets the answer and nothing else; a file is written whole or not at all; a closed pipe is no error.

use super::context::{Context, Stream};
use super::run_program::{Paged, pager};
use super::talk::{self, Weight};
use crate::model::Day;
use crate::model::finding::{Finding, Severity};
use crate::render::catalogue::{self, Frame, Lang, Sentence};
use crate::render::show::{self, Lines, Show, Surroundings};
use crate::report::envelope::{AsOfView, FindingView};
use crate::report::exit::Exit;
use crate::report::failure::{DiskAction, Failure, Usage};
use crate::report::format::Format;
use crate::store::output;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

/// Bytes of lines that are printed together.
const AT_ONCE: usize = 1 << 16;

/// What a command hands back.
pub struct Answer {
    pub report: Box<dyn Show>,
    pub as_of: AsOfView,
    /// Changes that it was made with and that are not written.
    pub what_if: Vec<String>,
    pub today: Day,
    /// What is wrong in the files that the answer was made from.
    pub findings: Vec<Finding>,
    pub count: Count,
    /// Said on standard error before the answer.
    pub notes: Vec<(Weight, Sentence)>,
    /// When no `--format` is given.
    pub preferred: Format,
    pub exit: Exit,
}

/// Whether findings are counted beside the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Count {
    #[default]
    OnStandardError,
    /// The answer tells them itself.
    InTheAnswer,
}

impl Answer {
    pub fn new(report: impl Show + 'static, today: Day) -> Self {
        Self {
            report: Box::new(report),
            as_of: AsOfView::default(),
            what_if: Vec::new(),
            today,
            findings: Vec::new(),
            count: Count::default(),
            notes: Vec::new(),
            preferred: Format::Text,
            exit: Exit::Fine,
        }
    }

    pub fn findings(self, findings: Vec<Finding>) -> Self {
        Self { findings, ..self }
    }

    /// Findings that the answer tells itself.
    pub fn told(self, findings: Vec<Finding>) -> Self {
        Self {
            findings,
            count: Count::InTheAnswer,
            ..self
        }
    }

    pub fn exit(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    pub fn as_of(self, as_of: AsOfView) -> Self {
        Self { as_of, ..self }
    }

    pub fn what_if(self, what_if: Vec<String>) -> Self {
        Self { what_if, ..self }
    }

    pub fn prefer(self, preferred: Format) -> Self {
        Self { preferred, ..self }
    }

    pub fn note(mut self, weight: Weight, sentence: Sentence) -> Self {
        self.notes.push((weight, sentence));
        self
    }
}

/// Writes the answer where it was asked for.
pub fn deliver(answer: &Answer, context: &Context) -> Result<Exit, Failure> {
    let format = context.format.unwrap_or(answer.preferred);
    if let Some(lines) = answer.report.lines(format).filter(|_| context.output.is_none()) {
        say_before(answer, format, context);
        print_lines(lines)?;
        count_findings(answer, context);
        return Ok(answer.exit);
    }
    let look = context.look(answer.today);
    let around = Surroundings {
        as_of: answer.as_of.clone(),
        today: answer.today,
        findings: views(&answer.findings, context.lang),
        what_if: answer.what_if.clone(),
    };
    let bytes = show::bytes(&*answer.report, format, &look, around)?;
    let is_no_text = matches!(format, Format::Xlsx | Format::Parquet);
    // empty: it stands in files already
    if is_no_text
        && !bytes.is_empty()
        && context.output.is_none()
        && matches!(context.world.stdout, Stream::Terminal { .. })
    {
        return Err(Failure::Usage(Usage::NeedsAFile { format }));
    }
    say_before(answer, format, context);
    match &context.output {
        Some(path) => keep(path, &bytes, context)?,
        None => print(&bytes, format, context)?,
    }
    count_findings(answer, context);
    Ok(answer.exit)
}

/// On standard error.
fn say_before(answer: &Answer, format: Format, context: &Context) {
    if !answer.what_if.is_empty() && !matches!(format, Format::Text | Format::Markdown | Format::Json) {
        let said = catalogue::what_if(context.lang, &answer.what_if);
        talk::note(&Sentence::new(said), Weight::Note, context);
    }
    for (weight, sentence) in &answer.notes {
        talk::note(sentence, *weight, context);
    }
}

/// Findings as JSON says them.
fn views(findings: &[Finding], lang: Lang) -> Vec<FindingView> {
    let view = |finding: &Finding| {
        let sentence = catalogue::problem(lang, &finding.problem);
        let hint = sentence.hint_text().map(str::to_owned);
        FindingView::new(finding, sentence.text, hint)
    };
    findings.iter().map(view).collect()
}

fn keep(path: &Path, bytes: &[u8], context: &Context) -> Result<(), Failure> {
    output::write_whole(&context.world.directory.join(path), bytes)
        .map_err(|error| Failure::disk(path.display(), DiskAction::Write, &error))
}

fn count_findings(answer: &Answer, context: &Context) {
    let of = |severity: Severity| {
        answer
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    if errors + warnings > 0 && answer.count == Count::OnStandardError {
        let sentence = Sentence::new(catalogue::frame(context.lang, Frame::Findings { errors, warnings }));
        talk::note(&sentence, Weight::Note, context);
    }
}

fn print(bytes: &[u8], format: Format, context: &Context) -> Result<(), Failure> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    if format == Format::Text && is_long(text, context.world.stdout) && pager(text, &context.world) == Paged::Shown {
        return Ok(());
    }
    let mut stdout = std::io::stdout().lock();
    arrived(stdout.write_all(bytes).and_then(|()| stdout.flush())).map(drop)
}

fn print_lines(lines: Lines<'_>) -> Result<(), Failure> {
    let mut stdout = BufWriter::with_capacity(AT_ONCE, std::io::stdout().lock());
    for line in lines {
        if arrived(stdout.write_all(line?.as_bytes()))? == Reader::Gone {
            return Ok(());
        }
    }
    arrived(stdout.flush()).map(drop)
}

/// Whether somebody still reads what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    There,
    Gone,
}

fn arrived(written: std::io::Result<()>) -> Result<Reader, Failure> {
    match written {
        Ok(()) => Ok(Reader::There),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(Failure::System {
            detail: error.to_string(),
        }),
    }
}

/// Whether it needs more lines than the terminal has.
fn is_long(text: &str, stdout: Stream) -> bool {
    match stdout {
        Stream::Terminal {
            size: Some((_, height)),
        } => text.lines().count() >= height,
        Stream::Terminal { size: None } | Stream::Pipe => false,
    }
}
