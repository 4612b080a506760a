-- +goose Up
-- An indicator lives: its names by season, and the seasons whose forms offer it.
ALTER TABLE indicator RENAME TO indicator_before;
CREATE TABLE indicator (
  code         TEXT PRIMARY KEY,
  position     INTEGER NOT NULL,
  unit         TEXT NOT NULL,
  aggregate    TEXT NOT NULL CHECK (aggregate IN ('S','L','R')),
  first_season INTEGER NOT NULL DEFAULT 0, -- that offers it; 0: all that went before
  last_season  INTEGER NOT NULL DEFAULT 0, -- 0: no end
  version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE indicator_name (
  code   TEXT NOT NULL REFERENCES indicator (code),
  since  INTEGER NOT NULL,                 -- first season of the name; 0: from the beginning
  label  TEXT NOT NULL,
  fields TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (code, since)
) STRICT, WITHOUT ROWID;
-- What was retired by hand was offered in no form: it stays out of every season on file.
INSERT INTO indicator (code, position, unit, aggregate, last_season)
  SELECT code, position, unit, aggregate,
    CASE retired WHEN 1 THEN coalesce((SELECT min(year) FROM season), 2022) - 1 ELSE 0 END FROM indicator_before;
INSERT INTO indicator_name (code, since, label, fields) SELECT code, 0, label, fields FROM indicator_before;
DROP TABLE indicator_before;
