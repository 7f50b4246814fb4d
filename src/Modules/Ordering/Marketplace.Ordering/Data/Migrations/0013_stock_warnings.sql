-- 库存提醒: from how few packs, and how many days before its end, a supplier wants to be warned. Without a row the usual ones count.
CREATE TABLE stock_warning_rule (
    supplier_id uuid PRIMARY KEY,
    low_packs   int NOT NULL CHECK (low_packs BETWEEN 0 AND 100000),
    expiry_days int NOT NULL CHECK (expiry_days BETWEEN 0 AND 365),
    changed_by  uuid NOT NULL,
    changed_at  timestamptz NOT NULL
);
