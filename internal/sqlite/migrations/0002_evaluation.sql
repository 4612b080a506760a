-- +goose Up
-- The committee's part. A round keeps the scale and rules it began with.
CREATE TABLE round (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	season      INTEGER NOT NULL,
	level       TEXT NOT NULL CHECK (level IN ('co-so','tinh')),
	title       TEXT NOT NULL,
	decision    TEXT NOT NULL DEFAULT '', -- that set up the council
	phase       TEXT NOT NULL CHECK (phase IN ('dieu-kien','cham-diem','thao-luan','rut-gon','bieu-quyet','quyet-dinh','cong-bo')),
	scale       TEXT NOT NULL CHECK (json_valid(scale)),
	rules       TEXT NOT NULL CHECK (json_valid(rules)),
	dates       TEXT NOT NULL CHECK (json_valid(dates)),
	version     INTEGER NOT NULL,
	created_at  INTEGER NOT NULL,
	released_at INTEGER NOT NULL DEFAULT 0,
	result      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(result)) -- frozen at the release
) STRICT;
CREATE TABLE round_phase (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	round   INTEGER NOT NULL REFERENCES round (id),
	phase   TEXT NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	reason  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX round_phase_round ON round_phase (round, id);

CREATE TABLE appointee (
	round    INTEGER NOT NULL REFERENCES round (id),
	account  INTEGER NOT NULL REFERENCES account (id),
	position TEXT NOT NULL CHECK (position IN ('uy-vien','chu-tich','thu-ky')),
	units    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(units)),
	ties     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ties)),
	PRIMARY KEY (round, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointee_account ON appointee (account);

CREATE TABLE candidate (
	round      INTEGER NOT NULL REFERENCES round (id),
	entry      INTEGER NOT NULL REFERENCES entry (id),
	grp        TEXT NOT NULL,
	verdict    TEXT NOT NULL CHECK (verdict IN ('cho','du','khong')),
	reason     TEXT NOT NULL DEFAULT '',
	decided_by INTEGER NOT NULL DEFAULT 0,
	decided_at INTEGER NOT NULL DEFAULT 0,
	shortlisted INTEGER NOT NULL DEFAULT 0 CHECK (shortlisted IN (0,1)),
	pick_reason TEXT NOT NULL DEFAULT '',
	outcome    TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('','de-nghi','khong')),
	outcome_reason TEXT NOT NULL DEFAULT '',
	feedback   TEXT NOT NULL DEFAULT '', -- comments that the secretariat cleared for the unit
	PRIMARY KEY (round, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidate_entry ON candidate (entry);

-- Who must stay out of what. A line here hides the entry from that account in
-- every list and count of the round.
CREATE TABLE recusal (
	round   INTEGER NOT NULL,
	entry   INTEGER NOT NULL,
	account INTEGER NOT NULL,
	reason  TEXT NOT NULL,
	source  TEXT NOT NULL CHECK (source IN ('tu-dong','khai-bao','thu-ky')),
	at      INTEGER NOT NULL,
	PRIMARY KEY (round, entry, account),
	FOREIGN KEY (round, entry) REFERENCES candidate (round, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment (
	round    INTEGER NOT NULL,
	entry    INTEGER NOT NULL,
	account  INTEGER NOT NULL,
	declared INTEGER NOT NULL DEFAULT 0, -- when the member said to have no tie
	PRIMARY KEY (round, entry, account),
	FOREIGN KEY (round, entry) REFERENCES candidate (round, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_account ON assignment (round, account);

CREATE TABLE sheet (
	round      INTEGER NOT NULL,
	entry      INTEGER NOT NULL,
	account    INTEGER NOT NULL,
	body       TEXT NOT NULL CHECK (json_valid(body)),
	done       INTEGER NOT NULL CHECK (done IN (0,1)),
	total      INTEGER NOT NULL, -- hundredths of a point
	version    INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (round, entry, account),
	FOREIGN KEY (round, entry) REFERENCES candidate (round, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE sheet_change (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	round   INTEGER NOT NULL,
	entry   INTEGER NOT NULL,
	account INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	before  TEXT NOT NULL,
	after   TEXT NOT NULL,
	reason  TEXT NOT NULL
) STRICT;
CREATE INDEX sheet_change_entry ON sheet_change (round, entry, id);
CREATE TABLE discussion (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	round   INTEGER NOT NULL,
	entry   INTEGER NOT NULL,
	account INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	text    TEXT NOT NULL
) STRICT;
CREATE INDEX discussion_entry ON discussion (round, entry, id);

CREATE TABLE vote (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	round     INTEGER NOT NULL REFERENCES round (id),
	rule      TEXT NOT NULL CHECK (json_valid(rule)),
	paper     INTEGER NOT NULL CHECK (paper IN (0,1)),
	present   TEXT NOT NULL CHECK (json_valid(present)), -- accounts present, by themselves or in writing
	opened_at INTEGER NOT NULL,
	closed_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX vote_round ON vote (round);
CREATE TABLE vote_entry (
	vote   INTEGER NOT NULL REFERENCES vote (id),
	entry  INTEGER NOT NULL,
	issued INTEGER NOT NULL DEFAULT 0, -- of a paper vote
	PRIMARY KEY (vote, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE open_vote (
	vote    INTEGER NOT NULL REFERENCES vote (id),
	entry   INTEGER NOT NULL,
	account INTEGER NOT NULL,
	choice  TEXT NOT NULL CHECK (choice IN ('dong-y','khong','trang')),
	PRIMARY KEY (vote, entry, account)
) STRICT, WITHOUT ROWID;
-- A secret ballot: who has voted, and the counters. Nothing joins them: no time,
-- no order, no row of a voter with a choice (internal/evaluation/doc.go).
CREATE TABLE ballot_voter (
	vote    INTEGER NOT NULL REFERENCES vote (id),
	account INTEGER NOT NULL,
	PRIMARY KEY (vote, account)
) STRICT, WITHOUT ROWID;
CREATE TABLE ballot_tally (
	vote   INTEGER NOT NULL REFERENCES vote (id),
	entry  INTEGER NOT NULL,
	choice TEXT NOT NULL CHECK (choice IN ('dong-y','khong','trang')),
	n      INTEGER NOT NULL,
	PRIMARY KEY (vote, entry, choice)
) STRICT, WITHOUT ROWID;

-- Commendations (khen thưởng): not recognitions. One is revoked, never removed.
CREATE TABLE commendation (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	entry         INTEGER NOT NULL REFERENCES entry (id),
	level         TEXT NOT NULL CHECK (level IN ('co-so','huyen','tinh')),
	form          TEXT NOT NULL,
	number        TEXT NOT NULL DEFAULT '',
	day           TEXT NOT NULL DEFAULT '',
	issuer        TEXT NOT NULL DEFAULT '',
	signer        TEXT NOT NULL DEFAULT '',
	at            INTEGER NOT NULL,
	account       INTEGER NOT NULL,
	revoked_at    INTEGER NOT NULL DEFAULT 0,
	revoke_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX commendation_entry ON commendation (entry);
