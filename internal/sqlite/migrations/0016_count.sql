-- +goose Up
-- Whether what an indicator measures can be broken: '' as its unit says, 'nguyen'
-- never, 'le' always.
ALTER TABLE indicator ADD COLUMN counting TEXT NOT NULL DEFAULT '' CHECK (counting IN ('','nguyen','le'));
-- The places of these two are counted; the unit alone could mean marks.
UPDATE indicator SET counting = 'nguyen' WHERE code IN ('SITES','QR_PT') AND unit = 'điểm';
