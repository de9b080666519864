//! Pages of others, from servers that behave and servers that do not.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use newsroom::outside::fetch::{Fetch, FetchError, Page};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server on this machine that gives the same bytes to everyone, and how often it was asked.
struct Server {
    place: String,
    asked: Arc<AtomicUsize>,
}

impl Server {
    async fn start(answer: impl Into<Vec<u8>>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let (answer, count) = (answer.into(), asked.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut request = [0; 4096];
                    let _ = stream.read(&mut request).await;
                    if answer.is_empty() {
                        std::future::pending::<()>().await;
                    }
                    let _ = stream.write_all(&answer).await;
                });
            }
        });
        Server { place, asked }
    }

    async fn page(head: &str, body: &[u8]) -> Server {
        let mut answer =
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n{head}\r\n", body.len())
                .into_bytes();
        answer.extend_from_slice(body);
        Server::start(answer).await
    }

    async fn moved_to(place: &str) -> Server {
        Server::start(format!(
            "HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ))
        .await
    }

    fn url(&self) -> String {
        format!("http://{}/story", self.place)
    }

    /// A way to this server alone.
    fn fetch(&self) -> Fetch {
        Fetch::allow_private([self.place.clone()])
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn a_configured_server_gives_its_page() {
    let server = Server::page("Content-Type: text/html; charset=utf-8\r\n", b"<p>Hello").await;
    let page = server.fetch().get(&server.url()).await.unwrap();
    assert_eq!(
        page,
        Page { url: server.url(), content_type: Some("text/html; charset=utf-8".into()), bytes: "<p>Hello".into() }
    );
}

#[tokio::test]
async fn this_machine_is_not_even_knocked_at() {
    let server = Server::page("", b"secret").await;
    let error = Fetch::new().get(&server.url()).await.unwrap_err();
    assert_eq!(error, FetchError::Private { host: "127.0.0.1".into() });
    assert!(error.to_string().contains("public address"), "{error}");
    assert!(!error.may_pass());
    assert_eq!(server.asked(), 0);
}

#[tokio::test]
async fn a_redirect_to_a_private_place_is_refused_there() {
    let secret = Server::page("", b"secret").await;
    for place in
        [secret.url(), "http://169.254.169.254/latest/".into(), "http://localhost/".into(), "file:///etc/passwd".into()]
    {
        let server = Server::moved_to(&place).await;
        let error = server.fetch().get(&server.url()).await.unwrap_err();
        assert!(matches!(error, FetchError::Private { .. } | FetchError::Scheme { .. }), "{place} gave {error:?}");
    }
    assert_eq!(secret.asked(), 0);
}

#[tokio::test]
async fn a_page_that_moves_in_circles_is_given_up() {
    let server = Server::moved_to("/story").await;
    let error = server.fetch().get(&server.url()).await.unwrap_err();
    assert_eq!(error, FetchError::Redirects { limit: 5 });
    assert_eq!(server.asked(), 6);
}

#[tokio::test]
async fn a_server_that_never_answers_costs_no_more_than_the_time_allowed() {
    let server = Server::start([]).await;
    let fetch = server.fetch().limited(Duration::from_millis(300), 1000);
    let started = Instant::now();
    let error = fetch.get(&server.url()).await.unwrap_err();
    assert_eq!(error, FetchError::Slow { seconds: 1 });
    assert!(error.may_pass());
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_page_above_the_limit_is_left_whether_it_says_so_or_not() {
    let honest = Server::page("", &[b'a'; 2000]).await;
    let silent =
        Server::start([b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec(), vec![b'a'; 2000]].concat()).await;
    for server in [honest, silent] {
        let fetch = server.fetch().limited(Duration::from_secs(10), 1000);
        assert_eq!(fetch.get(&server.url()).await.unwrap_err(), FetchError::TooLarge { limit: 1000 });
    }
}

#[tokio::test]
async fn a_small_archive_of_a_huge_page_is_left_at_the_limit() {
    let mut archive = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    archive.write_all(&vec![b'a'; 20 * 1024 * 1024]).unwrap();
    let archive = archive.finish().unwrap();
    assert!(archive.len() < 100_000);
    let server = Server::page("Content-Encoding: gzip\r\n", &archive).await;
    let error = server.fetch().get(&server.url()).await.unwrap_err();
    assert_eq!(error, FetchError::TooLarge { limit: 10 * 1024 * 1024 });
}

#[tokio::test]
async fn an_answer_that_is_no_page_says_which() {
    let server = Server::start("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    let error = server.fetch().get(&server.url()).await.unwrap_err();
    assert_eq!(error, FetchError::Status { status: 503 });
    assert!(error.may_pass());
    assert!(!FetchError::Status { status: 404 }.may_pass());
    let nobody = Fetch::allow_private(["127.0.0.1:1".to_owned()]);
    assert!(matches!(nobody.get("http://127.0.0.1:1/").await.unwrap_err(), FetchError::Unreachable { .. }));
}

#[tokio::test]
async fn pages_in_memory_pass_the_same_guard() {
    let page = Page { url: "https://example.org/a".into(), content_type: None, bytes: "x".into() };
    let fetch = Fetch::pages([page.clone()]);
    assert_eq!(fetch.get("https://example.org/a").await.unwrap(), page);
    assert_eq!(fetch.get("https://example.org/b").await.unwrap_err(), FetchError::Status { status: 404 });
    assert!(matches!(fetch.get("http://127.0.0.1/").await.unwrap_err(), FetchError::Private { .. }));
}
