-- What a buyer asks further of a product and a lot: how it is sold, when it is harvested, its protected name, tax, cold chain, grade, tests, certificate.

-- 地理标志: protected names and the places they may come from. Dated, so that a name added or cancelled counts from its day.
CREATE TABLE geographical_indication (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    kind         text NOT NULL,
    region_codes text[] NOT NULL CHECK (cardinality(region_codes) > 0),
    valid_from   date NOT NULL,
    valid_to     date CHECK (valid_to >= valid_from),
    source       text NOT NULL
);
CREATE UNIQUE INDEX geographical_indication_name ON geographical_indication (name, valid_from);

INSERT INTO geographical_indication (id, name, kind, region_codes, valid_from, source)
SELECT md5('indication:' || name)::uuid, name, kind, ARRAY[region], '2010-01-01', source FROM (VALUES
    ('涪陵青菜头', '农产品地理标志', '500102', '重庆日报 2020-07-18'),
    ('巫山脆李', '农产品地理标志', '500237', '重庆日报 2020-07-18'),
    ('马喇湖贡米', '农产品地理标志', '500114', '重庆日报 2020-07-18'),
    ('巫溪独活', '农产品地理标志', '500238', '重庆日报 2020-07-18'),
    ('奉节脐橙', '农产品地理标志', '500236', '重庆日报 2020-07-18'),
    ('丰都锦橙', '农产品地理标志', '500230', '重庆日报 2020-07-18'),
    ('二圣梨', '农产品地理标志', '500113', '重庆日报 2020-07-18'),
    ('太和黄桃', '农产品地理标志', '500117', '重庆日报 2020-07-18'),
    ('铜梁莲藕', '农产品地理标志', '500151', '重庆日报 2020-07-18'),
    ('放牛坪梨', '农产品地理标志', '500112', '公开名录，未逐条核对'),
    ('接龙蜜柚', '农产品地理标志', '500113', '公开名录，未逐条核对'),
    ('武隆猪腰枣', '农产品地理标志', '500156', '公开名录，未逐条核对'),
    ('石柱辣椒', '农产品地理标志', '500240', '公开名录，未逐条核对'),
    ('永川莲藕', '农产品地理标志', '500118', '公开名录，未逐条核对'),
    ('梁平柚', '农产品地理标志', '500155', '公开名录，未逐条核对'),
    ('泥溪青杠树黑木耳', '农产品地理标志', '500235', '公开名录，未逐条核对'),
    ('涪陵榨菜', '地理标志证明商标', '500102', '公开名录，未逐条核对'),
    ('江津花椒', '地理标志产品', '500116', '公开名录，未逐条核对'),
    ('秭归脐橙', '地理标志（来源自述）', '420527', '公开商品页自述，未核'),
    ('静宁苹果', '地理标志（来源自述）', '620826', '公开商品页自述，未核'),
    ('敖汉小米', '地理标志（来源自述）', '150430', '公开商品页自述，未核'),
    ('苍溪雪梨', '地理标志（来源自述）', '510824', '公开商品页自述，未核'),
    ('安化黑茶', '地理标志（来源自述）', '430923', '公开商品页自述，未核'),
    ('盐池滩羊', '地理标志（来源自述）', '640323', '公开商品页自述，未核'),
    ('互助青稞', '地理标志（来源自述）', '630223', '公开商品页自述，未核'),
    ('砀山酥梨', '地理标志（来源自述）', '341321', '公开商品页自述，未核'),
    ('恩施玉露', '地理标志（来源自述）', '422801', '公开商品页自述，未核')
) AS known (name, kind, region, source);

