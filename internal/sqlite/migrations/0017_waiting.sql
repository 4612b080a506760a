-- +goose Up
-- In how many places an entry differs from its newest edition: what waits for a
-- reviewer. -1: to be compared, which the program does at the end of the transaction.
ALTER TABLE entry ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN waiting_since INTEGER NOT NULL DEFAULT 0; -- 0: nothing waits
CREATE INDEX entry_waiting ON entry (waiting) WHERE waiting <> 0;

-- Whatever is written of what an edition seals is compared again, whoever writes it.
-- +goose StatementBegin
CREATE TRIGGER entry_waits AFTER UPDATE OF edition, season, unit, unit_text, origin, result, content, report, story, source ON entry
WHEN NEW.edition > 0 BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.id; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_waits AFTER UPDATE OF body ON edition
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER photo_added_waits AFTER INSERT ON photo
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER photo_changed_waits AFTER UPDATE ON photo
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER photo_deleted_waits AFTER DELETE ON photo
BEGIN UPDATE entry SET waiting = -1 WHERE id = OLD.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_added_waits AFTER INSERT ON entry_link
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_changed_waits AFTER UPDATE ON entry_link
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_deleted_waits AFTER DELETE ON entry_link
BEGIN UPDATE entry SET waiting = -1 WHERE id = OLD.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER co_owner_added_waits AFTER INSERT ON co_owner
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER co_owner_changed_waits AFTER UPDATE ON co_owner
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER co_owner_deleted_waits AFTER DELETE ON co_owner
BEGIN UPDATE entry SET waiting = -1 WHERE id = OLD.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER survival_added_waits AFTER INSERT ON survival
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER survival_changed_waits AFTER UPDATE ON survival
BEGIN UPDATE entry SET waiting = -1 WHERE id = NEW.entry AND edition > 0; END;
-- +goose StatementEnd

UPDATE entry SET waiting = -1 WHERE edition > 0;
-- The first transaction of the program, which compares what is marked.
INSERT INTO counter (name, value) SELECT 'upgrade 17', 1 WHERE EXISTS (SELECT 1 FROM entry WHERE edition > 0);
