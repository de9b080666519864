-- People who make, and what each may do. Written by staff alone.
CREATE TABLE staff_member (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    -- In lower case; NULL: the operator, whom `crier staff` lets in.
    email           TEXT UNIQUE,
    invited_at_ms   BIGINT NOT NULL,
    -- When they first came in.
    joined_at_ms    BIGINT,
    -- Nothing opens the desk for them any more; the row stays, so that what they did has a name.
    left_at_ms      BIGINT
);

CREATE TABLE staff_role (
    member          TEXT NOT NULL REFERENCES staff_member (id),
    role            TEXT NOT NULL CHECK (role IN ('owner', 'shopkeeper', 'editor')),
    -- Of an editor; NULL: every publication there is and will be.
    publication     TEXT REFERENCES publication (id),
    CHECK (role = 'editor' OR publication IS NULL)
);
CREATE UNIQUE INDEX staff_role_once ON staff_role (member, role, COALESCE(publication, ''));

-- What was sent from the desk, by whom, and what came of it.
CREATE TABLE staff_deed (
    id              TEXT PRIMARY KEY,
    member          TEXT NOT NULL REFERENCES staff_member (id),
    at_ms           BIGINT NOT NULL,
    path            TEXT NOT NULL,
    outcome         TEXT NOT NULL
);
CREATE INDEX staff_deed_by_age ON staff_deed (at_ms);

-- Links and sessions said of nobody whose they were: whoever was in asks for a new link.
DROP TABLE staff_link;
CREATE TABLE staff_link (
    secret_digest   TEXT PRIMARY KEY,
    member          TEXT NOT NULL REFERENCES staff_member (id),
    made_at_ms      BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL,
    used_at_ms      BIGINT
);
CREATE INDEX staff_link_by_member ON staff_link (member);

DROP TABLE staff_session;
CREATE TABLE staff_session (
    secret_digest   TEXT PRIMARY KEY,
    member          TEXT NOT NULL REFERENCES staff_member (id),
    -- What the browser said of itself, made short: "Firefox on Android".
    device          TEXT NOT NULL,
    opened_at_ms    BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);
CREATE INDEX staff_session_by_member ON staff_session (member);

-- Passkeys are listeners' or staff's: the table becomes a room's own, and says which.
CREATE TABLE passkey_of_somebody (
    -- The credential's id, base64url.
    id              TEXT PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('listener', 'staff')),
    holder          TEXT NOT NULL,
    -- What its owner calls it.
    name            TEXT NOT NULL,
    -- JSON: public key, counter.
    passkey         TEXT NOT NULL,
    made_at_ms      BIGINT NOT NULL,
    used_at_ms      BIGINT
);
INSERT INTO passkey_of_somebody (id, kind, holder, name, passkey, made_at_ms, used_at_ms)
    SELECT id, 'listener', listener, name, passkey, made_at_ms, used_at_ms FROM passkey;
DROP TABLE passkey;
ALTER TABLE passkey_of_somebody RENAME TO passkey;
CREATE INDEX passkey_by_holder ON passkey (holder);

-- A question lives for minutes: whoever is in the middle of one begins again.
DROP TABLE ceremony;
CREATE TABLE ceremony (
    secret_digest   TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    holder          TEXT,
    state           TEXT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);
