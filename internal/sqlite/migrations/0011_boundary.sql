-- +goose Up
-- Boundaries of units, as an admin took them in: rings of longitude and latitude.
CREATE TABLE boundary (
  unit    TEXT PRIMARY KEY REFERENCES unit (code),
  rings   TEXT NOT NULL CHECK (json_valid(rings)),
  source  TEXT NOT NULL,              -- the word of the file that named the unit
  by_code INTEGER NOT NULL CHECK (by_code IN (0, 1)),
  at      INTEGER NOT NULL
) STRICT;

-- What the last file held that is no unit, so that it can be mended.
CREATE TABLE boundary_unknown (
  place INTEGER PRIMARY KEY,          -- in the file, from 1
  name  TEXT NOT NULL,
  why   TEXT NOT NULL
) STRICT;
