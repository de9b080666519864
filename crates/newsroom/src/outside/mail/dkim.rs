//! DKIM (RFC 6376, RFC 8301, RFC 8463): a signature by which a mail server sees that a letter is from us, and whole.
//!
//! Signed by ring, which is here for TLS and the books anyway; what would do it for us brings a second implementation of
//! RSA, and one that is known to give its key away by the time it takes.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::rsa;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// What is signed where it is there, in this order. Those of one-click unsubscription must be (RFC 8058, 4).
const SIGNED: [&str; 13] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "auto-submitted",
    "reply-to",
];
/// Lines of a header should have no more (RFC 5322, 2.1.1).
const LINE_LETTERS: usize = 72;

enum Key {
    Rsa(rsa::KeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A key, and the name under which its other half is in the DNS.
pub struct Dkim {
    key: Key,
    pub domain: String,
    pub selector: String,
}

impl std::fmt::Debug for Dkim {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dkim({})", self.record_name())
    }
}

impl Dkim {
    /// Reads a key file: PEM, `PRIVATE KEY` (PKCS #8, RSA or Ed25519) or `RSA PRIVATE KEY` (PKCS #1).
    ///
    /// # Errors
    /// Invalid for what is no such file, or an RSA key of fewer than 2048 bits.
    pub fn read(path: &Path, domain: &str, selector: &str) -> Result<Dkim> {
        let wrong = |why: &str| Error::invalid("dkim_key", format!("{}: {why}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|e| wrong(&e.to_string()))?;
        let key = key_of(&text).ok_or_else(|| {
            wrong("no key that letters can be signed with (PEM, RSA of 2048 bits or more, or Ed25519): `crier mail key` makes one")
        })?;
        let named = |name: &str| {
            let good =
                |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
            name.split('.').all(good)
        };
        if !named(domain) || !named(selector) {
            return Err(wrong("dkim_domain and dkim_selector are names such as example.org and crier"));
        }
        Ok(Dkim { key, domain: domain.to_ascii_lowercase(), selector: selector.to_ascii_lowercase() })
    }

    /// Where mail servers look for the record.
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The TXT record that belongs there.
    pub fn record(&self) -> String {
        match &self.key {
            Key::Rsa(key) => {
                format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(subject_public_key(key.public_key().as_ref())))
            }
            Key::Ed25519(key) => format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(key.public_key().as_ref())),
        }
    }

    /// A letter with its signature in front. Its lines end in CRLF.
    ///
    /// # Errors
    /// Broken where it has no headers.
    pub fn sign(&self, letter: &[u8]) -> Result<Vec<u8>> {
        let broken = || Error::broken("signing a letter", "it has no headers");
        let end = letter.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(broken)?;
        let (head, body) = (std::str::from_utf8(&letter[..end]).map_err(|_| broken())?, &letter[end + 4..]);
        let headers = headers(head);
        let mut names = Vec::new();
        let mut signed = String::new();
        for name in SIGNED {
            // Of several with one name the last is meant, and signed (RFC 6376, 5.4.2).
            if let Some((_, value)) = headers.iter().rev().find(|(other, _)| other == name) {
                names.push(name);
                signed.push_str(&format!("{name}:{}\r\n", unfolded(value)));
            }
        }
        // Once more than it is there: nobody puts a second one in front (RFC 6376, 8.15).
        names.push("from");
        let method = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let tags = format!(
            "v=1; a={method}; c=relaxed/relaxed; d={}; s={};\r\n\th={};\r\n\tbh={};\r\n\tb=",
            self.domain,
            self.selector,
            wrapped(&names.join(":"), ':'),
            STANDARD.encode(Sha256::digest(relaxed(body)))
        );
        signed.push_str(&format!("dkim-signature:{}", unfolded(&tags)));
        let signature = self.signature(signed.as_bytes())?;
        let mut out = format!("DKIM-Signature: {tags}{}\r\n", folded(&STANDARD.encode(signature))).into_bytes();
        out.extend_from_slice(letter);
        Ok(out)
    }

