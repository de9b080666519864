//! Pieces kept, joined and laid out; what is sent while they are made; transcripts.

use speech::sound::{self, Chapter, FRAME_BYTES, FRAME_MS, Part, Piece, Run, SoundError, Stretch, Tag, WordTime};

use super::bytes::Bytes;

/// A piece of frames that hold anything.
fn piece(bytes: &mut Bytes) -> Piece {
    let frames = usize::from(bytes.byte() % 6);
    let seed = bytes.byte();
    let mp3: Vec<u8> = (0..frames * FRAME_BYTES).map(|n| (n as u8).wrapping_mul(31) ^ seed).collect();
    let run = Run::of(&mp3);
    let duration_ms = run.frames * FRAME_MS;
    let mut times: Vec<u32> = (0..6).map(|_| bytes.below(duration_ms as usize + 1) as u32).collect();
    times.sort_unstable();
    let words = times[1..5].chunks(2).enumerate().map(|(word, pair)| WordTime {
        utterance: 0,
        word,
        written: word..word + 1,
        start_ms: pair[0],
        end_ms: pair[1],
    });
    Piece { mp3, run, duration_ms, speech_start_ms: times[0], speech_end_ms: times[5], words: words.collect() }
}

pub fn unpack(data: &[u8]) {
    if let Ok(piece) = Piece::unpack(data) {
        sane(&piece);
        assert_eq!(Piece::unpack(&piece.pack()).unwrap(), piece);
    }
    let mut bytes = Bytes(data);
    let made = piece(&mut bytes);
    let mut packed = made.pack();
    assert_eq!(Piece::unpack(&packed).unwrap(), made);
    // One bit, or the end, is lost on the way.
    let json = packed.len() - made.mp3.len();
    match bytes.byte() % 2 {
        0 => packed.truncate(bytes.below(packed.len())),
        _ => {
            let at = bytes.below(packed.len());
            packed[at] ^= 1 << (bytes.byte() % 8);
        }
    }
    match Piece::unpack(&packed) {
        Ok(piece) => {
            sane(&piece);
            assert_eq!(piece.mp3, made.mp3, "other sound passes for whole");
            assert!(packed.len() == json + made.mp3.len());
        }
        Err(error) => assert!(matches!(error, SoundError::Damaged)),
    }
}

/// A piece that was believed can be joined with others without anything running over.
fn sane(piece: &Piece) {
    assert_eq!(Run::of(&piece.mp3), piece.run);
    assert_eq!(piece.duration_ms, piece.run.frames * FRAME_MS);
    assert!(piece.speech_start_ms <= piece.speech_end_ms && piece.speech_end_ms <= piece.duration_ms);
    assert!(piece.words.iter().all(|word| word.start_ms <= word.end_ms && word.end_ms <= piece.duration_ms));
}

fn tag(bytes: &mut Bytes, parts: usize) -> Tag {
    let mut chapters: Vec<Chapter> =
        (0..bytes.byte() % 4).map(|_| Chapter { title: bytes.text(6), part: bytes.below(parts + 1) }).collect();
    if !bytes.byte().is_multiple_of(4) {
        chapters.sort_by_key(|chapter| chapter.part);
        chapters.dedup_by_key(|chapter| chapter.part);
        chapters.retain(|chapter| chapter.part < parts);
    }
    let dates = ["", "2025-04-22", "2025-04-22T09:00:00", "yesterday"];
    let date = dates[bytes.below(dates.len())].to_owned();
    let langs = ["en", "zh-Hant-TW", "", "xx"];
    let lang = langs[bytes.below(langs.len())].to_owned();
    let [title, artist, album, comment] = std::array::from_fn(|_| bytes.text(8));
    Tag { title, artist, album, date, lang, comment, chapters, cover: None }
}

