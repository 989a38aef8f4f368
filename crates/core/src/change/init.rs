//! Answers: which files does a new studio begin with?
//! Invariant: a text is one file in both languages: `⟦English|français⟧`; `{name}` stands for what is asked.

use super::attributes::attributes;
use super::yaml_text::{Flow, scalar};
use super::{Change, FileEdit, Message};
use crate::model::place::StudioPath;

macro_rules! template {
    ($($path:literal),+ $(,)?) => { &[$(($path, include_str!(concat!("init/", $path)))),+] };
}

const TEMPLATES: &[(&str, &str)] = template![
    "crops.yml",
    "calendars/main.yml",
    "kinds/landing-page.yml",
    "kinds/newsletter.yml",
    "kinds/social.yml",
    "kinds/video.yml",
    "kinds/visual.yml",
    "targets.yml",
    "taxonomy.yml",
    "team/person.yml",
    "workflows/social.yml",
    "workflows/standard.yml",
];

/// Which of the two languages the comments are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    English,
    French,
}

/// What is known of the studio to be.
#[derive(Clone, Debug)]
pub struct NewStudio {
    /// Twelve random characters.
    pub id: String,
    pub title: String,
    pub tongue: Tongue,
    /// An IANA name.
    pub timezone: String,
    /// A holiday rule; `None` where none is known for the zone.
    pub holidays: Option<String>,
    /// The branch whose history counts.
    pub official: String,
    pub person: NewPerson,
    /// JSON Schemas for editors: the type of record, and the text. Files point at the one of their type.
    pub schemas: Vec<(String, String)>,
    /// The `.gitattributes` that is there.
    pub attributes: Option<String>,
}

#[derive(Clone, Debug)]
pub struct NewPerson {
    /// A slug.
    pub id: String,
    pub name: String,
    pub email: Option<String>,
}

/// Everything in one commit.
pub fn new_studio(studio: &NewStudio) -> Change {
    let schemas = studio
        .schemas
        .iter()
        .map(|(kind, text)| (schema_path(kind), text.clone()));
    let records = TEMPLATES.iter().map(|(path, template)| {
        let path = path.replace("team/person", &format!("team/{}", studio.person.id));
        let text = filled(&path, &in_tongue(template, studio.tongue), studio);
        (path, text)
    });
    let files = records.chain(schemas).filter_map(|(path, text)| {
        Some(FileEdit::Create {
            path: StudioPath::new(&path)?,
            text,
        })
    });
    Change {
        message: Message {
            subject: format!("init: {}", super::yaml_text::one_plain_line(&studio.title)),
            body: Vec::new(),
        },
        files: files
            .chain(attributes(studio.attributes.as_deref(), studio.tongue).edit)
            .collect(),
    }
}

fn schema_path(kind: &str) -> String {
    format!(".crops/schemas/{kind}.json")
}

fn filled(path: &str, text: &str, studio: &NewStudio) -> String {
    let (language, currency) = match studio.tongue {
        Tongue::English => ("en", "EUR"),
        Tongue::French => ("fr", "EUR"),
    };
    let holidays = match (&studio.holidays, studio.tongue) {
        (Some(rule), Tongue::English) => format!("holidays: {rule}                    # by rule"),
        (Some(rule), Tongue::French) => format!("holidays: {rule}                    # par règle"),
        (None, Tongue::English) => {
            "# holidays: FR                # by rule; list other countries' days under `closed:`".into()
        }
        (None, Tongue::French) => {
            "# holidays: FR                # par règle\u{202f}; les jours d’autres pays se notent sous `closed:`".into()
        }
    };
    let emails = match &studio.person.email {
        Some(email) => format!("emails: [{}]", scalar(email, Flow::Inside)),
        None => "emails: []".into(),
    };
    let plain = |text: &str| scalar(text, Flow::Outside);
    let values = [
        ("id", plain(&studio.id)),
        ("title", plain(&studio.title)),
        ("language", language.into()),
        ("timezone", plain(&studio.timezone)),
        ("official", plain(&studio.official)),
        ("currency", currency.into()),
        ("holidays", holidays),
        ("person", plain(&studio.person.id)),
        ("name", plain(&studio.person.name)),
        ("emails", emails),
    ];
    with_modeline(path, &with_values(text, &values), studio)
}

