//! The card of a shared story, laid out: what stands where, in px of its 1200 × 630.

use minijinja::Value;
use newsroom::error::Result;
use newsroom::ids::digest;
use newsroom::pictures::lettering::{Behind, Hand, Lettering};
use serde::Serialize;
use serde_json::json;

use crate::lines::{Fitted, Room, Size, fit, units};
use crate::page::Pages;

/// What Facebook, LINE, X and the others show whole.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;
/// A card that was drawn in another way has another name: counted up with every change of what stands here.
const DRAWN: u32 = 1;

const SERIF: Hand = Hand { family: "Newsreader", weight: 600 };
const SANS: Hand = Hand { family: "Figtree", weight: 600 };
const MARGIN: f32 = 64.0;
/// The picture takes the far side, a portrait's share of the card.
const PICTURE: u32 = 460;
/// Between the line with the name and the one with the length.
const HEADLINE_TOP: f32 = 136.0;
const HEADLINE_HEIGHT: f32 = 350.0;
const FROM_PX: f32 = 30.0;
/// From the bell to the name beside it.
const BELL: f32 = 58.0;
/// From the disc's middle to the length beside it.
const DISC: f32 = 52.0;
const DISC_RADIUS: f32 = 34.0;

/// What a card shows; whatever of it changes makes another card.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    pub headline: String,
    pub lang: String,
    pub rtl: bool,
    pub publication: String,
    pub section: Option<String>,
    /// "3:07 to hear", in the story's language; none while there is no sound.
    pub length: Option<String>,
    pub site: String,
    /// The picture's id, when there is one.
    pub picture: Option<String>,
}

impl Shown {
    /// The file that shows this: a digest of everything on it, and of how it is drawn.
    pub fn name(&self, pages: &Pages) -> String {
        let all = json!([DRAWN, pages.share_card_digest, self]).to_string();
        let ending = if self.picture.is_some() { "jpg" } else { "png" };
        format!("{}.{ending}", &digest(all.as_bytes())[..20])
    }

    /// The column that text stands in: its two sides.
    fn column(&self) -> (f32, f32) {
        let right = WIDTH as f32 - MARGIN;
        if self.picture.is_some() { (MARGIN, (WIDTH - PICTURE) as f32 - 48.0) } else { (MARGIN, right) }
    }

    fn sizes(&self) -> Vec<Size> {
        let is_wide = crate::lines::units(&self.headline).len() > self.headline.split_whitespace().count() * 3;
        let leading = if is_wide { 1.32 } else { 1.12 };
        let px: &[f32] = match (self.picture.is_some(), is_wide) {
            (true, _) => &[76.0, 69.0, 62.0, 56.0, 50.0, 44.0],
            (false, false) => &[88.0, 80.0, 72.0, 64.0, 56.0, 48.0],
            (false, true) => &[80.0, 72.0, 64.0, 56.0, 48.0],
        };
        px.iter().map(|&px| Size { px, leading }).collect()
    }
}

/// The card's drawing, to be laid over its picture.
pub fn drawing(shown: &Shown, letters: &Lettering, pages: &Pages, words: &str) -> Result<String> {
    let (left, right) = shown.column();
    let width = right - left;
    // From the side where reading begins.
    let (start, way, anchor) = if shown.rtl { (right, -1.0, "end") } else { (left, 1.0, "start") };

    let lines = match writable(&shown.headline, letters) {
        Some(headline) => {
            set(&headline, shown, letters, SERIF, &shown.sizes(), Room { width, height: HEADLINE_HEIGHT })?
        }
        None => Fitted { px: 0.0, leading: 0.0, lines: Vec::new() },
    };
    let line = |(n, text): (usize, &String)| {
        let y = HEADLINE_TOP + lines.px * (0.95 + n as f32 * lines.leading);
        json!({ "text": text, "y": y, "px": lines.px })
    };
    let headline: Vec<_> = lines.lines.iter().enumerate().map(line).collect();

    let from = [Some(&shown.publication), shown.section.as_ref()];
    let from: Vec<&str> = from.into_iter().flatten().map(String::as_str).collect();
    let from = one_line(&from.join(" · "), shown, letters, FROM_PX, width - BELL)?;
    let from = from.map(|text| json!({ "text": text, "x": start + way * BELL, "px": FROM_PX }));

    let said = match &shown.length {
        Some(length) => one_line(length, shown, letters, 34.0, width - DISC * 2.0)?,
        None => None,
    };
    let length = shown.length.as_ref().map(|_| {
        json!({ "text": said.clone().unwrap_or_default(), "disc": start + way * DISC_RADIUS,
            "x": start + way * (DISC_RADIUS + DISC) })
    });
    // Beside the length there is room for the site's name when no picture takes it.
    let free = length.is_none() || shown.picture.is_none();
    let site = match free && shown.site != shown.publication {
        true => one_line(&shown.site, shown, letters, 26.0, if length.is_some() { width / 2.0 } else { width })?,
        false => None,
    };
    let site = site.map(|text| match length {
        None => json!({ "text": text, "x": start, "anchor": anchor }),
        Some(_) => json!({ "text": text, "x": if shown.rtl { left } else { right }, "anchor": if shown.rtl { "start" } else { "end" } }),
    });
    let picture = shown.picture.as_ref().map(|_| json!({ "x": WIDTH - PICTURE, "width": PICTURE }));
    let card = json!({ "width": WIDTH, "height": HEIGHT, "x": start, "anchor": anchor, "picture": picture,
        "from": from, "headline": headline, "length": length, "site": site });
    pages.render(words, "share-card.svg", Value::from_serialize(json!({ "card": card })))
}

/// Where the picture lies.
pub fn behind(bytes: Vec<u8>) -> Behind {
    Behind { bytes, x: WIDTH - PICTURE, width: PICTURE }
}

fn set(text: &str, shown: &Shown, letters: &Lettering, hand: Hand, sizes: &[Size], room: Room) -> Result<Fitted> {
    let units = units(text);
    let mut texts: Vec<String> = units.iter().map(|unit| unit.text.clone()).collect();
    // A space has no width of its own where nothing follows.
    texts.extend(["n n".to_string(), "nn".to_string()]);
    let mut widths = letters.widths(&texts, hand, &shown.lang)?;
    let without = widths.pop().unwrap_or_default();
    let space = (widths.pop().unwrap_or_default() - without).max(0.0);
    Ok(fit(&units, &widths, space, sizes, room))
}

/// One line, cut where it is too long; nothing when it cannot be written.
fn one_line(text: &str, shown: &Shown, letters: &Lettering, px: f32, width: f32) -> Result<Option<String>> {
    let Some(text) = writable(text, letters) else { return Ok(None) };
    let size = [Size { px, leading: 1.0 }];
    let fitted = set(&text, shown, letters, SANS, &size, Room { width, height: px })?;
    Ok(fitted.lines.into_iter().next())
}

/// A text as far as it can be written: marks that no face has are left out, and when letters are missing, all of it: a row
/// of boxes says less than the picture.
fn writable(text: &str, letters: &Lettering) -> Option<String> {
    let mut kept = String::new();
    for letter in text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }) {
        if letter == ' ' || (!letter.is_control() && letters.has(letter)) {
            kept.push(letter);
        } else if letter.is_alphanumeric() {
            return None;
        }
    }
    (!kept.trim().is_empty()).then_some(kept)
}
