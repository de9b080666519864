//! Voices put in, heard, cast and removed, as an operator does it; the public list is a server of the test's.

use std::process::Command;

use crate::list_server::{ListServer, MODEL, NAME};
use crate::workshop::{Said, Workshop};

/// No model: nothing can be spoken with it, but everything before that can be done.
fn no_model() -> Vec<u8> {
    (0..1_500_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

struct Shop {
    shop: Workshop,
    server: ListServer,
}

impl Shop {
    fn open() -> Shop {
        Shop { shop: Workshop::open(), server: ListServer::start(no_model()) }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.shop.command(args);
        command.env("CRIER_VOICE_LIST", self.server.url());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().expect("the program starts"))
    }

    fn has(&self, file: &str) -> bool {
        self.shop.path("data/voices").join(file).exists()
    }
}

#[test]
fn the_licence_is_shown_before_anything_is_fetched() {
    let shop = Shop::open();
    let asked = shop.run(&["voices", "add", NAME]);
    assert!(!asked.good && asked.err.contains("--yes"), "{}", asked.err);
    assert!(asked.err.contains("licence  CC0 (https://example.org/made)"), "{}", asked.err);
    assert!(asked.err.contains("English (Nowhere), 1 speaker, low, 2 MB"), "{}", asked.err);
    assert!(shop.server.asked(MODEL).is_empty());
    let unknown = shop.run(&["voices", "add", "en_US-nobody-low", "--yes"]);
    assert!(!unknown.good && unknown.err.contains("list --online"), "{}", unknown.err);
}

#[test]
fn the_list_shows_what_it_offers_for_a_language() {
    let shop = Shop::open();
    let offered = shop.run(&["voices", "list", "--online", "--lang", "en"]);
    assert!(offered.out.contains(&format!("{NAME}\tEnglish (Nowhere)\t1 speaker\tlow\t2 MB")), "{}", offered.out);
    let none = shop.run(&["voices", "list", "--online", "--lang", "fi"]);
    assert!(!none.good && none.err.contains("no voice for “fi”"), "{}", none.err);
    let here = shop.run(&["voices", "list"]);
    assert!(here.out.contains("espeak:en-gb\ten-gb") && here.out.contains("espeak:cmn"), "{}", here.out);
    assert!(!here.out.contains("espeak:fi"), "{}", here.out);
    assert!(shop.run(&["voices", "list", "--lang", "fi"]).out.contains("espeak:fi"));
}

#[test]
fn a_voice_that_cannot_be_heard_is_here_and_is_not_used() {
    let shop = Shop::open();
    let added = shop.run(&["voices", "add", NAME, "--yes"]);
    assert!(!added.good && added.err.contains("cannot be heard"), "{}", added.err);
    assert!(shop.has(&format!("{NAME}.onnx")) && shop.has(&format!("{NAME}.voice.json")));
    let listed = shop.run(&["voices", "list"]);
    assert!(listed.out.contains("not used: its loudness was never measured"), "{}", listed.out);
    let cast = shop.run(&["voices", "use", NAME]);
    assert!(!cast.good && cast.err.contains("never measured"), "{}", cast.err);
    assert!(!shop.run(&["voices", "add", NAME, "--yes"]).good);
    assert_eq!(shop.server.asked(MODEL).len(), 1, "what is whole is not fetched again");
    assert!(shop.run(&["voices", "remove", NAME]).good);
    assert!(!shop.has(&format!("{NAME}.onnx")));
    assert!(!shop.run(&["voices", "remove", NAME]).good);
}

#[test]
fn a_full_disk_and_a_broken_line_lose_nothing() {
    let shop = Shop::open();
    let program = shop.command(&[]);
    // Files may have 100,000 bytes and no more: the write that goes beyond fails, as it does on a full disk.
    let mut full = Command::new("bash");
    full.args(["-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "bash"]).arg(program.get_program());
    full.args(["voices", "add", NAME, "--yes"]).current_dir(shop.shop.path(""));
    full.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = full.output().expect("bash starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && err.contains("Make room"), "{err}");
    shop.server.break_off(3);
    let broken = shop.run(&["voices", "add", NAME, "--yes"]);
    assert!(!broken.good && broken.err.contains("broke off"), "{}", broken.err);
    let added = shop.run(&["voices", "add", NAME, "--yes"]);
    assert!(added.err.contains("cannot be heard"), "it is whole: {}", added.err);
    assert_eq!(std::fs::read(shop.shop.path(&format!("data/voices/{NAME}.onnx"))).expect("a model"), no_model());
    let ranges: Vec<_> = shop.server.asked(MODEL).into_iter().map(|asked| asked.range).collect();
    assert_eq!(ranges.iter().filter(|range| range.is_none()).count(), 1, "begun once: {ranges:?}");
}

#[test]
fn a_private_place_behind_the_list_is_not_asked() {
    let (shop, secret) = (Shop::open(), ListServer::start(no_model()));
    shop.server.move_to(MODEL, &format!("{}{MODEL}", secret.url()));
    let refused = shop.run(&["voices", "add", NAME, "--yes"]);
    assert!(!refused.good && refused.err.contains("private network"), "{}", refused.err);
    assert!(secret.asked(MODEL).is_empty());
}

#[test]
fn a_file_needs_its_configuration_and_a_licence() {
    let shop = Shop::open();
    let file = shop.shop.write("mine.onnx", no_model());
    let bare = shop.run(&["voices", "add", &file, "--yes"]);
    assert!(!bare.good && bare.err.contains("--licence"), "{}", bare.err);
    let alone = shop.run(&["voices", "add", &file, "--yes", "--licence", "CC0"]);
    assert!(!alone.good && alone.err.contains("mine.onnx.json"), "{}", alone.err);
    assert!(!shop.has("mine.onnx"));
}

#[test]
fn an_embedded_voice_is_tried_and_says_how_loud_and_how_fast_it_is() {
    let shop = Shop::open();
    let tried = shop.run(&["voices", "try", "espeak:en-gb", "-o", "try.mp3"]);
    assert!(tried.good, "{}", tried.err);
    let cells: Vec<&str> = tried.out.trim().split('\t').collect();
    let [file, voice, length, lufs, speed, loaded] = cells.as_slice() else { panic!("{}", tried.out) };
    assert_eq!((*file, *voice), ("try.mp3", "espeak:en-gb"));
    let number = |cell: &str, unit: &str| cell.trim_end_matches(unit).parse::<f64>().expect("a number");
    assert!((4.0..20.0).contains(&number(length, " s")), "{length}");
    assert!((-17.5..-14.5).contains(&number(lufs, " LUFS")), "{lufs}");
    assert!(number(speed, "× real time") > 1.0, "{speed}");
    assert!(loaded.starts_with("loaded in"));
    assert!(std::fs::read(shop.shop.path("try.mp3")).expect("an MP3").starts_with(b"ID3"));
    let chinese = shop.run(&["voices", "try", "espeak:cmn-latn-pinyin", "你好嗎？", "-o", "zh.mp3"]);
    assert!(chinese.good, "{}", chinese.err);
    assert!(!shop.run(&["voices", "try", "nobody"]).good);
}

#[test]
fn a_voice_is_given_its_part_and_loses_it_again() {
    let shop = Shop::open();
    assert!(shop.run(&["publication", "add", "daily", "--name", "The Daily"]).good);
    let good = |args: &[&str]| {
        let said = shop.run(args);
        assert!(said.good, "{args:?}: {}", said.err);
        said.out
    };
    assert!(good(&["voices", "who"]).contains("*\ten\t*\t"), "the embedded voice speaks before anybody is cast");
    good(&["voices", "use", "espeak:en-gb"]);
    good(&["voices", "use", "espeak:en-us", "--publication", "daily", "--role", "quote", "--again"]);
    let who = good(&["voices", "who"]);
    assert!(who.contains("*\ten\tbody\tespeak:en-gb\t\n"), "{who}");
    assert!(who.contains("daily\ten\tquote\tespeak:en-us\t\n"), "{who}");
    assert!(!who.contains("embedded"), "{who}");
    assert!(good(&["lexicon", "status"]).contains("wait"), "no worker has looked for the stories yet");
    let strange = shop.run(&["voices", "use", "espeak:fr", "--lang", "en"]);
    assert!(!strange.good && strange.err.contains("speaks “fr”"), "{}", strange.err);
    assert!(!shop.run(&["voices", "use", "espeak:en-gb", "--publication", "nobody"]).good);
    good(&["voices", "use", "embedded", "--lang", "en"]);
    assert!(!shop.run(&["voices", "use", "embedded", "--lang", "en"]).good, "nobody is left to be taken back");
    assert!(good(&["voices", "who"]).contains("*\ten\t*\t"));
}
