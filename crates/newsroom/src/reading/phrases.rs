//! The stock phrases around a story: what pages, agencies and systems print before, between and after its paragraphs.
//! English and Chinese in full, the commonest of a few other languages.

use super::compose::is_unspaced;

/// A sentence or more: long enough, and ended like one.
pub fn is_prose(line: &str) -> bool {
    let letters: usize = line.chars().map(|c| if is_unspaced(c) { 3 } else { 1 }).sum();
    letters >= 80 && line.contains(['.', '。', '!', '！', '?', '？', '…', '”', '"', '」'])
}

/// Words on buttons and between paragraphs; compared whole, without case, signs or digits.
const INTERFACE: &str = "\
    ad|advert|advertisement|advertisements|advertising|also see|anzeige|article continues below|\
    article continues below advertisement|author|back to top|buy reprints|caption|click here|\
    click to enlarge|click to play|close|comment|comments|continue reading|continue reading below|copy link|\
    copyright|dont miss|download|email|email the author|enlarge image|enlarge this image|expand|facebook|\
    follow on twitter|font size|gallery|getty images|hide caption|highlights|home|iklan|image of|instagram|\
    learn more|leave a comment|linkedin|listen|loading|loading content|log in|like this|live updates|more|\
    news|next|of|open in new window|order reprints|photos|pinterest|play|play video|previous|print|\
    print article|publicidade|publicidad|publicité|read full article|read more|reddit|related|reprints|save|\
    scroll to continue|share|share this|share this article|share this story|show caption|show more|sign in|\
    sign up|skip to main content|sponsored|story continues below|story continues below advertisement|\
    subscribe|swipe|text size|toggle caption|tweet|view author archive|view gallery";

const INTERFACE_MORE: &str = "\
    view more|watch|watch now|watch video|whatsapp|youtube|you may also like|\
    this slideshow requires javascript|tell us what you think|trending|top stories|most read|x|廣告|广告|分享|列印|\
    留言|訂閱|回首頁|看更多|延伸閱讀|相關新聞|請繼續往下閱讀|字級";

/// A label of the page and no line of the story.
pub fn is_interface(line: &str) -> bool {
    const LONGEST: usize = 60;
    if line.len() > LONGEST {
        return false;
    }
    let bare = bare(line);
    is_rule(line)
        || is_reading_time(&bare)
        || lists(INTERFACE, &bare)
        || lists(INTERFACE_MORE, &bare)
        || (!bare.is_empty() && bare.split(' ').all(|word| lists(SHARING, word)))
}

/// `5 min read`, without its figure.
fn is_reading_time(bare: &str) -> bool {
    const SAID: &str = "\
        min read|mins read|minute read|minutes read|reading time|time to read|tempo de leitura|tiempo de lectura|lesezeit|\
        temps de lecture|閱讀時間";
    phrases(SAID).any(|said| bare == said || bare.starts_with(&format!("{said} min")))
}

/// A row of these is a row of buttons.
const SHARING: &str = "\
    copy|email|facebook|flipboard|google|line|link|linkedin|mail|messenger|pin|pinterest|pocket|print|reddit|share|\
    telegram|threads|tumblr|tweet|twitter|whatsapp|x";

/// Letters only, in lower case, single spaces between words.
fn bare(line: &str) -> String {
    let mut bare = String::new();
    let mut gap = false;
    for c in line.chars() {
        if c.is_alphabetic() {
            if gap && !bare.is_empty() {
                bare.push(' ');
            }
            bare.extend(c.to_lowercase());
            gap = false;
        } else if !matches!(c, '\'' | '’') {
            gap = true;
        }
    }
    bare
}

/// A line of signs: `___`, `* * *`.
pub fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

/// The phrases of a list; lists are written as one text, with bars between.
fn phrases(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|')
}

fn lists(list: &'static str, phrase: &str) -> bool {
    phrases(list).any(|known| known == phrase)
}

fn begins(line: &str, starts: &'static str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut head = String::new();
    for c in line.chars().take(60) {
        if !matches!(c, '\'' | '’') {
            head.extend(c.to_lowercase());
        }
    }
    phrases(starts).any(|start| {
        head.strip_prefix(start).is_some_and(|rest| {
            let last_open = start.ends_with(|c: char| c.is_alphanumeric() && !is_unspaced(c));
            !last_open || !rest.starts_with(char::is_alphanumeric)
        })
    })
}

