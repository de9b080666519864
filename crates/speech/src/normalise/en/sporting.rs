//! Numbers of the cricket and racing pages: `325-9`, `358/5`, `1m2f`, `(9/2)`.

use super::cardinal::{And, cardinal};
use super::view::{Low, Said, View};

/// Most goals of one side in a match; more is of another sport.
const MOST_IN_A_MATCH: u32 = 9;

/// How far to either side a word of the sport is sought.
const REACH: usize = 60;

/// A side of a score in goals, points or matches is below this; beyond it the other is no nought.
const MOST_GOALS: u32 = 100;

/// Numbers at token `i`, where the text is about cricket or racing.
pub fn sporting(view: &View<'_>, i: usize) -> Option<Said> {
    if !view.prose || view.digits(i).is_empty() || !view.glued(i + 1) {
        return None;
    }
    match view.mark(i + 1) {
        '-' | '–' | '/' => joined(view, i),
        _ => distance(view, i),
    }
}

fn joined(view: &View<'_>, i: usize) -> Option<Said> {
    let (above, below) = (view.digits(i), view.digits(i + 2));
    let before_free = view.apart(i) || matches!(view.mark_before(i), '(' | '"' | '“' | ',');
    let touched = view.glued(i + 3)
        && (!view.word(i + 3).is_empty() || matches!(view.mark(i + 3), '-' | '–' | '/' | '%'))
        && view.word(i + 3) != "d";
    if below.is_empty() || !view.glued(i + 2) || !before_free || above.len() > 3 || below.len() > 3 {
        return None;
    }
    let (a, b): (u32, u32) = (above.parse().ok()?, below.parse().ok()?);
    // `11-8f`: the favourite.
    let favourite = view.glued(i + 3) && matches!(view.word(i + 3), "f" | "F" | "fav");
    if touched && !favourite {
        return None;
    }
    if (a == 0 || b == 0) && a < MOST_GOALS && b < MOST_GOALS && view.mark(i + 1) != '/' && !touched {
        let whole = |digits: &str| digits == "0" || !digits.starts_with('0');
        let counted = matches!(view.word(i + 3), "record" | "vote" | "run" | "start");
        if whole(above) && whole(below) && !counted && is_scored_in_nils(view, i) {
            let side = |n: u32| if n == 0 { "nil".to_string() } else { cardinal(&n.to_string(), And::Without) };
            return Said::new(3, format!("{} {}", side(a), side(b)));
        }
    }
    // `lost 3-2`, of a game that only the British call football: three two.
    if a.max(b) <= MOST_IN_A_MATCH && view.mark(i + 1) != '/' && !touched && is_association_football(view, i) {
        let whole = |digits: &str| !digits.starts_with('0');
        if whole(above) && whole(below) && super::record::record(view, i).is_none() {
            return Said::new(3, format!("{} {}", cardinal(above, And::Without), cardinal(below, And::Without)));
        }
    }
    if b <= 10 && a > 10 || a <= 10 && b > 10 && view.mark(i + 1) != '/' {
        let score = (a <= 10 || b <= 10) && is_cricket(view, i);
        if score && !favourite {
            let declared = usize::from(view.glued(i + 3) && view.word(i + 3) == "d");
            let end = if declared == 1 { " declared" } else { "" };
            return Said::new(
                3 + declared,
                format!("{} for {}{end}", cardinal(above, And::Without), cardinal(below, And::Without)),
            );
        }
    }
    let slash = view.mark(i + 1) == '/';
    let odds = (slash || favourite) && b >= 1 && a > b && b <= 20 && is_racing(view, i);
    if odds {
        let end = if favourite { " favorite" } else { "" };
        return Said::new(
            3 + usize::from(favourite),
            format!("{} to {}{end}", cardinal(above, And::Without), cardinal(below, And::Without)),
        );
    }
    None
}

/// `1m2f`, `7f`, `over 3m`: miles and furlongs.
fn distance(view: &View<'_>, i: usize) -> Option<Said> {
    let count = |at: usize| view.digits(at).parse::<u32>().ok().filter(|n| *n < 100);
    let free = |at: usize| {
        view.get(at).is_none_or(|t| t.gap || matches!(t.mark(), ',' | '.' | ';' | ')' | ':')) && view.word(at) != "wide"
    };
    let first = count(i).filter(|_| !view.glued(i))?;
    let many = |n: u32, one: &str| if n == 1 { one.to_string() } else { format!("{one}s") };
    let words = |n: u32| cardinal(&n.to_string(), And::Without);
    match view.word(i + 1) {
        "m" => {
            let second = count(i + 2).filter(|_| view.glued_word(i + 3, "f") && free(i + 4));
            if let Some(furlongs) = second {
                let text = format!(
                    "{} {} {} {}",
                    words(first),
                    many(first, "mile"),
                    words(furlongs),
                    many(furlongs, "furlong")
                );
                return Said::new(4, text);
            }
            (first <= 4 && free(i + 2) && is_racing(view, i))
                .then(|| Said { take: 2, text: format!("{} {}", words(first), many(first, "mile")) })
        }
        "f" if free(i + 2) && is_racing(view, i) => {
            Said::new(2, format!("{} {}", words(first), many(first, "furlong")))
        }
        _ => None,
    }
}