-- 税务处理: which treatments there are, for whom and for what, by date. No rate means exempt. Check new notices of the tax bureau against it.
CREATE TABLE tax_treatment (
    code                text NOT NULL,
    valid_from          date NOT NULL,
    valid_to            date CHECK (valid_to >= valid_from),
    name                text NOT NULL,
    name_en             text NOT NULL,
    rate_basis_points   int CHECK (rate_basis_points BETWEEN 0 AND 10000),
    seller_kinds        text[],
    for_households      boolean NOT NULL,
    categories          text[],
    excluded_categories text[] NOT NULL DEFAULT '{}',
    basis               text NOT NULL,
    position            int NOT NULL,
    PRIMARY KEY (code, valid_from)
);
INSERT INTO tax_treatment (code, valid_from, valid_to, name, name_en, rate_basis_points, seller_kinds, for_households, categories, excluded_categories, basis, position) VALUES
('self-produced', '2009-01-01', '2025-12-31', '自产农产品免税', 'Own produce, exempt', NULL, '{Cooperative,FamilyFarm}', true, NULL,
 '{drink,snack,season-sauce,grain-oil,grain-noodle}', '《增值税暂行条例》第十五条；财税〔2008〕81号', 1),
('self-produced', '2026-01-01', NULL, '自产农产品免税', 'Own produce, exempt', NULL, '{Cooperative,FamilyFarm}', true, NULL,
 '{drink,snack,season-sauce,grain-oil,grain-noodle}', '《增值税法》第二十四条；财税〔2008〕81号', 1),
('vegetable-trade', '2012-01-01', NULL, '蔬菜流通环节免税', 'Vegetables in trade, exempt', NULL, NULL, false, '{veg}', '{}', '财税〔2011〕137号', 2),
('meat-egg-trade', '2012-10-01', NULL, '鲜活肉蛋流通环节免税', 'Fresh meat and eggs in trade, exempt', NULL, NULL, false,
 '{meat-pork,meat-beef,meat-lamb,meat-poultry,meat-egg}', '{}', '财税〔2012〕75号', 3),
('agricultural', '2017-07-01', '2018-04-30', '农产品税率', 'Agricultural rate', 1100, NULL, false, NULL, '{drink,snack,season-sauce}', '财税〔2017〕37号', 4),
('agricultural', '2018-05-01', '2019-03-31', '农产品税率', 'Agricultural rate', 1000, NULL, false, NULL, '{drink,snack,season-sauce}', '财税〔2018〕32号', 4),
('agricultural', '2019-04-01', NULL, '农产品税率', 'Agricultural rate', 900, NULL, false, NULL, '{drink,snack,season-sauce}', '财政部 税务总局 海关总署公告2019年第39号', 4),
('general', '2018-05-01', '2019-03-31', '一般税率', 'General rate', 1600, NULL, false, NULL, '{}', '财税〔2018〕32号', 5),
('general', '2019-04-01', NULL, '一般税率', 'General rate', 1300, NULL, false, NULL, '{}', '财政部 税务总局 海关总署公告2019年第39号', 5),
('small-scale', '2023-01-01', '2027-12-31', '小规模纳税人征收率', 'Small-scale taxpayers', 100, NULL, false, NULL, '{}', '财政部 税务总局公告2023年第19号', 6),
('small-scale', '2028-01-01', NULL, '小规模纳税人征收率', 'Small-scale taxpayers', 300, NULL, false, NULL, '{}', '《增值税法》', 6);

-- 等级: by category; a list at a branch counts for its leaves unless a leaf has its own.
CREATE TABLE grade (
    category_code text NOT NULL REFERENCES category,
    code          text NOT NULL,
    valid_from    date NOT NULL,
    valid_to      date CHECK (valid_to >= valid_from),
    name          text NOT NULL,
    name_en       text NOT NULL,
    position      int NOT NULL,
    PRIMARY KEY (category_code, code, valid_from)
);
INSERT INTO grade (category_code, code, valid_from, name, name_en, position)
SELECT category, code, '2015-01-01'::date, name, name_en, position
FROM (VALUES ('fruit'), ('veg'), ('dried'), ('aquatic'), ('herb')) AS branch (category)
CROSS JOIN (VALUES ('special', '特级', 'Extra', 1), ('first', '一级', 'Class I', 2), ('second', '二级', 'Class II', 3), ('mixed', '统货', 'Ungraded', 9))
    AS usual (code, name, name_en, position)
