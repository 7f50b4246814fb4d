-- Topic zones: goods found by a rule, some pinned, some left out.

CREATE TABLE zone (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    name_en      text,
    intro        text,
    intro_en     text,
    region_code  text COLLATE "C",
    rule         jsonb NOT NULL,
    pinned_ids   uuid[] NOT NULL,
    excluded_ids uuid[] NOT NULL,
    "order"      text NOT NULL CHECK ("order" IN ('Sales','PricePerKg','Newest')),
    starts_on    date NOT NULL,
    ends_on      date CHECK (ends_on >= starts_on),
    is_public    boolean NOT NULL,
    audience     text[] NOT NULL,
    position     int NOT NULL,
    changed_by   uuid NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE INDEX zone_place ON zone (position, id DESC);
