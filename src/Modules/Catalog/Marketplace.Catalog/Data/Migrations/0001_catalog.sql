-- Suppliers and their admission, products with packs and lots, recognition, halls and campaigns, search.

CREATE TABLE supplier (
    id               uuid PRIMARY KEY,
    name             text NOT NULL,
    name_en          text,
    kind             text NOT NULL,
    region_code      text COLLATE "C" NOT NULL CHECK (region_code ~ '^[1-9][0-9]{5}([0-9]{3}){0,2}$'),
    introduction     text,
    introduction_en  text,
    state            text NOT NULL CHECK (state IN ('Applied','CountyRecommended','PlatformApproved','Active','Suspended','Removed')),
    applied_at       timestamptz NOT NULL,
    changed_at       timestamptz NOT NULL,
    is_demonstration boolean NOT NULL DEFAULT false
);
CREATE INDEX supplier_queue ON supplier (state, applied_at, id);
CREATE INDEX supplier_region ON supplier (region_code, state);

CREATE TABLE supplier_step (
    id          uuid PRIMARY KEY,
    supplier_id uuid NOT NULL REFERENCES supplier,
    from_state  text,
    to_state    text NOT NULL,
    at          timestamptz NOT NULL,
    actor_id    uuid NOT NULL,
    reason      text
);
CREATE INDEX supplier_step_order ON supplier_step (supplier_id, at, id);
REVOKE UPDATE, DELETE, TRUNCATE ON supplier_step FROM {role};

CREATE TABLE supplier_document (
    id          uuid PRIMARY KEY,
    supplier_id uuid NOT NULL REFERENCES supplier,
    kind        text NOT NULL,
    file_id     uuid NOT NULL,
    name        text NOT NULL,
    added_at    timestamptz NOT NULL
);
CREATE INDEX supplier_document_supplier ON supplier_document (supplier_id);

CREATE TABLE category (
    code        text PRIMARY KEY,
    parent_code text REFERENCES category,
    name        text NOT NULL,
    name_en     text NOT NULL,
    position    int NOT NULL
);

CREATE TABLE product (
    id              uuid PRIMARY KEY,
    supplier_id     uuid NOT NULL REFERENCES supplier,
    household_id    uuid,
    household_name  text,
    listed_by       uuid NOT NULL,
    name            text NOT NULL,
    name_en         text,
    category_code   text NOT NULL REFERENCES category,
    origin_code     text COLLATE "C" NOT NULL CHECK (origin_code ~ '^[1-9][0-9]{5}([0-9]{3}){0,2}$'),
    description     text NOT NULL,
    description_en  text,
    season_from     int NOT NULL CHECK (season_from BETWEEN 1 AND 12),
    season_to       int NOT NULL CHECK (season_to BETWEEN 1 AND 12),
    shelf_life_days int CHECK (shelf_life_days BETWEEN 1 AND 36500),
    storage         text NOT NULL,
    min_quantity    int NOT NULL CHECK (min_quantity BETWEEN 1 AND 1000000),
    quantity_step   int NOT NULL CHECK (quantity_step BETWEEN 1 AND 1000000),
    indication      text,
    synonyms        text[] NOT NULL DEFAULT '{}',
    state           text NOT NULL CHECK (state IN ('Public','Withdrawn')),
    listed_at       timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,
    is_demonstration boolean NOT NULL DEFAULT false
);
CREATE INDEX product_supplier ON product (supplier_id, listed_at DESC, id DESC);
CREATE INDEX product_agent ON product (listed_by, listed_at DESC) WHERE household_id IS NOT NULL;
CREATE INDEX product_origin ON product (origin_code);

