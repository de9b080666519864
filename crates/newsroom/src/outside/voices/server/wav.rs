//! What a server sends → mono samples: WAV as programs really write it, or raw samples.

/// What servers with this interface speak at, unless they say otherwise.
pub const DEFAULT_RATE: u32 = 24_000;
/// More channels are no recording of a voice.
const CHANNELS_AT_MOST: u16 = 8;
/// Parts that a file may have before its samples; real ones have two or three.
const CHUNKS_AT_MOST: usize = 64;

const PCM: u16 = 1;
const FLOAT: u16 = 3;
/// The real format stands in the first two bytes of a longer name.
const EXTENSIBLE: u16 = 0xfffe;

/// Samples of one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mono {
    pub rate: u32,
    pub samples: Vec<i16>,
}

/// Reads a WAV. Lengths in its header are believed only as far as there are bytes: a server that streams does not know
/// them when it writes the header (0, all ones, or anything).
pub fn read_wav(bytes: &[u8]) -> Result<Mono, String> {
    let form = bytes.get(8..12);
    if !(bytes.starts_with(b"RIFF") || bytes.starts_with(b"RF64")) || form != Some(b"WAVE".as_slice()) {
        return Err(format!("is no WAV but {}", looks_like(bytes)));
    }
    let mut at = 12;
    let mut format = None;
    for _ in 0..CHUNKS_AT_MOST {
        let Some(head) = bytes.get(at..at + 8) else { break };
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let body = &bytes[at + 8..];
        match &head[..4] {
            b"fmt " => format = Some(Format::read(&body[..length.min(body.len())])?),
            b"data" => {
                let format = format.ok_or("is a WAV that does not say its format")?;
                let known = length > 0 && length <= body.len();
                let samples = format.mono(if known { &body[..length] } else { body });
                return Ok(Mono { rate: format.rate, samples });
            }
            _ => {}
        }
        // A part of an odd length has a byte behind it that does not count.
        at = at.saturating_add(8).saturating_add(length).saturating_add(length % 2);
    }
    Err("is a WAV without samples".into())
}

/// Reads raw 16-bit little-endian samples of one channel.
pub fn read_pcm(bytes: &[u8], rate: u32) -> Mono {
    Mono { rate, samples: speech::wire::read_samples(bytes) }
}

/// What bytes look like, for whoever set the wrong format.
pub fn looks_like(bytes: &[u8]) -> &'static str {
    let text = std::str::from_utf8(&bytes[..bytes.len().min(64)]).or_else(|e| {
        // Cut in the middle of a character: the rest is text all the same.
        let whole = &bytes[..e.valid_up_to()];
        if e.error_len().is_none() { std::str::from_utf8(whole) } else { Err(e) }
    });
    match text {
        _ if bytes.is_empty() => "nothing",
        _ if bytes.starts_with(b"ID3") || (bytes[0] == 0xff && bytes.get(1).is_some_and(|b| b & 0xe0 == 0xe0)) => "MP3",
        _ if bytes.starts_with(b"OggS") => "Ogg",
        _ if bytes.starts_with(b"fLaC") => "FLAC",
        _ if bytes.starts_with(b"RIFF") => "WAV",
        Ok(text) if text.trim_start().starts_with('<') => "a page",
        Ok(text) if text.trim_start().starts_with(['{', '[']) => "JSON",
        Ok(text) if text.chars().all(|c| !c.is_control() || c.is_whitespace()) => "text",
        _ => "something else",
    }
}

#[derive(Clone, Copy, Debug)]
struct Format {
    rate: u32,
    channels: usize,
    /// Bytes of one sample of one channel.
    bytes: usize,
    is_float: bool,
}

impl Format {
    fn read(body: &[u8]) -> Result<Format, String> {
        let short = |at: usize| body.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        let (Some(kind), Some(channels), Some(bits)) = (short(0), short(2), short(14)) else {
            return Err("is a WAV whose format is cut off".into());
        };
        let rate = u32::from_le_bytes([body[4], body[5], body[6], body[7]]);
        let kind = if kind == EXTENSIBLE { short(24).unwrap_or(0) } else { kind };
        let bytes = match (kind, bits) {
            (PCM, 8 | 16 | 24 | 32) | (FLOAT, 32 | 64) => usize::from(bits / 8),
            _ => {
                return Err(format!(
                    "is a WAV of a kind that is not read (format {kind}, {bits} bits): ask for 16-bit PCM"
                ));
            }
        };
        if channels == 0 || channels > CHANNELS_AT_MOST {
            return Err(format!("is a WAV of {channels} channels"));
        }
        Ok(Format { rate, channels: usize::from(channels), bytes, is_float: kind == FLOAT })
    }

    /// The mean of all channels.
    fn mono(self, body: &[u8]) -> Vec<i16> {
        let one = self.bytes;
        let mix = |frame: &[u8]| {
            let sum: f64 = frame.chunks_exact(one).map(|sample| self.sample(sample)).sum();
            // Not a number becomes silence.
            (sum / self.channels as f64).round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
        };
        body.chunks_exact(one * self.channels).map(mix).collect()
    }

