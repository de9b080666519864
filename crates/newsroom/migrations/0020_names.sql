-- Terms that stand for somebody or something by name, as often as the text writes them so, apart by blanks. What is in the
-- archive was put in without: the sweep puts it in again (it does so whenever the revision is another).
ALTER TABLE indexed ADD COLUMN names TEXT NOT NULL DEFAULT '';
UPDATE indexed SET revision = '';