CREATE TABLE pack (
    id            uuid PRIMARY KEY,
    product_id    uuid NOT NULL REFERENCES product,
    position      int NOT NULL,
    name          text NOT NULL,
    name_en       text,
    unit          text NOT NULL,
    mass_grams    bigint NOT NULL CHECK (mass_grams BETWEEN 1 AND 1000000),
    pieces        int CHECK (pieces BETWEEN 1 AND 1000000),
    is_withdrawn  boolean NOT NULL DEFAULT false,
    available     int NOT NULL DEFAULT 0,
    sold          int NOT NULL DEFAULT 0,
    stock_version bigint NOT NULL DEFAULT 0
);
CREATE INDEX pack_product ON pack (product_id, position);

CREATE TABLE price_tier (
    pack_id      uuid NOT NULL REFERENCES pack,
    min_quantity int NOT NULL CHECK (min_quantity BETWEEN 1 AND 1000000),
    price_fen    bigint NOT NULL CHECK (price_fen BETWEEN 1 AND 100000000),
    PRIMARY KEY (pack_id, min_quantity)
);

CREATE TABLE product_picture (
    id         uuid PRIMARY KEY,
    product_id uuid NOT NULL REFERENCES product,
    position   int NOT NULL,
    file_id    uuid,
    path       text,
    CHECK (num_nonnulls(file_id, path) = 1)
);
CREATE INDEX product_picture_product ON product_picture (product_id, position);

CREATE TABLE lot (
    id           uuid PRIMARY KEY,
    product_id   uuid NOT NULL REFERENCES product,
    pack_id      uuid NOT NULL REFERENCES pack,
    quantity     int NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    harvested_on date NOT NULL,
    best_before  date CHECK (best_before >= harvested_on),
    opened_at    timestamptz NOT NULL,
    opened_by    uuid NOT NULL
);
CREATE INDEX lot_product ON lot (product_id, harvested_on DESC);
CREATE INDEX lot_pack ON lot (pack_id);

CREATE TABLE recognition_rule (
    id              uuid PRIMARY KEY,
    region_code     text COLLATE "C" NOT NULL,
    valid_from      date NOT NULL,
    needs_sector    boolean NOT NULL,
    notice_days     int NOT NULL CHECK (notice_days BETWEEN 0 AND 60),
    validity_months int NOT NULL CHECK (validity_months BETWEEN 1 AND 60),
    step_days       int NOT NULL CHECK (step_days BETWEEN 1 AND 90),
    set_by          uuid NOT NULL,
    set_at          timestamptz NOT NULL
);
CREATE UNIQUE INDEX recognition_rule_region ON recognition_rule (region_code, valid_from);
INSERT INTO recognition_rule (id, region_code, valid_from, needs_sector, notice_days, validity_months, step_days, set_by, set_at)
VALUES ('00000000-0000-8000-8000-000000000001', '', '2015-01-01', false, 7, 12, 10, '00000000-0000-0000-0000-000000000000', '2015-01-01T00:00:00Z');

CREATE TABLE recognition (
    id           uuid PRIMARY KEY,
    product_id   uuid NOT NULL REFERENCES product,
    supplier_id  uuid NOT NULL REFERENCES supplier,
    origin_code  text COLLATE "C" NOT NULL,
    sector       text,
    state        text NOT NULL CHECK (state IN ('Applied','TownReviewed','SectorReviewed','CountyDecided','OnNotice','Listed','Expired','Revoked')),
    is_returned  boolean NOT NULL DEFAULT false,
    needs_sector boolean NOT NULL,
    applied_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    due_on       date,
    notice_from  date,
    notice_to    date,
    valid_from   date,
    valid_to     date,
    revoked_from date,
    revoked_cause text,
    CHECK (valid_to >= valid_from),
    CHECK (state NOT IN ('Listed','Expired','Revoked') OR (valid_from IS NOT NULL AND valid_to IS NOT NULL)),
    CHECK ((state = 'Revoked') = (revoked_from IS NOT NULL))
);
CREATE UNIQUE INDEX recognition_open ON recognition (product_id) WHERE state IN ('Applied','TownReviewed','SectorReviewed','CountyDecided','OnNotice');
CREATE INDEX recognition_product ON recognition (product_id, valid_from DESC);
CREATE INDEX recognition_queue ON recognition (state, origin_code, due_on);
CREATE INDEX recognition_register ON recognition (valid_from DESC, id DESC) WHERE state IN ('Listed','Expired','Revoked');
CREATE INDEX recognition_due ON recognition (notice_to) WHERE state = 'OnNotice';
CREATE INDEX recognition_ends ON recognition (valid_to) WHERE state = 'Listed';
CREATE INDEX recognition_supplier ON recognition (supplier_id, applied_at DESC);

