//! English text is read as a newsreader would.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use speech::lang::Lang;
use speech::normalise::{read, spoken_line};

/// Each text, and what is said for it.
fn reads(rows: &[(&str, &str)]) {
    for (written, spoken) in rows {
        assert_eq!(spoken_line(written, Lang::En), *spoken, "for {written:?}");
    }
}

#[test]
fn figures_are_said_in_words() {
    reads(&[
        (
            "Some 1,240 homes lost power for 36 hours.",
            "Some one thousand two hundred forty homes lost power for thirty six hours.",
        ),
        (
            "The index fell 0.75 points to 18,204.",
            "The index fell zero point seven five points to eighteen thousand two hundred four.",
        ),
        (
            "About 3.5 million people and 10\u{202f}000 pupils took part.",
            "About three point five million people and ten thousand pupils took part.",
        ),
        (
            "Growth was -1.2% and then +0.4%.",
            "Growth was minus one point two percent and then plus zero point four percent.",
        ),
        (
            "She finished 3rd in the 21st race of the 112th season.",
            "She finished third in the twenty first race of the one hundred twelfth season.",
        ),
        (
            "Two-thirds, or 2/3, agreed; 3 1/2 hours and 1½ miles later they left.",
            "Two-thirds, or two thirds, agreed; three and a half hours and one and a half miles later they left.",
        ),
        ("It grew 1.05 times.", "It grew one point o five times."),
    ]);
}

#[test]
fn money_names_its_currency_after_the_sum() {
    reads(&[
        ("The $94.8 billion budget passed.", "The ninety four point eight billion dollar budget passed."),
        (
            "They raised £1.5m and €20bn last year.",
            "They raised one point five million pounds and twenty billion euros last year.",
        ),
        (
            "A ticket costs NT$300, or US$9.20.",
            "A ticket costs three hundred new taiwan dollars, or nine U S dollars and twenty cents.",
        ),
        (
            "He owes $1.01 and she owes 50p to them.",
            "He owes one dollar and one cent and she owes fifty pence to them.",
        ),
        (
            "Rents of $1,200-$1,500 a month are common.",
            "Rents of one thousand two hundred dollars to one thousand five hundred dollars a month are common.",
        ),
        (
            "Aid worth $5-10 million was sent for $20/day per head.",
            "Aid worth five to ten million dollars was sent for twenty dollars per day per head.",
        ),
        ("He was fined a $300 penalty in court.", "He was fined a three hundred dollar penalty in court."),
    ]);
}

#[test]
fn dates_and_years_are_said_as_dates_and_years() {
    reads(&[
        (
            "They met on Tuesday (April 22), not on 3 May 2019.",
            "They met on Tuesday (april twenty second), not on the third of may twenty nineteen.",
        ),
        (
            "Born Jan. 5, 1969, he died in 2005.",
            "Born january fifth nineteen sixty nine, he died in two thousand five.",
        ),
        (
            "From 1914 to 1918, in the 1990s and the ’80s.",
            "From nineteen fourteen to nineteen eighteen, in the nineteen nineties and the eighties.",
        ),
        (
            "The 2025-04-22 edition, the 12/25/2021 issue.",
            "The twenty second of april twenty twenty five edition, the december twenty fifth twenty twenty one issue.",
        ),
        (
            "Open July 5-7 and 8–10 August only.",
            "Open july fifth to seventh and the eighth to the tenth of august only.",
        ),
        (
            "It stood from 1901 to 1905 and in mid-2020.",
            "It stood from nineteen o one to nineteen o five and in mid twenty twenty.",
        ),
        (
            "Some 1,969 people, or 1500 people, came.",
            "Some one thousand nine hundred sixty nine people, or one thousand five hundred people, came.",
        ),
    ]);
}

#[test]
fn times_are_said_as_on_the_clock() {
    reads(&[
        ("Doors open at 6:30 a.m. and close at 9 p.m.", "Doors open at six thirty A M and close at nine P M."),
        (
            "The 14:05 train left at 15:00 sharp today.",
            "The fourteen o five train left at fifteen hundred sharp today.",
        ),
        ("Call between 5-7pm or at 8 o'clock tonight.", "Call between five and seven P M or at eight o'clock tonight."),
        ("He ran it in 2:01:09 on Sunday.", "He ran it in two hours one minute and nine seconds on Sunday."),
    ]);
}

