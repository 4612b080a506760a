CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
WHEN NEW.address <> '' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.account <> OLD.account OR NEW.name <> OLD.name OR NEW.role <> OLD.role
	OR NEW.action <> OLD.action OR NEW.object <> OLD.object OR NEW.before <> OLD.before OR NEW.after <> OLD.after
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TRIGGER co_owner_added_waits AFTER INSERT ON co_owner
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER co_owner_changed_waits AFTER UPDATE ON co_owner
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER co_owner_deleted_waits AFTER DELETE ON co_owner
BEGIN UPDATE entry SET waiting = -1 WHERE id = OLD.entry AND edition > 0; END;

CREATE TRIGGER correction_tell AFTER INSERT ON correction BEGIN
	INSERT INTO notice (account, entry, at, text, link)
	SELECT p.account, NEW.entry, NEW.at, 'Đính chính bài bạn đã tải gói: “' || e.title || '”. ' || NEW.text,
		'/mo-hinh/' || CASE e.season WHEN 0 THEN 'khong-ro' ELSE e.season END || '/' || e.slug
	FROM pack_taken p JOIN entry e ON e.id = p.entry WHERE p.entry = NEW.entry;
END;

CREATE TRIGGER edition_no_delete BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'editions are kept'); END;

CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition
WHEN NEW.id <> OLD.id OR NEW.entry <> OLD.entry OR NEW.no <> OLD.no OR NEW.version <> OLD.version OR NEW.model <> OLD.model OR NEW.at <> OLD.at
	OR NEW.account <> OLD.account OR NEW.deed <> OLD.deed OR NEW.season <> OLD.season OR NEW.slug <> OLD.slug
	OR NEW.origin <> OLD.origin OR NEW.field <> OLD.field OR NEW.type <> OLD.type OR NEW.sealed_hash <> OLD.sealed_hash
	OR NEW.erased_at = OLD.erased_at AND (NEW.body <> OLD.body OR NEW.hash <> OLD.hash OR NEW.title <> OLD.title OR NEW.reason <> OLD.reason
		OR NEW.name <> OLD.name)
BEGIN SELECT RAISE(ABORT, 'editions are append-only'); END;

CREATE TRIGGER edition_waits AFTER UPDATE OF body ON edition
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER entry_waits AFTER UPDATE OF edition, season, unit, unit_text, origin, result, content, report, story, source ON entry
WHEN NEW.edition > 0 BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.id; END;

CREATE TRIGGER feed_corrected AFTER INSERT ON correction BEGIN
	UPDATE hub_ping SET changes = changes + 1;
END;

CREATE TRIGGER feed_imported AFTER INSERT ON entry WHEN NEW.publication IN ('cong-khai','dinh-chinh') BEGIN
	UPDATE hub_ping SET changes = changes + 1;
END;

CREATE TRIGGER feed_published AFTER UPDATE OF publication ON entry
WHEN NEW.publication IN ('cong-khai','dinh-chinh','go') AND NEW.publication <> OLD.publication BEGIN
	UPDATE hub_ping SET changes = changes + 1;
END;

CREATE TRIGGER link_added_waits AFTER INSERT ON entry_link
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER link_changed_waits AFTER UPDATE ON entry_link
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER link_deleted_waits AFTER DELETE ON entry_link
BEGIN UPDATE entry SET waiting = -1 WHERE id = OLD.entry AND edition > 0; END;

CREATE TRIGGER photo_added_waits AFTER INSERT ON photo
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER photo_changed_waits AFTER UPDATE ON photo
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER photo_deleted_waits AFTER DELETE ON photo
BEGIN UPDATE entry SET waiting = -1 WHERE id = OLD.entry AND edition > 0; END;

CREATE TRIGGER photo_tell AFTER UPDATE OF taken_down ON photo WHEN NEW.taken_down = 1 AND OLD.taken_down = 0 BEGIN
	INSERT INTO notice (account, entry, at, text, link)
	SELECT p.account, NEW.entry, e.updated_at, 'Một ảnh trong gói bạn đã tải vừa được gỡ: “' || e.title || '”. Xin thay ảnh “' || NEW.caption || '” trên bản điện tử.',
		'/mo-hinh/' || CASE e.season WHEN 0 THEN 'khong-ro' ELSE e.season END || '/' || e.slug
	FROM pack_taken p JOIN entry e ON e.id = p.entry WHERE p.entry = NEW.entry;
