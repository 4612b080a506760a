-- +goose Up

-- Saved searches whose news come by mail, one mail a day at most, and up to when
-- the last digest of an account told of them.
ALTER TABLE saved_search ADD COLUMN mailed INTEGER NOT NULL DEFAULT 0 CHECK (mailed IN (0,1));
CREATE TABLE press_digest (
	account INTEGER PRIMARY KEY REFERENCES account (id),
	day     TEXT NOT NULL,    -- of the last digest that was made, or that had nothing to say
	at      INTEGER NOT NULL
) STRICT;

-- Which photos a request is for, and by when an answer is of use.
ALTER TABLE press_request ADD COLUMN shots TEXT NOT NULL DEFAULT '';
ALTER TABLE press_request ADD COLUMN due TEXT NOT NULL DEFAULT '';

-- What the WebSub hub has not heard of yet: one line, since a hub is only told
-- that the feeds changed and fetches them itself.
CREATE TABLE hub_ping (
	id       INTEGER PRIMARY KEY CHECK (id = 1),
	changes  INTEGER NOT NULL DEFAULT 0, -- of the feeds, counted
	told     INTEGER NOT NULL DEFAULT 0, -- the count that the hub has heard of
	attempts INTEGER NOT NULL DEFAULT 0, -- failed ones since then
	next_at  INTEGER NOT NULL DEFAULT 0,
	answer   TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO hub_ping (id) VALUES (1);

-- +goose StatementBegin
CREATE TRIGGER feed_published AFTER UPDATE OF publication ON entry
WHEN NEW.publication IN ('cong-khai','dinh-chinh','go') AND NEW.publication <> OLD.publication BEGIN
	UPDATE hub_ping SET changes = changes + 1;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feed_imported AFTER INSERT ON entry WHEN NEW.publication IN ('cong-khai','dinh-chinh') BEGIN
	UPDATE hub_ping SET changes = changes + 1;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feed_corrected AFTER INSERT ON correction BEGIN
	UPDATE hub_ping SET changes = changes + 1;
END;
-- +goose StatementEnd
