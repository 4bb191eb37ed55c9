//! Inks: the few ways in which anything in a figure is drawn.
//!
//! An ink is a meaning (the model, treating everybody, a missed patient), and binds a
//! colour of the Okabe-Ito palette, which people with any colour vision tell apart, to a
//! dash, so that no meaning rests on colour alone and a black-and-white print still reads.
//! An ink does not know coordinates.

/// An sRGB colour.
pub type Colour = (u8, u8, u8);

/// The palette of Okabe and Ito, "Color Universal Design" (2008): eight colours that
/// stay apart under the common forms of colour blindness.
pub const OKABE_ITO: [Colour; 8] = [
    (0, 0, 0),
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
    (204, 121, 167),
];

/// What a line, an area or a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// The sheet.
    Paper,
    /// Titles and labels.
    Text,
    /// What matters less: captions, the mark of whose patients are shown.
    Quiet,
    /// Axes and ticks.
    Axis,
    /// Grid lines.
    Grid,
    /// The model that is evaluated; people without the condition in a histogram.
    Model,
    /// What a perfect or a useless model would give: the line to compare with.
    Comparison,
    /// Treating everybody; a missed patient; people with the condition in a histogram.
    Alarm,
    /// Treating nobody.
    Nobody,
    /// A second series beside the model.
    Second,
}

impl Ink {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Paper,
        Self::Text,
        Self::Quiet,
        Self::Axis,
        Self::Grid,
        Self::Model,
        Self::Comparison,
        Self::Alarm,
        Self::Nobody,
        Self::Second,
    ];

    /// Its colour on white paper. No two inks share one, so that a colour names its ink.
    pub fn colour(self) -> Colour {
        match self {
            Self::Paper => (255, 255, 255),
            Self::Text => (27, 31, 36),
            Self::Quiet => (87, 96, 106),
            Self::Axis => (110, 119, 129),
            Self::Grid => (228, 231, 235),
            Self::Model => OKABE_ITO[5],
            Self::Comparison => (92, 99, 106),
            Self::Alarm => OKABE_ITO[6],
            Self::Nobody => OKABE_ITO[0],
            Self::Second => OKABE_ITO[3],
        }
    }

    /// Its colour on a dark screen.
    pub(crate) fn colour_in_the_dark(self) -> Colour {
        match self {
            Self::Paper => (22, 27, 34),
            Self::Text => (230, 237, 243),
            Self::Quiet => (158, 167, 179),
            Self::Axis => (139, 148, 158),
            Self::Grid => (48, 54, 61),
            Self::Model => OKABE_ITO[2],
            Self::Comparison => (166, 174, 184),
            Self::Alarm => OKABE_ITO[1],
            Self::Nobody => (240, 246, 252),
            Self::Second => (44, 186, 146),
        }
    }

    /// Its name in the SVG, where a style sheet may take hold of it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Text => "text",
            Self::Quiet => "quiet",
            Self::Axis => "axis",
            Self::Grid => "grid",
            Self::Model => "model",
            Self::Comparison => "comparison",
            Self::Alarm => "alarm",
            Self::Nobody => "nobody",
            Self::Second => "second",
        }
    }

    /// Lengths of dash and gap of its lines, in pixels; a solid line where there are none.
    pub fn dash(self) -> Option<&'static str> {
        match self {
            Self::Comparison => Some("5 4"),
            Self::Alarm => Some("9 3 2 3"),
            Self::Nobody => Some("1.5 3.5"),
            Self::Second => Some("12 4"),
            _ => None,
        }
    }

    pub(crate) fn of_colour(colour: Colour) -> Option<Self> {
        Self::ALL.into_iter().find(|ink| ink.colour() == colour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_names_one_ink() {
        for ink in Ink::ALL {
            assert_eq!(Ink::of_colour(ink.colour()), Some(ink));
        }
    }

    #[test]
    fn data_inks_differ_without_colour() {
        let data = [Ink::Model, Ink::Comparison, Ink::Alarm, Ink::Nobody, Ink::Second];
        for (i, a) in data.iter().enumerate() {
            for b in &data[i + 1..] {
                assert_ne!(a.dash(), b.dash(), "{a:?} and {b:?} share a dash");
            }
        }
    }

    #[test]
    fn lines_and_text_stand_out_from_the_paper() {
        // WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what carries meaning in a graphic.
        for (ink, least) in [
            (Ink::Text, 4.5),
            (Ink::Quiet, 4.5),
            (Ink::Axis, 3.0),
            (Ink::Model, 3.0),
            (Ink::Comparison, 3.0),
            (Ink::Alarm, 3.0),
            (Ink::Nobody, 3.0),
            (Ink::Second, 3.0),
        ] {
            let light = contrast(ink.colour(), Ink::Paper.colour());
            let dark =
                contrast(ink.colour_in_the_dark(), Ink::Paper.colour_in_the_dark());
            assert!(light >= least && dark >= least, "{ink:?}: {light:.2}, {dark:.2}");
        }
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance((r, g, b): Colour) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }
}
