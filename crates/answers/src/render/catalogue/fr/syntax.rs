//! Answers: how is a file that is no record said in French?
//! Invariant: one sentence each, no catch-all arm; examples can be pasted.

use crate::model::problem::{Shape, SyntaxFault};
use crate::render::catalogue::numbers::count;
use crate::render::catalogue::{Lang, Sentence};

#[expect(clippy::too_many_lines, reason = "one arm a fault, and no arm for the rest")]
pub fn syntax(fault: &SyntaxFault) -> Sentence {
    let quote = |sentence: &str| Sentence::new(sentence).hint("mettez le texte entre guillemets droits\u{a0}: \"…\"");
    match fault {
        SyntaxFault::Empty => Sentence::new("le fichier est vide").hint("commencez-le par `crops: brief/v1`"),
        SyntaxFault::NotAMapping => Sentence::new("le fichier n’est pas fait de lignes `clé: valeur`")
            .hint("commencez-le par `crops: brief/v1`"),
        SyntaxFault::SeveralDocuments => Sentence::new("le fichier contient plusieurs documents")
            .hint("un fichier, une fiche\u{a0}: retirez le `---`"),
        SyntaxFault::TooDeep { most } => Sentence::new(format!(
            "listes et clés sont imbriquées sur plus de {}\u{a0}niveaux",
            number(*most)
        )),
        SyntaxFault::TooManyNodes { most } => Sentence::new(format!(
            "le fichier contient plus de {}\u{a0}clés et valeurs",
            number(*most)
        )),
        SyntaxFault::TooManyAliases => Sentence::new("une fois les renvois développés, le fichier serait trop grand")
            .hint("écrivez les valeurs elles-mêmes au lieu des `*noms`"),
        SyntaxFault::UnknownAlias { name } => Sentence::new(format!("`*{name}` ne renvoie à rien"))
            .hint("écrivez la valeur elle-même, ou mettez-la entre guillemets droits"),
        SyntaxFault::RecursiveAlias { name } => {
            Sentence::new(format!("`*{name}` renvoie à ce qui le contient")).hint("écrivez la valeur elle-même")
        }
        SyntaxFault::Tag { tag } => Sentence::new(format!("`{tag}`\u{a0}: les étiquettes ne sont pas admises ici"))
            .hint("écrivez la valeur seule"),
        SyntaxFault::KeyNotText => {
            Sentence::new("une clé n’est pas un texte").hint("mettez la clé entre guillemets droits")
        }
        SyntaxFault::MergeKey => Sentence::new("`<<` ne fusionne rien ici")
            .hint("écrivez les clés elles-mêmes, ou entre guillemets droits\u{a0}: \"<<\""),
        SyntaxFault::Tab => Sentence::new("une tabulation ne peut pas servir de retrait").hint("employez des espaces"),
        SyntaxFault::Control { code } => Sentence::new(format!(
            "le fichier contient un caractère que YAML n’admet pas (U+{code:04X})"
        ))
        .hint("retirez-le"),
        SyntaxFault::LoneCarriageReturn => Sentence::new("une ligne se termine par un retour chariot seul")
            .hint("enregistrez le fichier avec des fins de ligne ordinaires"),
        SyntaxFault::TooMuchText { most } => Sentence::new(format!(
            "le fichier contient plus de {}\u{a0}octets de texte",
            number(*most)
        ))
        .hint("gardez les textes longs hors de la fiche, avec un lien"),
        SyntaxFault::StrangeBlank { code } => Sentence::new(format!(
            "une clé contient une espace que YAML ne reconnaît pas (U+{code:04X})"
        ))
        .hint("tapez une espace ordinaire"),
        SyntaxFault::Indentation => Sentence::new("le retrait ne correspond ni à la ligne du dessus ni à son parent")
            .hint("alignez la ligne sur les précédentes"),
        SyntaxFault::MissingColon => Sentence::new("une clé n’a pas de deux-points").hint("écrivez `clé: valeur`"),
        SyntaxFault::ColonInText => quote("un texte sans guillemets contient `: `"),
        SyntaxFault::StrayDash => Sentence::new("un `-` se trouve là où aucune liste ne peut commencer")
            .hint("commencez la liste sur sa propre ligne"),
        SyntaxFault::UnclosedBracket { open } => Sentence::new(format!("`{open}` n’est jamais fermé")),
        SyntaxFault::WrongBracket { open, close } => Sentence::new(format!("`{open}` est fermé par `{close}`")),
        SyntaxFault::StrayBracket => quote("un crochet ne ferme rien"),
        SyntaxFault::MissingComma { open } => Sentence::new(format!("il manque une virgule dans `{open}`")),
        SyntaxFault::UnclosedQuote => {
            Sentence::new("un guillemet n’est jamais fermé, ou ses lignes suivantes n’ont pas de retrait")
        }
        SyntaxFault::TextAfterQuote => {
            Sentence::new("du texte suit un guillemet fermant").hint("mettez toute la valeur entre guillemets droits")
        }
        SyntaxFault::BadEscape => Sentence::new("une barre oblique inverse ne veut rien dire ici")
            .hint("employez des guillemets simples, ou écrivez `\\\\`"),
        SyntaxFault::EscapeNoCharacter => Sentence::new("un échappement ne donne pas un caractère entier"),
        SyntaxFault::ReservedCharacter { code } => {
            let c = char::from_u32(*code).unwrap_or('\u{fffd}');
            quote(&format!("un texte sans guillemets ne peut pas commencer par `{c}`"))
        }
        SyntaxFault::CommentWithoutBlank => Sentence::new("un commentaire veut une espace avant son `#`"),
        SyntaxFault::CommentInText => Sentence::new("un commentaire coupe un texte en deux"),
        SyntaxFault::MissingAnchorName => quote("`&` ou `*` n’est suivi d’aucun nom"),
        SyntaxFault::BlockTextHeader => Sentence::new("ce qui suit `|` ou `>` ne veut rien dire")
            .hint("commencez le texte à la ligne suivante, en retrait"),
        SyntaxFault::StrayDocumentMarker => Sentence::new("`---` ou `...` n’a pas sa place ici"),
        SyntaxFault::Directive => {
            Sentence::new("une ligne qui commence par `%` n’est pas admise ici").hint("retirez-la")
        }
        SyntaxFault::MissingValue => Sentence::new("il manque une valeur"),
        SyntaxFault::Other { detail } => Sentence::new(format!("le fichier n’est pas du YAML\u{a0}: {detail}")),
    }
}

pub fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "un seul texte",
        Shape::List => "une liste",
        Shape::Mapping => "des clés et leurs valeurs",
        Shape::Nothing => "rien",
    }
}

fn number(value: usize) -> String {
    count(Lang::Fr, value as i64)
}
