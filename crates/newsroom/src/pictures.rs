//! Pictures: taken in once, kept in the sizes that pages ask for.

pub mod lettering;

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, values};
use crate::error::{Error, Result};
use crate::ids::digest;

/// Widths in px; a picture is never enlarged.
pub const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// Shared pages and podcast covers are shown in JPEG: not every reader of feeds knows WebP.
pub const JPEG_WIDTH: u32 = 1200;
pub const BYTES_AT_MOST: usize = 20 << 20;
/// A picture whose header promises more is refused before it is unpacked.
const SIDE_AT_MOST: u32 = 12_000;
const MEMORY_AT_MOST: u64 = 256 << 20;
const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 84;
/// Drawings have no size of their own in px; they are drawn this wide.
const DRAWN_WIDTH: u32 = 1600;

/// A picture that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Digest of the file it came from.
    pub id: String,
    pub width: u32,
    pub height: u32,
    pub widths: Vec<u32>,
}

impl Picture {
    /// Height in px when shown `width` px wide.
    pub fn height_at(&self, width: u32) -> u32 {
        ((u64::from(width) * u64::from(self.height)) / u64::from(self.width.max(1))) as u32
    }
}

/// The file of a picture in one width.
pub fn file(id: &str, width: u32, ending: &str) -> String {
    format!("pictures/{id}-{width}.{ending}")
}

#[derive(FromRow)]
struct Row {
    id: String,
    width: i64,
    height: i64,
    widths: String,
}

impl From<Row> for Picture {
    fn from(row: Row) -> Picture {
        let widths = serde_json::from_str(&row.widths).unwrap_or_default();
        Picture { id: row.id, width: row.width as u32, height: row.height as u32, widths }
    }
}

pub async fn by_id(db: &Db, id: &str) -> Result<Picture> {
    let row: Row =
        db.one("picture", "SELECT id, width, height, widths FROM picture WHERE id = $1", values![id]).await?;
    Ok(row.into())
}

/// Those of these pictures that are there, in no order.
pub async fn by_ids(db: &Db, ids: &[String]) -> Result<Vec<Picture>> {
    let rows = serde_json::Value::from_iter(ids.iter().map(|id| vec![id.as_str()])).to_string();
    let sql = "SELECT id, width, height, widths FROM picture WHERE id IN (SELECT value->>0 FROM json_each($1))";
    let found: Vec<Row> = db.all(sql, values![rows]).await?;
    Ok(found.into_iter().map(Picture::from).collect())
}

/// Takes a picture in: JPEG, PNG, WebP, GIF (its first frame) or SVG. The same file again is the same picture.
pub async fn take_in(ctx: &Ctx, bytes: Vec<u8>) -> Result<Picture> {
    let id = digest(&bytes);
    if let Ok(there) = by_id(&ctx.db, &id).await {
        return Ok(there);
    }
    let sizes = tokio::task::spawn_blocking(move || resize(&bytes)).await;
    let sizes = sizes.map_err(|e| Error::broken("resizing a picture", e))??;
    for (width, ending, file_bytes) in sizes.files {
        ctx.files.put(&file(&id, width, ending), file_bytes).await?;
    }
    let widths = serde_json::to_string(&sizes.widths).map_err(|e| Error::broken("writing a picture", e))?;
    ctx.db
        .execute(
            "INSERT INTO picture (id, width, height, widths, created_at_ms) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO NOTHING",
            values![&id, i64::from(sizes.width), i64::from(sizes.height), widths, ctx.clock.now_ms()],
        )
        .await?;
    by_id(&ctx.db, &id).await
}

struct Sizes {
    width: u32,
    height: u32,
    widths: Vec<u32>,
    files: Vec<(u32, &'static str, Vec<u8>)>,
}

fn resize(bytes: &[u8]) -> Result<Sizes> {
    if bytes.len() > BYTES_AT_MOST {
        return Err(Error::invalid("picture", format!("larger than {} MB", BYTES_AT_MOST >> 20)));
    }
    let picture = if is_svg(bytes) { draw(bytes)? } else { decode(bytes)? };
    let (width, height) = picture.dimensions();
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|w| *w < width).collect();
    if widths.len() < WIDTHS.len() {
        widths.push(width);
    }
    let mut files = Vec::new();
    for &to in &widths {
        files.push((to, "webp", webp(&scale(&picture, to)?)));
    }
    files.push((JPEG_WIDTH, "jpg", jpeg(&scale(&picture, JPEG_WIDTH.min(width))?)?));
    Ok(Sizes { width, height, widths, files })
}

