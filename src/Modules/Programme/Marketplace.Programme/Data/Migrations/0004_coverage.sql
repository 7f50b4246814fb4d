-- 覆盖指标: what the plan of 2020 wants every county to reach, county by county and kept over time.

CREATE TABLE coverage_indicator (
    code          text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[a-z]+(-[a-z]+)*$'),
    name          text NOT NULL,
    name_en       text NOT NULL,
    meaning       text NOT NULL,
    meaning_en    text NOT NULL,
    position      int NOT NULL,
    is_computed   boolean NOT NULL,
    target_basis_points int CHECK (target_basis_points BETWEEN 0 AND 10000),
    target_period text COLLATE "C",
    qualifier     text,
    source        text,
    source_en     text
);
INSERT INTO coverage_indicator (code, name, name_en, meaning, meaning_en, position, is_computed, target_basis_points, target_period, qualifier, source, source_en) VALUES
    ('ecommerce-service', '电商公共服务体系', 'E-commerce public service', '有电商公共服务站点的行政村，占全县行政村。', 'Villages with an e-commerce service point, of all villages.', 10, false, 10000, '2020', 'basically_full', '重庆日报2020-10-10', 'Chongqing Daily, 10 October 2020'),
    ('logistics', '物流配送体系', 'Logistics and delivery', '快递和物流配送到村的行政村，占全县行政村。', 'Villages reached by parcel delivery, of all villages.', 20, false, 10000, '2020', 'basically_full', '重庆日报2020-10-10', 'Chongqing Daily, 10 October 2020'),
    ('ecommerce-leaders', '村级电商带头人', 'Village e-commerce leaders', '有电商带头人的脱贫村，占全县脱贫村。', 'Formerly poor villages with an e-commerce leader, of all such villages.', 30, false, 10000, '2020', 'basically_full', '重庆日报2020-10-10', 'Chongqing Daily, 10 October 2020'),
    ('collection-centres', '产地集配中心', 'Origin collection centres', '有产地集配中心的重点乡镇，占全县重点乡镇。', 'Key townships with an origin collection centre, of all such townships.', 40, false, 10000, '2020', 'basically_full', '重庆日报2020-10-10', 'Chongqing Daily, 10 October 2020'),
    ('traceability', '主打农产品质量追溯', 'Quality traceability of main products', '建了质量追溯的主打农产品，占全县主打农产品。', 'Main products with quality traceability, of all main products.', 50, false, 10000, '2020', 'basically_full', '重庆日报2020-10-10', 'Chongqing Daily, 10 October 2020'),
    ('tested-lots', '本平台批次检测率', 'Tested lots on this platform', '一年内上架、有溯源码并附合格检测报告的批次，占本县一年内上架的批次；由平台按月计算。', 'Lots of the last year with a trace code and a passed test report, of all lots of that year; computed by the platform every month.', 60, true, NULL, NULL, NULL, NULL, NULL);

-- A figure is never changed: a correction is a further row, and the one before says until when it counted. The computed figure of the running month is renewed.
CREATE TABLE coverage_figure (
    id            uuid PRIMARY KEY,
    indicator     text COLLATE "C" NOT NULL REFERENCES coverage_indicator,
    county_code   text COLLATE "C" NOT NULL CHECK (county_code ~ '^[1-9][0-9]{5}$'),
    period        text COLLATE "C" NOT NULL CHECK (period ~ '^20[0-9]{2}(-(0[1-9]|1[0-2]))?$'),
    as_of         date NOT NULL,
    covered       int NOT NULL CHECK (covered BETWEEN 0 AND total),
    total         int NOT NULL CHECK (total BETWEEN 1 AND 1000000),
    basis_points  int NOT NULL,
    source        text NOT NULL,
    entered_by    uuid NOT NULL,
    entered_at    timestamptz NOT NULL,
    superseded_at timestamptz,
    is_demonstration boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX coverage_figure_current ON coverage_figure (indicator, county_code, period) WHERE superseded_at IS NULL;
CREATE INDEX coverage_figure_latest ON coverage_figure (as_of DESC, id DESC);
CREATE INDEX coverage_figure_county ON coverage_figure (county_code, indicator, as_of DESC);
REVOKE DELETE, TRUNCATE ON coverage_figure FROM {role};

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
