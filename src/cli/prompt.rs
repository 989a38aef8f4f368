//! Answers: what does the person at the terminal say to a question?
//! Invariant: plain lines, so that any terminal will do; the end of the input leaves without an answer and nothing is written.

use super::context::Context;
use crate::render::catalogue::{self, Asking};
use crate::render::escape;
use crate::render::text::wrapped;
use crate::report::failure::{Failure, Usage};
use std::io::{BufRead, Write};

/// More choices than this are not listed at once: typing narrows them down.
const MOST_LISTED: usize = 12;

/// Where questions are shown and answers come from.
pub trait Console {
    fn show(&mut self, text: &str);

    /// One line without its end; `None` at the end of the input.
    fn line(&mut self) -> Option<String>;
}

/// Questions on standard error, answers from standard input: standard output keeps the answer of the command alone.
pub struct RealConsole;

impl Console for RealConsole {
    fn show(&mut self, text: &str) {
        let mut stderr = std::io::stderr().lock();
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned())
    }
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is typed in a command (`spring-launch`).
    pub id: String,
    /// What a person reads; may be empty.
    pub title: String,
}

/// Whether a question may stay without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    Needed,
    /// An empty line passes on.
    Optional,
}

/// Asks one person, in their language.
pub struct Prompt<'a> {
    console: &'a mut dyn Console,
    lang: catalogue::Lang,
    /// Columns of the terminal, when it says them.
    width: Option<usize>,
}

impl<'a> Prompt<'a> {
    /// # Errors
    /// When nobody is there to answer; `flag` is what answers the question instead (`--kind video`).
    pub fn new(console: &'a mut dyn Console, context: &Context, flag: &str) -> Result<Self, Failure> {
        if context.can_ask() {
            return Ok(Self::at(console, context.lang).within(context));
        }
        Err(Failure::Usage(Usage::NoTerminal { flag: flag.to_owned() }))
    }

    /// For a console that is known to answer.
    pub fn at(console: &'a mut dyn Console, lang: catalogue::Lang) -> Self {
        Self {
            console,
            lang,
            width: None,
        }
    }

    /// No wider than the terminal that the questions are shown on.
    pub fn within(mut self, context: &Context) -> Self {
        self.width = context.world.width(context.world.stderr);
        self
    }

    /// A line of text, trimmed. An optional one may be empty.
    pub fn text(&mut self, question: &str, answering: Answering) -> Result<String, Failure> {
        loop {
            let line = self.ask(question)?;
            if !line.is_empty() || answering == Answering::Optional {
                return Ok(line);
            }
            self.say(Asking::AnswerNeeded);
        }
    }

