-- What papers each kind of supplier hands in, by dated rules; the papers with number, issuer, validity and files; reminders told once each.

CREATE TABLE paper_kind (
    code     text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[a-z]+(-[a-z]+)*$'),
    name     text NOT NULL,
    name_en  text NOT NULL,
    hint     text NOT NULL,
    hint_en  text NOT NULL,
    position int NOT NULL
);
INSERT INTO paper_kind (code, name, name_en, hint, hint_en, position) VALUES
    ('business-licence', '营业执照', 'Business licence', '字要看得清。长期有效的不填到期日。', 'It must be readable. Leave the end empty when it runs without limit.', 10),
    ('farm-register', '家庭农场名录证明', 'Entry in the register of family farms', '农业农村部门的名录系统里打印，或镇里盖章的证明。', 'Printed from the register, or a statement with the town''s stamp.', 20),
    ('leading-certificate', '龙头企业认定文件', 'Certificate of a leading enterprise', '国家级、市级或区县级的认定文件，拍有名单的那一页。', 'The certificate of whichever level; photograph the page that names you.', 30),
    ('food-licence', '食品生产或经营许可证', 'Food production or trading licence', '卖加工食品要有。证号和到期日照证上写。', 'Needed for processed food. Write number and end as on the licence.', 40),
    ('agency-contract', '代理合同', 'Agency contract', '与生产者签的委托合同，写明品种和期限。', 'The contract with the producers, with goods and duration.', 50),
    ('village-statement', '村委会证明', 'Statement of the village committee', '写明服务站由谁负责、为哪些村代办。', 'Who answers for the station, and for which villages it acts.', 60),
    ('origin-proof', '产地证明', 'Proof of origin', '村委会或农技站开的证明，有就交。', 'From the village committee or the agricultural station, if you have one.', 70),
    ('quality-pledge', '质量安全承诺书', 'Pledge of quality and safety', '签字或盖章的承诺书，有就交。', 'The signed pledge, if you have one.', 80),
    ('other', '其他材料', 'Other papers', '别的证书、检测报告、照片。', 'Other certificates, test reports or pictures.', 90);

