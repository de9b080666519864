-- How words are said here, whatever we or an engine would make of them.

CREATE TABLE lexicon_entry (
    id             TEXT PRIMARY KEY,
    -- Of one publication, or (NULL) of the whole newsroom.
    publication_id TEXT REFERENCES publication (id),
    -- The main part of a language tag: en, zh.
    lang           TEXT NOT NULL,
    written        TEXT NOT NULL,
    -- `written` as it is compared: what has the same form is the same word.
    form           TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('like', 'ipa', 'letters', 'pinyin')),
    said           TEXT NOT NULL,
    -- Whether capitals must be those of `written`, and whether it is also found within a longer word.
    letter_case    TEXT NOT NULL CHECK (letter_case IN ('any', 'exact')),
    place          TEXT NOT NULL CHECK (place IN ('word', 'inside')),
    changed_at_ms  BIGINT NOT NULL
);
CREATE UNIQUE INDEX lexicon_entry_of_publication ON lexicon_entry (publication_id, lang, form, letter_case)
    WHERE publication_id IS NOT NULL;
CREATE UNIQUE INDEX lexicon_entry_of_newsroom ON lexicon_entry (lang, form, letter_case)
    WHERE publication_id IS NULL;
