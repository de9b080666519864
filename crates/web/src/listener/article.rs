//! `/articles/{slug}`, its narration and its transcript.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use newsroom::articles::{self, Listed, Recommended, State as Standing};
use newsroom::error::{Error, Result};
use newsroom::narrations::{self, Timed};
use newsroom::segments::Content;
use newsroom::spots::Placement;
use newsroom::spots::choosing::Place;
use newsroom::story::{Block, Text};
use newsroom::topics;
use serde_json::{Value, json};

use super::{Around, Head, html, programme, render, share_card, stored, topic};
use crate::inline::inline;
use crate::shapes::{Named, Time, Voice, article_path, encode};
use crate::site::Site;
use crate::store::Stored;
use crate::ui::Ui;
use crate::{json_ld, problem, session, spots, transcript};

const RECOMMENDED: usize = 4;
/// Beside its own.
const RELATED_TAGS: i64 = 6;

pub async fn show(State(site): State<Site>, ui: Ui, Path(slug): Path<String>, headers: HeaderMap) -> Response<Body> {
    stored(&site, &ui, &headers, async || page(&site, &ui, &slug).await).await
}

/// The page stays at its address and says what became of the story.
async fn retracted(site: &Site, ui: &Ui, article: &Listed) -> Stored {
    let at = Time::at(article.retracted_at_ms.unwrap_or(article.revised_at_ms), &article.time_zone);
    let what = json!({ "headline": article.headline, "lang": article.lang, "at": at, "note": article.retraction_note });
    let mut stored = html(super::problem_body(site, ui, StatusCode::GONE, "retracted", None, Some(what)).await);
    stored.status = StatusCode::GONE;
    stored
}

async fn page(site: &Site, ui: &Ui, slug: &str) -> Result<Stored> {
    let db = &site.ctx.db;
    let article = articles::by_slug(db, slug).await?;
    match Standing::named(&article.state) {
        Standing::Published => {}
        Standing::Retracted => return Ok(retracted(site, ui, &article).await),
        Standing::Draft | Standing::Scheduled => return Err(Error::NotFound("article")),
    }
    let around = Around::read(site).await?;
    let content = articles::revision(db, &article.revision_id).await?;
    let narration = narrations::of_article(db, &article.id).await?;
    let editions = articles::editions(db, &article).await?;
    let original = articles::translated_from(db, &article.id).await?;
    let tags = articles::tags(db, &article.id).await?;
    let corrections = articles::corrections(db, &article.id).await?;
    let recommended = articles::recommended(db, &article, RECOMMENDED).await?;
    let card = site.card(&article, &around.sections, ui.lang.code).await;

    let mut shape = serde_json::to_value(&card).map_err(|e| Error::broken("shaping an article", e))?;
    let updated = (corrections.last()).map(|c| Time::at(c.corrected_at_ms, &article.time_zone));
    let byline = content.byline.as_deref().unwrap_or_default();
    shape["voice"] = json!(Voice::of(&article, narration.as_ref()));
    shape["headline_segment"] = json!(content.headline.sentences.first().map(|s| &s.id));
    shape["standfirst_segment"] = json!(content.standfirst.as_ref().and_then(|t| t.sentences.first()).map(|s| &s.id));
    shape["bylines"] = if byline.is_empty() { json!([]) } else { json!([{ "name": byline, "role": null }]) };
    shape["updated"] = json!(updated);
    shape["blocks"] = Value::Array(blocks(site, &content).await);
    shape["tags"] = json!(
        tags.iter()
            .map(|t| Named { name: t.name.clone(), href: format!("/tags/{}", encode(&t.slug)), lang: None })
            .collect::<Vec<_>>()
    );
    let slugs: Vec<&str> = tags.iter().map(|tag| tag.slug.as_str()).collect();
    shape["related_tags"] = json!(topic::tags(articles::related_tags(db, &slugs, RELATED_TAGS).await?));
    shape["topic"] = json!(topics::of_story(db, ui.lang.code, &article.story_id).await?.as_ref().map(topic::shape));
    shape["corrections"] = corrections
        .iter()
        .map(|c| json!({ "at": Time::at(c.corrected_at_ms, &article.time_zone), "text": c.note, "segment": null }))
        .collect();
    shape["editions"] = editions_shape(&article, &editions);
    shape["translated_from"] = original.as_ref().map_or(Value::Null, |o| {
        json!({ "headline": o.headline, "href": article_path(&o.slug), "publication": o.publication_name, "lang": o.lang })
    });
    let path = article_path(&article.slug);
    shape["share"] = json!({ "url": site.url(&path), "title": article.headline });

    // The picture itself is for search engines; where a link is shown, the card stands for the story.
    let picture = card.picture.as_ref().and(article.figure());
    let picture = picture.map(|figure| newsroom::pictures::file(&figure.src, newsroom::pictures::JPEG_WIDTH, "jpg"));
    let picture = picture.map(|file| site.url(&format!("/{file}")));
    let shown = share_card::shown(site, &article, &around.sections);
    let section = around.sections.iter().find(|s| s.slug == article.section_slug);
    let about = json_ld::Article {
        site_name: &site.ctx.settings.site_name,
        public_url: &site.ctx.settings.public_url,
        article: &article,
        byline: content.byline.as_deref(),
        section: section.map(|s| s.name(&article.lang)),
        tags: &tags,
        corrections: &corrections,
        editions: &editions,
        original: original.as_ref(),
        image: picture.as_deref(),
    };
    let alternates = std::iter::once(&article).chain(&editions).filter(|_| !editions.is_empty());
    let head = Head {
        kind: "article",
        title: Some(article.headline.clone()),
        description: article.standfirst.clone().or_else(|| first_words(&content)),
        canonical: Some(site.url(&path)),
        image: Some(share_card::image(site, &article, &shown)),
        published: Some(card.published.iso.clone()),
        modified: updated.map(|at| at.iso),
        alternates: alternates.map(|e| json!({ "lang": e.lang, "href": site.url(&article_path(&e.slug)) })).collect(),
        feeds: super::machines::links(
            site,
            &format!("/publications/{}", article.publication_slug),
            &article.publication_name,
        ),
        json_ld: json_ld::article(&about),
        edition: Some(card.published),
        section: Some(article.section_slug.clone()),
        ..Head::default()
    };
    let place = Place {
        placement: Placement::Article,
        section: Some(article.section_slug.clone()),
        publication: Some(article.publication_id.clone()),
        lang: article.lang.clone(),
    };
    let own = json!({
        "article": shape,
        "hot_topics": topic::hot(site, ui).await?,
        "slot": spots::slot(site, &around, &place, Some(&article.slug)).await,
        "recommended": recommended_shape(site, ui, &around, &recommended).await,
        "programme": programme::after(site, ui, &around, &article).await?,
    });
    Ok(html(render(site, ui, "article.html", &around, &head, own)?))
}

