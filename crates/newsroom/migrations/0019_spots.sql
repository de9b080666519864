-- Advertising: spots (what is shown and said), campaigns (where, when, how often), and what came of them. Written by
-- spots alone. Nothing in these tables says who saw or heard anything.

CREATE TABLE spot (
    id              TEXT PRIMARY KEY,
    -- Whose it is; NULL: the newsroom's own, which fills what nobody has booked.
    partner         TEXT,
    lang            TEXT NOT NULL,
    headline        TEXT NOT NULL,
    words           TEXT NOT NULL,
    -- Where it leads; NULL: nowhere.
    link            TEXT,
    picture         TEXT REFERENCES picture (id),
    -- What the voice says of it; empty: it is never spoken.
    said            TEXT NOT NULL,
    -- Counts the changes of what is said: a sound is taken for the latest alone.
    saying          BIGINT NOT NULL CHECK (saying > 0),
    -- The sound of the latest saying; NULL: not made (yet), then problem may say why.
    audio           TEXT,
    length_ms       BIGINT CHECK (length_ms > 0),
    -- JSON: the pieces it was joined of.
    pieces          TEXT,
    problem         TEXT,
    made_at_ms      BIGINT NOT NULL,
    changed_at_ms   BIGINT NOT NULL,
    CHECK ((audio IS NULL) = (length_ms IS NULL)),
    CHECK (audio IS NULL OR problem IS NULL)
);
CREATE INDEX spot_by_audio ON spot (audio);

CREATE TABLE campaign (
    id              TEXT PRIMARY KEY,
    spot_id         TEXT NOT NULL REFERENCES spot (id),
    -- From the first moment of its first day to the last of its last one, in the newsroom's time zone; NULL: until ended.
    begins_at_ms    BIGINT NOT NULL,
    ends_at_ms      BIGINT,
    -- JSON: placements; slugs of sections, ids of publications (none: all).
    placements      TEXT NOT NULL,
    sections        TEXT NOT NULL,
    publications    TEXT NOT NULL,
    -- Showings and hearings for one listener in a day; NULL: no cap.
    cap             BIGINT CHECK (cap > 0),
    -- Showings and hearings in all; NULL: as many as there are.
    budget          BIGINT CHECK (budget > 0),
    weight          BIGINT NOT NULL CHECK (weight BETWEEN 1 AND 100),
    -- Showings and hearings so far: the sum of what spot_day has of it.
    counted         BIGINT NOT NULL CHECK (counted >= 0),
    booked_at_ms    BIGINT NOT NULL,
    paused_at_ms    BIGINT,
    ended_at_ms     BIGINT,
    CHECK (ends_at_ms IS NULL OR ends_at_ms > begins_at_ms),
    CHECK (budget IS NULL OR ends_at_ms IS NOT NULL)
);
CREATE INDEX campaign_of_spot ON campaign (spot_id);
CREATE INDEX campaign_not_ended ON campaign (begins_at_ms) WHERE ended_at_ms IS NULL;

-- What came of a campaign on a day of the newsroom, in a placement.
CREATE TABLE spot_day (
    campaign_id     TEXT NOT NULL REFERENCES campaign (id),
    -- 2026-03-02
    day             TEXT NOT NULL,
    placement       TEXT NOT NULL,
    -- On a page: half of it was seen for a second.
    showings        BIGINT NOT NULL,
    -- Spoken: a second of it was heard; then each quarter, and the end.
    hearings        BIGINT NOT NULL,
    quarters        BIGINT NOT NULL,
    halves          BIGINT NOT NULL,
    three_quarters  BIGINT NOT NULL,
    completions     BIGINT NOT NULL,
    heard_ms        BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, day, placement)
);

-- Tickets that have counted, until they are no longer taken anyway: none counts twice.
CREATE TABLE spot_ticket (
    nonce           TEXT PRIMARY KEY,
    -- 0 on a page. What the last report has added to it.
    heard_ms        BIGINT NOT NULL,
    added_ms        BIGINT NOT NULL,
    until_ms        BIGINT NOT NULL
);
CREATE INDEX spot_ticket_by_age ON spot_ticket (until_ms);
