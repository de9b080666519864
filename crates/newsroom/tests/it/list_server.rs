//! A public list of voices on this machine, with one made voice: it can break off, lie, and lead elsewhere.
//!
//! Plain threads, so that the tests of the program can use it as well.

#![allow(dead_code, reason = "two test programs use it, each a part")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// The made voice, and where the list has its files.
pub const NAME: &str = "en_XX-made-low";
pub const MODEL: &str = "en/en_XX/made/low/en_XX-made-low.onnx";
pub const CONFIG: &str = "en/en_XX/made/low/en_XX-made-low.onnx.json";
pub const MODEL_CARD: &str = "en/en_XX/made/low/MODEL_CARD";

/// Only answers that are longer than this break off: the list itself always arrives.
const BREAKABLE: usize = 100_000;

pub struct ListServer {
    /// `127.0.0.1:PORT`.
    pub place: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    moved: BTreeMap<String, String>,
    /// How many of the next long answers end after half of what they promise.
    breaks: usize,
    tag: String,
    asked: Vec<Asked>,
}

#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub range: Option<String>,
    pub if_range: Option<String>,
}

impl ListServer {
    /// Serves a voice of this model: its list, configuration and card are made to fit.
    pub fn start(model: Vec<u8>) -> ListServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let place = listener.local_addr().expect("an address").to_string();
        let state = Arc::new(Mutex::new(State { tag: "\"first\"".into(), ..State::default() }));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                std::thread::spawn(move || drop(answer(stream, &state)));
            }
        });
        let server = ListServer { place, state };
        server.offer(model);
        server
    }

    pub fn url(&self) -> String {
        format!("http://{}/voices/", self.place)
    }

    /// Puts another version of the voice in, with a list that fits it.
    pub fn offer(&self, model: Vec<u8>) {
        let config = config();
        let card =
            b"# Model card for made (low)\n\n## Dataset\n\n* URL: https://example.org/made\n* License: CC0\n".to_vec();
        let file = |bytes: &[u8]| serde_json::json!({ "size_bytes": bytes.len(), "md5_digest": md5(bytes) });
        let list = serde_json::json!({ NAME: {
            "key": NAME, "name": "made", "quality": "low", "num_speakers": 1, "speaker_id_map": {},
            "language": { "code": "en_XX", "family": "en", "region": "XX", "name_native": "English",
                          "name_english": "English", "country_english": "Nowhere" },
            "files": { MODEL: file(&model), CONFIG: file(&config), MODEL_CARD: file(&card) },
            "aliases": ["en-made-low"],
        }});
        self.put("voices.json", list.to_string().into_bytes());
        self.put(MODEL, model);
        self.put(CONFIG, config);
        self.put(MODEL_CARD, card);
    }

    /// Other bytes in the place of a file; the list stays as it is.
    pub fn put(&self, path: &str, bytes: Vec<u8>) {
        self.state.lock().expect("no test has panicked").files.insert(format!("/voices/{path}"), bytes);
    }

    pub fn take_away(&self, path: &str) {
        self.state.lock().expect("no test has panicked").files.remove(&format!("/voices/{path}"));
    }

    /// A new version: whoever goes on with the old one must begin again.
    pub fn retag(&self, tag: &str) {
        self.state.lock().expect("no test has panicked").tag = format!("\"{tag}\"");
    }

    pub fn move_to(&self, path: &str, place: &str) {
        self.state.lock().expect("no test has panicked").moved.insert(format!("/voices/{path}"), place.into());
    }

    pub fn break_off(&self, times: usize) {
        self.state.lock().expect("no test has panicked").breaks = times;
    }

    /// What was asked of a file, in order.
    pub fn asked(&self, path: &str) -> Vec<Asked> {
        let all = self.state.lock().expect("no test has panicked").asked.clone();
        all.into_iter().filter(|asked| asked.path == format!("/voices/{path}")).collect()
    }
}

/// As much of a Piper configuration as says what the voice is.
pub fn config() -> Vec<u8> {
    serde_json::json!({
        "audio": { "sample_rate": 16000, "quality": "low" }, "espeak": { "voice": "en-us" }, "num_speakers": 1,
        "language": { "code": "en_XX", "name_english": "English", "country_english": "Nowhere" },
        "phoneme_id_map": { "_": [0], "^": [1], "$": [2], "a": [14] },
    })
    .to_string()
    .into_bytes()
}

fn md5(bytes: &[u8]) -> String {
    use md5::Digest;
    md5::Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (mut path, mut range, mut if_range) = (String::new(), None, None);
    for (n, line) in BufReader::new(stream.try_clone()?).lines().enumerate() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if n == 0 {
            path = line.split(' ').nth(1).unwrap_or_default().to_string();
        }
        let (name, value) = line.split_once(": ").unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "range" => range = Some(value.to_string()),
            "if-range" => if_range = Some(value.to_string()),
            _ => {}
        }
    }
    let (mut head, body) = {
        let mut state = state.lock().expect("no test has panicked");
        state.asked.push(Asked { path: path.clone(), range: range.clone(), if_range: if_range.clone() });
        if let Some(place) = state.moved.get(&path) {
            (format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n"), Vec::new())
        } else if let Some(file) = state.files.get(&path).cloned() {
            let from = range.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok());
            let (status, mut body) = match from {
                Some(from) if if_range.as_deref() == Some(&state.tag) && from < file.len() => {
                    let part =
                        format!("206 Partial Content\r\nContent-Range: bytes {from}-{}/{}", file.len() - 1, file.len());
                    (part, file[from..].to_vec())
                }
                _ => ("200 OK".to_string(), file),
            };
            let head = format!("HTTP/1.1 {status}\r\nETag: {}\r\nContent-Length: {}\r\n", state.tag, body.len());
            if body.len() > BREAKABLE && state.breaks > 0 {
                state.breaks -= 1;
                body.truncate(body.len() / 2);
            }
            (head, body)
        } else {
            ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n".to_string(), Vec::new())
        }
    };
    head.push_str("Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    stream.flush()
}
