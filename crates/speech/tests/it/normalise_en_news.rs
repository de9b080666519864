//! English news copy, dense with short forms, figures and names in capitals, is read as a newsreader would.

use speech::lang::Lang;
use speech::normalise::spoken_line;
use speech::split::sentences;

/// Each text, and what is said for it sentence by sentence, `|` between the sentences.
fn reads(rows: &[(&str, &str)]) {
    for (written, spoken) in rows {
        let said: Vec<String> =
            sentences(written, Lang::En).into_iter().map(|range| spoken_line(&written[range], Lang::En)).collect();
        assert_eq!(said.join(" | "), *spoken, "for {written:?}");
    }
}

#[test]
fn a_word_cut_short_is_said_in_full_and_ends_no_sentence() {
    reads(&[
        (
            "A Cat. 3 storm closed Rte. 7 near lat. 18.5 N, long. 64.2 W on Wed. night.",
            "A Category three storm closed Route seven near latitude eighteen point five north, \
             longitude sixty four point two west on Wednesday night.",
        ),
        (
            "Asst. Atty. Gen. Kim Roe and Dist. Atty. Jo Poe met Nat'l Guard Sgt. Maj. Wm. Low.",
            "Assistant Attorney General Kim Roe and District Attorney Jo Poe met National Guard Sergeant Major William Low.",
        ),
        (
            "NATO Sec.-Gen. Ann Lee and Col. (ret.) Bo Ray spoke.",
            "Nato Secretary-General Ann Lee and Colonel (retired) Bo Ray spoke.",
        ),
        (
            "He runs 5 mi. a day, 6 days a wk., 50 wks. a yr.",
            "He runs five miles a day, six days a week, fifty weeks a year.",
        ),
        ("The shop is on 30th St. Station Square opened.", "The shop is on thirtieth Street Station Square opened."),
        ("They left late Tues. The temp. rose.", "They left late Tuesday. | The temperature rose."),
        (
            "Mich. Gov. Ann Poe met a Calif. judge in Wis. on Fri.",
            "Michigan Governor Ann Poe met a California judge in Wisconsin on Friday.",
        ),
        (
            "She studied at Eastern H.S. in Albany, N.Y., and d. in 1999.",
            "She studied at Eastern High School in Albany, New York, and died in nineteen ninety nine.",
        ),
        (
            "Open 9 a.m.-5 p.m. Mon.-Fri., from Oct. 3-Nov. 5.",
            "Open nine A M to five P M Monday to Friday, from october third to november fifth.",
        ),
        ("The 30 min[ute] walk passed two compan[ies].", "The thirty minute walk passed two companies."),
        ("Go OUT and PUT it to the IT staff.", "Go out and put it to the I T staff."),
        ("The road was long. 22 people walked it.", "The road was long. | twenty two people walked it."),
    ]);
}

#[test]
fn sides_of_the_sky_are_said_where_letters_stand_for_them() {
    reads(&[
        (
            "It moved WNW, then NE at 9 mph, 40 miles S of Miami.",
            "It moved west-northwest, then northeast at nine miles per hour, forty miles south of Miami.",
        ),
        (
            "A fire on W. 23rd St. spread to N. Clark St. by noon.",
            "A fire on West twenty third Street spread to North Clark Street by noon.",
        ),
        ("The Wizards play at 601 F St. N.W. tonight.", "The Wizards play at six o one F Street Northwest tonight."),
    ]);
}

#[test]
fn sums_share_their_scale_and_describe_what_they_buy() {
    reads(&[
        ("Senate passes $1.4T spending bill today", "Senate passes one point four trillion dollar spending bill today"),
        (
            "It will cost $115–$130 million, or $3 to $4 billion.",
            "It will cost one hundred fifteen to one hundred thirty million dollars, or three to four billion dollars.",
        ),
        (
            "A £2m-£3m fee and the €4.2bn HS2 link are due.",
            "A two to three million pound fee and the four point two billion euro HS two link are due.",
        ),
        (
            "The dollar bought ¥151.4 and ₩1,370.5 late.",
            "The dollar bought one hundred fifty one point four yen and one thousand three hundred seventy point five won late.",
        ),
        ("Yields rose 9 bps after a 25-bp cut.", "Yields rose nine basis points after a twenty five basis point cut."),
    ]);
}

#[test]
fn an_m_is_a_million_of_things_and_a_meter_of_lengths() {
    reads(&[
        (
            "The city of 2.6m people used 1.2m acre-feet of water.",
            "The city of two point six million people used one point two million acre-feet of water.",
        ),
        (
            "They recalled 1.3m Model Z cars for a 5m-strong union.",
            "They recalled one point three million Model Z cars for a five million strong union.",
        ),
        ("The 4m wide road is 2m deep there.", "The four meter wide road is two meters deep there."),
        (
            "She won the 200m freestyle, not the 100m.",
            "She won the two hundred meter freestyle, not the one hundred meters.",
        ),
        ("About 250K users paid for a 4K screen.", "About two hundred fifty thousand users paid for a four K screen."),
    ]);
}

#[test]
fn a_unit_is_told_from_its_double_by_what_stands_around_it() {
    reads(&[
        (
            "Pressure fell to 931 mb on a 512MB card.",
            "Pressure fell to nine hundred thirty one millibars on a five hundred twelve megabyte card.",
        ),
        (
            "It superconducts at 250 K and after a 5 K run.",
            "It superconducts at two hundred fifty kelvins and after a five K run.",
        ),
        (
            "Water held 4 ng/L of it, falling at 900 fpm.",
            "Water held four nanograms per liter of it, falling at nine hundred feet per minute.",
        ),
        (
            "Highs of 72F and lows of -5 C are near Gate 15C here.",
            "Highs of seventy two degrees Fahrenheit and lows of minus five degrees Celsius are near Gate fifteen C here.",
        ),
        (
            "Snow of 12\" to 18\" fell on a 6' x 8' shed.",
            "Snow of twelve inches to eighteen inches fell on a six foot by eight feet shed.",
        ),
        (
            "A 2.0L V6 makes 300 lb-ft of torque today.",
            "A two point zero liter V six makes three hundred pound-feet of torque today.",
        ),
        (
            "His pressure was 120/80 at 98.6 F that day.",
            "His pressure was one twenty over eighty at ninety eight point six degrees Fahrenheit that day.",
        ),
    ]);
}

