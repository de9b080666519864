//! The vault: what orders bring is kept encrypted (AES-256-GCM, NIST SP 800-38D) under a key that is in no database and
//! no backup. Whoever reads the tables, or finds a backup, learns no voucher's code.
//!
//! From the one key in its file four are derived (HKDF, RFC 5869): to encrypt, to find the same code again without
//! knowing it, to make the codes of goods that are collected, which are kept nowhere, and to sign what a page is handed
//! and hands back.

use std::path::Path;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::{hkdf, hmac};

use crate::clock::Chance;
use crate::error::{Error, Result};
use crate::ids::{OrderId, ProductId, hex, unhex};
use crate::keys;

/// Letters and digits that are not taken for one another when they are read out (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a collection code: sixty bits, so that nobody guesses one, in groups that can be read out.
const CODE_LETTERS: usize = 12;
const GROUP_LETTERS: usize = 4;

/// The key, ready for use.
pub struct Vault {
    encrypts: LessSafeKey,
    digests: hmac::Key,
    collects: hmac::Key,
    signs: hmac::Key,
    /// Tells which key something was encrypted with.
    name: String,
}

impl Vault {
    /// The vault whose key is in this file; where there is none, one is made.
    pub fn at(path: &Path, chance: &Chance) -> Result<Vault> {
        let broken = |e: ring::error::Unspecified| Error::broken("deriving the vault's keys", e);
        let key = hkdf::Salt::new(hkdf::HKDF_SHA256, b"crier vault").extract(&keys::at(path, chance)?);
        let encrypts = UnboundKey::from(key.expand(&[b"encrypt"], &AES_256_GCM).map_err(broken)?);
        let digests = hmac::Key::from(key.expand(&[b"digest"], hmac::HMAC_SHA256).map_err(broken)?);
        let collects = hmac::Key::from(key.expand(&[b"collect"], hmac::HMAC_SHA256).map_err(broken)?);
        let signs = hmac::Key::from(key.expand(&[b"sign"], hmac::HMAC_SHA256).map_err(broken)?);
        let name = hex(&hmac::sign(&digests, b"the key's name").as_ref()[..4]);
        Ok(Vault { encrypts: LessSafeKey::new(encrypts), digests, collects, signs, name })
    }

    /// Encrypts a text that belongs to a place: it is read there and nowhere else.
    pub fn lock(&self, chance: &Chance, place: &[&str], text: &str) -> Result<String> {
        let nonce: [u8; NONCE_LEN] = chance.bytes();
        let mut bytes = text.as_bytes().to_vec();
        self.encrypts
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad(place), &mut bytes)
            .map_err(|e| Error::broken("encrypting", e))?;
        Ok(format!("{}:{}{}", self.name, hex(&nonce), hex(&bytes)))
    }

    pub fn unlock(&self, place: &[&str], locked: &str) -> Result<String> {
        let doing = "reading what an order brings";
        let (name, bytes) = locked.split_once(':').ok_or_else(|| Error::broken(doing, "it was not encrypted"))?;
        if name != self.name {
            let reason =
                format!("it was encrypted with the key {name}, and this vault's is {}: put its file back", self.name);
            return Err(Error::broken(doing, reason));
        }
        let changed = || Error::broken(doing, "it was changed after it was encrypted");
        let bytes = unhex(bytes).ok_or_else(changed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or_else(changed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| changed())?;
        let mut sealed = sealed.to_vec();
        let text = self.encrypts.open_in_place(nonce, aad(place), &mut sealed).map_err(|_| changed())?;
        String::from_utf8(text.to_vec()).map_err(|_| changed())
    }

    /// The same for the same code: 64 hexadecimal digits, which tell nobody without the key what the code is.
    pub fn digest(&self, code: &str) -> String {
        hex(hmac::sign(&self.digests, code.as_bytes()).as_ref())
    }

    /// The signature of a text that leaves the newsroom and comes back: 64 hexadecimal digits.
    pub fn sign(&self, text: &str) -> String {
        hex(hmac::sign(&self.signs, text.as_bytes()).as_ref())
    }

    /// Whether a text that came back is as it left.
    pub fn signed(&self, text: &str, signature: &str) -> bool {
        unhex(signature).is_some_and(|signature| hmac::verify(&self.signs, text.as_bytes(), &signature).is_ok())
    }

    /// The code that the owner of an order shows: `XXXX-XXXX-XXXX`, the same each time.
    pub fn collection_code(&self, order: &OrderId) -> String {
        let tag = hmac::sign(&self.collects, order.0.as_bytes());
        let letters: Vec<u8> =
            tag.as_ref()[..CODE_LETTERS].iter().map(|byte| LETTERS[usize::from(*byte) % LETTERS.len()]).collect();
        let groups: Vec<String> =
            letters.chunks(GROUP_LETTERS).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        groups.join("-")
    }

    /// The digest of a collection code as somebody typed it: in small letters, without hyphens, with O for 0.
    pub fn collection_digest(&self, typed: &str) -> String {
        let letters = typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase);
        let code: String = letters
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        self.digest(&format!("collection {code}"))
    }
}

/// Where a voucher's code belongs.
pub fn of_voucher<'a>(product: &'a ProductId, digest: &'a str) -> [&'a str; 3] {
    ["voucher", &product.0, digest]
}

/// Where what a digital product brings belongs.
pub fn of_product(product: &ProductId) -> [&str; 2] {
    ["digital", &product.0]
}

fn aad(place: &[&str]) -> Aad<Vec<u8>> {
    let mut bytes = Vec::new();
    for part in place {
        // With its length, so that ["a", "bc"] is not ["ab", "c"].
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    Aad::from(bytes)
}
