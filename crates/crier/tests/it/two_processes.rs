//! `serve --no-work` beside `work`, and a worker that is killed in the middle of a story.

use std::time::Duration;

use crate::workshop::{Workshop, wait_until};

mod sqlite {
    #[test]
    fn a_worker_killed_in_the_middle_of_voicing_loses_nothing() {
        super::a_worker_killed_in_the_middle_of_voicing_loses_nothing(&crate::workshop::Workshop::open());
    }
}

mod postgres {
    #[test]
    fn a_worker_killed_in_the_middle_of_voicing_loses_nothing() {
        super::a_worker_killed_in_the_middle_of_voicing_loses_nothing(&crate::workshop::Workshop::on_postgres());
    }
}

fn a_worker_killed_in_the_middle_of_voicing_loses_nothing(shop: &Workshop) {
    assert!(shop.run(&["publication", "add", "daily", "--name", "The Daily"]).good);
    let _site = shop.start(&["serve", "--no-work", "--listen", "127.0.0.1:0"]);
    let paragraph = "The long river goes past the town, and the bell rings over it at seven each evening. ".repeat(6);
    let story = format!("# The river\n\n{}", format!("{paragraph}\n\n").repeat(60));
    let file = shop.write("river.md", story);
    assert!(shop.run(&["import", &file, "--publish"]).good);

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
