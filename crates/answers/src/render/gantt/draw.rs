//! Answers: how does a mark of the chart look as SVG?
//! Invariant: colours stand in the style sheet; every text is escaped by the template; two looks never differ by colour alone.

use super::pieces::{Look, Piece, Shape};
use super::scale::Tick;
use crate::render::html::Shown;
use crate::report::plan::{Held, InChain, State};
use maud::{Markup, html};

/// Height of a row.
pub const ROW: u32 = 26;
/// Height of the scale.
pub const HEAD: u32 = 58;

/// How shares of the width are written.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// Of whatever width the browser gives.
    Percent,
    /// Of a picture with this left edge and width.
    Pixels { left: f64, width: f64 },
}

impl Measure {
    pub fn x(self, share: f64) -> String {
        match self {
            Self::Percent => format!("{}%", rounded(share * 100.0, 3)),
            Self::Pixels { left, width } => rounded(left + share * width, 1),
        }
    }

    pub fn width(self, share: f64) -> String {
        match self {
            Self::Percent => format!("{}%", rounded(share * 100.0, 3)),
            Self::Pixels { width, .. } => rounded((share * width).max(1.0), 1),
        }
    }
}

fn rounded(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The pieces of one row whose upper edge is at `top`.
pub fn pieces(pieces: &[Piece], measure: Measure, top: u32) -> Markup {
    html! { @for piece in pieces { (one(piece, measure, top)) } }
}

fn one(piece: &Piece, measure: Measure, top: u32) -> Markup {
    let (x, width) = (measure.x(piece.at.from), measure.width(piece.at.to - piece.at.from));
    let band = |class: &str, y: u32, height: u32| {
        html! {
            rect class=(class) x=(x) y=(top + y) width=(width) height=(height) rx="2" { title { (Shown(&piece.said)) } }
        }
    };
    match piece.shape {
        Shape::Float => html! {
            @let (end, y) = (measure.x(piece.at.to), top + ROW / 2);
            g class="float" {
                line x1=(x) y1=(y) x2=(end) y2=(y) {}
                line class="stop" x1=(x) y1=(y - 4) x2=(x) y2=(y + 4) {}
                // Wide enough to be pointed at.
                rect class="over" x=(x) y=(top + 6) width=(width) height=(ROW - 12) { title { (Shown(&piece.said)) } }
            }
        },
        Shape::Work(look) => html! {
            (band(&format!("bar {}", class_of(look)), 6, ROW - 12))
            @if look.held != Held::Free && look.state != State::Done { (band("stripes", 6, ROW - 12)) }
        },
        Shape::Worked => band("worked", ROW - 11, 3),
        Shape::Milestone(look) => html! {
            svg x=(x) y=(top + ROW / 2) overflow="visible" {
                path class=(format!("stone {}", class_of(look))) d="M0 -7 7 0 0 7 -7 0Z" { title { (Shown(&piece.said)) } }
            }
        },
        Shape::Bracket => band("bracket", 10, 5),
        Shape::Margin => band("margin", 6, ROW - 12),
        Shape::MarginUsed => band("used", 6, ROW - 12),
        Shape::Short => band("short", 6, ROW - 12),
        Shape::Handover => band("handover", 6, ROW - 12),
        Shape::Live => html! {
            svg x=(x) y=(top + 4) overflow="visible" {
                path class="live" d="M0 0V18M0 0H9L6.500 3.500 9 7H0" { title { (Shown(&piece.said)) } }
            }
        },
        Shape::Link => html! {
            @let y = top + ROW / 2;
            g class="wire" {
                line x1=(x) y1=(y) x2=(measure.x(piece.at.to)) y2=(y) {}
                svg x=(measure.x(piece.at.to)) y=(y) overflow="visible" { path d="M0 0-6-3.500V3.500Z" {} }
            }
        },
        Shape::Today | Shape::Launch => html! {
            @let class = if piece.shape == Shape::Today { "today" } else { "launch" };
            g class=(class) { line x1=(x) y1=(top + 4) x2=(x) y2=(top + ROW - 4) {} }
        },
        Shape::Closed => band("shut", 4, ROW - 8),
    }
}

fn class_of(look: Look) -> String {
    let own = match (look.state, look.held) {
        (State::Done, _) => "done",
        (_, Held::Late) => "late",
        (_, Held::Critical) => "critical",
        (_, Held::Free) => "free",
    };
    match look.chain {
        InChain::Yes if look.state != State::Done => format!("{own} chain"),
        InChain::Yes | InChain::No => own.to_owned(),
    }
}

/// Stripes that the style sheet refers to.
pub fn patterns() -> Markup {
    html! {
        defs {
            pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect class="stripe" width="2.500" height="6" {}
            }
            pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse" {
                circle class="dot" cx="1.500" cy="1.500" r="1.200" {}
            }
            pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)" {
                rect class="hatching" width="1.600" height="5" {}
            }
        }
    }
}

/// A named day of the scale.
pub struct Flag {
    pub at: f64,
    pub text: String,
    pub class: &'static str,
    pub side: Anchor,
    /// 0 is the upper one; `None`: there is no room for its name.
    pub line: Option<usize>,
}

/// On which side of its day a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Left,
    Right,
}

/// Months over Mondays.
pub fn head(upper: &[Tick], lower: &[Tick], measure: Measure, top: u32) -> Markup {
    html! {
        g class="scale" {
            @for tick in upper {
                @let x = measure.x(tick.at);
                line x1=(x) y1=(top + 28) x2=(x) y2=(top + HEAD) {}
                text class="month" x=(x) y=(top + 40) dx="4" { (tick.text) }
            }
            @for tick in lower {
                text x=(measure.x(tick.at)) y=(top + HEAD - 5) dx="4" { (tick.text) }
            }
        }
    }
}

/// The days that have a name of their own, over the scale.
pub fn flags(flags: &[Flag], measure: Measure, top: u32) -> Markup {
    html! {
        @for flag in flags {
            @let (anchor, shift) = match flag.side { Anchor::Left => ("end", "-5"), Anchor::Right => ("start", "5") };
            @let y = flag.line.map_or(HEAD - 8, |line| 10 + 13 * line as u32);
            @let x = measure.x(flag.at);
            g class=(flag.class) {
                line x1=(x) y1=(top + y - 9) x2=(x) y2=(top + HEAD) { title { (Shown(&flag.text)) } }
                @if flag.line.is_some() {
                    text x=(x) y=(top + y) dx=(shift) text-anchor=(anchor) { (Shown(&flag.text)) }
                }
            }
        }
    }
}
