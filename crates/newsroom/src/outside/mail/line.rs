//! A line to the mail server that is held for several letters, and on which the moment can be seen at which a letter becomes
//! the mail server's: `offer` asks whether it would take one, `hand_over` gives it away.

use std::fmt::Display;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use url::Url;

use super::without;
use crate::error::{Error, Result};

/// How long a mail server may take for a command (RFC 5321, 4.5.3.2).
const COMMAND: Duration = Duration::from_secs(120);
/// How long it may take to say that it has taken a letter: whoever is less patient does not know whether it has
/// (RFC 5321, 4.5.3.2.6).
const TAKING: Duration = Duration::from_secs(600);

/// How a line is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tls {
    Never,
    /// If the server can.
    MayBe,
    Upgraded,
    FromTheStart,
}

/// A mail server as the setting names it.
#[derive(Clone)]
pub struct Server {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    hello: ClientId,
}

impl Server {
    /// As lettre reads the same address.
    ///
    /// # Errors
    /// Invalid, without the password that may stand in it.
    pub fn of(url: &str) -> Result<Server> {
        let form = "write it as smtps://NAME:PASSWORD@HOST:465 or smtp://NAME:PASSWORD@HOST:587?tls=required";
        let wrong = || Error::invalid("mail", form);
        let url = Url::parse(url).map_err(|_| wrong())?;
        let asked = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let (tls, port) = match (url.scheme(), asked.as_deref()) {
            ("smtp", None) => (Tls::Never, 25),
            ("smtp", Some("required")) => (Tls::Upgraded, 587),
            ("smtp", Some("opportunistic")) => (Tls::MayBe, 587),
            ("smtps", _) => (Tls::FromTheStart, 465),
            _ => return Err(wrong()),
        };
        let plain = |text: &str| {
            // A form field is what a query's value is: the one thing to decode.
            let text = text.replace('+', "%2B").replace('&', "%26");
            url::form_urlencoded::parse(format!("x={text}").as_bytes()).next().map(|(_, value)| value.into_owned())
        };
        let credentials = match url.password() {
            Some(password) => {
                Some(Credentials::new(plain(url.username()).ok_or_else(wrong)?, plain(password).ok_or_else(wrong)?))
            }
            None => None,
        };
        let name = url.path().trim_matches('/');
        let hello = if name.is_empty() { ClientId::default() } else { ClientId::Domain(name.to_string()) };
        let host = url.host_str().ok_or_else(wrong)?.trim_matches(['[', ']']).to_string();
        Ok(Server { host, port: url.port().unwrap_or(port), tls, credentials, hello })
    }
}

/// What a mail server says to a letter that it is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It waits for the letter.
    GoOn,
    /// This mailbox takes none now.
    NotNow(String),
    /// This mailbox takes none ever.
    Refused(String),
    /// The server takes nothing, or is gone: nothing is known of the mailbox.
    Away(String),
}

/// What came of a letter that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is the mail server's now.
    Yes(String),
    /// The server has not taken it, and may later.
    NotNow(String),
    Never(String),
    /// No answer came: it may have been taken.
    Unknown(String),
}

/// A line.
pub struct Line {
    connection: AsyncSmtpConnection,
    /// Whose letter it is about: what the server says is told without their address.
    to: String,
}

impl Line {
    /// # Errors
    /// Broken where the server is away or refuses our name.
    pub async fn open(server: &Server) -> Result<Line> {
        let opening = async {
            let encrypted = || TlsParameters::new(server.host.clone());
            let wrapped = if server.tls == Tls::FromTheStart { Some(encrypted()?) } else { None };
            let place = (server.host.as_str(), server.port);
            let mut connection =
                AsyncSmtpConnection::connect_tokio1(place, Some(COMMAND), &server.hello, wrapped, None).await?;
            let upgrade = match server.tls {
                Tls::Upgraded => true,
                Tls::MayBe => connection.can_starttls(),
                Tls::Never | Tls::FromTheStart => false,
            };
            if upgrade {
                connection.starttls(encrypted()?, &server.hello).await?;
            }
            if let Some(credentials) = &server.credentials {
                connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
            }
            Ok::<_, lettre::transport::smtp::Error>(connection)
        };
        match tokio::time::timeout(COMMAND, opening).await {
            Ok(Ok(connection)) => Ok(Line { connection, to: String::new() }),
            Ok(Err(error)) => Err(Error::broken("asking the mail server", error)),
            Err(_) => Err(Error::broken("asking the mail server", "it does not answer")),
        }
    }

