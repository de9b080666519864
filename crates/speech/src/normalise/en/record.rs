//! Wins, losses and draws: `(14-6)` after a name, `improved to 5-0` → “five and oh”.

use super::cardinal::{And, cardinal};
use super::view::{Low, Said, View, is_capitalised};

/// Most games one side plays and loses in a season; more is a score or a code.
const MOST_DIGITS: usize = 3;

/// Two or three numbers with dashes between, and how many tokens.
fn numbers<'a>(view: &View<'a>, i: usize) -> Option<(Vec<&'a str>, usize)> {
    let dash = |at: usize| view.glued(at) && matches!(view.mark(at), '-' | '–') && view.glued(at + 1);
    let mut parts = vec![view.digits(i)];
    while parts.len() < 4 && dash(i + 2 * parts.len() - 1) && !view.digits(i + 2 * parts.len()).is_empty() {
        parts.push(view.digits(i + 2 * parts.len()));
    }
    let take = 2 * parts.len() - 1;
    let short = parts.iter().all(|p| p.len() <= MOST_DIGITS && (p.len() == 1 || !p.starts_with('0')));
    let whole = !view.glued(i + take) || matches!(view.mark(i + take), ',' | '.' | ')' | ';' | '!' | '?' | '"' | '”');
    let decimal = view.glued_mark(i + take, '.') && view.glued(i + take + 1) && !view.digits(i + take + 1).is_empty();
    ((2..=3).contains(&parts.len()) && short && whole && !decimal).then_some((parts, take))
}

/// Pitches, and the count of balls and strikes that each is thrown on.
const PITCHES: &[&str] = &[
    "breaking",
    "changeup",
    "count",
    "counts",
    "curve",
    "curveball",
    "cutter",
    "fastball",
    "fastballs",
    "four-seamer",
    "four",
    "heater",
    "knuckleball",
    "knuckler",
    "offering",
    "pitch",
    "pitches",
    "sinker",
    "slider",
    "sliders",
    "split",
    "splitter",
    "sweeper",
    "two-seamer",
];

/// Balls and strikes before a pitch: `a 1-2 slider`, `an 0-2 count`, `the count went to 3-2`.
fn count(view: &View<'_>, i: usize) -> Option<Said> {
    let (parts, take) = numbers(view, i).filter(|(parts, _)| parts.len() == 2)?;
    let balls = matches!(parts[0], "0" | "1" | "2" | "3") && matches!(parts[1], "0" | "1" | "2");
    let next = Low::of(view.word(i + take));
    let next = next.as_str();
    let seamer = next != "four" || view.word(i + take + 2).starts_with("seam");
    let pitched = view.apart(i + take) && PITCHES.contains(&next) && seamer;
    let counted = (2..=4).any(|back| back <= i && view.is(i - back, "count"))
        && matches!(Low::of(view.word_before(i)).as_str(), "to" | "at" | "of" | "was");
    let digit = |digits: &str| if digits == "0" { "oh".to_owned() } else { cardinal(digits, And::Without) };
    (balls && (pitched || counted)).then(|| Said { take, text: format!("{} {}", digit(parts[0]), digit(parts[1])) })
}

/// A record at token `i`.
pub fn record(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.prose || view.digits(i).is_empty() || view.digits(i).len() > MOST_DIGITS || view.mark(i + 1) == '\0' {
        return None;
    }
    if let Some(said) = count(view, i) {
        return Some(said);
    }
    let (parts, take) = numbers(view, i)?;
    if !(in_brackets(view, i, take) || introduced(view, i) || followed(view, i, take)) {
        return None;
    }
    let word = |digits: &str| if digits == "0" { "oh".into() } else { cardinal(digits, And::Without) };
    let last = parts.len() - 1;
    let head: Vec<String> = parts[..last].iter().map(|p| word(p)).collect();
    // Points without an answer, "a 14-2 run", are two numbers and no sum of games.
    if last == 1 && is_burst(view, i + take) {
        return Said::new(take, format!("{} {}", head[0], word(parts[1])));
    }
    Said::new(take, format!("{} and {}", head.join(" "), word(parts[last])))
}

/// What a side scores in one go.
fn is_burst(view: &View<'_>, at: usize) -> bool {
    view.apart(at) && matches!(Low::of(view.word(at)).as_str(), "run" | "runs" | "burst" | "spurt" | "surge" | "spree")
}

