-- Orders (订单): one supplier each; price and freight fixed when both sides are bound.

-- A sequence a year: numbers may leave gaps, and no order waits for another to get one.
DO $$ BEGIN
    FOR year IN 2020..2075 LOOP
        EXECUTE format('CREATE SEQUENCE order_number_%s', year);
    END LOOP;
END $$;

CREATE TABLE orders (
    id                 uuid PRIMARY KEY,
    number             varchar(20) NOT NULL,
    buyer_id           uuid NOT NULL,
    buyer_name         varchar(200) NOT NULL,
    buyer_region       varchar(12) NOT NULL,
    budget_unit_id     uuid NOT NULL,
    budget_year        int NOT NULL,
    supplier_id        uuid NOT NULL,
    supplier_name      varchar(200) NOT NULL,
    channel_code       varchar(40) NOT NULL,
    sales_mode_code    varchar(40) NOT NULL,
    payment_mode       text NOT NULL,
    payment_days       int NOT NULL CHECK (payment_days BETWEEN 1 AND 60),
    state              text NOT NULL,
    goods_fen          bigint NOT NULL CHECK (goods_fen > 0),
    freight_fen        bigint NOT NULL CHECK (freight_fen >= 0),
    freight_limit_fen  bigint NOT NULL CHECK (freight_limit_fen >= 0),
    mass_grams         bigint NOT NULL CHECK (mass_grams > 0),
    recipient          varchar(60) NOT NULL,
    phone              varchar(20) NOT NULL,
    delivery_region    varchar(12) NOT NULL,
    address            varchar(200) NOT NULL,
    wished_on          date,
    note               varchar(500),
    submitted_by       uuid NOT NULL,
    approved_by        uuid,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    contracted_at      timestamptz,
    payment_extended   boolean NOT NULL DEFAULT false,
    shipping_closed    boolean NOT NULL DEFAULT false,
    paid_at            timestamptz,
    accepted_on        date,
    released_on        date,
    refunded_fen       bigint NOT NULL DEFAULT 0 CHECK (refunded_fen >= 0),
    is_disputed        boolean NOT NULL DEFAULT false,
    move_by            text,
    move_act           text,
    due_at             timestamptz,
    is_demonstration   boolean NOT NULL DEFAULT false,
    CONSTRAINT orders_number UNIQUE (number)
);
CREATE INDEX orders_of_buyer ON orders (buyer_id, created_at DESC, id DESC);
CREATE INDEX orders_of_supplier ON orders (supplier_id, created_at DESC, id DESC);
CREATE INDEX orders_latest ON orders (created_at DESC, id DESC);
CREATE INDEX orders_due ON orders (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX orders_buyer_moves ON orders (buyer_id, due_at) WHERE move_by IS NOT NULL;
CREATE INDEX orders_supplier_moves ON orders (supplier_id, due_at) WHERE move_by IS NOT NULL;

CREATE TABLE order_line (
    id                  uuid PRIMARY KEY,
    order_id            uuid NOT NULL REFERENCES orders,
    position            int NOT NULL,
    product_id          uuid NOT NULL,
    pack_id             uuid NOT NULL,
    product_name        varchar(200) NOT NULL,
    pack_name           varchar(100) NOT NULL,
    category_code       varchar(60) NOT NULL,
    origin              varchar(12) COLLATE "C" NOT NULL,
    household_id        uuid,
    pack_mass_grams     bigint NOT NULL CHECK (pack_mass_grams > 0),
    quantity            int NOT NULL CHECK (quantity > 0),
    unit_price_fen      bigint NOT NULL CHECK (unit_price_fen > 0),
    recognised_at_order boolean NOT NULL,
    shipped             int NOT NULL DEFAULT 0,
    accepted            int NOT NULL DEFAULT 0,
    rejected            int NOT NULL DEFAULT 0,
    CONSTRAINT order_line_pack UNIQUE (order_id, pack_id),
    CONSTRAINT order_line_sums CHECK (shipped BETWEEN 0 AND quantity AND accepted >= 0 AND rejected >= 0 AND accepted + rejected <= quantity AND accepted <= shipped)
);
CREATE INDEX order_line_origin ON order_line (origin, order_id);

-- Who did what, when and why. Append-only.
CREATE TABLE order_history (
    id         uuid PRIMARY KEY,
    order_id   uuid NOT NULL REFERENCES orders,
    at         timestamptz NOT NULL,
    person_id  uuid NOT NULL,
    actor_kind text NOT NULL,
    act        text NOT NULL,
    from_state text,
    to_state   text NOT NULL,
    reason     varchar(500)
);
CREATE INDEX order_history_order ON order_history (order_id, id);
REVOKE UPDATE, DELETE, TRUNCATE ON order_history FROM {role};

CREATE TABLE shipment (
    id            uuid PRIMARY KEY,
    order_id      uuid NOT NULL REFERENCES orders,
    carrier       varchar(60) NOT NULL,
    waybill       varchar(60) NOT NULL,
    is_cold_chain boolean NOT NULL,
    shipped_at    timestamptz NOT NULL,
    shipped_by    uuid NOT NULL,
    delivered_at  timestamptz,
    delivered_by  uuid,
    carrier_note  varchar(300),
    CONSTRAINT shipment_waybill UNIQUE (waybill)
);
CREATE INDEX shipment_order ON shipment (order_id);

CREATE TABLE shipment_line (
    shipment_id uuid NOT NULL REFERENCES shipment,
    line_id     uuid NOT NULL REFERENCES order_line,
    quantity    int NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (shipment_id, line_id)
);
CREATE INDEX shipment_line_line ON shipment_line (line_id);

-- 验收: one per order.
CREATE TABLE inspection (
    id           uuid PRIMARY KEY,
    order_id     uuid NOT NULL REFERENCES orders,
    at           timestamptz NOT NULL,
    person_id    uuid NOT NULL,
    is_deemed    boolean NOT NULL,
    accepted_on  date NOT NULL,
    accepted_fen bigint NOT NULL CHECK (accepted_fen >= 0),
    rejected_fen bigint NOT NULL CHECK (rejected_fen >= 0),
    CONSTRAINT inspection_order UNIQUE (order_id)
);

CREATE TABLE inspection_line (
    inspection_id uuid NOT NULL REFERENCES inspection,
    line_id       uuid NOT NULL REFERENCES order_line,
    accepted      int NOT NULL CHECK (accepted >= 0),
    rejected      int NOT NULL CHECK (rejected >= 0),
    reason        varchar(500),
    photos        uuid[] NOT NULL,
    PRIMARY KEY (inspection_id, line_id)
);
CREATE INDEX inspection_line_line ON inspection_line (line_id);

CREATE TABLE dispute (
    id          uuid PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES orders,
    opened_at   timestamptz NOT NULL,
    opened_by   uuid NOT NULL,
    reason      varchar(500) NOT NULL,
    evidence    uuid[] NOT NULL,
    answer      varchar(500),
    answered_at timestamptz,
    answered_by uuid,
    outcome     text,
    decision    varchar(500),
    decided_at  timestamptz,
    decided_by  uuid
);
CREATE UNIQUE INDEX dispute_open ON dispute (order_id) WHERE decided_at IS NULL;
CREATE INDEX dispute_order ON dispute (order_id);

CREATE TABLE order_rating (
    order_id uuid PRIMARY KEY REFERENCES orders,
    stars    int NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment  varchar(500),
    at       timestamptz NOT NULL
);
