//! Voices are put in: fetched from the public list or taken from a file, checked, moved into place, and measured.
//!
//! Files grow as `NAME.onnx.part` in the voice folder, so that a broken line or a full disk costs only what is still to
//! come. A voice is there when its card is, and is used once its loudness was measured.

use std::io::Read;
use std::path::{Path, PathBuf};

use md5::Md5;
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::ids::hex;
use crate::outside::fetch::{self, Fetch, Wanted};
use crate::outside::voice_folder::{Card, VoiceFolder, is_name};
use crate::outside::voice_list::{self, Config, Offer, Promised};
use crate::outside::voices::Voices;
use crate::voicing;

/// A configuration is some kilobytes; one of a hundred speakers and languages has less than this.
const CONFIG_AT_MOST: u64 = 4 << 20;

/// What its makers say of a voice: shown before it is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// `None`: nothing is said of it.
    pub licence: Option<String>,
    pub model_card: String,
}

impl Terms {
    fn of(model_card: String) -> Terms {
        Terms { licence: voice_list::licence(&model_card), model_card }
    }
}

/// The terms of a voice of the list.
pub async fn terms(fetch: &Fetch, list: &str, offer: &Offer) -> Result<Terms> {
    let Some(path) = offer.model_card() else { return Ok(Terms::default()) };
    let address = voice_list::address(list, path)?;
    let page = fetch.get(&address).await.map_err(|e| Error::refused("voice-not-fetched", format!("{address}: {e}")))?;
    Ok(Terms::of(String::from_utf8_lossy(&page.bytes).into_owned()))
}

/// The terms that lie beside a file, as Piper publishes them.
pub fn terms_beside(model: &Path) -> Terms {
    let card = model.with_file_name("MODEL_CARD");
    Terms::of(std::fs::read_to_string(card).unwrap_or_default())
}

/// Fetches a voice of the list into the folder. `look` is told how many bytes there are. The card has no gain yet.
pub async fn fetch(
    from: (&Fetch, &str),
    folder: &VoiceFolder,
    offer: &Offer,
    (terms, licence): (&Terms, &str),
    clock: &Clock,
    look: &(dyn Fn(u64) + Send + Sync),
) -> Result<Card> {
    let (fetch, list) = from;
    make(folder)?;
    let ((config_path, config), (model_path, model)) = (offer.config()?, offer.model()?);
    let (config_part, model_part) = (part(&folder.config(&offer.name)), part(&folder.model(&offer.name)));
    one((fetch, list), config_path, config, &config_part, &|_| {}).await?;
    // Before a hundred megabytes are fetched for it.
    let description = read_config(&config_part)?;
    let before = config.bytes;
    one((fetch, list), model_path, model, &model_part, &|bytes| look(before + bytes)).await?;
    let card = Card {
        name: offer.name.clone(),
        language: offer.language.tag(),
        language_name: offer.language.name(),
        speakers: offer.speakers.max(1),
        quality: offer.quality.clone(),
        sample_rate: description.sample_rate(),
        licence: licence.to_string(),
        source: voice_list::address(list, model_path)?,
        model_card: terms.model_card.clone(),
        ..blank(clock)
    };
    place(folder, card, &model_part, &config_part)
}

/// Takes a voice from files of this machine: the model, and its configuration beside it as `….onnx.json`.
pub fn take(
    model: &Path,
    folder: &VoiceFolder,
    name: &str,
    (terms, licence): (&Terms, &str),
    clock: &Clock,
) -> Result<Card> {
    if !is_name(name) {
        let problem = format!("“{name}”: letters, digits, “_” and “-”, such as en_US-joe-medium");
        return Err(Error::invalid("name", problem));
    }
    let config = config_of(model);
    let description = read_config(&config)?;
    make(folder)?;
    let (model_part, config_part) = (part(&folder.model(name)), part(&folder.config(name)));
    for (from, to) in [(&config, &config_part), (&model.to_path_buf(), &model_part)] {
        fetch::forget(to);
        let doing = || format!("copying {} to {}", from.display(), to.display());
        std::fs::copy(from, to).map_err(|e| Error::broken(&doing(), e))?;
    }
    let language = description.language();
    let source = model.canonicalize().unwrap_or_else(|_| model.to_path_buf());
    let card = Card {
        name: name.to_string(),
        language: language.tag(),
        language_name: language.name(),
        speakers: description.num_speakers.max(1),
        quality: description.quality().to_string(),
        sample_rate: description.sample_rate(),
        licence: licence.to_string(),
        source: format!("file:{}", source.display()),
        model_card: terms.model_card.clone(),
        ..blank(clock)
    };
    place(folder, card, &model_part, &config_part)
}

