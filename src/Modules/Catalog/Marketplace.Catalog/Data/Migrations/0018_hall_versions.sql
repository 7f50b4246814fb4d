-- Every state of a county's hall, as it was saved. The newest published one is shown.

CREATE TABLE hall_version (
    id            uuid PRIMARY KEY,
    county_code   text COLLATE "C" NOT NULL,
    number        int NOT NULL CHECK (number > 0),
    content       jsonb NOT NULL,
    saved_by      uuid NOT NULL,
    saved_by_name text NOT NULL,
    saved_at      timestamptz NOT NULL,
    published_at  timestamptz
);
CREATE UNIQUE INDEX hall_version_number ON hall_version (county_code, number);
CREATE INDEX hall_version_shown ON hall_version (county_code, published_at DESC) WHERE published_at IS NOT NULL;

-- What halls said until now becomes their first version.
INSERT INTO hall_version (id, county_code, number, content, saved_by, saved_by_name, saved_at, published_at)
SELECT gen_random_uuid(), county_code, 1, jsonb_strip_nulls(jsonb_build_object('intro', intro, 'introEn', intro_en)), changed_by, '', changed_at, changed_at FROM hall;
