//! The words of letters, in each language of the interface. They are here and not among the pages' own, because a worker
//! has no pages.

use chrono::{Datelike, NaiveDate};

use crate::subscribers::Rhythm;

/// A letter's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    English,
    Chinese,
}

impl Words {
    pub fn of(lang: &str) -> Words {
        if lang.starts_with("zh") { Words::Chinese } else { Words::English }
    }

    fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Words::English => english,
            Words::Chinese => chinese,
        }
    }

    pub fn rhythm(self, rhythm: Rhythm) -> &'static str {
        match rhythm {
            Rhythm::Daily => self.pick("Daily newsletter", "每日電子報"),
            Rhythm::Weekly => self.pick("Weekly newsletter", "每週電子報"),
        }
    }

    pub fn date(self, day: NaiveDate) -> String {
        match self {
            Words::English => day.format("%A, %-d %B %Y").to_string(),
            Words::Chinese => {
                let weekday = ["一", "二", "三", "四", "五", "六", "日"][day.weekday().num_days_from_monday() as usize];
                format!("{}年{}月{}日 星期{weekday}", day.year(), day.month(), day.day())
            }
        }
    }

    /// How many stories, and how long they are to hear.
    pub fn length(self, stories: usize, ms: i64) -> String {
        let minutes = minutes(ms);
        match self {
            Words::English if stories == 1 => format!("One story, {} to hear", self.minutes(ms)),
            Words::English => format!("{stories} stories, {} to hear", self.minutes(ms)),
            Words::Chinese => format!("{stories} 則報導，收聽 {minutes} 分鐘"),
        }
    }

    pub fn minutes(self, ms: i64) -> String {
        match (self, minutes(ms)) {
            (Words::English, 1) => "1 minute".into(),
            (Words::English, minutes) => format!("{minutes} minutes"),
            (Words::Chinese, minutes) => format!("{minutes} 分鐘"),
        }
    }

    pub fn listen(self) -> &'static str {
        self.pick("Listen", "收聽")
    }

    /// Why somebody gets this letter.
    pub fn why(self, site: &str) -> String {
        match self {
            Words::English => format!("You get this letter because you asked for it at {site}."),
            Words::Chinese => format!("你會收到這封信，是因為你在{site}訂閱了電子報。"),
        }
    }

    pub fn choices(self) -> &'static str {
        self.pick("Change what you get", "更改訂閱內容")
    }

    pub fn unsubscribe(self) -> &'static str {
        self.pick("Unsubscribe", "取消訂閱")
    }

    pub fn voices(self) -> &'static str {
        self.pick("The stories are read by synthetic voices.", "報導由合成語音朗讀。")
    }

    /// A subject, for a story and the site.
    pub fn subject(self, headline: &str, site: &str) -> String {
        format!("{headline}{}{site}", self.dot())
    }

    /// Between parts of a line.
    pub fn dot(self) -> &'static str {
        self.pick(" · ", "・")
    }

    /// In front of an address in plain text.
    pub fn colon(self) -> &'static str {
        self.pick(": ", "：")
    }

    /// What stands before the subject of a letter that staff send themselves.
    pub fn test(self) -> &'static str {
        self.pick("[Test] ", "[試寄] ")
    }
}

/// Never none.
fn minutes(ms: i64) -> i64 {
    ((ms + 30_000) / 60_000).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_when_and_how_much_in_its_language() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        assert_eq!(Words::English.date(day), "Monday, 2 March 2026");
        assert_eq!(Words::Chinese.date(day), "2026年3月2日 星期一");
        assert_eq!(Words::English.length(1, 10_000), "One story, 1 minute to hear");
        assert_eq!(Words::English.length(3, 150_000), "3 stories, 3 minutes to hear");
        assert_eq!(Words::Chinese.length(3, 150_000), "3 則報導，收聽 3 分鐘");
        assert_eq!(Words::Chinese.subject("鐘回來了", "河岸報"), "鐘回來了・河岸報");
    }
}
