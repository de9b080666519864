//! What somebody else's decoder makes of our frames, beside the sound that went in and beside LAME's frames.

use std::io::Cursor;
use std::num::NonZeroU32;

use mp3lame_encoder::{Bitrate, Builder, FlushGap, Mode, MonoPcm, Quality, VbrMode, ffi};
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

use super::*;
use crate::sound::resample::resample;

/// Samples that encoder and decoder delay the sound by.
const DELAY: usize = 576 + 529;
/// What the level is multiplied by, by us and by LAME.
const LEVEL: f32 = 0.95;

fn decoded(mp3: &[u8]) -> Vec<f32> {
    let stream = MediaSourceStream::new(Box::new(Cursor::new(mp3.to_vec())), Default::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .unwrap();
    let track = format.default_track(TrackType::Audio).unwrap();
    let parameters = track.codec_params.as_ref().unwrap().audio().unwrap();
    let mut decoder =
        symphonia::default::get_codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default()).unwrap();
    let (mut all, mut packet_samples) = (Vec::new(), Vec::<f32>::new());
    while let Some(packet) = format.next_packet().unwrap() {
        decoder.decode(&packet).unwrap().copy_to_vec_interleaved(&mut packet_samples);
        all.extend_from_slice(&packet_samples);
    }
    all
}

fn ours(samples: &[f32], highest_hz: u32) -> Vec<f32> {
    let mut mp3 = Vec::new();
    encode(samples, highest_hz, &mut mp3);
    decoded(&mp3)
}

/// LAME as Crier used it: the same rate, no reservoir, quality 7.
fn lames(samples: &[f32], highest_hz: u32) -> Vec<f32> {
    let mut builder = Builder::new().unwrap();
    builder.set_num_channels(1).unwrap();
    builder.set_mode(Mode::Mono).unwrap();
    builder.set_sample_rate(SAMPLE_RATE).unwrap();
    builder.set_output_sample_rate(NonZeroU32::new(SAMPLE_RATE)).unwrap();
    builder.set_vbr_mode(VbrMode::Off).unwrap();
    builder.set_brate(Bitrate::Kbps64).unwrap();
    builder.set_quality(Quality::Ok).unwrap();
    builder.set_to_write_vbr_tag(false).unwrap();
    // SAFETY: the pointer is the builder's own, used before the builder moves on.
    unsafe {
        ffi::lame_set_disable_reservoir(builder.as_ptr(), 1);
        ffi::lame_set_lowpassfreq(builder.as_ptr(), highest_hz as i32);
    }
    let mut encoder = builder.build().unwrap();
    let mut mp3 = Vec::with_capacity(mp3lame_encoder::max_required_buffer_size(samples.len()) + 7200);
    encoder.encode_to_vec(MonoPcm(samples), &mut mp3).unwrap();
    mp3.reserve(7200);
    encoder.flush_to_vec::<FlushGap>(&mut mp3).unwrap();
    decoded(&mp3)
}

/// The error of a decoded sound, sample by sample.
fn error(samples: &[f32], heard: &[f32]) -> Vec<f32> {
    samples.iter().zip(&heard[DELAY..]).map(|(sample, heard)| heard - LEVEL * sample).collect()
}

fn energy(samples: &[f32]) -> f64 {
    samples.iter().map(|sample| f64::from(*sample).powi(2)).sum()
}

/// By how many decibels the error is below the sound.
fn clear_db(samples: &[f32], heard: &[f32]) -> f64 {
    let whole = &samples[..heard.len().min(samples.len()) - DELAY];
    10.0 * (energy(whole) * f64::from(LEVEL).powi(2) / energy(&error(whole, heard))).log10()
}

fn noise(seed: &mut u32) -> f32 {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*seed >> 8) as f32 / 8_388_608.0 - 1.0
}

/// A whole number of frames of it, with silence for the delay.
fn framed(mut samples: Vec<f32>) -> Vec<f32> {
    samples.resize((samples.len() + 2 * FRAME_SAMPLES).next_multiple_of(FRAME_SAMPLES), 0.0);
    samples
}

/// Something like speech: pulses of a falling pitch through two resonances, hisses between, in syllables.
fn voice(rate: u32) -> Vec<f32> {
    let (mut seed, mut phase) = (7, 0.0f32);
    let mut rings = [[0.0f32; 2]; 2];
    let samples: Vec<f32> = (0..rate as usize * 4)
        .map(|n| {
            let time = n as f32 / rate as f32;
            let syllable = (time * 4.0).fract();
            phase += (140.0 - 8.0 * time) / rate as f32;
            let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
            phase = phase.fract();
            let (source, hiss) = if syllable < 0.6 { (pulse, 0.0) } else { (0.0, noise(&mut seed)) };
            let mut out = 0.05 * hiss * f32::from(u8::from(syllable < 0.8));
            for (ring, (hertz, width)) in rings.iter_mut().zip([(600.0 + 300.0 * time, 80.0), (1_900.0, 120.0)]) {
                let radius = (-std::f32::consts::PI * width / rate as f32).exp();
                let next = source + 2.0 * radius * (std::f32::consts::TAU * hertz / rate as f32).cos() * ring[0]
                    - radius * radius * ring[1];
                *ring = [next, ring[0]];
                out += 0.02 * next;
            }
            out
        })
        .collect();
    framed(resample(&samples, rate).unwrap())
}

fn hiss() -> Vec<f32> {
    let (mut seed, mut last) = (1, 0.0);
    framed(
        (0..SAMPLE_RATE)
            .map(|_| {
                last = 0.9 * last + 0.1 * noise(&mut seed);
                last
            })
            .collect(),
    )
}