/// In one pass: a value that looks like a name is not filled in again.
fn with_values(text: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = values
            .iter()
            .find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix('}')?)));
        match known {
            Some((value, following)) => {
                out.push_str(value);
                rest = following;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The line by which an editor finds the schema of the file.
fn with_modeline(path: &str, text: &str, studio: &NewStudio) -> String {
    let Some((kind, rest)) = text.strip_prefix("{schema:").and_then(|rest| rest.split_once('}')) else {
        return text.to_string();
    };
    if !studio.schemas.iter().any(|(known, _)| known == kind) {
        return rest.to_string();
    }
    let up = "../".repeat(path.matches('/').count());
    let here = if up.is_empty() { "./" } else { up.as_str() };
    format!("# yaml-language-server: $schema={here}{}\n{rest}", schema_path(kind))
}

/// Keeps one side of every `⟦English|français⟧`.
pub(super) fn in_tongue(text: &str, tongue: Tongue) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        out.push_str(before);
        let Some((both, following)) = after.split_once('⟧') else {
            rest = after;
            break;
        };
        let (english, french) = both.split_once('|').unwrap_or((both, both));
        out.push_str(match tongue {
            Tongue::English => english,
            Tongue::French => french,
        });
        rest = following;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn studio(tongue: Tongue) -> NewStudio {
        NewStudio {
            id: "4m8wz2kq7hcn".into(),
            title: "Atelier: \"Lumen\" {name}".into(),
            tongue,
            timezone: "Europe/Paris".into(),
            holidays: Some("FR".into()),
            official: "main".into(),
            person: NewPerson {
                id: "nadia".into(),
                name: "Nadia # Roy".into(),
                email: Some("nadia@lumen.example".into()),
            },
            schemas: vec![("kind".into(), "{}\n".into()), ("studio".into(), "{}\n".into())],
            attributes: None,
        }
    }

    fn text_of(change: &Change, wanted: &str) -> String {
        let found = change.files.iter().find_map(|file| match file {
            FileEdit::Create { path, text } if path.as_str() == wanted => Some(text.clone()),
            _ => None,
        });
        found.unwrap()
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for tongue in [Tongue::English, Tongue::French] {
            let change = new_studio(&studio(tongue));
            assert_eq!(change.files.len(), TEMPLATES.len() + 3);
            for file in &change.files {
                let FileEdit::Create { path, text } = file else {
                    panic!("{file:?}")
                };
                let text = text.replace("Lumen\\\" {name}", "").replace("Lumen\" {name}", "");
                for left in ["⟦", "⟧", "{schema", "{id}", "{name}", "{holidays}"] {
                    assert!(!text.contains(left), "{path}: {left}");
                }
            }
        }
    }

    #[test]
    fn names_are_quoted_where_yaml_needs_it() {
        let change = new_studio(&studio(Tongue::English));
        assert!(
            text_of(&change, "team/nadia.yml").contains("\nname: \"Nadia # Roy\"\n"),
            "{}",
            text_of(&change, "team/nadia.yml")
        );
        assert!(text_of(&change, "crops.yml").contains("Lumen"));
    }

    #[test]
    fn comments_are_in_one_language() {
        let english = text_of(&new_studio(&studio(Tongue::English)), "crops.yml");
        assert!(english.contains("the branch whose history counts") && !english.contains("branche"));
        let french = text_of(&new_studio(&studio(Tongue::French)), "crops.yml");
        assert!(french.contains("la branche dont l’histoire compte") && !french.contains("branch whose"));
    }

    #[test]
    fn files_point_at_the_schema_of_their_type() {
        let change = new_studio(&studio(Tongue::English));
        let first = |path: &str| text_of(&change, path).lines().next().unwrap_or_default().to_string();
        assert_eq!(
            first("crops.yml"),
            "# yaml-language-server: $schema=./.crops/schemas/studio.json"
        );
        assert_eq!(
            first("kinds/video.yml"),
            "# yaml-language-server: $schema=../.crops/schemas/kind.json"
        );
        assert!(!first("targets.yml").contains("schema"));
    }
}
