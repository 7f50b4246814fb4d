-- What a buyer's desk needs: addresses, the history of budgets, the year's reserved share, what is said in disputes, lists by amount.

-- 收货地址: of the buying organisation, for all its buyers.
CREATE TABLE buyer_address (
    id          uuid PRIMARY KEY,
    buyer_id    uuid NOT NULL,
    label       varchar(40),
    recipient   varchar(60) NOT NULL,
    phone       varchar(20) NOT NULL,
    region      varchar(12) NOT NULL,
    address     varchar(200) NOT NULL,
    is_usual    boolean NOT NULL DEFAULT false,
    used_at     timestamptz NOT NULL,
    saved_by    uuid NOT NULL,
    CONSTRAINT buyer_address_one UNIQUE (buyer_id, recipient, phone, region, address)
);
CREATE INDEX buyer_address_used ON buyer_address (buyer_id, used_at DESC);
CREATE UNIQUE INDEX buyer_address_usual ON buyer_address (buyer_id) WHERE is_usual;

-- A change of the limit is a row of the same history; it has no order.
ALTER TABLE budget_entry ALTER COLUMN order_id DROP NOT NULL;
ALTER TABLE budget_entry ADD COLUMN limit_fen bigint, ADD COLUMN person_id uuid;
ALTER TABLE budget_entry ADD CONSTRAINT budget_entry_subject CHECK (order_id IS NOT NULL OR kind = 'limit');
DROP INDEX budget_entry_unit;
CREATE INDEX budget_entry_unit ON budget_entry (unit_id, year, id);

-- 预留份额: base (fen a year) and rate (1/10,000) a unit has set itself.
CREATE TABLE reserved_share (
    unit_id           uuid NOT NULL,
    year              int NOT NULL,
    base_fen          bigint NOT NULL CHECK (base_fen >= 0),
    rate_basis_points int NOT NULL CHECK (rate_basis_points BETWEEN 0 AND 10000),
    set_by            uuid NOT NULL,
    set_at            timestamptz NOT NULL,
    PRIMARY KEY (unit_id, year)
);

-- What both sides and the operator say while a dispute is open. Append-only.
CREATE TABLE dispute_message (
    id         uuid PRIMARY KEY,
    dispute_id uuid NOT NULL REFERENCES dispute,
    at         timestamptz NOT NULL,
    actor_kind text NOT NULL,
    person_id  uuid NOT NULL,
    text       varchar(500) NOT NULL,
    files      uuid[] NOT NULL
);
CREATE INDEX dispute_message_dispute ON dispute_message (dispute_id, id);
REVOKE UPDATE, DELETE, TRUNCATE ON dispute_message FROM {role};

CREATE INDEX orders_buyer_amount ON orders (buyer_id, (goods_fen + freight_fen) DESC, id DESC);
CREATE INDEX orders_budget ON orders (budget_unit_id, budget_year, channel_code);
