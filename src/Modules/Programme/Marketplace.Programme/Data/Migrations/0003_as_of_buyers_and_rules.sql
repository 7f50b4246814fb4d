-- Who bought, as a kind of body: facts name it, sums are kept by it.
ALTER TABLE sale_fact ADD COLUMN buyer_kind text;
ALTER TABLE claim ADD COLUMN buyer_kind text;
ALTER TABLE rollup ADD COLUMN buyer_kind text NOT NULL DEFAULT 'Unknown';
ALTER TABLE rollup DROP CONSTRAINT rollup_pkey;
ALTER TABLE rollup ADD PRIMARY KEY (month, county, channel, mode, series, buyer_province, buyer_kind, is_recognised, is_unsold_relief, is_demonstration);

CREATE OR REPLACE FUNCTION add_to_rollup() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme AS $$
BEGIN
    INSERT INTO rollup AS r (month, county, channel, mode, series, buyer_province, buyer_kind, is_recognised, is_unsold_relief, is_demonstration, amount_fen, mass_grams, facts)
    SELECT date_trunc('month', sold_on)::date, origin_county, channel, mode, series, left(buyer_region, 2) || '0000', coalesce(buyer_kind, 'Unknown'), is_recognised, is_unsold_relief, is_demonstration,
           sum(amount_fen), sum(mass_grams), count(*)
    FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ON CONFLICT (month, county, channel, mode, series, buyer_province, buyer_kind, is_recognised, is_unsold_relief, is_demonstration)
    DO UPDATE SET amount_fen = r.amount_fen + excluded.amount_fen, mass_grams = r.mass_grams + excluded.mass_grams, facts = r.facts + excluded.facts;
    RETURN NULL;
END $$;

-- Where a claim's checks begin, by who entered it, from a date on; the longest region that contains the origin wins, then the latest date.
CREATE TABLE claim_rule (
    id                         uuid PRIMARY KEY,
    region_code                text COLLATE "C" NOT NULL,
    valid_from                 date NOT NULL,
    town_needs_village_check   boolean NOT NULL,
    county_needs_village_check boolean NOT NULL,
    set_by                     uuid NOT NULL,
    set_at                     timestamptz NOT NULL
);
CREATE UNIQUE INDEX claim_rule_region ON claim_rule (region_code, valid_from);
INSERT INTO claim_rule VALUES ('00000000-0000-7000-8000-000000000001', '', '2000-01-01', false, false, '00000000-0000-0000-0000-000000000000', '2000-01-01T00:00:00Z');

-- Claims that look like another, found without reading all.
CREATE INDEX claim_double ON claim (origin_region, id) WHERE duplicate_of IS NOT NULL;

-- Who takes how much of what is unsold.
CREATE TABLE unsold_match (
    id         uuid PRIMARY KEY,
    notice_id  uuid NOT NULL REFERENCES unsold_notice,
    buyer_name text NOT NULL,
    mass_grams bigint NOT NULL CHECK (mass_grams > 0),
    price_fen  bigint CHECK (price_fen > 0),
    note       text,
    matched_by uuid NOT NULL,
    matched_at timestamptz NOT NULL
);
CREATE INDEX unsold_match_notice ON unsold_match (notice_id, matched_at);
CREATE INDEX unsold_notice_open ON unsold_notice (origin_region, spoils_by, id) WHERE closed_at IS NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON unsold_match FROM {role};
