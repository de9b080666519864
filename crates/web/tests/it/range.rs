//! Which bytes a player gets.

use web::range::{Part, read};

#[test]
fn a_player_gets_the_bytes_it_asks_for() {
    assert_eq!(read(Some("bytes=0-"), 10), Part::Bytes(0, 10));
    assert_eq!(read(Some("bytes=2-5"), 10), Part::Bytes(2, 6));
    assert_eq!(read(Some("bytes=2-500"), 10), Part::Bytes(2, 10));
    assert_eq!(read(Some("bytes=-3"), 10), Part::Bytes(7, 10));
    assert_eq!(read(Some("bytes=-30"), 10), Part::Bytes(0, 10));
    assert_eq!(read(None, 10), Part::Whole);
}

#[test]
fn what_is_not_there_is_said_and_what_is_not_understood_is_ignored() {
    assert_eq!(read(Some("bytes=10-"), 10), Part::Nothing);
    assert_eq!(read(Some("bytes=20-30"), 10), Part::Nothing);
    assert_eq!(read(Some("bytes=-0"), 10), Part::Nothing);
    assert_eq!(read(Some("bytes=5-2"), 10), Part::Whole);
    assert_eq!(read(Some("bytes=a-b"), 10), Part::Whole);
    assert_eq!(read(Some("bytes=0-1,4-5"), 10), Part::Whole);
    assert_eq!(read(Some("bytes=18446744073709551615-"), 10), Part::Nothing);
    assert_eq!(read(Some("bytes=0-18446744073709551615"), 10), Part::Bytes(0, 10));
}