UNION ALL
SELECT category, code, '2015-01-01'::date, name, name_en, position
FROM (VALUES ('season'), ('snack'), ('drink')) AS branch (category)
CROSS JOIN (VALUES ('superior', '优级', 'Superior', 1), ('first', '一级', 'Class I', 2), ('qualified', '合格', 'Qualified', 3)) AS made (code, name, name_en, position)
UNION ALL VALUES
('grain', 'first', '2015-01-01'::date, '一级', 'Class 1', 1), ('grain', 'second', '2015-01-01', '二级', 'Class 2', 2), ('grain', 'third', '2015-01-01', '三级', 'Class 3', 3),
('meat', 'special', '2015-01-01', '特级', 'Extra', 1), ('meat', 'first', '2015-01-01', '一级', 'Class I', 2), ('meat', 'second', '2015-01-01', '二级', 'Class II', 3),
('meat-egg', 'aa', '2015-01-01', 'AA级', 'AA', 1), ('meat-egg', 'a', '2015-01-01', 'A级', 'A', 2), ('meat-egg', 'b', '2015-01-01', 'B级', 'B', 3),
('tea', 'special', '2015-01-01', '特级', 'Extra', 1), ('tea', 'first', '2015-01-01', '一级', 'Class 1', 2), ('tea', 'second', '2015-01-01', '二级', 'Class 2', 3),
('tea', 'third', '2015-01-01', '三级', 'Class 3', 4);

ALTER TABLE product
    ADD COLUMN indication_number  text,
    ADD COLUMN indication_file_id uuid,
    ADD COLUMN tax_code           text,
    ADD COLUMN cold_min_celsius   int CHECK (cold_min_celsius BETWEEN -60 AND 25),
    ADD COLUMN cold_max_celsius   int CHECK (cold_max_celsius BETWEEN -60 AND 25),
    ADD CONSTRAINT product_cold CHECK ((cold_min_celsius IS NULL) = (cold_max_celsius IS NULL) AND cold_min_celsius <= cold_max_celsius),
    ADD CONSTRAINT product_indication CHECK (indication IS NOT NULL OR (indication_number IS NULL AND indication_file_id IS NULL));

-- 采收期: by variety; the dates of a year, and a window may span the new year.
CREATE TABLE harvest_window (
    id         uuid PRIMARY KEY,
    product_id uuid NOT NULL REFERENCES product,
    position   int NOT NULL,
    variety    text,
    from_day   text COLLATE "C" NOT NULL CHECK (from_day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'),
    to_day     text COLLATE "C" NOT NULL CHECK (to_day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$')
);
CREATE INDEX harvest_window_product ON harvest_window (product_id, position);

ALTER TABLE pack
    ADD COLUMN sold_by text NOT NULL DEFAULT 'Weight' CHECK (sold_by IN ('Weight','Piece','Box')),
    ADD COLUMN variant text,
    ADD CONSTRAINT pack_pieces CHECK (sold_by <> 'Piece' OR pieces IS NOT NULL);

ALTER TABLE product_picture ADD COLUMN caption text;

ALTER TABLE lot
    ADD COLUMN grade_code          text,
    ADD COLUMN plot                text,
    ADD COLUMN place_code          text COLLATE "C" CHECK (place_code ~ '^[1-9][0-9]{5}([0-9]{3}){0,2}$'),
    ADD COLUMN is_cold_chain       boolean NOT NULL DEFAULT false,
    ADD COLUMN certificate_number  text,
    ADD COLUMN certificate_on      date,
    ADD COLUMN certificate_file_id uuid,
    ADD CONSTRAINT lot_certificate CHECK ((certificate_number IS NULL) = (certificate_on IS NULL) AND (certificate_number IS NOT NULL OR certificate_file_id IS NULL));

-- 检测报告. What was reported stays.
CREATE TABLE lot_test (
    id         uuid PRIMARY KEY,
    lot_id     uuid NOT NULL REFERENCES lot,
    tested_on  date NOT NULL,
    laboratory text NOT NULL,
    is_passed  boolean NOT NULL,
    result     text NOT NULL,
    file_id    uuid,
    added_at   timestamptz NOT NULL,
    added_by   uuid NOT NULL
);
CREATE INDEX lot_test_lot ON lot_test (lot_id, tested_on);
REVOKE UPDATE, DELETE, TRUNCATE ON lot_test FROM {role};
