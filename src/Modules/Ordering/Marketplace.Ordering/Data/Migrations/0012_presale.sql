-- 预售: lots sold before their harvest are taken last and not sent until the harvest is told; orders of them leave by a promised day.
ALTER TABLE stock_lot ADD COLUMN is_expected boolean NOT NULL DEFAULT false;
ALTER TABLE stock_lot ADD COLUMN ship_by date;
ALTER TABLE orders ADD COLUMN ship_by date;
ALTER TABLE orders ADD COLUMN broken_promise text CHECK (broken_promise IN ('HarvestShort', 'Late'));
CREATE INDEX orders_promise ON orders (ship_by, id) WHERE ship_by IS NOT NULL AND broken_promise IS NULL;
COMMENT ON COLUMN orders.broken_promise IS 'Since then the buyer may take a paid order back, in full, until goods leave.';
