//! Sitemaps and robots.txt.

use web::sitemap::{self, ADDRESSES_AT_MOST, NEWS_AT_MOST, NEWS_FOR_MS, News, Page};

use super::sample::{HOUR, TUESDAY};
use super::xml::{attributes, read, texts};

fn page(n: usize) -> Page {
    Page { url: format!("https://news.example.org/articles/{n}"), changed_ms: Some(TUESDAY), editions: Vec::new() }
}

fn story(published_ms: i64, lang: &str) -> News {
    News {
        url: "https://news.example.org/articles/a?b=1&c=2".into(),
        publication: "The Bell".into(),
        lang: lang.into(),
        headline: "Bridge <closed>".into(),
        published_ms,
    }
}

#[test]
fn pages_are_listed_with_their_last_change_and_language_editions() {
    let mut page = page(1);
    page.editions = [("en", "1"), ("zh-Hant", "2")]
        .map(|(l, n)| (l.into(), format!("https://news.example.org/articles/{n}")))
        .to_vec();
    let seen = read(&sitemap::write(&[page]));
    assert_eq!(texts(&seen, "/urlset/url/loc"), ["https://news.example.org/articles/1"]);
    assert_eq!(texts(&seen, "/urlset/url/lastmod"), ["2025-04-22T07:30:00Z"]);
    assert_eq!(attributes(&seen, "/urlset/url/xhtml:link", "hreflang"), ["en", "zh-Hant"]);
}

#[test]
fn a_small_site_has_one_sitemap_and_an_empty_one_too() {
    let parts = |pages: &[Page]| sitemap::split(pages).iter().map(|part| part.len()).collect::<Vec<_>>();
    assert_eq!(parts(&[]), [0]);
    assert_eq!(parts(&[page(1), page(2)]), [2]);
}

#[test]
fn more_pages_than_the_protocol_allows_are_spread_over_several() {
    let pages: Vec<Page> = (0..ADDRESSES_AT_MOST + 1).map(page).collect();
    assert_eq!(sitemap::split(&pages), [0..ADDRESSES_AT_MOST, ADDRESSES_AT_MOST..ADDRESSES_AT_MOST + 1]);
}

#[test]
fn pages_with_long_addresses_never_make_a_file_that_is_too_large() {
    let long = format!("https://news.example.org/{}", "&".repeat(10_000));
    let pages = vec![Page { url: long, ..page(0) }; 5_000];
    let parts = sitemap::split(&pages);
    assert!(parts.len() > 1);
    assert_eq!(parts.iter().map(|part| part.len()).sum::<usize>(), pages.len());
    let largest = parts.iter().map(|part| sitemap::write(&pages[part.clone()]).len()).max().unwrap();
    assert!(largest <= 50 << 20, "{largest} bytes");
}

#[test]
fn the_index_names_each_part() {
    let parts = [
        ("https://news.example.org/sitemaps/1".into(), Some(TUESDAY)),
        ("https://news.example.org/sitemaps/2".into(), None),
    ];
    let seen = read(&sitemap::index(&parts));
    assert_eq!(texts(&seen, "/sitemapindex/sitemap/loc").len(), 2);
    assert_eq!(texts(&seen, "/sitemapindex/sitemap/lastmod"), ["2025-04-22T07:30:00Z"]);
}

#[test]
fn only_the_last_two_days_are_news() {
    let stories = [
        story(TUESDAY - NEWS_FOR_MS - 1, "en"),
        story(TUESDAY - NEWS_FOR_MS, "en"),
        story(TUESDAY, "zh-Hant"),
        story(TUESDAY + HOUR, "en"),
    ];
    let seen = read(&sitemap::news(&stories, TUESDAY));
    let date = texts(&seen, "/urlset/url/news:news/news:publication_date");
    assert_eq!(date, ["2025-04-22T07:30:00Z", "2025-04-20T07:30:00Z"]);
    assert_eq!(texts(&seen, "/urlset/url/news:news/news:title"), ["Bridge <closed>"; 2]);
    assert_eq!(texts(&seen, "/urlset/url/loc")[0], "https://news.example.org/articles/a?b=1&c=2");
}

#[test]
fn the_news_sitemap_names_languages_its_own_way() {
    let language = |lang: &str| {
        let text = sitemap::news(&[story(TUESDAY, lang)], TUESDAY);
        texts(&read(&text), "/urlset/url/news:news/news:publication/news:language")[0].to_string()
    };
    assert_eq!(language("en-GB"), "en");
    assert_eq!(language("zh-Hant"), "zh-tw");
    assert_eq!(language("zh-TW"), "zh-tw");
    assert_eq!(language("zh-Hans-CN"), "zh-cn");
}

#[test]
fn the_news_sitemap_has_an_end() {
    let stories = vec![story(TUESDAY, "en"); NEWS_AT_MOST + 1];
    assert_eq!(texts(&read(&sitemap::news(&stories, TUESDAY)), "/urlset/url").len(), NEWS_AT_MOST);
}

#[test]
fn robots_are_kept_from_the_desk_and_shown_the_sitemaps() {
    let text = sitemap::robots(&["/desk"], &["https://news.example.org/sitemap.xml".into()]);
    assert_eq!(text, "User-agent: *\nDisallow: /desk\n\nSitemap: https://news.example.org/sitemap.xml\n");
}
