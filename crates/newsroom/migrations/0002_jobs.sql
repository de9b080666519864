-- Work to be done outside a transaction. A job exists exactly when the change that asked for it does.

CREATE TABLE job (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL,
    -- At most one waiting job has a given key.
    key            TEXT UNIQUE,
    payload        TEXT NOT NULL,
    run_at_ms      BIGINT NOT NULL,
    attempts       BIGINT NOT NULL,
    lease_until_ms BIGINT,
    token          TEXT,
    last_error     TEXT,
    failed_at_ms   BIGINT,
    created_at_ms  BIGINT NOT NULL
);
CREATE INDEX job_by_time ON job (failed_at_ms, run_at_ms);
