-- What suppliers offer in campaigns, and what packs cost before, so that the old price beside a campaign's is honest.

CREATE TABLE campaign_offer (
    id             uuid PRIMARY KEY,
    campaign_id    uuid NOT NULL REFERENCES campaign,
    pack_id        uuid NOT NULL REFERENCES pack,
    product_id     uuid NOT NULL REFERENCES product,
    supplier_id    uuid NOT NULL REFERENCES supplier,
    discount       text NOT NULL CHECK (discount IN ('Percent','Fixed')),
    value          bigint NOT NULL CHECK (value > 0 AND (discount = 'Fixed' OR value <= 9000)),
    floor_fen      bigint NOT NULL CHECK (floor_fen BETWEEN 1 AND 100000000),
    most_per_buyer int CHECK (most_per_buyer BETWEEN 1 AND 1000000),
    paid_by        text NOT NULL CHECK (paid_by IN ('Supplier','City','Partner')),
    state          text NOT NULL CHECK (state IN ('Applied','Approved','Refused','Withdrawn')),
    reason         text,
    applied_by     uuid NOT NULL,
    applied_at     timestamptz NOT NULL,
    decided_by     uuid,
    decided_at     timestamptz
);
CREATE UNIQUE INDEX campaign_offer_open ON campaign_offer (campaign_id, pack_id) WHERE state IN ('Applied','Approved');
CREATE INDEX campaign_offer_queue ON campaign_offer (campaign_id, state, applied_at DESC, id DESC);
CREATE INDEX campaign_offer_pack ON campaign_offer (pack_id) WHERE state = 'Approved';
CREATE INDEX campaign_offer_product ON campaign_offer (product_id);
CREATE INDEX campaign_offer_supplier ON campaign_offer (supplier_id, applied_at DESC);

CREATE TABLE price_history (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pack_id      uuid NOT NULL REFERENCES pack,
    min_quantity int NOT NULL,
    price_fen    bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX price_history_pack ON price_history (pack_id, at DESC);
REVOKE UPDATE, DELETE, TRUNCATE ON price_history FROM {role};

-- A trigger, because prices are also written in bulk, past any program that would remember to note them.
CREATE FUNCTION note_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO price_history (pack_id, min_quantity, price_fen) VALUES (NEW.pack_id, NEW.min_quantity, NEW.price_fen);
    RETURN NULL;
END $$;
CREATE TRIGGER price_tier_noted AFTER INSERT OR UPDATE OF price_fen ON price_tier FOR EACH ROW EXECUTE FUNCTION note_price();
INSERT INTO price_history (pack_id, min_quantity, price_fen) SELECT pack_id, min_quantity, price_fen FROM price_tier;
