//! What a player and a podcast directory read in a file besides its sound.

use id3::TagLike;
use speech::sound::{Chapter, FRAME_BYTES, Picture, Run, SoundError, Tag, join, plan};

use super::{parts, piece};

#[test]
fn every_frame_stands_alone_and_the_first_says_how_many_there_are() {
    let pieces = [piece(&[600, 300], 100), piece(&[250], 500)];
    let joined = join(&parts(&pieces), &Tag::default()).unwrap();
    let head = joined.segments[0].bytes.start as usize - FRAME_BYTES;
    let frames: Vec<&[u8]> = joined.mp3[head..].chunks(FRAME_BYTES).collect();
    for frame in &frames {
        assert_eq!(frame[..4], [0xFF, 0xFB, 0x54, 0xC4], "another rate, size or number of channels");
        // The first nine bits of the side information point back into earlier frames.
        assert!(frame[4] == 0 && frame[5] & 0x80 == 0, "a frame borrows bits from the one before");
    }
    let number = |at: usize| u32::from_be_bytes(frames[0][at..at + 4].try_into().unwrap());
    assert_eq!(&frames[0][21..25], b"Info");
    assert_eq!(number(29) as usize, frames.len() - 1);
    assert_eq!(number(33) as usize, joined.mp3.len() - head);
    let delay_and_padding = &frames[0][21 + 120 + 21..21 + 120 + 24];
    assert_eq!(delay_and_padding, [0x24, 0x02, 0x40], "576 and 576 samples");
    let crc = |at: usize| u16::from_be_bytes(frames[0][at..at + 2].try_into().unwrap());
    assert_eq!(crc(21 + 152), Run::of(&joined.mp3[head + FRAME_BYTES..]).crc);
    assert_eq!(crc(21 + 154), Run::of(&frames[0][..21 + 154]).crc);
}

#[test]
fn title_date_language_disclosure_chapters_and_cover_are_in_the_tag() {
    let pieces = [piece(&[200], 0), piece(&[300], 0), piece(&[400], 0)];
    let tag = Tag {
        title: "標題 & more".into(),
        artist: "The Daily".into(),
        album: "News".into(),
        date: "2025-04-22T09:30:00".into(),
        lang: "zh-Hant-TW".into(),
        comment: "Read by a synthetic voice.".into(),
        chapters: vec![Chapter { title: "Opening".into(), part: 0 }, Chapter { title: "Weather".into(), part: 2 }],
        cover: Some(Picture { mime: "image/jpeg".into(), bytes: vec![0xFF, 0xD8, 1, 2, 3] }),
    };
    let joined = join(&parts(&pieces), &tag).unwrap();
    let read = id3::Tag::read_from2(std::io::Cursor::new(&joined.mp3)).unwrap();
    assert_eq!(read.version(), id3::Version::Id3v24);
    assert_eq!((read.title(), read.artist(), read.album()), (Some("標題 & more"), Some("The Daily"), Some("News")));
    assert_eq!(read.date_recorded().unwrap().to_string(), "2025-04-22T09:30:00");
    assert_eq!(read.get("TLAN").unwrap().content().text(), Some("zho"));
    assert_eq!(read.comments().next().unwrap().text, "Read by a synthetic voice.");
    assert_eq!(read.pictures().next().unwrap().data, [0xFF, 0xD8, 1, 2, 3]);
    let chapters: Vec<_> = read.chapters().map(|chapter| (chapter.start_time, chapter.end_time)).collect();
    let weather = joined.segments[2].start_ms;
    assert_eq!(chapters, [(0, weather), (weather, joined.duration_ms)]);
    assert_eq!(read.tables_of_contents().next().unwrap().elements, ["chp0", "chp1"]);
    // Nothing but the tag and the Info frame stands before the first segment.
    assert_eq!(joined.segments[0].bytes.start as usize, {
        let size = &joined.mp3[6..10];
        let size = size.iter().fold(0usize, |size, byte| size << 7 | usize::from(*byte));
        10 + size + FRAME_BYTES
    });
}

#[test]
fn a_date_that_is_none_and_a_chapter_of_nothing_are_refused_with_their_reason() {
    let pieces = [piece(&[200], 0)];
    let bad = [
        Tag { date: "yesterday".into(), ..Tag::default() },
        Tag { chapters: vec![Chapter { title: "Gone".into(), part: 1 }], ..Tag::default() },
        Tag { cover: Some(Picture { mime: "image/png".into(), bytes: vec![0; 2 << 20] }), ..Tag::default() },
    ];
    for tag in bad {
        assert!(matches!(join(&parts(&pieces), &tag), Err(SoundError::Tag(_))), "{}", tag.date);
    }
}

#[test]
fn a_bulletin_is_laid_out_from_runs_alone_and_is_the_file_that_joining_makes() {
    let pieces = [piece(&[500, 300], 100), piece(&[250], 500), piece(&[90, 90], 0)];
    let tag = Tag { title: "Bulletin".into(), ..Tag::default() };
    let joined = join(&parts(&pieces), &tag).unwrap();
    let empty: Vec<_> = pieces
        .iter()
        .cloned()
        .map(|mut piece| {
            piece.mp3.clear();
            piece
        })
        .collect();
    let plan = plan(&parts(&empty), &tag).unwrap();
    let mut file = plan.head.clone();
    pieces.iter().for_each(|piece| file.extend_from_slice(&piece.mp3));
    file.extend_from_slice(&plan.tail);
    assert!(file == joined.mp3);
    assert_eq!(plan.bytes as usize, file.len());
    assert_eq!(plan.segments, joined.segments);
}
