// Writes programme.json, sales-2020.csv and sales-2026.csv. The sales are generated; the totals of 2020 are
// the published ones, met to the fen. Run after build-catalogue.mjs, whose products the rows name.
import { chance, pick, poorCounties, readJson, regions, write, writeJson, outputFolder } from './shared.mjs';
import { channels, coverageItems, figures, salesModes, sources } from './programme-facts.mjs';

const counties = [...regions].filter(([code]) => code.length === 6 && code.startsWith('50')).map(([code]) => code);
const city = new Set(['500103', '500104', '500105', '500106', '500107', '500108']);
const levelOf = (county) => poorCounties.get(county);
const products = readJson('products.json').products;
const countyOf = ({ originRegionCode }) => originRegionCode.slice(0, 6);

/** Relative size of a county's sales: the poor counties sell most, the city districts have little land. */
function countyWeight(county) {
  const spread = 0.7 + 0.6 * chance(`county ${county}`)();
  if (levelOf(county) === 'national') return 5 * spread;
  if (levelOf(county) === 'municipal') return 3 * spread;
  return (city.has(county) ? 0.08 : 0.9) * spread;
}

const categoryPrices = {
  fruit: 9.5, veg: 4.2, grain: 11, meat: 56, aquatic: 36, tea: 320, dried: 74, season: 26, herb: 120, snack: 64, drink: 24,
};
const categoryMix = { fruit: 26, veg: 14, grain: 13, meat: 18, aquatic: 2, tea: 7, dried: 7, season: 6, herb: 3, snack: 3, drink: 1 };
const unsoldMix = { fruit: 46, veg: 32, meat: 14, aquatic: 3, tea: 5 };
const modeMix = {
  'central-units': { 'aiding-unit': 6, 'department-matched': 2, 'e-commerce': 2 },
  luyu: { 'producer-led': 3, 'e-commerce': 2, 'on-site-retail': 2, 'aiding-unit': 2, 'department-matched': 1 },
  'reserved-share': { 'e-commerce': 6, 'department-matched': 3, 'producer-led': 1 },
  'municipal-aid-groups': { 'aiding-unit': 6, 'department-matched': 2, 'base-subscription': 1, 'on-site-retail': 1 },
  social: { 'producer-led': 5, 'e-commerce': 6, 'on-site-retail': 5, 'base-subscription': 2, 'tourism-led': 3, 'department-matched': 1 },
};
const buyerPlaces = {
  'central-units': ['110101', '110102', '110105', '110106', '110108'],
  'reserved-share': ['500103', '500105', '500106', '500107', '500108', '500112', '500113', '500116', '500118'],
  'municipal-aid-groups': ['500103', '500105', '500107', '500108', '500109', '500112', '500115', '500120'],
  social: ['500103', '500105', '500106', '500107', '500112', '500113', '510104', '510107', '310115', '440106', '440305', '420106', '610113'],
};
const shandong = ['370102', '370103', '370112', '370202', '370211', '370303', '370602', '370613', '370702', '370705',
  '370811', '370902', '371002', '371102', '371302', '371402', '371502', '371602', '371702'];

function draw(random, mix) {
  let rest = random() * Object.values(mix).reduce((sum, weight) => sum + weight, 0);
  for (const [name, weight] of Object.entries(mix)) {
    rest -= weight;
    if (rest < 0) return name;
  }
  return Object.keys(mix)[0];
}

/** Shares `totalFen` over the rows by weight, to the fen; what rounding leaves goes to the largest row. */
function share(rows, totalFen) {
  const sum = rows.reduce((total, row) => total + row.weight, 0);
  let left = totalFen;
  for (const row of rows) {
    row.amountFen = Math.floor((row.weight / sum) * totalFen);
    left -= row.amountFen;
  }
  rows.reduce((largest, row) => (row.amountFen > largest.amountFen ? row : largest)).amountFen += left;
}