/// Whether one of these words stands near token `i`.
fn near(view: &View<'_>, i: usize, words: &[&str]) -> bool {
    let to = (i + REACH).min(view.tokens.len());
    (i.saturating_sub(REACH)..to).any(|at| {
        let word = view.word(at);
        // The striker's goal.
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        words.contains(&Low::of(bare).as_str())
    })
}

fn is_cricket(view: &View<'_>, i: usize) -> bool {
    const WORDS: &[&str] = &[
        "wicket", "wickets", "overs", "batsman", "batsmen", "batter", "batters", "bowler", "bowlers", "bowled",
        "seamer", "spinner", "ashes", "odi", "lbw", "declared", "stumps", "opener", "cricket", "test", "fours",
        "ducks", "crease",
    ];
    const OTHERS: &[&str] = &["pitcher", "pitchers", "inning", "homer", "homered", "quarterback", "goals", "goal"];
    near(view, i, WORDS) && !near(view, i, OTHERS)
}

/// Football, rugby, hockey or cricket as the British play them, where nought is nil; an American game says so.
fn is_scored_in_nils(view: &View<'_>, i: usize) -> bool {
    const WORDS: &[&str] = &[
        "goalkeeper",
        "striker",
        "strikers",
        "midfielder",
        "winger",
        "equaliser",
        "equalizer",
        "penalty",
        "penalties",
        "uefa",
        "fifa",
        "fixture",
        "fixtures",
        "offside",
        "football",
        "footballer",
        "footballers",
        "soccer",
        "rugby",
        "hockey",
        "scrum",
        "wicket",
        "wickets",
        "innings",
        "ashes",
        "odi",
        "cricket",
        "t20",
        "bundesliga",
        "serie",
        "midfield",
        "halftime",
        "defender",
        "defenders",
        "headed",
        "unbeaten",
        "aggregate",
    ];
    const OTHERS: &[&str] = &[
        "pitcher",
        "pitchers",
        "inning",
        "homer",
        "homered",
        "quarterback",
        "touchdown",
        "touchdowns",
        "puck",
        "nhl",
        "mlb",
        "nba",
        "nfl",
        "playoff",
        "playoffs",
        "voted",
        "vote",
        "votes",
        "council",
        "judges",
        "justices",
        "shutout",
        "sets",
        "tiebreak",
        "yards",
        "ballpark",
    ];
    (is_of_a_league(view, i) || near(view, i, WORDS)) && !near(view, i, OTHERS)
}

/// A league, a cup or a series by its two words.
fn is_of_a_league(view: &View<'_>, i: usize) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("premier", "league"),
        ("test", "series"),
        ("match", "series"),
        ("champions", "league"),
        ("test", "match"),
        ("fa", "cup"),
        ("world", "cup"),
        ("europa", "league"),
        ("own", "goal"),
        ("second", "test"),
        ("first", "test"),
        ("third", "test"),
        ("la", "liga"),
    ];
    let to = (i + REACH).min(view.tokens.len());
    (i.saturating_sub(REACH)..to).any(|at| {
        let word = Low::of(view.word(at));
        PAIRS.iter().any(|(first, second)| word.as_str() == *first && Low::of(view.word(at + 1)).as_str() == *second)
    })
}

/// Association football, by words that no American game has.
fn is_association_football(view: &View<'_>, i: usize) -> bool {
    const WORDS: &[&str] = &[
        "goalkeeper",
        "striker",
        "strikers",
        "midfielder",
        "winger",
        "equaliser",
        "uefa",
        "fifa",
        "offside",
        "footballer",
        "bundesliga",
        "midfield",
    ];
    is_scored_in_nils(view, i) && (is_of_a_league(view, i) || near(view, i, WORDS))
}

fn is_racing(view: &View<'_>, i: usize) -> bool {
    const WORDS: &[&str] = &[
        "lengths",
        "furlong",
        "furlongs",
        "jockey",
        "colt",
        "filly",
        "mare",
        "gelding",
        "hurdle",
        "handicap",
        "chase",
        "derby",
        "guineas",
        "steeplechase",
        "racecourse",
        "jockeys",
        "stakes",
        "novices",
        "bookmakers",
        "bookmaker",
        "punters",
        "favourite",
        "outsider",
        "stable",
        "yearling",
        "trainer",
        "neck",
    ];
    near(view, i, WORDS)
}