CREATE TABLE recognition_step (
    id             uuid PRIMARY KEY,
    recognition_id uuid NOT NULL REFERENCES recognition,
    from_state     text,
    to_state       text NOT NULL,
    action         text NOT NULL,
    at             timestamptz NOT NULL,
    actor_id       uuid NOT NULL,
    opinion        text
);
CREATE INDEX recognition_step_order ON recognition_step (recognition_id, at, id);
REVOKE UPDATE, DELETE, TRUNCATE ON recognition_step FROM {role};

CREATE TABLE recognition_evidence (
    id             uuid PRIMARY KEY,
    recognition_id uuid NOT NULL REFERENCES recognition,
    step           text NOT NULL,
    file_id        uuid NOT NULL,
    name           text NOT NULL,
    added_by       uuid NOT NULL,
    added_at       timestamptz NOT NULL
);
CREATE INDEX recognition_evidence_of ON recognition_evidence (recognition_id, added_at);

CREATE TABLE recognition_objection (
    id             uuid PRIMARY KEY,
    recognition_id uuid NOT NULL REFERENCES recognition,
    raised_at      timestamptz NOT NULL,
    raised_by      uuid NOT NULL,
    text           text NOT NULL,
    decided_at     timestamptz,
    decided_by     uuid,
    is_upheld      boolean,
    decision       text
);
CREATE INDEX recognition_objection_of ON recognition_objection (recognition_id, raised_at);

CREATE TABLE hall (
    county_code text COLLATE "C" PRIMARY KEY,
    intro       text NOT NULL,
    intro_en    text,
    changed_at  timestamptz NOT NULL,
    changed_by  uuid NOT NULL
);

CREATE TABLE campaign (
    id               uuid PRIMARY KEY,
    name             text NOT NULL,
    name_en          text,
    slogan           text,
    region_code      text COLLATE "C" NOT NULL,
    partner_province text COLLATE "C",
    starts_on        date NOT NULL,
    ends_on          date NOT NULL,
    banner_path      text,
    banner_file_id   uuid,
    is_public        boolean NOT NULL,
    product_ids      uuid[] NOT NULL,
    changed_by       uuid NOT NULL,
    changed_at       timestamptz NOT NULL,
    CHECK (ends_on >= starts_on)
);
CREATE INDEX campaign_dates ON campaign (ends_on DESC, id DESC);

CREATE TABLE search_document (
    product_id      uuid PRIMARY KEY REFERENCES product,
    document        tsvector NOT NULL,
    is_on_sale      boolean NOT NULL,
    category_code   text NOT NULL,
    county_code     text COLLATE "C" NOT NULL,
    supplier_kind   text NOT NULL,
    fen_per_kg      bigint NOT NULL,
    from_fen        bigint NOT NULL,
    season_from     int NOT NULL,
    season_to       int NOT NULL,
    recognised_from date,
    recognised_to   date,
    available       bigint NOT NULL DEFAULT 0,
    sold            bigint NOT NULL DEFAULT 0,
    listed_at       timestamptz NOT NULL
);
CREATE INDEX search_document_words ON search_document USING gin (document);
CREATE INDEX search_document_newest ON search_document (listed_at DESC) WHERE is_on_sale;
CREATE INDEX search_document_county ON search_document (county_code) WHERE is_on_sale;
