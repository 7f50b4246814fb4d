-- Imports under way and done: the file while it is read, its rows as they were read, and what each means. Rows go after a week.
CREATE TABLE import_task (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL,
    person_id       uuid NOT NULL,
    person_name     text NOT NULL,
    organisation_id uuid,
    data            jsonb NOT NULL,
    file_name       text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
    state           text NOT NULL CHECK (state IN ('Reading','Checking','Checked','Importing','Done','Cancelled','Failed','Expired')),
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    total           int NOT NULL DEFAULT 0,
    done            int NOT NULL DEFAULT 0,
    next_group      int NOT NULL DEFAULT 1,
    created         int NOT NULL DEFAULT 0,
    changed         int NOT NULL DEFAULT 0,
    unchanged       int NOT NULL DEFAULT 0,
    wrong           int NOT NULL DEFAULT 0,
    is_cancelling   boolean NOT NULL DEFAULT false,
    is_cleared      boolean NOT NULL DEFAULT false,
    layout          jsonb NOT NULL DEFAULT '{}',
    notes           jsonb NOT NULL DEFAULT '[]',
    problem         jsonb,
    lease_by        uuid,
    lease_until     timestamptz,
    attempts        int NOT NULL DEFAULT 0
);
CREATE INDEX import_task_waiting ON import_task (created_at) WHERE state IN ('Reading', 'Checking', 'Importing');
CREATE INDEX import_task_person ON import_task (person_id, kind, created_at DESC, id);
CREATE INDEX import_task_organisation ON import_task (organisation_id, kind, created_at DESC, id);
CREATE INDEX import_task_age ON import_task (created_at) WHERE NOT is_cleared;

CREATE TABLE import_part (
    import_id uuid NOT NULL REFERENCES import_task ON DELETE CASCADE,
    number    int NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (import_id, number)
);

-- Keys are hashed, so that they tell nothing by themselves. A row's cells are sealed by the use case where they are personal.
CREATE TABLE import_row (
    import_id uuid NOT NULL REFERENCES import_task ON DELETE CASCADE,
    position  int NOT NULL,
    sheet     text NOT NULL,
    number    int NOT NULL,
    row_key   bytea,
    group_key bytea NOT NULL,
    group_no  int,
    state     text CHECK (state IN ('New','Changed','Unchanged','Wrong')),
    title     text NOT NULL DEFAULT '',
    cells     bytea NOT NULL,
    changes   bytea,
    faults    jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (import_id, position)
);
CREATE INDEX import_row_group ON import_row (import_id, group_no, position);
CREATE INDEX import_row_state ON import_row (import_id, state, position);
CREATE INDEX import_row_key ON import_row (import_id, row_key);
