-- What comes back by the clock: each kind once in its time, whichever worker looks first. Written by timetable alone.
CREATE TABLE timetable (
    kind         TEXT PRIMARY KEY,
    next_at_ms   BIGINT NOT NULL
);

-- What the audits of the books saw. Written by the ledger alone.
CREATE TABLE audit (
    at_ms        BIGINT PRIMARY KEY,
    transfers    BIGINT NOT NULL,
    hash         TEXT NOT NULL,
    -- NULL: all was right.
    wrong        TEXT
);

-- Who was told that coins will expire, so that nobody is told twice. Written by bookkeeping alone.
CREATE TABLE expiry_warning (
    listener      TEXT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    days          BIGINT NOT NULL,
    at_ms         BIGINT NOT NULL,
    PRIMARY KEY (listener, expires_at_ms, days)
);
