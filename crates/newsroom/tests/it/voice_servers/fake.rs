//! A voice server on this machine: it speaks like the real ones, or fails like them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const RATE: u32 = 24_000;
/// Silence before the voice begins, which no listener should have to wait through.
pub const LEAD_MS: usize = 240;
/// A letter takes so long.
pub const LETTER_MS: usize = 60;

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub head: String,
    pub json: Value,
    pub at: Instant,
}

impl Asked {
    pub fn input(&self) -> &str {
        self.json["input"].as_str().unwrap_or_default()
    }
}

/// What it does about one.
pub enum Answer {
    Sound(Vec<u8>),
    /// Status line and headers, without the length, and a body.
    Page(&'static str, String),
    Hang,
    Endless,
    Drop,
}

type Does = Box<dyn Fn(usize, &Asked) -> Answer + Send + Sync>;

pub struct Fake {
    pub url: String,
    inside: Arc<Inside>,
}

struct Inside {
    does: Mutex<Does>,
    asked: Mutex<Vec<Asked>>,
    under_way: AtomicUsize,
    at_once: AtomicUsize,
}

impl Fake {
    /// Speaks, until it is told otherwise.
    pub async fn start() -> Fake {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inside = Arc::new(Inside {
            does: Mutex::new(Box::new(|_, asked| Answer::Sound(wav(&voice(asked.input()))))),
            asked: Mutex::new(Vec::new()),
            under_way: AtomicUsize::new(0),
            at_once: AtomicUsize::new(0),
        });
        let serving = inside.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inside = serving.clone();
                tokio::spawn(async move {
                    let now = inside.under_way.fetch_add(1, Ordering::SeqCst) + 1;
                    inside.at_once.fetch_max(now, Ordering::SeqCst);
                    let _ = inside.serve(stream).await;
                    inside.under_way.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Fake { url, inside }
    }

    /// From now on; the number counts the requests from here, from 0.
    pub fn does(&self, does: impl Fn(usize, &Asked) -> Answer + Send + Sync + 'static) {
        let before = self.asked().len();
        *self.inside.does.lock().unwrap() = Box::new(move |n, asked| does(n - before, asked));
    }

    pub fn speaks(&self) {
        self.does(|_, asked| Answer::Sound(wav(&voice(asked.input()))));
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.inside.asked.lock().unwrap().clone()
    }

    pub fn most_at_once(&self) -> usize {
        self.inside.at_once.load(Ordering::SeqCst)
    }
}

impl Inside {
    async fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let Some((head, body)) = read(&mut stream).await? else { return Ok(()) };
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        let asked = Asked { head, json, at: Instant::now() };
        let number = {
            let mut all = self.asked.lock().unwrap();
            all.push(asked.clone());
            all.len() - 1
        };
        let answer = (self.does.lock().unwrap())(number, &asked);
        match answer {
            Answer::Sound(bytes) => {
                // In two parts, as a server that speaks while it sends.
                let head = "HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nConnection: close\r\n\r\n";
                stream.write_all(head.as_bytes()).await?;
                let (first, rest) = bytes.split_at(bytes.len().min(1_000));
                stream.write_all(first).await?;
                stream.flush().await?;
                tokio::time::sleep(Duration::from_millis(10)).await;
                stream.write_all(rest).await?;
            }
            Answer::Page(head, body) => {
                let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(body.as_bytes()).await?;
            }
            Answer::Hang => {
                // Until the other side hangs up.
                let _ = stream.read(&mut [0; 1]).await;
            }
            Answer::Endless => {
                let head = "HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nConnection: close\r\n\r\n";
                stream.write_all(head.as_bytes()).await?;
                let part = vec![1; 1 << 20];
                while stream.write_all(&part).await.is_ok() {}
            }
            Answer::Drop => {}
        }
        stream.shutdown().await
    }
}

/// One request: its head, and as much body as it says.
async fn read(stream: &mut TcpStream) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await?;
        if count == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(&part[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length =
            head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
        let length: usize = length.unwrap_or(0);
        if bytes.len() >= end + 4 + length {
            return Ok(Some((head, bytes[end + 4..end + 4 + length].to_vec())));
        }
    }
}

/// A tone for each letter, silence before and behind, and 200 ms of it at each comma.
pub fn voice(text: &str) -> Vec<i16> {
    let ms = |ms: usize| ms * RATE as usize / 1000;
    let mut out = vec![0; ms(LEAD_MS)];
    for c in text.chars() {
        let length = if c.is_alphanumeric() { ms(LETTER_MS) } else { 0 };
        let from = out.len();
        out.extend((0..length).map(|n| (((from + n) as f32 * 0.05).sin() * 8_000.0) as i16));
        if ",，".contains(c) {
            out.resize(out.len() + ms(200), 0);
        }
    }
    out.resize(out.len() + ms(300), 0);
    out
}

/// As a server writes it that has not spoken to the end yet: lengths of all ones.
pub fn wav(samples: &[i16]) -> Vec<u8> {
    let mut out = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    out.extend(RATE.to_le_bytes());
    out.extend((RATE * 2).to_le_bytes());
    out.extend(b"\x02\0\x10\0data\xff\xff\xff\xff");
    out.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    out
}
