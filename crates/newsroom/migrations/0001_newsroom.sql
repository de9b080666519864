-- Publications and what they publish.

CREATE TABLE publication (
    id            TEXT PRIMARY KEY,
    slug          TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    lang          TEXT NOT NULL,
    tagline       TEXT NOT NULL,
    description   TEXT NOT NULL,
    time_zone     TEXT NOT NULL,
    accent        TEXT NOT NULL,
    position      BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL
);

-- Sections are shared by all publications; a name per interface language as a JSON object.
CREATE TABLE section (
    slug     TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    names    TEXT NOT NULL
);

CREATE TABLE tag (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

-- A picture is named by the digest of the file it came from; its sizes are files beside each other.
CREATE TABLE picture (
    id            TEXT PRIMARY KEY,
    width         BIGINT NOT NULL,
    height        BIGINT NOT NULL,
    widths        TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL
);

CREATE TABLE article (
    id                 TEXT PRIMARY KEY,
    publication_id     TEXT NOT NULL REFERENCES publication (id),
    section_slug       TEXT NOT NULL REFERENCES section (slug),
    slug               TEXT NOT NULL UNIQUE,
    -- Language editions of one story share this; the original's own id.
    story_id           TEXT NOT NULL,
    translated_from_id TEXT REFERENCES article (id),
    lang               TEXT NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('draft', 'scheduled', 'published', 'retracted')),
    -- Where it was imported from; importing the same again finds it here.
    source             TEXT UNIQUE,
    source_digest      TEXT,
    -- The latest revision, and the narration that listeners hear.
    revision_id        TEXT NOT NULL,
    narration_id       TEXT,
    -- Set when the newsroom does not want this article voiced.
    unvoiced_at_ms     BIGINT,
    next_segment       BIGINT NOT NULL,
    published_at_ms    BIGINT,
    scheduled_at_ms    BIGINT,
    retracted_at_ms    BIGINT,
    retraction_note    TEXT,
    created_at_ms      BIGINT NOT NULL,
    changed_at_ms      BIGINT NOT NULL
);
CREATE INDEX article_by_time ON article (state, published_at_ms);
CREATE INDEX article_by_section ON article (section_slug, state, published_at_ms);
CREATE INDEX article_by_publication ON article (publication_id, state, published_at_ms);
CREATE INDEX article_by_story ON article (story_id);

-- Each saved state of an article. `content` is the structured story as JSON.
CREATE TABLE revision (
    id            TEXT PRIMARY KEY,
    article_id    TEXT NOT NULL REFERENCES article (id),
    number        BIGINT NOT NULL,
    -- Of the content, what lists and cards show; `hero` is a figure as JSON.
    headline      TEXT NOT NULL,
    standfirst    TEXT,
    byline        TEXT,
    hero          TEXT,
    content       TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    UNIQUE (article_id, number)
);

CREATE TABLE correction (
    id              TEXT PRIMARY KEY,
    article_id      TEXT NOT NULL REFERENCES article (id),
    revision_id     TEXT NOT NULL REFERENCES revision (id),
    note            TEXT NOT NULL,
    corrected_at_ms BIGINT NOT NULL
);
CREATE INDEX correction_by_article ON correction (article_id, corrected_at_ms);

CREATE TABLE article_tag (
    article_id TEXT NOT NULL REFERENCES article (id),
    tag_slug   TEXT NOT NULL REFERENCES tag (slug),
    position   BIGINT NOT NULL,
    PRIMARY KEY (article_id, tag_slug)
);
CREATE INDEX article_tag_by_tag ON article_tag (tag_slug);

-- The sound of one revision in one voice. `script_digest` names what is said, in which voice, with which settings.
CREATE TABLE narration (
    id             TEXT PRIMARY KEY,
    article_id     TEXT NOT NULL REFERENCES article (id),
    revision_id    TEXT NOT NULL REFERENCES revision (id),
    voice          TEXT NOT NULL,
    script_digest  TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('queued', 'speaking', 'ready', 'failed', 'skipped')),
    -- Who is speaking it: a worker that lost its lease can no longer finish it.
    fence          TEXT,
    segments_done  BIGINT NOT NULL,
    segments_total BIGINT NOT NULL,
    -- Set when ready: digest of the MP3, its size, its length after the decoder's trim, the segment table.
    audio          TEXT,
    audio_bytes    BIGINT,
    duration_ms    BIGINT,
    segments       TEXT,
    message        TEXT,
    queued_at_ms   BIGINT NOT NULL,
    ended_at_ms    BIGINT
);
CREATE INDEX narration_by_article ON narration (article_id, queued_at_ms);
CREATE INDEX narration_by_audio ON narration (audio);
CREATE INDEX narration_by_state ON narration (state);

-- One row that counts changes which readers can see: caches are keyed by it.
CREATE TABLE edition (
    one    BIGINT PRIMARY KEY CHECK (one = 1),
    number BIGINT NOT NULL
);
INSERT INTO edition (one, number) VALUES (1, 1);
