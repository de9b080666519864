//! What is heard, by decoding.

use speech::sound::{FRAME_BYTES, Tag, around_live, join};

use super::player::{onsets, play};
use super::{parts, piece};

#[test]
fn a_player_hears_exactly_the_announced_length() {
    for lengths in [&[&[300usize][..]][..], &[&[300, 200], &[1_000], &[50; 9]], &[&[]]] {
        let pieces: Vec<_> = lengths.iter().map(|words| piece(words, 200)).collect();
        let joined = join(&parts(&pieces), &Tag::default()).unwrap();
        assert_eq!(play(&joined.mp3).len(), joined.duration_ms as usize * 48);
        assert_eq!(joined.duration_ms % 120, 0);
    }
}

#[test]
fn segments_and_words_are_heard_when_the_table_says() {
    let pieces = [piece(&[400, 150, 300], 250), piece(&[90], 60), piece(&[700, 80, 80, 500], 400), piece(&[200], 0)];
    let joined = join(&parts(&pieces), &Tag { title: "A title of some length".into(), ..Tag::default() }).unwrap();
    let heard = onsets(&play(&joined.mp3));
    let told: Vec<u32> = joined.segments.iter().flat_map(|row| row.words.iter().map(|word| word.start_ms)).collect();
    assert_eq!(heard.len(), told.len());
    for (heard, told) in heard.iter().zip(&told) {
        assert!(heard.abs_diff(*told as usize) <= 5, "heard at {heard} ms, told {told} ms");
    }
    for row in &joined.segments {
        let first = row.words[0].start_ms;
        assert!(first - row.start_ms <= 20, "the segment starts {} ms before it is heard", first - row.start_ms);
        assert!(row.speech_start_ms.abs_diff(first) <= 3);
        assert!(row.speech_end_ms.abs_diff(row.words.last().unwrap().end_ms) <= 3);
        assert!(row.words.windows(2).all(|pair| pair[0].end_ms <= pair[1].start_ms));
    }
    assert!(joined.segments.windows(2).all(|pair| pair[0].end_ms == pair[1].start_ms));
}

#[test]
fn no_join_clicks_even_where_no_pause_was_asked_for() {
    let pieces = [piece(&[300, 200], 0), piece(&[500], 0), piece(&[500, 120], 0), piece(&[250], 0)];
    let joined = join(&parts(&pieces), &Tag::default()).unwrap();
    let sound = play(&joined.mp3);
    let step = |range: std::ops::Range<usize>| {
        sound[range].windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0f32, f32::max)
    };
    let own = step(0..sound.len());
    for row in &joined.segments[1..] {
        let at = row.start_ms as usize * 48;
        // From the end of the speech before to the onset after there is nothing but the codec's own noise.
        let seam = step(at - 48 * 8..at + 48 * 5);
        assert!(seam < own / 50.0, "a step of {seam} at {} ms; the speech's own is {own}", row.start_ms);
    }
}

#[test]
fn a_piece_sounds_the_same_alone_as_between_any_neighbours() {
    let (a, b, c) = (piece(&[400, 300], 0), piece(&[350, 90], 0), piece(&[220], 0));
    let alone = play(&join(&parts(std::slice::from_ref(&b)), &Tag::default()).unwrap().mp3);
    let between = join(&parts(&[a, b, c]), &Tag::default()).unwrap();
    let start = between.segments[1].start_ms as usize * 48;
    let there = &play(&between.mp3)[start..start + alone.len()];
    let difference = alone.iter().zip(there).map(|(a, b)| (a - b).abs()).fold(0.0f32, f32::max);
    assert!(difference < 1e-4, "they differ by {difference}");
}

#[test]
fn a_corrected_sentence_leaves_the_bytes_of_all_others_as_they_were() {
    let mut pieces = vec![piece(&[300], 100), piece(&[400, 200], 100), piece(&[350], 100)];
    let before = join(&parts(&pieces), &Tag::default()).unwrap();
    pieces[1] = piece(&[400, 600, 100], 100);
    let after = join(&parts(&pieces), &Tag::default()).unwrap();
    let bytes = |joined: &speech::sound::Joined, segment: usize| {
        let range = &joined.segments[segment].bytes;
        joined.mp3[range.start as usize..range.end as usize].to_vec()
    };
    assert!(bytes(&before, 0) == bytes(&after, 0) && bytes(&before, 2) == bytes(&after, 2));
    assert!(bytes(&before, 1) != bytes(&after, 1));
    assert!(bytes(&after, 1) == pieces[1].mp3);
    assert!(pieces.iter().all(|piece| piece.mp3.len() % (5 * FRAME_BYTES) == 0));
    // And made again, the same answer gives the same bytes.
    assert!(piece(&[400, 600, 100], 100).mp3 == pieces[1].mp3);
}

#[test]
fn what_is_sent_while_it_is_made_is_heard_at_the_times_of_the_finished_file() {
    let pieces = [piece(&[300, 200], 100), piece(&[500], 300), piece(&[250], 0)];
    let whole = play(&join(&parts(&pieces), &Tag::default()).unwrap().mp3);
    let (opening, closing) = around_live();
    let sound: Vec<u8> = pieces.iter().flat_map(|piece| piece.mp3.iter().copied()).collect();
    let live = play(&[&opening[..], &sound, closing].concat());
    assert!(live.len() >= whole.len() && live.len() - whole.len() <= 1152, "{} and {}", live.len(), whole.len());
    assert!(live[..whole.len()] == whole[..], "the samples differ");
}