/// The configuration that belongs to a model.
pub fn config_of(model: &Path) -> PathBuf {
    let mut name = model.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

/// Has the voice read a paragraph of its language, and keeps the gain that brings it to our loudness.
pub async fn measure(voices: &Voices, folder: &VoiceFolder, card: Card) -> Result<Card> {
    let gain = voicing::measured_gain(voices, &card.voice(), &card.language).await?;
    let card = Card { gain_db: Some(gain), ..card };
    folder.put(&card)?;
    Ok(card)
}

fn blank(clock: &Clock) -> Card {
    Card {
        name: String::new(),
        language: String::new(),
        language_name: String::new(),
        speakers: 1,
        quality: String::new(),
        sample_rate: 0,
        licence: String::new(),
        source: String::new(),
        model_card: String::new(),
        bytes: 0,
        model_sha256: String::new(),
        config_sha256: String::new(),
        added_at_ms: clock.now_ms(),
        gain_db: None,
    }
}

fn make(folder: &VoiceFolder) -> Result<()> {
    let doing = || format!("making the voice folder {}", folder.path().display());
    std::fs::create_dir_all(folder.path()).map_err(|e| Error::broken(&doing(), e))
}

fn part(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// One file of the list, whole and right.
async fn one(
    (fetch, list): (&Fetch, &str),
    path: &str,
    promised: &Promised,
    part: &Path,
    look: &(dyn Fn(u64) + Send + Sync),
) -> Result<()> {
    let address = voice_list::address(list, path)?;
    let wanted = Wanted { url: &address, part, bytes: promised.bytes };
    let fetched = fetch.download(wanted, look).await;
    fetched.map_err(|e| Error::refused("voice-not-fetched", format!("{address}: {e}")))?;
    let digest = digest_of::<Md5>(part)?;
    if digest.eq_ignore_ascii_case(&promised.md5) {
        return Ok(());
    }
    fetch::forget(part);
    let reason = format!(
        "{address} is not what the list promises (MD5 {digest}, not {}). Nothing of it was kept: try again, and if it \
         stays so, the list or the file was tampered with",
        promised.md5
    );
    Err(Error::refused("wrong-digest", reason))
}

fn read_config(file: &Path) -> Result<Config> {
    let wrong = |why: String| Error::refused("bad-voice", format!("{}: {why}", file.display()));
    let meta =
        std::fs::metadata(file).map_err(|e| wrong(format!("{e}: a voice is two files, and this is one of them")))?;
    if meta.len() > CONFIG_AT_MOST {
        return Err(wrong("it is too large to describe a voice".into()));
    }
    Config::read(&std::fs::read(file).map_err(|e| wrong(e.to_string()))?)
}

/// Both files under their names, then the card. The old card goes first: a voice that is replaced is not there for a
/// moment, never half.
fn place(folder: &VoiceFolder, card: Card, model_part: &Path, config_part: &Path) -> Result<Card> {
    let length = |file: &Path| file.metadata().map_or(0, |meta| meta.len());
    let card = Card {
        bytes: length(model_part) + length(config_part),
        model_sha256: digest_of::<Sha256>(model_part)?,
        config_sha256: digest_of::<Sha256>(config_part)?,
        ..card
    };
    folder.remove(&card.name)?;
    for (from, to) in [(config_part, folder.config(&card.name)), (model_part, folder.model(&card.name))] {
        std::fs::rename(from, &to).map_err(|e| Error::broken(&format!("moving {}", to.display()), e))?;
        fetch::forget(from);
    }
    folder.put(&card)?;
    Ok(card)
}

fn digest_of<D: Digest>(file: &Path) -> Result<String> {
    let doing = || format!("reading {}", file.display());
    let mut from = std::fs::File::open(file).map_err(|e| Error::broken(&doing(), e))?;
    let mut digest = D::new();
    let mut some = vec![0; 1 << 20];
    loop {
        match from.read(&mut some).map_err(|e| Error::broken(&doing(), e))? {
            0 => return Ok(hex(&digest.finalize())),
            n => digest.update(&some[..n]),
        }
    }
}