async fn recommended_shape(site: &Site, ui: &Ui, around: &Around, recommended: &[Recommended]) -> Vec<Value> {
    let mut shapes = Vec::with_capacity(recommended.len());
    for Recommended { article, why } in recommended {
        let card = site.card(article, &around.sections, ui.lang.code).await;
        shapes.push(json!({ "card": card, "why": why }));
    }
    shapes
}

fn first_words(content: &Content) -> Option<String> {
    const LENGTH: usize = 160;
    let text = content.blocks.iter().flat_map(Block::texts).next()?;
    Some(text.plain.chars().take(LENGTH).collect())
}

fn editions_shape(article: &Listed, editions: &[Listed]) -> Value {
    let shape = |e: &Listed| {
        let name = crate::words::language(&e.lang).map_or(e.lang.as_str(), |l| l.name);
        json!({ "lang": e.lang, "name": name, "href": article_path(&e.slug), "current": e.id == article.id })
    };
    std::iter::once(article).chain(editions).map(shape).collect()
}

/// The body as the template has it: blocks of sentences.
pub async fn blocks(site: &Site, content: &Content) -> Vec<Value> {
    let mut shapes = Vec::with_capacity(content.blocks.len());
    for block in &content.blocks {
        match block {
            Block::Paragraph { text } => shapes.push(json!({ "kind": "paragraph", "sentences": sentences(text) })),
            Block::Heading { level, text } => {
                shapes.push(json!({ "kind": "heading", "level": (*level).clamp(2, 4), "sentences": sentences(text) }));
            }
            Block::Quote { paragraphs, cite } => {
                let all: Vec<Value> = paragraphs.iter().flat_map(sentences).collect();
                shapes.push(json!({ "kind": "quote", "sentences": all, "attribution": cite }));
            }
            Block::List { ordered, items } => {
                let items: Vec<_> = items.iter().map(sentences).collect();
                shapes.push(json!({ "kind": "list", "ordered": ordered, "items": items }));
            }
            Block::Image { figure } => {
                if let Some(picture) = site.figure(figure).await {
                    shapes.push(json!({ "kind": "image", "picture": picture }));
                }
            }
            Block::Embed { url, title } => {
                let host = url::Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_string));
                shapes.push(json!({ "kind": "embed", "href": url, "title": title, "host": host }));
            }
        }
    }
    shapes
}

