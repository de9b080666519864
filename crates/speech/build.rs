//! Makes the tables that the program carries: Chinese words with their Taiwan readings, English names with their sounds.
//!
//! The readings are CC-CEDICT's (CC BY-SA 4.0), as packaged in the crate `haoxue-dict`; how common a word is, and
//! what part of speech, is from `jieba-rs` (MIT); characters that no word has are from `pinyin` (MIT). Nothing of these
//! crates runs in the program: they are read here once, joined with our own lists in `src/pinyin/`, and written as one
//! sorted table that needs no loading.
//!
//! The English names are those of the CMU Pronouncing Dictionary (BSD), as packaged in the crate `cmudict-fast`.

#[path = "src/pronounce/arpabet.rs"]
mod arpabet;
#[path = "build/english.rs"]
mod english;
#[path = "build/polyphones.rs"]
mod polyphones;
#[path = "build/readings.rs"]
mod readings;
#[path = "build/sources.rs"]
mod sources;
#[path = "src/pronounce/spread.rs"]
mod spread;
#[path = "src/pronounce/symbols.rs"]
mod symbols;
#[path = "build/table.rs"]
mod table;

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/pinyin");
    println!("cargo::rerun-if-changed=src/pronounce/symbols.rs");
    println!("cargo::rerun-if-changed=src/pronounce/spread.rs");
    println!("cargo::rerun-if-changed=src/pronounce/arpabet.rs");
    println!("cargo::rerun-if-changed=src/pronounce/engine.txt");
    println!("cargo::rerun-if-changed=src/pronounce/dictionary.txt");
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(std::env::var("OUT_DIR")?);

    let packages = sources::find(&out)?;
    let cedict = sources::cedict(&packages.cedict)?;
    let frequencies = sources::frequencies(&packages.jieba)?;
    let lists = here.join("src/pinyin");
    let own = readings::Own {
        taiwan: read(&lists.join("taiwan.txt"))?,
        characters: read(&lists.join("characters.txt"))?,
        words: folder(&lists.join("words"))?,
    };
    let words = readings::decide(&cedict, &frequencies, &own)?;
    table::write(&words, &cedict, &out)?;
    polyphones::write(&words, &cedict, &out)?;

    let own = read(&here.join("src/pronounce/engine.txt"))?;
    let plain = english::plain_words(cedict.iter().map(|entry| entry.meanings.as_str()));
    let cmudict = read(&packages.cmudict)?;
    english::write(&cmudict, &plain, &own, &out)?;
    english::write_words(&cmudict, &read(&here.join("src/pronounce/dictionary.txt"))?, &out)?;
    english::write_known(&cmudict, &plain, &out)?;
    Ok(())
}

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()).into())
}

/// Every list of a folder, one after the other.
fn folder(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut files = std::fs::read_dir(path)?.map(|f| f.map(|f| f.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")).map(|f| read(f)).collect()
}
