-- What is searched: the terms of every published article. Written by search alone, in the article's own transaction; what
-- is missing is put in by the sweep.
CREATE TABLE indexed (
    -- Of two articles the one that was published later has the greater number.
    number          BIGINT PRIMARY KEY,
    article         TEXT NOT NULL UNIQUE,
    revision        TEXT NOT NULL,
    story           TEXT NOT NULL,
    publication     TEXT NOT NULL,
    section         TEXT NOT NULL,
    lang            TEXT NOT NULL,
    published_at_ms BIGINT NOT NULL,
    -- Terms that tell something, those of the headline counted as often as they count.
    length          BIGINT NOT NULL,
    -- In order, apart by blanks; a slash between two paragraphs, the headline first.
    terms           TEXT NOT NULL,
    text            TSVECTOR NOT NULL
);
CREATE INDEX indexed_by_text ON indexed USING gin (text);

-- Articles that have a term.
CREATE TABLE term (
    name     TEXT PRIMARY KEY,
    articles BIGINT NOT NULL
);

-- Articles in a language, and their lengths together.
CREATE TABLE indexed_sum (
    lang     TEXT PRIMARY KEY,
    articles BIGINT NOT NULL,
    length   BIGINT NOT NULL
);
