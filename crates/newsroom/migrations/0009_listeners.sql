-- Listeners, and how they are known again. Written by listeners alone. Nobody needs to be one to read and to hear.
CREATE TABLE listener (
    id              TEXT PRIMARY KEY,
    -- In lower case; NULL: signs in by passkey only, or was erased.
    email           TEXT UNIQUE,
    -- The interface's language when they last signed in: letters are written in it.
    lang            TEXT NOT NULL,
    joined_at_ms    BIGINT NOT NULL,
    -- Erased: the row stays, so that the ledger's lines have an owner, and says nothing of who it was.
    erased_at_ms    BIGINT,
    CHECK (erased_at_ms IS NULL OR email IS NULL)
);

-- A one-time link that was sent by mail: it proves that the address is theirs.
CREATE TABLE sign_in_link (
    secret_digest   TEXT PRIMARY KEY,
    email           TEXT NOT NULL,
    -- A digest of the network address that asked: links are limited by it.
    asker           TEXT NOT NULL,
    -- The listener who adds this address to an account they have; NULL: whoever signs in.
    listener        TEXT REFERENCES listener (id),
    made_at_ms      BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL,
    used_at_ms      BIGINT
);
CREATE INDEX sign_in_link_by_email ON sign_in_link (email, made_at_ms);
CREATE INDEX sign_in_link_by_asker ON sign_in_link (asker, made_at_ms);

CREATE TABLE listener_session (
    secret_digest   TEXT PRIMARY KEY,
    -- Names it in the account's list; opens nothing.
    id              TEXT NOT NULL UNIQUE,
    listener        TEXT NOT NULL REFERENCES listener (id),
    -- What the browser said of itself, made short: "Firefox on Android".
    device          TEXT NOT NULL,
    opened_at_ms    BIGINT NOT NULL,
    seen_at_ms      BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);
CREATE INDEX listener_session_by_listener ON listener_session (listener);

CREATE TABLE passkey (
    -- The credential's id, base64url.
    id              TEXT PRIMARY KEY,
    listener        TEXT NOT NULL REFERENCES listener (id),
    -- What its owner calls it.
    name            TEXT NOT NULL,
    -- JSON: public key, counter.
    passkey         TEXT NOT NULL,
    made_at_ms      BIGINT NOT NULL,
    used_at_ms      BIGINT
);
CREATE INDEX passkey_by_listener ON passkey (listener);

-- A passkey that is being made or shown: what was asked, until it is answered.
CREATE TABLE ceremony (
    secret_digest   TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    listener        TEXT,
    state           TEXT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);

-- Letters to people. Written by mails alone; sent by a job that was enqueued with it.
CREATE TABLE mail (
    id              TEXT PRIMARY KEY,
    recipient       TEXT NOT NULL,
    subject         TEXT NOT NULL,
    -- Emptied once it was sent: it may carry a link that opens something.
    body            TEXT NOT NULL,
    made_at_ms      BIGINT NOT NULL,
    sent_at_ms      BIGINT,
    -- What the mail server said last.
    problem         TEXT
);
CREATE INDEX mail_by_age ON mail (made_at_ms);
