-- A listener asks staff to look at the coins that are held. Written by held alone.
CREATE TABLE appeal (
    id             TEXT PRIMARY KEY,
    listener       TEXT NOT NULL,
    words          TEXT NOT NULL,
    made_at_ms     BIGINT NOT NULL,
    answered_at_ms BIGINT,
    answer         TEXT CHECK (answer IN ('released', 'voided')),
    because        TEXT,
    CHECK ((answered_at_ms IS NULL) = (answer IS NULL))
);
-- One at a time.
CREATE UNIQUE INDEX appeal_that_waits ON appeal (listener) WHERE answered_at_ms IS NULL;
CREATE INDEX appeal_of ON appeal (listener, made_at_ms);

-- Earned coins that wait, or waited, for a look.
CREATE INDEX transfer_that_waits ON transfer (credit, seq) WHERE kind = 'pending' AND debit = 'issue';
CREATE INDEX account_that_waits ON account (id) WHERE pending_credits > 0;
