-- Who speaks what: the voice of a voice role in a language, in one publication or in all.

CREATE TABLE casting (
    id             TEXT PRIMARY KEY,
    -- Of one publication, or (NULL) of the whole newsroom.
    publication_id TEXT REFERENCES publication (id),
    -- A language tag in small letters; it holds for all tags that begin with it: zh for zh-Hant.
    lang           TEXT NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('headline', 'body', 'quote')),
    -- As an engine takes it: piper:en_US-joe-medium, espeak:en-gb.
    voice          TEXT NOT NULL,
    changed_at_ms  BIGINT NOT NULL
);
CREATE UNIQUE INDEX casting_of_publication ON casting (publication_id, lang, role) WHERE publication_id IS NOT NULL;
CREATE UNIQUE INDEX casting_of_newsroom ON casting (lang, role) WHERE publication_id IS NULL;

-- By whom it was spoken, role by role, and who had to stand in for whom: JSON. NULL in those made before.
ALTER TABLE narration ADD COLUMN speakers TEXT;