/// A tone that sets in at once, again and again, in what is nearly silence.
fn knocks() -> Vec<f32> {
    let mut seed = 3;
    framed(
        (0..SAMPLE_RATE as usize * 2)
            .map(|n| {
                let since = (n % 9_001) as f32;
                0.6 * (since * 0.3).sin() * (-since / 900.0).exp() + 1e-4 * noise(&mut seed)
            })
            .collect(),
    )
}

#[test]
fn what_is_heard_is_what_went_in_and_begins_when_it_did() {
    for rate in [8_000, 16_000, 22_050, 24_000] {
        let sound = voice(rate);
        let heard = ours(&sound, rate / 2);
        let clear = clear_db(&sound, &heard);
        // A sample too early or too late, and the error would be as loud as the hisses.
        assert!(clear > 15.0, "{rate}: the error is {clear:.1} dB below the sound");
    }
}

#[test]
fn no_sound_is_further_from_what_it_was_than_lame_s() {
    for (name, sound, highest_hz) in [
        ("voice of 22 kHz", voice(22_050), 11_025),
        ("voice of 16 kHz", voice(16_000), 8_000),
        ("voice of 48 kHz", voice(48_000), 16_500),
        ("hiss", hiss(), 16_500),
        ("knocks", knocks(), 16_500),
    ] {
        let (ours, lames) = (ours(&sound, highest_hz), lames(&sound, highest_hz));
        let (our_db, lame_db) = (clear_db(&sound, &ours), clear_db(&sound, &lames));
        assert!(our_db > lame_db - 0.3, "{name}: ours {our_db:.1} dB, LAME's {lame_db:.1} dB");
    }
}

#[test]
fn before_a_knock_it_is_as_quiet_as_lame_keeps_it() {
    let sound = knocks();
    let before = |heard: &[f32]| -> f64 {
        let error = error(&sound[..sound.len() - DELAY], heard);
        // From 12 ms before each knock to 3 ms before: nearer, nobody hears it.
        (1..10).map(|knock| energy(&error[knock * 9_001 - 576..knock * 9_001 - 144])).sum()
    };
    let (ours, lames) = (before(&ours(&sound, 16_500)), before(&lames(&sound, 16_500)));
    assert!(ours < 2.0 * lames, "ours {ours:.2e}, LAME's {lames:.2e}");
    assert!(!attack::shapes(&voice(22_050)).iter().all(|shape| *shape == bands::Shape::Short));
}

#[test]
fn any_samples_become_frames_that_a_decoder_reads() {
    let mut seed = 9;
    let sounds: [(&str, Vec<f32>); 9] = [
        ("nothing", vec![]),
        ("silence", vec![0.0; FRAME_SAMPLES * 3]),
        ("noise at full scale", (0..FRAME_SAMPLES * 9).map(|_| noise(&mut seed)).collect()),
        ("noise of one bit", (0..FRAME_SAMPLES * 9).map(|_| noise(&mut seed) / 32_768.0).collect()),
        ("a square", (0..FRAME_SAMPLES * 9).map(|n| if n / 77 % 2 == 0 { 1.0 } else { -1.0 }).collect()),
        ("one click", (0..FRAME_SAMPLES * 9).map(|n| f32::from(u8::from(n == 5_000))).collect()),
        ("a constant", vec![0.9; FRAME_SAMPLES * 9]),
        ("a thousand times full scale", (0..FRAME_SAMPLES * 9).map(|_| 1_000.0 * noise(&mut seed)).collect()),
        ("no numbers", (0..FRAME_SAMPLES * 9).map(|n| [f32::NAN, f32::INFINITY, 0.5, f32::MIN][n % 4]).collect()),
    ];
    for (name, samples) in sounds {
        for highest_hz in [4_000, 11_025, 16_500, 24_000] {
            let mut mp3 = Vec::new();
            encode(&samples, highest_hz, &mut mp3);
            assert_eq!(mp3.len(), samples.len() / FRAME_SAMPLES * FRAME_BYTES, "{name}");
            assert!(mp3.chunks(FRAME_BYTES).all(|frame| frame[..4] == HEADER), "{name}");
            if samples.len() > 3 * FRAME_SAMPLES {
                assert_eq!(decoded(&mp3).len(), samples.len(), "{name}");
            }
        }
    }
}

#[test]
fn what_is_above_the_highest_frequency_is_left_out() {
    let tone = |hertz: f32| -> Vec<f32> {
        framed((0..SAMPLE_RATE).map(|n| 0.5 * (n as f32 * hertz * std::f32::consts::TAU / 48_000.0).sin()).collect())
    };
    for (hertz, kept) in [(3_500.0, true), (5_000.0, false)] {
        let sound = tone(hertz);
        let left = energy(&ours(&sound, 4_000)) / energy(&sound);
        assert_eq!(left > 0.5, kept, "{hertz}");
        assert!(kept || left < 0.01, "{hertz}: {left}");
    }
}

#[test]
fn a_processor_that_adds_eight_at_once_makes_the_same_bytes_as_one_that_does_not() {
    for (sound, highest_hz) in [(voice(22_050), 11_025), (hiss(), 16_500), (knocks(), 24_000)] {
        let (mut plain, mut quick) = (Vec::new(), Vec::new());
        encode_anywhere(&sound, highest_hz, &mut plain);
        encode(&sound, highest_hz, &mut quick);
        assert!(plain == quick);
    }
}
