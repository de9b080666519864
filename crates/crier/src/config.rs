//! What the operator sets: one file, then the environment (`CRIER_…`), then flags, each over the one before.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::Timelike;
use clap::Args;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use newsroom::ctx::Newsletter;
use newsroom::outside::mail::Mail;
use newsroom::outside::mail::dkim::Dkim;
use newsroom::outside::voice_folder::VoiceFolder;
use newsroom::outside::voice_list;
use newsroom::outside::voices::server::ServerSettings;
use serde::{Deserialize, Serialize};

/// All settings, with their defaults. `docs/running.md` documents each.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder where the embedded default keeps everything.
    pub data: PathBuf,
    pub listen: SocketAddr,
    /// Where people reach this newsroom. Passkeys and feeds hold on to it: choose it once.
    pub public_url: String,
    pub site_name: String,
    /// The interface language of visitors who have not said otherwise: `en` or `zh-Hant`.
    pub site_lang: String,
    /// Where the newsroom's days begin and end: `Europe/London`, `Asia/Taipei`.
    pub time_zone: String,
    /// `sqlite:PATH` or `postgres://…`; default: `crier.sqlite` in the data folder.
    pub database: Option<String>,
    /// `file:PATH`; default: `files` in the data folder.
    pub files: Option<String>,
    /// The mail server, for sign-in links: `smtps://NAME:PASSWORD@HOST:465`, `smtp://…:587?tls=required`; `desk`: letters
    /// are shown at the desk and not sent. None: listeners sign in by passkey alone.
    pub mail: Option<String>,
    /// Who letters come from: `News <news@example.org>`.
    pub mail_from: String,
    /// The key that letters are signed with (DKIM); none: the mail server signs, or nobody.
    pub dkim_key: Option<PathBuf>,
    /// The name of its record in the DNS: `SELECTOR._domainkey.DOMAIN`.
    pub dkim_selector: String,
    /// Default: what stands behind the @ of `mail_from`.
    pub dkim_domain: Option<String>,
    /// Whether there is a newsletter, where there is a mail server.
    pub newsletter: bool,
    /// When it goes, in `time_zone`: `07:00`.
    pub newsletter_at: String,
    /// The day of the weekly one: `saturday`.
    pub newsletter_day: String,
    /// Copies that the mail server is handed in a minute, at most.
    pub newsletter_per_minute: u32,
    /// Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Voice processes; 0: as many as there are cores.
    pub voices: usize,
    /// Servers whose voices may speak, by name; in the file only.
    pub voice_servers: BTreeMap<String, ServerSettings>,
    /// The folder of voices that were added; default: `voices` in the data folder.
    pub voice_folder: Option<PathBuf>,
    /// Where the list of voices is that can be added by name.
    pub voice_list: String,
    /// Megabytes that each voice process may use at most; 0: as many as there are.
    pub voice_memory_mb: u64,
    /// Minutes of programme from one spoken spot to the next, at least.
    pub minutes_between_spots: u32,
    /// A folder with templates that take the place of the built-in ones of the same name.
    pub theme: Option<PathBuf>,
    /// `text` or `json`.
    pub log_format: String,
}

/// The settings that the environment is asked for. Other `CRIER_…` variables belong to scripts around the program.
const SETTINGS: [&str; 8] = [
    "data",
    "listen",
    "trusted_proxies",
    "voices",
    "voice_memory_mb",
    "newsletter",
    "newsletter_per_minute",
    "minutes_between_spots",
];
/// Those that are text, whatever they look like: a newsroom may be called 2024.
const TEXTS: [&str; 17] = [
    "public_url",
    "site_name",
    "site_lang",
    "time_zone",
    "database",
    "files",
    "mail",
    "mail_from",
    "dkim_key",
    "dkim_selector",
    "dkim_domain",
    "newsletter_at",
    "newsletter_day",
    "voice_folder",
    "voice_list",
    "theme",
    "log_format",
];

/// Two or three stories: somebody who hears the news for a quarter of an hour hears two spots.
const MINUTES_BETWEEN_SPOTS: u32 = 5;

impl Default for Config {
    fn default() -> Config {
        Config {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://localhost:8080".into(),
            site_name: "Crier".into(),
            site_lang: "en".into(),
            time_zone: "UTC".into(),
            database: None,
            files: None,
            mail: None,
            mail_from: String::new(),
            dkim_key: None,
            dkim_selector: "crier".into(),
            dkim_domain: None,
            newsletter: true,
            newsletter_at: "07:00".into(),
            newsletter_day: "saturday".into(),
            newsletter_per_minute: 600,
            trusted_proxies: Vec::new(),
            voices: 0,
            voice_servers: BTreeMap::new(),
            voice_folder: None,
            voice_list: voice_list::PUBLISHED.into(),
            voice_memory_mb: voice::DEFAULT_MEMORY_MB,
            minutes_between_spots: MINUTES_BETWEEN_SPOTS,
            theme: None,
            log_format: "text".into(),
        }
    }
}

/// The flags that every command on a newsroom takes.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub struct Place {
    /// Folder where the newsroom keeps everything [default: data; of the demo: data/demo]
    #[arg(long, value_name = "DIR", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Configuration file [default: crier.toml in the data folder, if it is there]
    #[arg(long, value_name = "FILE", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://…
    #[arg(long, value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Where sound and pictures are kept: file:PATH
    #[arg(long, value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<String>,
}

/// The flags of servers, besides.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub struct Serving {
    /// Address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// Where people reach this newsroom, with its scheme: https and a host
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
}

