-- Renewal without gap, revocation after a hearing, and a number for every entry of the register.

ALTER TABLE recognition_rule ADD COLUMN renewal_days int NOT NULL DEFAULT 90 CHECK (renewal_days BETWEEN 1 AND 180);
ALTER TABLE recognition_rule ADD COLUMN is_renewal_short boolean NOT NULL DEFAULT false;
ALTER TABLE recognition_rule ADD COLUMN hearing_days int NOT NULL DEFAULT 7 CHECK (hearing_days BETWEEN 1 AND 60);

ALTER TABLE recognition ADD COLUMN number text COLLATE "C";
ALTER TABLE recognition ADD COLUMN renews_id uuid REFERENCES recognition;
ALTER TABLE recognition ADD COLUMN is_short boolean NOT NULL DEFAULT false;
CREATE INDEX recognition_renews ON recognition (renews_id) WHERE renews_id IS NOT NULL;

-- One row per county and year; whoever publishes adds one to it in the same transaction, so that numbers have no holes.
CREATE TABLE recognition_series (
    county_code text COLLATE "C" NOT NULL,
    year        int NOT NULL,
    last        int NOT NULL CHECK (last > 0),
    PRIMARY KEY (county_code, year)
);

UPDATE recognition r SET number = n.county || '-' || n.year || '-' || lpad(n.position::text, 4, '0')
FROM (
    SELECT id, left(origin_code, 6) AS county, extract(year FROM valid_from)::int AS year,
           row_number() OVER (PARTITION BY left(origin_code, 6), extract(year FROM valid_from) ORDER BY valid_from, id) AS position
    FROM recognition WHERE state IN ('Listed', 'Expired', 'Revoked')) n
WHERE n.id = r.id;
INSERT INTO recognition_series (county_code, year, last)
SELECT left(origin_code, 6), extract(year FROM valid_from)::int, count(*) FROM recognition WHERE number IS NOT NULL GROUP BY 1, 2;

CREATE UNIQUE INDEX recognition_number ON recognition (number);
CREATE INDEX recognition_overdue ON recognition (due_on, id) WHERE due_on IS NOT NULL;

CREATE TABLE revocation_hearing (
    id             uuid PRIMARY KEY,
    recognition_id uuid NOT NULL REFERENCES recognition,
    cause          text NOT NULL,
    explanation    text NOT NULL,
    effective_from date NOT NULL,
    opened_at      timestamptz NOT NULL,
    opened_by      uuid NOT NULL,
    statement_due  date NOT NULL,
    statement      text,
    stated_at      timestamptz,
    stated_by      uuid,
    decided_at     timestamptz,
    decided_by     uuid,
    is_revoked     boolean,
    decision       text,
    CHECK ((decided_at IS NULL) = (is_revoked IS NULL))
);
CREATE INDEX revocation_hearing_of ON revocation_hearing (recognition_id, opened_at);
CREATE UNIQUE INDEX revocation_hearing_open ON revocation_hearing (recognition_id) WHERE decided_at IS NULL;