END;

CREATE TRIGGER public_story_erased AFTER UPDATE OF title, title_key, title_fold ON edition
BEGIN
	UPDATE public_story SET title = NEW.title, title_key = NEW.title_key, title_fold = NEW.title_fold WHERE edition = NEW.id;
END;

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

CREATE TRIGGER removal_tell AFTER UPDATE OF publication ON entry WHEN NEW.publication = 'go' AND OLD.publication <> 'go' BEGIN
	INSERT INTO notice (account, entry, at, text, link)
	SELECT p.account, NEW.id, NEW.removed_at, 'Bài bạn đã tải gói vừa được gỡ: “' || OLD.title || '”. Xin không dùng lại nội dung và ảnh đã tải.', ''
	FROM pack_taken p WHERE p.entry = NEW.id;
END;

CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;

CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshot is append-only'); END;

CREATE TRIGGER survival_added_waits AFTER INSERT ON survival
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TRIGGER survival_changed_waits AFTER UPDATE ON survival
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;

CREATE TABLE account (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	email         TEXT NOT NULL,
	email_key     TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	role          TEXT NOT NULL CHECK (role IN ('don-vi','tham-dinh','hoi-dong','thu-ky','bao-chi','quan-tri')),
	unit          TEXT REFERENCES unit (code) ON UPDATE CASCADE,
	password      TEXT NOT NULL DEFAULT '',
	totp          TEXT NOT NULL DEFAULT '',
	totp_step     INTEGER NOT NULL DEFAULT 0, -- last used time step, so that a code works once
	disabled      INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0,1)),
	demo          INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0,1)),
	created_at    INTEGER NOT NULL,
	signed_in_at  INTEGER NOT NULL DEFAULT 0,
	version       INTEGER NOT NULL DEFAULT 1
, mail TEXT NOT NULL DEFAULT 'trong-ngay' CHECK (mail IN ('trong-ngay','ngay','khong'))) STRICT;

