//! A mail server that takes letters, or does not, by the name of the mailbox.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// A letter that was taken: for whom, and all of it.
#[derive(Clone, Debug)]
pub struct Taken {
    pub to: String,
    pub letter: String,
}

impl Taken {
    /// All of it, without the ends of lines that quoted-printable puts in (RFC 2045, 6.7).
    pub fn text(&self) -> String {
        self.letter.replace("=\r\n", "")
    }

    /// A header's value, unfolded.
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.letter.split_once("\r\n\r\n").unwrap();
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let lines: Vec<&str> = head.split("\r\n").collect();
        let start = format!("{}:", name.to_lowercase());
        let line = lines.iter().find(|line| line.to_lowercase().starts_with(&start));
        line.map(|line| line[start.len()..].trim().to_string()).unwrap_or_default()
    }
}

/// Mailboxes called `full@…` are refused for now, `gone@…` for good, by their address in capitals; letters to `spam@…` are
/// refused for good once they are there, to `later@…` for now; letters to `mute@…` are taken, and nothing is said.
#[derive(Clone, Default)]
pub struct Server {
    taken: Arc<Mutex<Vec<Taken>>>,
    refuses_all: Arc<Mutex<bool>>,
    mute: Arc<Notify>,
    pub url: String,
}

impl Server {
    pub async fn open() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server { url: format!("smtp://{}", listener.local_addr().unwrap()), ..Server::default() };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = serving.clone();
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        server
    }

    /// Where no mail server is.
    pub fn away() -> Server {
        Server { url: "smtp://127.0.0.1:9".into(), ..Server::default() }
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// Who has got a letter, in the order of the alphabet.
    pub fn recipients(&self) -> Vec<String> {
        let mut all: Vec<String> = self.taken().into_iter().map(|taken| taken.to).collect();
        all.sort();
        all
    }

    pub fn refuse_all(&self, refuses: bool) {
        *self.refuses_all.lock().unwrap() = refuses;
    }

    /// Until a letter was taken of which nothing was said.
    pub async fn is_mute(&self) {
        self.mute.notified().await;
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream);
        lines.write_all(b"220 mail.example.org\r\n").await.ok()?;
        let (mut to, mut letter) = (String::new(), None::<String>);
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            if let Some(so_far) = &mut letter {
                if line.trim_end() != "." {
                    so_far.push_str(line.strip_prefix('.').unwrap_or(&line));
                    continue;
                }
                let letter = letter.take()?;
                let answer = match to.split('@').next()? {
                    "spam" => "554 we do not like it",
                    "later" => "451 not now",
                    _ => "250 taken",
                };
                if answer.starts_with("250") {
                    self.taken.lock().unwrap().push(Taken { to: to.clone(), letter });
                }
                if to.starts_with("mute@") {
                    self.mute.notify_one();
                    std::future::pending::<()>().await;
                }
                lines.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
                continue;
            }
            let command = line.trim_end();
            let answer = match command.split([' ', ':']).next()? {
                "RCPT" => {
                    to = command.split(['<', '>']).nth(1)?.to_string();
                    match to.split('@').next()? {
                        _ if *self.refuses_all.lock().unwrap() => "554 relay access denied".into(),
                        "full" => "452 mailbox full".into(),
                        "gone" => format!("550 no such mailbox <{}>", to.to_uppercase()),
                        _ => "250 fine".into(),
                    }
                }
                "DATA" => {
                    letter = Some(String::new());
                    "354 go on".into()
                }
                "QUIT" => {
                    lines.write_all(b"221 bye\r\n").await.ok()?;
                    return Some(());
                }
                _ => String::from("250 fine"),
            };
            lines.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
    }
}
