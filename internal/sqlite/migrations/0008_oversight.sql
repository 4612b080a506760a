-- +goose Up

-- When a registration and a report were first sent: what is judged against the
-- deadline, whatever was returned and sent again since. 0: not known.
ALTER TABLE entry ADD COLUMN first_sent_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN first_reported_at INTEGER NOT NULL DEFAULT 0;
UPDATE entry SET
	first_sent_at = coalesce((SELECT min(at) FROM revision WHERE entry = entry.id AND action = 'gui'), 0),
	first_reported_at = coalesce((SELECT min(at) FROM revision WHERE entry = entry.id AND action = 'gui-bao-cao'), 0);

-- All that following up a season asks of an entry, in one walk of the index.
CREATE INDEX entry_oversight ON entry (season, origin, registration, unit, result, model, field, created_at, updated_at, first_sent_at, accepted_at, first_reported_at, confirmed_at, sent_at, reported_at);

-- The lists of stories that wait are counted on every page of the desk.
CREATE INDEX entry_publication ON entry (publication, season);

-- Units that carry a model jointly with the one that registered it.
CREATE TABLE co_owner (
	entry       INTEGER NOT NULL REFERENCES entry (id),
	unit        TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	state       TEXT NOT NULL CHECK (state IN ('cho','dong-y','tu-choi')),
	reason      TEXT NOT NULL DEFAULT '',
	at          INTEGER NOT NULL,
	answered_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (entry, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX co_owner_unit ON co_owner (unit, state);

-- A later day for one unit, even after closing.
CREATE TABLE extension (
	year     INTEGER NOT NULL REFERENCES season (year),
	unit     TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	step     TEXT NOT NULL CHECK (step IN ('dang-ky','bao-cao')),
	until    TEXT NOT NULL,
	reason   TEXT NOT NULL,
	document TEXT NOT NULL DEFAULT '',
	at       INTEGER NOT NULL,
	account  INTEGER NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (year, unit, step)
) STRICT, WITHOUT ROWID;
