//! Answers: how does `--help` read in the reader's language?
//! Invariant: English is in the doc comments; every other language replaces each of their lines, and a test finds what is missing.

use crate::render::catalogue::{self, HelpWord, Lang};
use clap::{Arg, ArgAction, Command};

/// The words before a global flag: none.
const GLOBAL: &str = "";

/// The grammar with its help in a language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Fr => translated(command, GLOBAL, lang),
    }
}

fn translated(command: Command, path: &str, lang: Lang) -> Command {
    let word = |word| catalogue::help_word(lang, word);
    let usage = command.get_styles().get_usage();
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{}{usage:#} {{usage}}\n\n{{all-args}}{{after-help}}",
        word(HelpWord::Usage)
    );
    let mut command = command
        .help_template(template)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(word(HelpWord::Commands))
        .subcommand_value_name(word(HelpWord::Command));
    if let Some(about) = catalogue::help(lang, path) {
        let long = catalogue::help(lang, &format!("{path} +"));
        command = match (long, command.get_long_about().is_some()) {
            (Some(long), true) => command.long_about(format!("{about}\n\n{long}")).about(about),
            _ => command.about(about),
        };
    }
    if path.is_empty() {
        command = command.disable_version_flag(true).arg(flag(
            "version",
            'V',
            ArgAction::Version,
            word(HelpWord::Version),
            word(HelpWord::Options),
        ));
    }
    command = command
        .arg(flag(
            "help",
            'h',
            ArgAction::Help,
            word(HelpWord::Help),
            word(HelpWord::Options),
        ))
        .mut_args(|arg| argument(arg, path, lang));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let below = join(path, &name);
        command = command.mut_subcommand(name, |sub| translated(sub, &below, lang));
    }
    command
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path} {name}")
    }
}

fn flag(name: &'static str, short: char, action: ArgAction, help: &'static str, heading: &'static str) -> Arg {
    Arg::new(name)
        .short(short)
        .long(name)
        .action(action)
        .help(help)
        .help_heading(heading)
}

fn argument(arg: Arg, path: &str, lang: Lang) -> Arg {
    if matches!(arg.get_id().as_str(), "help" | "version") {
        return arg;
    }
    let key = key_of(&arg, path);
    let word = |word| catalogue::help_word(lang, word);
    let heading = match (arg.get_help_heading().is_some(), arg.is_positional()) {
        (true, _) => word(HelpWord::GlobalOptions),
        (false, true) => word(HelpWord::Arguments),
        (false, false) => word(HelpWord::Options),
    };
    let Some(help) = catalogue::help(lang, &key) else {
        return arg.help_heading(heading);
    };
    let (short, long) = (
        format!("{help}{}", choices(&arg, lang)),
        long_help(&arg, &key, help, lang),
    );
    let value_names: Vec<clap::builder::Str> = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| catalogue::value_name(lang, name).map_or_else(|| name.clone(), Into::into))
        .collect();
    let has_values = !value_names.is_empty() && arg.get_action().takes_values();
    let arg = if has_values { arg.value_names(value_names) } else { arg };
    let arg = match long {
        Some(long) => arg.long_help(long),
        None => arg,
    };
    let takes_values = arg.get_action().takes_values();
    arg.help(short)
        .help_heading(heading)
        .hide_possible_values(takes_values)
        .hide_default_value(takes_values)
}

/// What `catalogue::help` calls an argument: `--due`, `<id>`, after the words of its command unless it is global.
pub fn key_of(arg: &Arg, path: &str) -> String {
    let name = match arg.get_long() {
        Some(long) => format!("--{long}"),
        None => format!("<{}>", arg.get_id()),
    };
    if arg.is_global_set() { name } else { join(path, &name) }
}

/// ` [défaut : auto] [valeurs : auto, always, never]`
fn choices(arg: &Arg, lang: Lang) -> String {
    let mut said = String::new();
    if !arg.get_action().takes_values() {
        return said;
    }
    let defaults: Vec<_> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy())
        .collect();
    if !defaults.is_empty() && !arg.is_hide_default_value_set() {
        said.push_str(&format!(
            " [{} {}]",
            catalogue::help_word(lang, HelpWord::Default),
            defaults.join(", ")
        ));
    }
    let values: Vec<_> = arg
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    if !values.is_empty() && !arg.is_hide_possible_values_set() {
        said.push_str(&format!(
            " [{} {}]",
            catalogue::help_word(lang, HelpWord::Values),
            values.join(", ")
        ));
    }
    said
}

