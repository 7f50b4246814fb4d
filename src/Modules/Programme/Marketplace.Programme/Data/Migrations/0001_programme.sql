-- Programmes are filters with targets over one append-only ledger of sales.

CREATE TABLE vocabulary (
    kind         text NOT NULL,
    code         text NOT NULL,
    zh           text NOT NULL,
    en           text NOT NULL,
    position     int NOT NULL,
    in_joint_target boolean NOT NULL DEFAULT false,
    valid_from   date NOT NULL,
    valid_to     date,
    PRIMARY KEY (kind, code, valid_from)
);
INSERT INTO vocabulary (kind, code, zh, en, position, in_joint_target, valid_from) VALUES
    ('Channel', 'central-units', '中央单位定点帮扶', 'Central units', 1, true, '2020-01-01'),
    ('Channel', 'luyu', '鲁渝协作', 'Shandong–Chongqing collaboration', 2, true, '2020-01-01'),
    ('Channel', 'reserved-share', '政府采购预留份额', 'Government reserved share', 3, true, '2020-01-01'),
    ('Channel', 'municipal-aid-groups', '市级帮扶集团', 'Municipal aid groups', 4, true, '2020-01-01'),
    ('Channel', 'social', '社会购买及其他', 'Social buying and other', 5, false, '2020-01-01'),
    ('SalesMode', 'producer-led', '经营主体带销', 'Producer-led', 1, false, '2020-01-01'),
    ('SalesMode', 'e-commerce', '电商平台营销', 'E-commerce', 2, false, '2020-01-01'),
    ('SalesMode', 'on-site-retail', '经营场所直销', 'On-site retail', 3, false, '2020-01-01'),
    ('SalesMode', 'base-subscription', '基地认领订销', 'Base subscription', 4, false, '2020-01-01'),
    ('SalesMode', 'tourism-led', '旅游带动促销', 'Tourism-led', 5, false, '2020-01-01'),
    ('SalesMode', 'department-matched', '部门对接承销', 'Department-matched', 6, false, '2020-01-01'),
    ('SalesMode', 'aiding-unit', '帮扶单位助销', 'Aiding-unit', 7, false, '2020-01-01');

CREATE TABLE programme (
    id               uuid PRIMARY KEY,
    key              text NOT NULL,
    name             text NOT NULL,
    name_en          text NOT NULL,
    parent_id        uuid REFERENCES programme,
    region_code      text COLLATE "C" NOT NULL,
    period_from      date NOT NULL,
    period_to        date NOT NULL,
    as_of            date,
    channels         text[] NOT NULL DEFAULT '{}',
    buyer_province   text COLLATE "C",
    recognised_only  boolean NOT NULL DEFAULT false,
    is_featured      boolean NOT NULL DEFAULT false,
    is_demonstration boolean NOT NULL DEFAULT false,
    CHECK (period_to >= period_from)
);
CREATE UNIQUE INDEX programme_key ON programme (key);
CREATE INDEX programme_parent ON programme (parent_id);

CREATE TABLE target (
    id               uuid PRIMARY KEY,
    programme_id     uuid NOT NULL REFERENCES programme,
    cut              text NOT NULL,
    channel          text,
    region_code      text COLLATE "C" NOT NULL,
    amount_fen       bigint NOT NULL CHECK (amount_fen > 0),
    qualifier        text,
    source           text,
    is_published     boolean NOT NULL,
    is_demonstration boolean NOT NULL
);
CREATE UNIQUE INDEX target_cut ON target (programme_id, cut, region_code, coalesce(channel, ''));

CREATE TABLE figure (
    id           text PRIMARY KEY,
    programme_id uuid REFERENCES programme,
    measure      text NOT NULL,
    cut          text NOT NULL,
    kind         text NOT NULL,
    amount_fen   bigint,
    number       numeric,
    unit         text NOT NULL,
    qualifier    text NOT NULL,
    source_title text NOT NULL,
    source_title_en text NOT NULL,
    period_from  date NOT NULL,
    period_to    date NOT NULL
);
CREATE INDEX figure_programme ON figure (programme_id);

CREATE TABLE sale_fact (
    id               uuid PRIMARY KEY,
    position         bigint GENERATED ALWAYS AS IDENTITY,
    kind             text NOT NULL CHECK (kind IN ('Sale', 'Return', 'Reversal')),
    source           text NOT NULL,
    source_id        uuid NOT NULL,
    line_id          uuid NOT NULL,
    sold_on          date NOT NULL,
    origin_region    text COLLATE "C" NOT NULL,
    origin_county    text COLLATE "C" NOT NULL,
    buyer_id         uuid,
    buyer_name       text NOT NULL,
    buyer_region     text COLLATE "C" NOT NULL,
    supplier_id      uuid,
    supplier_name    text NOT NULL,
    product_id       uuid,
    product_name     text NOT NULL,
    category         text NOT NULL,
    channel          text NOT NULL,
    mode             text NOT NULL,
    series           text NOT NULL CHECK (series IN ('DirectPurchase', 'HelpedSale')),
    is_recognised    boolean NOT NULL,
    is_unsold_relief boolean NOT NULL,
    is_demonstration boolean NOT NULL,
    amount_fen       bigint NOT NULL CHECK (amount_fen <> 0 AND (kind <> 'Sale' OR amount_fen > 0)),
    mass_grams       bigint NOT NULL,
    orders           int NOT NULL,
    order_id         uuid,
    order_number     text,
    claim_id         uuid,
    counted_at       timestamptz NOT NULL
);
-- A line counts once, whatever is delivered or entered twice.
CREATE UNIQUE INDEX sale_fact_source ON sale_fact (source, source_id, line_id, kind);
CREATE INDEX sale_fact_county ON sale_fact (origin_county, sold_on DESC, id DESC);
CREATE INDEX sale_fact_day ON sale_fact (sold_on DESC, id DESC);
CREATE INDEX sale_fact_counted ON sale_fact (counted_at DESC, id DESC);
CREATE INDEX sale_fact_order ON sale_fact (order_id) WHERE order_id IS NOT NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON sale_fact FROM {role};

