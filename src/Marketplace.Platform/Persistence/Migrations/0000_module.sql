-- The tables every module has: migrations applied, work done once, facts to send, facts received, repeated requests, and who did what.
-- {schema} and {role} are replaced by the migrator.

CREATE TABLE {schema}.once (
    name    text PRIMARY KEY,
    done_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE {schema}.outbox (
    event_id        uuid PRIMARY KEY,
    position        bigint GENERATED ALWAYS AS IDENTITY,
    name            text NOT NULL,
    payload         jsonb NOT NULL,
    occurred_at     timestamptz NOT NULL,
    trace_parent    text,
    attempts        int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    delivered_at    timestamptz,
    parked_at       timestamptz,
    last_error      text
);
CREATE INDEX outbox_waiting ON {schema}.outbox (position) WHERE delivered_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_parked ON {schema}.outbox (parked_at) WHERE parked_at IS NOT NULL;

CREATE FUNCTION {schema}.outbox_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '{schema}');
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_wake AFTER INSERT ON {schema}.outbox FOR EACH STATEMENT EXECUTE FUNCTION {schema}.outbox_wake();

CREATE TABLE {schema}.inbox (
    event_id   uuid NOT NULL,
    handler    text NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (event_id, handler)
);

CREATE TABLE {schema}.idempotency (
    actor_id      uuid NOT NULL,
    key           text NOT NULL CHECK (length(key) BETWEEN 8 AND 128),
    request_hash  bytea NOT NULL,
    status        int,
    response      jsonb,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_age ON {schema}.idempotency (created_at);

CREATE TABLE {schema}.audit (
    id           uuid PRIMARY KEY,
    at           timestamptz NOT NULL,
    actor_id     uuid NOT NULL,
    action       text NOT NULL,
    subject      text,
    detail       jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_subject ON {schema}.audit (subject, at);
CREATE INDEX audit_actor ON {schema}.audit (actor_id, at);
REVOKE UPDATE, DELETE, TRUNCATE ON {schema}.audit FROM {role};
