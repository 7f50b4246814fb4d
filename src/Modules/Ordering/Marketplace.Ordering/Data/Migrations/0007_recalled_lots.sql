-- Lots that were recalled. Who got packs of one is found through reservation_lot.

CREATE TABLE recalled_lot (
    lot_id uuid PRIMARY KEY REFERENCES stock_lot,
    reason text NOT NULL,
    advice text,
    at     timestamptz NOT NULL
);
CREATE INDEX recalled_lot_newest ON recalled_lot (at DESC, lot_id);
