-- The shop: what coins are redeemed for. What a product says and costs is written by products; what is there of it,
-- vouchers and orders by orders, those through the till, in one transaction with the coins.

CREATE TABLE product (
    id              TEXT PRIMARY KEY,
    -- NULL: offered in all of them.
    publication_id  TEXT REFERENCES publication (id),
    -- Who offers it.
    partner         TEXT NOT NULL,
    -- JSON: name and description, by language.
    texts           TEXT NOT NULL,
    picture         TEXT REFERENCES picture (id),
    price_coins     BIGINT NOT NULL CHECK (price_coins BETWEEN 1 AND 1000000000000),
    kind            TEXT NOT NULL CHECK (kind IN ('voucher', 'digital', 'collect')),
    -- What a digital product brings, encrypted.
    digital         TEXT,
    -- A listener has at most so many orders of it in so many ms.
    limit_orders    BIGINT CHECK (limit_orders > 0),
    limit_window_ms BIGINT CHECK (limit_window_ms > 0),
    made_at_ms      BIGINT NOT NULL,
    changed_at_ms   BIGINT NOT NULL,
    -- NULL: nobody but staff sees it yet.
    listed_at_ms    BIGINT,
    withdrawn_at_ms BIGINT,
    CHECK ((kind = 'digital') = (digital IS NOT NULL)),
    CHECK ((limit_orders IS NULL) = (limit_window_ms IS NULL))
);

-- What is there of a product. Left are stocked + returned - taken; sold are taken - returned, never more than stocked.
CREATE TABLE shelf (
    product_id      TEXT PRIMARY KEY REFERENCES product (id),
    -- Of vouchers: as many as were ever added.
    stocked         BIGINT NOT NULL CHECK (stocked BETWEEN 0 AND 1000000000000),
    -- By an order, each once.
    taken           BIGINT NOT NULL CHECK (taken >= 0),
    -- By an order that was cancelled, or refunded while nobody had seen what it brings.
    returned        BIGINT NOT NULL CHECK (returned >= 0),
    CHECK (returned <= taken),
    CHECK (taken <= stocked + returned)
);

CREATE TABLE shop_order (
    -- A digest of the listener and of their request: the same request is the same order.
    id              TEXT PRIMARY KEY,
    listener        TEXT NOT NULL,
    product_id      TEXT NOT NULL REFERENCES product (id),
    kind            TEXT NOT NULL CHECK (kind IN ('voucher', 'digital', 'collect')),
    -- The price at that time.
    price_coins     BIGINT NOT NULL CHECK (price_coins > 0),
    -- The transfer that set its coins aside.
    hold            TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('held', 'fulfilled', 'cancelled', 'refunded')),
    held_at_ms      BIGINT NOT NULL,
    fulfilled_at_ms BIGINT,
    cancelled_at_ms BIGINT,
    refunded_at_ms  BIGINT,
    -- When what it took went back on the shelf.
    returned_at_ms  BIGINT,
    -- Why it was cancelled or refunded.
    because         TEXT,
    -- When its owner first saw what it brings, and how often.
    disclosed_at_ms BIGINT,
    disclosures     BIGINT NOT NULL CHECK (disclosures >= 0),
    -- Of goods that are collected: a digest of the code that its owner shows, and when they were.
    collection      TEXT UNIQUE,
    collected_at_ms BIGINT,
    CHECK ((state IN ('fulfilled', 'refunded')) = (fulfilled_at_ms IS NOT NULL)),
    CHECK ((state = 'cancelled') = (cancelled_at_ms IS NOT NULL)),
    CHECK ((state = 'refunded') = (refunded_at_ms IS NOT NULL)),
    CHECK ((kind = 'collect') = (collection IS NOT NULL)),
    CHECK ((disclosures > 0) = (disclosed_at_ms IS NOT NULL)),
    CHECK (disclosed_at_ms IS NULL OR fulfilled_at_ms IS NOT NULL),
    CHECK (collected_at_ms IS NULL OR collection IS NOT NULL AND fulfilled_at_ms IS NOT NULL),
    CHECK (returned_at_ms IS NULL OR state IN ('cancelled', 'refunded')),
    CHECK (state <> 'cancelled' OR returned_at_ms IS NOT NULL)
);
CREATE INDEX shop_order_of_listener ON shop_order (listener, held_at_ms);
CREATE INDEX shop_order_by_time ON shop_order (held_at_ms);
CREATE INDEX shop_order_held ON shop_order (held_at_ms) WHERE state = 'held';

CREATE TABLE voucher (
    product_id      TEXT NOT NULL REFERENCES product (id),
    -- Of its code, by a key: the same code is not added twice.
    digest          TEXT NOT NULL,
    -- Encrypted.
    code            TEXT NOT NULL,
    -- Its place on the shelf: the next order takes the place taken + 1. One that comes back goes to the end.
    position        BIGINT NOT NULL CHECK (position > 0),
    -- Whose it is; NULL: nobody's yet.
    order_id        TEXT UNIQUE REFERENCES shop_order (id),
    added_at_ms     BIGINT NOT NULL,
    -- Its order was refunded after somebody had seen it: it goes to nobody else.
    burnt_at_ms     BIGINT,
    PRIMARY KEY (product_id, digest),
    UNIQUE (product_id, position),
    CHECK (burnt_at_ms IS NULL OR order_id IS NOT NULL)
);

-- Each time that somebody was shown what an order brings.
CREATE TABLE disclosure (
    order_id        TEXT NOT NULL REFERENCES shop_order (id),
    number          BIGINT NOT NULL CHECK (number > 0),
    listener        TEXT NOT NULL,
    at_ms           BIGINT NOT NULL,
    PRIMARY KEY (order_id, number)
);
