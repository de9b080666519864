//! A player: it honours the Info frame, as browsers and podcast players do.

use std::io::Cursor;

use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// The sound of a file, every sample that a listener would hear.
pub fn play(mp3: &[u8]) -> Vec<f32> {
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

/// Milliseconds at which sound rises from at least 60 ms of silence.
pub fn onsets(sound: &[f32]) -> Vec<usize> {
    let loud: Vec<bool> = sound.chunks(48).map(|ms| ms.iter().any(|sample| sample.abs() > 0.02)).collect();
    let mut found = Vec::new();
    let mut silent = 1_000;
    for (ms, is_loud) in loud.into_iter().enumerate() {
        if is_loud && silent >= 60 {
            found.push(ms);
        }
        silent = if is_loud { 0 } else { silent + 1 };
    }
    found
}
