-- People who asked for the newsletter, and what they chose. Written by subscribers alone. Who leaves is deleted.
CREATE TABLE subscriber (
    id              TEXT PRIMARY KEY,
    -- In lower case: one person, one row.
    email           TEXT NOT NULL UNIQUE,
    -- asked: a letter with a link is on its way; refused: their mailbox has refused several letters for good.
    state           TEXT NOT NULL CHECK (state IN ('asked', 'confirmed', 'refused')),
    -- Of their letters: a language of the interface.
    lang            TEXT NOT NULL,
    rhythm          TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
    -- JSON lists of publication ids, section slugs and languages of stories; an empty one: all.
    publications    TEXT NOT NULL,
    sections        TEXT NOT NULL,
    langs           TEXT NOT NULL,
    -- Opens their choices and unsubscribes, and nothing else. It stands in every letter, so it is kept as it is.
    secret          TEXT NOT NULL UNIQUE,
    -- Issues in a row that their mailbox refused for good.
    refusals        BIGINT NOT NULL,
    asked_at_ms     BIGINT NOT NULL,
    confirmed_at_ms BIGINT
);
CREATE INDEX subscriber_by_rhythm ON subscriber (state, rhythm, lang);

-- A letter that somebody's sign-up led to: its link confirms, for some days. Letters are limited by these rows.
CREATE TABLE subscriber_link (
    secret_digest   TEXT PRIMARY KEY,
    subscriber      TEXT NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
    -- A digest of the network address that asked.
    asker           TEXT NOT NULL,
    made_at_ms      BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);
CREATE INDEX subscriber_link_by_subscriber ON subscriber_link (subscriber, made_at_ms);
CREATE INDEX subscriber_link_by_asker ON subscriber_link (asker, made_at_ms);

-- An issue: what goes to everybody of one rhythm and one language at one time. Written by newsletter alone, as are its
-- stories and copies.
CREATE TABLE newsletter_issue (
    id              TEXT PRIMARY KEY,
    rhythm          TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
    lang            TEXT NOT NULL,
    -- Counted when it goes, for each rhythm and language.
    number          BIGINT,
    -- held: somebody has to say whether it goes on.
    state           TEXT NOT NULL CHECK (state IN ('draft', 'sending', 'sent', 'skipped', 'held')),
    -- NULL: each letter's is its own first headline.
    subject         TEXT,
    intro           TEXT,
    -- JSON lists of article ids: the order an editor gave, and what they left out.
    arranged        TEXT NOT NULL,
    left_out        TEXT NOT NULL,
    -- Counts changes, so that nobody overwrites what they have not seen.
    version         BIGINT NOT NULL,
    goes_at_ms      BIGINT NOT NULL,
    begun_at_ms     BIGINT,
    ended_at_ms     BIGINT,
    -- What the mail server said when it went on no further, or why it was skipped or is held.
    problem         TEXT,
    -- Of copies whose rows are gone; they are kept for some weeks.
    sent            BIGINT NOT NULL,
    refused         BIGINT NOT NULL,
    unknown         BIGINT NOT NULL,
    unsubscribed    BIGINT NOT NULL,
    -- A day has one daily issue in a language, whatever is planned twice.
    UNIQUE (rhythm, lang, goes_at_ms)
);
CREATE UNIQUE INDEX newsletter_issue_that_comes ON newsletter_issue (rhythm, lang) WHERE state = 'draft';

CREATE TABLE newsletter_story (
    issue           TEXT NOT NULL REFERENCES newsletter_issue (id),
    position        BIGINT NOT NULL,
    article         TEXT NOT NULL REFERENCES article (id),
    PRIMARY KEY (issue, position)
);

-- One person's copy of an issue: the key is why there is never a second.
--
--   waiting → handing → sent          handing: the mail server has been offered the letter; its answer decides
--           ↘ refused ↙ ↘ unknown     refused: the mailbox; rejected: the letter
--   waiting → empty, lapsed           nothing they chose was in it; not taken in time
CREATE TABLE newsletter_copy (
    issue           TEXT NOT NULL REFERENCES newsletter_issue (id),
    subscriber      TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'handing', 'sent', 'refused', 'rejected', 'unknown', 'empty', 'lapsed')),
    -- The job in whose hands it is, by its token.
    fence           TEXT,
    attempts        BIGINT NOT NULL,
    waits_since_ms  BIGINT NOT NULL,
    -- Of one that waits: not before.
    due_at_ms       BIGINT NOT NULL,
    -- When it was last handed over.
    handed_at_ms    BIGINT,
    settled_at_ms   BIGINT,
    -- What the mail server said last.
    answer          TEXT,
    -- When its link was used to unsubscribe.
    left_at_ms      BIGINT,
    PRIMARY KEY (issue, subscriber)
);
CREATE INDEX newsletter_copy_that_waits ON newsletter_copy (issue, due_at_ms, subscriber) WHERE state = 'waiting';
CREATE INDEX newsletter_copy_in_hand ON newsletter_copy (state) WHERE state IN ('handing', 'unknown');
CREATE INDEX newsletter_copy_by_subscriber ON newsletter_copy (subscriber);
CREATE INDEX newsletter_copy_handed ON newsletter_copy (handed_at_ms);