#[test]
fn games_are_told_as_they_are_on_the_air() {
    reads(&[
        (
            "Nomura (11-4) won as the Hawks improved to 6-0.",
            "Nomura (eleven and four) won as the Hawks improved to six and oh.",
        ),
        (
            "The Bears fell to 2-3-1 and lost 24-17.",
            "The Bears fell to two three and one and lost twenty four to seventeen.",
        ),
        ("He beat Ray (6-4, 7-5) on Monday at last.", "He beat Ray (six to four, seven to five) on Monday at last."),
        (
            "With 0:04 left he scored; 5:00 remaining, they led.",
            "With four seconds left he scored; five minutes remaining, they led.",
        ),
        (
            "He hit .312 with 31 HRs for a .500 team.",
            "He hit three twelve with thirty one home runs for a five hundred team.",
        ),
        (
            "It is a 1-in-3 chance, a 1-in-100-year flood.",
            "It is a one in three chance, a one in one hundred year flood.",
        ),
        (
            "He ran 9.58s and they ran a 4x100m relay.",
            "He ran nine point five eight seconds and they ran a four by one hundred meter relay.",
        ),
    ]);
}

#[test]
fn a_dateline_is_a_place_and_not_initials() {
    reads(&[
        ("LOS ALAMOS (AP) — The lab closed.", "Los Alamos (A P) — The lab closed."),
        ("FORT SMITH, Ark. (AP) — Rain fell on Friday.", "Fort Smith, Arkansas (A P) — Rain fell on Friday."),
        (
            "BASEL, SWITZERLAND, 5 May (Reuters) - Output fell.",
            "Basel, Switzerland, the fifth of may (Reuters) - Output fell.",
        ),
        ("ST. CLOUD, Minn. — A storm hit the town.", "Saint Cloud, Minnesota — A storm hit the town."),
        ("NASA — the agency for space — is hiring now.", "Nasa — the agency for space — is hiring now."),
    ]);
}

#[test]
fn capitals_are_words_or_letters_as_people_say_them() {
    reads(&[
        (
            "The FTSE 100 and the DAX fell, the YWCA said.",
            "The Footsie one hundred and the Dax fell, the Y W C A said.",
        ),
        (
            "A WWII pilot flew a 737 MAX and an A320neo later.",
            "A World War Two pilot flew a seven thirty seven Max and an A three twenty neo later.",
        ),
        (
            "JPMorgan and the USMCA panel met ICE agents there.",
            "J P Morgan and the U S M C A panel met Ice agents there.",
        ),
        ("Tags #MeToo and @realJohnDoe were seen there.", "Tags hashtag Me Too and at real John Doe were seen there."),
        (
            "Ann O'Dea met Cole Ray III and saw Rocky III twice.",
            "Ann O'Dea met Cole Ray the third and saw Rocky three twice.",
        ),
    ]);
}

#[test]
fn hours_bills_and_numbers_to_call_are_plain() {
    reads(&[
        (
            "It is at 10 p.m. ET, 1400 GMT or 0930 local time.",
            "It is at ten P M E T, fourteen hundred G M T or o nine thirty local time.",
        ),
        (
            "They passed H.R. 1234, S. 567 and H.J. Res. 12 at once.",
            "They passed H R twelve thirty four, Senate Bill five hundred sixty seven and H J Resolution twelve at once.",
        ),
        (
            "In Doe v. Roe, No. 22-451, it ruled 2-1.",
            "In Doe versus Roe, number twenty two four fifty one, it ruled two to one.",
        ),
        (
            "Call or text 988, dial 020 7946 0123 or text 741741.",
            "Call or text nine eight eight, dial o two o, seven nine four six, o one two three or text seven four one seven four one.",
        ),
        (
            "Profit in 1Q was up, sales in 4Q23 fell 0.3 pct more.",
            "Profit in the first quarter was up, sales in the fourth quarter of twenty three fell zero point three percent more.",
        ),
        ("See https://example.org/news for more of it.", "See example dot org slash news for more of it."),
    ]);
}

#[test]
fn what_only_looks_like_news_shorthand_is_left_alone() {
    reads(&[
        (
            "He left at 5:00 to play cards with 911 people.",
            "He left at five o'clock to play cards with nine hundred eleven people.",
        ),
        ("The iPhone 5C and 1500 hours of video.", "The iPhone five C and one thousand five hundred hours of video."),
        ("The Sun set. The Cat sat on the long road.", "The Sun set. | The Cat sat on the long road."),
        ("She won 6-4 and they drew 1-1 in the end.", "She won six to four and they drew one to one in the end."),
        ("Under Basel III rules and Saturn V plans they met.", "Under Basel three rules and Saturn V plans they met."),
        (
            "He paid $5 million last year and $3 million in fines.",
            "He paid five million dollars last year and three million dollars in fines.",
        ),
        (
            "A 5m wall stands 2.5m from the 100m final.",
            "A five meter wall stands two point five meters from the one hundred meter final.",
        ),
        ("Plan B won. South Korea's team lost in May.", "Plan B won. | South Korea's team lost in May."),
    ]);
}
