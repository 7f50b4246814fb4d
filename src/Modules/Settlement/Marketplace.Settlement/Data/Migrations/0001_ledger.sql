-- The double-entry journal. Amounts are signed fen: debits positive, credits negative. Entries are never changed; balances follow from them.

CREATE TABLE account (
    id          text PRIMARY KEY,
    kind        text NOT NULL,
    owner_id    uuid,
    balance_fen bigint NOT NULL DEFAULT 0,
    -- What is owed to others never turns into a claim on them, and the custody account never pays what it does not hold.
    CHECK (kind NOT IN ('Escrow', 'SupplierPayable', 'HouseholdPayable', 'RefundPayable', 'PayoutInTransit', 'Unmatched') OR balance_fen <= 0),
    CHECK (kind NOT IN ('Gateway', 'Custody') OR balance_fen >= 0)
);
CREATE INDEX account_owner ON account (owner_id, kind);

CREATE TABLE entry (
    number        bigint PRIMARY KEY,
    at            timestamptz NOT NULL,
    kind          text NOT NULL,
    order_id      uuid,
    source        text NOT NULL,
    memo          text NOT NULL,
    actor_id      uuid NOT NULL,
    previous_hash text NOT NULL,
    hash          text NOT NULL
);
-- A source has one effect: one receipt per payment, one release per order, one payout per item.
CREATE UNIQUE INDEX entry_source ON entry (kind, source);
CREATE INDEX entry_order ON entry (order_id, number) WHERE order_id IS NOT NULL;

CREATE TABLE posting (
    entry_number bigint NOT NULL REFERENCES entry,
    line         int NOT NULL,
    account_id   text NOT NULL REFERENCES account,
    amount_fen   bigint NOT NULL CHECK (amount_fen <> 0),
    PRIMARY KEY (entry_number, line)
);
CREATE INDEX posting_account ON posting (account_id, entry_number);

CREATE TABLE journal_head (
    id     int PRIMARY KEY CHECK (id = 1),
    number bigint NOT NULL,
    hash   text NOT NULL
);
INSERT INTO journal_head VALUES (1, 0, repeat('0', 64));

CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_fen) FROM settlement.posting WHERE entry_number = NEW.entry_number) <> 0 THEN
        RAISE EXCEPTION 'entry % does not balance', NEW.entry_number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();

REVOKE UPDATE, DELETE, TRUNCATE ON entry FROM {role};
REVOKE UPDATE, DELETE, TRUNCATE ON posting FROM {role};
REVOKE INSERT, DELETE, TRUNCATE ON journal_head FROM {role};
REVOKE DELETE, TRUNCATE ON account FROM {role};
