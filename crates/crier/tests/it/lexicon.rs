//! The lexicon from the command line, and the list of likely misreadings.

use crate::workshop::Workshop;

const FERRY: &str = "---\nheadline: The ferry is back\nlang: en\n---\nThe ferry left Łódź at seven.\n\nMr. Zbrzvny had *never* expected it.\n";

fn newsroom() -> Workshop {
    let shop = Workshop::open();
    assert!(shop.run(&["publication", "add", "daily", "--name", "The Daily"]).good);
    shop
}

#[test]
fn an_entry_is_added_listed_changed_and_removed() {
    let shop = newsroom();
    let good = |args: &[&str]| {
        let said = shop.run(args);
        assert!(said.good, "{args:?}: {}", said.err);
        said.out
    };
    good(&["lexicon", "add", "Łódź", "--as", "Wootch"]);
    good(&["lexicon", "add", "Łódź", "--as", "/ˈwutʂ/", "--publication", "daily"]);
    good(&["lexicon", "add", "臺北", "--as", "ㄊㄞˊ ㄅㄟˇ"]);
    good(&["lexicon", "add", "OSINT"]);
    let listed = good(&["lexicon", "list"]);
    assert!(listed.contains("Łódź\ten\tipa\twˈutʃ\tdaily\t\tinstead of the newsroom's Wootch"), "{listed}");
    assert!(listed.contains("臺北\tzh\tpinyin\ttai2 bei3\t*"), "{listed}");
    assert!(listed.contains("OSINT\ten\tletters\t\t*"), "{listed}");
    let twice = shop.run(&["lexicon", "add", "łódź", "--as", "Lodge"]);
    assert!(!twice.good && twice.err.contains("already"), "{}", twice.err);
    good(&["lexicon", "change", "Łódź", "--as", "Woodge"]);
    good(&["lexicon", "remove", "Łódź", "--publication", "daily"]);
    assert!(good(&["lexicon", "list", "--lang", "en"]).contains("Łódź\ten\tlike\tWoodge\t*"));
    let missing = shop.run(&["lexicon", "remove", "Kraków"]);
    assert!(!missing.good && missing.err.contains("lexicon list"), "{}", missing.err);
    assert!(good(&["lexicon", "status"]).contains("wait"), "no worker has looked for the stories yet");
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let shop = newsroom();
    let file = shop.write("mine.tsv", "said\twritten\tlang\nWootch\tŁódź\t\n\"tai2 bei3\"\t臺北\tzh-Hant\n\tOSINT\t\n");
    let first = shop.run(&["lexicon", "import", &file]);
    assert!(first.out.starts_with("3 added, 0 changed"), "{}{}", first.out, first.err);
    assert!(shop.run(&["lexicon", "export", "all.csv"]).good);
    let again = shop.run(&["lexicon", "import", "all.csv"]);
    assert!(again.out.starts_with("0 added, 0 changed, 3 as they were"), "{}{}", again.out, again.err);
    let wrong = shop.write("wrong.csv", "written,kind\nŁódź,guess\n");
    let refused = shop.run(&["lexicon", "import", &wrong]);
    assert!(!refused.good && refused.err.contains("line 2") && refused.err.contains("guess"), "{}", refused.err);
    let column = shop.write("column.csv", "word,said\nŁódź,Wootch\n");
    assert!(shop.run(&["lexicon", "import", &column]).err.contains("“word” is none"));
}

#[test]
fn a_reading_is_heard_before_it_is_an_entry_and_from_a_file_without_a_newsroom() {
    let shop = Workshop::open();
    let heard = shop.run(&["lexicon", "try", "Łódź", "--as", "/ˈwutʃ/", "--in", "In Łódź it rained.", "-o", "try.mp3"]);
    assert!(heard.good && heard.out.contains("wˈuː"), "{}{}", heard.out, heard.err);
    assert!(std::fs::read(shop.path("try.mp3")).expect("an MP3").starts_with(b"ID3"));
    let faulty = shop.run(&["lexicon", "try", "臺北市", "--as", "tai2 bei3"]);
    assert!(!faulty.good && faulty.err.contains("2 syllables"), "{}", faulty.err);
    let lexicon = shop.write("mine.csv", "written,said\nseven,ate\n");
    let file = shop.write("ferry.md", FERRY);
    let with = shop.run(&["say", &file, "--phonemes", "--lexicon", &lexicon]);
    let without = shop.run(&["say", &file, "--phonemes"]);
    assert!(with.good && with.out != without.out, "{}", with.err);
}

#[test]
fn likely_misreadings_are_listed_until_they_are_settled() {
    let shop = newsroom();
    let file = shop.write("ferry.md", FERRY);
    let check = |args: &[&str]| shop.run(&[&["check", "--misreadings"], args].concat());
    let all = check(&[&file]);
    assert!(all.good && all.out.starts_with("line 7\tZbrzvny"), "{}{}", all.out, all.err);
    let json: serde_json::Value = serde_json::from_str(&check(&[&file, "--json"]).out).expect("JSON");
    assert_eq!(json[0]["why"], "unknown-name");
    assert!(shop.run(&["import", &file, "--publish"]).good);
    assert!(check(&["the-ferry-is-back"]).out.contains("Zbrzvny"));
    assert!(shop.run(&["lexicon", "add", "Zbrzvny", "--as", "Zbersny", "--publication", "daily"]).good);
    assert!(!check(&["the-ferry-is-back"]).out.contains("Zbrzvny"));
    assert!(!check(&[&file, "--publication", "daily"]).out.contains("Zbrzvny"));
    let by_hand = shop.write("hand.md", FERRY.replace("Zbrzvny", "[Zbrzvny]{say=\"Zbersny\"}"));
    let settled = check(&[&by_hand]);
    assert!(settled.good && !settled.out.contains("Zbrzvny"), "{}{}", settled.out, settled.err);
    assert!(!check(&["no-such-story"]).good);
}

#[test]
fn a_faulty_reading_in_a_story_names_its_line() {
    let shop = newsroom();
    let file = shop.write("ferry.md", FERRY.replace("Łódź", "[Łódź]{say=\"Wootch}"));
    let refused = shop.run(&["import", &file]);
    assert!(!refused.good && refused.err.contains("line 5"), "{}", refused.err);
}