/// Beginnings of lines that, with a link in them, lead away.
pub fn is_promotion(line: &str) -> bool {
    const STARTS: &str = "\
        also:|also read|also see|check out|click here|click to|dont miss|download|editors note|\
        find out more|follow us|for more|get the|join our|keep reading|learn more|like us|listen to|more:|\
        more from|more on|must read|must see|must watch|next:|opinion:|photos:|read:|read also|read more|\
        read next|read the full|read this|recommended|related|see also|see more|sign up|subscribe|\
        top stories|video:|view|watch:|watch more";
    const STARTS_MORE: &str = "\
        lesen sie auch|leia também|leia mais|lee también|lire aussi|à lire|baca juga|читайте также|\
        mehr zum thema|延伸閱讀|相關新聞|更多|看更多|推薦閱讀";
    begins(line, STARTS) || begins(line, STARTS_MORE)
}

/// Such lines need no link to be told.
pub fn is_plain_promotion(line: &str) -> bool {
    const STARTS: &str = "\
        a post shared by|view this post on instagram|filed under|filed to|posted in|tagged|tags:|topics:|categories:|category:|\
        also read:|baca juga|click here to|dont miss:|follow us on|for more news|\
        for more information, visit|get breaking news|get our daily|get the latest news|\
        get unlimited access|if you enjoyed this article|join the conversation|like us on facebook|more:|\
        must read:|read also:|read more:|read next:|read more on|related articles:|related:|related news|\
        related stories|related story:|see also:|see more:|sign up for|sign up to|subscribe to our|\
        subscribe to the|subscribe today|watch:|want more";
    const STARTS_MORE: &str = "\
        延伸閱讀|相關新聞|相關報導|推薦閱讀|更多新聞|加入|追蹤|leia também|lesen sie auch";
    let short = line.chars().count() <= 300;
    let lower = line.to_lowercase();
    let letter =
        ["newsletter", "inbox", "e-mail", "email", "push notification"].iter().any(|word| lower.contains(word))
            && ["subscrib", "sign up", "signing up", "delivered to", "deliver to", "register"]
                .iter()
                .any(|word| lower.contains(word));
    // `[button link=…]…[/button]`: what a page's own system left unread.
    let unread = line.starts_with('[') && line.contains("[/");
    unread || short && (letter || begins(line, STARTS) || (line.chars().count() <= 60 && begins(line, STARTS_MORE)))
}

/// `By Ines Calder, Staff writer` and its like: short, and not a sentence.
pub fn is_byline(line: &str) -> bool {
    const LONGEST: usize = 90;
    const STARTS: &str = "\
        by |by: |written by |posted by |published by |author:|author |editor:|editors:|reporter:|reporter |writer:|文／|記者|\
        作者：|編輯：|編輯／|撰文：|撰文／|posted on ";
    let letters = line.chars().count();
    // `Harbour Herald / Editor: Wen Li`: the name may follow the paper's.
    let parts = line.split(['/', '／', '|', '｜', '•']);
    letters <= LONGEST && !is_sentence_end(line) && parts.into_iter().any(|part| begins(part.trim_start(), STARTS))
}

fn is_sentence_end(line: &str) -> bool {
    line.trim_end().ends_with(['.', '。', '!', '?', '！', '？', ':']) && line.split_whitespace().count() > 8
}

/// Ends with a name that took a picture, `(NASA/JPL-Caltech)`: only right under one does it mean that.
pub fn is_signed(line: &str) -> bool {
    const LONGEST: usize = 300;
    let inner = line
        .trim_end()
        .strip_suffix([')', '）'])
        .and_then(|line| line.rsplit_once(['(', '（']))
        .map(|(_, inner)| inner);
    line.chars().count() <= LONGEST
        && inner.is_some_and(|inner| inner.contains('/') || inner == "AP" || inner.contains('©'))
}

/// A line under a picture that stands alone: it names who took it.
pub fn is_picture_line(line: &str) -> bool {
    const LONGEST: usize = 500;
    let length = line.chars().count();
    if length > LONGEST {
        return false;
    }
    const STARTS: &str = "\
        photo:|photos:|photo by|photo credit|image credit|picture:|image:|image ©|file photo|foto:|圖／|圖片來源|\
        credit:";
    let lower = line.to_lowercase();
    let lower = lower.trim_end_matches(['.', ' ']);
    let closing = lower.ends_with([')', ']', '）']).then(|| lower.rsplit_once(['(', '[', '（'])).flatten();
    let credited = closing.is_some_and(|(_, inner)| {
        let inner =
            inner.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©').trim_end_matches([')', ']', '）']);
        [
            "image:",
            "images:",
            "photo:",
            "photo by",
            "photo credit",
            "credit:",
            "ap photo",
            "picture:",
            "photograph",
            "image credit",
            "image courtesy",
            "photo courtesy",
            "©",
            "圖／",
            "圖:",
        ]
        .iter()
        .any(|start| inner.starts_with(start))
            || inner.ends_with("/getty images")
            || inner.ends_with("via ap")
            || inner == "reuters"
            || inner == "getty images"
    });
    begins(line, STARTS)
        || credited
        || (length <= 40 && (lower.ends_with("/getty images") || lower.ends_with("getty images")))
}

