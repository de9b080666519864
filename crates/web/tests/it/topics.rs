//! Hot topics, as a reader meets them.

use axum::http::StatusCode;
use newsroom::topics;

use crate::harness::Paper;

async fn a_day(paper: &Paper) {
    for (headline, tags, body) in [
        (
            "Captain <Amadi> blames fog at the ferry inquiry",
            "Harbour, Ferry",
            "Captain Amadi told the ferry inquiry that fog hid the pier at Millgate until the Kittiwake was upon it. She struck
            it at eleven knots with forty passengers aboard. The harbour board, said Amadi, had taken the lamp away in spring.",
        ),
        (
            "Ferry inquiry hears the harbour pilot",
            "Harbour",
            "The pilot told the inquiry that the Kittiwake came to the pier at Millgate too fast. He had warned Captain Amadi by
            radio. The harbour board had painted the pier white when the lamp was taken away, and the passengers saw it first.",
        ),
        ("Wheat is dear again", "Bread", "Bakers pay more for flour since the harvest failed."),
        ("Orchestra plays in the dark", "Music", "Violins and a drum, and no lamp in the hall."),
        ("A library lends ladders", "Books", "Saws and ladders may be borrowed for a week."),
        ("Puppets return to the square", "Puppets", "Gloves of silk, and a dragon made of paper."),
    ] {
        paper
            .publish_silently(&format!("---\nheadline: \"{headline}\"\ntags: [{tags}]\nlang: en\n---\n{body}\n"))
            .await;
    }
    topics::gather(&paper.ctx).await.expect("it is there");
    paper.site.refresh().await.expect("it is there");
}

#[tokio::test]
async fn a_hot_topic_leads_from_the_front_page_to_its_time_line() {
    let paper = Paper::open().await;
    assert!(!paper.get("/").await.text().contains("Hot topics"), "an empty newsroom has none, and says nothing");
    a_day(&paper).await;
    let front = paper.get("/").await.text();
    assert!(front.contains("Hot topics") && front.contains("href=\"/topics/ferry-inquiry\""), "{front}");
    let page = paper.get("/topics/ferry-inquiry").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(
        page.contains("<h1 lang=\"en\">Ferry inquiry</h1>") && page.contains("2 stories of one publication"),
        "{page}"
    );
    assert!(page.contains("Monday, 2 March 2026") || page.contains("Monday 2 March 2026"), "{page}");
    assert!(page.contains("Captain &lt;Amadi&gt; blames fog") && !page.contains("Wheat is dear"), "{page}");
    assert!(page.contains("href=\"/tags/harbour\"") && page.contains("href=\"/tags/ferry\""), "{page}");
    assert_eq!(paper.get("/topics/nothing").await.status, StatusCode::NOT_FOUND);
    assert!(paper.get("/sitemap.xml").await.text().contains("/topics/ferry-inquiry"));
}

#[tokio::test]
async fn a_story_names_its_topic_and_tags_near_its_own() {
    let paper = Paper::open().await;
    a_day(&paper).await;
    let page = paper.get("/articles/ferry-inquiry-hears-the-harbour-pilot").await.text();
    assert!(page.contains("This story belongs to") && page.contains("href=\"/topics/ferry-inquiry\""), "{page}");
    assert!(page.contains("Related tags") && page.contains("href=\"/tags/ferry\""), "{page}");
    assert!(!paper.get("/articles/wheat-is-dear-again").await.text().contains("This story belongs to"));
    let tag = paper.get("/tags/harbour").await.text();
    assert!(tag.contains("Related tags") && tag.contains("href=\"/tags/ferry\""), "{tag}");
}

#[tokio::test]
async fn a_topic_is_played_as_a_programme() {
    let paper = Paper::open().await;
    a_day(&paper).await;
    paper.voice().await;
    let programme = paper.get("/programme.json?topic=ferry-inquiry").await.json();
    assert_eq!(programme["title"], "Ferry inquiry");
    assert_eq!(programme["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(paper.get("/programme.json?topic=nothing").await.status, StatusCode::NOT_FOUND);
    assert!(paper.get("/topics/ferry-inquiry/programme.mp3").await.header("location").starts_with("/programmes/"));
}

#[tokio::test]
async fn a_topic_that_went_to_another_leads_there_in_the_readers_language() {
    let paper = Paper::open().await;
    a_day(&paper).await;
    let sql = "INSERT INTO topic (id, slug, went_to, coverage, listening, heat, stories, publications, newest_at_ms)
               SELECT 'other', 'fog', id, 0, 0, 0, 0, 0, 0 FROM topic";
    paper.ctx.db.execute(sql, vec![]).await.expect("it is there");
    let answer = paper.get("/topics/fog?ui=zh-Hant").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/topics/ferry-inquiry?ui=zh-Hant"));
}

#[tokio::test]
async fn a_day_stands_once_in_a_time_line_whatever_the_clocks_of_its_publications_say() {
    let paper = Paper::open().await;
    a_day(&paper).await;
    // As if the second story were of a newspaper where it is still Sunday.
    for sql in [
        "UPDATE publication SET time_zone = 'Pacific/Honolulu' WHERE slug = 'river'",
        "UPDATE article SET publication_id = (SELECT id FROM publication WHERE slug = 'river')
         WHERE slug = 'ferry-inquiry-hears-the-harbour-pilot'",
    ] {
        paper.ctx.db.execute(sql, vec![]).await.expect("it is there");
    }
    let page = paper.get("/topics/ferry-inquiry").await.text();
    assert_eq!(page.matches("class=\"time-line-day\"").count(), 1, "{page}");
    assert!(page.contains("2 stories of 2 publications"), "as many as have told of it by now: {page}");
}