    /// Asks whether a letter is taken. Until `hand_over` it is ours.
    pub async fn offer(&mut self, from: &Address, to: &Address, letter: &[u8]) -> Offered {
        self.to = to.to_string();
        let knows = |extension| self.connection.server_info().supports_feature(extension);
        let mut options = Vec::new();
        if !from.is_ascii_only() || !to.is_ascii_only() {
            if !knows(Extension::SmtpUtfEight) {
                return Offered::Refused("the mail server knows no such addresses (SMTPUTF8)".into());
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !letter.is_ascii() && knows(Extension::EightBitMime) {
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        if let Err(words) = self.say(Mail::new(Some(from.clone()), options)).await {
            return Offered::Away(words.text());
        }
        match self.say(Rcpt::new(to.clone(), vec![])).await {
            Ok(_) => {}
            Err(said) => {
                let offered = match said {
                    Said::Never(words) => Offered::Refused(words),
                    // It ends the line (RFC 5321, 3.8).
                    Said::NotNow(words) if words.starts_with("421") => return Offered::Away(words),
                    Said::NotNow(words) => Offered::NotNow(words),
                    Said::Nothing(words) => return Offered::Away(words),
                };
                // The next letter begins anew.
                return match self.say(Rset).await {
                    Ok(_) => offered,
                    Err(words) => Offered::Away(words.text()),
                };
            }
        }
        match self.say(Data).await {
            Ok(_) => Offered::GoOn,
            Err(words) => Offered::Away(words.text()),
        }
    }

    /// Gives the letter away. Whoever calls this has written down that they do.
    pub async fn hand_over(&mut self, letter: &[u8]) -> Taken {
        let answer = heard(tokio::time::timeout(TAKING, self.connection.message(letter)).await);
        match answer.map_err(|said| said.without(&self.to)) {
            Ok(response) => Taken::Yes(without(&words_of(&response), &self.to)),
            Err(Said::NotNow(words)) => Taken::NotNow(words),
            Err(Said::Never(words)) => Taken::Never(words),
            Err(Said::Nothing(words)) => Taken::Unknown(words),
        }
    }

    async fn say<C: Display>(&mut self, command: C) -> std::result::Result<Response, Said> {
        let answer = heard(tokio::time::timeout(COMMAND, self.connection.command(command)).await);
        answer.map_err(|said| said.without(&self.to))
    }

    /// Ends it, politely where it is still one.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(5), self.connection.quit()).await;
    }
}

/// What was not a yes.
enum Said {
    NotNow(String),
    Never(String),
    Nothing(String),
}

impl Said {
    fn without(self, address: &str) -> Said {
        match self {
            Said::NotNow(words) => Said::NotNow(without(&words, address)),
            Said::Never(words) => Said::Never(without(&words, address)),
            Said::Nothing(words) => Said::Nothing(without(&words, address)),
        }
    }

    fn text(self) -> String {
        match self {
            Said::NotNow(words) | Said::Never(words) | Said::Nothing(words) => words,
        }
    }
}

type Heard =
    std::result::Result<std::result::Result<Response, lettre::transport::smtp::Error>, tokio::time::error::Elapsed>;

fn heard(answer: Heard) -> std::result::Result<Response, Said> {
    match answer {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(error)) => {
            let code = error.status().map(|code| format!("{code} ")).unwrap_or_default();
            let why = std::error::Error::source(&error).map_or_else(|| error.to_string(), |why| why.to_string());
            let words = format!("{code}{why}");
            Err(match () {
                () if error.is_permanent() => Said::Never(words),
                () if error.is_transient() => Said::NotNow(words),
                () => Said::Nothing(words),
            })
        }
        Err(_) => Err(Said::Nothing("the mail server did not answer in time".into())),
    }
}

fn words_of(response: &Response) -> String {
    let text: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), text.join(" "))
}

trait AsciiOnly {
    fn is_ascii_only(&self) -> bool;
}

impl AsciiOnly for Address {
    fn is_ascii_only(&self) -> bool {
        self.user().is_ascii() && self.domain().is_ascii()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_address_is_read_and_a_wrong_one_does_not_tell_the_password() {
        let server = Server::of("smtps://ann%40example.org:p%2Bq+r&s@mail.example.org/our.name").expect("a server");
        assert_eq!((server.host.as_str(), server.port, server.tls), ("mail.example.org", 465, Tls::FromTheStart));
        assert_eq!(server.credentials, Some(Credentials::new("ann@example.org".into(), "p+q+r&s".into())));
        assert_eq!(server.hello, ClientId::Domain("our.name".into()));
        let server = Server::of("smtp://127.0.0.1:2525").expect("a server");
        assert_eq!((server.port, server.tls, server.credentials.is_none()), (2525, Tls::Never, true));
        assert_eq!(Server::of("smtp://h?tls=required").expect("a server").tls, Tls::Upgraded);
        for wrong in ["ftp://ann:secret@example.org", "smtp://ann:secret@h?tls=maybe", "secret"] {
            let error = Server::of(wrong).err().expect("refused").to_string();
            assert!(error.contains("write it as") && !error.contains("secret"), "{error}");
        }
    }
}
