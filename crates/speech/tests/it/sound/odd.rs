//! Odd sound: nothing, silence, far too loud, far too long, and answers that do not fit.

use speech::sound::{self, Gains, Pcm, SoundError, Tag, join, key, make};
use speech::utter::Tongue;
use speech::wire::{Reply, Request, Stretch};

use super::player::play;
use super::{parts, piece, spoken};

fn raw(samples: &[i16], rate: u32) -> Result<sound::Piece, SoundError> {
    let stretches = vec![Stretch { voice: "espeak:en-us".into(), start: 0, end: samples.len() }];
    let reply = Reply { sample_rate: rate, samples: samples.len(), stretches, ..Reply::default() };
    make(&Request::default(), &reply, samples, 150, &Gains::default())
}

#[test]
fn empty_silent_and_tiny_sounds_become_a_pause() {
    for samples in [&[][..], &[7], &[30_000], &[0; 30_000], &[-4; 9]] {
        let made = raw(samples, 22_050).unwrap();
        assert_eq!(made.duration_ms % 120, 0);
        assert!((120..=360).contains(&made.duration_ms));
        let heard = play(&join(&parts(std::slice::from_ref(&made)), &Tag::default()).unwrap().mp3);
        assert!(heard.iter().all(|sample| sample.is_finite()));
    }
}

#[test]
fn a_recording_clipped_from_end_to_end_stays_under_one_decibel_below_full_scale() {
    let square: Vec<i16> = (0..66_150).map(|n| if n / 60 % 2 == 0 { i16::MAX } else { i16::MIN }).collect();
    let mut seed = 1u32;
    let noise: Vec<i16> = (0..66_150)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as i16
        })
        .collect();
    for samples in [square, noise] {
        let made = raw(&samples, 22_050).unwrap();
        let heard = play(&join(&parts(std::slice::from_ref(&made)), &Tag::default()).unwrap().mp3);
        let peak = heard.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs()));
        assert!(heard.iter().all(|sample| sample.is_finite()));
        assert!(peak > 0.3, "it is nearly gone: {peak}");
        assert!(peak < 1.0, "it clips: {peak}");
    }
}

#[test]
fn every_rate_a_voice_may_have_keeps_its_length_and_an_impossible_one_is_refused() {
    for rate in [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000] {
        let samples: Vec<i16> = (0..rate).map(|n| if n / 40 % 2 == 0 { 8_000 } else { -8_000 }).collect();
        let made = raw(&samples, rate as u32).unwrap();
        assert!((1_000..1_025).contains(&(made.speech_end_ms - made.speech_start_ms)), "{rate}");
    }
    for rate in [0, 1, 12_345, 1_000_000] {
        assert!(matches!(raw(&[900; 500], rate), Err(SoundError::Rate(_) | SoundError::TooLong(_))), "{rate}");
    }
}

#[test]
fn a_segment_of_eleven_minutes_is_refused_and_one_full_of_silence_keeps_its_length() {
    let mut samples = vec![0i16; 8_000 * 20];
    samples[8_000] = 20_000;
    samples[8_000 * 19] = 20_000;
    let made = raw(&samples, 8_000).unwrap();
    assert!((18_000..18_400).contains(&made.duration_ms), "{}", made.duration_ms);
    samples.resize(8_000 * 660, 0);
    assert!(matches!(raw(&samples, 8_000), Err(SoundError::TooLong(_))));
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let (request, mut reply, samples) = spoken(&[200, 100]);
    assert!(matches!(make(&request, &reply, &samples[1..], 0, &Gains::default()), Err(SoundError::Mismatch(_))));
    reply.words[1].word = 7;
    assert!(matches!(make(&request, &reply, &samples, 0, &Gains::default()), Err(SoundError::Mismatch(_))));
}

#[test]
fn a_kept_piece_comes_back_whole_and_a_damaged_one_is_noticed() {
    let made = piece(&[200, 100], 80);
    let packed = made.pack();
    assert!(sound::Piece::unpack(&packed).unwrap() == made);
    for length in [0, 3, 10, packed.len() - 1] {
        assert!(matches!(sound::Piece::unpack(&packed[..length]), Err(SoundError::Damaged)), "{length}");
    }
    let mut flipped = packed;
    let last = flipped.len() - 500;
    flipped[last] ^= 4;
    assert!(matches!(sound::Piece::unpack(&flipped), Err(SoundError::Damaged)));
}

#[test]
fn the_cache_knows_what_changes_the_sound_and_what_does_not() {
    let (request, _, _) = spoken(&[200, 100]);
    let gains = Gains::default();
    let first = key(&request, 100, &gains);
    assert_eq!(first.len(), 64);
    assert_eq!(first, key(&Request { phonemes: true, ..request.clone() }, 100, &gains));

    let mut louder = Gains::default();
    louder.set("espeak:en-us", 1.0);
    let mut other_word = request.clone();
    other_word.utterances[0].text = "b a".into();
    let other_voice = Request { voices: vec![(Tongue::English, "espeak:en-gb".into())], ..request.clone() };
    let others = [
        key(&request, 101, &gains),
        key(&request, 100, &louder),
        key(&other_word, 100, &gains),
        key(&other_voice, 100, &gains),
    ];
    assert!(others.iter().all(|other| *other != first));
}

#[test]
fn a_new_voice_is_brought_to_the_level_of_the_others() {
    let (_, reply, samples) = spoken(&[700; 16]);
    let soft: Vec<i16> = samples.iter().map(|sample| sample / 8).collect();
    let loud = sound::calibrate(Pcm { samples: &samples, rate: reply.sample_rate }).unwrap();
    let found = sound::calibrate(Pcm { samples: &soft, rate: reply.sample_rate }).unwrap();
    assert!((found - loud - 18.06).abs() < 0.2, "{found} {loud}");

    let mut gains = Gains::default();
    gains.set("piper:new", found);
    let stretches = vec![Stretch { voice: "piper:new".into(), start: 0, end: soft.len() }];
    let reply = Reply { sample_rate: reply.sample_rate, samples: soft.len(), stretches, ..Reply::default() };
    let made = make(&Request::default(), &reply, &soft, 100, &gains).unwrap();
    let heard = play(&join(&parts(std::slice::from_ref(&made)), &Tag::default()).unwrap().mp3);
    let mut meter = ebur128::EbuR128::new(1, 48_000, ebur128::Mode::I).unwrap();
    meter.add_frames_f32(&heard).unwrap();
    let lufs = meter.loudness_global().unwrap();
    assert!((lufs - sound::TARGET_LUFS).abs() < 0.7, "{lufs} LUFS");
}
