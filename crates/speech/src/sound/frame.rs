//! The first frame of every file, which is not sound: how many frames follow and what a decoder must drop.
//!
//! The layout is Xing's with LAME's extension, as LAME 3.100 writes it (`VbrTag.c`): "Info" instead of "Xing" says that
//! the rate is constant. LAME's name stands in it too: players read the delays behind no name that they do not know. Players that honour it start at our first sample, so times in our tables are exact.

use serde::{Deserialize, Serialize};

use super::{FRAME_BYTES, FRAME_SAMPLES};

/// MPEG-1 Layer III, no CRC, 64 kbit/s, 48 kHz, mono, original.
pub const HEADER: [u8; 4] = [0xFF, 0xFB, 0x54, 0xC4];
/// Samples that our filters delay the sound, as LAME's do; a decoder knows its own 529 on top.
const ENCODER_DELAY: u32 = 576;
/// Where the tag begins: after the header and the empty side information of a mono frame.
const TAG_AT: usize = 4 + 17;
/// In the tag: after its name and its flags, the number of frames; and near its end their checksum.
const FRAMES_AT: usize = TAG_AT + 8;
const CRC_AT: usize = TAG_AT + 152;

/// Consecutive frames: how many, and their checksum. Runs add up without their bytes at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub frames: u32,
    /// CRC-16/ARC of the frames' bytes.
    pub crc: u16,
}

impl Run {
    /// The run of some whole frames.
    pub fn of(mp3: &[u8]) -> Run {
        Run { frames: u32::try_from(mp3.len() / FRAME_BYTES).expect("a file is below 800 GB"), crc: crc(0, mp3) }
    }

    /// This run and another right after it.
    #[must_use]
    pub fn then(self, next: Run) -> Run {
        Run { frames: self.frames.saturating_add(next.frames), crc: past_frames(self.crc, next.frames) ^ next.crc }
    }

    /// This run without its last frame, whose bytes are given: undoes [`Run::then`]. `None` when there is no frame.
    pub fn before(self, last: &[u8; FRAME_BYTES]) -> Option<Run> {
        let frames = self.frames.checked_sub(1)?;
        Some(Run { frames, crc: back_one_frame(self.crc ^ crc(0, last)) })
    }
}

/// What an Info frame says of the frames that follow it; `None` when it is none of ours, or damaged.
pub fn told(info: &[u8; FRAME_BYTES]) -> Option<Run> {
    let frames = u32::from_be_bytes(info[FRAMES_AT..FRAMES_AT + 4].try_into().ok()?);
    let crc = u16::from_be_bytes(info[CRC_AT..CRC_AT + 2].try_into().ok()?);
    let all = Run { frames, crc };
    (self::info(all) == *info).then_some(all)
}

/// The Info frame for all frames of a file, the closing one included: `all` are the frames that follow it.
///
/// The closing frame carries the delay's worth of the last samples, so what remains to drop at the end is
/// `1152 − 576` samples.
pub fn info(all: Run) -> [u8; FRAME_BYTES] {
    first(Some(all))
}

/// The Info frame of a sound whose length is not known yet: it only says what a decoder drops at the start, so that
/// times are those of the finished file.
pub fn opening() -> [u8; FRAME_BYTES] {
    first(None)
}

fn first(all: Option<Run>) -> [u8; FRAME_BYTES] {
    // Without a number of frames the fields that depend on it are left out, and what follows moves up.
    let known = all.is_some();
    let all = all.unwrap_or_default();
    let bytes = all.frames.saturating_add(1).saturating_mul(FRAME_BYTES as u32);
    let padding = FRAME_SAMPLES as u32 - ENCODER_DELAY;
    let mut tag = Vec::with_capacity(FRAME_BYTES - TAG_AT);
    tag.extend_from_slice(b"Info");
    if known {
        tag.extend_from_slice(&0x0Fu32.to_be_bytes()); // frames, bytes, table of contents and quality follow
        tag.extend_from_slice(&all.frames.to_be_bytes());
        tag.extend_from_slice(&bytes.to_be_bytes());
        tag.extend((0..100u32).map(|percent| (percent * 256 / 100) as u8)); // a constant rate: a straight line
    } else {
        tag.extend_from_slice(&0x08u32.to_be_bytes()); // quality follows
    }
    tag.extend_from_slice(&53u32.to_be_bytes()); // 100 − 10 × VBR quality (4) − quality (7), as LAME counts
    tag.extend_from_slice(b"LAME3.100");
    tag.push(0x01); // revision 0, constant rate
    tag.push(170); // low-pass, × 100 Hz
    tag.extend_from_slice(&[0; 8]); // no peak, no ReplayGain: the level is right already
    tag.push(0x14); // psychoacoustic model, hearing threshold type 4
    tag.push(64); // kbit/s
    tag.extend_from_slice(&((ENCODER_DELAY << 12) | padding).to_be_bytes()[1..]); // 12 bits each
    tag.push(0xA1); // 48 kHz source, non-optimal settings (no reservoir), mono, noise shaping 1
    tag.push(0); // gain left as it is
    tag.extend_from_slice(&64u16.to_be_bytes()); // preset
    tag.extend_from_slice(&if known { bytes } else { 0 }.to_be_bytes());
    tag.extend_from_slice(&all.crc.to_be_bytes());

    let mut frame = [0; FRAME_BYTES];
    frame[..4].copy_from_slice(&HEADER);
    frame[TAG_AT..TAG_AT + tag.len()].copy_from_slice(&tag);
    let end = TAG_AT + tag.len();
    let check = crc(0, &frame[..end]);
    frame[end..end + 2].copy_from_slice(&check.to_be_bytes());
    frame
}