    /// What `read` makes of a line (a day, a duration); its error is shown and the question asked again.
    /// `None` for an empty line of an optional question.
    pub fn value<T>(
        &mut self,
        question: &str,
        answering: Answering,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Failure> {
        loop {
            let line = self.text(question, answering)?;
            if line.is_empty() {
                return Ok(None);
            }
            match read(&line) {
                Ok(value) => return Ok(Some(value)),
                Err(why) => self.show_line(&format!("  {why}")),
            }
        }
    }

    /// Place of the chosen one: by number, id, or any part of id or title that only one has.
    /// `None` for an empty line of an optional question.
    pub fn choice(
        &mut self,
        question: &str,
        choices: &[Choice],
        answering: Answering,
    ) -> Result<Option<usize>, Failure> {
        let mut shown: Vec<usize> = (0..choices.len()).collect();
        loop {
            self.list(choices, &shown);
            let line = self.text(question, answering)?;
            if line.is_empty() {
                return Ok(None);
            }
            match narrowed(choices, &shown, &line).as_slice() {
                [] => {
                    self.say(Asking::NoSuchChoice);
                    shown = (0..choices.len()).collect();
                }
                [one] => return Ok(Some(*one)),
                several => shown = several.to_vec(),
            }
        }
    }

    /// Yes or no; an empty line is `default`.
    pub fn yes(&mut self, question: &str, default: YesNo) -> Result<YesNo, Failure> {
        let hint = catalogue::asking(
            self.lang,
            Asking::YesOrNo {
                default: default.is_yes(),
            },
        );
        loop {
            let line = self.ask(&format!("{question} {hint}"))?.to_lowercase();
            match line.as_str() {
                "" => return Ok(default),
                "y" | "yes" | "o" | "oui" => return Ok(YesNo::Yes),
                "n" | "no" | "non" => return Ok(YesNo::No),
                _ => self.say(Asking::AnswerYesOrNo),
            }
        }
    }

    fn ask(&mut self, question: &str) -> Result<String, Failure> {
        let lines = wrapped(&escape::terminal(question), self.width);
        self.console.show(&format!("{} ", lines.join("\n")));
        match self.console.line() {
            Some(line) => Ok(line.trim().to_owned()),
            None => {
                self.console.show("\n");
                Err(Failure::Usage(Usage::Abandoned))
            }
        }
    }

    fn list(&mut self, choices: &[Choice], shown: &[usize]) {
        let width = shown.iter().map(|at| choices[*at].id.len()).max().unwrap_or(0);
        for (number, at) in shown.iter().take(MOST_LISTED).enumerate() {
            let Choice { id, title } = &choices[*at];
            let line = format!("  {:>2}  {id:width$}  {title}", number + 1);
            self.show_line(line.trim_end());
        }
        if shown.len() > MOST_LISTED {
            let more = shown.len() - MOST_LISTED;
            self.say(Asking::MoreChoices { more });
        }
    }

    fn say(&mut self, asking: Asking) {
        let text = catalogue::asking(self.lang, asking);
        self.show_line(&format!("  {text}"));
    }

    fn show_line(&mut self, line: &str) {
        let lines = wrapped(&escape::terminal(line), self.width);
        self.console.show(&format!("{}\n", lines.join("\n")));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesNo {
    Yes,
    No,
}

impl YesNo {
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }
}

/// The choices that a line can mean: a number of the list, the whole id, else every one with that part.
fn narrowed(choices: &[Choice], shown: &[usize], line: &str) -> Vec<usize> {
    if let Ok(number) = line.parse::<usize>() {
        let listed = number.checked_sub(1).and_then(|place| shown.get(place));
        return listed.into_iter().copied().collect();
    }
    if let Some(exact) = shown.iter().find(|at| choices[**at].id == line) {
        return vec![*exact];
    }
    let part = line.to_lowercase();
    let has = |at: &usize| {
        let Choice { id, title } = &choices[*at];
        id.to_lowercase().contains(&part) || title.to_lowercase().contains(&part)
    };
    shown.iter().copied().filter(has).collect()
}

/// A console for tests: lines that were written down, and what was shown.
#[cfg(test)]
pub struct Scripted {
    pub lines: std::collections::VecDeque<&'static str>,
    pub shown: String,
}

#[cfg(test)]
impl Console for Scripted {
    fn show(&mut self, text: &str) {
        self.shown.push_str(text);
    }

    fn line(&mut self) -> Option<String> {
        let line = self.lines.pop_front()?;
        self.shown.push_str(&format!("«{line}»\n"));
        Some(line.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::catalogue::Lang;

    fn scripted(lines: &[&'static str]) -> Scripted {
        Scripted {
            lines: lines.iter().copied().collect(),
            shown: String::new(),
        }
    }

    fn kinds() -> Vec<Choice> {
        [("video", "Film"), ("visual", "Visuel clé"), ("social", "Publication")]
            .map(|(id, title)| Choice {
                id: id.into(),
                title: title.into(),
            })
            .to_vec()
    }

    #[test]
    fn a_choice_is_made_by_number_id_or_part() {
        for (lines, chosen) in [
            (&["2"][..], Some(1)),
            (&["video"][..], Some(0)),
            (&["FILM"][..], Some(0)),
            (&["vi", "2"][..], Some(1)),
            (&["4", "xyz", "social"][..], Some(2)),
            (&[""][..], None),
        ] {
            let mut console = scripted(lines);
            let answer = Prompt::at(&mut console, Lang::En).choice("Kind?", &kinds(), Answering::Optional);
            assert_eq!(answer, Ok(chosen), "{lines:?}");
        }
    }

    #[test]
    fn questions_read_well() {
        let mut console = scripted(&["vi", "x", "1", "", "Film héros", "soon", "3", "peut-être", "o"]);
        let mut prompt = Prompt::at(&mut console, Lang::Fr);
        prompt.choice("Quel type ?", &kinds(), Answering::Needed).unwrap();
        prompt.text("Titre", Answering::Needed).unwrap();
        let number = |text: &str| text.parse::<u8>().map_err(|_| format!("`{text}` n’est pas un nombre"));
        prompt.value("Combien", Answering::Needed, number).unwrap();
        prompt.yes("On y va ?", YesNo::No).unwrap();
        insta::assert_snapshot!(console.shown, @"
           1  video   Film
           2  visual  Visuel clé
           3  social  Publication
        Quel type ? «vi»
           1  video   Film
           2  visual  Visuel clé
        Quel type ? «x»
          Aucun ne correspond ; tapez un numéro ou une partie du nom.
           1  video   Film
           2  visual  Visuel clé
           3  social  Publication
        Quel type ? «1»
        Titre «»
          Il faut une réponse (Ctrl-C pour quitter ; rien n’est écrit).
        Titre «Film héros»
        Combien «soon»
          `soon` n’est pas un nombre
        Combien «3»
        On y va ? [o/N] «peut-être»
          Répondez par oui ou par non.
        On y va ? [o/N] «o»
        ");
    }

    #[test]
    fn the_end_of_the_input_leaves() {
        let mut console = scripted(&[]);
        let answer = Prompt::at(&mut console, Lang::En).text("Title", Answering::Needed);
        assert_eq!(answer, Err(Failure::Usage(Usage::Abandoned)));
    }

    #[test]
    fn hostile_titles_are_shown_not_obeyed() {
        let mut console = scripted(&["1"]);
        let choices = [Choice {
            id: "a".into(),
            title: "\u{1b}[2J\u{202e}".into(),
        }];
        let _ = Prompt::at(&mut console, Lang::En).choice("?", &choices, Answering::Needed);
        assert!(!console.shown.contains(['\u{1b}', '\u{202e}']));
    }
}
