//! The database's own guards over books, shop, listening and staff: each is broken by hand, and each must say no. A guard that
//! was taken away lets its row through; one that was added is missing from the list.

use newsroom::db::values;
use newsroom::error::Error;
use newsroom::held;
use newsroom::ledger::{Account, Asked, Command, TransferId};
use newsroom::orders::Kind;
use newsroom::products::Limit;
use newsroom::{redeeming, till};

use super::{Shop, YEAR_MS, ada, bo};
use crate::harness::{NOW_MS, Newsroom};

crate::on_both!(
    each_check_of_the_books_and_the_shop_refuses_what_it_is_there_for,
    what_may_be_there_once_is_there_once,
    what_is_pointed_at_must_be_there,
);

/// The tables whose guards are listed here.
const TABLES: [&str; 16] = [
    "account",
    "transfer",
    "lot",
    "lot_move",
    "ledger_head",
    "product",
    "shelf",
    "shop_order",
    "voucher",
    "disclosure",
    "appeal",
    "earner",
    "pool_day",
    "listen_session",
    "staff_role",
    "passkey",
];

/// A table's guard, as its schema has it, and a change that it alone (or it first) stands against.
const CHECKS: [(&str, &str, &str); 56] = [
    ("account", "debits >= 0", "UPDATE account SET debits = -1 WHERE id = 'issue'"),
    ("account", "credits >= 0", "UPDATE account SET credits = -1 WHERE id = 'issue'"),
    ("account", "pending_debits >= 0", "UPDATE account SET pending_debits = -1 WHERE id = 'issue'"),
    ("account", "pending_credits >= 0", "UPDATE account SET pending_credits = -1 WHERE id = 'issue'"),
    (
        "account",
        "id = 'issue' OR credits - debits - pending_debits >= 0",
        "UPDATE account SET debits = credits + 1 WHERE id <> 'issue'",
    ),
    ("transfer", "seq > 0", "UPDATE transfer SET seq = 0 WHERE seq = (SELECT MAX(seq) FROM transfer)"),
    (
        "transfer",
        "kind IN ('posted', 'pending', 'post', 'void')",
        "UPDATE transfer SET kind = 'gift' WHERE kind = 'pending'",
    ),
    ("transfer", "coins > 0", "UPDATE transfer SET coins = 0"),
    ("transfer", "debit <> credit", "UPDATE transfer SET debit = credit"),
    (
        "transfer",
        "(kind IN ('post', 'void')) = (settles IS NOT NULL)",
        "UPDATE transfer SET settles = 'x' WHERE seq = (SELECT MIN(seq) FROM transfer WHERE kind = 'posted')",
    ),
    (
        "transfer",
        "reverses IS NULL OR kind = 'posted'",
        "UPDATE transfer SET reverses = 'x' WHERE seq = (SELECT MIN(seq) FROM transfer WHERE kind = 'pending')",
    ),
    ("lot", "coins > 0", "UPDATE lot SET coins = 0"),
    ("lot", "remaining >= 0", "UPDATE lot SET remaining = -1 WHERE held = 0"),
    ("lot", "held >= 0", "UPDATE lot SET held = -1 WHERE remaining < coins"),
    ("lot", "remaining + held <= coins", "UPDATE lot SET remaining = coins + 1"),
    ("lot_move", "coins > 0", "UPDATE lot_move SET coins = 0"),
    ("ledger_head", "one = 1", "UPDATE ledger_head SET one = 2"),
    ("product", "price_coins BETWEEN 1 AND 1000000000000", "UPDATE product SET price_coins = 0"),
    ("product", "kind IN ('voucher', 'digital', 'collect')", "UPDATE product SET kind = 'gift' WHERE kind = 'voucher'"),
    ("product", "limit_orders > 0", "UPDATE product SET limit_orders = 0 WHERE limit_orders IS NOT NULL"),
    ("product", "limit_window_ms > 0", "UPDATE product SET limit_window_ms = 0 WHERE limit_orders IS NOT NULL"),
    (
        "product",
        "(kind = 'digital') = (digital IS NOT NULL)",
        "UPDATE product SET digital = 'x' WHERE kind = 'voucher'",
    ),
    (
        "product",
        "(limit_orders IS NULL) = (limit_window_ms IS NULL)",
        "UPDATE product SET limit_orders = NULL WHERE limit_orders IS NOT NULL",
    ),
    ("shelf", "stocked BETWEEN 0 AND 1000000000000", "UPDATE shelf SET stocked = -1"),
    ("shelf", "taken >= 0", "UPDATE shelf SET taken = -1"),
    ("shelf", "returned >= 0", "UPDATE shelf SET returned = -1 WHERE stocked > taken"),
    ("shelf", "returned <= taken", "UPDATE shelf SET returned = taken + 1"),
    ("shelf", "taken <= stocked + returned", "UPDATE shelf SET taken = stocked + returned + 1"),
    (
        "shop_order",
        "kind IN ('voucher', 'digital', 'collect')",
        "UPDATE shop_order SET kind = 'gift' WHERE kind = 'voucher'",
    ),
    ("shop_order", "price_coins > 0", "UPDATE shop_order SET price_coins = 0"),
    (
        "shop_order",
        "state IN ('held', 'fulfilled', 'cancelled', 'refunded')",
        "UPDATE shop_order SET state = 'lost' WHERE state = 'held'",
    ),
    ("shop_order", "disclosures >= 0", "UPDATE shop_order SET disclosures = -1 WHERE disclosures = 0"),
    (
        "shop_order",
        "(state IN ('fulfilled', 'refunded')) = (fulfilled_at_ms IS NOT NULL)",
        "UPDATE shop_order SET fulfilled_at_ms = 1 WHERE state = 'held'",
    ),
    (
        "shop_order",
        "(state = 'cancelled') = (cancelled_at_ms IS NOT NULL)",
        "UPDATE shop_order SET cancelled_at_ms = 1 WHERE state = 'held'",
    ),
    (
        "shop_order",
        "(state = 'refunded') = (refunded_at_ms IS NOT NULL)",
        "UPDATE shop_order SET refunded_at_ms = 1 WHERE state = 'held'",
    ),
    (
        "shop_order",
        "(kind = 'collect') = (collection IS NOT NULL)",
        "UPDATE shop_order SET collection = 'x' WHERE state = 'held'",
    ),
    (
        "shop_order",
        "(disclosures > 0) = (disclosed_at_ms IS NOT NULL)",
        "UPDATE shop_order SET disclosures = 1 WHERE state = 'fulfilled' AND disclosures = 0",
    ),
    (
        "shop_order",
        "disclosed_at_ms IS NULL OR fulfilled_at_ms IS NOT NULL",
        "UPDATE shop_order SET disclosed_at_ms = 1, disclosures = 1 WHERE state = 'held'",
    ),
    (
        "shop_order",
        "collected_at_ms IS NULL OR collection IS NOT NULL AND fulfilled_at_ms IS NOT NULL",
        "UPDATE shop_order SET collected_at_ms = 1 WHERE state = 'held'",
    ),
    (
        "shop_order",
        "returned_at_ms IS NULL OR state IN ('cancelled', 'refunded')",
        "UPDATE shop_order SET returned_at_ms = 1 WHERE state = 'held'",
    ),
    (
        "shop_order",
        "state <> 'cancelled' OR returned_at_ms IS NOT NULL",
        "UPDATE shop_order SET returned_at_ms = NULL WHERE state = 'cancelled'",
    ),
    ("voucher", "position > 0", "UPDATE voucher SET position = 0 WHERE order_id IS NULL"),
    (
        "voucher",
        "burnt_at_ms IS NULL OR order_id IS NOT NULL",
        "UPDATE voucher SET burnt_at_ms = 1 WHERE order_id IS NULL",
    ),
    ("disclosure", "number > 0", "UPDATE disclosure SET number = 0"),
    ("appeal", "answer IN ('released', 'voided')", "UPDATE appeal SET answer = 'maybe', answered_at_ms = 1"),
    ("appeal", "(answered_at_ms IS NULL) = (answer IS NULL)", "UPDATE appeal SET answered_at_ms = 1"),
    ("earner", "bucket_ms >= 0", "UPDATE earner SET bucket_ms = -1"),
    ("earner", "day_ms >= 0", "UPDATE earner SET day_ms = -1"),
    ("earner", "carried_ms >= 0", "UPDATE earner SET carried_ms = -1"),
    ("earner", "credited_ms >= 0", "UPDATE earner SET credited_ms = -1"),
    ("earner", "quanta >= 0", "UPDATE earner SET quanta = -1"),
    ("pool_day", "coins >= 0", "UPDATE pool_day SET coins = -1"),
    ("listen_session", "n >= 0", "UPDATE listen_session SET n = -1"),
    ("staff_role", "role IN ('owner', 'shopkeeper', 'editor')", "UPDATE staff_role SET role = 'king'"),
    (
        "staff_role",
        "role = 'editor' OR publication IS NULL",
        "UPDATE staff_role SET publication = (SELECT MIN(id) FROM publication)",
    ),
    ("passkey", "kind IN ('listener', 'staff')", "UPDATE passkey SET kind = 'robot'"),
];