CREATE TABLE address (
	season INTEGER NOT NULL,
	slug   TEXT NOT NULL,
	entry  INTEGER NOT NULL REFERENCES entry (id),
	PRIMARY KEY (season, slug)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointee (
	round    INTEGER NOT NULL REFERENCES round (id),
	account  INTEGER NOT NULL REFERENCES account (id),
	position TEXT NOT NULL CHECK (position IN ('uy-vien','chu-tich','thu-ky')),
	units    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(units)),
	ties     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ties)),
	PRIMARY KEY (round, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
	round    INTEGER NOT NULL,
	entry    INTEGER NOT NULL,
	account  INTEGER NOT NULL,
	declared INTEGER NOT NULL DEFAULT 0, -- when the member said to have no tie
	PRIMARY KEY (round, entry, account),
	FOREIGN KEY (round, entry) REFERENCES candidate (round, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	entry    INTEGER NOT NULL REFERENCES entry (id),
	name     TEXT NOT NULL,
	kind     TEXT NOT NULL CHECK (kind IN ('pdf','docx','xlsx')),
	title    TEXT NOT NULL,
	hash     TEXT NOT NULL,
	bytes    INTEGER NOT NULL,
	added_at INTEGER NOT NULL,
	added_by INTEGER NOT NULL,
	UNIQUE (entry, hash)
) STRICT;

CREATE TABLE audit (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	role    TEXT NOT NULL,
	address TEXT NOT NULL,
	action  TEXT NOT NULL,
	object  TEXT NOT NULL,
	before  TEXT NOT NULL DEFAULT '',
	after   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE award_rule (
	form    TEXT NOT NULL,
	version INTEGER NOT NULL,
	body    TEXT NOT NULL CHECK (json_valid(body)),
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	PRIMARY KEY (form, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballot_tally (
	vote   INTEGER NOT NULL REFERENCES vote (id),
	entry  INTEGER NOT NULL,
	choice TEXT NOT NULL CHECK (choice IN ('dong-y','khong','trang')),
	n      INTEGER NOT NULL,
	PRIMARY KEY (vote, entry, choice)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballot_voter (
	vote    INTEGER NOT NULL REFERENCES vote (id),
	account INTEGER NOT NULL,
	PRIMARY KEY (vote, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE boundary (
  unit    TEXT PRIMARY KEY REFERENCES unit (code),
  rings   TEXT NOT NULL CHECK (json_valid(rings)),
  source  TEXT NOT NULL,              -- the word of the file that named the unit
  by_code INTEGER NOT NULL CHECK (by_code IN (0, 1)),
  at      INTEGER NOT NULL
) STRICT;

CREATE TABLE boundary_unknown (
  place INTEGER PRIMARY KEY,          -- in the file, from 1
  name  TEXT NOT NULL,
  why   TEXT NOT NULL
) STRICT;

CREATE TABLE calendar (
	account    INTEGER PRIMARY KEY REFERENCES account (id),
	hash       BLOB NOT NULL UNIQUE, -- sha256 of the secret in the address
	created_at INTEGER NOT NULL
) STRICT;

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
, taken_at INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE co_owner (
	entry       INTEGER NOT NULL REFERENCES entry (id),
	unit        TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	state       TEXT NOT NULL CHECK (state IN ('cho','dong-y','tu-choi')),
	reason      TEXT NOT NULL DEFAULT '',
	at          INTEGER NOT NULL,
	answered_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (entry, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	slug       TEXT NOT NULL UNIQUE,
	title      TEXT NOT NULL,
	lead       TEXT NOT NULL DEFAULT '',
	shown      INTEGER NOT NULL DEFAULT 0 CHECK (shown IN (0,1)),
	created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_entry (
	collection INTEGER NOT NULL REFERENCES collection (id),
	entry      INTEGER NOT NULL REFERENCES entry (id),
	position   INTEGER NOT NULL,
	PRIMARY KEY (collection, entry)
) STRICT, WITHOUT ROWID;

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
, file TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE correction (
	id    INTEGER PRIMARY KEY AUTOINCREMENT,
	entry INTEGER NOT NULL REFERENCES entry (id),
	at    INTEGER NOT NULL,
	text  TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
	name  TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coverage (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	entry      INTEGER NOT NULL REFERENCES entry (id),
	account    INTEGER NOT NULL REFERENCES account (id),
	url        TEXT NOT NULL,
	title      TEXT NOT NULL,
	publisher  TEXT NOT NULL,
	day        TEXT NOT NULL DEFAULT '',
	state      TEXT NOT NULL CHECK (state IN ('cho','nhan','khong')),
	sent_at    INTEGER NOT NULL,
	checked_at INTEGER NOT NULL DEFAULT 0,
	checked_by INTEGER NOT NULL DEFAULT 0,
	UNIQUE (entry, url)
) STRICT;

CREATE TABLE discussion (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	round   INTEGER NOT NULL,
	entry   INTEGER NOT NULL,
	account INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	text    TEXT NOT NULL
) STRICT;

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

CREATE TABLE edition_link (
	entry     INTEGER NOT NULL REFERENCES entry (id),
	target    INTEGER NOT NULL,
	confirmed INTEGER NOT NULL CHECK (confirmed IN (0,1)),
	PRIMARY KEY (entry, target)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE edition_photo (
	photo INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL REFERENCES entry (id)
) STRICT;

CREATE TABLE entry (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	model          INTEGER NOT NULL REFERENCES model (id),
	number         TEXT NOT NULL UNIQUE,
	ref            TEXT NOT NULL DEFAULT '',
	ref_account    INTEGER NOT NULL DEFAULT 0, -- 0: the importer's own refs
	form_key       TEXT NOT NULL DEFAULT '',   -- of the form that made it: sent twice, made once
	season         INTEGER NOT NULL DEFAULT 0, -- 0: unknown
	origin         TEXT NOT NULL CHECK (origin IN ('dang-ky','bao-chi')),
	unit           TEXT REFERENCES unit (code) ON UPDATE CASCADE,
	unit_text      TEXT NOT NULL DEFAULT '',
	slug           TEXT NOT NULL,
	version        INTEGER NOT NULL,
	demo           INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0,1)),
	registration   TEXT NOT NULL CHECK (registration IN ('nhap','da-gui','tra-lai','tiep-nhan','rut','gop','khong-dang-ky')),
	result         TEXT NOT NULL CHECK (result IN ('chua-co','nhap','da-gui','tra-lai','hieu-qua','chua-hieu-qua')),
	publication    TEXT NOT NULL CHECK (publication IN ('noi-bo','cho-duyet','hen-gio','cong-khai','dinh-chinh','go')),
	title          TEXT NOT NULL,
	title_key      BLOB NOT NULL, -- Vietnamese collation key
	title_fold     TEXT NOT NULL, -- without marks, for finding in lists
	field          TEXT NOT NULL,
	type           TEXT NOT NULL CHECK (type IN ('mo-hinh-tap-the','dien-hinh-tap-the','dien-hinh-ca-nhan')),
	novelty        TEXT NOT NULL CHECK (novelty IN ('moi','tiep-tuc','nang-chat','nhan-rong')),
	content        TEXT NOT NULL CHECK (json_valid(content)),
	report         TEXT NOT NULL CHECK (json_valid(report)),
	story          TEXT NOT NULL CHECK (json_valid(story)),
	source         TEXT NOT NULL CHECK (json_valid(source)),
	return_reason  TEXT NOT NULL DEFAULT '',
	return_checks  TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(return_checks)),
	merged_into    INTEGER NOT NULL DEFAULT 0,
	secret_field   INTEGER NOT NULL DEFAULT 0 CHECK (secret_field IN (0,1)),
	embargo_press  INTEGER NOT NULL DEFAULT 0 CHECK (embargo_press IN (0,1)),
	remove_reason  TEXT NOT NULL DEFAULT '',
	created_at     INTEGER NOT NULL,
	updated_at     INTEGER NOT NULL,
	sent_at        INTEGER NOT NULL DEFAULT 0,
	accepted_at    INTEGER NOT NULL DEFAULT 0,
	reported_at    INTEGER NOT NULL DEFAULT 0,
	confirmed_at   INTEGER NOT NULL DEFAULT 0,
	publish_at     INTEGER NOT NULL DEFAULT 0,
	published_at   INTEGER NOT NULL DEFAULT 0,
	removed_at     INTEGER NOT NULL DEFAULT 0
, first_sent_at INTEGER NOT NULL DEFAULT 0, first_reported_at INTEGER NOT NULL DEFAULT 0, edition INTEGER NOT NULL DEFAULT 0, shown_at INTEGER NOT NULL DEFAULT 0, waiting INTEGER NOT NULL DEFAULT 0, waiting_since INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE entry_link (
	entry        INTEGER NOT NULL REFERENCES entry (id),
	target       INTEGER NOT NULL REFERENCES entry (id),
	kind         TEXT NOT NULL CHECK (kind IN ('tiep-tuc','hoc-tu')),
	confirmed_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (entry, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry_tag (
	entry INTEGER NOT NULL REFERENCES entry (id),
	tag   TEXT NOT NULL,
	PRIMARY KEY (entry, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE exemption (
	year     INTEGER NOT NULL REFERENCES season (year),
	unit     TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	reason   TEXT NOT NULL,
	document TEXT NOT NULL DEFAULT '',
	at       INTEGER NOT NULL,
	account  INTEGER NOT NULL,
	PRIMARY KEY (year, unit)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE home_pick (
	entry    INTEGER PRIMARY KEY REFERENCES entry (id),
	position INTEGER NOT NULL
) STRICT;

CREATE TABLE hub_ping (
	id       INTEGER PRIMARY KEY CHECK (id = 1),
	changes  INTEGER NOT NULL DEFAULT 0, -- of the feeds, counted
	told     INTEGER NOT NULL DEFAULT 0, -- the count that the hub has heard of
	attempts INTEGER NOT NULL DEFAULT 0, -- failed ones since then
	next_at  INTEGER NOT NULL DEFAULT 0,
	answer   TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE indicator (
  code         TEXT PRIMARY KEY,
  position     INTEGER NOT NULL,
  unit         TEXT NOT NULL,
  aggregate    TEXT NOT NULL CHECK (aggregate IN ('S','L','R')),
  first_season INTEGER NOT NULL DEFAULT 0, -- that offers it; 0: all that went before
  last_season  INTEGER NOT NULL DEFAULT 0, -- 0: no end
  version      INTEGER NOT NULL DEFAULT 1
, counting TEXT NOT NULL DEFAULT '' CHECK (counting IN ('','nguyen','le'))) STRICT;

CREATE TABLE indicator_name (
  code   TEXT NOT NULL REFERENCES indicator (code),
  since  INTEGER NOT NULL,                 -- first season of the name; 0: from the beginning
  label  TEXT NOT NULL,
  fields TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (code, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE leads_seen (
	account INTEGER PRIMARY KEY REFERENCES account (id),
	at      INTEGER NOT NULL
) STRICT;

CREATE TABLE link (
	hash       BLOB PRIMARY KEY,
	account    INTEGER REFERENCES account (id), -- NULL: the set-up link of the first admin
	purpose    TEXT NOT NULL CHECK (purpose IN ('first-password','reset','setup')),
	expires_at INTEGER NOT NULL,
	used_at    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

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

CREATE TABLE model (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE moved_place (
	claim INTEGER NOT NULL REFERENCES claim (id),
	place TEXT NOT NULL,
	line  TEXT NOT NULL,
	PRIMARY KEY (claim, place, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	account INTEGER NOT NULL REFERENCES account (id),
	entry   INTEGER NOT NULL DEFAULT 0,
	at      INTEGER NOT NULL,
	text    TEXT NOT NULL,
	link    TEXT NOT NULL DEFAULT '',
	read_at INTEGER NOT NULL DEFAULT 0
, urging INTEGER NOT NULL DEFAULT 0 CHECK (urging IN (0,1)), mail INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE open_vote (
	vote    INTEGER NOT NULL REFERENCES vote (id),
	entry   INTEGER NOT NULL,
	account INTEGER NOT NULL,
	choice  TEXT NOT NULL CHECK (choice IN ('dong-y','khong','trang')),
	PRIMARY KEY (vote, entry, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
	seq   INTEGER PRIMARY KEY AUTOINCREMENT,
	entry INTEGER NOT NULL
) STRICT;

CREATE TABLE outcome (
	entry     INTEGER NOT NULL REFERENCES entry (id),
	position  INTEGER NOT NULL,
	indicator TEXT NOT NULL,
	label     TEXT NOT NULL,
	unit      TEXT NOT NULL,
	baseline  REAL,
	target    REAL,
	actual    REAL,
	period    TEXT NOT NULL,
	source    TEXT NOT NULL,
	PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE pack_taken (
	account INTEGER NOT NULL REFERENCES account (id),
	entry   INTEGER NOT NULL REFERENCES entry (id),
	at      INTEGER NOT NULL,
	PRIMARY KEY (account, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE photo (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	entry            INTEGER NOT NULL REFERENCES entry (id),
	hash             TEXT NOT NULL,
	width            INTEGER NOT NULL,
	height           INTEGER NOT NULL,
	bytes            INTEGER NOT NULL,
	tone             TEXT NOT NULL,
	position         INTEGER NOT NULL,
	caption          TEXT NOT NULL DEFAULT '',
	alt              TEXT NOT NULL DEFAULT '',
	author           TEXT NOT NULL DEFAULT '',
	taken_on         TEXT NOT NULL DEFAULT '',
	basis            TEXT NOT NULL DEFAULT '' CHECK (basis IN ('','consent','public-activity','public-interest','nobody-recognisable')),
	children         INTEGER NOT NULL DEFAULT 0 CHECK (children IN (0,1)),
	guardian         INTEGER NOT NULL DEFAULT 0 CHECK (guardian IN (0,1)),
	taken_at         INTEGER NOT NULL DEFAULT 0, -- from the camera; private
	taken_down       INTEGER NOT NULL DEFAULT 0 CHECK (taken_down IN (0,1)),
	take_down_reason TEXT NOT NULL DEFAULT '',
	added_at         INTEGER NOT NULL,
	added_by         INTEGER NOT NULL, dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped IN (0,1)),
	UNIQUE (entry, hash)
) STRICT;

CREATE TABLE press_digest (
	account INTEGER PRIMARY KEY REFERENCES account (id),
	day     TEXT NOT NULL,    -- of the last digest that was made, or that had nothing to say
	at      INTEGER NOT NULL
) STRICT;

CREATE TABLE press_request (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	entry       INTEGER NOT NULL REFERENCES entry (id),
	account     INTEGER NOT NULL REFERENCES account (id),
	kind        TEXT NOT NULL CHECK (kind IN ('phong-van','them-anh','so-lieu','khac')),
	text        TEXT NOT NULL,
	reply_to    TEXT NOT NULL DEFAULT '', -- phone or address that the asker gives
	asked_at    INTEGER NOT NULL,
	answer      TEXT NOT NULL DEFAULT '',
	answered_at INTEGER NOT NULL DEFAULT 0,
	answered_by INTEGER NOT NULL DEFAULT 0
, shots TEXT NOT NULL DEFAULT '', due TEXT NOT NULL DEFAULT '') STRICT;

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

CREATE TABLE recognition (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	entry  INTEGER NOT NULL REFERENCES entry (id),
	level  TEXT NOT NULL CHECK (level IN ('co-so','huyen','tinh')),
	form   TEXT NOT NULL DEFAULT '',
	number TEXT NOT NULL DEFAULT '',
	day    TEXT NOT NULL DEFAULT '',
	issuer TEXT NOT NULL DEFAULT '',
	text   TEXT NOT NULL DEFAULT ''
, signer TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL DEFAULT 0, account INTEGER NOT NULL DEFAULT 0, revoked_at INTEGER NOT NULL DEFAULT 0, revoke_reason TEXT NOT NULL DEFAULT '', file TEXT NOT NULL DEFAULT '', file_name TEXT NOT NULL DEFAULT '') STRICT;

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

CREATE TABLE revision (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	entry   INTEGER NOT NULL REFERENCES entry (id),
	version INTEGER NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	role    TEXT NOT NULL,
	action  TEXT NOT NULL,
	reason  TEXT NOT NULL DEFAULT '',
	content TEXT NOT NULL,
	report  TEXT NOT NULL,
	photos  TEXT NOT NULL DEFAULT '{}'
) STRICT;

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

CREATE TABLE saved_search (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account    INTEGER NOT NULL REFERENCES account (id),
	name       TEXT NOT NULL,
	query      TEXT NOT NULL, -- the parameters of the search, encoded
	secret     BLOB NOT NULL UNIQUE, -- sha256 of what the address holds
	created_at INTEGER NOT NULL
, mailed INTEGER NOT NULL DEFAULT 0 CHECK (mailed IN (0,1))) STRICT;

CREATE TABLE scale (
	code    TEXT NOT NULL,
	version INTEGER NOT NULL,
	body    TEXT NOT NULL CHECK (json_valid(body)),
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	name    TEXT NOT NULL,
	PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_day (
	text     TEXT NOT NULL, -- as typed, with single spaces
	day      TEXT NOT NULL,
	asked    INTEGER NOT NULL,
	empty    INTEGER NOT NULL,
	unmarked INTEGER NOT NULL,
	part     INTEGER NOT NULL,
	opened   INTEGER NOT NULL,
	PRIMARY KEY (text, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE season (
	year      INTEGER PRIMARY KEY,
	version   INTEGER NOT NULL,
	settings  TEXT NOT NULL CHECK (json_valid(settings)),
	frozen_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE season_version (
	year     INTEGER NOT NULL REFERENCES season (year),
	version  INTEGER NOT NULL,
	settings TEXT NOT NULL,
	at       INTEGER NOT NULL,
	account  INTEGER NOT NULL,
	PRIMARY KEY (year, version)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE session (
	hash       BLOB PRIMARY KEY, -- sha256 of the secret in the cookie
	account    INTEGER NOT NULL REFERENCES account (id),
	created_at INTEGER NOT NULL,
	seen_at    INTEGER NOT NULL,
	address    TEXT NOT NULL,
	agent      TEXT NOT NULL,
	passed     INTEGER NOT NULL DEFAULT 1 CHECK (passed IN (0,1)) -- 0: the second factor is still owed
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

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

CREATE TABLE succession (
	predecessor TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	successor   TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	day         TEXT NOT NULL,
	extent      TEXT NOT NULL CHECK (extent IN ('whole','part')),
	basis       TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (predecessor, successor)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE tile (
	unit TEXT PRIMARY KEY REFERENCES unit (code) ON UPDATE CASCADE,
	col  INTEGER NOT NULL,
	row  INTEGER NOT NULL,
	name TEXT NOT NULL
) STRICT;

CREATE TABLE token (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account    INTEGER NOT NULL REFERENCES account (id),
	name       TEXT NOT NULL,
	hash       BLOB NOT NULL UNIQUE,
	created_at INTEGER NOT NULL,
	used_at    INTEGER NOT NULL DEFAULT 0,
	revoked_at INTEGER NOT NULL DEFAULT 0
) STRICT;

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

CREATE TABLE topic_check (
	entry   INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL, -- 0: an import took the proposals as they were
	name    TEXT NOT NULL
) STRICT;

CREATE TABLE topic_decline (
	entry   INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
	topic   TEXT NOT NULL,
	at      INTEGER NOT NULL,
	account INTEGER NOT NULL,
	PRIMARY KEY (entry, topic)
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
	code       TEXT PRIMARY KEY,
	body       INTEGER NOT NULL, -- identity over all versions
	name       TEXT NOT NULL,
	kind       TEXT NOT NULL CHECK (kind IN ('province','district','city','town','commune','ward','township','agency','organisation','armed_force','press')),
	parent     TEXT NOT NULL DEFAULT '',
	valid_from TEXT NOT NULL DEFAULT '',
	valid_to   TEXT NOT NULL DEFAULT '',
	lat        REAL NOT NULL DEFAULT 0,
	lng        REAL NOT NULL DEFAULT 0,
	note       TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE urged (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	urging  INTEGER NOT NULL REFERENCES urging (id),
	unit    TEXT NOT NULL REFERENCES unit (code) ON UPDATE CASCADE,
	account INTEGER NOT NULL DEFAULT 0,
	notice  INTEGER NOT NULL DEFAULT 0,
	UNIQUE (urging, unit, account)
) STRICT;

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

CREATE TABLE vocabulary (
	id    INTEGER PRIMARY KEY AUTOINCREMENT,
	kind  TEXT NOT NULL CHECK (kind IN ('viet-tat','dong-nghia')),
	short TEXT NOT NULL, -- of a viet-tat: the short form; else ''
	words TEXT NOT NULL  -- the long form, or the synonyms, one a line
) STRICT;

CREATE TABLE vocabulary_change (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	added   INTEGER NOT NULL, -- 1: the term was added, 0: taken away
	kind    TEXT NOT NULL CHECK (kind IN ('viet-tat','dong-nghia')),
	short   TEXT NOT NULL,
	words   TEXT NOT NULL,
	tried   INTEGER NOT NULL, -- questions asked before and after; 0: none
	changed INTEGER NOT NULL, -- of them, those answered otherwise
	undone  INTEGER NOT NULL DEFAULT 0 -- when it was undone; 0: it was not
) STRICT;

CREATE TABLE vote (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	round     INTEGER NOT NULL REFERENCES round (id),
	rule      TEXT NOT NULL CHECK (json_valid(rule)),
	paper     INTEGER NOT NULL CHECK (paper IN (0,1)),
	present   TEXT NOT NULL CHECK (json_valid(present)), -- accounts present, by themselves or in writing
	opened_at INTEGER NOT NULL,
	closed_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE vote_entry (
	vote   INTEGER NOT NULL REFERENCES vote (id),
	entry  INTEGER NOT NULL,
	issued INTEGER NOT NULL DEFAULT 0, written INTEGER NOT NULL DEFAULT 0, -- of a paper vote
	PRIMARY KEY (vote, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX appointee_account ON appointee (account);

CREATE INDEX assignment_account ON assignment (round, account);

CREATE INDEX audit_account ON audit (account, id);

CREATE INDEX audit_addressed ON audit (at) WHERE address <> '';

CREATE INDEX audit_object ON audit (object, id);

CREATE INDEX candidate_entry ON candidate (entry);

CREATE UNIQUE INDEX claim_accepted ON claim (entry) WHERE state = 'nhan';

CREATE INDEX claim_of_unit ON claim (unit, id);

CREATE INDEX claim_registration ON claim (registration) WHERE registration > 0;

CREATE UNIQUE INDEX claim_waiting ON claim (entry, unit) WHERE state = 'cho';

CREATE INDEX co_owner_unit ON co_owner (unit, state);

CREATE INDEX commendation_entry ON commendation (entry);

CREATE INDEX correction_entry ON correction (entry);

CREATE INDEX coverage_state ON coverage (state, id);

CREATE INDEX discussion_entry ON discussion (round, entry, id);

CREATE INDEX edition_address ON edition (season, slug);

CREATE INDEX edition_link_target ON edition_link (target);

CREATE INDEX edition_outcome_indicator ON edition_outcome (indicator);

CREATE INDEX edition_photo_entry ON edition_photo (entry);

CREATE INDEX edition_unit ON edition (unit);

CREATE UNIQUE INDEX entry_address ON entry (season, slug);

CREATE INDEX entry_confirmed ON entry (confirmed_at) WHERE result = 'hieu-qua';

CREATE UNIQUE INDEX entry_form_key ON entry (form_key) WHERE form_key <> '';

CREATE INDEX entry_link_target ON entry_link (target);

CREATE INDEX entry_model ON entry (model);

CREATE INDEX entry_oversight ON entry (season, origin, registration, unit, result, model, field, created_at, updated_at, first_sent_at, accepted_at, first_reported_at, confirmed_at, sent_at, reported_at);

CREATE INDEX entry_public ON entry (season, field, type, origin, unit) WHERE publication IN ('cong-khai','dinh-chinh');

CREATE INDEX entry_publication ON entry (publication, season);

CREATE INDEX entry_published ON entry (published_at DESC, id DESC) WHERE publication IN ('cong-khai','dinh-chinh');

CREATE UNIQUE INDEX entry_ref ON entry (ref_account, ref) WHERE ref <> '';

CREATE INDEX entry_registration ON entry (registration, season, sent_at);

CREATE INDEX entry_result ON entry (result, season);

CREATE INDEX entry_scheduled ON entry (publish_at) WHERE publication = 'hen-gio';

CREATE INDEX entry_unit ON entry (unit, season);

CREATE INDEX entry_waiting ON entry (waiting) WHERE waiting <> 0;

CREATE INDEX mail_account ON mail (account, id);

CREATE INDEX mail_waiting ON mail (next_at) WHERE state = 'cho';

CREATE INDEX notice_account ON notice (account, read_at, id);

CREATE INDEX notice_unmailed ON notice (account, id) WHERE mail = 0 AND read_at = 0;

CREATE INDEX outcome_indicator ON outcome (indicator);

CREATE INDEX pack_taken_entry ON pack_taken (entry);

CREATE INDEX photo_hash ON photo (hash);

CREATE INDEX press_request_account ON press_request (account, id);

CREATE INDEX press_request_entry ON press_request (entry);

CREATE INDEX public_story_counted ON public_story (season, field, type, origin, unit, publication, publish_at);

CREATE INDEX public_story_edition ON public_story (edition);

CREATE INDEX public_story_model ON public_story (model);

CREATE INDEX public_story_newest ON public_story (published_at DESC, id DESC) WHERE publication IN ('cong-khai','dinh-chinh');

CREATE INDEX public_story_unit ON public_story (unit);

CREATE INDEX recognition_entry ON recognition (entry);

CREATE INDEX revision_entry ON revision (entry, id);

CREATE INDEX round_phase_round ON round_phase (round, id);

CREATE INDEX saved_search_account ON saved_search (account);

CREATE INDEX search_day_day ON search_day (day);

CREATE INDEX session_account ON session (account);

CREATE INDEX sheet_change_entry ON sheet_change (round, entry, id);

CREATE INDEX unit_body ON unit (body);

CREATE INDEX urged_unit ON urged (unit, id);

CREATE INDEX urging_season ON urging (season, id);

CREATE INDEX vote_round ON vote (round);
