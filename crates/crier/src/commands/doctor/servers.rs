//! Voice servers: whether each is there, takes the key and speaks, how soon, and how loud.

use newsroom::outside::voices::server::{PREFIX, ServerSettings, Servers, Tried};
use newsroom::{allowances, narrations, voicing};
use speech::lang::Lang;
use speech::utter::whole;

use crate::config::Config;
use crate::newsroom_at;

/// Asked for where no voice is named: most servers with this interface know OpenAI's names.
const USUAL_VOICE: &str = "alloy";
/// A voice that is further from ours is heard to jump where one takes the other's place.
const LOUDER_AT_MOST_DB: f32 = 3.0;
/// Stories named at most.
const STORIES: i64 = 1000;

pub async fn look(config: &Config) -> Vec<(String, Result<String, String>)> {
    let mut found = Vec::new();
    if config.voice_servers.is_empty() {
        return found;
    }
    let voices = match newsroom_at::voices(config) {
        Ok(voices) => voices,
        Err(error) => return vec![("voice servers".into(), Err(format!("{error:#}")))],
    };
    // Without a newsroom the servers are looked at all the same.
    let ctx = newsroom_at::open(config).await.ok();
    if let Some(servers) = voices.servers() {
        for (name, settings) in &config.voice_servers {
            let mut outcome = server(servers, name, settings).await;
            if let (Ok(says), Some(ctx)) = (&mut outcome, &ctx) {
                let sent = allowances::today_of(ctx, name).await.unwrap_or_default();
                let most = settings.letters_per_day.map(|most| format!(" of {most}")).unwrap_or_default();
                says.push_str(&format!("; sent today: {sent}{most} letters"));
            }
            found.push((format!("server: {name}"), outcome));
        }
    }
    if let Some(ctx) = ctx {
        found.push(("stand-ins".into(), stand_ins(&ctx).await));
        ctx.db.close().await;
    }
    found
}

async fn server(servers: &Servers, name: &str, settings: &ServerSettings) -> Result<String, String> {
    let named = settings.speaks.iter().next();
    let (tag, voice) = named.map_or(("en", USUAL_VOICE), |(tag, voice)| (tag.as_str(), voice.as_str()));
    let lang = Lang::of(tag);
    let lang = if lang == Lang::Other { Lang::En } else { lang };
    let sentence = whole(voicing::disclosure(lang), lang, &[]).ok_or("nothing to say")?;
    let id = format!("{PREFIX}{name}/{voice}");
    let tried = servers.try_out(&id, &sentence).await.map_err(|error| {
        let hint = if named.is_none() { "; name a voice of it under `speaks` in its settings" } else { "" };
        format!("{error}{hint}")
    })?;
    let Tried { first_byte, whole, rate, length, gain_db } = tried;
    let mut says = format!(
        "{id} spoke: first byte after {} ms, {:.1} s of sound after {} ms, {rate} Hz",
        first_byte.as_millis(),
        length.as_secs_f32(),
        whole.as_millis()
    );
    if let Some(gain) = gain_db.filter(|gain| (gain - settings.gain_db).abs() > LOUDER_AT_MOST_DB) {
        says.push_str(&format!("; set gain_db = {gain:.1} to make it as loud as other voices"));
    }
    if has_key(settings) && is_open_line(&settings.url) {
        says.push_str("; its key goes over the network unencrypted: use https");
    }
    Ok(says)
}

fn has_key(settings: &ServerSettings) -> bool {
    settings.key.is_some() || settings.key_file.is_some() || settings.key_env.is_some()
}

/// Whether others can read along: plain HTTP to another machine.
fn is_open_line(url: &str) -> bool {
    let Ok(url) = url::Url::parse(url) else { return false };
    let here = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => true,
    };
    url.scheme() == "http" && !here
}

async fn stand_ins(ctx: &newsroom::ctx::Ctx) -> Result<String, String> {
    let stories = narrations::standing_in(&ctx.db, "", i64::MAX, STORIES).await.map_err(|e| e.to_string())?;
    match stories.first() {
        None => Ok("every story is read by the voice that was meant".into()),
        Some(first) => Err(format!(
            "{} stories are read by another voice than the one that was meant, the latest “{}” by {} instead of {}: {}. \
             `crier article again` has them spoken again, `crier article again --list` shows them",
            stories.len(),
            first.slug,
            first.voice,
            first.meant,
            first.why
        )),
    }
}
