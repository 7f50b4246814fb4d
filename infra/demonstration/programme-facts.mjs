// Published facts of programme.json: sources, sales modes, channels and figures. Nothing here is generated.
export const sources = [
  { id: 'S0', title: '重庆日报 2020-10-10：十大脱贫攻坚专项行动', titleEn: 'Chongqing Daily, 10 October 2020: ten special actions' },
  { id: 'S2', title: '2021 年访谈：巩固拓展脱贫攻坚成果', titleEn: 'Interview, 2021: consolidating the results' },
  { id: 'S3', title: '南平 2020-10-17：七销', titleEn: 'Nanping, 17 October 2020: the seven sales modes' },
  { id: 'N49', title: '去年重庆实现消费帮扶62.13亿元（2021 年）', titleEn: 'Report of the 2021 total of Chongqing' },
  { id: 'N48', title: '开州区鲁渝消费协作任务已完成1616万元（2022 年）', titleEn: 'Kaizhou report, January to April 2022' },
  { id: 'N51', title: '云阳府办发〔2019〕95号', titleEn: 'Yunyang county notice 95 of 2019' },
  { id: 'N52', title: 'cqcb.com 2021-01-09：2020 年目标与结果', titleEn: 'cqcb.com, 9 January 2021: target and result of 2020' },
];

export const salesModes = [
  ['producer-led', '经营主体带销', 'Producer-led'],
  ['e-commerce', '电商平台营销', 'E-commerce'],
  ['on-site-retail', '经营场所直销', 'On-site retail'],
  ['base-subscription', '基地认领订销', 'Base subscription'],
  ['tourism-led', '旅游带动促销', 'Tourism-led'],
  ['department-matched', '部门对接承销', 'Department-matched'],
  ['aiding-unit', '帮扶单位助销', 'Aiding-unit'],
].map(([code, zh, en]) => ({ code, name: { zh, en } }));

export const channels = [
  ['central-units', '中央单位定点帮扶', 'Central units', true],
  ['luyu', '鲁渝协作', 'Shandong–Chongqing collaboration', true],
  ['reserved-share', '政府采购预留份额', 'Government reserved share', true],
  ['municipal-aid-groups', '市级帮扶集团', 'Municipal aid groups', true],
  ['social', '社会购买及其他', 'Social buying and other', false],
].map(([code, zh, en, inFourChannels]) => ({ code, name: { zh, en }, inFourChannels }));

const fen = (yuan) => yuan * 100;
const figure = (id, jurisdiction, from, to, kind, measure, cut, value, unit, qualifier, source) => ({
  id, jurisdiction, periodFrom: from, periodTo: to, kind, measure, cut,
  ...(unit === 'yuan' ? { valueFen: fen(value), unit: 'fen' } : { value, unit }),
  qualifier, source, published: true,
});
const y2020 = ['2020-01-01', '2020-12-31'];
const toAugust = ['2020-01-01', '2020-08-31'];

export const figures = [
  figure('cq2020-target-4ch', '500000', ...y2020, 'target', 'sales', 'four-channels', 820000000, 'yuan', 'at_least', 'S0'),
  figure('cq2020-actual-aug', '500000', ...toAugust, 'actual', 'sales', 'all', 3510000000, 'yuan', 'exact_as_published', 'S0'),
  figure('cq2020-unsold', '500000', ...toAugust, 'actual', 'unsold-produce-moved', 'unsold', 137000000, 'yuan', 'exact_as_published', 'S0'),
  figure('cq2020-shandong', '500000', ...toAugust, 'actual', 'sales', 'buyers-in-370000', 300000000, 'yuan', 'nearly', 'S0'),
  figure('cq2020-online', '500000', ...toAugust, 'actual', 'online-retail', 'all', 8000000000, 'yuan', 'nearly', 'S0'),
  figure('cq2020-online-growth', '500000', ...toAugust, 'actual', 'online-retail-growth', 'all', 30.5, 'percent_yoy', 'exact_as_published', 'S0'),
  figure('cq2020-online-growth-target', '500000', ...y2020, 'target', 'online-retail-growth', '14-national-counties', 25, 'percent_yoy', 'at_least', 'S0'),
  figure('cq2020-coverage-target', '500000', ...y2020, 'target', 'coverage', '14-national-counties', 100, 'percent_of_counties', 'basically_full', 'S0'),
  figure('cq2020-year-target', '500000', ...y2020, 'target', 'sales', 'all', 4000000000, 'yuan', 'exact_as_published', 'N52'),
  figure('cq2020-year-actual', '500000', ...y2020, 'actual', 'sales', 'all', 5540000000, 'yuan', 'exact_as_published', 'N52'),
  figure('cq2020-industry', '500000', ...toAugust, 'actual', 'households-linked', 'all', 467000, 'households', 'exact_as_published', 'S0'),
  figure('cq2021-total', '500000', '2021-01-01', '2021-12-31', 'actual', 'sales', 'all', 6213000000, 'yuan', 'exact_as_published', 'N49'),
  figure('kz2022-total', '500154', '2022-01-01', '2022-04-30', 'actual', 'sales', 'all', 108000000, 'yuan', '54.68 % of target', 'N48'),
  figure('kz2022-luyu', '500154', '2022-01-01', '2022-04-30', 'actual', 'sales', 'luyu', 16160000, 'yuan', '57.71 % of target', 'N48'),
  figure('yy2019-townships', '500235', '2019-01-01', '2019-12-31', 'target', 'sales-direct-from-poor-households', '42-townships', 60000000, 'yuan', 'of which 10000000 yuan from deep-poverty villages', 'N51'),
];

/** The five things that the 2020 plan wanted basically covered in the 14 counties. */
export const coverageItems = ['电商公共服务体系', '物流配送体系', '贫困村电商带头人', '深度贫困乡镇产地集配中心', '主打农产品质量追溯'];
