-- What lists show of a product lies beside its words, so that a host can keep both together and a change of either is one change of the row.

CREATE FUNCTION search_shown(product uuid, from_fen bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'name', p.name, 'name_en', p.name_en, 'supplier_id', p.supplier_id, 'supplier_name', s.name, 'origin_code', p.origin_code,
        'pack_name', k.name, 'mass_grams', k.mass_grams, 'picture_path', i.path, 'picture_file_id', i.file_id, 'is_demonstration', p.is_demonstration)
    FROM product p JOIN supplier s ON s.id = p.supplier_id
    JOIN LATERAL (
        SELECT pk.name, pk.mass_grams FROM pack pk JOIN price_tier t ON t.pack_id = pk.id
        WHERE pk.product_id = p.id AND NOT pk.is_withdrawn AND t.price_fen >= search_shown.from_fen
        ORDER BY t.price_fen = search_shown.from_fen DESC, pk.position LIMIT 1) k ON true
    LEFT JOIN LATERAL (SELECT path, file_id FROM product_picture WHERE product_id = p.id ORDER BY position LIMIT 1) i ON true
    WHERE p.id = search_shown.product
$$;

ALTER TABLE search_document ADD COLUMN shown jsonb;
UPDATE search_document SET shown = search_shown(product_id, from_fen);
