-- Market reference prices, the rule that says what is far above them, and the reasons suppliers give for such prices.

CREATE TABLE price_reference (
    id               uuid PRIMARY KEY,
    market           text NOT NULL,
    category_code    text NOT NULL REFERENCES category,
    name             text NOT NULL,
    word             text COLLATE "C" NOT NULL,
    grade            text NOT NULL,
    priced_on        date NOT NULL,
    low_fen          bigint NOT NULL CHECK (low_fen BETWEEN 1 AND 100000000),
    average_fen      bigint NOT NULL CHECK (average_fen BETWEEN low_fen AND high_fen),
    high_fen         bigint NOT NULL CHECK (high_fen BETWEEN 1 AND 100000000),
    source           text NOT NULL,
    entered_by       uuid NOT NULL,
    entered_at       timestamptz NOT NULL,
    is_demonstration boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX price_reference_key ON price_reference (category_code, word, market, grade, priced_on);
CREATE INDEX price_reference_latest ON price_reference (priced_on DESC, id DESC);

CREATE TABLE price_rule (
    id            uuid PRIMARY KEY,
    region_code   text COLLATE "C" NOT NULL,
    valid_from    date NOT NULL,
    above_percent int NOT NULL CHECK (above_percent BETWEEN 0 AND 1000),
    max_age_days  int NOT NULL CHECK (max_age_days BETWEEN 1 AND 366),
    set_by        uuid NOT NULL,
    set_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX price_rule_region ON price_rule (region_code, valid_from);
INSERT INTO price_rule (id, region_code, valid_from, above_percent, max_age_days, set_by, set_at)
VALUES ('00000000-0000-8000-8000-000000000002', '', '2015-01-01', 30, 14, '00000000-0000-0000-0000-000000000000', '2015-01-01T00:00:00Z');

CREATE TABLE price_notice (
    id            uuid PRIMARY KEY,
    product_id    uuid NOT NULL REFERENCES product,
    supplier_id   uuid NOT NULL REFERENCES supplier,
    origin_code   text COLLATE "C" NOT NULL,
    product_name  text NOT NULL,
    pack_name     text NOT NULL,
    reference_id  uuid NOT NULL REFERENCES price_reference,
    market        text NOT NULL,
    reference_name text NOT NULL,
    priced_on     date NOT NULL,
    low_fen       bigint NOT NULL,
    average_fen   bigint NOT NULL,
    high_fen      bigint NOT NULL,
    fen_per_kg    bigint NOT NULL CHECK (fen_per_kg > 0),
    above_basis_points bigint NOT NULL CHECK (above_basis_points > 0),
    threshold_percent int NOT NULL,
    reason        text NOT NULL,
    sold_before   int NOT NULL,
    state         text NOT NULL CHECK (state IN ('Open','ProofAsked','CorrectionAsked','Answered','Escalated','Accepted','Corrected','Replaced')),
    raised_by     uuid NOT NULL,
    raised_at     timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL
);
CREATE INDEX price_notice_queue ON price_notice (origin_code, raised_at DESC, id DESC);
CREATE INDEX price_notice_product ON price_notice (product_id, raised_at DESC);
CREATE INDEX price_notice_supplier ON price_notice (supplier_id, raised_at DESC);
CREATE INDEX price_notice_reference ON price_notice (reference_id);
-- What was said and the figures it was said about stay; only where the matter stands moves on.
REVOKE UPDATE, DELETE, TRUNCATE ON price_notice FROM {role};
GRANT UPDATE (state, changed_at) ON price_notice TO {role};

CREATE TABLE price_notice_step (
    id         uuid PRIMARY KEY,
    notice_id  uuid NOT NULL REFERENCES price_notice,
    from_state text,
    to_state   text NOT NULL,
    at         timestamptz NOT NULL,
    actor_id   uuid NOT NULL,
    opinion    text,
    file_id    uuid,
    file_name  text
);
CREATE INDEX price_notice_step_order ON price_notice_step (notice_id, at, id);
REVOKE UPDATE, DELETE, TRUNCATE ON price_notice_step FROM {role};
