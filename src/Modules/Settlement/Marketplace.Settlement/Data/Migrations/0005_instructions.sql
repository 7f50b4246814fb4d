-- When the gateway is told or asked next, what went wrong last, and what waits for a person because it went wrong too often.
ALTER TABLE payment ADD COLUMN next_ask_at timestamptz, ADD COLUMN parked_at timestamptz, ADD COLUMN last_error text;
ALTER TABLE refund ADD COLUMN next_ask_at timestamptz, ADD COLUMN parked_at timestamptz, ADD COLUMN last_error text;
UPDATE payment SET next_ask_at = changed_at WHERE method = 'Card' AND state IN ('Created', 'Processing');
UPDATE refund SET next_ask_at = changed_at WHERE state IN ('Pending', 'Processing');
DROP INDEX payment_to_instruct;
DROP INDEX refund_to_instruct;
CREATE INDEX payment_to_ask ON payment (next_ask_at) WHERE next_ask_at IS NOT NULL AND parked_at IS NULL;
CREATE INDEX refund_to_ask ON refund (next_ask_at) WHERE next_ask_at IS NOT NULL AND parked_at IS NULL;
CREATE INDEX payment_parked ON payment (parked_at, id) WHERE parked_at IS NOT NULL;
CREATE INDEX refund_parked ON refund (parked_at, id) WHERE parked_at IS NOT NULL;
