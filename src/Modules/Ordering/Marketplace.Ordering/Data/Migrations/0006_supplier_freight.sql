-- A supplier's own freight by zone and weight, dated; where it has none, the platform's tariff counts. How long the way takes, by zone.

CREATE TABLE supplier_freight (
    id          uuid PRIMARY KEY,
    supplier_id uuid NOT NULL,
    valid_from  date NOT NULL,
    set_by      uuid NOT NULL,
    set_at      timestamptz NOT NULL,
    CONSTRAINT supplier_freight_one UNIQUE (supplier_id, valid_from)
);

CREATE TABLE supplier_freight_zone (
    table_id        uuid NOT NULL REFERENCES supplier_freight,
    zone            int NOT NULL CHECK (zone BETWEEN 1 AND 4),
    first_grams     bigint NOT NULL CHECK (first_grams BETWEEN 1 AND 100000000),
    first_fen       bigint NOT NULL CHECK (first_fen BETWEEN 0 AND 1000000),
    extra_grams     bigint NOT NULL CHECK (extra_grams BETWEEN 100 AND 100000000),
    extra_fen       bigint NOT NULL CHECK (extra_fen BETWEEN 0 AND 100000),
    free_from_fen   bigint CHECK (free_from_fen > 0),
    free_from_grams bigint CHECK (free_from_grams > 0),
    PRIMARY KEY (table_id, zone)
);

ALTER TABLE freight_rate ADD COLUMN days_from int NOT NULL DEFAULT 3 CHECK (days_from >= 0), ADD COLUMN days_to int NOT NULL DEFAULT 5;
UPDATE freight_rate SET days_from = days.days_from, days_to = days.days_to
FROM (VALUES (1, 1, 2), (2, 2, 3), (3, 3, 5), (4, 5, 8)) AS days (zone, days_from, days_to) WHERE freight_rate.zone = days.zone;
ALTER TABLE freight_rate ALTER days_from DROP DEFAULT, ALTER days_to DROP DEFAULT, ADD CONSTRAINT freight_rate_days CHECK (days_to >= days_from);
