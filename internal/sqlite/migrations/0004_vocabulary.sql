-- +goose Up

-- How often a search was asked, how often it found nothing, how often one of its
-- results was opened. No person, no address, no time of day.
CREATE TABLE query_count (
	text    TEXT PRIMARY KEY, -- canonical: lower case, single spaces
	asked   INTEGER NOT NULL,
	empty   INTEGER NOT NULL,
	opened  INTEGER NOT NULL,
	last_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Abbreviations and synonyms that staff added to those of the program.
CREATE TABLE vocabulary (
	id    INTEGER PRIMARY KEY AUTOINCREMENT,
	kind  TEXT NOT NULL CHECK (kind IN ('viet-tat','dong-nghia')),
	short TEXT NOT NULL, -- of a viet-tat: the short form; else ''
	words TEXT NOT NULL  -- the long form, or the synonyms, one a line
) STRICT;
