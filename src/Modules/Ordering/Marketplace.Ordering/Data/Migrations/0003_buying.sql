-- What buyers set up: shopping list, approval rule, budgets; and the dated rules of freight and channels.

CREATE TABLE cart_line (
    person_id uuid NOT NULL,
    buyer_id  uuid NOT NULL,
    pack_id   uuid NOT NULL,
    quantity  int NOT NULL CHECK (quantity > 0),
    added_at  timestamptz NOT NULL,
    PRIMARY KEY (person_id, buyer_id, pack_id)
);

-- From which amount on an organisation's orders need its approver. Without a row the kind of organisation decides.
CREATE TABLE approval_rule (
    organisation_id uuid PRIMARY KEY,
    is_needed       boolean NOT NULL,
    above_fen       bigint NOT NULL CHECK (above_fen >= 0),
    set_by          uuid NOT NULL,
    set_at          timestamptz NOT NULL
);

-- Without a limit a budget only counts.
CREATE TABLE budget (
    unit_id       uuid NOT NULL,
    year          int NOT NULL,
    limit_fen     bigint CHECK (limit_fen >= 0),
    committed_fen bigint NOT NULL DEFAULT 0 CHECK (committed_fen >= 0),
    consumed_fen  bigint NOT NULL DEFAULT 0 CHECK (consumed_fen >= 0),
    PRIMARY KEY (unit_id, year)
);

-- Append-only.
CREATE TABLE budget_entry (
    id              uuid PRIMARY KEY,
    unit_id         uuid NOT NULL,
    year            int NOT NULL,
    order_id        uuid NOT NULL REFERENCES orders,
    kind            text NOT NULL,
    committed_change bigint NOT NULL,
    consumed_change  bigint NOT NULL,
    at              timestamptz NOT NULL
);
CREATE INDEX budget_entry_unit ON budget_entry (unit_id, year, at);
CREATE INDEX budget_entry_order ON budget_entry (order_id);
REVOKE UPDATE, DELETE, TRUNCATE ON budget_entry FROM {role};

-- How far one province is from another for freight. A pair not named is zone 3; a province to itself is zone 1.
CREATE TABLE freight_zone (
    from_province varchar(2) NOT NULL,
    to_province   varchar(2) NOT NULL,
    zone          int NOT NULL CHECK (zone BETWEEN 1 AND 4),
    PRIMARY KEY (from_province, to_province)
);
INSERT INTO freight_zone (from_province, to_province, zone)
SELECT '50', province, 2 FROM unnest(ARRAY['51', '52', '42', '43', '61']) AS province
UNION ALL SELECT '50', province, 4 FROM unnest(ARRAY['15', '46', '54', '62', '63', '64', '65']) AS province;

-- Proposed freight in fen: by the kilogram, or by the tonne where that is less. Suppliers may change it until the contract.
CREATE TABLE freight_rate (
    zone          int NOT NULL,
    valid_from    date NOT NULL,
    valid_to      date,
    first_kg_fen  bigint NOT NULL CHECK (first_kg_fen >= 0),
    extra_kg_fen  bigint NOT NULL CHECK (extra_kg_fen >= 0),
    per_tonne_fen bigint NOT NULL CHECK (per_tonne_fen >= 0),
    PRIMARY KEY (zone, valid_from)
);
INSERT INTO freight_rate (zone, valid_from, first_kg_fen, extra_kg_fen, per_tonne_fen) VALUES
    (1, '2019-01-01', 600, 120, 42000),
    (2, '2019-01-01', 800, 200, 78000),
    (3, '2019-01-01', 1000, 320, 124000),
    (4, '2019-01-01', 1800, 800, 260000);

-- What a channel demands of the goods, by date.
CREATE TABLE channel_rule (
    channel_code     varchar(40) NOT NULL,
    valid_from       date NOT NULL,
    valid_to         date,
    needs_recognised boolean NOT NULL,
    PRIMARY KEY (channel_code, valid_from)
);
INSERT INTO channel_rule (channel_code, valid_from, needs_recognised) VALUES ('reserved-share', '2019-01-01', true);
