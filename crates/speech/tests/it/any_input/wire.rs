//! Messages over the pipe to the voice, garbled and whole.

use speech::utter::{Tongue, Utterance, Word};
use speech::wire::{self, Reply, Request, SpokenWord, Stretch};

use super::bytes::Bytes;

pub fn messages(data: &[u8]) {
    let _ = wire::read_request(data);
    let _ = wire::read_reply(data);
    let samples = wire::read_samples(data);
    assert_eq!(wire::write_samples(&samples), data[..data.len() / 2 * 2]);

    let mut bytes = Bytes(data);
    let request = request(&mut bytes);
    let sent = wire::write_request(&request).unwrap();
    assert_eq!(u32::from_le_bytes(sent[..4].try_into().unwrap()) as usize, sent.len() - 4);
    assert_eq!(wire::read_request(&sent[4..]).unwrap(), request);
    let reply = reply(&mut bytes, &request);
    let sent = wire::write_reply(&reply).unwrap();
    assert_eq!(wire::read_reply(&sent[4..]).ok(), (reply.samples <= wire::MAX_SAMPLES).then_some(reply));
}

/// A request of a few words in a few tongues.
pub fn request(bytes: &mut Bytes) -> Request {
    let tongues = [Tongue::English, Tongue::Pinyin, Tongue::Other];
    let utterances = (0..bytes.byte() % 3 + 1).map(|n| {
        let words: Vec<Word> = (0..usize::from(bytes.byte() % 4))
            .map(|word| Word { said: word * 2..word * 2 + 1, written: word * 3..word * 3 + 2 })
            .collect();
        Utterance::new(tongues[usize::from(n) % 3], bytes.text(8), words)
    });
    let utterances = utterances.collect();
    let voices = tongues.map(|tongue| (tongue, ["espeak:en-us", "espeak:cmn", "piper:x"][bytes.below(3)].to_owned()));
    Request {
        utterances,
        voices: voices.to_vec(),
        phonemes: bytes.byte().is_multiple_of(2),
        notation: bytes.byte().is_multiple_of(2),
        model: bytes.text(4),
    }
}

/// What a voice might answer, be it mad.
pub fn reply(bytes: &mut Bytes, request: &Request) -> Reply {
    let number = |bytes: &mut Bytes| usize::try_from(bytes.number()).unwrap_or(usize::MAX);
    let words = (0..bytes.byte() % 5).map(|_| SpokenWord {
        utterance: usize::from(bytes.byte() % 3),
        word: usize::from(bytes.byte() % 3),
        start: number(bytes),
        end: number(bytes),
        phonemes: request.phonemes.then(|| bytes.text(4)),
    });
    let words = words.collect();
    let stretches = (0..bytes.byte() % 3).map(|_| Stretch {
        voice: ["espeak:en-us", "piper:x"][bytes.below(2)].to_owned(),
        start: number(bytes),
        end: number(bytes),
    });
    let stretches = stretches.collect();
    let rates = [22_050, 16_000, 48_000, 8_000, 24_000, 44_100, 192_000, 11_025, 0, 7, 12_345, u32::MAX];
    let sample_rate = rates[bytes.below(rates.len())];
    Reply { error: None, sample_rate, samples: number(bytes), words, stretches }
}
