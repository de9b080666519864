//! What somebody sees who is sent a link to a story.

use axum::http::StatusCode;
use newsroom::articles::{self, Change};
use newsroom::pictures::lettering::{Hand, Lettering};
use newsroom::sweeping::card_file;

use crate::harness::{Answer, Paper};

const BELL: &str = "---\nheadline: The bell is back\nimage: bell.svg\nalt: A bell\nlang: en\n---\nIt rang at seven. Nobody had expected it.\n";
const PLAIN: &str = "---\nheadline: Nothing to look at\nlang: en\n---\nA story without a picture.\n";
const RIVER: &str = "---\nheadline: 鐘回來了\nslug: bell-zh\nlang: zh-Hant\n---\n鐘七點響了。\n";

/// A newsroom that writes in its own faces alone, as on a machine that has no others.
async fn paper() -> Paper {
    let paper = Paper::open().await;
    assert!(paper.site.lettering.set(Lettering::alone(web::assets::faces())).is_ok());
    paper
}

/// The content of a page's tag.
fn told(page: &str, property: &str) -> String {
    let tag = format!("property=\"{property}\" content=\"");
    let rest = page.split_once(&tag).unwrap_or_else(|| panic!("no {property} in {page}")).1;
    rest.split('"').next().unwrap_or_default().to_string()
}

async fn card_of(paper: &Paper, slug: &str) -> String {
    let page = paper.get(&format!("/articles/{slug}")).await.text();
    told(&page, "og:image").strip_prefix("https://news.example.org").expect("an address of ours").to_string()
}

/// Width and height as the file itself has them: a PNG's IHDR, a JPEG's frame header.
fn size(answer: &Answer) -> (u32, u32) {
    let bytes = &answer.bytes;
    let pair = |at: usize| u32::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    if bytes.starts_with(b"\x89PNG") {
        return (pair(18), pair(22));
    }
    assert!(bytes.starts_with(b"\xff\xd8"), "neither PNG nor JPEG");
    let mut at = 2;
    while !matches!(bytes[at + 1], 0xc0..=0xc2) {
        at += 2 + pair(at + 2) as usize;
    }
    (pair(at + 7), pair(at + 5))
}

#[tokio::test]
async fn a_page_names_its_card_with_everything_that_a_preview_needs() {
    let paper = paper().await;
    let slug = paper.publish(BELL).await;
    let page = paper.get(&format!("/articles/{slug}")).await.text();
    assert!(told(&page, "og:image").starts_with("https://news.example.org/articles/the-bell-is-back/share-card/"));
    assert_eq!((told(&page, "og:image:width"), told(&page, "og:image:height")), ("1200".into(), "630".into()));
    assert_eq!(told(&page, "og:image:type"), "image/jpeg");
    assert_eq!(told(&page, "og:image:alt"), "The bell is back (The Daily)");
    assert!(page.contains("name=\"twitter:card\" content=\"summary_large_image\""));
    assert!(page.contains("-1200.jpg"), "search engines are told of the picture itself");
}

#[tokio::test]
async fn a_card_is_drawn_once_in_the_size_that_all_show_and_then_kept() {
    let paper = paper().await;
    for (markdown, kind) in [(BELL, "image/jpeg"), (PLAIN, "image/png")] {
        let slug = paper.publish(markdown).await;
        let address = card_of(&paper, &slug).await;
        let card = paper.get(&address).await;
        assert_eq!((card.status, card.header("content-type")), (StatusCode::OK, kind), "{}", card.text());
        assert_eq!(size(&card), (1200, 630));
        assert_eq!(card.header("cache-control"), "public, max-age=86400");
        let file = card_file(address.rsplit('/').next().expect("a name"));
        assert_eq!(paper.ctx.files.get(&file).await.expect("a look").expect("a file"), card.bytes);
        // What is kept is what is sent.
        paper.ctx.files.put(&file, "kept").await.expect("written");
        assert_eq!(paper.get(&address).await.text(), "kept");
        let again = paper.get_with(&address, &[("if-none-match", card.header("etag"))]).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    }
}

#[tokio::test]
async fn a_corrected_headline_has_a_new_card_and_the_old_address_leads_to_it() {
    let paper = paper().await;
    let slug = paper.publish(PLAIN).await;
    let before = card_of(&paper, &slug).await;
    let article = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article");
    let content = articles::revision(&paper.ctx.db, &article.revision_id).await.expect("content");
    let segment = content.headline.sentences[0].id.clone();
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    let change = Change::Sentence { segment, words: "Something to look at".into() };
    articles::correct(&mut tx, &paper.ctx, &article.id, &change, "There is something.").await.expect("corrected");
    tx.commit().await.expect("committed");
    paper.voice().await;
    let after = card_of(&paper, &slug).await;
    assert_ne!(before, after);
    let old = paper.get(&before).await;
    assert_eq!((old.status, old.header("location")), (StatusCode::FOUND, after.as_str()));
    assert_eq!(old.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_story_that_is_not_out_or_was_taken_back_has_no_card() {
    let paper = paper().await;
    let slug = paper.publish(PLAIN).await;
    let address = card_of(&paper, &slug).await;
    assert_eq!(paper.get(&address).await.status, StatusCode::OK);
    let id = articles::by_slug(&paper.ctx.db, &slug).await.expect("an article").id;
    let mut tx = paper.ctx.db.begin().await.expect("a transaction");
    articles::retract(&mut tx, &paper.ctx, &id, "It was not so.").await.expect("retracted");
    tx.commit().await.expect("committed");
    paper.site.refresh().await.expect("refreshed");
    assert_eq!(paper.get(&address).await.status, StatusCode::NOT_FOUND);
    let draft = paper.draft("# A secret\n\nNot yet.\n").await;
    assert_eq!(paper.get(&format!("/articles/{draft}/share-card/x.png")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_headline_that_no_face_can_write_leaves_no_boxes() {
    let paper = paper().await;
    let slug = paper.publish(RIVER).await;
    let card = paper.get(&card_of(&paper, &slug).await).await;
    assert_eq!((card.status, size(&card)), (StatusCode::OK, (1200, 630)));
    let letters = paper.site.lettering.get().expect("set");
    assert!(letters.has('ł') && letters.has('é') && letters.has('ế') && !letters.has('鐘'));
}

#[test]
fn widths_are_those_of_the_faces() {
    let letters = Lettering::alone(web::assets::faces());
    let hand = Hand { family: "Newsreader", weight: 600 };
    let widths =
        letters.widths(&["WWW".into(), "iii".into(), "<&>".into(), "Łódź".into()], hand, "en").expect("measured");
    assert!(widths[0] > 2.0 * widths[1] && widths[1] > 0.3, "{widths:?}");
    assert!(widths[2] > 1.0, "markup is words: {widths:?}");
    assert!(widths[3] > 1.5, "letters of another file of the family: {widths:?}");
    let sans = letters.widths(&["iii".into()], Hand { family: "Figtree", weight: 600 }, "en").expect("measured");
    assert_ne!(sans[0], widths[1], "two faces, one width");
}
