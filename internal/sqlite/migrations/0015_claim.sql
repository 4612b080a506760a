-- +goose Up
-- Requests of units to register what the press reported. Nothing is written here for
-- what was taken over before there were requests: such an entry is the registration
-- itself, with origin 'dang-ky' and a source, and stays so.
CREATE TABLE claim (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	entry        INTEGER NOT NULL REFERENCES entry (id),
	unit         TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	account      INTEGER NOT NULL,
	name         TEXT NOT NULL,
	reason       TEXT NOT NULL,
	asked_at     INTEGER NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('cho','rut','nhan','tu-choi','hoan-tac')),
	decided_by   INTEGER NOT NULL DEFAULT 0,
	decided_name TEXT NOT NULL DEFAULT '',
	decided_at   INTEGER NOT NULL DEFAULT 0,
	note         TEXT NOT NULL DEFAULT '',
	registration INTEGER NOT NULL DEFAULT 0 -- entry that an acceptance made
) STRICT;
CREATE UNIQUE INDEX claim_waiting ON claim (entry, unit) WHERE state = 'cho';
CREATE UNIQUE INDEX claim_accepted ON claim (entry) WHERE state = 'nhan';
CREATE INDEX claim_of_unit ON claim (unit, id);
CREATE INDEX claim_registration ON claim (registration) WHERE registration > 0;
