-- One-time links into the desk, and the sessions they open. Secrets are kept as digests only.

CREATE TABLE staff_link (
    secret_digest TEXT PRIMARY KEY,
    made_at_ms    BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    used_at_ms    BIGINT
);

CREATE TABLE staff_session (
    secret_digest TEXT PRIMARY KEY,
    opened_at_ms  BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);
