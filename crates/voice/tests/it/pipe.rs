//! The child process's side of the pipe.

use speech::utter::Tongue;
use speech::wire::{self, MAX_REQUEST_BYTES, Reply, Request};

use crate::saying::{request, utterance};

/// Takes one answer and its samples off the front.
fn take(bytes: &mut &[u8]) -> (Reply, Vec<i16>) {
    let length = u32::from_le_bytes(bytes[..4].try_into().unwrap()) as usize;
    let reply = wire::read_reply(&bytes[4..4 + length]).unwrap();
    let end = 4 + length + reply.samples * 2;
    let samples = wire::read_samples(&bytes[4 + length..end]);
    *bytes = &bytes[end..];
    (reply, samples)
}

#[test]
fn one_bad_request_does_not_end_the_conversation() {
    let good = request(vec![utterance(Tongue::English, "good morning")]);
    let unknown = Request { voices: vec![(Tongue::English, "espeak:zz".to_owned())], ..good.clone() };
    let mut input = wire::write_request(&good).unwrap();
    input.extend(wire::write_request(&unknown).unwrap());
    input.extend([3, 0, 0, 0, b'{', b'!', b'}']);
    input.extend(wire::write_request(&good).unwrap());

    let mut output = Vec::new();
    voice::speak(input.as_slice(), &mut output).unwrap();
    let mut rest = output.as_slice();
    let (first, sound) = take(&mut rest);
    assert_eq!(first.error, None);
    assert!(sound.len() > 10_000);
    let (second, nothing) = take(&mut rest);
    assert!(second.error.unwrap().contains("espeak:zz"));
    assert!(nothing.is_empty());
    assert!(take(&mut rest).0.error.unwrap().contains("not understood"));
    let again = take(&mut rest).0;
    let (before, after) = (first.words[1].end, again.words[1].end);
    assert!(before.abs_diff(after) < before / 10, "the same words took {before} and now {after} samples");
    assert!(rest.is_empty());
}

#[test]
fn a_length_no_request_has_and_a_broken_request_end_it_with_an_error() {
    let huge = u32::try_from(MAX_REQUEST_BYTES + 1).unwrap().to_le_bytes();
    assert!(voice::speak(huge.as_slice(), Vec::new()).is_err());
    assert!(voice::speak([9, 0, 0, 0, b'{'].as_slice(), Vec::new()).is_err());
    assert!(voice::speak([9, 0].as_slice(), Vec::new()).is_err());
    assert!(voice::speak([].as_slice(), Vec::new()).is_ok());
}

#[test]
fn a_word_outside_its_text_is_refused() {
    let mut asked = request(vec![utterance(Tongue::English, "good morning")]);
    asked.utterances[0].words[1].said = 5..500;
    assert!(voice::say(&asked).unwrap_err().to_string().contains("outside its utterance"));
}
