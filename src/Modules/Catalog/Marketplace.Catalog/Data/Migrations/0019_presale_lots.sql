-- 预售: a lot that is sold before its harvest. Until the harvest is recorded, harvested_on is the day it is expected.
ALTER TABLE lot ADD COLUMN is_expected boolean NOT NULL DEFAULT false;
ALTER TABLE lot ADD COLUMN ship_by date;
ALTER TABLE lot ADD COLUMN expected_on date;
ALTER TABLE lot ADD COLUMN expected_quantity int CHECK (expected_quantity > 0);
ALTER TABLE lot ADD COLUMN adoption_terms text;
ALTER TABLE lot ADD CONSTRAINT lot_presale_is_whole CHECK (
    (ship_by IS NULL) = (expected_on IS NULL) AND (ship_by IS NULL) = (expected_quantity IS NULL)
    AND (ship_by IS NOT NULL OR (NOT is_expected AND adoption_terms IS NULL)));
COMMENT ON COLUMN lot.adoption_terms IS '认领约定: what the subscriber of a base gets; only lots of a base have it.';

-- 长势: what the producer tells of a lot while it grows. Only ever added.
CREATE TABLE growth_note (
    id         uuid PRIMARY KEY,
    lot_id     uuid NOT NULL REFERENCES lot,
    noted_on   date NOT NULL,
    words      text NOT NULL,
    photos     uuid[] NOT NULL DEFAULT '{}',
    written_at timestamptz NOT NULL,
    written_by uuid NOT NULL
);
CREATE INDEX growth_note_lot ON growth_note (lot_id, noted_on, id);
REVOKE UPDATE, DELETE, TRUNCATE ON growth_note FROM {role};
