-- 求购: what a buyer looks for, and what suppliers offer for it.

CREATE TABLE demand (
    id              uuid PRIMARY KEY,
    buyer_id        uuid NOT NULL,
    buyer_name      varchar(200) NOT NULL,
    title           varchar(100) NOT NULL,
    category_code   varchar(60),
    mass_grams      bigint NOT NULL CHECK (mass_grams > 0),
    highest_fen_per_kg bigint CHECK (highest_fen_per_kg > 0),
    delivery_region varchar(12) NOT NULL,
    wanted_on       date NOT NULL,
    closes_on       date NOT NULL,
    note            varchar(500),
    state           text NOT NULL,
    posted_by       uuid NOT NULL,
    created_at      timestamptz NOT NULL
);
CREATE INDEX demand_open ON demand (created_at DESC, id DESC) WHERE state = 'Open';
CREATE INDEX demand_buyer ON demand (buyer_id, created_at DESC, id DESC);

CREATE TABLE demand_offer (
    id             uuid PRIMARY KEY,
    demand_id      uuid NOT NULL REFERENCES demand,
    supplier_id    uuid NOT NULL,
    supplier_name  varchar(200) NOT NULL,
    pack_id        uuid NOT NULL,
    product_name   varchar(200) NOT NULL,
    pack_name      varchar(100) NOT NULL,
    pack_mass_grams bigint NOT NULL CHECK (pack_mass_grams > 0),
    quantity       int NOT NULL CHECK (quantity > 0),
    unit_price_fen bigint NOT NULL CHECK (unit_price_fen > 0),
    note           varchar(500),
    state          text NOT NULL,
    order_id       uuid REFERENCES orders,
    offered_by     uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT demand_offer_one UNIQUE (demand_id, supplier_id, pack_id)
);
CREATE INDEX demand_offer_supplier ON demand_offer (supplier_id, created_at DESC);
CREATE INDEX demand_offer_order ON demand_offer (order_id);
