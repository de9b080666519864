//! Keys for DKIM, made here.

use rand::SeedableRng;
use rand::rngs::StdRng;
use ring::signature::Ed25519KeyPair;
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey;

use super::dkim::pem;
use crate::clock::Chance;
use crate::error::{Error, Result};

/// What every mail server can verify and the DNS can hold (RFC 8301, 3.2).
const RSA_BITS: usize = 2048;

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What every mail server verifies.
    Rsa,
    /// Small, and not verified by all.
    Ed25519,
}

/// A new key, as PEM.
pub fn make(kind: Kind, chance: &Chance) -> Result<String> {
    let broken = |e: &dyn std::fmt::Display| Error::broken("making a key", e);
    match kind {
        Kind::Rsa => {
            let mut random = StdRng::from_seed(chance.bytes());
            let key = RsaPrivateKey::new(&mut random, RSA_BITS).map_err(|e| broken(&e))?;
            Ok(pem(key.to_pkcs8_der().map_err(|e| broken(&e))?.as_bytes()))
        }
        Kind::Ed25519 => {
            let seed: [u8; 32] = chance.bytes();
            // The one form of PKCS #8 for this curve without its public half (RFC 8410, 10.3): a header, and the seed.
            const HEAD: [u8; 16] =
                [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
            let der = [HEAD.as_slice(), &seed].concat();
            Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|e| broken(&e))?;
            Ok(pem(&der))
        }
    }
}
