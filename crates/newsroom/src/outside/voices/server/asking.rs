//! One request and its answer.

use std::time::{Duration, Instant};

use bytes::BytesMut;
use chrono::DateTime;
use futures::StreamExt;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use speech::wire::MAX_SAMPLES;
use tokio::io::AsyncReadExt;

use super::{Secret, Server, Trouble};
use crate::outside::fetch;

/// Longest sound that is taken, in bytes: as many 16-bit samples as a voice of ours may give, and a header.
const ANSWER_AT_MOST: usize = MAX_SAMPLES * 2 + HEADER_AT_MOST;
const HEADER_AT_MOST: usize = 64 << 10;
/// Of an answer that is no sound, what is read to find its message.
const MESSAGE_READ: usize = 16 << 10;
/// And what is shown of the message.
const MESSAGE_SHOWN: usize = 200;
/// A key is below a hundred bytes; a larger file is another one.
const KEY_FILE_AT_MOST: u64 = 4096;

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub bytes: bytes::Bytes,
    pub first_byte: Duration,
    pub whole: Duration,
}

/// Why one request gave nothing.
#[derive(Debug)]
pub enum Once {
    /// Asking again changes nothing.
    No(Trouble),
    /// It may answer later; the pause that it asked for.
    Later { why: String, after: Option<Duration> },
    /// It answered with something that cannot be the sentence.
    Unsound(String),
}

impl Server {
    /// One request, ended within `timeout`.
    pub(super) async fn once(
        &self,
        voice: &str,
        text: &str,
        timeout: Duration,
        connect: Duration,
    ) -> Result<Answer, Once> {
        let key = self.key().await.map_err(Once::No)?;
        let exchange = self.exchange(voice, text, key.as_ref(), connect);
        let slow = || Once::Later { why: format!("no whole answer within {} s", timeout.as_secs_f32()), after: None };
        tokio::time::timeout(timeout, exchange).await.map_err(|_| slow())?
    }

    async fn exchange(&self, voice: &str, text: &str, key: Option<&Secret>, connect: Duration) -> Result<Answer, Once> {
        let began = Instant::now();
        let mut body = json!({ "input": text, "voice": voice, "response_format": self.settings.format.name() });
        if let Some(model) = &self.settings.model {
            body["model"] = json!(model);
        }
        let client = self.client(connect).map_err(Once::No)?;
        let mut request = client.post(self.url.clone()).header(CONTENT_TYPE, "application/json").body(body.to_string());
        if let Some(key) = key {
            let bearer = HeaderValue::from_str(&format!("Bearer {}", key.text()));
            let mut bearer = bearer.map_err(|_| {
                self.no("its key holds characters that no header may hold: write the key alone, on one line")
            })?;
            bearer.set_sensitive(true);
            request = request.header(AUTHORIZATION, bearer);
        }
        let answer = request.send().await.map_err(|error| self.later(&error))?;
        if answer.status() != StatusCode::OK {
            return Err(self.refused(answer, key, voice).await);
        }
        let kind = header(answer.headers(), CONTENT_TYPE).to_ascii_lowercase();
        if kind.starts_with("text/") || kind.contains("json") || kind.contains("xml") {
            let said = self.message(answer, key).await;
            return Err(self.no(&format!("it answers with {kind} instead of sound{said}: is `url` right?")));
        }
        let mut bytes = BytesMut::new();
        let mut parts = answer.bytes_stream();
        let mut first_byte = None;
        while let Some(part) = parts.next().await {
            let part = part.map_err(|error| self.later(&error))?;
            first_byte.get_or_insert_with(|| began.elapsed());
            if bytes.len() + part.len() > ANSWER_AT_MOST {
                return Err(Once::Unsound(format!("has no end: more than {} MB", ANSWER_AT_MOST >> 20)));
            }
            bytes.extend_from_slice(&part);
        }
        let whole = began.elapsed();
        Ok(Answer { bytes: bytes.freeze(), first_byte: first_byte.unwrap_or(whole), whole })
    }

    /// Read anew for each request: a key that was changed in its file counts at once.
    async fn key(&self) -> Result<Option<Secret>, Trouble> {
        let refused = |what: String| {
            Trouble::Refused(format!("voice server “{}”: {what} (see [voice_servers.{}])", self.name, self.name))
        };
        let text = match (&self.settings.key, &self.settings.key_file, &self.settings.key_env) {
            (Some(key), _, _) => key.text().to_string(),
            (None, Some(file), _) => {
                let read = async {
                    let mut text = String::new();
                    let file = tokio::fs::File::open(file).await?;
                    file.take(KEY_FILE_AT_MOST).read_to_string(&mut text).await.map(|_| text)
                };
                read.await
                    .map_err(|e| refused(format!("its key cannot be read from {}: {}", file.display(), e.kind())))?
            }
            (None, None, Some(name)) => {
                std::env::var(name).map_err(|_| refused(format!("the environment has no {name} with its key")))?
            }
            (None, None, None) => return Ok(None),
        };
        match text.trim() {
            "" => Err(refused("its key is empty".into())),
            key => Ok(Some(Secret::new(key))),
        }
    }