#[test]
fn roman_numerals_count_kings_and_chapters() {
    reads(&[
        (
            "Charles III followed Elizabeth II to the throne.",
            "Charles the third followed Elizabeth the second to the throne.",
        ),
        ("Henry VIII's wives feature in Part IV.", "Henry the eighth's wives feature in Part four."),
        ("World War II and World War I. Chapter IX is next.", "World War two and World War one. Chapter nine is next."),
    ]);
}

#[test]
fn measures_are_said_in_full() {
    reads(&[
        (
            "Winds of 75 mph (120 km/h) hit.",
            "Winds of seventy five miles per hour (one hundred twenty kilometers per hour) hit.",
        ),
        (
            "The flow was 3,500 m³/s over 12 km² of land.",
            "The flow was three thousand five hundred cubic meters per second over twelve square kilometers of land.",
        ),
        ("It was -5°C and 1 kg of ice fell.", "It was minus five degrees Celsius and one kilogram of ice fell."),
        (
            "A 2,000 sq ft flat, 5 ft 3 in. high, 10 lbs. of it.",
            "A two thousand square foot flat, five feet three inches high, ten pounds of it.",
        ),
        ("She is 5'9\" tall in her shoes.", "She is five foot nine tall in her shoes."),
    ]);
}

#[test]
fn names_in_capitals_are_said_or_spelled() {
    reads(&[
        (
            "NATO and UNESCO met the FBI and the CEO of AT&T there.",
            "Nato and Unesco met the F B I and the C E O of A T and T there.",
        ),
        ("The U.S. and the U.K. signed in Washington, D.C.", "The U S and the U K signed in Washington, D C."),
        ("Two UFOs and the EU's envoy arrived late.", "Two U F O's and the E U's envoy arrived late."),
        ("THE END OF AN ERA", "THE END OF AN ERA"),
    ]);
}

#[test]
fn short_forms_are_said_in_full() {
    reads(&[
        (
            "Gov. Holt and Dr. Lin met at 12 Elm Dr. in St. Louis.",
            "Governor Holt and doctor Lin met at twelve Elm Drive in saint Louis.",
        ),
        (
            "Mr. Cole, No. 7 on the list, lives on Oak St. today.",
            "Mr Cole, number seven on the list, lives on Oak Street today.",
        ),
        (
            "Acme Corp. of Mobile, Ala., and Bolt Inc. merged.",
            "Acme corporation of Mobile, Alabama, and Bolt incorporated merged.",
        ),
        ("Rep. Ann Lee, D-N.Y., voted yes on it.", "Representative Ann Lee, Democrat of New York, voted yes on it."),
        (
            "Bears vs. Lions etc. were listed, e.g. twice.",
            "Bears versus Lions et cetera were listed, for example twice.",
        ),
    ]);
}

#[test]
fn addresses_and_numbers_to_call_are_spelled_out() {
    reads(&[
        (
            "Write to desk@example.org or see www.example.com today.",
            "Write to desk at example dot org or see W W W dot example dot com today.",
        ),
        (
            "Call 555-867-5309 before noon on Monday.",
            "Call five five five, eight six seven, five three o nine before noon on Monday.",
        ),
        (
            "He lives at 1600 Pennsylvania Ave. NW in town.",
            "He lives at sixteen hundred Pennsylvania Avenue Northwest in town.",
        ),
        ("COVID-19 hit the F-16s and the A380.", "Covid-nineteen hit the F-sixteens and the A three eighty."),
    ]);
}

#[test]
fn scores_and_ranges_are_joined_by_to() {
    reads(&[
        ("They won 3–2 and lost 21-17 away.", "They won three to two and lost twenty one to seventeen away."),
        (
            "Pages 5-9, ages 18–24, 40%-45% of them.",
            "Pages five to nine, ages eighteen to twenty four, forty percent to forty five percent of them.",
        ),
        (
            "From 1683-1764 it grew; in 2019–20 it fell.",
            "From sixteen eighty three to seventeen sixty four it grew; in twenty nineteen to twenty it fell.",
        ),
    ]);
}

