-- The hash proves the text it was taken of; jsonb would write that text anew.
ALTER TABLE bulletin ALTER COLUMN snapshot TYPE text USING snapshot::text;

-- Sums are kept by month, so a programme runs over whole months.
ALTER TABLE programme ADD CONSTRAINT programme_whole_months
    CHECK (extract(day FROM period_from) = 1 AND extract(day FROM period_to + 1) = 1);

-- Goods that spoil unless somebody takes them.
CREATE TABLE unsold_notice (
    id              uuid PRIMARY KEY,
    number          text NOT NULL,
    supplier_id     uuid NOT NULL,
    origin_region   text COLLATE "C" NOT NULL,
    product_name    text NOT NULL,
    mass_grams      bigint NOT NULL CHECK (mass_grams > 0),
    spoils_by       date NOT NULL,
    floor_price_fen bigint CHECK (floor_price_fen > 0),
    note            text,
    reported_by     uuid NOT NULL,
    reported_at     timestamptz NOT NULL,
    closed_at       timestamptz,
    closing_note    text
);
CREATE UNIQUE INDEX unsold_notice_number ON unsold_notice (number);
CREATE INDEX unsold_notice_region ON unsold_notice (origin_region, spoils_by, id);
CREATE INDEX unsold_notice_supplier ON unsold_notice (supplier_id, id);
