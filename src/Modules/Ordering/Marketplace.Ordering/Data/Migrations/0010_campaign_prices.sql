-- The rule that made a line's price, as it was when ordered.

ALTER TABLE order_line ADD COLUMN campaign_id uuid;
ALTER TABLE order_line ADD COLUMN campaign_name varchar(60);
ALTER TABLE order_line ADD COLUMN usual_price_fen bigint;
ALTER TABLE order_line ADD COLUMN difference_paid_by text;
ALTER TABLE order_line ADD CONSTRAINT order_line_campaign_whole CHECK (num_nonnulls(campaign_id, campaign_name, usual_price_fen, difference_paid_by) IN (0, 4));
ALTER TABLE order_line ADD CONSTRAINT order_line_campaign_lowers CHECK (usual_price_fen > unit_price_fen);
CREATE INDEX order_line_campaign ON order_line (campaign_id, pack_id) WHERE campaign_id IS NOT NULL;
