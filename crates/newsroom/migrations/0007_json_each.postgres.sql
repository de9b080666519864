-- SQLite's json_each, for rows that the till hands over many at a time: with it one SQL text serves both databases.
CREATE FUNCTION json_each(of TEXT) RETURNS TABLE (value JSONB) LANGUAGE sql IMMUTABLE
AS $$ SELECT jsonb_array_elements(of::jsonb) $$;

