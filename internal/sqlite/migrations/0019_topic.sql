-- +goose Up
-- Topics with the rules that propose them: phrases one a line.
CREATE TABLE topic (
	code     TEXT PRIMARY KEY,
	position INTEGER NOT NULL,
	label    TEXT NOT NULL,
	fields   TEXT NOT NULL DEFAULT '',
	words    TEXT NOT NULL DEFAULT '',
	weak     TEXT NOT NULL DEFAULT '',
	excepted TEXT NOT NULL DEFAULT '',
	retired  INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0,1)),
	version  INTEGER NOT NULL DEFAULT 1 -- 0: it came out of the settings of a year, without rules
) STRICT;
INSERT INTO topic (code, position, label, version)
	SELECT x.value ->> '$.code', 1000 + x.key, x.value ->> '$.label', 0
	FROM season s, json_each(s.settings, '$.tags') x
	WHERE x.value ->> '$.code' <> '' AND x.value ->> '$.label' <> '' ORDER BY s.year DESC
	ON CONFLICT (code) DO NOTHING;

-- Who last looked at the topics of an entry; without a line nobody has.
CREATE TABLE topic_check (
	entry   INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL, -- 0: an import took the proposals as they were
	name    TEXT NOT NULL
) STRICT;

-- Proposals that a reviewer declined; they are not made again.
CREATE TABLE topic_decline (
	entry   INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
	topic   TEXT NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	PRIMARY KEY (entry, topic)
) STRICT, WITHOUT ROWID;