    fn no(&self, what: &str) -> Once {
        Once::No(Trouble::Refused(format!("voice server “{}”: {what}", self.name)))
    }

    fn later(&self, error: &reqwest::Error) -> Once {
        if error.is_builder() {
            return self.no("its `url` cannot be asked");
        }
        // The innermost cause: the outer ones repeat the address.
        Once::Later { why: fetch::innermost(error), after: None }
    }

    /// What an answer that is not 200 means.
    async fn refused(&self, answer: Response, key: Option<&Secret>, voice: &str) -> Once {
        let status = answer.status();
        let part = format!("[voice_servers.{}]", self.name);
        match status.as_u16() {
            // Nothing of the answer is shown here: it may quote the key.
            401 | 403 if key.is_none() => self.no(&format!("it wants a key ({status}): set `key_file` in {part}")),
            401 | 403 => self.no(&format!("it refuses the key ({status}): put the right one where {part} says it is")),
            300..=399 => self.no(&format!(
                "it sends elsewhere ({status}), and redirects are not followed: set `url` in {part} to where it is now"
            )),
            408 | 425 | 429 | 500..=599 => {
                let after = retry_after(answer.headers());
                Once::Later { why: format!("it answers {status}"), after }
            }
            404 | 405 => {
                let said = self.message(answer, key).await;
                self.no(&format!(
                    "it has no such thing ({status}){said}: check `url` and `model` in {part}, and the voice “{voice}”"
                ))
            }
            _ => {
                let said = self.message(answer, key).await;
                self.no(&format!(
                    "it refuses ({status}){said}: check the voice “{voice}”, and `model` and `format` in {part}"
                ))
            }
        }
    }

    /// What the server says of itself, as far as it can be told from the rest: `, “no such voice”`.
    async fn message(&self, answer: Response, key: Option<&Secret>) -> String {
        let mut bytes = BytesMut::new();
        let mut parts = answer.bytes_stream();
        while let Some(Ok(part)) = parts.next().await {
            bytes.extend_from_slice(&part[..part.len().min(MESSAGE_READ - bytes.len())]);
            if bytes.len() == MESSAGE_READ {
                break;
            }
        }
        let Some(said) = serde_json::from_slice(&bytes).ok().and_then(|json: Value| message(&json)) else {
            return String::new();
        };
        let hidden = key.map_or(said.clone(), |key| said.replace(key.text(), "…"));
        let shown: String = hidden.chars().filter(|c| !c.is_control()).take(MESSAGE_SHOWN).collect();
        format!(", “{shown}”")
    }

    /// Made at the first use: a machine without root certificates can still do everything else.
    fn client(&self, connect: Duration) -> Result<&reqwest::Client, Trouble> {
        let made = self.client.get_or_init(|| {
            fetch::provide_cryptography();
            let builder = reqwest::Client::builder()
                .user_agent(fetch::USER_AGENT)
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                // The limit on an answer's size is then one on what comes over the line.
                .no_gzip()
                .no_brotli()
                .connect_timeout(connect);
            builder.build().map_err(|error| fetch::innermost(&error))
        });
        made.as_ref().map_err(|why| {
            Trouble::Refused(format!("this machine cannot make secure connections: {why}. Install ca-certificates"))
        })
    }
}

/// The message in a JSON error, in the forms that servers with this interface give it.
fn message(json: &Value) -> Option<String> {
    let places = ["/error/message", "/detail/message", "/detail/0/msg", "/error", "/detail", "/message"];
    places.iter().find_map(|place| json.pointer(place).and_then(Value::as_str)).map(str::to_string)
}

fn header(headers: &HeaderMap, name: HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// RFC 9110 §10.2.3: seconds, or a date, which is counted from the server's own clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = header(headers, RETRY_AFTER).trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (then, now) =
        (DateTime::parse_from_rfc2822(value).ok()?, DateTime::parse_from_rfc2822(header(headers, DATE)).ok()?);
    (then - now).to_std().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_read_as_seconds_or_as_a_date_by_the_servers_clock() {
        let of = |after: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(after).unwrap());
            headers.insert(DATE, HeaderValue::from_static("Mon, 02 Mar 2026 08:00:00 GMT"));
            retry_after(&headers)
        };
        assert_eq!(of("7"), Some(Duration::from_secs(7)));
        assert_eq!(of("Mon, 02 Mar 2026 08:01:30 GMT"), Some(Duration::from_secs(90)));
        for nothing in ["soon", "-3", "", "Mon, 02 Mar 2026 07:00:00 GMT"] {
            assert_eq!(of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_servers_message_is_found_in_each_of_its_usual_forms() {
        for json in [
            r#"{"error":{"message":"no such voice","type":"x"}}"#,
            r#"{"error":"no such voice"}"#,
            r#"{"detail":{"error":"x","message":"no such voice"}}"#,
            r#"{"detail":[{"loc":["body"],"msg":"no such voice"}]}"#,
            r#"{"detail":"no such voice"}"#,
        ] {
            assert_eq!(message(&serde_json::from_str(json).unwrap()).as_deref(), Some("no such voice"), "{json}");
        }
        assert_eq!(message(&json!({ "ok": true })), None);
    }
}