impl Config {
    /// Reads the file, the environment and the flags.
    pub fn read(place: &Place, serving: Option<&Serving>) -> anyhow::Result<Config> {
        let data = place.data.clone().or_else(|| std::env::var_os("CRIER_DATA").map(PathBuf::from));
        let data = data.unwrap_or_else(|| Config::default().data);
        let file = match &place.config {
            Some(file) if !file.is_file() => anyhow::bail!("there is no configuration file {}", file.display()),
            Some(file) => file.clone(),
            None => data.join("crier.toml"),
        };
        let mut figment = Figment::from(Serialized::defaults(Config::default()))
            .merge(Toml::file(&file))
            .merge(Env::prefixed("CRIER_").only(&SETTINGS));
        for name in TEXTS {
            if let Ok(text) = std::env::var(format!("CRIER_{}", name.to_uppercase())) {
                figment = figment.merge(Serialized::default(name, text));
            }
        }
        figment = figment.merge(Serialized::defaults(place));
        if let Some(serving) = serving {
            figment = figment.merge(Serialized::defaults(serving));
        }
        let source = if file.is_file() { file.display().to_string() } else { "the environment and the flags".into() };
        // Whoever reads the error may be somebody else than who may read the file: it quotes the line that is wrong.
        let hidden = |error: figment::Error| anyhow::anyhow!(without_keys(&file, &error.to_string()));
        let extracted = figment.extract().map_err(hidden);
        let mut config: Config = extracted.with_context(|| format!("reading the settings from {source}"))?;
        if place.config.is_none() {
            config.data = data;
        }
        config.public_url = config.public_url.trim_end_matches('/').to_string();
        let url = url::Url::parse(&config.public_url)
            .context("public_url is not an address such as https://news.example.org")?;
        anyhow::ensure!(matches!(url.scheme(), "http" | "https"), "public_url begins with http:// or https://");
        let known = ["en", "zh-Hant"];
        anyhow::ensure!(known.contains(&config.site_lang.as_str()), "site_lang is one of {}", known.join(", "));
        config.time_zone()?;
        config.newsletter()?;
        anyhow::ensure!(matches!(config.log_format.as_str(), "text" | "json"), "log_format is text or json");
        Ok(config)
    }

    pub fn time_zone(&self) -> anyhow::Result<chrono_tz::Tz> {
        let named = self.time_zone.parse();
        named.ok().with_context(|| format!("time_zone “{}” is none such as Europe/London", self.time_zone))
    }

    /// When the newsletter goes, and how fast.
    pub fn newsletter(&self) -> anyhow::Result<Newsletter> {
        let at = chrono::NaiveTime::parse_from_str(&self.newsletter_at, "%H:%M").ok();
        let at = at.with_context(|| format!("newsletter_at “{}” is no time such as 07:00", self.newsletter_at))?;
        let weekday = self.newsletter_day.parse::<chrono::Weekday>().ok();
        let weekday =
            weekday.with_context(|| format!("newsletter_day “{}” is no day such as saturday", self.newsletter_day))?;
        anyhow::ensure!(
            self.newsletter_per_minute > 0,
            "newsletter_per_minute is 1 or more; newsletter = false turns it off"
        );
        let minute = at.hour() * 60 + at.minute();
        Ok(Newsletter { offered: self.newsletter, minute, weekday, per_minute: i64::from(self.newsletter_per_minute) })
    }

    /// Where letters go, signed where there is a key.
    pub fn mail(&self) -> newsroom::error::Result<Mail> {
        Ok(Mail::open(self.mail.as_deref(), &self.mail_from)?.signed_by(self.dkim()?))
    }

    /// The key that letters are signed with.
    pub fn dkim(&self) -> newsroom::error::Result<Option<Dkim>> {
        match &self.dkim_key {
            Some(path) => Dkim::read(path, &self.dkim_domain(), &self.dkim_selector).map(Some),
            None => Ok(None),
        }
    }

    fn dkim_domain(&self) -> String {
        let from = self.mail_from.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.dkim_domain.clone().unwrap_or_else(|| from.trim_end_matches(['>', ' ']).to_string())
    }

    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("crier.sqlite").display()))
    }

    pub fn files_url(&self) -> String {
        self.files.clone().unwrap_or_else(|| format!("file:{}", self.data.join("files").display()))
    }

    pub fn voice_folder(&self) -> VoiceFolder {
        VoiceFolder::at(self.voice_folder.clone().unwrap_or_else(|| self.data.join("voices")))
    }

    pub fn voice_places(&self) -> usize {
        match self.voices {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            n => n,
        }
    }

    pub fn data(&self) -> &Path {
        &self.data
    }
}

/// A text without the keys of voice servers that a settings file holds.
fn without_keys(file: &Path, text: &str) -> String {
    let lines = std::fs::read_to_string(file).unwrap_or_default();
    // Also in a table written on one line, where more stands before it.
    let behind =
        lines.lines().flat_map(|line| line.match_indices("key").map(move |(at, word)| &line[at + word.len()..]));
    let keys = behind.filter_map(|rest| rest.trim_start().strip_prefix('='));
    keys.flat_map(|key| key.split(['"', '\'', ',', ' ', '[', ']', '{', '}']))
        .filter(|part| part.len() >= KEY_AT_LEAST)
        .fold(text.to_string(), |text, part| text.replace(part, "…"))
}

/// What is shorter is no key, and would take words out of the error.
const KEY_AT_LEAST: usize = 5;
