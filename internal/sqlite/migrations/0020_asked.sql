-- +goose Up
-- What was searched, by day: how often it was asked, found nothing, was answered only
-- when its marks are given up or only in part, and how often one of its results was
-- opened. No person, no address, no time of day.
CREATE TABLE search_day (
	text     TEXT NOT NULL, -- as typed, with single spaces
	day      TEXT NOT NULL,
	asked    INTEGER NOT NULL,
	empty    INTEGER NOT NULL,
	unmarked INTEGER NOT NULL,
	part     INTEGER NOT NULL,
	opened   INTEGER NOT NULL,
	PRIMARY KEY (text, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_day_day ON search_day (day);

-- Earlier counts know only their last day, and nothing of marks and parts.
INSERT INTO search_day (text, day, asked, empty, unmarked, part, opened)
SELECT text, last_on, asked, empty, 0, 0, opened FROM query_count;
DROP TABLE query_count;

-- What staff changed in the vocabulary, so that it can be undone, and how many of the
-- last questions that changed.
CREATE TABLE vocabulary_change (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	added   INTEGER NOT NULL, -- 1: the term was added, 0: taken away
	kind    TEXT NOT NULL CHECK (kind IN ('viet-tat','dong-nghia')),
	short   TEXT NOT NULL,
	words   TEXT NOT NULL,
	tried   INTEGER NOT NULL, -- questions asked before and after; 0: none
	changed INTEGER NOT NULL, -- of them, those answered otherwise
	undone  INTEGER NOT NULL DEFAULT 0 -- when it was undone; 0: it was not
) STRICT;
