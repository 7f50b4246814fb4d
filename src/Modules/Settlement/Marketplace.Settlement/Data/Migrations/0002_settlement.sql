-- What is owed for each order, how it is paid, and how it is paid out.

CREATE TABLE obligation (
    order_id           uuid PRIMARY KEY,
    number             text NOT NULL,
    buyer_id           uuid NOT NULL,
    budget_unit_id     uuid NOT NULL,
    supplier_id        uuid NOT NULL,
    payment_mode       text NOT NULL,
    goods_fen          bigint NOT NULL CHECK (goods_fen >= 0),
    freight_fen        bigint NOT NULL CHECK (freight_fen >= 0),
    payment_days       int NOT NULL,
    contracted_on      date NOT NULL,
    due_on             date,
    inspection_id      uuid,
    accepted_on        date,
    accepted_fen       bigint,
    freight_owed_fen   bigint,
    received_fen       bigint NOT NULL DEFAULT 0 CHECK (received_fen >= 0),
    returned_fen       bigint NOT NULL DEFAULT 0 CHECK (returned_fen >= 0),
    paid_announced_at  timestamptz,
    released_at        timestamptz,
    cancelled_at       timestamptz,
    CHECK (returned_fen <= received_fen)
);
CREATE UNIQUE INDEX obligation_number ON obligation (number);
CREATE INDEX obligation_buyer ON obligation (buyer_id, contracted_on);
CREATE INDEX obligation_supplier ON obligation (supplier_id, contracted_on);
CREATE INDEX obligation_due ON obligation (due_on) WHERE released_at IS NULL AND cancelled_at IS NULL;

CREATE TABLE obligation_line (
    order_id     uuid NOT NULL REFERENCES obligation,
    line_id      uuid NOT NULL,
    amount_fen   bigint NOT NULL CHECK (amount_fen >= 0),
    accepted_fen bigint CHECK (accepted_fen BETWEEN 0 AND amount_fen),
    PRIMARY KEY (order_id, line_id)
);

CREATE TABLE payment (
    id           uuid PRIMARY KEY,
    order_id     uuid NOT NULL REFERENCES obligation,
    method       text NOT NULL,
    amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
    state        text NOT NULL,
    gateway      text,
    provider_id  text,
    client_secret text,
    failure      text,
    created_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    attempts     int NOT NULL DEFAULT 0
);
CREATE INDEX payment_order ON payment (order_id, created_at);
CREATE UNIQUE INDEX payment_provider ON payment (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX payment_to_instruct ON payment (changed_at) WHERE state IN ('Created', 'Processing');

CREATE TABLE refund (
    id          uuid PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES obligation,
    payment_id  uuid NOT NULL REFERENCES payment,
    amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
    reason      text NOT NULL,
    state       text NOT NULL,
    provider_id text,
    created_at  timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    attempts    int NOT NULL DEFAULT 0
);
CREATE INDEX refund_order ON refund (order_id, created_at);
CREATE INDEX refund_payment ON refund (payment_id);
CREATE UNIQUE INDEX refund_provider ON refund (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX refund_to_instruct ON refund (changed_at) WHERE state IN ('Pending', 'Processing');

CREATE TABLE webhook_event (
    id          text PRIMARY KEY,
    type        text NOT NULL,
    received_at timestamptz NOT NULL
);

CREATE TABLE transfer (
    id               uuid PRIMARY KEY,
    bank_serial      text NOT NULL,
    received_on      date NOT NULL,
    payer_name       text NOT NULL,
    payer_account    text NOT NULL,
    amount_fen       bigint NOT NULL CHECK (amount_fen > 0),
    note             text NOT NULL,
    state            text NOT NULL,
    matched_order_id uuid REFERENCES obligation,
    matched_by       uuid,
    matched_at       timestamptz,
    recorded_by      uuid NOT NULL,
    recorded_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX transfer_serial ON transfer (bank_serial);
CREATE INDEX transfer_state ON transfer (state, id);

CREATE TABLE payout_batch (
    id          uuid PRIMARY KEY,
    number      text NOT NULL,
    state       text NOT NULL,
    total_fen   bigint NOT NULL CHECK (total_fen > 0),
    proposed_by uuid NOT NULL,
    proposed_at timestamptz NOT NULL,
    checked_by  uuid,
    checked_at  timestamptz,
    file_taken_by uuid,
    file_taken_at timestamptz,
    CHECK (checked_by IS NULL OR checked_by <> proposed_by)
);
CREATE UNIQUE INDEX payout_batch_number ON payout_batch (number);
CREATE INDEX payout_batch_state ON payout_batch (state, id);

CREATE TABLE payout_item (
    id         uuid PRIMARY KEY,
    batch_id   uuid NOT NULL REFERENCES payout_batch,
    party_id   uuid NOT NULL,
    account_id text NOT NULL,
    amount_fen bigint NOT NULL CHECK (amount_fen > 0),
    state      text NOT NULL,
    failure    text,
    bank_serial text,
    settled_at timestamptz
);
CREATE INDEX payout_item_batch ON payout_item (batch_id, id);
CREATE INDEX payout_item_party ON payout_item (party_id, id);

CREATE TABLE invoice (
    id          uuid PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES obligation,
    number      text NOT NULL,
    kind        text NOT NULL,
    amount_fen  bigint NOT NULL CHECK (amount_fen > 0),
    state       text NOT NULL,
    issued_on   date NOT NULL,
    issued_by   uuid NOT NULL,
    verified_by uuid,
    verified_at timestamptz
);
CREATE UNIQUE INDEX invoice_number ON invoice (number);
CREATE INDEX invoice_order ON invoice (order_id);

CREATE TABLE simulated_payment (
    provider_id   text PRIMARY KEY,
    payment_id    uuid NOT NULL,
    amount_fen    bigint NOT NULL,
    refunded_fen  bigint NOT NULL DEFAULT 0 CHECK (refunded_fen <= amount_fen),
    status        text NOT NULL,
    client_secret text NOT NULL
);
CREATE UNIQUE INDEX simulated_payment_key ON simulated_payment (payment_id);

CREATE TABLE simulated_refund (
    provider_id text PRIMARY KEY,
    refund_id   uuid NOT NULL,
    payment     text NOT NULL REFERENCES simulated_payment,
    amount_fen  bigint NOT NULL
);
CREATE UNIQUE INDEX simulated_refund_key ON simulated_refund (refund_id);

CREATE TABLE simulated_delivery (
    event_id        text PRIMARY KEY,
    body            text NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts        int NOT NULL DEFAULT 0,
    delivered_at    timestamptz
);
CREATE INDEX simulated_delivery_waiting ON simulated_delivery (next_attempt_at) WHERE delivered_at IS NULL;
