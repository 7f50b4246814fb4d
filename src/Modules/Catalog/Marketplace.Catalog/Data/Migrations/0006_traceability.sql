-- Codes on boxes that cannot be counted through, recalled lots, and how often codes are opened.

ALTER TABLE lot ADD COLUMN trace_code text COLLATE "C";

-- Lots opened before get their code here: twelve random letters and the check letter of Lots/TraceCode.cs. Bytes 6 and 8 of a random uuid are not all random.
WITH letters AS (
    SELECT lot.id, at, get_byte(decode(replace(lot.random::text, '-', ''), 'hex'), (ARRAY[0,1,2,3,4,5,7,9,10,11,12,13])[at]) % 32 AS value
    FROM (SELECT id, gen_random_uuid() AS random FROM lot) lot CROSS JOIN generate_series(1, 12) AS at),
sums AS (
    SELECT id, string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', value + 1, 1), '' ORDER BY at) AS code,
           sum((value * factor) / 32 + (value * factor) % 32) AS total
    FROM (SELECT *, CASE WHEN at % 2 = 0 THEN 2 ELSE 1 END AS factor FROM letters) weighed GROUP BY id)
UPDATE lot SET trace_code = sums.code || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((32 - sums.total % 32) % 32)::int + 1, 1)
FROM sums WHERE sums.id = lot.id;

ALTER TABLE lot ALTER COLUMN trace_code SET NOT NULL;
ALTER TABLE lot ADD CONSTRAINT lot_trace_code_form CHECK (trace_code ~ '^[0-9A-HJKMNP-TV-Z]{13}$');
CREATE UNIQUE INDEX lot_trace_code ON lot (trace_code);
CREATE INDEX lot_opened ON lot (opened_at DESC, id DESC);

CREATE TABLE lot_recall (
    lot_id      uuid PRIMARY KEY REFERENCES lot,
    reason      text NOT NULL,
    advice      text,
    recalled_by uuid NOT NULL,
    is_by_county boolean NOT NULL,
    recalled_at timestamptz NOT NULL
);
REVOKE UPDATE, DELETE, TRUNCATE ON lot_recall FROM {role};

CREATE TABLE lot_scan (
    lot_id uuid NOT NULL REFERENCES lot,
    day    date NOT NULL,
    scans  int NOT NULL CHECK (scans > 0),
    PRIMARY KEY (lot_id, day)
);

CREATE TABLE lot_move (
    lot_id uuid NOT NULL REFERENCES lot,
    day    date NOT NULL,
    place  text COLLATE "C" NOT NULL,
    packs  int NOT NULL CHECK (packs > 0),
    PRIMARY KEY (lot_id, day, place)
);

CREATE TABLE scan_rule (
    valid_from     date PRIMARY KEY,
    scans_per_pack int NOT NULL CHECK (scans_per_pack BETWEEN 1 AND 1000),
    least_scans    int NOT NULL CHECK (least_scans BETWEEN 1 AND 1000000)
);
INSERT INTO scan_rule VALUES ('2015-01-01', 3, 100);
