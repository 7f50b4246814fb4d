-- Stock by lot (批次库存). On hand = available + reserved, never negative. Rows of a pack are changed only while its stock_pack row is locked,
-- packs in the order of their ids.

CREATE TABLE stock_pack (
    pack_id     uuid PRIMARY KEY,
    product_id  uuid NOT NULL,
    supplier_id uuid NOT NULL,
    sold        int NOT NULL DEFAULT 0 CHECK (sold >= 0),
    version     bigint NOT NULL DEFAULT 0
);
CREATE INDEX stock_pack_supplier ON stock_pack (supplier_id);

CREATE TABLE stock_lot (
    lot_id       uuid PRIMARY KEY,
    pack_id      uuid NOT NULL REFERENCES stock_pack,
    on_hand      int NOT NULL,
    available    int NOT NULL,
    reserved     int NOT NULL DEFAULT 0,
    missing      int NOT NULL DEFAULT 0,
    harvested_on date NOT NULL,
    best_before  date,
    CONSTRAINT stock_lot_adds_up CHECK (on_hand = available + reserved),
    CONSTRAINT stock_lot_not_negative CHECK (available >= 0 AND reserved >= 0 AND missing >= 0)
);
CREATE INDEX stock_lot_pack ON stock_lot (pack_id, best_before, harvested_on, lot_id);
CREATE INDEX stock_lot_spoils ON stock_lot (best_before) WHERE available > 0;
COMMENT ON COLUMN stock_lot.missing IS 'Packs corrected away while reserved: taken as soon as a reservation is given back.';

-- What an order line holds of which lot, and what of it has left the warehouse.
CREATE TABLE reservation (
    line_id  uuid NOT NULL,
    lot_id   uuid NOT NULL REFERENCES stock_lot,
    pack_id  uuid NOT NULL,
    order_id uuid NOT NULL,
    held     int NOT NULL CHECK (held >= 0),
    shipped  int NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    PRIMARY KEY (line_id, lot_id)
);
CREATE INDEX reservation_order ON reservation (order_id);
CREATE INDEX reservation_lot ON reservation (lot_id);

-- Why stock changed. Append-only.
CREATE TABLE stock_movement (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at               timestamptz NOT NULL,
    lot_id           uuid NOT NULL REFERENCES stock_lot,
    kind             text NOT NULL,
    on_hand_change   int NOT NULL,
    available_change int NOT NULL,
    reserved_change  int NOT NULL,
    order_id         uuid,
    reason           text,
    CONSTRAINT stock_movement_adds_up CHECK (on_hand_change = available_change + reserved_change)
);
CREATE INDEX stock_movement_lot ON stock_movement (lot_id, at);
CREATE INDEX stock_movement_order ON stock_movement (order_id) WHERE order_id IS NOT NULL;
REVOKE UPDATE, DELETE, TRUNCATE ON stock_movement FROM {role};

-- Whether a supplier may take new orders. A later fact wins, whichever comes first.
CREATE TABLE supplier_standing (
    supplier_id uuid PRIMARY KEY,
    is_stopped  boolean NOT NULL,
    as_of       timestamptz NOT NULL
);
