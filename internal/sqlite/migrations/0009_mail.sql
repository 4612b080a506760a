-- +goose Up
-- Mail waits here from the transaction of its cause until a server has taken it.
CREATE TABLE mail (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	key        TEXT NOT NULL UNIQUE, -- of its cause: never two of one
	kind       TEXT NOT NULL CHECK (kind IN ('mat-khau-dau','dat-lai','thong-bao','trong-ngay','thu')),
	account    INTEGER NOT NULL DEFAULT 0, -- 0: an address that somebody typed
	address    TEXT NOT NULL,
	name       TEXT NOT NULL DEFAULT '',
	subject    TEXT NOT NULL,
	letter     TEXT NOT NULL CHECK (json_valid(letter)), -- never a secret: single-use links are made at the hand-over
	state      TEXT NOT NULL CHECK (state IN ('cho','da-gui','hong')),
	attempts   INTEGER NOT NULL DEFAULT 0,
	next_at    INTEGER NOT NULL,
	expires_at INTEGER NOT NULL DEFAULT 0,
	answer     TEXT NOT NULL DEFAULT '',
	created_at INTEGER NOT NULL,
	sent_at    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX mail_waiting ON mail (next_at) WHERE state = 'cho';
CREATE INDEX mail_account ON mail (account, id);

-- Which mails a person wants besides those about the account itself.
ALTER TABLE account ADD COLUMN mail TEXT NOT NULL DEFAULT 'trong-ngay' CHECK (mail IN ('trong-ngay','ngay','khong'));

-- A notice is news of one's own work, or a reminder; and the mail that carried it.
ALTER TABLE notice ADD COLUMN urging INTEGER NOT NULL DEFAULT 0 CHECK (urging IN (0,1));
ALTER TABLE notice ADD COLUMN mail INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notice_unmailed ON notice (account, id) WHERE mail = 0 AND read_at = 0;

-- One act of urging: by the plan of a season, or by hand.
CREATE TABLE urging (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	key     TEXT NOT NULL UNIQUE, -- of the plan, or of the form that was sent: done once
	season  INTEGER NOT NULL,
	duty    TEXT NOT NULL CHECK (duty IN ('dang-ky','bao-cao')),
	planned INTEGER NOT NULL CHECK (planned IN (0,1)),
	days    INTEGER NOT NULL DEFAULT 0, -- after the deadline; before it when negative
	subject TEXT NOT NULL,
	text    TEXT NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL, -- 0: the plan
	name    TEXT NOT NULL
) STRICT;
CREATE INDEX urging_season ON urging (season, id);

-- Who was told: the people of a unit, or the unit alone when it has nobody.
CREATE TABLE urged (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	urging  INTEGER NOT NULL REFERENCES urging (id),
	unit    TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	account INTEGER NOT NULL DEFAULT 0,
	notice  INTEGER NOT NULL DEFAULT 0,
	UNIQUE (urging, unit, account)
) STRICT;
CREATE INDEX urged_unit ON urged (unit, id);

-- Private addresses of the calendar of deadlines.
CREATE TABLE calendar (
	account    INTEGER PRIMARY KEY REFERENCES account (id),
	hash       BLOB NOT NULL UNIQUE, -- sha256 of the secret in the address
	created_at INTEGER NOT NULL
) STRICT;