/// With one line for each value that is explained; `None` when there is nothing more to say.
fn long_help(arg: &Arg, key: &str, help: &str, lang: Lang) -> Option<String> {
    let explained: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter_map(|value| {
            let meaning = catalogue::help(lang, &format!("{key}={}", value.get_name()))?;
            Some(format!("- {} : {meaning}", value.get_name()))
        })
        .collect();
    let more = catalogue::help(lang, &format!("{key} +"));
    if explained.is_empty() && more.is_none() {
        return None;
    }
    let paragraphs = [Some(help.to_owned()), more.map(String::from)];
    let mut long = paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    if !explained.is_empty() {
        long.push_str(&format!("\n\n{}", explained.join("\n")));
    }
    Some(long)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args;

    /// Keys of everything that `--help` says: commands, their longer texts, arguments, values with a meaning.
    fn keys(command: &Command, path: &str, keys: &mut Vec<(String, Option<String>)>) {
        let about = command.get_about().map(ToString::to_string);
        keys.push((path.to_owned(), about));
        if let Some(long) = command.get_long_about() {
            keys.push((format!("{path} +"), Some(long.to_string())));
        }
        for arg in command.get_arguments() {
            let is_ours = !matches!(arg.get_id().as_str(), "help" | "version") && !arg.is_hide_set();
            if !is_ours || (arg.is_global_set() && !path.is_empty()) {
                continue;
            }
            let key = key_of(arg, path);
            keys.push((key.clone(), arg.get_help().map(ToString::to_string)));
            if let Some(long) = arg.get_long_help() {
                keys.push((format!("{key} +"), Some(long.to_string())));
            }
            for value in arg.get_possible_values() {
                if let Some(help) = value.get_help() {
                    keys.push((format!("{key}={}", value.get_name()), Some(help.to_string())));
                }
            }
        }
        for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
            self::keys(sub, &join(path, sub.get_name()), keys);
        }
    }

    fn all_keys() -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        keys(&args::command(Lang::En), GLOBAL, &mut found);
        found
    }

    #[test]
    fn every_command_and_argument_has_english_help() {
        let silent: Vec<_> = all_keys()
            .into_iter()
            .filter(|(_, help)| help.as_ref().is_none_or(|help| help.trim().is_empty()))
            .collect();
        assert!(silent.is_empty(), "no doc comment: {silent:#?}");
    }

    #[test]
    fn every_line_of_help_is_said_in_french() {
        let missing: Vec<_> = all_keys()
            .into_iter()
            .filter(|(key, _)| catalogue::help(Lang::Fr, key).is_none())
            .map(|(key, english)| format!("(\"{key}\", \"\"), // {}", english.unwrap_or_default()))
            .collect();
        assert!(missing.is_empty(), "for catalogue/fr/help.rs:\n{}", missing.join("\n"));
    }

    /// Whether `* --flag` speaks of this flag.
    fn is_anywhere(known: &str, key: &str) -> bool {
        key.strip_prefix('*').is_some_and(|flag| known.ends_with(flag))
    }

    #[test]
    fn no_french_help_is_left_over() {
        let known: Vec<String> = all_keys().into_iter().map(|(key, _)| key).collect();
        let stale: Vec<_> = catalogue::fr::help::all()
            .filter(|(key, _)| !known.iter().any(|known| known == key || is_anywhere(known, key)))
            .collect();
        assert!(stale.is_empty(), "{stale:#?}");
    }

    #[test]
    fn french_help_has_no_english_words_around_it() {
        let mut command = args::command(Lang::Fr);
        let help = command.render_long_help().to_string();
        for english in [
            "Usage:",
            "Commands:",
            "Options:",
            "Print",
            "possible values",
            "default:",
            "COMMAND>",
        ] {
            assert!(!help.contains(english), "{english}: {help}");
        }
        command.build();
        command.debug_assert();
    }
}
