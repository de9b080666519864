//! What a server's voice is asked for, and what that will cost.

use std::fmt;

use speech::script::Segment;
use speech::utter::{Tongue, whole};
use speech::wire::Request;

use super::choosing::Choice;
use super::speaking::{Asked, ask};
use crate::error::Result;
use crate::outside::files::Files;
use crate::outside::voices::Voices;
use crate::outside::voices::server::{Price, is_server, parse};
use crate::sweeping::piece_file;

/// The request for a segment that a server's voice speaks: the whole sentence, whatever tongues are in it. `None`: a
/// voice of this machine speaks it.
pub fn request(segment: &Segment, choice: &Choice) -> Option<Request> {
    let own = segment.lang.tongue();
    let spoken = choice.voices(segment.role);
    let voice = spoken.into_iter().find(|(tongue, voice)| *tongue == own && is_server(voice))?.1;
    let utterances = whole(&segment.text, segment.lang, &segment.readings).into_iter().collect();
    let model = choice.model(&voice).to_string();
    Some(Request { utterances, voices: vec![(Tongue::Other, voice)], model, ..Request::default() })
}

/// The model that a server's voice is asked for with, if one is set.
pub fn model(voices: &Voices, voice: &str) -> Option<String> {
    voices.servers()?.of_voice(voice)?.model.clone()
}

/// What a server would be sent, and what it would ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    pub server: String,
    /// Letters, marks and blanks, as servers count them.
    pub letters: usize,
    pub requests: usize,
    /// `None`: nothing is sent, or nobody has set what it costs.
    pub price: Option<Price>,
    pub currency: String,
}

/// What speaking these segments would cost, for each server that has a part in it; segments whose piece is in the cache
/// already cost nothing, and neither do voices of this machine.
pub async fn estimate(
    voices: &Voices,
    cache: Option<&Files>,
    segments: &[Segment],
    choice: &Choice,
) -> Result<Vec<Estimate>> {
    let mut all: Vec<Estimate> = Vec::new();
    let Some(servers) = voices.servers().filter(|_| voice_of(choice).is_some()) else { return Ok(all) };
    for segment in segments {
        let Some(Asked { request, sound }) = ask(segment, choice).await? else { continue };
        let server = request.voices.iter().find_map(|(_, voice)| Some(parse(voice)?.0));
        let Some((name, settings)) = server.and_then(|name| Some((name, servers.settings(name)?))) else { continue };
        let at = all.iter().position(|estimate| estimate.server == name).unwrap_or(all.len());
        if at == all.len() {
            let currency = settings.currency.clone();
            all.push(Estimate { server: name.to_string(), currency, ..Estimate::default() });
        }
        if let Some(files) = cache
            && files.has(&piece_file(&sound)).await?
        {
            continue;
        }
        let estimate = &mut all[at];
        estimate.requests += 1;
        estimate.letters += request.utterances.iter().map(|said| said.text.chars().count()).sum::<usize>();
        estimate.price = settings.price_per_million_letters.map(|price| price.of_letters(estimate.letters));
    }
    Ok(all)
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} letters in {} requests", self.letters, self.requests)?;
        match self.price {
            Some(price) => write!(f, ", {price} {}", self.currency),
            None if self.requests > 0 => write!(f, ", price not known (set price_per_million_letters)"),
            None => Ok(()),
        }
    }
}

/// The first of a choice's voices that a server speaks.
pub fn voice_of(choice: &Choice) -> Option<&str> {
    choice.all().into_iter().find(|voice| is_server(voice))
}
