-- The custody account's balance at the end of a day, as the bank says it: the ledger is compared with it.
CREATE TABLE custody_balance (
    day         date PRIMARY KEY,
    balance_fen bigint NOT NULL,
    recorded_by uuid NOT NULL,
    recorded_at timestamptz NOT NULL
);