    fn signature(&self, signed: &[u8]) -> Result<Vec<u8>> {
        match &self.key {
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed, &mut signature)
                    .map_err(|e| Error::broken("signing a letter", e))?;
                Ok(signature)
            }
            // Of the digest, not of the text (RFC 8463, 3).
            Key::Ed25519(key) => Ok(key.sign(&Sha256::digest(signed)).as_ref().to_vec()),
        }
    }
}

fn key_of(pem: &str) -> Option<Key> {
    let (label, der) = unpem(pem)?;
    match label.as_str() {
        "RSA PRIVATE KEY" => rsa::KeyPair::from_der(&der).ok().map(Key::Rsa),
        "PRIVATE KEY" => rsa::KeyPair::from_pkcs8(&der)
            .map(Key::Rsa)
            .or_else(|_| Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map(Key::Ed25519))
            .ok(),
        _ => None,
    }
}

/// Label and bytes of the first block of a PEM file (RFC 7468).
fn unpem(text: &str) -> Option<(String, Vec<u8>)> {
    let (_, rest) = text.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (block, _) = rest.split_once("-----END ")?;
    let block: String = block.chars().filter(|c| !c.is_whitespace()).collect();
    Some((label.to_string(), STANDARD.decode(block).ok()?))
}

/// A key as PEM.
pub fn pem(der: &[u8]) -> String {
    let encoded = STANDARD.encode(der);
    let lines: Vec<&str> = (0..encoded.len()).step_by(64).map(|at| &encoded[at..encoded.len().min(at + 64)]).collect();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
}

/// The RSA key as SubjectPublicKeyInfo (RFC 5280, 4.1), which is what the DNS holds.
fn subject_public_key(key: &[u8]) -> Vec<u8> {
    // SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }
    const RSA: [u8; 15] = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = tagged(0x03, &[&[0], key].concat());
    tagged(0x30, &[RSA.as_slice(), &bits].concat())
}

/// Tag, length and content (X.690, 8.1).
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        short @ 0..128 => out.push(short as u8),
        long => {
            let bytes: Vec<u8> = long.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | bytes.len() as u8);
            out.extend(bytes);
        }
    }
    out.extend_from_slice(content);
    out
}

/// Names, in lower case, and values as they stand, folds and all.
fn headers(head: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in head.split("\r\n") {
        match (line.starts_with([' ', '\t']), found.last_mut()) {
            (true, Some((_, value))) => {
                value.push_str("\r\n");
                value.push_str(line);
            }
            _ => {
                if let Some((name, value)) = line.split_once(':') {
                    found.push((name.trim().to_ascii_lowercase(), value.to_string()));
                }
            }
        }
    }
    found
}

/// A header's value without folds, each run of blanks one space (RFC 6376, 3.4.2).
fn unfolded(value: &str) -> String {
    value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A body, each run of blanks one space, none at the end of a line, and no empty lines at its end (RFC 6376, 3.4.4).
fn relaxed(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 2);
    let mut empty = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let begins = out.len();
        let mut blank = false;
        for byte in line {
            if matches!(byte, b' ' | b'\t') {
                blank = true;
                continue;
            }
            if out.len() == begins {
                for _ in 0..empty {
                    out.extend_from_slice(b"\r\n");
                }
                empty = 0;
            }
            if blank {
                out.push(b' ');
                blank = false;
            }
            out.push(*byte);
        }
        if out.len() == begins {
            empty += 1;
        } else {
            out.extend_from_slice(b"\r\n");
        }
    }
    out
}

/// In lines, cut anywhere.
fn folded(text: &str) -> String {
    let pieces: Vec<&str> =
        (0..text.len()).step_by(LINE_LETTERS).map(|at| &text[at..text.len().min(at + LINE_LETTERS)]).collect();
    pieces.join("\r\n\t")
}

