//! Letters in drawings of our own: our faces first, then those of the system, and never a box in the place of a letter.

use std::sync::Arc;

use image::RgbImage;
use resvg::usvg::fontdb::{Database, FaceInfo, ID, Source};
use resvg::usvg::{self, Font, FontFamily, FontResolver, Node, Options};
use resvg::{render, tiny_skia};
use skrifa::{FontRef, MetadataProvider};

use super::{decode, jpeg, unreadable};
use crate::error::{Error, Result};

/// Widths are measured at this size and hold for all others.
const MEASURED_AT: f32 = 100.0;
/// Of our own families the one with serifs (web/browser/build.mjs names them).
const SERIF: &str = "newsreader";

/// The faces that drawings may use. Making one looks through the system's folders, which takes a moment: it is kept.
pub struct Lettering {
    faces: Arc<Database>,
    /// Ours, by the name that drawings call them by. What a face calls itself is its maker's affair.
    own: Vec<(String, ID)>,
}

/// A face of ours: the family it belongs to, and its file (TrueType).
pub type Face = (String, Vec<u8>);

/// A way of writing: a face of ours by its name, and its weight as CSS has it.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    pub family: &'static str,
    pub weight: u16,
}

/// Where a picture lies behind a drawing, in px of the drawing; it is cut to fit.
#[derive(Clone, Debug)]
pub struct Behind {
    pub bytes: Vec<u8>,
    pub x: u32,
    pub width: u32,
}

impl Lettering {
    /// Our own faces come first, in this order; what they lack is taken from those of the system.
    pub fn of(own: impl IntoIterator<Item = Face>) -> Lettering {
        let mut lettering = Lettering::alone(own);
        Arc::make_mut(&mut lettering.faces).load_system_fonts();
        lettering
    }

    /// Without those of the system, so that a test writes the same on every machine.
    pub fn alone(own: impl IntoIterator<Item = Face>) -> Lettering {
        let mut lettering = Lettering { faces: Arc::new(Database::new()), own: Vec::new() };
        let faces = Arc::make_mut(&mut lettering.faces);
        for (family, bytes) in own {
            let ids = faces.load_font_source(Source::Binary(Arc::new(bytes)));
            lettering.own.extend(ids.iter().map(|id| (family.clone(), *id)));
        }
        lettering
    }

    /// Whether any face has this letter.
    pub fn has(&self, letter: char) -> bool {
        self.faces.faces().filter(|face| is_honest(face)).any(|face| has(&self.faces, face.id, letter))
    }

    /// How wide each text is at a size of one px, written in one line.
    pub fn widths(&self, texts: &[String], hand: Hand, lang: &str) -> Result<Vec<f32>> {
        let mut svg = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">"#);
        for (at, text) in texts.iter().enumerate() {
            let Hand { family, weight } = hand;
            let text = escaped(text);
            svg.push_str(&format!(
                r#"<text id="t{at}" y="50" font-family="{family}" font-weight="{weight}" font-size="{MEASURED_AT}">{text}</text>"#
            ));
        }
        svg.push_str("</svg>");
        let tree = self.read(&svg, lang)?;
        let width = |at| match tree.node_by_id(&format!("t{at}")) {
            Some(Node::Text(text)) => text.bounding_box().width() / MEASURED_AT,
            _ => 0.0,
        };
        Ok((0..texts.len()).map(width).collect())
    }

    /// Draws an SVG of our own in its own size: the picture first, the drawing over it.
    pub fn draw(&self, svg: &str, lang: &str, behind: Option<&Behind>) -> Result<RgbImage> {
        let tree = self.read(svg, lang)?;
        let (width, height) = (tree.size().width() as u32, tree.size().height() as u32);
        let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or_else(|| unreadable("its size"))?;
        pixmap.fill(tiny_skia::Color::WHITE);
        if let Some(behind) = behind {
            lay(behind, &mut pixmap)?;
        }
        render(&tree, tiny_skia::Transform::identity(), &mut pixmap.as_mut());
        let rgb = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        RgbImage::from_raw(width, height, rgb).ok_or_else(|| unreadable("its size"))
    }

