-- +goose Up
-- The links of the newest editions, by where they lead: what readers outside have of who
-- learned from an entry or goes on with it, whatever its unit changes until it is
-- released.
CREATE TABLE edition_link (
	entry     INTEGER NOT NULL REFERENCES entry (id),
	target    INTEGER NOT NULL,
	confirmed INTEGER NOT NULL CHECK (confirmed IN (0,1)),
	PRIMARY KEY (entry, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_link_target ON edition_link (target);
INSERT OR IGNORE INTO edition_link (entry, target, confirmed)
	SELECT e.id, l.value ->> 'to', coalesce(l.value ->> 'confirmed', 0) <> 0
	FROM entry e JOIN edition d ON d.entry = e.id AND d.no = e.edition, json_each(d.body, '$.links') l;