-- Sums by month and every dimension that screens cut by; kept by the transaction that adds the fact.
CREATE TABLE rollup (
    month            date NOT NULL,
    county           text COLLATE "C" NOT NULL,
    channel          text NOT NULL,
    mode             text NOT NULL,
    series           text NOT NULL,
    buyer_province   text COLLATE "C" NOT NULL,
    is_recognised    boolean NOT NULL,
    is_unsold_relief boolean NOT NULL,
    is_demonstration boolean NOT NULL,
    amount_fen       bigint NOT NULL,
    mass_grams       bigint NOT NULL,
    facts            bigint NOT NULL,
    PRIMARY KEY (month, county, channel, mode, series, buyer_province, is_recognised, is_unsold_relief, is_demonstration)
);

CREATE FUNCTION add_to_rollup() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme AS $$
BEGIN
    INSERT INTO rollup AS r (month, county, channel, mode, series, buyer_province, is_recognised, is_unsold_relief, is_demonstration, amount_fen, mass_grams, facts)
    SELECT date_trunc('month', sold_on)::date, origin_county, channel, mode, series, left(buyer_region, 2) || '0000', is_recognised, is_unsold_relief, is_demonstration,
           sum(amount_fen), sum(mass_grams), count(*)
    FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (month, county, channel, mode, series, buyer_province, is_recognised, is_unsold_relief, is_demonstration)
    DO UPDATE SET amount_fen = r.amount_fen + excluded.amount_fen, mass_grams = r.mass_grams + excluded.mass_grams, facts = r.facts + excluded.facts;
    RETURN NULL;
END $$;
CREATE TRIGGER add_to_rollup AFTER INSERT ON sale_fact REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_to_rollup();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON rollup FROM {role};

CREATE TABLE claim (
    id              uuid PRIMARY KEY,
    number          text NOT NULL,
    state           text NOT NULL,
    origin_region   text COLLATE "C" NOT NULL,
    product_name    text NOT NULL,
    product_id      uuid,
    category        text NOT NULL,
    supplier_name   text NOT NULL,
    buyer_name      text NOT NULL,
    buyer_region    text COLLATE "C" NOT NULL,
    channel         text NOT NULL,
    mode            text NOT NULL,
    series          text NOT NULL,
    sold_on         date NOT NULL,
    amount_fen      bigint NOT NULL CHECK (amount_fen > 0),
    mass_grams      bigint NOT NULL CHECK (mass_grams > 0),
    invoice_number  text,
    waybill_number  text,
    needs_village_check boolean NOT NULL,
    entered_by      uuid NOT NULL,
    entered_at      timestamptz NOT NULL,
    duplicate_of    uuid REFERENCES claim
);
CREATE UNIQUE INDEX claim_number ON claim (number);
-- A paper proves one sale: a number may stand in one living claim.
CREATE UNIQUE INDEX claim_invoice ON claim (invoice_number) WHERE invoice_number IS NOT NULL AND state <> 'Withdrawn';
CREATE UNIQUE INDEX claim_waybill ON claim (waybill_number) WHERE waybill_number IS NOT NULL AND state <> 'Withdrawn';
CREATE INDEX claim_region ON claim (origin_region, state, id);
CREATE INDEX claim_alike ON claim (amount_fen, sold_on);

CREATE TABLE claim_evidence (
    claim_id uuid NOT NULL REFERENCES claim,
    file_id  uuid NOT NULL,
    kind     text NOT NULL,
    added_by uuid NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (claim_id, file_id)
);

CREATE TABLE claim_history (
    id        uuid PRIMARY KEY,
    claim_id  uuid NOT NULL REFERENCES claim,
    act       text NOT NULL,
    from_state text NOT NULL,
    to_state  text NOT NULL,
    person_id uuid NOT NULL,
    at        timestamptz NOT NULL,
    reason    text
);
CREATE INDEX claim_history_claim ON claim_history (claim_id, at);
REVOKE UPDATE, DELETE, TRUNCATE ON claim_history FROM {role};

CREATE TABLE bulletin (
    id            uuid PRIMARY KEY,
    number        text NOT NULL,
    programme_id  uuid NOT NULL REFERENCES programme,
    region_code   text COLLATE "C" NOT NULL,
    month         date NOT NULL,
    state         text NOT NULL,
    snapshot      jsonb NOT NULL,
    hash          text NOT NULL,
    drafted_by    uuid NOT NULL,
    drafted_at    timestamptz NOT NULL,
    signed_by     uuid,
    signed_at     timestamptz,
    CHECK (signed_by IS NULL OR signed_by <> drafted_by)
);
CREATE UNIQUE INDEX bulletin_number ON bulletin (number);
CREATE INDEX bulletin_region ON bulletin (region_code, id);

-- A published bulletin never changes, whoever asks.
CREATE FUNCTION bulletin_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'Published' OR NEW.snapshot IS DISTINCT FROM OLD.snapshot OR NEW.hash <> OLD.hash THEN
        RAISE EXCEPTION 'bulletin % is frozen', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bulletin_stays BEFORE UPDATE ON bulletin FOR EACH ROW EXECUTE FUNCTION bulletin_stays();
REVOKE DELETE, TRUNCATE ON bulletin FROM {role};