/// Changes by which something would be there twice.
const ONCE: [&str; 7] = [
    "UPDATE transfer SET id = (SELECT MIN(id) FROM transfer)",
    "UPDATE transfer SET settles = (SELECT MIN(settles) FROM transfer) WHERE settles IS NOT NULL",
    "UPDATE transfer SET reverses = (SELECT MIN(reverses) FROM transfer) WHERE kind = 'posted'",
    "UPDATE shop_order SET collection = (SELECT MIN(collection) FROM shop_order) WHERE kind = 'collect'",
    "UPDATE voucher SET order_id = (SELECT MIN(order_id) FROM voucher)",
    "UPDATE voucher SET position = (SELECT MIN(position) FROM voucher)",
    "UPDATE voucher SET digest = (SELECT MIN(digest) FROM voucher)",
];

/// Changes by which something would point at nothing.
const THERE: [&str; 6] = [
    "UPDATE lot SET account = 'nobody' WHERE account = (SELECT MIN(account) FROM lot)",
    "UPDATE lot_move SET seq = seq + 1000000",
    "UPDATE shelf SET product_id = 'nothing' WHERE product_id = (SELECT MIN(product_id) FROM shelf)",
    "UPDATE shop_order SET product_id = 'nothing'",
    "UPDATE voucher SET order_id = 'nothing' WHERE position = 3",
    "UPDATE disclosure SET order_id = 'nothing'",
];

