//! A form with files, as the desk's pages send it.

use std::collections::HashMap;

use axum::extract::Multipart;
use newsroom::error::{Error, Result};

use crate::session::Staff;

/// Fields of a form: a product has a dozen, and two for each language.
const FIELDS_AT_MOST: usize = 60;

/// What was typed, and what was chosen; a file that nobody chose is not there.
#[derive(Default)]
pub struct Sent {
    pub texts: HashMap<String, String>,
    pub files: HashMap<String, Vec<u8>>,
}

impl Sent {
    /// Reads a form that a page of ours made for this sign-in.
    ///
    /// # Errors
    /// Forbidden without the page's guard; invalid (`file`) for one that is cut off, too large or has too many fields.
    pub async fn read(mut form: Multipart, who: &Staff) -> Result<Sent> {
        let broken = |e: axum::extract::multipart::MultipartError| Error::invalid("file", e.body_text());
        let mut sent = Sent::default();
        let mut many = 0;
        while let Some(field) = form.next_field().await.map_err(broken)? {
            many += 1;
            if many > FIELDS_AT_MOST {
                return Err(Error::invalid("file", "a form of ours has fewer fields"));
            }
            let name = field.name().unwrap_or_default().to_string();
            let is_file = field.file_name().is_some();
            let bytes = field.bytes().await.map_err(broken)?;
            if is_file && !bytes.is_empty() {
                sent.files.insert(name, bytes.to_vec());
            } else if !is_file {
                sent.texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        who.must_guard(sent.text("guard"))?;
        Ok(sent)
    }

    /// What was typed into a field, without blanks around it; nothing where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.trim())
    }

    /// A whole number; `None` where nothing was typed.
    ///
    /// # Errors
    /// Invalid for what is none, naming `wrong`.
    pub fn number(&self, name: &str, wrong: &'static str) -> Result<Option<i64>> {
        match self.text(name) {
            "" => Ok(None),
            typed => typed.parse().map(Some).map_err(|_| Error::invalid(wrong, "a whole number")),
        }
    }
}
