//! What each command answers, to good input and to bad.

use crate::workshop::Workshop;

const BELL: &str = "---\nheadline: The bell is back\nbyline: Mara Quill\n---\nThe bell rang at 7:40 a.m. on 2 March 2026. It cost $3.2 million.\n";

fn newsroom() -> Workshop {
    let shop = Workshop::open();
    assert!(shop.run(&["publication", "add", "daily", "--name", "The Daily"]).good);
    shop
}

#[test]
fn a_text_is_read_aloud_into_a_file_with_its_transcript_and_table() {
    let shop = Workshop::open();
    let file = shop.write("bell.md", BELL);
    let said = shop.run(&["say", &file, "-o", "bell.mp3", "--json"]);
    assert!(said.good, "{}", said.err);
    let table: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let segments = table["segments"].as_array().expect("segments");
    assert!(segments.iter().any(|s| s["role"] == "disclosure"), "the voice says what it is");
    assert!(segments.iter().any(|s| s["text"].as_str().is_some_and(|t| t.contains("$3.2 million"))));
    assert!(std::fs::read(shop.path("bell.mp3")).expect("an MP3").starts_with(b"ID3"));
    assert!(std::fs::read_to_string(shop.path("bell.vtt")).expect("a transcript").starts_with("WEBVTT"));
}

#[test]
fn what_the_voice_receives_is_shown_word_by_word() {
    let shop = Workshop::open();
    let english = shop.run_with_input(&["say", "-", "--phonemes"], "It cost $3.2 million.");
    assert!(english.good && english.out.contains("three"), "{}{}", english.out, english.err);
    let chinese = shop.run_with_input(&["say", "-", "--phonemes", "--lang", "zh-Hant"], "銀行行長重新開張。");
    assert!(chinese.out.contains("yin2 hang2"), "{}{}", chinese.out, chinese.err);
    assert!(!chinese.out.contains("(en)"), "no Chinese word is read in English: {}", chinese.out);
}