/// In lines, cut behind a mark.
fn wrapped(text: &str, mark: char) -> String {
    let mut out = String::new();
    let mut line = 0;
    for part in text.split_inclusive(mark) {
        if line > 0 && line + part.len() > LINE_LETTERS {
            out.push_str("\r\n\t ");
            line = 0;
        }
        out.push_str(part);
        line += part.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use ring::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;
    use crate::clock::Chance;
    use crate::outside::mail::making::{Kind, make};

    fn body(text: &str) -> String {
        String::from_utf8(relaxed(text.as_bytes())).expect("text")
    }

    #[test]
    fn a_body_and_a_header_come_to_what_the_standard_shows() {
        // RFC 6376, 3.4.5.
        assert_eq!(body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(unfolded(" X \r\n"), "X");
        assert_eq!(unfolded(" Y\t\r\n\tZ  \r\n"), "Y Z");
        assert_eq!(body(""), "");
        assert_eq!(body("\r\n\r\n"), "");
        assert_eq!(body("no end"), "no end\r\n");
        assert_eq!(body("one\r\n\r\n \t\r\ntwo\r\n"), "one\r\n\r\n\r\ntwo\r\n");
        let (name, value) = headers("Subject: a\r\n b\r\nFrom: c").remove(0);
        assert_eq!((name.as_str(), unfolded(&value).as_str()), ("subject", "a b"));
    }

    proptest::proptest! {
        /// Whatever a mail server does to blanks and empty lines at the end changes nothing.
        #[test]
        fn a_body_comes_to_the_same_however_its_blanks_are_set(lines in proptest::collection::vec("[a c\t]{0,6}", 0..8)) {
            let sent = lines.join("\r\n");
            let other: Vec<String> = lines.iter().map(|line| format!("{} \t", line.replace('\t', "  "))).collect();
            let once = body(&sent);
            proptest::prop_assert_eq!(&once, &body(&format!("{}\r\n\r\n", other.join("\r\n"))));
            proptest::prop_assert_eq!(&once, &body(&once));
        }
    }

    /// Whether a signature is the key's, over this text.
    fn fits(key: &Key, text: &str, signature: &[u8]) -> bool {
        match key {
            Key::Rsa(key) => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key())
                .verify(text.as_bytes(), signature)
                .is_ok(),
            Key::Ed25519(key) => {
                UnparsedPublicKey::new(&ED25519, key.public_key()).verify(&Sha256::digest(text), signature).is_ok()
            }
        }
    }

    #[test]
    fn what_was_signed_is_what_the_signature_fits_and_nothing_else() {
        for (kind, method) in [(Kind::Rsa, "rsa-sha256"), (Kind::Ed25519, "ed25519-sha256")] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("dkim");
            std::fs::write(&path, make(kind, &Chance::seeded(3)).expect("a key")).expect("written");
            let dkim = Dkim::read(&path, "Example.org", "crier").expect("a key");
            assert_eq!(dkim.record_name(), "crier._domainkey.example.org");
            let letter = b"From: News <news@example.org>\r\nTo: mina@example.org\r\nSubject: =?utf-8?b?6ZCY?=\r\n x\r\n\r\nHello  \r\n.\r\n\r\n";
            let signed = String::from_utf8(dkim.sign(letter).expect("signed")).expect("text");
            assert!(signed.ends_with(std::str::from_utf8(letter).expect("text")));
            assert!(signed.lines().all(|line| line.len() < 100), "{signed}");
            let (head, _) = signed.split_once("\r\n\r\n").expect("headers");
            let all = headers(head);
            let (_, value) = all.iter().find(|(name, _)| name == "dkim-signature").expect("a signature");
            let value = unfolded(value);
            assert!(value.contains("d=example.org; s=crier; h=from:to:subject:from;"), "{value}");
            assert!(value.contains(method), "{value}");
            let (tags, given) = value.rsplit_once(" b=").expect("a signature");
            let given: String = given.chars().filter(|c| *c != ' ').collect();
            let signature = STANDARD.decode(given).expect("base64");
            let again = format!(
                "from:News <news@example.org>\r\nto:mina@example.org\r\nsubject:=?utf-8?b?6ZCY?= x\r\ndkim-signature:{tags} b="
            );
            assert!(fits(&dkim.key, &again, &signature));
            assert!(!fits(&dkim.key, &again.replace("mina", "ken"), &signature));
        }
    }

    #[test]
    fn an_rsa_key_stands_in_the_dns_as_it_does_in_a_certificate() {
        assert_eq!(tagged(0x04, &[7; 3]), [0x04, 3, 7, 7, 7]);
        assert_eq!(tagged(0x04, &[7; 200])[..4], [0x04, 0x81, 200, 7]);
        assert_eq!(tagged(0x04, &[7; 300])[..5], [0x04, 0x82, 1, 44, 7]);
    }
}