pub fn join(data: &[u8]) {
    let mut bytes = Bytes(data);
    let pieces: Vec<Piece> = (0..bytes.byte() % 6).map(|_| piece(&mut bytes)).collect();
    let texts: Vec<(String, String)> = pieces.iter().map(|_| (bytes.text(4), bytes.text(12))).collect();
    let parts: Vec<Part> = pieces.iter().zip(&texts).map(|(piece, (id, text))| Part { id, text, piece }).collect();
    let tag = tag(&mut bytes, parts.len());
    let joined = match sound::join(&parts, &tag) {
        Ok(joined) => joined,
        Err(error) => return assert!(matches!(error, SoundError::Tag(_)), "{error}"),
    };
    let plan = sound::plan(&parts, &tag).unwrap();
    assert_eq!(plan.bytes, joined.mp3.len() as u64);
    assert!(joined.mp3.starts_with(&plan.head) && joined.mp3.ends_with(&plan.tail));
    assert_eq!((&plan.segments, plan.duration_ms), (&joined.segments, joined.duration_ms));
    let (mut at, mut ms) = (plan.head.len() as u64, 0);
    for (row, piece) in joined.segments.iter().zip(&pieces) {
        assert_eq!((row.bytes.start, row.start_ms), (at, ms));
        assert_eq!(joined.mp3[row.bytes.start as usize..row.bytes.end as usize], piece.mp3[..]);
        assert_eq!(row.run, piece.run);
        assert!(row.words.iter().all(|word| word.start_ms >= row.start_ms && word.end_ms <= row.end_ms));
        (at, ms) = (row.bytes.end, row.end_ms);
    }
    assert_eq!((at, ms), (plan.bytes - FRAME_BYTES as u64, joined.duration_ms));

    // The Info frame and the last frame alone tell all that a programme must know of it.
    let all = &joined.mp3[plan.head.len() - FRAME_BYTES..];
    let (info, last) = (all.first_chunk().unwrap(), all.last_chunk().unwrap());
    let frames = &joined.mp3[plan.head.len()..joined.mp3.len() - FRAME_BYTES];
    assert_eq!(sound::sound_of(info, last), Some(Run::of(frames)));
    transcripts(&joined.segments);
}

/// Every cue is an identifier, a line of times and a line of text, whatever stands in them.
fn transcripts(rows: &[sound::Row]) {
    let shown = rows.iter().filter(|row| !row.text.trim().is_empty()).count();
    let vtt = sound::vtt(rows);
    let cues: Vec<&str> =
        vtt.strip_prefix("WEBVTT\n").unwrap().split("\n\n").filter(|cue| !cue.trim().is_empty()).collect();
    assert_eq!(vtt.lines().filter(|line| line.contains("-->")).count(), shown, "{vtt:?}");
    assert!(cues.len() <= shown, "{vtt:?}");
    let srt = sound::srt(rows);
    assert_eq!(srt.lines().filter(|line| line.contains("-->")).count(), shown, "{srt:?}");
    let json: serde_json::Value = serde_json::from_str(&sound::json(rows)).unwrap();
    assert_eq!(json["segments"].as_array().map(Vec::len), Some(rows.len()));
}

pub fn programme(data: &[u8]) {
    let mut bytes = Bytes(data);
    // Frames that hold anything are no programme; numbers that say anything may be one.
    let info: [u8; FRAME_BYTES] = std::array::from_fn(|_| bytes.byte());
    let _ = sound::sound_of(&info, &info);
    let mut bytes = Bytes(data);
    let stretches: Vec<Stretch> = (0..bytes.byte() % 6)
        .map(|_| {
            let frames = if bytes.byte() % 4 == 0 { bytes.number() as u32 } else { bytes.below(3_000) as u32 };
            let chapter = (bytes.byte() % 2 == 0).then(|| bytes.text(6));
            Stretch { chapter, run: Run { frames, crc: bytes.below(65_536) as u16 } }
        })
        .collect();
    let frames: u64 = stretches.iter().map(|stretch| u64::from(stretch.run.frames)).sum();
    let tag = Tag { chapters: Vec::new(), ..tag(&mut bytes, stretches.len()) };
    let layout = match sound::lay_out(&stretches, &tag) {
        Ok(layout) => layout,
        Err(SoundError::Tag(_)) => return,
        // Longer than its times can count: 49 days.
        Err(SoundError::TooLong(_)) => return assert!((frames + 1) * u64::from(FRAME_MS) > u64::from(u32::MAX)),
        Err(error) => panic!("{error}"),
    };
    let mut at = layout.head.len() as u64;
    for (range, stretch) in layout.bytes.iter().zip(&stretches) {
        assert_eq!(*range, at..at + u64::from(stretch.run.frames) * FRAME_BYTES as u64);
        at = range.end;
    }
    assert_eq!(layout.length, at + layout.tail.len() as u64);
    assert_eq!(u64::from(layout.duration_ms), frames * u64::from(FRAME_MS));
    let (opening, tail) = sound::around_live();
    assert_eq!(layout.tail, tail);
    assert_eq!(opening[..4], layout.head[layout.head.len() - FRAME_BYTES..][..4]);
    let sum = stretches.iter().fold(Run::default(), |sum, stretch| sum.then(stretch.run));
    let told = sound::sound_of(layout.head.last_chunk().unwrap(), layout.tail.last_chunk().unwrap());
    assert_eq!(told, Some(sum));
}