#[test]
fn script_and_sentences_answer_line_by_line() {
    let shop = Workshop::open();
    let script = shop.run_with_input(&["script"], "It cost $5.\n\nOn 3 May 2026.\n");
    assert_eq!(script.out.lines().count(), 3, "{}", script.out);
    assert!(script.out.contains("five dollars"));
    let sentences = shop.run_with_input(&["sentences"], "{\"text\": \"Dr. Ho came. She sat.\"}\n");
    assert_eq!(sentences.out.trim(), r#"{"sentences":["Dr. Ho came.","She sat."]}"#);
    let bad = shop.run_with_input(&["sentences"], "no json\n");
    assert!(!bad.good && bad.err.contains("line 1"), "{}", bad.err);
}

#[test]
fn importing_twice_changes_nothing_and_a_changed_text_is_a_new_revision() {
    let shop = newsroom();
    let file = shop.write("bell.md", BELL);
    let import = |word: &str| {
        let said = shop.run(&["import", &file, "--publish"]);
        assert!(said.good && said.out.starts_with(word), "{}{}", said.out, said.err);
    };
    import("created");
    import("unchanged");
    shop.write("bell.md", BELL.replace("7:40", "7:45"));
    import("revised");
    let list = shop.run(&["article", "list"]).out;
    assert_eq!(list.lines().count(), 1, "{list}");
    assert!(list.starts_with("published"), "{list}");
}

#[test]
fn search_and_likeness_are_measured_on_anybody_s_texts() {
    let shop = Workshop::open();
    let docs = shop.write("docs.jsonl", "{\"id\": \"a\", \"title\": \"Ferry\", \"text\": \"The ferry sank.\"}\n{\"id\": 2, \"text\": \"A ferry strike.\"}\n{\"text\": \"大橋通車\", \"lang\": \"zh-Hant\"}\n");
    let queries = shop.write("queries.jsonl", "{\"id\": 1, \"text\": \"ferries\"}\n{\"id\": 2, \"text\": \"大橋\"}\n");
    let run = shop.run(&["eval", "search", "--docs", &docs, "--queries", &queries]);
    let ranked: Vec<String> =
        run.out.lines().map(|line| line.split(' ').take(4).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(ranked, ["1 Q0 a 1", "1 Q0 2 2", "2 Q0 3 1"], "{}{}", run.out, run.err);
    let related = shop.run(&["eval", "related", "--docs", &docs]);
    assert!(related.out.starts_with("{\"id\":\"a\",\"related\":[{\"id\":\"2\""), "{}{}", related.out, related.err);
    let table = shop.run(&["eval", "similarity", "--docs", &docs, "--background", &docs]);
    assert_eq!(table.out.lines().map(|line| line.split('\t').count()).collect::<Vec<_>>(), [3, 3, 3], "{}", table.err);
    let bad = shop.write("bad.jsonl", "{\"text\": \"fine\"}\nno json\n");
    let refused = shop.run(&["eval", "related", "--docs", &bad]);
    assert!(!refused.good && refused.err.contains("line 2"), "{}", refused.err);
}

#[test]
fn a_collection_s_score_is_that_of_the_books() {
    let shop = Workshop::open();
    std::fs::create_dir_all(shop.path("search/cranfield")).expect("a folder");
    for (name, text) in [
        (
            "cran.all.1400",
            ".I 1\n.T\nslipstream .\n.A\nsomebody\n.W\na wing in it .\n.I 2\n.W\nslipstream flow\n.I 3\n.W\nheat\n",
        ),
        ("cran.qry", ".I 7\n.W\nthe slipstream of a wing\n"),
        ("cranqrel", "1 1 2\n1 3 1\n1 2 -1\n"),
    ] {
        shop.write(&format!("search/cranfield/{name}"), text);
    }
    let suites = shop.path("").display().to_string();
    let run = shop.run(&["eval", "search", "--suites", &suites]);
    // The first of two is found first, the other never: (1 + 0) / 2, and 3 of an ideal 4 + 3 / log2(3).
    assert_eq!(run.out.trim(), "cranfield  1 queries  MAP 0.5000  nDCG@10 0.5091", "{}", run.err);
}

#[test]
fn who_is_invited_is_given_a_role_and_who_is_there_a_link() {
    let shop = newsroom();
    let mina = ["staff", "mina@example.org"];
    let ask = |more: &[&str]| shop.run(&[&mina[..], more].concat());
    let refused = |more: &[&str], why: &str| {
        let said = ask(more);
        assert!(!said.good && said.err.contains(why), "{}{}", said.out, said.err);
    };
    refused(&["--role", "editor"], "--name");
    refused(&["--name", "Mina Orr"], "--role");
    refused(&["--name", "Mina Orr", "--role", "king"], "owner, shopkeeper or editor");
    refused(&["--name", "Mina Orr", "--role", "editor", "--publication", "weekly"], "not found");
    let invited = ask(&["--name", "Mina Orr", "--role", "editor", "--publication", "daily"]);
    assert!(invited.good && invited.out.contains("/desk/sign-in?token="), "{}{}", invited.out, invited.err);
    refused(&["--role", "owner"], "/desk/staff");
    let again = ask(&[]);
    assert!(again.good && again.out.contains("/desk/sign-in?token=") && again.out != invited.out, "{}", again.err);
}

#[test]
fn a_newsroom_lives_by_the_command_line() {
    let shop = newsroom();
    let file = shop.write("bell.md", BELL);
    assert!(shop.run(&["import", &file]).good);
    assert!(shop.run(&["article", "publish", "the-bell-is-back"]).good);
    let again = shop.run(&["article", "publish", "the-bell-is-back"]);
    assert!(!again.good && again.err.contains("published already"), "{}", again.err);
    let sentences = shop.run(&["article", "show", "the-bell-is-back"]).out;
    let id = sentences.lines().last().expect("sentences").split('\t').next().expect("an id").to_string();
    let args = [
        "article",
        "correct",
        "the-bell-is-back",
        "--segment",
        &id,
        "--text",
        "It cost $2.3 million.",
        "--note",
        "Figures swapped.",
    ];
    assert!(shop.run(&args).good);
    assert!(shop.run(&["article", "show", "the-bell-is-back"]).out.contains("$2.3 million"));
    assert!(shop.run(&["article", "retract", "the-bell-is-back", "--note", "No."]).good);
    assert!(shop.run(&["article", "list", "--state", "retracted"]).out.contains("the-bell-is-back"));
    assert!(!shop.run(&["article", "publish", "nothing"]).good);
}

#[test]
fn a_backup_fills_an_empty_newsroom_and_spares_one_that_is_not() {
    let shop = newsroom();
    let file = shop.write("bell.md", BELL);
    assert!(shop.run(&["import", &file, "--publish"]).good);
    let out = shop.path("kept.tar").display().to_string();
    assert!(shop.run(&["backup", &out]).good);
    let full = shop.run(&["restore", &out]);
    assert!(!full.good && full.err.contains("empty"), "{}", full.err);
    let other = shop.path("other").display().to_string();
    assert!(shop.run(&["restore", &out, "--data", &other]).good);
    let list = shop.run(&["article", "list", "--data", &other]).out;
    assert!(list.contains("the-bell-is-back"), "{list}");
    let junk = shop.write("junk.tar", b"this is no backup");
    let refused = shop.run(&["restore", &junk, "--data", &shop.path("third").display().to_string()]);
    assert!(!refused.good, "{}", refused.out);
}

#[test]
fn bad_input_gets_a_clear_answer_and_loses_nothing() {
    let shop = newsroom();
    let binary = shop.write("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let empty = shop.write("empty.md", "   \n");
    let broken = shop.write("broken.md", "---\nheadline: [unclosed\n---\nText.\n");
    let huge = shop.write("huge.html", vec![b'x'; 50 << 20]);
    let entities = shop.write("bomb.xml", "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>");
    for (file, says) in
        [(&binary, "PNG picture"), (&empty, "empty"), (&broken, "line"), (&huge, "MB"), (&entities, "entit")]
    {
        let said = shop.run(&["import", file, "--publish"]);
        assert!(!said.good, "{file}: {}", said.out);
        assert!(said.err.to_lowercase().contains(&says.to_lowercase()), "{file}: {}", said.err);
        assert!(!said.err.contains("panicked"), "{file}: {}", said.err);
    }
    for address in [
        "http://127.0.0.1:9/",
        "http://localhost/x",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://2130706433/",
        "ftp://example.org/",
    ] {
        let said = shop.run(&["import", address]);
        assert!(!said.good && !said.err.contains("panicked"), "{address}: {}{}", said.out, said.err);
    }
    assert!(shop.run(&["article", "list"]).out.is_empty());
    let nobody = shop.run_with_input(&["say", "-", "--lang", "xx", "-o", "x.mp3"], "Words of nobody.");
    assert!(!nobody.good && nobody.err.contains("espeak:xx"), "{}", nobody.err);
}

#[test]
fn the_doctor_says_what_is_well_and_how_to_mend_what_is_not() {
    let shop = newsroom();
    let well = shop.run(&["doctor"]);
    assert!(well.good, "{}", well.out);
    assert!(
        ["clock", "database", "files", "disk", "voice", "mail"].iter().all(|name| well.out.contains(name)),
        "{}",
        well.out
    );
    let ill = shop.run(&["doctor", "--database", "postgres://nobody@127.0.0.1:1/none"]);
    assert!(!ill.good && ill.out.contains("✗ database"), "{}", ill.out);
}

#[test]
fn a_newsroom_may_have_a_number_for_its_name() {
    let doctor = newsroom().command(&["doctor"]).env("CRIER_SITE_NAME", "2024").output().expect("the program starts");
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stderr));
}

#[test]
fn a_suite_is_scored_by_class_and_its_misses_are_listed() {
    let shop = Workshop::open();
    let nowhere = shop.run(&["eval", "speech", "--suites", "."]);
    assert!(!nowhere.good && nowhere.err.contains("reading the suite in ./speech"), "{}", nowhere.err);
    for folder in ["speech", "sentences"] {
        std::fs::create_dir(shop.path(folder)).expect("a folder");
    }
    shop.write("speech/cases-en.tsv", "cardinal\t12\ttwelve\ncardinal\t13\tbaker's dozen\n");
    shop.write("speech/corpus-Own.tsv", "It cost $3.\tit COST three dollars!\n");
    shop.write("speech/corpus-Hard.jsonl", r#"{"text": "At 5pm.", "right": ["at half past", "at five p m"]}"#);
    shop.write("sentences/english.jsonl", r#"{"text": "Yes. No.", "sentences": ["Yes.", "No."]}"#);
    // Loosely equal is equal but for case, marks and spaces; a word more is another text.
    shop.write("speech/corpus-Loose.tsv", "Yes.\t“ＹＥＳ” !\nNo.\tno no\n");
    let said = shop.run(&["eval", "speech", "--suites", ".", "--failures", "missed.txt"]);
    let lines: Vec<String> = said.out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["en cases cardinal 1 of 2 50.0 %", "Own 1 of 1 100.0 %", "Hard 1 of 1 100.0 %", "Loose 1 of 2 50.0 %"]
    {
        assert!(lines.iter().any(|l| l == line), "no “{line}” in\n{}{}", said.out, said.err);
    }
    let missed = std::fs::read_to_string(shop.path("missed.txt")).expect("the list");
    assert!(missed.contains("[en cases cardinal]\n  13\n- baker's dozen\n+ thirteen\n\n"), "{missed}");
    assert_eq!(missed.matches("\n- ").count(), 2, "{missed}");
    assert!(shop.run(&["eval", "sentences", "--suites", "."]).out.contains("1 of     1  100.0 %"));
}

#[test]
fn a_settings_file_that_cannot_be_read_does_not_print_its_keys() {
    let shop = Workshop::open();
    for wrong in [
        "[voice_servers.a]\nurl = \"http://127.0.0.1\"\nkey = \"sk-very-secret\n",
        "[voice_servers.a]\nkey = sk-very-secret\n",
        "[voice_servers]\na = { url = \"http://127.0.0.1\", key = \"sk-very-secret }\n",
        "[voice_servers.a]\nkey = [\"sk-very-secret\"]\n",
    ] {
        shop.write("crier.toml", wrong);
        let said = shop.run(&["doctor", "--config", "crier.toml"]);
        assert!(!said.good, "it is wrong: {wrong}");
        let shown = format!("{}{}", said.out, said.err);
        assert!(!shown.contains("sk-very-secret"), "{shown}");
        assert!(shown.contains("crier.toml"), "{shown}");
    }
}
