//! What a listener hears of a programme that was joined without encoding anything again.

use speech::sound::{self, FRAME_BYTES, Joined, Layout, Run, Stretch, TARGET_LUFS, Tag, join, lay_out, sound_of};

use super::player::play;
use super::{parts, piece};

const STORIES: usize = 10;

/// A narration of some sentences; no two are alike.
fn narration(number: usize) -> Joined {
    let pieces: Vec<_> = (1..4).map(|n| piece(&[300 + 40 * n, 90 * number + 120, 250], 60 + 100 * n as u32)).collect();
    join(&parts(&pieces), &Tag { title: format!("Story {number}"), ..Tag::default() }).unwrap()
}

/// The frames between the Info frame and the closing one.
fn sound_in(file: &Joined) -> (&[u8], Run) {
    let first = file.segments[0].bytes.start as usize;
    let last = file.mp3.len() - FRAME_BYTES;
    let run = sound_of(file.mp3[first - FRAME_BYTES..first].try_into().unwrap(), file.mp3[last..].try_into().unwrap());
    (&file.mp3[first..last], run.unwrap())
}

/// Stories with a sting between each two: how they lie, and the whole file.
fn programme(stories: &[Joined]) -> (Layout, Vec<u8>) {
    let sting = sound::sting().unwrap();
    let (mut stretches, mut bytes) = (Vec::new(), Vec::new());
    for (number, story) in stories.iter().enumerate() {
        if number > 0 {
            stretches.push(Stretch { chapter: None, run: sting.run });
            bytes.extend_from_slice(&sting.mp3);
        }
        let (sound, run) = sound_in(story);
        stretches.push(Stretch { chapter: Some(format!("Story {number}")), run });
        bytes.extend_from_slice(sound);
    }
    let layout = lay_out(&stretches, &Tag { title: "Morning".into(), ..Tag::default() }).unwrap();
    let file = [&layout.head[..], &bytes, &layout.tail].concat();
    (layout, file)
}

fn ten() -> Vec<Joined> {
    (0..STORIES).map(narration).collect()
}

#[test]
fn the_info_frame_counts_and_sums_what_follows_though_no_sound_was_read() {
    let (layout, file) = programme(&ten());
    assert_eq!(file.len() as u64, layout.length);
    let info = &file[layout.head.len() - FRAME_BYTES..layout.head.len()];
    let number = |at: usize| u32::from_be_bytes(info[at..at + 4].try_into().unwrap()) as usize;
    let frames = &file[layout.head.len()..];
    assert_eq!(number(29), frames.len() / FRAME_BYTES);
    assert_eq!(number(33), frames.len() + FRAME_BYTES);
    assert_eq!(u16::from_be_bytes(info[173..175].try_into().unwrap()), Run::of(frames).crc);
    let infos = file.windows(4).filter(|bytes| bytes == b"Info").count();
    assert_eq!(infos, 1, "the stories' own Info frames are left out");
}

#[test]
fn each_story_is_a_chapter_that_begins_with_its_first_word() {
    let stories = ten();
    let (layout, file) = programme(&stories);
    let tag = id3::Tag::read_from2(std::io::Cursor::new(&file)).unwrap();
    let mut chapters: Vec<_> = tag.chapters().collect();
    chapters.sort_by_key(|chapter| chapter.start_time);
    assert_eq!(chapters.len(), STORIES);
    let starts: Vec<u32> = layout.starts_ms.iter().copied().step_by(2).collect();
    assert_eq!(chapters.iter().map(|c| c.start_time).collect::<Vec<_>>(), starts);
    assert_eq!(chapters.last().unwrap().end_time, layout.duration_ms);
    let named: Vec<_> = chapters.iter().map(|c| c.frames[0].content().text().unwrap().to_string()).collect();
    assert_eq!(named[7], "Story 7");
    let heard = play(&file);
    for (start, story) in starts.iter().zip(&stories) {
        let word = (start + story.segments[0].words[0].start_ms) as usize * 48;
        let loud = |from: usize, to: usize| heard[from..to].iter().fold(0.0f32, |a, b| a.max(b.abs()));
        assert!(loud(word, word + 960) > 0.05, "no word at {start} ms");
        assert!(
            *start == 0 || loud(word - 48 * 60, word - 48 * 5) < 0.01,
            "the sting runs into the story at {start} ms"
        );
    }
}

#[test]
fn no_join_clicks_and_every_story_sounds_as_it_does_alone() {
    let stories = ten();
    let (layout, file) = programme(&stories);
    let heard = play(&file);
    assert_eq!(heard.len(), layout.duration_ms as usize * 48);
    let step = |sound: &[f32]| sound.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0f32, f32::max);
    for (number, story) in stories.iter().enumerate() {
        let alone = play(&story.mp3);
        let start = layout.starts_ms[number * 2] as usize * 48;
        let there = &heard[start..start + alone.len()];
        let difference = alone.iter().zip(there).map(|(a, b)| (a - b).abs()).fold(0.0f32, f32::max);
        assert!(difference < 1e-4, "story {number} differs by {difference}");
    }
    let own = step(&play(&stories[0].mp3));
    for start in &layout.starts_ms[1..] {
        let at = *start as usize * 48;
        let seam = step(&heard[at - 48 * 8..at + 48 * 5]);
        assert!(seam < own / 20.0, "a step of {seam} at {start} ms; the speech's own is {own}");
    }
}

#[test]
fn the_sting_is_a_second_long_and_as_loud_as_a_voice() {
    let sting = sound::sting().unwrap();
    assert!((800..1_500).contains(&(sting.speech_end_ms - sting.speech_start_ms)), "{} ms", sting.speech_end_ms);
    assert!(sting.duration_ms.is_multiple_of(120) && sting.duration_ms < 2_200, "{} ms", sting.duration_ms);
    let heard = play(&join(&parts(std::slice::from_ref(sting)), &Tag::default()).unwrap().mp3);
    let mut meter = ebur128::EbuR128::new(1, 48_000, ebur128::Mode::I | ebur128::Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(&heard).unwrap();
    let lufs = meter.loudness_global().unwrap();
    assert!((lufs - TARGET_LUFS).abs() < 0.7, "{lufs} LUFS");
    let peak = 20.0 * meter.true_peak(0).unwrap().log10();
    assert!(peak <= -1.0, "{peak} dBTP");
}

#[test]
fn one_story_alone_is_a_programme_and_what_is_no_file_of_ours_is_not_joined() {
    let story = narration(3);
    let (layout, file) = programme(std::slice::from_ref(&story));
    assert_eq!((layout.duration_ms, play(&file).len()), (story.duration_ms, story.duration_ms as usize * 48));
    let first = story.segments[0].bytes.start as usize;
    let mut info: [u8; FRAME_BYTES] = story.mp3[first - FRAME_BYTES..first].try_into().unwrap();
    let last = story.mp3[story.mp3.len() - FRAME_BYTES..].try_into().unwrap();
    assert!(sound_of(&info, &last).is_some() && sound_of(&info, &[0; FRAME_BYTES]).is_none());
    info[30] ^= 1;
    assert!(sound_of(&info, &last).is_none());
}
