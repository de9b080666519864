//! Segment ids: what an edit may rename, and what it may not.

use newsroom::segments::{Content, assign};

use crate::harness::story;

fn named(markdown: &str, previous: Option<&Content>, next: &mut i64) -> Content {
    let mut content = Content::of(&story(markdown));
    assign(&mut content, previous, "en", next);
    content
}

/// Id and words of every sentence of the body.
fn ids(content: &Content) -> Vec<(String, String)> {
    let texts = content.blocks.iter().flat_map(|block| block.texts());
    texts.flat_map(|t| t.sentences.iter().map(|s| (s.id.clone(), t.plain[s.from..s.to].to_string()))).collect()
}

fn id_of(content: &Content, words: &str) -> String {
    let found = ids(content).into_iter().find(|(_, said)| said.contains(words));
    found.unwrap_or_else(|| panic!("no sentence has “{words}”")).0
}

const FIRST: &str =
    "# A bell\n\nThe bell rang at seven. Nobody had expected it.\n\nIt weighs 420 kg. The crane lifts 500.\n";

#[test]
fn an_edited_sentence_keeps_its_id_and_so_do_all_others() {
    let mut next = 1;
    let before = named(FIRST, None, &mut next);
    let after = named(&FIRST.replace("at seven", "at eight"), Some(&before), &mut next);
    assert_eq!(
        ids(&before).iter().map(|(id, _)| id).collect::<Vec<_>>(),
        ids(&after).iter().map(|(id, _)| id).collect::<Vec<_>>()
    );
}

#[test]
fn a_new_paragraph_in_front_renames_nothing() {
    let mut next = 1;
    let before = named(FIRST, None, &mut next);
    let after = named(
        &FIRST.replace("The bell rang", "Early risers stopped on the quay.\n\nThe bell rang"),
        Some(&before),
        &mut next,
    );
    for words in ["rang at seven", "Nobody", "420 kg", "crane"] {
        assert_eq!(id_of(&before, words), id_of(&after, words), "{words}");
    }
    let new = id_of(&after, "Early risers");
    assert!(ids(&before).iter().all(|(id, _)| *id != new), "a new sentence has a new name");
}

#[test]
fn paragraphs_that_change_places_take_their_names_along() {
    let mut next = 1;
    let before = named(FIRST, None, &mut next);
    let swapped =
        "# A bell\n\nIt weighs 420 kg. The crane lifts 500.\n\nThe bell rang at seven. Nobody had expected it.\n";
    let after = named(swapped, Some(&before), &mut next);
    for words in ["rang at seven", "Nobody", "420 kg", "crane"] {
        assert_eq!(id_of(&before, words), id_of(&after, words), "{words}");
    }
    assert_eq!(before.blocks[0].texts()[0].id, after.blocks[1].texts()[0].id);
}

#[test]
fn a_name_is_never_given_twice_even_after_its_sentence_is_gone() {
    let mut next = 1;
    let before = named(FIRST, None, &mut next);
    let gone = id_of(&before, "Nobody");
    let without = named(&FIRST.replace(" Nobody had expected it.", ""), Some(&before), &mut next);
    let with_other = named(
        &FIRST.replace("Nobody had expected it.", "Gulls flew up over Castle Stairs."),
        Some(&without),
        &mut next,
    );
    assert!(ids(&with_other).iter().all(|(id, _)| *id != gone));
    let mut all: Vec<String> = ids(&with_other).into_iter().map(|(id, _)| id).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), ids(&with_other).len());
}

#[test]
fn correcting_one_sentence_keeps_the_links_of_the_others() {
    let mut next = 1;
    let text = "# A bell\n\nSee [the quay](https://example.org/quay) first. Then the tower at noon. And [the gate](https://example.org/gate).\n";
    let mut content = named(text, None, &mut next);
    let id = id_of(&content, "tower");
    assert!(content.replace(&id, "Then the old tower, at one."));
    let text = content.blocks[0].texts()[0];
    let linked: Vec<&str> = text.marks.iter().map(|m| &text.plain[m.from..m.to]).collect();
    assert_eq!(linked, ["the quay", "the gate"]);
    assert!(!content.replace("s999", "Nothing."));
}
