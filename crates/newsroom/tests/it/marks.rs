//! Marks: what two devices saved, followed and lined up becomes one, on either database.

use newsroom::listening::{Answer, MarkNow};
use newsroom::marks::Kind;
use serde_json::json;

use crate::harness::{NOW_MS, Newsroom};
use crate::progress::{Device, FERRY, voiced};

crate::on_both!(
    two_devices_that_line_up_off_line_have_one_queue,
    what_was_taken_off_later_is_not_put_on_by_a_device_that_comes_back,
    what_is_followed_must_be_there,
    a_queue_has_an_end,
);

const BELL: &str = "# The bell is back\n\nIt rang at seven.\n";
const CLOCK: &str = "# The clock stopped\n\nNobody knows why.\n";

/// The slugs in the queue, in their order.
fn queue(answer: &Answer) -> Vec<&str> {
    let mut there: Vec<&MarkNow> = answer.marks.iter().filter(|mark| mark.kind == Kind::Queued && mark.there).collect();
    there.sort_by(|a, b| (&a.rank, &a.target).cmp(&(&b.rank, &b.target)));
    there.iter().map(|mark| mark.target.as_str()).collect()
}

async fn two_devices_that_line_up_off_line_have_one_queue(room: &Newsroom) {
    let (_, ferry) = voiced(room, FERRY).await;
    let (_, bell) = voiced(room, BELL).await;
    let (_, clock) = voiced(room, CLOCK).await;
    let (mut phone, mut tablet) = (Device::new("telephone", 0), Device::new("tabletten", -3 * 60 * 60_000));
    let added = |target: &str, rank: &str| json!({ "did": "added", "kind": "queued", "target": target, "rank": rank });
    phone.writes(NOW_MS + 1, added(&ferry, "V"));
    phone.writes(NOW_MS + 2, added(&bell, "W"));
    tablet.writes(NOW_MS + 3, added(&clock, "V"));
    // The phone puts the bell first, later than the tablet puts it last.
    tablet.writes(NOW_MS + 4, json!({ "did": "ranked", "target": bell, "rank": "X" }));
    phone.writes(NOW_MS + 5, json!({ "did": "ranked", "target": bell, "rank": "U" }));
    room.ctx.clock.advance(60_000);
    phone.tells(room).await;
    let answer = tablet.tells(room).await;
    assert_eq!(queue(&answer), [bell.as_str(), clock.as_str(), ferry.as_str()]);
}

async fn what_was_taken_off_later_is_not_put_on_by_a_device_that_comes_back(room: &Newsroom) {
    let (_, ferry) = voiced(room, FERRY).await;
    let (mut phone, mut tablet) = (Device::new("telephone", 0), Device::new("tabletten", 0));
    tablet.writes(NOW_MS + 1, json!({ "did": "added", "kind": "saved", "target": ferry }));
    tablet.writes(NOW_MS + 2, json!({ "did": "added", "kind": "queued", "target": ferry, "rank": "V" }));
    phone.writes(NOW_MS + 3, json!({ "did": "removed", "kind": "saved", "target": ferry }));
    phone.writes(NOW_MS + 4, json!({ "did": "removed", "kind": "queued", "target": ferry }));
    room.ctx.clock.advance(60_000);
    phone.tells(room).await;
    let answer = tablet.tells(room).await;
    assert!(answer.marks.len() == 2 && answer.marks.iter().all(|mark| !mark.there), "{:?}", answer.marks);
    // A move is no adding; adding is.
    tablet.writes(NOW_MS + 60_000, json!({ "did": "ranked", "target": ferry, "rank": "K" }));
    assert!(queue(&tablet.tells(room).await).is_empty());
    tablet.writes(NOW_MS + 60_001, json!({ "did": "added", "kind": "queued", "target": ferry, "rank": "K" }));
    assert_eq!(queue(&tablet.tells(room).await), [ferry.as_str()]);
}

async fn what_is_followed_must_be_there(room: &Newsroom) {
    let mut phone = Device::new("telephone", 0);
    for (kind, target) in [("section", "sports"), ("publication", "daily"), ("section", "daily"), ("saved", "nothing")]
    {
        phone.writes(NOW_MS, json!({ "did": "added", "kind": kind, "target": target }));
    }
    let answer = phone.tells(room).await;
    let followed: Vec<_> = answer.marks.iter().map(|mark| (mark.kind, mark.target.as_str(), mark.there)).collect();
    assert_eq!(followed, [(Kind::Publication, "daily", true), (Kind::Section, "sports", true)]);
}

async fn a_queue_has_an_end(room: &Newsroom) {
    use newsroom::marks::{self, Change, Did};
    use newsroom::progress;
    let change = |n: i64| Change {
        kind: Kind::Queued,
        target: format!("story {n}"),
        at_ms: NOW_MS + n,
        did: Did::Added { rank: Some("V".into()) },
    };
    let mut tx = room.ctx.db.begin().await.unwrap();
    let standing = progress::begin(&mut tx, &crate::progress::ada()).await.unwrap();
    marks::take(&mut tx, &crate::progress::ada(), standing, &(1..=250).map(change).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM mark WHERE added_at_ms > removed_at_ms").await, 200);
    // One out, one in.
    let mut tx = room.ctx.db.begin().await.unwrap();
    let out = Change { at_ms: NOW_MS + 999, did: Did::Removed, ..change(7) };
    marks::take(&mut tx, &crate::progress::ada(), standing, &[out, change(201), change(202)]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(room.number("SELECT COUNT(*) FROM mark WHERE added_at_ms > removed_at_ms").await, 200);
}