#[test]
fn quotes_and_signs_become_plain() {
    reads(&[
        ("“It didn’t work,” he said & left.", "\"It didn't work,\" he said and left."),
        (
            "Issue # 19 of C++ and and/or, 50% off.",
            "Issue number nineteen of C plus plus and and or, fifty percent off.",
        ),
    ]);
}

#[test]
fn a_label_is_said_close_to_its_writing() {
    reads(&[("215", "two hundred and fifteen"), ("DNA", "DNA"), ("9 pm", "nine PM")]);
}

#[test]
fn every_reading_knows_where_it_was_written() {
    let text = "The $94.8 billion plan, said Dr. Lin.";
    let said: Vec<(&str, String)> = read(text, Lang::En).into_iter().map(|r| (&text[r.written], r.spoken)).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(written, spoken)| (*written, spoken.as_str())).collect();
    assert_eq!(
        said,
        [
            ("The", "The"),
            ("$94.8 billion", "ninety four point eight billion dollar"),
            ("plan,", "plan,"),
            ("said", "said"),
            ("Dr.", "doctor"),
            ("Lin.", "Lin."),
        ]
    );
}

#[test]
fn hostile_texts_take_no_longer_than_others() {
    const BYTES: usize = 50_000;
    for unit in [
        "a.", "1-", "1,000,", "$1-", "(", ")", "'", "\"", ". ", "1/2", "A.", "x@", "http://", "1:11:", "I ", "St. ",
        "- ", "12 May ", "é", "1.", "+1(", "`", "m2/", "٣", "１", "18\"", "$1m-$1m ", "1m aa ", "#aB", "1-in-1-",
        "(1-2, ", "W. 4", "5 K ", "F ", ".123/", "0 00 ", "Mon-", "A1",
    ] {
        let text = unit.repeat(BYTES / unit.len());
        let start = Instant::now();
        read(&text, Lang::En);
        // A debug build takes well under a second for each; anything quadratic would take minutes.
        assert!(start.elapsed() < Duration::from_secs(10), "{unit:?} took {:?}", start.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_whole_and_without_digits(text in "\\PC{0,160}") {
        plain(&text)?;
    }

    #[test]
    fn texts_made_of_figures_and_signs_are_read_whole(text in "[0-9A-Zaceimnopst .,:;'’\"/$£%#@&+=°½²()\\[\\]–—-]{0,60}") {
        plain(&text)?;
    }

    #[test]
    fn texts_made_of_their_rules_own_words_are_read_whole(
        words in prop::collection::vec(prop_oneof![
            Just("$"), Just("5"), Just("1,000"), Just("2019"), Just("May"), Just("Jan."), Just("-"), Just("–"), Just("/"), Just("million"),
            Just("a.m."), Just("10:30"), Just("St."), Just("Dr."), Just("III"), Just("Henry"), Just("Chapter"), Just("U.S."), Just("NATO"),
            Just("No."), Just("km²"), Just("%"), Just("("), Just(")"), Just("+1"), Just("555"), Just("'"), Just("90s"), Just("1/2"),
            Just("www."), Just("a@b.co"), Just("."), Just(","), Just("#"), Just("½"), Just("°C"), Just("th"), Just("NT$"), Just("per"),
        ], 0..14),
        joint in prop_oneof![Just(""), Just(" ")],
    ) {
        plain(&words.join(joint))?;
    }
}

/// Readings come in order, cover all but white space, and hold no digit.
fn plain(text: &str) -> Result<(), TestCaseError> {
    let mut at = 0;
    for reading in read(text, Lang::En) {
        prop_assert!(
            reading.written.start >= at && reading.written.start < reading.written.end,
            "{:?} in {:?}",
            reading,
            text
        );
        prop_assert!(text[at..reading.written.start].trim().is_empty(), "left out before {:?} in {:?}", reading, text);
        prop_assert!(!reading.spoken.contains(|c: char| c.is_ascii_digit()), "{:?} in {:?}", reading, text);
        at = reading.written.end;
    }
    prop_assert!(text[at..].trim().is_empty(), "left out at the end of {:?}", text);
    Ok(())
}