/// Lines after the story: who helped, agencies' pointers, rights.
pub fn is_afterword(line: &str) -> bool {
    const STARTS: &str = "\
        (reporting by|reporting by|additional reporting|editing by|writing by|compiled by|follow ap|follow aps|\
        follow the reporter|follow her on|follow him on|follow them on|follow on twitter|reach the reporter|\
        reach the writer|write to|contact the|contact us|email the|copyright|all rights reserved|more ap|\
        ap sports:|the associated press contributed|associated press writer|this article originally|\
        this article was originally|this story originally|this story was originally|originally published|\
        originally appeared|have a tip|got a tip|do you have a|via syndigate|note: we|views and opinions";
    const HOLDS: &str = "\
        contributed to this report|contributed reporting|contributed to this story|\
        contributed to this article|contributed research|all rights reserved|is a reporter for|\
        is a staff writer|is a senior writer|is a correspondent|is the editor of|is the editor and|\
        is a freelance|is an associate editor|follow him on twitter|follow her on twitter|\
        on twitter at|can be reached at|you can follow|may not be published, broadcast|\
        views expressed in this";
    const LONGEST: usize = 420;
    let length = line.chars().count();
    if length > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let holds = phrases(HOLDS).any(|phrase| lower.contains(phrase));
    // `Ann Lee covers courts for the Herald`: only as a short last line.
    let covers = length < 200 && lower.split_whitespace().take(5).any(|word| word == "covers");
    begins(line, STARTS) || holds || covers || line.starts_with(['©']) || lower.starts_with("(c) ")
}

/// Headings under which a page goes on with something else.
pub fn ends_article(line: &str) -> bool {
    const HEADINGS: &str = "\
        about the author|about us|also on|also read|author|comments|comments are closed|discussion|\
        editors picks|featured|join the conversation|latest|latest news|leave a comment|leave a reply|\
        like this|more from|more news|more stories|more on this|most popular|most read|most viewed|\
        newsletter|popular|read more|read next|recommended|recommended for you|related|related articles|\
        related links|related news|related posts|related stories|related topics|share this|sign up|\
        something to consider|top stories|trending|you may also like";
    const MORE: &str = "\
        you might also like|up next|whats next|follow us|tags|延伸閱讀|相關新聞|相關報導|推薦閱讀|熱門新聞|更多新聞|留言|\
        artigos relacionados";
    let bare = bare(line);
    lists(HEADINGS, &bare)
        || lists(MORE, &bare)
        || (line.chars().count() <= 60
            && ["about ", "more from", "related ", "recommended ", "leave a reply", "sign up", "more on "]
                .iter()
                .any(|start| bare.starts_with(start)))
}

/// Nothing but a date, a time and the words that go with them.
pub fn only_date_words(line: &str) -> bool {
    const WORDS: &str = "\
        posted|published|updated|update|last|modified|date|on|at|original|originally|created|first|am|pm|a|\
        m|p|et|est|edt|pt|pst|pdt|ct|cst|cdt|mt|mst|mdt|gmt|utc|bst|ist|hkt|amt|cet|cest|sgt|aest|day|days|\
        hour|hours|hr|hrs|minute|minutes|min|mins|week|weeks|ago|th|st|nd|rd|yesterday|today|time|by|of";
    const MONTHS: &str = "\
        january|february|march|april|may|june|july|august|september|october|november|december";
    const DAYS: &str = "\
        monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    let mut told = false;
    let mut digits = false;
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let number = lower.trim_end_matches(|c: char| c.is_alphabetic());
        let letters = lower.trim_start_matches(|c: char| c.is_ascii_digit());
        digits |= !number.is_empty();
        let calendar = letters.len() >= 3 && phrases(MONTHS).chain(phrases(DAYS)).any(|name| name.starts_with(letters))
            || matches!(letters, "sept" | "年" | "月" | "日" | "更新" | "發布" | "发布");
        told |= calendar || matches!(letters, "ago" | "updated" | "published" | "posted" | "gmt") || number.len() == 4;
        if !(letters.is_empty() || calendar || lists(WORDS, letters)) {
            return false;
        }
    }
    told && digits
}
