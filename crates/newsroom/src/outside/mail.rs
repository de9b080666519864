//! The way out for letters: a mail server, or the desk's own page where there is none (the demo).

pub mod dkim;
pub mod line;
pub mod making;

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use self::dkim::Dkim;
use self::line::Server;
use crate::error::{Error, Result};
use crate::ids::digest;

/// A mail server that takes longer is away; the job comes again.
const PATIENCE: Duration = Duration::from_secs(20);

/// A plain letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// One of many letters: with a way to leave by one click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// As in `List-Id`: a name and, in brackets, what tells it from others (RFC 2919).
    pub list: String,
    /// Unsubscribes whoever POSTs to it (RFC 8058).
    pub unsubscribe_url: String,
    /// In brackets; the same however often it is sent.
    pub message_id: String,
}

/// A letter as a mail server takes it.
#[derive(Clone, Debug)]
pub struct Sealed {
    pub from: Address,
    pub to: Address,
    pub bytes: Vec<u8>,
}

/// Where letters go.
pub enum Mail {
    /// Nowhere: nothing that needs a mail is offered.
    None,
    /// They are shown at `/desk/mails`.
    Desk,
    Smtp(Box<Smtp>),
}

/// A mail server, and who writes.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// The same, for whoever holds a line to it.
    pub server: Server,
    from: Mailbox,
    dkim: Option<Dkim>,
}

impl Mail {
    /// By the setting: `smtp://…?tls=required`, `smtps://…`, `desk`, or nothing.
    ///
    /// # Errors
    /// Says what is wrong with the address, without the password that may stand in it.
    pub fn open(url: Option<&str>, from: &str) -> Result<Mail> {
        match url {
            None | Some("") => Ok(Mail::None),
            Some("desk") => Ok(Mail::Desk),
            Some(url) => {
                let from = from.parse().map_err(|_| {
                    Error::invalid(
                        "mail_from",
                        "write it as News <news@example.org>: mail servers refuse letters without",
                    )
                })?;
                let server = Server::of(url)?;
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
                    let form =
                        "write it as smtps://NAME:PASSWORD@HOST:465 or smtp://NAME:PASSWORD@HOST:587?tls=required";
                    Error::invalid("mail", form)
                })?;
                let transport = transport.timeout(Some(PATIENCE)).build();
                Ok(Mail::Smtp(Box::new(Smtp { transport, server, from, dkim: None })))
            }
        }
    }

    /// The same, with every letter signed.
    pub fn signed_by(self, dkim: Option<Dkim>) -> Mail {
        match self {
            Mail::Smtp(smtp) => {
                let smtp = *smtp;
                Mail::Smtp(Box::new(Smtp { dkim, ..smtp }))
            }
            other => other,
        }
    }

    /// Whether people can be written to.
    pub fn is_there(&self) -> bool {
        !matches!(self, Mail::None)
    }

    /// Sends a letter. `false`: it waits on the desk's page.
    pub async fn send(&self, letter: &Letter) -> Result<bool> {
        let Mail::Smtp(smtp) = self else { return Ok(false) };
        let sealed = smtp.seal(letter)?;
        let to = sealed.to.to_string();
        let envelope = lettre::address::Envelope::new(Some(sealed.from), vec![sealed.to]);
        let envelope = envelope.map_err(|e| Error::broken("writing a mail", e))?;
        smtp.transport.send_raw(&envelope, &sealed.bytes).await.map_err(|e| {
            let said = without(&e.to_string(), &to);
            match e.is_permanent() {
                true => Error::refused("mail-refused", format!("the mail server refused it for good: {said}")),
                false => Error::broken("sending a mail", said),
            }
        })?;
        Ok(true)
    }

    /// Whether the mail server answers: for `crier doctor`.
    pub async fn answers(&self) -> Result<bool> {
        match self {
            Mail::Smtp(smtp) => {
                smtp.transport.test_connection().await.map_err(|e| Error::broken("asking the mail server", e))
            }
            _ => Ok(false),
        }
    }
}

/// What a mail server said, without the address that it said it of. Its words go into the log, to the desk and into the
/// database, where they would stay when whoever has that mailbox has left.
fn without(said: &str, address: &str) -> String {
    // In ASCII alone: capitals of other scripts may have another length, and the places below must fit both texts.
    let (low, address) = (said.to_ascii_lowercase(), address.to_ascii_lowercase());
    let mut left = String::with_capacity(said.len());
    let mut from = 0;
    for (at, found) in low.match_indices(address.as_str()).filter(|(_, found)| !found.is_empty()) {
        left.push_str(&said[from..at]);
        left.push('…');
        from = at + found.len();
    }
    left.push_str(&said[from..]);
    left
}

impl Smtp {
    fn begin(&self, to: &str, subject: &str) -> Result<(MessageBuilder, Address)> {
        // An address that no letter can have will not become one.
        let to: Mailbox = to.parse().map_err(|e| Error::refused("mail-address", format!("no mail goes there: {e}")))?;
        let address = to.email.clone();
        Ok((Message::builder().from(self.from.clone()).to(to).subject(subject), address))
    }

    fn sign(&self, message: &Message, to: Address) -> Result<Sealed> {
        let bytes = message.formatted();
        let bytes = match &self.dkim {
            Some(dkim) => dkim.sign(&bytes)?,
            None => bytes,
        };
        Ok(Sealed { from: self.from.email.clone(), to, bytes })
    }

    /// A plain letter.
    ///
    /// # Errors
    /// `mail-address` for an address that no letter can have.
    pub fn seal(&self, letter: &Letter) -> Result<Sealed> {
        let (builder, to) = self.begin(&letter.to, &letter.subject)?;
        // The same letter again, because a worker died, has the same name: whoever gets it can tell.
        let name = digest(format!("{}\n{}\n{}", letter.to, letter.subject, letter.body).as_bytes());
        let id = format!("<{}@{}>", &name[..40], self.from.email.domain());
        let message = builder
            .message_id(Some(id))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|e| Error::broken("writing a mail", e))?;
        self.sign(&message, to)
    }

    /// One of many.
    ///
    /// # Errors
    /// As [`Smtp::seal`].
    pub fn seal_bulk(&self, letter: &Bulk) -> Result<Sealed> {
        let (builder, to) = self.begin(&letter.to, &letter.subject)?;
        let raw = |name: &'static str, value: String| {
            HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
        };
        let message = builder
            .message_id(Some(letter.message_id.clone()))
            .raw_header(raw("List-Id", letter.list.clone()))
            .raw_header(raw("List-Unsubscribe", format!("<{}>", letter.unsubscribe_url)))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()))
            // Nobody's absence is answered to a newsroom (RFC 3834).
            .raw_header(raw("Auto-Submitted", "auto-generated".into()))
            .multipart(
                MultiPart::alternative()
                    .singlepart(SinglePart::plain(letter.text.clone()))
                    .singlepart(SinglePart::html(letter.html.clone())),
            )
            .map_err(|e| Error::broken("writing a mail", e))?;
        self.sign(&message, to)
    }
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_a_mail_server_says_of_a_mailbox_is_kept_without_its_address() {
        let said = "550 5.1.1 <Mina@Example.ORG> no such user; mina@example.org was never here";
        assert_eq!(without(said, "mina@example.org"), "550 5.1.1 <…> no such user; … was never here");
        assert_eq!(without("550 沒有 mina@例子.tw 這個信箱", "Mina@例子.tw"), "550 沒有 … 這個信箱");
        assert_eq!(without("554 relay access denied", "mina@example.org"), "554 relay access denied");
        assert_eq!(without("421 bye", ""), "421 bye");
    }
}
