-- +goose Up
-- What a registration took over from a press page, so that it can be given back.
ALTER TABLE claim ADD COLUMN taken_at INTEGER NOT NULL DEFAULT 0; -- when the page was taken over; 0: it was not
UPDATE claim SET taken_at = (SELECT e.removed_at FROM entry e WHERE e.id = claim.entry)
WHERE state = 'nhan' AND EXISTS (SELECT 1 FROM entry e WHERE e.id = claim.entry AND e.merged_into = claim.registration);

-- The rows that led to the press entry and now lead to the registration, by table and key.
CREATE TABLE moved_place (
	claim INTEGER NOT NULL REFERENCES claim (id),
	place TEXT NOT NULL,
	line  TEXT NOT NULL,
	PRIMARY KEY (claim, place, line)
) STRICT, WITHOUT ROWID;