CREATE TABLE paper_rule (
    id            uuid PRIMARY KEY,
    region_code   text COLLATE "C" NOT NULL,
    supplier_kind text NOT NULL,
    paper_kind    text COLLATE "C" NOT NULL REFERENCES paper_kind,
    valid_from    date NOT NULL,
    need          text NOT NULL CHECK (need IN ('Needed','Optional','NotAsked')),
    needs_number  boolean NOT NULL,
    needs_end     boolean NOT NULL,
    remind_days   int NOT NULL CHECK (remind_days BETWEEN 1 AND 180),
    grace_days    int NOT NULL CHECK (grace_days BETWEEN 0 AND 180),
    set_by        uuid NOT NULL,
    set_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX paper_rule_region ON paper_rule (supplier_kind, region_code, paper_kind, valid_from);
CREATE INDEX paper_rule_kind ON paper_rule (paper_kind);
CREATE INDEX paper_rule_latest ON paper_rule (valid_from DESC, id DESC);
REVOKE UPDATE, DELETE, TRUNCATE ON paper_rule FROM {role};

INSERT INTO paper_rule (id, region_code, supplier_kind, paper_kind, valid_from, need, needs_number, needs_end, remind_days, grace_days, set_by, set_at)
SELECT ('00000000-0000-8000-8001-' || lpad(to_hex(row_number() OVER (ORDER BY rule.supplier_kind, rule.paper_kind)), 12, '0'))::uuid, '', rule.supplier_kind, rule.paper_kind, '2015-01-01',
       rule.need, rule.needs_number, rule.needs_end, 30, 15, '00000000-0000-0000-0000-000000000000', '2015-01-01T00:00:00Z'
FROM (VALUES
    ('Cooperative', 'business-licence', 'Needed', false, false),
    ('Cooperative', 'food-licence', 'Optional', true, true),
    ('Cooperative', 'origin-proof', 'Optional', false, false),
    ('Cooperative', 'quality-pledge', 'Optional', false, false),
    ('Cooperative', 'other', 'Optional', false, false),
    ('FamilyFarm', 'farm-register', 'Needed', false, false),
    ('FamilyFarm', 'business-licence', 'Optional', false, false),
    ('FamilyFarm', 'food-licence', 'Optional', true, true),
    ('FamilyFarm', 'origin-proof', 'Optional', false, false),
    ('FamilyFarm', 'other', 'Optional', false, false),
    ('LeadingEnterprise', 'business-licence', 'Needed', false, false),
    ('LeadingEnterprise', 'leading-certificate', 'Needed', true, true),
    ('LeadingEnterprise', 'food-licence', 'Needed', true, true),
    ('LeadingEnterprise', 'origin-proof', 'Optional', false, false),
    ('LeadingEnterprise', 'other', 'Optional', false, false),
    ('AgentTrader', 'business-licence', 'Needed', false, false),
    ('AgentTrader', 'agency-contract', 'Needed', false, true),
    ('AgentTrader', 'food-licence', 'Needed', true, true),
    ('AgentTrader', 'other', 'Optional', false, false),
    ('ServiceStation', 'village-statement', 'Needed', false, false),
    ('ServiceStation', 'business-licence', 'Optional', false, false),
    ('ServiceStation', 'food-licence', 'Optional', true, true),
    ('ServiceStation', 'other', 'Optional', false, false)
) AS rule (supplier_kind, paper_kind, need, needs_number, needs_end);

CREATE TABLE supplier_paper (
    id          uuid PRIMARY KEY,
    supplier_id uuid NOT NULL REFERENCES supplier,
    kind        text COLLATE "C" NOT NULL REFERENCES paper_kind,
    number      text,
    issuer      text,
    valid_from  date,
    valid_to    date CHECK (valid_to >= valid_from),
    state       text NOT NULL CHECK (state IN ('Handed','Checked','Returned','Replaced')),
    handed_at   timestamptz NOT NULL,
    handed_by   uuid NOT NULL,
    decided_at  timestamptz,
    decided_by  uuid,
    reason      text
);
CREATE INDEX supplier_paper_supplier ON supplier_paper (supplier_id, kind);
CREATE INDEX supplier_paper_kind ON supplier_paper (kind);
CREATE INDEX supplier_paper_end ON supplier_paper (valid_to, id) WHERE state = 'Checked';
CREATE INDEX supplier_paper_latest ON supplier_paper (handed_at DESC, id DESC);

CREATE TABLE supplier_paper_file (
    id       uuid PRIMARY KEY,
    paper_id uuid NOT NULL REFERENCES supplier_paper,
    position int NOT NULL,
    file_id  uuid NOT NULL,
    name     text NOT NULL
);
CREATE INDEX supplier_paper_file_paper ON supplier_paper_file (paper_id, position);

-- One row per paper and stage: whoever writes it tells, on however many hosts.
CREATE TABLE paper_reminder (
    paper_id uuid NOT NULL REFERENCES supplier_paper,
    stage    text NOT NULL CHECK (stage IN ('Ahead','Week','Expired','Suspended')),
    told_at  timestamptz NOT NULL,
    PRIMARY KEY (paper_id, stage)
);
REVOKE UPDATE, DELETE, TRUNCATE ON paper_reminder FROM {role};

-- Papers handed in until now were one photograph each, named in the supplier's words. Those of one kind become one paper with pages.
CREATE TEMPORARY TABLE earlier_paper ON COMMIT DROP AS
SELECT named.*, first_value(named.id) OVER page AS paper_id, (row_number() OVER page)::int - 1 AS page_number
FROM (SELECT document.*, CASE
          WHEN document.kind IN ('营业执照', 'Business licence', 'licence', 'business-licence') THEN 'business-licence'
          WHEN document.kind LIKE '食品%' OR document.kind IN ('Food licence', 'food') THEN 'food-licence'
          WHEN document.kind IN ('产地证明', 'Proof of origin', 'origin') THEN 'origin-proof'
          WHEN document.kind IN ('代理合同', 'Agency contract', 'agency') THEN 'agency-contract' ELSE 'other' END AS paper_kind
      FROM supplier_document document) named
WINDOW page AS (PARTITION BY named.supplier_id, named.paper_kind ORDER BY named.added_at, named.id);
INSERT INTO supplier_paper (id, supplier_id, kind, state, handed_at, handed_by)
SELECT earlier.id, earlier.supplier_id, earlier.paper_kind, CASE WHEN supplier.state IN ('Active', 'Suspended') THEN 'Checked' ELSE 'Handed' END, earlier.added_at,
       coalesce((SELECT step.actor_id FROM supplier_step step WHERE step.supplier_id = supplier.id ORDER BY step.at, step.id LIMIT 1), '00000000-0000-0000-0000-000000000000')
FROM earlier_paper earlier JOIN supplier ON supplier.id = earlier.supplier_id WHERE earlier.id = earlier.paper_id;
INSERT INTO supplier_paper_file (id, paper_id, position, file_id, name) SELECT id, paper_id, page_number, file_id, name FROM earlier_paper;
DROP TABLE supplier_document;

ALTER TABLE supplier ADD COLUMN is_suspended_for_papers boolean NOT NULL DEFAULT false;
-- Reasons written before were meant for the supplier alone: they stay so.
ALTER TABLE supplier_step ADD COLUMN is_public boolean NOT NULL DEFAULT false;
CREATE INDEX supplier_changed ON supplier (changed_at DESC, id DESC);
CREATE INDEX supplier_name ON supplier (name, id);
