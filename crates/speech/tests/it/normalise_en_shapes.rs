//! One thing written in many shapes is recognised in each: addresses, numbers to call, sums, money, dates.

use speech::lang::Lang;
use speech::normalise::spoken_line;

/// Each text, and what is said for it.
fn reads(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(written, right)| {
            let got = spoken_line(written, Lang::En);
            (got != *right).then(|| format!("{written}\n  want {right}\n  got  {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn addresses_mail_and_files_are_named_whole() {
    reads(&[
        ("m.ai", "m dot AI"),
        ("They read g.co/news daily.", "They read g dot C O slash news daily."),
        ("They read dw.in/abc daily.", "They read D W dot I N slash abc daily."),
        ("q~r@s.t", "q tilde r at s dot T"),
        ("q#r@news.org", "q hash r at news dot org"),
        ("me@news.org,you@news.net", "me at news dot org, you at news dot net"),
        ("notes.txt", "notes dot TXT"),
        ("Please open budget.xlsx at once.", "Please open budget dot X L S X at once."),
        ("/etc/hosts", "slash etc slash hosts"),
        ("d:/notes/list.csv", "d colon slash notes slash list dot CSV"),
    ]);
}

#[test]
fn what_only_looks_like_an_address_stays() {
    reads(&[
        ("The end.In the night it rained.", "The end.In the night it rained."),
        ("He and/or she came at 5 p.m. today.", "He and or she came at five P M today."),
        ("She said so.It was late.", "She said so.It was late."),
    ]);
}

#[test]
fn telephone_numbers_are_known_by_their_groups() {
    reads(&[
        ("212 555 0134", "two one two, five five five, zero one three four"),
        ("Ring 212 555 0134 at once.", "Ring two one two, five five five, o one three four at once."),
        ("1 888 555 0134", "one, eight eight eight, five five five, zero one three four"),
        ("1 (888) 555-0134", "one, eight eight eight, five five five, zero one three four"),
        ("+12125550134", "plus one, two one two, five five five, zero one three four"),
        ("Please dial 2125550134 now.", "Please dial two one two, five five five, o one three four now."),
        ("0161 496 0123", "zero one six one, four nine six, zero one two three"),
        ("212-555-0134 ext. 7", "two one two, five five five, zero one three four extension seven"),
        ("ext. 7", "extension seven"),
        // Two numbers side by side are none.
        ("Routes 212 555 were cut this week.", "Routes two hundred twelve five hundred fifty five were cut this week."),
        (
            "It sold 2125550134 units of it.",
            "It sold two billion one hundred twenty five million five hundred fifty thousand one hundred thirty four \
             units of it.",
        ),
    ]);
}

#[test]
fn no_sign_of_a_sum_is_lost() {
    reads(&[
        ("6/3=2", "six divided by three equals two"),
        ("6×2=12", "six times two equals twelve"),
        ("z-4=1", "z minus four equals one"),
        ("y=4x-1", "y equals four x minus one"),
        ("c*d", "c times d"),
        ("z>4", "z is greater than four"),
        ("7 ≠ 8", "seven is not equal to eight"),
        ("√25 = 5", "the square root of twenty five equals five"),
        ("2^5", "two to the fifth"),
        ("z^2", "z squared"),
        ("10⁹", "ten to the ninth"),
        ("10⁻⁶", "ten to the minus six"),
        ("2.5e-4", "two point five times ten to the minus four"),
        ("7 − 2", "seven minus two"),
        ("The gap was real (p < 0.01) in both.", "The gap was real (p is less than zero point o one) in both."),
        // Emphasis, notes and fractions are no sums.
        ("This is *very* late news.", "This is very late news."),
        ("Growth slowed to 12%.⁴ Prices rose.", "Growth slowed to twelve percent. Prices rose."),
        ("6/7", "six sevenths"),
        ("A 5m = wide gap", "A five meters equals wide gap"),
    ]);
}

#[test]
fn raised_endings_make_ordinals() {
    reads(&[
        ("21ˢᵗ", "twenty first"),
        ("4ᵗʰ", "fourth"),
        ("2ª", "second"),
        ("3º", "third"),
        ("It was 18ºC at noon.", "It was eighteen degrees Celsius at noon."),
    ]);
}

#[test]
fn a_currency_is_named_once_and_never_lost() {
    reads(&[
        ("$8 USD", "eight us dollars"),
        ("It costs $8 CAD.", "It costs eight canadian dollars."),
        ("₿2", "two bitcoins"),
        ("¢20", "twenty cents"),
        ("kr 200", "two hundred kroner"),
        ("PKR 40", "forty pakistani rupees"),
        ("MXN 1.5bn", "one point five billion mexican pesos"),
        (
            "The rand fell to R18.40/$ on Monday.",
            "The rand fell to eighteen rand and forty cents per dollar on Monday.",
        ),
        ("Take the R18 road north today.", "Take the R eighteen road north today."),
        ("7 $/kg", "seven dollars per kilogram"),
        ("a $3 million-dollar home", "a three million-dollar home"),
        ("a $20-a-month plan", "a twenty dollar-a-month plan"),
        ("$2.5-$3 million", "two point five to three million dollars"),
        ("The $2-3bn budget passed.", "The two to three billion dollar budget passed."),
        ("Corn rose to $4.20½ a bushel.", "Corn rose to four dollars and twenty and a half cents a bushel."),
        ("The COP28 talks and PHP 8 were old news.", "The Cop twenty eight talks and PHP eight were old news."),
    ]);
}

#[test]
fn a_letter_behind_a_number_has_its_own_meaning() {
    reads(&[
        ("He cashed his 401k early.", "He cashed his four oh one k early."),
        ("They ran a 5k race for charity.", "They ran a five k race for charity."),
        ("They sold 5k cups in May.", "They sold five thousand cups in May."),
        ("In spring it was ~300K.", "In spring it was about three hundred thousand."),
    ]);
}

#[test]
fn a_named_month_makes_a_date_in_any_order() {
    reads(&[
        ("9-mar-2015", "the ninth of march twenty fifteen"),
        ("Mar-9-2015", "march ninth twenty fifteen"),
        ("9/Mar/2015", "the ninth of march twenty fifteen"),
        ("09/2015", "september twenty fifteen"),
        ("class of '98", "class of ninety eight"),
        ("They left on 9 Oct.", "They left on the ninth of october."),
        ("3/2015", "three two thousand fifteenths"),
        ("the XVIII century", "the eighteenth century"),
        ("X", "X"),
    ]);
}

#[test]
fn two_titles_share_a_name() {
    reads(&[
        ("Dr. and Mrs. Poe came home late.", "doctor and Mrs Poe came home late."),
        ("Cllr. Poe spoke at length.", "Councillor Poe spoke at length."),
    ]);
}

#[test]
fn units_are_said_in_every_place() {
    reads(&[
        ("8 s", "eight seconds"),
        ("600 dpi", "six hundred dots per inch"),
        ("8 kΩ", "eight kilo ohms"),
        ("20 mm x 30 mm", "twenty millimeters by thirty millimeters"),
        ("Gusts of 40kt hit the coast.", "Gusts of forty knots hit the coast."),
        ("The bomb had 15 kt of force.", "The bomb had fifteen kilotons of force."),
        ("Greens are 2pp ahead this week.", "Greens are two percentage points ahead this week."),
        ("A dose of 3 mg/kg/day is safe.", "A dose of three milligrams per kilogram per day is safe."),
        ("It covers 30 sq. miles of hills.", "It covers thirty square miles of hills."),
        ("1/4 lb", "one quarter of a pound"),
        (
            "He won in 2:05:31.42 on Sunday.",
            "He won in two hours five minutes and thirty one point four two seconds on Sunday.",
        ),
        ("They met at 9.15 GMT in Bonn.", "They met at nine fifteen G M T in Bonn."),
    ]);
}

#[test]
fn codes_ranges_and_groups_keep_together() {
    reads(&[
        ("Reno, NV 89501-1234", "Reno, Nevada eight nine five zero one-one two three four"),
        ("1/4-1/2", "one quarter to one half"),
        ("'60s-'70s", "sixties to seventies"),
        ("2 000 000", "two million"),
        ("3.000.000", "three million"),
        ("1,25,000", "one hundred twenty five thousand"),
        ("The XBB.1 strain is back here.", "The XBB one strain is back here."),
        ("She hit 5/9 shots on the night.", "She hit five of nine shots on the night."),
        ("Odds of 9/4 were on offer.", "Odds of nine to four were on offer."),
        ("Growth of 4% p.a. is expected.", "Growth of four percent a year is expected."),
        ("Release 17.2.1 is out for all.", "Release seventeen point two point one is out for all."),
    ]);
}
