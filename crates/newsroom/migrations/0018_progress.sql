-- What listeners have heard and where they stopped, on all of their devices; what they saved, follow and lined up.
-- Every time here is when it was heard or done, by the newsroom's clock, never when it was told.

-- A listener's counter: each change of what follows has its number, and a device asks for what changed since the one it
-- saw last. Its row is also the lock under which two devices of one listener are taken in one after the other.
CREATE TABLE listening (
    listener        TEXT PRIMARY KEY,
    version         BIGINT NOT NULL,
    -- All that was heard until then is forgotten.
    cleared_at_ms   BIGINT NOT NULL
);

-- How far the log of a device was taken in, and when its last entry was made.
CREATE TABLE listening_device (
    listener        TEXT NOT NULL,
    device          TEXT NOT NULL,
    seq             BIGINT NOT NULL CHECK (seq >= 0),
    last_at_ms      BIGINT NOT NULL,
    seen_at_ms      BIGINT NOT NULL,
    PRIMARY KEY (listener, device)
);

CREATE TABLE progress (
    listener        TEXT NOT NULL,
    article_id      TEXT NOT NULL,
    -- JSON: by segment id, thousandths from and to, and when they were last heard.
    heard           TEXT NOT NULL,
    -- JSON: where the listener is, since when, by which device; NULL: nowhere.
    latest          TEXT,
    forgotten_at_ms BIGINT NOT NULL,
    -- The latest time in this row.
    changed_at_ms   BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    PRIMARY KEY (listener, article_id)
);
CREATE INDEX progress_by_version ON progress (listener, version);
CREATE INDEX progress_by_age ON progress (listener, changed_at_ms);

CREATE TABLE mark (
    listener        TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('saved', 'queued', 'section', 'publication')),
    -- An article's id, or the slug of what is followed.
    target          TEXT NOT NULL,
    -- There while it was added later than removed.
    added_at_ms     BIGINT NOT NULL,
    removed_at_ms   BIGINT NOT NULL,
    -- Its place in the queue: a fraction, as letters that sort; and since when.
    rank            TEXT NOT NULL,
    ranked_at_ms    BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    PRIMARY KEY (listener, kind, target)
);
CREATE INDEX mark_by_version ON mark (listener, version);
