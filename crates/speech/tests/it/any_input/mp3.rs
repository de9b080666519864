//! Whatever a voice answers, made into a piece and read by somebody else's decoder.

use speech::sound::{self, FRAME_BYTES, FRAME_MS, FRAME_SAMPLES, Gains, Part, SoundError, Tag};

use super::bytes::Bytes;
use super::player::play;
use super::wire::{reply, request};

/// Most samples tried: some seconds, so that many inputs are.
const MOST_SAMPLES: usize = 40_000;

/// Samples of many kinds: silence, a tone, a square, noise, single clicks.
fn samples(bytes: &mut Bytes) -> Vec<i16> {
    let mut out = Vec::new();
    for _ in 0..bytes.byte() % 5 {
        let length = bytes.below(MOST_SAMPLES / 4);
        let level = bytes.below(32_768) as i32;
        let period = bytes.below(300).max(1);
        let kind = bytes.byte() % 5;
        let mut noise = u32::from(bytes.byte()) + 1;
        out.extend((0..length).map(|n| {
            let part = (n % period) as i32 * 2 - period as i32;
            let value = match kind {
                0 => 0,
                1 => level * part / period as i32,
                2 => level * part.signum(),
                3 => {
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (noise >> 16) as i32 - 32_768
                }
                _ => {
                    if n % period == 0 {
                        level
                    } else {
                        0
                    }
                }
            };
            value.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
        }));
    }
    out
}

pub fn make(data: &[u8]) {
    let mut bytes = Bytes(data);
    let request = request(&mut bytes);
    let mut reply = reply(&mut bytes, &request);
    let samples = samples(&mut bytes);
    if bytes.byte() % 8 != 0 {
        reply.samples = samples.len();
    }
    let pause_ms = u32::try_from(bytes.number()).unwrap_or(u32::MAX);
    let mut gains = Gains::default();
    if bytes.byte() % 3 == 0 {
        gains.set("piper:x", bytes.below(2_000) as f32 / 10.0 - 100.0);
    }
    let made = match sound::make(&request, &reply, &samples, pause_ms, &gains) {
        Ok(made) => made,
        Err(SoundError::Mismatch(_) | SoundError::Rate(_) | SoundError::TooLong(_)) => return,
        Err(error) => panic!("{error}"),
    };
    assert_eq!(made.mp3.len(), made.run.frames as usize * FRAME_BYTES);
    assert_eq!(made.duration_ms, made.run.frames * FRAME_MS);
    assert!(made.run.frames % 5 == 0 && made.run.frames > 0);
    assert!(made.speech_start_ms <= made.speech_end_ms && made.speech_end_ms <= made.duration_ms);
    let mut end = 0;
    for word in &made.words {
        assert!(word.start_ms >= end && word.end_ms >= word.start_ms && word.end_ms <= made.duration_ms, "{word:?}");
        end = word.end_ms;
    }
    assert_eq!(sound::Piece::unpack(&made.pack()).unwrap(), made);
    assert_eq!(sound::key(&request, pause_ms, &gains).len(), 64);

    // Every frame begins with its header where it must, and somebody else's decoder counts as many.
    assert!(made.mp3.chunks(FRAME_BYTES).all(|frame| frame[0] == 0xFF && frame[1] == 0xFB));
    let parts = [Part { id: "a", text: "A.", piece: &made }];
    let file = sound::join(&parts, &Tag::default()).unwrap().mp3;
    let heard = play(&file);
    assert!(heard.iter().all(|sample| sample.is_finite()));
    let due = made.run.frames as usize * FRAME_SAMPLES;
    assert!(heard.len() == due, "{} samples are heard of {due}", heard.len());
}