/// Alone in its brackets after a name: `Yamamoto (14-6)`, `the Chiefs (10-2, 6-0 at home)`.
fn in_brackets(view: &View<'_>, i: usize, take: usize) -> bool {
    let after_name = |open: usize| {
        view.mark(open) == '(' && view.apart(open) && open > 0 && {
            let name = view.word(open - 1);
            is_capitalised(name) || !view.digits(open - 1).is_empty() && view.apart(open - 1)
        }
    };
    let end = i + take;
    if i >= 1 && after_name(i - 1) {
        // `(6-4, 7-5)` is a match, `(10-2, 6-0 SEC)` a record.
        let listed = view.mark(end) == ','
            && numbers(view, end + 1).is_some_and(|(_, n)| matches!(view.mark(end + 1 + n), ')' | ','));
        return (view.mark(end) == ')' || view.mark(end) == ',') && !listed;
    }
    // The second of `(10-2, 6-0 SEC)`.
    i >= 6
        && view.mark(i - 1) == ','
        && view.mark(i - 5) == '('
        && after_name(i - 5)
        && view.apart(end)
        && !view.word(end).is_empty()
}

/// Words that a record follows.
fn introduced(view: &View<'_>, i: usize) -> bool {
    let word = |back: usize| Low::of(i.checked_sub(back).map_or("", |at| view.word(at)));
    let (one, two) = (word(1), word(2));
    let (one, two) = (one.as_str(), two.as_str());
    let end = i + 3;
    let ahead = matches!(
        Low::of(view.word(end)).as_str(),
        "up" | "ahead" | "down" | "behind" | "lead" | "win" | "loss" | "draw" | "victory" | "defeat"
    );
    let moved = matches!(
        two,
        "improved"
            | "improve"
            | "improves"
            | "fell"
            | "falls"
            | "fall"
            | "dropped"
            | "drops"
            | "moved"
            | "moves"
            | "advanced"
            | "slipped"
            | "improving"
            | "falling"
            | "record"
    );
    let has = matches!(
        one,
        "went" | "go" | "goes" | "started" | "starting" | "finished" | "sit" | "sits" | "stand" | "stands"
    );
    let noun = matches!(one, "record")
        || one == "of" && two == "record"
        || one == "at" && matches!(two, "sit" | "sits" | "stand" | "stands" | "now" | "record");
    let now = one == "now" || one == "a" && matches!(two, "to" | "with" | "had" | "has") && followed(view, i, 3);
    let are = one == "are"
        && matches!(view.word(end), "this" | "since" | "against" | "under" | "when" | "at" | "on" | "in" | "all");
    let named = matches!(one, "is" | "was" | "are" | "were")
        && is_capitalised(view.word(i.wrapping_sub(2)))
        && (view.ends_text(end) || matches!(view.word(end), "this" | "since" | "against" | "under" | "when" | "all"));
    let is = named || matches!(one, "is" | "was" | "stands" | "stood") && two == "record";
    let team = one == "are"
        && is_capitalised(view.word(i.wrapping_sub(2)))
        && view.word(i.wrapping_sub(2)).ends_with('s')
        && (matches!(view.mark(end), '.' | ',' | ';') || view.get(end).is_none());
    let led = one == "to" && is_led(view, i);
    !ahead && (is || team || led || one == "to" && moved || has || noun || now || are)
}

/// `sent the Bills to 8-2`: a team in the plural, as America names them, and what moved it.
fn is_led(view: &View<'_>, i: usize) -> bool {
    /// `lifted the Golden State Warriors to 9-2`
    const LONGEST_NAME: usize = 4;
    let before = |back: usize| i.checked_sub(back).map_or("", |at| view.word(at));
    let named = is_capitalised(before(2)) && before(2).ends_with('s') && before(2).len() > 3;
    let article = (3..=2 + LONGEST_NAME).find(|back| before(*back) == "the").filter(|_| named);
    article.is_some_and(|back| {
        (3..back).all(|at| is_capitalised(before(at)))
            && matches!(
                Low::of(before(back + 1)).as_str(),
                "sent"
                    | "moved"
                    | "moving"
                    | "improved"
                    | "improving"
                    | "lifted"
                    | "lifting"
                    | "dropped"
                    | "dropping"
                    | "sends"
                    | "lifts"
                    | "drops"
                    | "sending"
            )
    })
}

/// `an 11-2 record`, `a 5-0 start`, `the 10-2 Chiefs`.
fn followed(view: &View<'_>, i: usize, take: usize) -> bool {
    let next = view.word(i + take);
    let noun = matches!(Low::of(next).as_str(), "record" | "mark" | "start" | "season" | "finish" | "stretch")
        || is_burst(view, i + take);
    let team = view.is(i.wrapping_sub(1), "the")
        && is_capitalised(next)
        && next.ends_with('s')
        && next.len() > 3
        && view.apart(i + take);
    view.apart(i + take) && (noun || team)
}
