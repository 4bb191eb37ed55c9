//! SVG text: the drawing backend that plotters writes through.
//!
//! plotters' own SVG backend has whole pixels, no title, no dashes and no dark screen.
//! This one takes tenths of a pixel and writes them with one decimal, names every element
//! by its ink, and says in words what is seen. It lays nothing out, and it does not draw
//! pixels, because a figure here is made of lines, areas and text.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend,
    DrawingErrorKind, FontStyle, FontTransform,
};

use crate::ink::{Colour, Ink};

/// Backend units in a pixel.
pub(crate) const UNITS: i32 = 10;

const FONTS: &str = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Collects the body of one SVG.
pub(crate) struct SvgText<'a> {
    body: &'a mut String,
    size: (u32, u32),
}

impl<'a> SvgText<'a> {
    /// A sheet of so many pixels whose elements are appended to `body`.
    pub(crate) fn new(body: &'a mut String, (width, height): (u32, u32)) -> Self {
        let units = UNITS.unsigned_abs();
        Self { body, size: (width * units, height * units) }
    }

    fn element(&mut self, shape: &str, style: &impl BackendStyle, filled: bool) {
        let BackendColor { alpha, rgb } = style.color();
        if alpha <= 0.0 {
            return;
        }
        let ink = Ink::of_colour(rgb);
        let class = ink.map_or("other", Ink::class);
        let paint = hex(rgb);
        let mut paints = if filled {
            format!("class=\"f-{class}\" fill=\"{paint}\"")
        } else {
            let width = tenths(i32::try_from(style.stroke_width()).unwrap_or(UNITS));
            let dash = ink.and_then(Ink::dash).filter(|_| style.stroke_width() > 10);
            let dash =
                dash.map(|d| format!(" stroke-dasharray=\"{d}\"")).unwrap_or_default();
            format!(
                "class=\"s-{class}\" fill=\"none\" stroke=\"{paint}\" stroke-width=\"{width}\"{dash}"
            )
        };
        if alpha < 1.0 {
            let kind = if filled { "fill" } else { "stroke" };
            let _ = write!(paints, " {kind}-opacity=\"{alpha:.2}\"");
        }
        let _ = writeln!(self.body, "<{shape} {paints}/>");
    }
}

impl DrawingBackend for SvgText<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points = points(path);
        self.element(&format!("polyline points=\"{points}\""), style, false);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let points = points(corners);
        self.element(&format!("polygon points=\"{points}\""), style, true);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let shape = format!(
            "rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            tenths(left.min(right)),
            tenths(top.min(bottom)),
            tenths((right - left).abs()),
            tenths((bottom - top).abs()),
        );
        self.element(&shape, style, fill);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let radius = tenths(i32::try_from(radius).unwrap_or(i32::MAX));
        let shape =
            format!("circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"", tenths(x), tenths(y));
        self.element(&shape, style, fill);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Heights of a Latin sans-serif: capitals reach 0.72 em, the middle of a figure
        // lies at 0.36 em, descenders go 0.22 em below.
        let lowered = match style.anchor().v_pos {
            VPos::Top => "0.76em",
            VPos::Center => "0.36em",
            VPos::Bottom => "-0.22em",
        };
        let turned = match style.transform() {
            FontTransform::None => String::new(),
            turn => {
                let degrees = match turn {
                    FontTransform::Rotate90 => 90,
                    FontTransform::Rotate180 => 180,
                    _ => -90,
                };
                format!(" transform=\"rotate({degrees} {} {})\"", tenths(x), tenths(y))
            }
        };
        let weight = match style.style() {
            FontStyle::Bold => " font-weight=\"600\"",
            _ => "",
        };
        let rgb = style.color().rgb;
        let _ = writeln!(
            self.body,
            "<text class=\"f-{}\" fill=\"{}\" x=\"{}\" y=\"{}\" dy=\"{lowered}\" text-anchor=\"{anchor}\" font-size=\"{:.1}\"{weight}{turned}>{}</text>",
            Ink::of_colour(rgb).map_or("other", Ink::class),
            hex(rgb),
            tenths(x),
            tenths(y),
            style.size() / f64::from(UNITS),
            escaped(text),
        );
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let height = style.size();
        Ok(((width_in_em(text) * height) as u32, height as u32))
    }
}

/// The whole document around a body.
pub(crate) fn document(
    (width, height): (u32, u32),
    title: &str,
    description: &str,
    body: &str,
) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"medlab-figure\" role=\"img\" \
         aria-label=\"{label}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\">\n\
         <title>{}</title>\n<desc>{label}</desc>\n<style>{}</style>\n{body}</svg>\n",
        escaped(title),
        dark_style(),
        label = escaped(description),
    )
}

/// How wide a text is set, in multiples of its font size. An estimate on the wide side,
/// because the reader's font is not known.
pub(crate) fn width_in_em(text: &str) -> f64 {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '-' | '[' | ']' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' => 0.72,
        '\u{202f}' => 0.2,
        _ => 0.63,
    };
    text.chars().map(width).sum()
}

/// Text made safe inside an element or an attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

fn dark_style() -> String {
    let mut rules = String::from("@media screen and (prefers-color-scheme: dark){");
    for ink in Ink::ALL {
        let (class, paint) = (ink.class(), hex(ink.colour_in_the_dark()));
        let _ = write!(
            rules,
            ".medlab-figure .f-{class}{{fill:{paint}}}.medlab-figure .s-{class}{{stroke:{paint}}}"
        );
    }
    rules.push('}');
    rules
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<String> =
        path.into_iter().map(|(x, y)| format!("{},{}", tenths(x), tenths(y))).collect();
    points.join(" ")
}

fn tenths(units: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let units = units.unsigned_abs();
    format!("{sign}{}.{}", units / 10, units % 10)
}

fn hex((red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal() {
        for (units, text) in [(0, "0.0"), (7, "0.7"), (-7, "-0.7"), (1234, "123.4")] {
            assert_eq!(tenths(units), text);
        }
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(escaped("<script>\"&'\u{1b}"), "&lt;script&gt;&quot;&amp;&#39; ");
    }
}
