//! Who took a picture, told from what is written under it.

/// `(caption, credit)` out of one line under a picture. The credit follows a bar, stands in a closing bracket, or
/// begins with one of the words papers use for it; without any of these everything is caption.
pub fn split(line: &str) -> (Option<String>, Option<String>) {
    let line = super::compose::fold(line);
    // Signs that point at the picture.
    let line = line.trim_start_matches(['▲', '▼', '△', '▽', '◀', '▶', '■', '●', '◎', '↑', '↓', ' ']).to_owned();
    let line = strip_start(
        line.trim_start_matches(['(', '（', '[']),
        &["file photo:", "file photo -", "file -", "file:"],
        &line,
    );
    if let Some((caption, credit)) = line.rsplit_once(['|', '｜']) {
        return (some(caption), some(strip_label(credit)));
    }
    if let Some(at) = label(line) {
        let caption = line[..at].trim_end_matches([' ', '(', '（', '—', '–', '-', '/', '.', ',', '[']);
        let caption = some(caption).map(|caption| restore_stop(caption, &line[..at]));
        return (caption, some(strip_label(line[at..].trim_end_matches([')', '）', ']']))));
    }
    if looks_like_agency(line) {
        return (None, some(line));
    }
    if let Some(open) = line.rfind(['(', '（'])
        && line.ends_with([')', '）'])
        && looks_like_agency(line[open..].trim_matches(['(', ')', '（', '）']))
    {
        let credit = line[open..].trim_matches(['(', ')', '（', '）']);
        return (some(&line[..open]), some(credit));
    }
    if let Some(at) = agency_and_hand(line) {
        return (some(&line[..at]), some(&line[at..]));
    }
    (some(line), None)
}

/// `line` without one of these beginnings; `whole` if it has none of them.
fn strip_start<'a>(line: &'a str, starts: &[&str], whole: &'a str) -> &'a str {
    let start =
        starts.iter().find(|start| line.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    start.map_or(whole, |start| line[start.len()..].trim_start())
}

/// Where `REUTERS/Ana Ruiz` begins behind a caption's last sentence.
fn agency_and_hand(line: &str) -> Option<usize> {
    let at = line.rfind(['.', '。', '”', '"'])? + 1;
    let end = line.get(at..)?;
    let from = at + (end.len() - end.trim_start().len());
    let (agency, hand) = line.get(from..)?.split_once('/')?;
    let shouted = agency.len() >= 2 && agency.chars().all(|c| c.is_uppercase() || c == ' ');
    (shouted && !hand.is_empty() && hand.split(' ').count() <= 5).then_some(from)
}

/// The words that begin a credit, in lower case.
const LABELS: &str = "\
    photo credit:|image credit:|picture credit:|photograph by|photograph:|photo by|photo:|photos:|image:|picture:|credit:|courtesy of|photo courtesy|illustration by|\
    illustration:|foto:|圖／|圖/|攝影：|攝影:|圖片來源：|圖源：|photo/|photo /|photo：|photo ／|image/|圖：|圖:|照片：|照片來源：|圖片：|攝／|攝/|翻攝|圖片提供|圖取自";

/// Where a credit's label begins, the earliest of them, if the label begins a word.
fn label(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    LABELS
        .split('|')
        .filter_map(|label| lower.find(label))
        .filter(|&at| !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
        .min()
}

fn strip_label(credit: &str) -> &str {
    let credit = credit.trim().trim_matches(['(', ')', '（', '）', '[', ']']);
    // `Credit...Ana Ruiz`, for readers who do not see.
    let credit = strip_start(credit, &["credit...", "credit…", "image credit..."], credit);
    let lower = credit.to_ascii_lowercase();
    let longest =
        LABELS.split('|').filter(|label| lower.starts_with(*label)).map(|label| label.len()).max().unwrap_or(0);
    // "Courtesy of" is part of what the credit says.
    if lower.starts_with("courtesy") || lower.starts_with("photo courtesy") { credit } else { credit[longest..].trim() }
}

/// A name in closing brackets is a credit when it says an agency, a hand-out or two names joined by a stroke.
fn looks_like_agency(text: &str) -> bool {
    const SIGNS: [&str; 14] = [
        "ap",
        "afp",
        "reuters",
        "getty",
        "epa",
        "cna",
        "ap photo",
        "getty images",
        "xinhua",
        "bloomberg",
        "handout",
        "file photo",
        "中央社",
        "路透",
    ];
    let lower = text.to_ascii_lowercase();
    lower.len() <= 60
        && (SIGNS.iter().any(|sign| lower == *sign)
            || lower.contains("getty")
            || lower.contains("ap photo")
            || lower.split_once('/').is_some_and(|(_, agency)| SIGNS.contains(&agency.trim())))
}

/// The trimming above also takes the caption's own full stop; give it back.
fn restore_stop(caption: String, before: &str) -> String {
    if before[caption.len().min(before.len())..].starts_with('.') { caption + "." } else { caption }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A credit in brackets within a paragraph, `(Photo: Wen Li)`, `［圖／林雯］`: its place, brackets included.
pub fn credit_within(line: &str) -> Option<(usize, usize)> {
    for (open, c) in line.char_indices().filter(|(_, c)| matches!(c, '(' | '（' | '[' | '［' | '【')) {
        let inner_from = open + c.len_utf8();
        let length = line[inner_from..].find([')', '）', ']', '］', '】'])?;
        let inner = &line[inner_from..inner_from + length];
        let close = line[inner_from + length..].chars().next().map_or(0, char::len_utf8);
        let end = inner_from + length + close;
        // `LONDON (AP) — …` is where a story was written; an agency's name is a credit only where the line ends with it.
        let credit = label(inner) == Some(0) || (end == line.len() && looks_like_agency(inner.trim()));
        let before = line[..open].trim_end();
        let between_sentences =
            before.is_empty() || before.ends_with(['.', '。', '!', '！', '?', '？', '”', '"', '」']);
        if credit && between_sentences && inner.chars().count() <= 120 {
            return Some((open, end));
        }
    }
    None
}
