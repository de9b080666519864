//! Stories from elsewhere become articles: pictures fetched, places settled, the same story found again.

use std::path::Path;

use crate::articles::{self, NewArticle, Taken};
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::pictures;
use crate::publications;
use crate::story::{Block, Figure, Story};
use crate::voicing;

/// Where stories go that do not say so themselves.
#[derive(Clone, Debug, Default)]
pub struct Into {
    pub publication: Option<String>,
    pub section: Option<String>,
    pub publish: bool,
}

/// What became of one story.
#[derive(Clone, Debug)]
pub struct Imported {
    pub id: ArticleId,
    pub slug: String,
    pub headline: String,
    pub taken: Taken,
    /// Pictures that could not be had, and the like: the story is in, without them.
    pub warnings: Vec<String>,
}

/// Where a story's pictures are looked for.
pub enum Beside<'a> {
    /// Relative paths are files in this folder.
    Folder(&'a Path),
    /// Relative addresses belong to this page; every fetch passes the guard.
    Page(&'a str),
    /// Files that came along, by name.
    Carried(&'a (dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync)),
    Nowhere,
}

/// Imports one story. `source` tells it apart: the same source again is a revision, or nothing at all.
pub async fn import(ctx: &Ctx, mut story: Story, source: &str, beside: &Beside<'_>, into: &Into) -> Result<Imported> {
    let warnings = take_in_pictures(ctx, &mut story, beside).await;
    if let Some(there) = articles::by_source(&ctx.db, source).await? {
        let mut tx = ctx.db.begin().await?;
        let taken = articles::revise(&mut tx, ctx, &there.id, &story).await?;
        match (there.state.as_str(), into.publish, &taken) {
            ("draft", true, _) => articles::publish(&mut tx, ctx, &there.id).await?,
            ("draft", false, Taken::Revised) => voicing::ask_opening(&mut tx, ctx, &there.id).await?,
            _ => {}
        }
        tx.commit().await?;
        ctx.bell.notify_one();
        return Ok(Imported { id: there.id, slug: there.slug, headline: story.headline, taken, warnings });
    }

    let publication = publication(ctx, &story, into).await?;
    let section = section(ctx, &story, into).await?;
    let lang = story.lang.clone().unwrap_or(publication.1);
    let new = NewArticle { publication: publication.0, section, lang, source: Some(source.to_string()), story };
    let mut tx = ctx.db.begin().await?;
    let id = articles::create(&mut tx, ctx, &new).await?;
    match into.publish {
        true => articles::publish(&mut tx, ctx, &id).await?,
        false => voicing::ask_opening(&mut tx, ctx, &id).await?,
    }
    tx.commit().await?;
    ctx.bell.notify_one();
    let slug = articles::by_id(&ctx.db, &id).await?.slug;
    Ok(Imported { id, slug, headline: new.story.headline, taken: Taken::Created, warnings })
}

/// Takes a story's pictures in; from then on its figures name them by their ids. Returns what could not be had: the
/// story is left without it.
pub async fn take_in_pictures(ctx: &Ctx, story: &mut Story, beside: &Beside<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(hero) = story.hero.take() {
        story.hero = take_in(ctx, hero, beside, &mut warnings).await;
    }
    let mut blocks = Vec::with_capacity(story.blocks.len());
    for block in std::mem::take(&mut story.blocks) {
        match block {
            Block::Image { figure } => {
                blocks.extend(take_in(ctx, figure, beside, &mut warnings).await.map(|figure| Block::Image { figure }));
            }
            other => blocks.push(other),
        }
    }
    story.blocks = blocks;
    warnings
}

/// Slug and language of the publication a story goes to: what was asked for, what the story says, or the only one.
async fn publication(ctx: &Ctx, story: &Story, into: &Into) -> Result<(String, String)> {
    let all = publications::all(&ctx.db).await?;
    let wanted = into.publication.as_deref().or(story.publication.as_deref());
    let names = || all.iter().map(|p| p.slug.as_str()).collect::<Vec<_>>().join(", ");
    match (wanted, all.as_slice()) {
        (_, []) => Err(Error::invalid("publication", "this newsroom has none yet: `crier publication add` makes one")),
        (None, [only]) => Ok((only.slug.clone(), only.lang.clone())),
        (None, _) => Err(Error::invalid("publication", format!("say which one with --publication: {}", names()))),
        (Some(slug), _) => match all.iter().find(|p| p.slug == slug) {
            Some(found) => Ok((found.slug.clone(), found.lang.clone())),
            None => Err(Error::invalid("publication", format!("there is no “{slug}”; there are: {}", names()))),
        },
    }
}

async fn section(ctx: &Ctx, story: &Story, into: &Into) -> Result<String> {
    let all = publications::sections(&ctx.db).await?;
    let names = || all.iter().map(|s| s.slug.as_str()).collect::<Vec<_>>().join(", ");
    let Some(wanted) = into.section.as_deref().or(story.section.as_deref()) else {
        return all.first().map(|s| s.slug.clone()).ok_or_else(|| Error::invalid("section", "this newsroom has none"));
    };
    let slug = crate::slug::of(wanted);
    let found = all.iter().find(|s| s.slug == slug || s.names.values().any(|name| name == wanted));
    match found {
        Some(found) => Ok(found.slug.clone()),
        // A feed names its own sections; what was asked for by a person must exist.
        None if into.section.is_none() => Ok(all.first().map(|s| s.slug.clone()).unwrap_or_default()),
        None => Err(Error::invalid("section", format!("there is no “{wanted}”; there are: {}", names()))),
    }
}

/// A figure whose `src` is the id of a picture that was taken in; `None` when it could not be had.
async fn take_in(ctx: &Ctx, figure: Figure, beside: &Beside<'_>, warnings: &mut Vec<String>) -> Option<Figure> {
    if figure.src.trim().is_empty() {
        return None; // a caption that was left over when a page was copied as text
    }
    let taken = match find(ctx, &figure.src, beside).await {
        Ok(bytes) => pictures::take_in(ctx, bytes).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(picture) => Some(Figure { src: picture.id, ..figure }),
        Err(error) => {
            warnings.push(format!("picture {}: {error}", figure.src));
            None
        }
    }
}

async fn find(ctx: &Ctx, src: &str, beside: &Beside<'_>) -> Result<Vec<u8>> {
    let elsewhere = src.starts_with("http://") || src.starts_with("https://");
    match beside {
        Beside::Folder(folder) if !elsewhere => {
            let path = folder.join(src);
            let root = folder.canonicalize().map_err(|e| Error::broken("looking for pictures", e))?;
            let found = path.canonicalize().map_err(|_| Error::invalid("picture", "there is no such file"))?;
            // A text from elsewhere must not name files of this machine.
            if !found.starts_with(root.parent().unwrap_or(&root)) {
                return Err(Error::invalid("picture", "it lies outside the folder of the text"));
            }
            let length = found.metadata().map_or(0, |meta| meta.len());
            if length > pictures::BYTES_AT_MOST as u64 {
                return Err(Error::invalid("picture", format!("larger than {} MB", pictures::BYTES_AT_MOST >> 20)));
            }
            tokio::fs::read(&found).await.map_err(|e| Error::broken(&format!("reading {}", found.display()), e))
        }
        Beside::Carried(find) if !elsewhere => find(src).ok_or(Error::NotFound("picture")),
        Beside::Page(page) => {
            let base = url::Url::parse(page).map_err(|e| Error::invalid("picture", e.to_string()))?;
            let url = base.join(src).map_err(|e| Error::invalid("picture", e.to_string()))?;
            fetch(ctx, url.as_str()).await
        }
        _ if elsewhere => fetch(ctx, src).await,
        _ => Err(Error::invalid("picture", "it is named by a path, and there is no folder to look in")),
    }
}

async fn fetch(ctx: &Ctx, url: &str) -> Result<Vec<u8>> {
    let page = ctx.fetch.get(url).await.map_err(|e| Error::refused("picture-not-had", e.to_string()))?;
    Ok(page.bytes.to_vec())
}