fn unreadable(why: impl std::fmt::Display) -> Error {
    Error::invalid("picture", format!("this picture cannot be read ({why}): send a JPEG, PNG, WebP, GIF or SVG"))
}

fn decode(bytes: &[u8]) -> Result<RgbImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(unreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_AT_MOST);
    limits.max_image_height = Some(SIDE_AT_MOST);
    limits.max_alloc = Some(MEMORY_AT_MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // Phones hold their pictures upright by a note beside the pixels.
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(upright);
    Ok(on_paper(picture))
}

/// Transparent parts are laid on white: a JPEG has none.
fn on_paper(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let on_white = |c: u8| ((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8;
        image::Rgb([on_white(r), on_white(g), on_white(b)])
    })
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    String::from_utf8_lossy(head).contains("<svg")
}

/// Draws an SVG. Nothing it refers to is loaded, and it has no text: fonts would differ from machine to machine.
fn draw(bytes: &[u8]) -> Result<RgbImage> {
    use resvg::{tiny_skia, usvg};
    let mut options = usvg::Options::default();
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let tree = usvg::Tree::from_data(bytes, &options).map_err(unreadable)?;
    let size = tree.size();
    let scale = DRAWN_WIDTH as f32 / size.width();
    let height = (size.height() * scale).round() as u32;
    if height == 0 || height > SIDE_AT_MOST {
        return Err(unreadable("its shape is too narrow or too tall"));
    }
    let mut pixmap = tiny_skia::Pixmap::new(DRAWN_WIDTH, height).ok_or_else(|| unreadable("its size"))?;
    pixmap.fill(tiny_skia::Color::WHITE);
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let rgb = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    RgbImage::from_raw(DRAWN_WIDTH, height, rgb).ok_or_else(|| unreadable("its size"))
}

/// A square cover in a colour (`#rrggbb`): a bell on paper, as podcast directories want it (JPEG, 1,500 px).
pub fn cover(colour: &str) -> Result<Vec<u8>> {
    const SIDE: u32 = 1500;
    let drawing = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="{colour}"/>
        <circle cx="50" cy="50" r="36" fill="#fbf8f1"/><path fill="{colour}" d="M50 26c-10 0-16 8-16 18v10l-5 8h42l-5-8V44c0-10-6-18-16-18z"/>
        <circle cx="50" cy="67" r="5" fill="{colour}"/></svg>"##
    );
    let drawn = draw(drawing.as_bytes())?;
    jpeg(&scale(&drawn, SIDE)?)
}

fn scale(picture: &RgbImage, width: u32) -> Result<RgbImage> {
    if width == picture.width() {
        return Ok(picture.clone());
    }
    let height = ((u64::from(width) * u64::from(picture.height())) / u64::from(picture.width())).max(1) as u32;
    let from = Image::from_vec_u8(picture.width(), picture.height(), picture.as_raw().clone(), PixelType::U8x3)
        .map_err(unreadable)?;
    let mut to = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&from, &mut to, &ResizeOptions::new()).map_err(unreadable)?;
    RgbImage::from_raw(width, height, to.into_vec()).ok_or_else(|| unreadable("its size"))
}

/// Fills a frame: what is too much at two sides is cut away, more below than above, where faces are.
fn cut(picture: &RgbImage, width: u32, height: u32) -> Result<RgbImage> {
    let from = Image::from_vec_u8(picture.width(), picture.height(), picture.as_raw().clone(), PixelType::U8x3)
        .map_err(unreadable)?;
    let mut to = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().fit_into_destination(Some((0.5, 0.3)));
    Resizer::new().resize(&from, &mut to, &options).map_err(unreadable)?;
    RgbImage::from_raw(width, height, to.into_vec()).ok_or_else(|| unreadable("its size"))
}

fn webp(picture: &RgbImage) -> Vec<u8> {
    webp::Encoder::from_rgb(picture.as_raw(), picture.width(), picture.height()).encode(WEBP_QUALITY).to_vec()
}

fn jpeg(picture: &RgbImage) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    picture.write_with_encoder(encoder).map_err(unreadable)?;
    debug_assert_eq!(image::guess_format(&bytes).ok(), Some(ImageFormat::Jpeg));
    Ok(bytes)
}