fn sentences(text: &Text) -> Vec<Value> {
    let mut shapes = Vec::new();
    for (at, sentence) in text.sentences.iter().enumerate() {
        let next = text.sentences.get(at + 1).map_or(text.plain.len(), |s| s.from);
        let gap = &text.plain[sentence.to..next];
        shapes.push(json!({ "id": sentence.id, "html": inline(text, sentence.from..sentence.to), "gap": gap }));
    }
    shapes
}

/// `GET /articles/{slug}/narration.json`. What is not finished is never kept by a cache.
pub async fn narration(State(site): State<Site>, Path(slug): Path<String>, headers: HeaderMap) -> Response<Body> {
    match narration_shape(&site, &slug, &headers).await {
        Ok((shape, finished)) => {
            let mut stored = Stored::new("application/json", shape.to_string());
            let keep = if finished { "no-cache" } else { "no-store" };
            stored.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
            stored.answer(&headers, false)
        }
        Err(error) => problem::details(&error, problem::request_id(&headers)),
    }
}

/// A published article's, or any article's for staff.
async fn heard(site: &Site, slug: &str, headers: &HeaderMap) -> Result<Listed> {
    let article = articles::by_slug(&site.ctx.db, slug).await?;
    let published = article.state == "published";
    if published || session::edits(site, headers, slug).await { Ok(article) } else { Err(Error::NotFound("article")) }
}

async fn narration_shape(site: &Site, slug: &str, headers: &HeaderMap) -> Result<(Value, bool)> {
    let article = heard(site, slug, headers).await?;
    let narration = narrations::of_article(&site.ctx.db, &article.id).await?;
    let voice = Voice::of(&article, narration.as_ref());
    let picture = match article.figure() {
        Some(figure) => site.figure(&figure).await.map(|p| p.src),
        None => None,
    };
    let segments: Vec<Value> = narration.iter().flat_map(|n| n.timed()).map(|t| segment(&t)).collect();
    let (done, total) = narration.as_ref().map_or((0, 0), |n| (n.segments_done, n.segments_total));
    let ready = voice.state == "ready";
    let narration_id = narration.as_ref().filter(|_| ready).map(|n| n.id.0.clone());
    let shape = json!({
        "state": voice.state, "narration_id": narration_id, "progress": { "done": done, "total": total }, "slug": article.slug,
        "headline": article.headline, "publication": article.publication_name, "lang": article.lang,
        "dir": crate::shapes::dir(&article.lang), "picture": picture, "page": article_path(&article.slug),
        "audio": voice.audio, "live": crate::shapes::live(&article_path(&article.slug), &voice), "mime": voice.mime, "bytes": voice.bytes, "duration_ms": voice.duration_ms,
        "voice": voice.name, "segments": if ready { segments } else { Vec::new() },
    });
    Ok((shape, ready))
}

fn segment(timed: &Timed) -> Value {
    json!({ "id": timed.id, "start_ms": timed.start_ms, "end_ms": timed.end_ms, "role": timed.role, "words": timed.words })
}

/// `GET /articles/{slug}/transcript.vtt`
pub async fn vtt(State(site): State<Site>, Path(slug): Path<String>, headers: HeaderMap) -> Response<Body> {
    written(&site, &slug, &headers, "text/vtt; charset=utf-8", transcript::vtt).await
}

/// `GET /articles/{slug}/transcript.json`
pub async fn transcript_json(State(site): State<Site>, Path(slug): Path<String>, headers: HeaderMap) -> Response<Body> {
    written(&site, &slug, &headers, "application/json", transcript::json).await
}

async fn written(
    site: &Site,
    slug: &str,
    headers: &HeaderMap,
    kind: &str,
    write: fn(&[Timed]) -> String,
) -> Response<Body> {
    let timed = async {
        let article = heard(site, slug, headers).await?;
        let narration = article.narration_id.as_ref().ok_or(Error::NotFound("transcript"))?;
        Ok::<_, Error>(narrations::by_id(&site.ctx.db, narration).await?.timed())
    };
    match timed.await {
        Ok(timed) => {
            let mut stored = Stored::new(kind, write(&timed));
            stored.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            stored.headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            stored.answer(headers, false)
        }
        Err(error) => problem::details(&error, problem::request_id(headers)),
    }
}