/// On PostgreSQL the audit alone looks after these (migration 0012 says why).
const THERE_ON_SQLITE: [&str; 2] = ["UPDATE transfer SET debit = 'nobody'", "UPDATE transfer SET credit = 'nobody'"];

/// A shop in which every state of an order, a transfer and a voucher is there.
async fn everything(room: &Newsroom) {
    let shop = Shop::of(room);
    shop.give(&ada(), 500, NOW_MS + YEAR_MS).await;
    shop.give(&bo(), 500, NOW_MS + YEAR_MS).await;
    let limit = Limit { orders: 5, window_ms: YEAR_MS };
    let tea = shop.offer_with(Kind::Voucher, 10, 4, Some(limit)).await;
    let book = shop.offer(Kind::Digital, 10, 9).await;
    let cup = shop.offer(Kind::Collect, 10, 9).await;
    let shown = shop.bought(&ada(), "shown", &tea, 10).await;
    shop.code(&shown, &ada()).await;
    for refunded in ["one", "two"] {
        let order = shop.bought(&ada(), refunded, &book, 10).await;
        redeeming::refund(&room.ctx, &order, "a test").await.unwrap();
    }
    shop.bought(&ada(), "unseen", &tea, 10).await;
    shop.bought(&ada(), "cup", &cup, 10).await;
    shop.bought(&bo(), "cup", &cup, 10).await;
    let let_go = shop.redeem(&ada(), "cancelled", &book, 10).await.unwrap().order;
    redeeming::cancel(&room.ctx, &let_go, Some(&ada()), "a test").await.unwrap();
    shop.redeem(&ada(), "held", &book, 10).await.unwrap();
    let waits = Asked {
        id: TransferId::of(&["waits"]),
        pending: true,
        debit: Account::Issue,
        credit: Account::Wallet(ada()),
        coins: 3,
        expires_at_ms: Some(NOW_MS + YEAR_MS),
        reason: "earn".into(),
        memo: r#"{"held_because":"many-listeners-on-one-device"}"#.into(),
    };
    till::transfer(&room.ctx, Command::Transfer(waits)).await.unwrap();
    held::appeal(&room.ctx, &ada(), "A family's tablet.").await.unwrap();
    for sql in [
        "INSERT INTO earner (listener, bucket_ms, bucket_at_ms, day, day_ms, version, carried_ms, credited_ms, quanta, line)
         VALUES ('ada', 0, 0, 0, 0, 1, 0, 0, 0, '[]')",
        "INSERT INTO pool_day (day, coins) VALUES (0, 0)",
        "INSERT INTO listen_session (id, listener, device, key, narrations, n, digest, reply, challenge, opened_at_ms, last_at_ms)
         VALUES ('one', 'ada', 'phone', 'key', '[]', 0, '', '', '', 0, 0)",
        "INSERT INTO staff_member (id, name, invited_at_ms) VALUES ('mina', 'Mina Orr', 0)",
        "INSERT INTO staff_role (member, role) VALUES ('mina', 'owner')",
        "INSERT INTO passkey (id, kind, holder, name, passkey, made_at_ms) VALUES ('one', 'staff', 'mina', 'Phone', '{}', 0)",
    ] {
        room.ctx.db.execute(sql, values![]).await.unwrap();
    }
}

