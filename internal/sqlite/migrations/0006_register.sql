-- +goose Up
-- The registers of recognition (công nhận) and of commendation (khen thưởng):
-- two books of the same shape. A line is revoked with a reason, never removed.
ALTER TABLE recognition ADD COLUMN signer TEXT NOT NULL DEFAULT '';
ALTER TABLE recognition ADD COLUMN at INTEGER NOT NULL DEFAULT 0; -- 0: before there was a register
ALTER TABLE recognition ADD COLUMN account INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recognition ADD COLUMN revoked_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recognition ADD COLUMN revoke_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE recognition ADD COLUMN file TEXT NOT NULL DEFAULT ''; -- the signed paper, by its hash
ALTER TABLE recognition ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
ALTER TABLE commendation ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE commendation ADD COLUMN file_name TEXT NOT NULL DEFAULT '';

-- Scales and rules of voting as they were written, version after version. A round
-- keeps its own copy, so that a later version changes nothing that began.
CREATE TABLE scale (
	code    TEXT NOT NULL,
	version INTEGER NOT NULL,
	body    TEXT NOT NULL CHECK (json_valid(body)),
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE award_rule (
	form    TEXT NOT NULL,
	version INTEGER NOT NULL,
	body    TEXT NOT NULL CHECK (json_valid(body)),
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	PRIMARY KEY (form, version)
) STRICT, WITHOUT ROWID;

-- Opinions in writing of absent members among the typed counts of a paper vote.
ALTER TABLE vote_entry ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
