//! One person's letter: its subject, its plain text, its HTML, and where its links lead.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use url::Url;

use super::html;
use super::issues::Issue;
use super::picking::Entry;
use super::words::Words;
use crate::outside::mail::Bulk;

/// What all letters of an issue have in common.
#[derive(Clone, Debug)]
pub struct Paper {
    pub site: String,
    /// Without a slash at the end.
    pub public_url: String,
    /// On which the issue goes, in the newsroom's time zone.
    pub day: NaiveDate,
    /// Names of sections in the issue's language, by slug.
    pub sections: BTreeMap<String, String>,
}

/// Who a letter is for, and the links in it that are theirs alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub email: String,
    pub choices_url: String,
    pub unsubscribe_url: String,
}

impl Paper {
    /// The links of whoever has this secret, in letters of an issue.
    pub fn reader(&self, issue: &Issue, email: &str, secret: &str) -> Reader {
        let url = |path: &str| format!("{}/newsletter/{path}?token={secret}&ui={}", self.public_url, issue.lang);
        Reader {
            email: email.to_string(),
            choices_url: url("preferences"),
            unsubscribe_url: format!("{}&issue={}", url("unsubscription"), issue.id),
        }
    }

    pub fn article_url(&self, entry: &Entry) -> String {
        let mut url = Url::parse("x://x/articles").expect("a constant");
        if let Ok(mut path) = url.path_segments_mut() {
            path.push(&entry.slug);
        }
        format!("{}{}", self.public_url, url.path())
    }

    /// Where a story begins at its sound.
    pub fn listen_url(&self, entry: &Entry) -> String {
        format!("{}#listen", self.article_url(entry))
    }