    fn read(&self, svg: &str, lang: &str) -> Result<usvg::Tree> {
        let (serif, sans) = (preferred(lang, true), preferred(lang, false));
        let serifs: Vec<ID> = self.own.iter().filter(|(family, _)| family == SERIF).map(|(_, id)| *id).collect();
        let instead = move |letter: char, used: &[ID], faces: &mut Arc<Database>| {
            let faces: &Database = faces;
            let base = faces.face(*used.first()?)?.clone();
            let mut others: Vec<&FaceInfo> =
                faces.faces().filter(|face| is_honest(face) && !used.contains(&face.id)).collect();
            let preferred = if serifs.contains(&base.id) { &serif } else { &sans };
            others.sort_by_key(|face| rank(face, &base, preferred));
            others.into_iter().find(|face| has(faces, face.id, letter)).map(|face| face.id)
        };
        let own = self.own.clone();
        let first = move |font: &Font, _: &mut Arc<Database>| {
            let named = |(family, _): &&(String, ID)| {
                font.families()
                    .iter()
                    .any(|f| matches!(f, FontFamily::Named(name) if name.eq_ignore_ascii_case(family)))
            };
            own.iter().find(named).or(own.first()).map(|(_, id)| *id)
        };
        let resolver = FontResolver { select_font: Box::new(first), select_fallback: Box::new(instead) };
        let mut options = Options { fontdb: self.faces.clone(), font_resolver: resolver, ..Options::default() };
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        usvg::Tree::from_str(svg, &options).map_err(|e| Error::broken("drawing letters", e))
    }
}

/// Which face takes the place of one that lacks a letter: the lowest first. Ours before the system's, those that are made
/// for the language before others, the same family, then the one whose weight is nearest.
fn rank(face: &FaceInfo, base: &FaceInfo, preferred: &[String]) -> (bool, usize, bool, bool, u16) {
    let is_system = !matches!(face.source, Source::Binary(_));
    let named = |name: &String| face.families.iter().any(|(family, _)| family == name);
    let place = preferred.iter().position(named).unwrap_or(preferred.len());
    let other = base.families.first().map(|(name, _)| name) != face.families.first().map(|(name, _)| name);
    (is_system, place, other, face.style != base.style, face.weight.0.abs_diff(base.weight.0))
}

/// The system's faces that suit a language, those of the same kind first: the same sign is written in another way in Taipei,
/// Beijing, Tokyo and Seoul.
fn preferred(lang: &str, serif: bool) -> Vec<String> {
    let lang = lang.to_ascii_lowercase();
    let region = match lang.split('-').next().unwrap_or_default() {
        "ja" => "JP",
        "ko" => "KR",
        "zh" if ["hans", "cn", "sg"].iter().any(|part| lang.split('-').any(|p| p == *part)) => "SC",
        _ => "TC",
    };
    let mut kinds = [
        ["Noto Serif CJK", "Noto Serif", "Source Han Serif", "Songti"],
        ["Noto Sans CJK", "Noto Sans", "Source Han Sans", "PingFang"],
    ];
    let mut of_taiwan = ["AR PL UMing TW", "PMingLiU", "WenQuanYi Zen Hei"];
    if !serif {
        kinds.reverse();
        of_taiwan.reverse();
    }
    let of_region = kinds.as_flattened().iter().map(|name| format!("{name} {region}"));
    of_region.chain(of_taiwan.map(str::to_string)).collect()
}

/// Some systems have a face with a box for every letter there is.
fn is_honest(face: &FaceInfo) -> bool {
    !face.families.iter().any(|(family, _)| family.contains("LastResort") || family.contains("Last Resort"))
}

fn has(faces: &Database, face: ID, letter: char) -> bool {
    let looked = faces.with_face_data(face, |bytes, index| {
        FontRef::from_index(bytes, index).is_ok_and(|font| font.charmap().map(letter).is_some())
    });
    looked.unwrap_or_default()
}

fn lay(behind: &Behind, pixmap: &mut tiny_skia::Pixmap) -> Result<()> {
    let (side, height) = (behind.width, pixmap.height());
    let picture = super::cut(&decode(&behind.bytes)?, side, height)?;
    let (row, from) = (pixmap.width() as usize * 4, behind.x as usize * 4);
    let lines = pixmap.data_mut().chunks_exact_mut(row).zip(picture.as_raw().chunks_exact(side as usize * 3));
    for (line, pixels) in lines {
        let room = line.get_mut(from..).unwrap_or_default();
        for (to, [r, g, b]) in room.chunks_exact_mut(4).zip(pixels.as_chunks::<3>().0) {
            to.copy_from_slice(&[*r, *g, *b, u8::MAX]);
        }
    }
    Ok(())
}

/// A drawing as a file: PNG, which keeps letters sharp, and is small where there is no picture.
pub fn as_png(drawn: &RgbImage) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    drawn.write_with_encoder(image::codecs::png::PngEncoder::new(&mut bytes)).map_err(unreadable)?;
    Ok(bytes)
}

/// With a picture in it: a PNG would be heavier than what messengers take for a preview.
pub fn as_jpeg(drawn: &RgbImage) -> Result<Vec<u8>> {
    jpeg(drawn)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
