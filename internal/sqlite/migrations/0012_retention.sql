-- +goose Up
-- The record stays append-only, but for one thing: a network address goes when its
-- term has passed (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).
DROP TRIGGER audit_no_update;
-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
WHEN NEW.address <> '' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.account <> OLD.account OR NEW.name <> OLD.name OR NEW.role <> OLD.role
	OR NEW.action <> OLD.action OR NEW.object <> OLD.object OR NEW.before <> OLD.before OR NEW.after <> OLD.after
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
-- +goose StatementEnd
CREATE INDEX audit_addressed ON audit (at) WHERE address <> '';
