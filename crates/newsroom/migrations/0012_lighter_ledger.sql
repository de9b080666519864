-- The same books with less to write for each transfer: where nothing is settled or taken back, no index says so, and on
-- SQLite a transfer lies at its seq, which needs no index of its own. Measured: 45 instead of 55 µs a transfer.
CREATE TABLE lighter_transfer (
    seq           INTEGER PRIMARY KEY CHECK (seq > 0),
    id            TEXT NOT NULL UNIQUE,
    request       TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('posted', 'pending', 'post', 'void')),
    debit         TEXT NOT NULL REFERENCES account (id),
    credit        TEXT NOT NULL REFERENCES account (id),
    coins         BIGINT NOT NULL CHECK (coins > 0),
    settles       TEXT,
    reverses      TEXT,
    expires_at_ms BIGINT,
    at_ms         BIGINT NOT NULL,
    reason        TEXT NOT NULL,
    memo          TEXT NOT NULL,
    seal          TEXT NOT NULL,
    CHECK (debit <> credit),
    CHECK ((kind IN ('post', 'void')) = (settles IS NOT NULL)),
    CHECK (reverses IS NULL OR kind = 'posted')
);
INSERT INTO lighter_transfer (seq, id, request, kind, debit, credit, coins, settles, reverses, expires_at_ms, at_ms,
    reason, memo, seal)
SELECT seq, id, request, kind, debit, credit, coins, settles, reverses, expires_at_ms, at_ms, reason, memo, seal
FROM transfer ORDER BY seq;

CREATE TABLE lighter_lot_move (
    seq           BIGINT NOT NULL REFERENCES lighter_transfer (seq),
    expires_at_ms BIGINT NOT NULL,
    coins         BIGINT NOT NULL CHECK (coins > 0),
    PRIMARY KEY (seq, expires_at_ms)
) WITHOUT ROWID;
INSERT INTO lighter_lot_move (seq, expires_at_ms, coins) SELECT seq, expires_at_ms, coins FROM lot_move ORDER BY seq;

-- Renaming changes what refers to it as well.
DROP TABLE lot_move;
DROP TABLE transfer;
ALTER TABLE lighter_transfer RENAME TO transfer;
ALTER TABLE lighter_lot_move RENAME TO lot_move;

CREATE INDEX transfer_of_credit ON transfer (credit, seq);
CREATE INDEX transfer_of_debit ON transfer (debit, seq) WHERE debit <> 'issue';
-- Each transfer is settled and taken back at most once.
CREATE UNIQUE INDEX transfer_that_settles ON transfer (settles) WHERE settles IS NOT NULL;
CREATE UNIQUE INDEX transfer_that_reverses ON transfer (reverses) WHERE reverses IS NOT NULL;

-- Each heartbeat moved its session in an index that only the sweep asks; when a session was opened never changes.
DROP INDEX listen_session_by_age;
CREATE INDEX listen_session_by_opening ON listen_session (opened_at_ms);
