-- Changes of search documents in the order of their transactions, so that a second index can follow them, and the indices of a search cluster.

ALTER TABLE search_document ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE search_document ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE search_document ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX search_document_changes ON search_document (changed_in, product_id);

-- Whatever changes a row takes part, and what leaves it as it was does not.
CREATE FUNCTION search_document_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.changed_in := pg_current_xact_id();
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER search_document_changed BEFORE UPDATE ON search_document
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION search_document_changed();

-- Which database a cluster's index was made for: another installation's is never touched.
CREATE TABLE search_cluster (
    is_only      boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    installation uuid NOT NULL
);
INSERT INTO search_cluster (installation) VALUES (gen_random_uuid());

CREATE TABLE search_index (
    name             text PRIMARY KEY,
    state            text NOT NULL CHECK (state IN ('Building', 'Switching', 'Live', 'Retired', 'Cancelled', 'Failed')),
    form             int NOT NULL,
    position_change  xid8 NOT NULL DEFAULT '0',
    position_product uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    written          bigint NOT NULL DEFAULT 0,
    total            bigint NOT NULL,
    requested_by     text NOT NULL,
    requested_at     timestamptz NOT NULL,
    live_at          timestamptz,
    verified_at      timestamptz,
    ended_at         timestamptz,
    removed_at       timestamptz,
    error            text
);
CREATE UNIQUE INDEX search_index_one_building ON search_index ((true)) WHERE state IN ('Building', 'Switching');
CREATE UNIQUE INDEX search_index_one_live ON search_index ((true)) WHERE state = 'Live';
CREATE INDEX search_index_newest ON search_index (requested_at, name);

CREATE TABLE search_parked (
    product_id uuid PRIMARY KEY REFERENCES product,
    index_name text NOT NULL,
    version    bigint NOT NULL,
    error      text NOT NULL,
    parked_at  timestamptz NOT NULL
);
CREATE INDEX search_parked_at ON search_parked (parked_at, product_id);
