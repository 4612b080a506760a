-- +goose Up

-- Who took which pack, to be told when its facts change. Only of people who have
-- signed in; of visitors nothing is kept.
CREATE TABLE pack_taken (
	account INTEGER NOT NULL REFERENCES account (id),
	entry   INTEGER NOT NULL REFERENCES entry (id),
	at      INTEGER NOT NULL,
	PRIMARY KEY (account, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_taken_entry ON pack_taken (entry);

-- Everybody who took a pack hears of it in the very transaction that corrects or
-- removes the story, by whatever door that comes.
-- +goose StatementBegin
CREATE TRIGGER correction_tell AFTER INSERT ON correction BEGIN
	INSERT INTO notice (account, entry, at, text, link)
	SELECT p.account, NEW.entry, NEW.at, 'Đính chính bài bạn đã tải gói: “' || e.title || '”. ' || NEW.text,
		'/mo-hinh/' || CASE e.season WHEN 0 THEN 'khong-ro' ELSE e.season END || '/' || e.slug
	FROM pack_taken p JOIN entry e ON e.id = p.entry WHERE p.entry = NEW.entry;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER removal_tell AFTER UPDATE OF publication ON entry WHEN NEW.publication = 'go' AND OLD.publication <> 'go' BEGIN
	INSERT INTO notice (account, entry, at, text, link)
	SELECT p.account, NEW.id, NEW.removed_at, 'Bài bạn đã tải gói vừa được gỡ: “' || OLD.title || '”. Xin không dùng lại nội dung và ảnh đã tải.', ''
	FROM pack_taken p WHERE p.entry = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER photo_tell AFTER UPDATE OF taken_down ON photo WHEN NEW.taken_down = 1 AND OLD.taken_down = 0 BEGIN
	INSERT INTO notice (account, entry, at, text, link)
	SELECT p.account, NEW.entry, e.updated_at, 'Một ảnh trong gói bạn đã tải vừa được gỡ: “' || e.title || '”. Xin thay ảnh “' || NEW.caption || '” trên bản điện tử.',
		'/mo-hinh/' || CASE e.season WHEN 0 THEN 'khong-ro' ELSE e.season END || '/' || e.slug
	FROM pack_taken p JOIN entry e ON e.id = p.entry WHERE p.entry = NEW.entry;
END;
-- +goose StatementEnd

-- Searches that a journalist comes back to, each with a feed at a secret address.
CREATE TABLE saved_search (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account    INTEGER NOT NULL REFERENCES account (id),
	name       TEXT NOT NULL,
	query      TEXT NOT NULL, -- the parameters of the search, encoded
	secret     BLOB NOT NULL UNIQUE, -- sha256 of what the address holds
	created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_search_account ON saved_search (account);

-- When a journalist last said to have seen all leads.
CREATE TABLE leads_seen (
	account INTEGER PRIMARY KEY REFERENCES account (id),
	at      INTEGER NOT NULL
) STRICT;

-- What the press or staff ask of a unit, and its answer.
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
) STRICT;
CREATE INDEX press_request_entry ON press_request (entry);
CREATE INDEX press_request_account ON press_request (account, id);

-- Pieces that were published elsewhere about an entry; staff checks each.
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
CREATE INDEX coverage_state ON coverage (state, id);

-- What editors put together: collections, and the order of the first page.
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
CREATE TABLE home_pick (
	entry    INTEGER PRIMARY KEY REFERENCES entry (id),
	position INTEGER NOT NULL
) STRICT;
