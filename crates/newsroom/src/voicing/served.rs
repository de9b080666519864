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
    /// Letters, marks and blanks, as servers count them.
    pub letters: usize,
    pub requests: usize,
    /// `None`: nothing is sent, or nobody has set what it costs.
    pub price: Option<Price>,
    pub currency: String,
}

/// What speaking these segments would cost; those whose piece is in the cache already cost nothing, and so do voices of
/// this machine.
pub async fn estimate(
    voices: &Voices,
    cache: Option<&Files>,
    segments: &[Segment],
    choice: &Choice,
) -> Result<Estimate> {
    let mut estimate = Estimate::default();
    let Some(name) = server_of(choice) else { return Ok(estimate) };
    let Some(server) = voices.servers().and_then(|servers| servers.settings(&name)) else { return Ok(estimate) };
    for segment in segments {
        let Some(Asked { request, sound }) = ask(segment, choice).await? else { continue };
        if !request.voices.iter().any(|(_, voice)| parse(voice).is_some_and(|(of, _)| of == name)) {
            continue;
        }
        if let Some(files) = cache
            && files.has(&piece_file(&sound)).await?
        {
            continue;
        }
        estimate.requests += 1;
        estimate.letters += request.utterances.iter().map(|said| said.text.chars().count()).sum::<usize>();
    }
    estimate.price = server.price_per_million_letters.map(|price| price.of_letters(estimate.letters));
    estimate.currency.clone_from(&server.currency);
    Ok(estimate)
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

/// The server that speaks it, in part or as a whole.
///
/// A story may be cast to voices of two servers: then the allowance and the estimate are the first one's only.
pub fn server_of(choice: &Choice) -> Option<String> {
    parse(voice_of(choice)?).map(|(name, _)| name.to_string())
}
