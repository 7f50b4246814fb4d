-- 开票申请, and invoices that are returned and reversed.
CREATE TABLE invoice_request (
    order_id     uuid PRIMARY KEY REFERENCES obligation,
    title        text NOT NULL,
    tax_number   text NOT NULL,
    address      text,
    bank_account text,
    note         text,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL
);

ALTER TABLE invoice ADD COLUMN reason text, ADD COLUMN red_number text;
CREATE UNIQUE INDEX invoice_red_number ON invoice (red_number) WHERE red_number IS NOT NULL;
