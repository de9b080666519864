//! The way out for letters, to a mail server that is really there.

use newsroom::error::Error;
use newsroom::outside::mail::{Letter, Mail};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A mail server that takes one letter, or refuses its recipient; returns what it was sent.
async fn server(recipient: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut lines = BufReader::new(stream);
        let mut all = String::new();
        lines.write_all(b"220 mail.example.org\r\n").await.unwrap();
        let mut in_letter = false;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).await.unwrap() == 0 {
                return all;
            }
            all.push_str(&line);
            let answer = match line.trim_end() {
                "." if in_letter => {
                    in_letter = false;
                    "250 taken"
                }
                _ if in_letter => continue,
                "DATA" => {
                    in_letter = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                command if command.starts_with("RCPT") => recipient,
                _ => "250 fine",
            };
            lines.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            if answer.starts_with("221") {
                return all;
            }
        }
    });
    (url, serving)
}

fn letter() -> Letter {
    Letter {
        to: "mina@example.org".into(),
        subject: "登入 The Daily".into(),
        body: "Open it:\n\nhttps://news.example.org/a\n".into(),
    }
}

#[tokio::test]
async fn a_letter_reaches_the_mail_server_with_its_link_whole() {
    let (url, serving) = server("250 fine").await;
    let mail = Mail::open(Some(&url), "The Daily <news@example.org>").unwrap();
    assert!(mail.send(&letter()).await.unwrap());
    drop(mail);
    let sent = serving.await.unwrap();
    assert!(sent.contains("MAIL FROM:<news@example.org>") && sent.contains("RCPT TO:<mina@example.org>"), "{sent}");
    assert!(sent.contains("https://news.example.org/a"), "{sent}");
    assert!(sent.contains("Subject: =?utf-8?b?"), "{sent}");
}

#[tokio::test]
async fn a_mailbox_that_is_refused_for_good_is_not_tried_again_and_a_server_that_is_away_is() {
    let (url, _serving) = server("550 no such mailbox").await;
    let mail = Mail::open(Some(&url), "news@example.org").unwrap();
    assert!(matches!(mail.send(&letter()).await, Err(Error::Refused { code: "mail-refused", .. })));
    let (url, _serving) = server("451 try later").await;
    let mail = Mail::open(Some(&url), "news@example.org").unwrap();
    assert!(matches!(mail.send(&letter()).await, Err(Error::Broken(_))));
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mail = Mail::open(Some(&format!("smtp://{nobody}")), "news@example.org").unwrap();
    assert!(matches!(mail.send(&letter()).await, Err(Error::Broken(_))));
}

#[tokio::test]
async fn nothing_is_sent_from_the_desk_and_a_wrong_setting_does_not_tell_the_password() {
    assert!(!Mail::open(Some("desk"), "").unwrap().send(&letter()).await.unwrap());
    assert!(!Mail::open(None, "").unwrap().is_there());
    for (url, from) in [("ftp://ann:secret@example.org", "news@example.org"), ("smtps://ann:secret@example.org", "")] {
        let error = Mail::open(Some(url), from).err().unwrap().to_string();
        assert!(error.contains("write it as") && !error.contains("secret"), "{error}");
    }
}
