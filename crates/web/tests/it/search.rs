//! What a reader notices of the search, with no JavaScript at all.

use axum::http::StatusCode;

use crate::harness::Paper;

const BELL: &str = "---\nheadline: The bell is back\nstandfirst: It rang at seven.\ntags: [Harbour]\nlang: en\n---\nNobody came. The bell \\<rang\\> for the harbour pilots & crews.\n";
const BELL_ZH: &str = "---\nheadline: 鐘回來了\nlang: zh-Hant\n---\n沒有人料到。港口的鐘七點響了。\n";

#[tokio::test]
async fn a_story_is_found_with_its_sentence_and_the_words_marked() {
    let paper = Paper::open().await;
    paper.publish(BELL).await;
    let page = paper.get("/search?q=bells+pilot").await.text();
    assert!(page.contains("One story"), "{page}");
    assert!(page.contains("The <mark>bell</mark> is back"), "{page}");
    assert!(
        page.contains("The <mark>bell</mark> &lt;rang&gt; for the harbour <mark>pilots</mark> &amp; crews."),
        "{page}"
    );
    let segment =
        page.split("/articles/the-bell-is-back#s-").nth(1).and_then(|rest| rest.split('"').next()).expect("a sentence");
    assert!(paper.get("/articles/the-bell-is-back").await.text().contains(&format!("id=\"s-{segment}\"")), "{segment}");
    assert!(page.contains(&format!("data-from=\"{segment}\"")), "{page}");
    assert!(page.contains("name=\"robots\" content=\"noindex\""));
}

#[tokio::test]
async fn chinese_is_found_and_the_page_speaks_it() {
    let paper = Paper::open().await;
    paper.publish_silently(BELL_ZH).await;
    let page = paper.get("/search?q=%E6%B8%AF%E5%8F%A3&ui=zh-Hant").await.text();
    assert!(page.contains("<mark>港口</mark>的鐘七點響了。") && page.contains("1 則報導"), "{page}");
    assert!(page.contains("<input type=\"hidden\" name=\"ui\" value=\"zh-Hant\">"), "the form keeps the language");
}

#[tokio::test]
async fn nothing_asked_and_nothing_found_are_pages_of_their_own() {
    let paper = Paper::open().await;
    paper.publish_silently(BELL).await;
    let empty = paper.get("/search").await.text();
    assert!(empty.contains("autofocus") && empty.contains("/tags/harbour"), "{empty}");
    let nothing = paper.get("/search?q=%3Cvolcano%3E").await;
    assert_eq!(nothing.status, StatusCode::OK);
    assert!(
        nothing.text().contains("“&lt;volcano&gt;”") && nothing.text().contains("Nothing found"),
        "{}",
        nothing.text()
    );
    assert!(nothing.header("cache-control").contains("private"));
    let some = paper.get("/search?q=bell+volcano").await.text();
    assert!(some.contains("No story has all these words. One has some of them."), "{some}");
}

#[tokio::test]
async fn places_narrow_a_search_and_a_made_up_one_does_not() {
    let paper = Paper::open().await;
    paper.publish_silently(BELL).await;
    for (place, found) in [
        ("section=community", true),
        ("section=sports", false),
        ("publication=daily", true),
        ("publication=river", false),
        ("section=nowhere", true),
        ("publication=%22%3E", true),
    ] {
        let page = paper.get(&format!("/search?q=bell&{place}")).await.text();
        assert_eq!(page.contains("The <mark>bell</mark>"), found, "{place}");
    }
}

#[tokio::test]
async fn many_stories_have_pages_that_keep_what_was_asked() {
    let paper = Paper::open().await;
    for n in 0..14 {
        paper.publish_silently(&format!("---\nheadline: Ferry {n}\nlang: en\n---\nThe ferry ran.\n")).await;
    }
    let first = paper.get("/search?q=ferry&sort=newest&section=community").await.text();
    assert!(first.contains("14 stories"), "{first}");
    assert!(first.contains("/search?q=ferry&amp;section=community&amp;sort=newest&amp;page=2"), "{first}");
    let second = paper.get("/search?q=ferry&sort=newest&section=community&page=2").await.text();
    assert_eq!(second.matches("class=\"hit\"").count(), 2, "{second}");
    assert_eq!(paper.get("/search?q=ferry&page=3").await.status, StatusCode::NOT_FOUND);
    assert_eq!(paper.get("/search?q=ferry&page=x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_article_recommends_what_is_about_the_same_and_says_why() {
    let paper = Paper::open().await;
    paper.publish_silently("---\nheadline: Captains of Sallow Bank ferry strike\ntags: [Ferries]\nslug: strike\nlang: en\n---\nThe ferry captains of Sallow Bank strike on Monday.\n").await;
    paper
        .publish_silently("---\nheadline: Budget vote\nlang: en\n---\nThe council votes on the clinic's budget.\n")
        .await;
    paper
        .publish_silently(
            "---\nheadline: In Sallow Bank captains end their strike\ntags: [Harbour, Ferries]\nlang: en\n---\nEvery ferry runs.\n",
        )
        .await;
    for n in 0..20 {
        paper
            .publish_silently(&format!("---\nheadline: Recipe {n}\nlang: en\n---\nSoup number {n} needs leeks.\n"))
            .await;
    }
    let page = paper.get("/articles/strike").await.text();
    let recommended = page.split("id=\"recommended\"").nth(1).expect("recommended reading");
    let first = recommended.split("</article>").next().unwrap_or_default();
    assert!(first.contains("In Sallow Bank captains end their strike"), "{first}");
    assert!(first.contains("Also about") && first.contains(">Ferries · Sallow Bank<"), "{first}");
}
