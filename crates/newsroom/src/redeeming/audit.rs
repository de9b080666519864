//! The shop's books against the ledger's: invariants I13 to I15, read from the tables as they are at one moment. It shares
//! no code with the plan, so that a mistake there is found here.

use crate::ctx::Ctx;
use crate::db::values;
use crate::error::Result;

/// A law, and a statement that finds the first thing that breaks it.
type Law = (&'static str, &'static str);

/// Sold is never more than stocked, and a voucher is one order's, an order's one voucher.
const I13: [Law; 7] = [
    (
        "a shelf has more taken from it than there ever was",
        "SELECT product_id FROM shelf
         WHERE taken > stocked + returned OR returned > taken OR stocked < 0 ORDER BY product_id LIMIT 1",
    ),
    (
        "a shelf does not agree with its orders",
        "SELECT s.product_id FROM shelf s LEFT JOIN (
            SELECT product_id, COUNT(*) AS orders, COUNT(returned_at_ms) AS returned FROM shop_order GROUP BY product_id
         ) AS o ON o.product_id = s.product_id
         WHERE s.taken <> COALESCE(o.orders, 0) OR s.returned <> COALESCE(o.returned, 0) ORDER BY s.product_id LIMIT 1",
    ),
    (
        "an order has no shelf, or is of another kind than its product",
        "SELECT o.id FROM shop_order o LEFT JOIN shelf s ON s.product_id = o.product_id
         LEFT JOIN product p ON p.id = o.product_id
         WHERE s.product_id IS NULL OR p.id IS NULL OR p.kind <> o.kind ORDER BY o.id LIMIT 1",
    ),
    (
        "a voucher is with an order that it cannot belong to",
        "SELECT v.order_id FROM voucher v LEFT JOIN shop_order o ON o.id = v.order_id
         WHERE v.order_id IS NOT NULL AND (o.id IS NULL OR o.product_id <> v.product_id OR o.kind <> 'voucher'
            OR (v.burnt_at_ms IS NULL AND o.state NOT IN ('held', 'fulfilled'))
            OR (v.burnt_at_ms IS NOT NULL AND (o.state <> 'refunded' OR o.returned_at_ms IS NOT NULL)))
         ORDER BY v.order_id LIMIT 1",
    ),
    (
        "an order has no voucher",
        "SELECT o.id FROM shop_order o LEFT JOIN voucher v ON v.order_id = o.id
         WHERE o.kind = 'voucher' AND o.returned_at_ms IS NULL AND v.order_id IS NULL ORDER BY o.id LIMIT 1",
    ),
    (
        "an order has two vouchers",
        "SELECT order_id FROM voucher WHERE order_id IS NOT NULL
         GROUP BY order_id HAVING COUNT(*) > 1 ORDER BY order_id LIMIT 1",
    ),
    (
        "a shelf does not agree with its vouchers",
        "SELECT s.product_id FROM shelf s JOIN product p ON p.id = s.product_id LEFT JOIN (
            SELECT product_id, COUNT(*) AS all_of_them, COUNT(*) - COUNT(order_id) AS free,
                   MIN(CASE WHEN order_id IS NULL THEN position END) AS first,
                   MAX(CASE WHEN order_id IS NULL THEN position END) AS last
            FROM voucher GROUP BY product_id
         ) AS v ON v.product_id = s.product_id
         WHERE (p.kind = 'voucher' AND s.stocked <> COALESCE(v.all_of_them, 0))
            OR (p.kind = 'voucher' AND s.stocked + s.returned - s.taken <> COALESCE(v.free, 0))
            OR (p.kind <> 'voucher' AND v.product_id IS NOT NULL)
            OR v.first <= s.taken OR v.last > s.stocked + s.returned
         ORDER BY s.product_id LIMIT 1",
    ),
];

/// What was disclosed is fulfilled and paid, and was shown to its owner.
const I14: [Law; 4] = [
    (
        "something was shown that was not fulfilled, or to somebody else",
        "SELECT d.order_id FROM disclosure d LEFT JOIN shop_order o ON o.id = d.order_id
         WHERE o.id IS NULL OR o.listener <> d.listener OR o.fulfilled_at_ms IS NULL OR d.at_ms < o.fulfilled_at_ms
         ORDER BY d.order_id LIMIT 1",
    ),
    (
        "an order was shown more or less often than was written down",
        "SELECT o.id FROM shop_order o LEFT JOIN (
            SELECT order_id, COUNT(*) AS times FROM disclosure GROUP BY order_id
         ) AS d ON d.order_id = o.id WHERE o.disclosures <> COALESCE(d.times, 0) ORDER BY o.id LIMIT 1",
    ),
    (
        "an order is not paid as it says",
        "SELECT o.id FROM shop_order o LEFT JOIN transfer h ON h.id = o.hold LEFT JOIN transfer s ON s.settles = o.hold
         WHERE h.id IS NULL OR h.kind <> 'pending' OR h.debit <> 'wallet:' || o.listener OR h.credit <> 'redeemed'
            OR h.coins <> o.price_coins OR (o.state = 'held' AND s.id IS NOT NULL)
            OR (o.state <> 'held' AND s.id IS NULL) OR (o.state = 'cancelled' AND s.kind <> 'void')
            OR (o.state IN ('fulfilled', 'refunded') AND s.kind <> 'post')
         ORDER BY o.id LIMIT 1",
    ),
    (
        "an order is not paid back as it says",
        "SELECT o.id FROM shop_order o JOIN transfer s ON s.settles = o.hold LEFT JOIN transfer r ON r.reverses = s.id
         WHERE (o.state = 'refunded' AND (r.id IS NULL OR r.coins <> o.price_coins))
            OR (o.state <> 'refunded' AND r.id IS NOT NULL)
         ORDER BY o.id LIMIT 1",
    ),
];

/// Coins that are set aside for products belong to an order that is held. The orders are listed once: joined, SQLite read
/// all of them for each transfer.
const I15: [Law; 1] = [(
    "coins are set aside, and no order is held for them",
    "SELECT t.id FROM transfer t
     WHERE t.credit = 'redeemed' AND t.kind = 'pending'
       AND NOT EXISTS (SELECT 1 FROM transfer s WHERE s.settles = t.id)
       AND t.id NOT IN (SELECT o.hold FROM shop_order o WHERE o.state = 'held')
     ORDER BY t.id LIMIT 1",
)];

/// Reads all orders, shelves and vouchers beside the ledger. `None`: all is as it must be; else the first thing that is
/// not, with its id.
pub async fn audit(ctx: &Ctx) -> Result<Option<String>> {
    let mut view = ctx.db.snapshot().await?;
    for (invariant, laws) in [("I13", &I13[..]), ("I14", &I14[..]), ("I15", &I15[..])] {
        for (broken, sql) in laws {
            let found: Vec<(String,)> = view.all(sql, values![]).await?;
            if let Some((id,)) = found.into_iter().next() {
                return Ok(Some(format!("{invariant}: {broken} ({id})")));
            }
        }
    }
    Ok(None)
}
