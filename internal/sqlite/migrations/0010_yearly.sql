-- +goose Up

-- The frozen figures of a season, version after version. They only grow.
CREATE TABLE snapshot (
	season  INTEGER NOT NULL REFERENCES season (year),
	version INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	reason  TEXT NOT NULL DEFAULT '', -- of a second version
	query   INTEGER NOT NULL,         -- version of the way figures are made
	hash    TEXT NOT NULL,            -- sha256 of figures
	figures TEXT NOT NULL CHECK (json_valid(figures)),
	PRIMARY KEY (season, version)
) STRICT, WITHOUT ROWID;
-- +goose StatementBegin
CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;
-- +goose StatementEnd

-- What units say once a year about the other points of the directive.
CREATE TABLE self_report (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	season     INTEGER NOT NULL REFERENCES season (year),
	unit       TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	version    INTEGER NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('nhap','da-gui','tra-lai','tiep-nhan')),
	body       TEXT NOT NULL CHECK (json_valid(body)),
	reason     TEXT NOT NULL DEFAULT '', -- of returning it
	sent_at    INTEGER NOT NULL DEFAULT 0,
	first_sent INTEGER NOT NULL DEFAULT 0, -- judged against the deadline
	updated_at INTEGER NOT NULL,
	name       TEXT NOT NULL, -- of who saved it last
	UNIQUE (season, unit)
) STRICT;
-- Every text that was replaced, so that nothing typed is lost.
CREATE TABLE self_report_version (
	report  INTEGER NOT NULL REFERENCES self_report (id),
	version INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	state   TEXT NOT NULL,
	body    TEXT NOT NULL,
	PRIMARY KEY (report, version)
) STRICT, WITHOUT ROWID;

-- What became of a model 12 and 24 months after it was confirmed effective. A unit
-- is asked once for each.
CREATE TABLE survival (
	entry       INTEGER NOT NULL REFERENCES entry (id),
	months      INTEGER NOT NULL,
	asked_at    INTEGER NOT NULL,
	fate        TEXT NOT NULL DEFAULT 'chua-tra-loi' CHECK (fate IN ('chua-tra-loi','duy-tri','nhan-rong','da-dung')),
	note        TEXT NOT NULL DEFAULT '',
	answered_at INTEGER NOT NULL DEFAULT 0,
	name        TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (entry, months)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_confirmed ON entry (confirmed_at) WHERE result = 'hieu-qua';
