//! Answers: which pictures and films does the sample studio keep, and with which brief did each come?
//! Invariant: an asset comes with the first brief that names it, or with the studio; those after it use it again.

use super::piece::{Piece, Tongue, Words, words};
use crate::change::FileEdit;
use crate::model::other::RecordType;
use crate::model::place::StudioPath;
use crate::model::studio::Studio;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// What is made with a brief; the others are there from the beginning.
const MADE: [(&str, Words, &str); 4] = [
    (
        "evening-kettle",
        words("The kettle at dusk", "La bouilloire au crépuscule"),
        "image/tiff",
    ),
    (
        "night-film-20s",
        words("Night film, 20 s", "Film Nuit, 20 s"),
        "video/mp4",
    ),
    (
        "box-packshot",
        words("The box, packshot", "Le coffret, packshot"),
        "image/tiff",
    ),
    (
        "shop-counter",
        words("The counter of the first shop", "Le comptoir de la première boutique"),
        "image/tiff",
    ),
];

/// The records of those that the piece names and nobody has recorded.
pub(super) fn made_for(studio: &Studio, piece: &Piece, tongue: Tongue) -> Vec<FileEdit> {
    let is_known = |id: &str| {
        let mut others = studio.others.iter();
        others.any(|other| other.record == RecordType::Asset && *other.id.value == *id)
    };
    let wanted = MADE.iter().filter(|(id, ..)| piece.uses.contains(id) && !is_known(id));
    wanted
        .filter_map(|(id, title, media_type)| {
            Some(FileEdit::Create {
                path: StudioPath::new(&format!("assets/{id}.yml"))?,
                text: record(id, title.in_tongue(tongue), media_type),
            })
        })
        .collect()
}

fn record(id: &str, title: &str, media_type: &str) -> String {
    let hash = HEXLOWER.encode(&Sha256::digest(id.as_bytes()));
    format!(
        "crops: asset/v1\nid: {id}\ntitle: {title}\nrole: source\nsha256: {hash}\n\
         uri: https://dam.mirabelle.example/a/{id}\nmedia_type: {media_type}\n"
    )
}