/// CRC-16/ARC (polynomial 0x8005, bits reversed, starting from `crc`), eight bytes a step.
pub fn crc(mut crc: u16, bytes: &[u8]) -> u16 {
    let mut eights = bytes.chunks_exact(8);
    for eight in &mut eights {
        let [low, high] = crc.to_le_bytes();
        crc = TABLES[7][usize::from(eight[0] ^ low)] ^ TABLES[6][usize::from(eight[1] ^ high)];
        for at in 2..8 {
            crc ^= TABLES[7 - at][usize::from(eight[at])];
        }
    }
    for byte in eights.remainder() {
        crc = (crc >> 8) ^ TABLES[0][usize::from(crc.to_le_bytes()[0] ^ byte)];
    }
    crc
}

/// `TABLES[n][b]`: the checksum of byte `b` followed by `n` zero bytes.
static TABLES: [[u16; 256]; 8] = tables();

const fn tables() -> [[u16; 256]; 8] {
    let mut tables = [[0u16; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u16;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xA001 } else { crc >> 1 };
            bit += 1;
        }
        let mut zeros = 0;
        while zeros < 8 {
            tables[zeros][byte] = crc;
            crc = (crc >> 8) ^ low_table(crc);
            zeros += 1;
        }
        byte += 1;
    }
    tables
}

/// One byte's step, for the tables' own making.
const fn low_table(crc: u16) -> u16 {
    let mut step = crc & 0xFF;
    let mut bit = 0;
    while bit < 8 {
        step = if step & 1 == 1 { (step >> 1) ^ 0xA001 } else { step >> 1 };
        bit += 1;
    }
    step
}

/// The checksum after as many zero bytes as `frames` have. The step is linear over GF(2): a 16 × 16 matrix,
/// raised to a power by squaring, as zlib's `crc32_combine`.
fn past_frames(mut crc: u16, mut frames: u32) -> u16 {
    let mut step = [0u16; 16];
    for (bit, column) in step.iter_mut().enumerate() {
        *column = self::crc(1 << bit, &[0; FRAME_BYTES]);
    }
    while frames > 0 {
        if frames & 1 == 1 {
            crc = apply(&step, crc);
        }
        let once = step;
        for column in &mut step {
            *column = apply(&once, *column);
        }
        frames >>= 1;
    }
    crc
}

/// The checksum before one frame's worth of zero bytes: the register run backwards. A bit shifted out at the bottom
/// left its mark at the top, for the polynomial has its top bit set.
fn back_one_frame(mut crc: u16) -> u16 {
    for _ in 0..FRAME_BYTES * 8 {
        crc = if crc & 0x8000 == 0 { crc << 1 } else { (crc ^ 0xA001) << 1 | 1 };
    }
    crc
}

fn apply(matrix: &[u16; 16], vector: u16) -> u16 {
    (0..16).filter(|bit| vector >> bit & 1 == 1).fold(0, |sum, bit| sum ^ matrix[bit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        // CRC-16/ARC's check value, from the catalogue of parametrised CRC algorithms.
        assert_eq!(crc(0, b"123456789"), 0xBB3D);
        assert_eq!(crc(crc(0, b"1234"), b"56789"), 0xBB3D);
    }

    #[test]
    fn runs_add_up_as_their_bytes_do() {
        let bytes: Vec<u8> = (0..FRAME_BYTES * 37).map(|n| (n * n / 7 % 251) as u8).collect();
        let (a, rest) = bytes.split_at(FRAME_BYTES * 5);
        let (b, c) = rest.split_at(FRAME_BYTES * 11);
        let sum = Run::of(a).then(Run::of(b)).then(Run::default()).then(Run::of(c));
        assert_eq!(sum, Run::of(&bytes));
        assert_eq!(Run::default().then(Run::of(&bytes)), Run::of(&bytes));
    }

    #[test]
    fn the_last_frame_is_taken_off_without_the_others_at_hand() {
        let bytes: Vec<u8> = (0..FRAME_BYTES * 9).map(|n| (n * 31 / 5 % 253) as u8).collect();
        let (head, last) = bytes.split_at(FRAME_BYTES * 8);
        assert_eq!(Run::of(&bytes).before(last.try_into().expect("one frame")), Some(Run::of(head)));
        assert_eq!(Run::default().before(&[0; FRAME_BYTES]), None);
    }

    #[test]
    fn an_info_frame_is_believed_only_when_it_is_whole() {
        let all = Run { frames: 77, crc: 0x1234 };
        let mut frame = info(all);
        assert_eq!(told(&frame), Some(all));
        for at in [0, 21, 30, 100, 174] {
            frame[at] ^= 1;
            assert_eq!(told(&frame), None, "byte {at}");
            frame[at] ^= 1;
        }
    }
}