/// What the database says to a change that must not be.
async fn refusal(room: &Newsroom, sql: &'static str) -> String {
    match room.ctx.db.execute(sql, values![]).await {
        Ok(rows) => format!("let through, {rows} rows"),
        Err(Error::Broken(why)) => why,
        Err(other) => other.to_string(),
    }
}

fn is_postgres(room: &Newsroom) -> bool {
    matches!(room.ctx.db, newsroom::db::Db::Postgres(_))
}

async fn each_check_of_the_books_and_the_shop_refuses_what_it_is_there_for(room: &Newsroom) {
    everything(room).await;
    for (table, guard, sql) in CHECKS {
        let why = refusal(room, sql).await;
        // SQLite names the guard itself; PostgreSQL its table.
        let named = if is_postgres(room) {
            why.contains("violates check constraint") && why.contains(table)
        } else {
            why.ends_with(&format!("CHECK constraint failed: {guard}"))
        };
        assert!(named, "{table}: {guard}\n{sql}\n{why}");
    }
    if !is_postgres(room) {
        let mut listed: Vec<String> = CHECKS.iter().map(|(table, guard, _)| format!("{table}: {guard}")).collect();
        let mut there = Vec::new();
        for (table, sql) in schemas(room).await {
            there.extend(guards(&sql).into_iter().map(|guard| format!("{table}: {guard}")));
        }
        listed.sort();
        there.sort();
        assert_eq!(there, listed);
    }
}

async fn what_may_be_there_once_is_there_once(room: &Newsroom) {
    everything(room).await;
    for sql in ONCE {
        let why = refusal(room, sql).await.to_lowercase();
        assert!(why.contains("unique constraint"), "{sql}\n{why}");
    }
}

async fn what_is_pointed_at_must_be_there(room: &Newsroom) {
    everything(room).await;
    let more = if is_postgres(room) { &[][..] } else { &THERE_ON_SQLITE[..] };
    for sql in THERE.iter().chain(more) {
        let why = refusal(room, sql).await.to_lowercase();
        assert!(why.contains("foreign key constraint"), "{sql}\n{why}");
    }
}

async fn schemas(room: &Newsroom) -> Vec<(String, String)> {
    let all: Vec<(String, String)> =
        room.ctx.db.all("SELECT name, sql FROM sqlite_master WHERE type = 'table'", values![]).await.unwrap();
    all.into_iter().filter(|(name, _)| TABLES.contains(&name.as_str())).collect()
}

/// What stands within the brackets of each CHECK.
fn guards(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in sql.match_indices("CHECK (") {
        let inside = &sql[at + "CHECK (".len()..];
        let mut open = 1;
        let end = inside.find(|c| {
            open += i32::from(c == '(') - i32::from(c == ')');
            open == 0
        });
        found.push(inside[..end.expect("a closing bracket")].to_string());
    }
    found
}
