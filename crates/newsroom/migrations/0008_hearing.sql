-- Proof of listening: what was heard, what of it is paid for. Written by hearing alone, through the till, in one
-- transaction with the coins.

-- The rules, by version; the newest that has begun holds. A version is never changed.
CREATE TABLE rate_sheet (
    version       BIGINT PRIMARY KEY,
    begins_at_ms  BIGINT NOT NULL,
    sheet         TEXT NOT NULL
);

CREATE TABLE earner (
    listener      TEXT PRIMARY KEY,
    -- The one session that earns: the listener's last.
    session       TEXT,
    bucket_ms     BIGINT NOT NULL CHECK (bucket_ms >= 0),
    bucket_at_ms  BIGINT NOT NULL,
    day           BIGINT NOT NULL,
    day_ms        BIGINT NOT NULL CHECK (day_ms >= 0),
    version       BIGINT NOT NULL,
    carried_ms    BIGINT NOT NULL CHECK (carried_ms >= 0),
    credited_ms   BIGINT NOT NULL CHECK (credited_ms >= 0),
    quanta        BIGINT NOT NULL CHECK (quanta >= 0),
    -- JSON: stories and ms since the last coin.
    line          TEXT NOT NULL
);

-- What a listener has heard of a story, for life: JSON of segment ids and thousandths.
CREATE TABLE heard (
    listener      TEXT NOT NULL,
    article_id    TEXT NOT NULL,
    credited      TEXT NOT NULL,
    waiting       TEXT NOT NULL,
    PRIMARY KEY (listener, article_id)
);

CREATE TABLE listen_session (
    id            TEXT PRIMARY KEY,
    listener      TEXT NOT NULL,
    device        TEXT NOT NULL,
    -- Signs its heartbeats; handed out once, when it opens.
    key           TEXT NOT NULL,
    -- JSON: the narrations that may be heard in it.
    narrations    TEXT NOT NULL,
    -- The last heartbeat that was taken, a digest of it, and what was answered.
    n             BIGINT NOT NULL CHECK (n >= 0),
    digest        TEXT NOT NULL,
    reply         TEXT NOT NULL,
    -- What the next one must show.
    challenge     TEXT NOT NULL,
    opened_at_ms  BIGINT NOT NULL,
    last_at_ms    BIGINT NOT NULL,
    -- Why its coins wait until somebody has looked; NULL: they do not.
    held_because  TEXT
);
CREATE INDEX listen_session_by_age ON listen_session (last_at_ms);

-- Who earns on a device, and which of their sessions is its last.
CREATE TABLE device_listener (
    device        TEXT NOT NULL,
    listener      TEXT NOT NULL,
    session       TEXT NOT NULL,
    at_ms         BIGINT NOT NULL,
    PRIMARY KEY (device, listener)
);

-- Coins that were earned on a day of the newsroom: what the pool has given.
CREATE TABLE pool_day (
    day           BIGINT PRIMARY KEY,
    coins         BIGINT NOT NULL CHECK (coins >= 0)
);