function saleOf(random, block, month, county, weight) {
  const category = draw(random, block.unsold ? unsoldMix : categoryMix);
  const own = products.filter((entry) => countyOf(entry) === county && entry.category.startsWith(category));
  const level = levelOf(county);
  const bought = { 'central-units': 0.6, luyu: 0.5, 'reserved-share': 1, 'municipal-aid-groups': 0.55, social: 0.7 }[block.channel];
  return {
    month, county, channel: block.channel, mode: draw(random, modeMix[block.channel]),
    kind: random() < bought ? 'direct-purchase' : 'helped-sale',
    category, product: own.length ? pick(random, own).key : '',
    buyer: block.shandong ? pick(random, shandong) : pick(random, buyerPlaces[block.channel]),
    unsold: block.unsold, recognised: random() < (level === 'national' ? 0.8 : level === 'municipal' ? 0.7 : 0.2),
    weight: weight * Math.exp(1.1 * (random() + random() + random() - 1.5)), random,
  };
}

/** The rows of one block: every county it covers appears at least once a month, larger ones more often. */
function rowsOf(block, year, months) {
  const random = chance(`block ${year} ${block.key}`);
  const covered = block.nationalOnly ? counties.filter((county) => levelOf(county) === 'national') : counties;
  const weights = covered.map((county) => countyWeight(county));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const rows = [];
  for (const [month, monthWeight] of months) {
    covered.forEach((county, index) => {
      const copies = Math.max(1, Math.round((block.rowsPerMonth * weights[index]) / sum));
      for (let copy = 0; copy < copies; copy += 1) {
        rows.push(saleOf(random, block, `${year}-${month}`, county, (weights[index] * monthWeight) / copies));
      }
    });
  }
  share(rows, block.totalFen);
  return rows;
}

const head = 'month,countyCode,channel,mode,kind,category,productKey,buyerRegionCode,unsold,recognised,amountFen,massGrams,orders,demonstration';

function line(row) {
  const pricePerKilogram = categoryPrices[row.category] * (0.8 + 0.4 * row.random());
  const massGrams = Math.max(100, Math.round((row.amountFen / 100 / pricePerKilogram) * 1000));
  const orderFen = (row.channel === 'social' ? 60000 : 900000) * (0.5 + row.random());
  const orders = Math.max(1, Math.round(row.amountFen / orderFen));
  return [row.month, row.county, row.channel, row.mode, row.kind, row.category, row.product, row.buyer,
    row.unsold, row.recognised, row.amountFen, massGrams, orders, true].join(',');
}

function writeSales(file, blocks, year, months) {
  const rows = blocks.flatMap((block) => rowsOf(block, year, block.months ?? months));
  const place = (row) => row.month + row.county + row.channel;
  rows.sort((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))));
  write(outputFolder, file, `${head}\n${rows.map(line).join('\n')}\n`);
  return rows;
}

const block = (key, channel, totalFen, rowsPerMonth, more = {}) => ({ key, channel, totalFen, rowsPerMonth, unsold: false, ...more });

const months2020 = [['01', 1.5], ['02', 0.5], ['03', 0.8], ['04', 0.95], ['05', 1.05], ['06', 1.1], ['07', 1.25], ['08', 1.35]];
const relief = { unsold: true, months: [['02', 0.9], ['03', 1.6], ['04', 1.2], ['05', 0.6], ['06', 0.3]] };
const published2020 = 351000000000;
const unsold2020 = [
  block('unsold-luyu', 'luyu', 986420000, 30, { ...relief, shandong: true, nationalOnly: true }),
  block('unsold-reserved', 'reserved-share', 1863580000, 40, relief),
  block('unsold-groups', 'municipal-aid-groups', 3050000000, 40, relief),
  block('unsold-social', 'social', 7800000000, 70, relief),
];
const named2020 = [
  block('luyu', 'luyu', 22655336000, 110, { shandong: true, nationalOnly: true }),
  block('social-shandong', 'social', 6342788040, 40, { shandong: true }),
  block('central', 'central-units', 9238521000, 60, { nationalOnly: true }),
  block('reserved', 'reserved-share', 10926850000, 80),
  block('groups', 'municipal-aid-groups', 9926315000, 80),
  ...unsold2020,
];
const restFen = published2020 - named2020.reduce((sum, entry) => sum + entry.totalFen, 0);
const rows2020 = writeSales('sales-2020.csv', [...named2020, block('social', 'social', restFen, 560)], '2020', months2020);