    /// The small line below a headline: where it is from, and how long it is.
    pub fn about(&self, words: Words, entry: &Entry) -> String {
        let section = self.sections.get(&entry.section).map(String::as_str).unwrap_or_default();
        let minutes = words.minutes(entry.duration_ms);
        let parts = [entry.publication_name.as_str(), section, minutes.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(words.dot())
    }

    /// Title of the issue.
    pub fn title(&self, issue: &Issue) -> String {
        let words = Words::of(&issue.lang);
        [self.site.as_str(), words.rhythm(issue.rhythm)].join(words.dot())
    }

    fn date(&self, issue: &Issue) -> String {
        Words::of(&issue.lang).date(self.day)
    }
}

/// The name behind the @ of what is named by a newsroom at this address.
pub fn host(public_url: &str) -> String {
    let host = Url::parse(public_url).ok().and_then(|url| url.host_str().map(str::to_string));
    host.unwrap_or_else(|| "localhost".into())
}

/// Writes an issue to somebody.
pub fn write(paper: &Paper, issue: &Issue, reader: &Reader, entries: &[&Entry]) -> Bulk {
    let words = Words::of(&issue.lang);
    let first = entries.first().map_or("", |entry| entry.headline.as_str());
    let subject = issue.subject.clone().unwrap_or_else(|| words.subject(first, &paper.site));
    let length = words.length(entries.len(), entries.iter().map(|entry| entry.duration_ms).sum());
    let head = html::Head { title: paper.title(issue), date: paper.date(issue), length, intro: issue.intro.clone() };
    Bulk {
        to: reader.email.clone(),
        subject,
        text: text(paper, words, &head, reader, entries),
        html: html::write(paper, words, &issue.lang, &head, reader, entries),
        list: format!(
            "{} <newsletter-{}-{}.{}>",
            ascii(&paper.site),
            issue.rhythm.name(),
            issue.lang,
            host(&paper.public_url)
        ),
        unsubscribe_url: reader.unsubscribe_url.clone(),
        message_id: String::new(),
    }
}

/// A header's phrase that needs no encoding (RFC 2919, 3: the list's name is a phrase).
fn ascii(name: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == ' ';
    name.chars().filter(plain).collect::<String>().trim().to_string()
}

fn text(paper: &Paper, words: Words, head: &html::Head, reader: &Reader, entries: &[&Entry]) -> String {
    let mut out = format!("{}\n{}\n\n", head.title, head.date);
    if let Some(intro) = &head.intro {
        out.push_str(intro);
        out.push_str("\n\n");
    }
    out.push_str(&head.length);
    out.push('\n');
    for (number, entry) in entries.iter().enumerate() {
        out.push_str(&format!("\n{}. {}\n", number + 1, entry.headline));
        if let Some(standfirst) = &entry.standfirst {
            out.push_str(&format!("{standfirst}\n"));
        }
        out.push_str(&format!("{}\n", paper.about(words, entry)));
        out.push_str(&format!("{}{}{}\n", words.listen(), words.colon(), paper.listen_url(entry)));
    }
    // “-- ” on a line of its own: what follows is no part of the letter (RFC 3676, 4.3).
    out.push_str(&format!("\n-- \n{}\n{}\n", words.why(&paper.site), words.voices()));
    out.push_str(&format!("{}{}{}\n", words.choices(), words.colon(), reader.choices_url));
    out.push_str(&format!("{}{}{}\n", words.unsubscribe(), words.colon(), reader.unsubscribe_url));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::IssueId;
    use crate::newsletter::picking::Picture;
    use crate::subscribers::Rhythm;

    fn paper() -> Paper {
        Paper {
            site: "Bell & Co".into(),
            public_url: "https://news.example.org".into(),
            day: NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"),
            sections: BTreeMap::from([("sports".to_string(), "Sports".to_string())]),
        }
    }

    fn issue(lang: &str) -> Issue {
        Issue {
            id: IssueId("0195".into()),
            rhythm: Rhythm::Daily,
            lang: lang.into(),
            number: Some(3),
            state: "sending".into(),
            subject: None,
            intro: Some("Good morning.\nThe ferry <sails>.".into()),
            arranged: vec![],
            left_out: vec![],
            version: 1,
            goes_at_ms: 0,
            begun_at_ms: None,
            ended_at_ms: None,
            problem: None,
        }
    }

    fn entry() -> Entry {
        Entry {
            article: "a".into(),
            story: "a".into(),
            slug: "鐘 back?".into(),
            lang: "en".into(),
            headline: "A bell <rings> & rings".into(),
            standfirst: Some("“It sang.”".into()),
            publication: "bell".into(),
            publication_name: "The Bell".into(),
            section: "sports".into(),
            duration_ms: 200_000,
            picture: Some(Picture {
                path: "/pictures/x.jpg".into(),
                alt: "A \"bell\"".into(),
                width: 1200,
                height: 800,
            }),
        }
    }

    #[test]
    fn a_letter_says_in_text_and_in_html_what_can_be_heard_and_how_to_leave() {
        let (paper, issue) = (paper(), issue("en"));
        let reader = paper.reader(&issue, "mina@example.org", "s3cret");
        let entry = entry();
        let letter = write(&paper, &issue, &reader, &[&entry]);
        assert_eq!(letter.subject, "A bell <rings> & rings · Bell & Co");
        assert_eq!(letter.list, "Bell  Co <newsletter-daily-en.news.example.org>");
        let leave = "https://news.example.org/newsletter/unsubscription?token=s3cret&ui=en&issue=0195";
        assert_eq!(letter.unsubscribe_url, leave);
        for part in [
            "Bell & Co · Daily newsletter\nMonday, 2 March 2026\n\nGood morning.",
            "One story, 3 minutes to hear",
            "1. A bell <rings> & rings\n“It sang.”\nThe Bell · Sports · 3 minutes\n",
            "Listen: https://news.example.org/articles/%E9%90%98%20back%3F#listen",
            leave,
            "https://news.example.org/newsletter/preferences?token=s3cret&ui=en",
        ] {
            assert!(letter.text.contains(part), "{part} is not in\n{}", letter.text);
        }
        for part in [
            "A bell &lt;rings&gt; &amp; rings",
            "The ferry &lt;sails&gt;.",
            "href=\"https://news.example.org/articles/%E9%90%98%20back%3F#listen\"",
            "src=\"https://news.example.org/pictures/x.jpg\"",
            "alt=\"A &quot;bell&quot;\"",
            "token=s3cret&amp;ui=en&amp;issue=0195",
        ] {
            assert!(letter.html.contains(part), "{part} is not in\n{}", letter.html);
        }
        assert!(!letter.html.contains("<sails>") && !letter.html.contains("<script"), "{}", letter.html);
    }

    #[test]
    fn an_editors_subject_stands_and_a_chinese_letter_is_chinese() {
        let issue = Issue { subject: Some("今天的聲音".into()), ..issue("zh-Hant") };
        let paper = paper();
        let reader = paper.reader(&issue, "mina@example.org", "s");
        let letter = write(&paper, &issue, &reader, &[&entry()]);
        assert_eq!(letter.subject, "今天的聲音");
        assert!(letter.text.contains("每日電子報\n2026年3月2日 星期一") && letter.text.contains("取消訂閱：https://"));
        assert!(letter.html.contains("<html lang=\"zh-Hant\""), "{}", letter.html);
    }
}
