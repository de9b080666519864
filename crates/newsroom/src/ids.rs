//! Ids are types: an article's id cannot be handed where a narration's is meant.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::clock::{Chance, Clock};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// A new id (UUIDv7): ids sort by the time they were made.
            pub fn new(clock: &Clock, chance: &Chance) -> $name {
                let random = chance.bytes::<10>();
                let uuid = uuid::Builder::from_unix_timestamp_millis(clock.now_ms().max(0) as u64, &random);
                $name(uuid.into_uuid().to_string())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&$name> for crate::db::Value {
            fn from(id: &$name) -> crate::db::Value {
                crate::db::Value::Text(Some(id.0.clone()))
            }
        }

        impl From<&Option<$name>> for crate::db::Value {
            fn from(id: &Option<$name>) -> crate::db::Value {
                crate::db::Value::Text(id.as_ref().map(|id| id.0.clone()))
            }
        }
    )+};
}

ids!(
    PublicationId,
    ArticleId,
    RevisionId,
    CorrectionId,
    NarrationId,
    JobId,
    StaffId,
    LexiconEntryId,
    CastingId,
    ListenerId,
    MailId,
    ProductId,
    OrderId,
    TopicId,
    AppealId,
    SubscriberId,
    IssueId,
    SpotId,
    CampaignId
);

/// SHA-256 as 64 hexadecimal digits: the name of a file by its content, the hash of a secret.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes behind hexadecimal digits; `None` where it is something else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| (b as char).to_digit(16);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some((digit(pair[0])? << 4 | digit(*pair.get(1)?)?) as u8)).collect()
}

pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char]).collect()
}
