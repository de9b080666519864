//! `serve --no-work` beside `work`, and a worker, or its voices, killed in the middle of a story.

use std::time::Duration;

use crate::voice_process::{children, kill};
use crate::workshop::{Workshop, wait_until};

mod sqlite {
    #[test]
    fn a_worker_killed_in_the_middle_of_voicing_loses_nothing() {
        super::a_worker_killed_in_the_middle_of_voicing_loses_nothing(&crate::workshop::Workshop::open());
    }

    #[test]
    fn voices_killed_in_the_middle_of_voicing_are_started_again_at_once() {
        super::voices_killed_in_the_middle_of_voicing_are_started_again_at_once(&crate::workshop::Workshop::open());
    }
}

mod postgres {
    #[test]
    fn a_worker_killed_in_the_middle_of_voicing_loses_nothing() {
        super::a_worker_killed_in_the_middle_of_voicing_loses_nothing(&crate::workshop::Workshop::on_postgres());
    }

    #[test]
    fn voices_killed_in_the_middle_of_voicing_are_started_again_at_once() {
        let shop = crate::workshop::Workshop::on_postgres();
        super::voices_killed_in_the_middle_of_voicing_are_started_again_at_once(&shop);
    }
}

fn publish_a_long_story(shop: &Workshop) {
    assert!(shop.run(&["publication", "add", "daily", "--name", "The Daily"]).good);
    let paragraph = "The long river goes past the town, and the bell rings over it at seven each evening. ".repeat(6);
    let story = format!("# The river\n\n{}", format!("{paragraph}\n\n").repeat(60));
    let file = shop.write("river.md", story);
    assert!(shop.run(&["import", &file, "--publish"]).good);
}

fn a_worker_killed_in_the_middle_of_voicing_loses_nothing(shop: &Workshop) {
    publish_a_long_story(shop);
    let _site = shop.start(&["serve", "--no-work", "--listen", "127.0.0.1:0"]);
    let mut worker = shop.start(&["work"]);
    let pieces = shop.path("data/files/pieces");
    wait_until("the first sentences are spoken", Duration::from_secs(60), || pieces.is_dir());
    worker.kill();
    let list = shop.run(&["article", "list"]).out;
    assert!(list.contains("silent"), "it was killed in the middle: {list}");

    let _second = shop.start(&["work"]);
    wait_until("the story is heard", Duration::from_secs(120), || shop.run(&["article", "list"]).out.contains("heard"));
    let audio: Vec<_> = std::fs::read_dir(shop.path("data/files/audio")).expect("a folder").collect();
    assert_eq!(audio.len(), 1, "one file, and nothing half written");
    let name = audio[0].as_ref().expect("a file").file_name().to_string_lossy().into_owned();
    assert!(name.ends_with(".mp3"), "{name}");
}

fn voices_killed_in_the_middle_of_voicing_are_started_again_at_once(shop: &Workshop) {
    publish_a_long_story(shop);
    let worker = shop.start(&["work"]);
    let pieces = shop.path("data/files/pieces");
    wait_until("the first sentences are spoken", Duration::from_secs(60), || pieces.is_dir());
    let voices = children(worker.id());
    assert!(!voices.is_empty());
    voices.into_iter().for_each(kill);
    wait_until("the story is heard", Duration::from_secs(120), || shop.run(&["article", "list"]).out.contains("heard"));
    assert_eq!(std::fs::read_dir(shop.path("data/files/audio")).expect("a folder").count(), 1);
}
