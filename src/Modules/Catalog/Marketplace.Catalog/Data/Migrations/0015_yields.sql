-- Where goods can have grown and how much of them: plots, yield ceilings, and what was opened above them.

CREATE TABLE plot (
    id                uuid PRIMARY KEY,
    supplier_id       uuid NOT NULL REFERENCES supplier,
    household_id      uuid,
    household_name    text,
    village_code      text COLLATE "C" NOT NULL CHECK (village_code ~ '^[1-9][0-9]{5}([0-9]{3}){0,2}$'),
    name              text NOT NULL,
    basis             text NOT NULL CHECK (basis IN ('Mu','Head','RawKg')),
    amount_hundredths bigint NOT NULL CHECK (amount_hundredths BETWEEN 1 AND 100000000),
    category_code     text NOT NULL REFERENCES category,
    crop_name         text NOT NULL,
    season            int NOT NULL CHECK (season BETWEEN 2000 AND 2200),
    file_id           uuid,
    file_name         text,
    state             text NOT NULL CHECK (state IN ('Registered','Checked','Returned','Withdrawn')),
    registered_by     uuid NOT NULL,
    registered_at     timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL,
    is_demonstration  boolean NOT NULL DEFAULT false
);
CREATE INDEX plot_supplier ON plot (supplier_id, season, category_code);
CREATE INDEX plot_village ON plot (village_code, registered_at DESC, id DESC);
CREATE INDEX plot_category ON plot (category_code);

CREATE TABLE plot_step (
    id         uuid PRIMARY KEY,
    plot_id    uuid NOT NULL REFERENCES plot,
    to_state   text NOT NULL,
    at         timestamptz NOT NULL,
    actor_id   uuid NOT NULL,
    opinion    text
);
CREATE INDEX plot_step_order ON plot_step (plot_id, at, id);
REVOKE UPDATE, DELETE, TRUNCATE ON plot_step FROM {role};

CREATE TABLE yield_ceiling (
    id             uuid PRIMARY KEY,
    region_code    text COLLATE "C" NOT NULL,
    category_code  text NOT NULL REFERENCES category,
    crop_name      text NOT NULL,
    word           text COLLATE "C" NOT NULL,
    basis          text NOT NULL CHECK (basis IN ('Mu','Head','RawKg')),
    grams_per_unit bigint NOT NULL CHECK (grams_per_unit BETWEEN 1 AND 100000000),
    source         text NOT NULL,
    valid_from     date NOT NULL,
    valid_to       date CHECK (valid_to >= valid_from),
    set_by         uuid NOT NULL,
    set_at         timestamptz NOT NULL
);
CREATE UNIQUE INDEX yield_ceiling_key ON yield_ceiling (category_code, word, region_code, basis, valid_from);

CREATE TABLE yield_rule (
    id                uuid PRIMARY KEY,
    region_code       text COLLATE "C" NOT NULL,
    valid_from        date NOT NULL,
    tolerance_percent int NOT NULL CHECK (tolerance_percent BETWEEN 0 AND 100),
    stops             boolean NOT NULL,
    needs_plots       boolean NOT NULL,
    set_by            uuid NOT NULL,
    set_at            timestamptz NOT NULL
);
CREATE UNIQUE INDEX yield_rule_region ON yield_rule (region_code, valid_from);
INSERT INTO yield_rule (id, region_code, valid_from, tolerance_percent, stops, needs_plots, set_by, set_at)
VALUES ('00000000-0000-8000-8000-000000000003', '', '2015-01-01', 10, false, false, '00000000-0000-0000-0000-000000000000', '2015-01-01T00:00:00Z');

-- One row per seller, household, crop and season. Who opens a lot locks it, so that two lots cannot both slip under one ceiling.
CREATE TABLE yield_account (
    id            uuid PRIMARY KEY,
    supplier_id   uuid NOT NULL REFERENCES supplier,
    household_id  uuid NOT NULL,
    category_code text NOT NULL REFERENCES category,
    word          text COLLATE "C" NOT NULL,
    season        int NOT NULL
);
CREATE UNIQUE INDEX yield_account_key ON yield_account (supplier_id, household_id, category_code, word, season);
CREATE INDEX yield_account_category ON yield_account (category_code);

CREATE TABLE lot_yield (
    lot_id     uuid PRIMARY KEY REFERENCES lot,
    account_id uuid NOT NULL REFERENCES yield_account,
    mass_grams bigint NOT NULL CHECK (mass_grams > 0),
    standing   text NOT NULL CHECK (standing IN ('Unmeasured','Within','Marked','Held','Accepted','Blocked')),
    was_opened boolean NOT NULL
);
CREATE INDEX lot_yield_account ON lot_yield (account_id);

CREATE TABLE yield_breach (
    id                uuid PRIMARY KEY,
    lot_id            uuid NOT NULL REFERENCES lot,
    product_id        uuid NOT NULL REFERENCES product,
    supplier_id       uuid NOT NULL REFERENCES supplier,
    origin_code       text COLLATE "C" NOT NULL,
    product_name      text NOT NULL,
    crop_name         text NOT NULL,
    season            int NOT NULL,
    lot_grams         bigint NOT NULL,
    used_grams        bigint NOT NULL,
    capacity_grams    bigint NOT NULL,
    tolerance_percent int NOT NULL,
    over_grams        bigint NOT NULL CHECK (over_grams > 0),
    numbers           text NOT NULL,
    stopped           boolean NOT NULL,
    state             text NOT NULL CHECK (state IN ('Open','Explained','CheckOpened','Accepted','Blocked')),
    raised_at         timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX yield_breach_lot ON yield_breach (lot_id);
CREATE INDEX yield_breach_queue ON yield_breach (origin_code, raised_at DESC, id DESC);
CREATE INDEX yield_breach_supplier ON yield_breach (supplier_id, raised_at DESC);
CREATE INDEX yield_breach_product ON yield_breach (product_id);
-- The numbers that led to it stay; only where the matter stands moves on.
REVOKE UPDATE, DELETE, TRUNCATE ON yield_breach FROM {role};
GRANT UPDATE (state, changed_at) ON yield_breach TO {role};

CREATE TABLE yield_breach_step (
    id        uuid PRIMARY KEY,
    breach_id uuid NOT NULL REFERENCES yield_breach,
    to_state  text NOT NULL,
    at        timestamptz NOT NULL,
    actor_id  uuid NOT NULL,
    opinion   text,
    file_id   uuid,
    file_name text
);
CREATE INDEX yield_breach_step_order ON yield_breach_step (breach_id, at, id);
REVOKE UPDATE, DELETE, TRUNCATE ON yield_breach_step FROM {role};
