-- What 0020 took out of the archive is put in again at once: until it is, topics stay as they are. The archive's job waits an
-- hour otherwise.
UPDATE timetable SET next_at_ms = 0 WHERE kind = 'archive';

-- A tag's articles, the newest first, and how many they are: read from the index alone.
CREATE INDEX article_tag_newest ON article_tag (tag_slug, article_id);
DROP INDEX article_tag_by_tag;

-- The published editions of a story. By its id alone SQLite takes this index to be no better than the one of all that is
-- published, and may go through that.
CREATE INDEX article_by_story_and_state ON article (story_id, state);
DROP INDEX article_by_story;
