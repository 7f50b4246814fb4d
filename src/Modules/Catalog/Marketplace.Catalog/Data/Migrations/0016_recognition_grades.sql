-- 县域产品, the lesser status of households without a licence; how early desks and suppliers are reminded; and what they were reminded of.

ALTER TABLE recognition ADD COLUMN grade text NOT NULL DEFAULT 'Recognised';
CREATE INDEX recognition_of_grade ON recognition (grade, applied_at DESC, id DESC);

ALTER TABLE recognition_rule ADD COLUMN needs_licence boolean NOT NULL DEFAULT true;
ALTER TABLE recognition_rule ADD COLUMN remind_days int NOT NULL DEFAULT 2 CHECK (remind_days BETWEEN 0 AND 30);
ALTER TABLE recognition_rule ADD COLUMN renewal_remind_days int NOT NULL DEFAULT 30 CHECK (renewal_remind_days BETWEEN 1 AND 180);

-- One row per stage, deadline and kind, whichever host comes first.
CREATE TABLE recognition_reminder (
    id             uuid PRIMARY KEY,
    recognition_id uuid NOT NULL REFERENCES recognition,
    kind           text NOT NULL,
    stage          text NOT NULL,
    role           text NOT NULL,
    due_on         date NOT NULL,
    written_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX recognition_reminder_once ON recognition_reminder (recognition_id, stage, due_on, kind);
CREATE INDEX recognition_reminder_due ON recognition_reminder (due_on, id);

-- Cards tell the lesser status too; the day decides, so its days are kept.
CREATE OR REPLACE FUNCTION search_shown(product uuid, from_fen bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'name', p.name, 'name_en', p.name_en, 'supplier_id', p.supplier_id, 'supplier_name', s.name, 'origin_code', p.origin_code,
        'pack_name', k.name, 'mass_grams', k.mass_grams, 'picture_path', i.path, 'picture_file_id', i.file_id, 'is_demonstration', p.is_demonstration,
        'county_produce_from', c.valid_from, 'county_produce_to', c.valid_to)
    FROM product p JOIN supplier s ON s.id = p.supplier_id
    JOIN LATERAL (
        SELECT pk.name, pk.mass_grams FROM pack pk JOIN price_tier t ON t.pack_id = pk.id
        WHERE pk.product_id = p.id AND NOT pk.is_withdrawn AND t.price_fen >= search_shown.from_fen
        ORDER BY t.price_fen = search_shown.from_fen DESC, pk.position LIMIT 1) k ON true
    LEFT JOIN LATERAL (SELECT path, file_id FROM product_picture WHERE product_id = p.id ORDER BY position LIMIT 1) i ON true
    LEFT JOIN LATERAL (
        SELECT lower(span) AS valid_from, upper(span) - 1 AS valid_to
        FROM (SELECT unnest(range_agg(daterange(valid_from, least(valid_to, revoked_from - 1), '[]'))) AS span FROM recognition
              WHERE product_id = p.id AND grade = 'CountyProduce' AND state IN ('Listed', 'Expired', 'Revoked') AND least(valid_to, revoked_from - 1) >= valid_from) spans
        ORDER BY lower(span) DESC LIMIT 1) c ON true
    WHERE p.id = search_shown.product
$$;