    /// One sample, on the scale of 16 bits.
    fn sample(self, bytes: &[u8]) -> f64 {
        match (self.is_float, bytes) {
            (true, &[a, b, c, d]) => f64::from(f32::from_le_bytes([a, b, c, d])) * 32_768.0,
            (true, &[a, b, c, d, e, f, g, h]) => f64::from_le_bytes([a, b, c, d, e, f, g, h]) * 32_768.0,
            (false, &[a]) => (f64::from(a) - 128.0) * 256.0,
            (false, &[a, b]) => f64::from(i16::from_le_bytes([a, b])),
            (false, &[a, b, c]) => f64::from(i32::from_le_bytes([0, a, b, c]) >> 8) / 256.0,
            (false, &[a, b, c, d]) => f64::from(i32::from_le_bytes([a, b, c, d])) / 65_536.0,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]
mod tests {
    use super::*;

    /// A WAV with the length that its header claims.
    fn wav(kind: u16, channels: u16, bits: u16, body: &[u8], claims: u32) -> Vec<u8> {
        let mut out = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0".to_vec();
        out.extend(kind.to_le_bytes());
        out.extend(channels.to_le_bytes());
        out.extend(24_000u32.to_le_bytes());
        out.extend((24_000 * u32::from(channels) * u32::from(bits) / 8).to_le_bytes());
        out.extend((channels * bits / 8).to_le_bytes());
        out.extend(bits.to_le_bytes());
        // A part of odd length, as programs leave their name.
        out.extend(b"LIST\x05\0\0\0abcde\0data");
        out.extend(claims.to_le_bytes());
        out.extend(body);
        out
    }

    #[test]
    fn every_kind_of_samples_comes_out_at_the_same_level() {
        let half = 16_384i16;
        let bodies: [(u16, u16, Vec<u8>); 6] = [
            (PCM, 8, vec![192]),
            (PCM, 16, half.to_le_bytes().to_vec()),
            (PCM, 24, vec![0, 0, 0x40]),
            (PCM, 32, (1i32 << 30).to_le_bytes().to_vec()),
            (FLOAT, 32, 0.5f32.to_le_bytes().to_vec()),
            (FLOAT, 64, 0.5f64.to_le_bytes().to_vec()),
        ];
        for (kind, bits, one) in bodies {
            let body = one.repeat(6);
            for channels in [1u16, 2, 3] {
                let read = read_wav(&wav(kind, channels, bits, &body, body.len() as u32)).unwrap();
                assert_eq!(read, Mono { rate: 24_000, samples: vec![half; 6 / usize::from(channels)] }, "{bits}");
            }
        }
    }

    #[test]
    fn a_header_that_lies_about_its_length_as_streaming_servers_do_loses_nothing() {
        let body: Vec<u8> = (0..100i16).flat_map(i16::to_le_bytes).collect();
        for claims in [0, u32::MAX, 0x7fff_ffff, 201, 200] {
            assert_eq!(read_wav(&wav(PCM, 1, 16, &body, claims)).unwrap().samples.len(), 100, "{claims}");
        }
        // What comes behind the samples is not heard.
        let behind = [body.clone(), b"LIST\x04\0\0\0abcd".to_vec()].concat();
        assert_eq!(read_wav(&wav(PCM, 1, 16, &behind, 200)).unwrap().samples.len(), 100);
    }

    #[test]
    fn stereo_is_mixed_and_what_is_too_loud_or_no_number_is_bounded() {
        let body: Vec<u8> = [100i16, 300, -8, -4].iter().flat_map(|s| s.to_le_bytes()).collect();
        assert_eq!(read_wav(&wav(PCM, 2, 16, &body, 8)).unwrap().samples, [200, -6]);
        let body: Vec<u8> = [9.0f32, f32::NAN, -9.0].iter().flat_map(|s| s.to_le_bytes()).collect();
        assert_eq!(read_wav(&wav(FLOAT, 1, 32, &body, 12)).unwrap().samples, [i16::MAX, 0, i16::MIN]);
    }

    #[test]
    fn what_is_no_wav_is_named() {
        for (bytes, is) in [
            (&b"ID3\x04abc"[..], "MP3"),
            (b"\xff\xfb\x90\x44", "MP3"),
            (b"OggS\0", "Ogg"),
            (b"<!doctype html><title>Sign in", "a page"),
            (b"{\"error\": 1}", "JSON"),
            (b"Not today", "text"),
            (b"", "nothing"),
        ] {
            let wrong = read_wav(bytes).unwrap_err();
            assert!(wrong.contains(is), "{wrong}");
        }
        assert!(read_wav(&wav(7, 1, 8, &[0; 8], 8)).unwrap_err().contains("format 7"));
        assert!(read_wav(&wav(PCM, 0, 16, &[0; 8], 8)).is_err());
        assert!(read_wav(&wav(PCM, 1, 16, &[], 0)).unwrap().samples.is_empty());
    }

    #[test]
    fn a_wav_cut_anywhere_is_read_or_refused_and_never_a_crash() {
        let whole = wav(PCM, 2, 16, &[7; 400], 400);
        for end in 0..whole.len() {
            let _ = read_wav(&whole[..end]);
        }
        for at in 0..60 {
            let mut broken = whole.clone();
            broken[at] ^= 0xff;
            let _ = read_wav(&broken);
        }
    }
}
