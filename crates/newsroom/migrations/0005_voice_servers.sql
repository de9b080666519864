-- Voices of servers: who was meant to speak a narration that another voice speaks, and what servers were sent.

ALTER TABLE narration ADD COLUMN meant TEXT;
-- For staff: why the voice that was meant did not speak.
ALTER TABLE narration ADD COLUMN why TEXT;
-- How often the voice that was meant has been tried since it first failed.
ALTER TABLE narration ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;

-- Letters sent to a server in a day (UTC, 2026-03-02).
CREATE TABLE allowance (
    server  TEXT NOT NULL,
    day     TEXT NOT NULL,
    letters BIGINT NOT NULL,
    PRIMARY KEY (server, day)
);
