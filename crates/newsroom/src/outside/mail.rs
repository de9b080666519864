//! The way out for letters: a mail server, or the desk's own page where there is none (the demo).

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::error::{Error, Result};

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

/// Where letters go.
pub enum Mail {
    /// Nowhere: nothing that needs a mail is offered.
    None,
    /// They are shown at `/desk/mails`.
    Desk,
    Smtp {
        transport: AsyncSmtpTransport<Tokio1Executor>,
        from: Mailbox,
    },
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
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
                    let form =
                        "write it as smtps://NAME:PASSWORD@HOST:465 or smtp://NAME:PASSWORD@HOST:587?tls=required";
                    Error::invalid("mail", form)
                })?;
                Ok(Mail::Smtp { transport: transport.timeout(Some(PATIENCE)).build(), from })
            }
        }
    }

    /// Whether people can be written to.
    pub fn is_there(&self) -> bool {
        !matches!(self, Mail::None)
    }

    /// Sends a letter. `false`: it waits on the desk's page.
    pub async fn send(&self, letter: &Letter) -> Result<bool> {
        let Mail::Smtp { transport, from } = self else { return Ok(false) };
        // An address that no letter can have will not become one.
        let to: Mailbox =
            letter.to.parse().map_err(|e| Error::refused("mail-address", format!("no mail goes there: {e}")))?;
        let message = Message::builder()
            .from(from.clone())
            .to(to)
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|e| Error::broken("writing a mail", e))?;
        transport.send(message).await.map_err(|e| match e.is_permanent() {
            true => Error::refused("mail-refused", format!("the mail server refused it for good: {e}")),
            false => Error::broken("sending a mail", e),
        })?;
        Ok(true)
    }

    /// Whether the mail server answers: for `crier doctor`.
    pub async fn answers(&self) -> Result<bool> {
        match self {
            Mail::Smtp { transport, .. } => {
                transport.test_connection().await.map_err(|e| Error::broken("asking the mail server", e))
            }
            _ => Ok(false),
        }
    }
}
