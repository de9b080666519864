-- How much of an article was heard in an hour, proven, by all listeners together. Written with the coins, and forgotten
-- when it is no longer fresh.
CREATE TABLE listened (
    article_id TEXT NOT NULL,
    -- Hours since 1970.
    hour       BIGINT NOT NULL,
    ms         BIGINT NOT NULL CHECK (ms > 0),
    PRIMARY KEY (article_id, hour)
);
CREATE INDEX listened_by_hour ON listened (hour);

-- What several stories are about, as it was found last. A topic keeps its address for good.
CREATE TABLE topic (
    id           TEXT PRIMARY KEY,
    slug         TEXT NOT NULL UNIQUE,
    -- The topic that has its stories now.
    went_to      TEXT,
    -- Millionths: its part of what all topics are told, and of what is heard of them; heat is the sum of both.
    coverage     BIGINT NOT NULL,
    listening    BIGINT NOT NULL,
    heat         BIGINT NOT NULL,
    stories      BIGINT NOT NULL,
    publications BIGINT NOT NULL,
    newest_at_ms BIGINT NOT NULL
);
CREATE INDEX topic_by_heat ON topic (heat);

-- What it is called in a language (its first part: en, zh).
CREATE TABLE topic_name (
    topic_id TEXT NOT NULL,
    lang     TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (topic_id, lang)
);

-- A story, in all its editions, is of one topic at most.
CREATE TABLE topic_story (
    story_id TEXT PRIMARY KEY,
    topic_id TEXT NOT NULL
);
CREATE INDEX topic_story_by_topic ON topic_story (topic_id);