const months2026 = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((month, index) => [month, [1.3, 1.1, 0.8, 0.8, 0.9, 1, 1.1, 1.1, 1.2, 1.2][index]]);
const targets2026 = { 'central-units': 3600000000, luyu: 6000000000, 'reserved-share': 4800000000, 'municipal-aid-groups': 3600000000, social: 6000000000 };
const done2026 = { 'central-units': 0.873, luyu: 0.742, 'reserved-share': 0.691, 'municipal-aid-groups': 0.918, social: 0.836 };
const sales2026 = Object.entries(targets2026).map(([channel, targetFen]) =>
  block(channel, channel, Math.round(targetFen * done2026[channel]) + 4150, channel === 'social' ? 40 : 26, {
    shandong: channel === 'luyu', nationalOnly: channel === 'luyu' || channel === 'central-units',
  }));
const rows2026 = writeSales('sales-2026.csv', sales2026, '2026', months2026);

/** Splits a target over the counties near their sales, each a whole number of `stepFen`, with an exact sum. */
function countyTargets(rows, totalFen, stepFen, seed) {
  const sold = new Map(counties.map((county) => [county, 0]));
  for (const row of rows) sold.set(row.county, sold.get(row.county) + row.amountFen);
  const random = chance(seed);
  const entries = counties.map((county) => ({ county, weight: sold.get(county) * (0.78 + 0.5 * random()) }));
  const sum = entries.reduce((total, entry) => total + entry.weight, 0);
  for (const entry of entries) entry.fen = Math.max(stepFen, Math.round(((entry.weight / sum) * totalFen) / stepFen) * stepFen);
  const left = totalFen - entries.reduce((total, entry) => total + entry.fen, 0);
  entries.reduce((largest, entry) => (entry.fen > largest.fen ? entry : largest)).fen += left;
  return entries;
}

const target = (cut, amountFen, more) => ({
  cut, channel: null, regionCode: '500000', amountFen, qualifier: null, source: null, published: false, demonstration: true, ...more,
});
const byCounty = (rows, totalFen, stepFen, seed) =>
  countyTargets(rows, totalFen, stepFen, seed).map(({ county, fen }) => target('county', fen, { regionCode: county }));
const publishedTarget = (cut, id) => {
  const { valueFen, qualifier, source } = figures.find((entry) => entry.id === id);
  return target(cut, valueFen, { qualifier, source, published: true, demonstration: false, figureId: id });
};
const channelTargets = (amounts) => Object.entries(amounts).map(([channel, fen]) => target('channel', fen, { channel }));

writeJson('programme.json', {
  sources, salesModes, channels, figures, coverageItems,
  programmes: [
    {
      key: 'cq-2020', name: { zh: '重庆 2020 消费扶贫', en: 'Chongqing 2020 consumption assistance' },
      regionCode: '500000', from: '2020-01-01', to: '2020-12-31', asOf: '2020-08-31', demonstration: false,
      salesFile: 'sales-2020.csv', salesAreGenerated: true,
      targets: [
        publishedTarget('total', 'cq2020-year-target'),
        publishedTarget('four-channels', 'cq2020-target-4ch'),
        ...channelTargets({ 'central-units': 13000000000, luyu: 32000000000, 'reserved-share': 18500000000, 'municipal-aid-groups': 18500000000 }),
        ...byCounty(rows2020, 400000000000, 100000000, 'targets 2020'),
      ],
      indicators: ['cq2020-online', 'cq2020-online-growth', 'cq2020-online-growth-target', 'cq2020-coverage-target', 'cq2020-industry'],
    },
    {
      key: 'demo-2026', name: { zh: '2026 年度（演示目标）', en: 'Year 2026 (demonstration targets)' },
      regionCode: '500000', from: '2026-01-01', to: '2026-12-31', asOf: '2026-10-31', demonstration: true,
      salesFile: 'sales-2026.csv', salesAreGenerated: true,
      targets: [
        target('total', 24000000000),
        ...channelTargets(targets2026),
        ...byCounty(rows2026, 24000000000, 1000000, 'targets 2026'),
      ],
      indicators: [],
    },
  ],
});
console.log(`${rows2020.length} sales of 2020, ${rows2026.length} of 2026`);
