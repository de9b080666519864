//! Where the dictionaries come from: data files inside packages that cargo has already fetched.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The data files.
pub struct Packages {
    pub cedict: PathBuf,
    pub jieba: PathBuf,
    pub cmudict: PathBuf,
}

/// One line of CC-CEDICT.
pub struct Entry {
    pub traditional: String,
    pub simplified: String,
    /// Syllables as written there, `Zhong1`, `lu:4`, `r5`.
    pub syllables: Vec<String>,
    pub meanings: String,
}

/// Asks cargo where the packages lie. A manifest of their own keeps the question small and needs no network:
/// whatever it names was fetched to build this very crate.
pub fn find(out: &Path) -> Result<Packages, Box<dyn Error>> {
    let probe = out.join("probe");
    std::fs::create_dir_all(probe.join("src"))?;
    std::fs::write(probe.join("src/lib.rs"), "")?;
    let manifest = probe.join("Cargo.toml");
    std::fs::write(
        &manifest,
        "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         cmudict-fast = { version = \"=0.8.0\", default-features = false }\n\
         haoxue-dict = { version = \"=0.1.7\", default-features = false }\n\
         jieba-rs = { version = \"=0.11.0\", default-features = false }\n",
    )?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--manifest-path"])
        .arg(&manifest)
        // Where the workspace's own settings (a mirror, vendored packages) are seen.
        .current_dir(std::env::var("CARGO_MANIFEST_DIR")?)
        .output()?;
    if !output.status.success() {
        return Err(format!(
            "could not ask cargo where the dictionaries are; run `cargo fetch` and try again\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
        .into());
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let folder = |name: &str| -> Result<PathBuf, Box<dyn Error>> {
        metadata["packages"]
            .as_array()
            .and_then(|all| all.iter().find(|p| p["name"] == name))
            .and_then(|p| p["manifest_path"].as_str())
            .and_then(|path| Path::new(path).parent())
            .map(Path::to_path_buf)
            .ok_or_else(|| format!("cargo does not know the package {name}").into())
    };
    Ok(Packages {
        cedict: folder("haoxue-dict")?.join("data/cedict-2024-06-07.txt"),
        jieba: folder("jieba-rs")?.join("src/data/dict.txt"),
        cmudict: folder("cmudict-fast")?.join("resources/cmudict.dict"),
    })
}

/// Reads CC-CEDICT: `傳統 传统 [chuan2 tong3] /tradition/…/`. Entries with Latin letters in them are left out.
pub fn cedict(path: &Path) -> Result<Vec<Entry>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut entries = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let parsed = (|| {
            let (traditional, rest) = line.split_once(' ')?;
            let (simplified, rest) = rest.split_once(" [")?;
            let (pinyin, meanings) = rest.split_once("] /")?;
            Some((traditional, simplified, pinyin, meanings))
        })();
        let Some((traditional, simplified, pinyin, meanings)) = parsed else { continue };
        let syllables: Vec<String> = pinyin.split_whitespace().map(str::to_string).collect();
        // The dictionary writes xx5 where it knows no reading.
        if syllables.iter().any(|s| s.starts_with("xx")) {
            continue;
        }
        let whole = traditional.chars().all(han) && traditional.chars().count() == syllables.len();
        if whole && simplified.chars().count() == syllables.len() {
            entries.push(Entry {
                traditional: traditional.to_string(),
                simplified: simplified.to_string(),
                syllables,
                meanings: meanings.to_string(),
            });
        }
    }
    if entries.len() < 100_000 {
        return Err(format!("{}: only {} entries were understood", path.display(), entries.len()).into());
    }
    Ok(entries)
}

/// How often a simplified word occurs in the corpus behind jieba, and its part of speech.
pub fn frequencies(path: &Path) -> Result<HashMap<String, (u32, String)>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = HashMap::new();
    for line in text.lines() {
        let mut parts = line.split(' ');
        if let (Some(word), Some(count), Some(part)) = (parts.next(), parts.next(), parts.next()) {
            out.insert(word.to_string(), (count.parse()?, part.to_string()));
        }
    }
    Ok(out)
}

fn han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}
