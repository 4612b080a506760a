-- +goose Up
-- What the public may read of an entry, sealed: numbered, hashed, kept for ever. What
-- was public before is sealed by the program when it first opens the database.
CREATE TABLE edition (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	entry       INTEGER NOT NULL REFERENCES entry (id),
	no          INTEGER NOT NULL,
	version     INTEGER NOT NULL, -- of the entry
	model       INTEGER NOT NULL,
	at          INTEGER NOT NULL,
	account     INTEGER NOT NULL,
	name        TEXT NOT NULL,
	deed        TEXT NOT NULL,
	reason      TEXT NOT NULL DEFAULT '',
	season      INTEGER NOT NULL,
	slug        TEXT NOT NULL, -- with the season: the address
	origin      TEXT NOT NULL CHECK (origin IN ('dang-ky','bao-chi')),
	unit        TEXT REFERENCES unit (code) ON UPDATE CASCADE,
	field       TEXT NOT NULL,
	type        TEXT NOT NULL,
	title       TEXT NOT NULL,
	title_key   BLOB NOT NULL,
	title_fold  TEXT NOT NULL, -- without marks, for finding in lists
	body        TEXT NOT NULL CHECK (json_valid(body)),
	hash        TEXT NOT NULL, -- sha256 of the body
	sealed_hash TEXT NOT NULL, -- as it was sealed; differs from hash once a person was erased
	erased_at   INTEGER NOT NULL DEFAULT 0,
	UNIQUE (entry, no)
) STRICT;
CREATE INDEX edition_address ON edition (season, slug);
CREATE INDEX edition_unit ON edition (unit);

-- +goose StatementBegin
CREATE TRIGGER edition_no_delete BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'editions are kept'); END;
-- +goose StatementEnd
-- Two things may change: the code of a unit, and a body from which a person is erased.
-- +goose StatementBegin
CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition
WHEN NEW.id <> OLD.id OR NEW.entry <> OLD.entry OR NEW.no <> OLD.no OR NEW.version <> OLD.version OR NEW.model <> OLD.model OR NEW.at <> OLD.at
	OR NEW.account <> OLD.account OR NEW.deed <> OLD.deed OR NEW.season <> OLD.season OR NEW.slug <> OLD.slug
	OR NEW.origin <> OLD.origin OR NEW.field <> OLD.field OR NEW.type <> OLD.type OR NEW.sealed_hash <> OLD.sealed_hash
	OR NEW.erased_at = OLD.erased_at AND (NEW.body <> OLD.body OR NEW.hash <> OLD.hash OR NEW.title <> OLD.title OR NEW.reason <> OLD.reason
		OR NEW.name <> OLD.name)
BEGIN SELECT RAISE(ABORT, 'editions are append-only'); END;
-- +goose StatementEnd

ALTER TABLE entry ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;  -- the newest, 0: none
ALTER TABLE entry ADD COLUMN shown_at INTEGER NOT NULL DEFAULT 0; -- when what readers have last changed

-- The reached values, photos and links of the newest editions, for sums and files.
CREATE TABLE edition_outcome (
	entry     INTEGER NOT NULL REFERENCES entry (id),
	position  INTEGER NOT NULL,
	indicator TEXT NOT NULL,
	label     TEXT NOT NULL,
	unit      TEXT NOT NULL,
	period    TEXT NOT NULL,
	source    TEXT NOT NULL,
	actual    REAL,
	founding  TEXT NOT NULL CHECK (founding IN ('target','self-declared','confirmed','proven','context')),
	effective INTEGER NOT NULL CHECK (effective IN (0,1)),
	PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_outcome_indicator ON edition_outcome (indicator);
CREATE TABLE edition_photo (
	photo INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL REFERENCES entry (id)
) STRICT;
CREATE INDEX edition_photo_entry ON edition_photo (entry);
CREATE TABLE edition_link (
	entry     INTEGER NOT NULL REFERENCES entry (id),
	target    INTEGER NOT NULL,
	confirmed INTEGER NOT NULL CHECK (confirmed IN (0,1)),
	PRIMARY KEY (entry, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_link_target ON edition_link (target);

-- A photo that its unit took out of the entry while an edition shows it.
ALTER TABLE photo ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped IN (0,1));

-- What readers outside have, one slim row a story: every public query reads this, never
-- the entry. Triggers keep it beside the entry and its newest edition.
CREATE TABLE public_story (
	id            INTEGER PRIMARY KEY REFERENCES entry (id),
	model         INTEGER NOT NULL,
	number        TEXT NOT NULL,
	no            INTEGER NOT NULL,
	season        INTEGER NOT NULL,
	slug          TEXT NOT NULL,
	origin        TEXT NOT NULL,
	unit          TEXT REFERENCES unit (code) ON UPDATE CASCADE,
	field         TEXT NOT NULL,
	type          TEXT NOT NULL,
	title         TEXT NOT NULL,
	title_key     BLOB NOT NULL,
	title_fold    TEXT NOT NULL,
	publication   TEXT NOT NULL,
	publish_at    INTEGER NOT NULL,
	published_at  INTEGER NOT NULL,
	embargo_press INTEGER NOT NULL,
	updated_at    INTEGER NOT NULL,
	edition       INTEGER NOT NULL REFERENCES edition (id)
) STRICT;
CREATE INDEX public_story_newest ON public_story (published_at DESC, id DESC) WHERE publication IN ('cong-khai','dinh-chinh');
CREATE INDEX public_story_unit ON public_story (unit);
CREATE INDEX public_story_model ON public_story (model);
CREATE INDEX public_story_edition ON public_story (edition);
CREATE INDEX public_story_counted ON public_story (season, field, type, origin, unit, publication, publish_at);
-- +goose StatementBegin
CREATE TRIGGER public_story_shown AFTER UPDATE OF edition, publication, publish_at, published_at, embargo_press, shown_at ON entry
WHEN NEW.edition > 0 AND (NEW.edition <> OLD.edition OR NEW.publication <> OLD.publication OR NEW.publish_at <> OLD.publish_at
	OR NEW.published_at <> OLD.published_at OR NEW.embargo_press <> OLD.embargo_press OR NEW.shown_at <> OLD.shown_at)
BEGIN
	INSERT OR REPLACE INTO public_story (id, model, number, no, season, slug, origin, unit, field, type, title, title_key, title_fold,
		publication, publish_at, published_at, embargo_press, updated_at, edition)
	SELECT NEW.id, d.model, NEW.number, d.no, d.season, d.slug, d.origin, d.unit, d.field, d.type, d.title, d.title_key, d.title_fold,
		NEW.publication, NEW.publish_at, NEW.published_at, NEW.embargo_press, NEW.shown_at, d.id
	FROM edition d WHERE d.entry = NEW.id AND d.no = NEW.edition;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER public_story_erased AFTER UPDATE OF title, title_key, title_fold ON edition
BEGIN
	UPDATE public_story SET title = NEW.title, title_key = NEW.title_key, title_fold = NEW.title_fold WHERE edition = NEW.id;
END;
-- +goose StatementEnd

-- What the program itself brings in line when it first opens the database: the first
-- editions, and the registered name in the row of every entry.
INSERT INTO counter (name, value) SELECT 'upgrade 14', 1 WHERE EXISTS (SELECT 1 FROM entry);
