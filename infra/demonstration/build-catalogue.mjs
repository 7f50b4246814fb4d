// Writes organisations.json, categories.json and products.json from the tables in this folder.
// Everything that is not in a table is drawn from chance seeded by the record's key, so a run repeats exactly.
import { chance, pick, poorCounties, regions, table, writeJson } from './shared.mjs';
import { packPlans } from './packs.mjs';
import { grounds } from './art/kit.mjs';
import { categories } from './categories.mjs';

const note = 'Demonstration data: invented organisations, prices and stock; real places.';
const today = '2026-11-23';
const supplierKinds = {
  c: 'cooperative', f: 'family-farm', l: 'leading-enterprise', a: 'agent-trader', h: 'household-agent',
};
const admissions = {
  'wuxi-new-farm': 'applied',
  'pengshui-new-coop': 'county-recommended',
  'kaizhou-old-trader': 'suspended',
};
const surnames = [...'向冉覃谭田彭冯程姚黎龚牟秦曾'];
const ordinals = [...'甲乙丙丁戊'];

const padRegion = (code) => code.padEnd(6, '0');
const townsOf = (county) => [...regions].filter(([code]) => code.length === 9 && code.startsWith(county));
const villagesOf = (town) =>
  [...regions].filter(([code, name]) => code.length === 12 && code.startsWith(town) && name.includes('村'));

function placeOf(key, county, townName) {
  if (!townName) return { countyCode: county, townCode: null, villageCode: null };
  const town = townsOf(county).find(([, name]) => name === townName);
  if (!town) throw new Error(`${key}: no town ${townName} in ${county}`);
  return { countyCode: county, townCode: town[0], villageCode: pick(chance(`village ${key}`), villagesOf(town[0]))[0] };
}

function householdsOf(key, place, random) {
  if (key === 'fengjie-orange-coop') return fixedHouseholds(place, [['household-fj-1', 3000], ['household-fj-2', 2000]]);
  if (key === 'fengjie-egg-agent') return fixedHouseholds(place, [['household-fj-egg', 10000]]);
  const villages = place.townCode ? villagesOf(place.townCode) : [];
  const count = 2 + Math.floor(random() * 4);
  return Array.from({ length: count }, (_, index) => ({
    key: `household-${key}-${index + 1}`,
    name: `${pick(random, surnames)}某${ordinals[index]}（示例户）`,
    villageCode: villages.length ? pick(random, villages)[0] : null,
    shareBasisPoints: 400 + 100 * Math.floor(random() * 9),
  }));
}

function fixedHouseholds(place, households) {
  const villages = villagesOf(place.townCode);
  return households.map(([key, shareBasisPoints], index) => ({
    key,
    name: `${surnames[index]}某${ordinals[index]}（示例户）`,
    villageCode: villages[index % villages.length][0],
    shareBasisPoints,
  }));
}

function supplier([key, name, nameEn, kind, county, town, introZh, introEn]) {
  const random = chance(`supplier ${key}`);
  const place = placeOf(key, county, town);
  const linkedHouseholds = householdsOf(key, place, random);
  return {
    key, name, nameEn, kind: supplierKinds[kind], demonstration: true, ...place,
    intro: { zh: introZh, en: introEn },
    linkedHouseholdCount: kind === 'c' || kind === 'l'
      ? 12 + Math.floor(random() * 220)
      : linkedHouseholds.length,
    linkedHouseholds,
    admission: admissions[key] ?? 'active',
  };
}

const buyer = ([key, name, nameEn, kind, regionCode, supervisor]) => ({
  key, name, nameEn, kind, demonstration: true, regionCode: padRegion(regionCode),
  partnerProvince: regionCode.startsWith('37'),
  supervisingUnitKey: supervisor || null,
});

const kinds = new Map(table('kinds.tsv').map(
  ([key, category, art, price, style, season, shelf, storage, synonyms, zh, en]) => {
    const [fromMonth, toMonth] = season.split('-').map(Number);
    return [key, {
      key, category, art, price: Number(price) || null, style, fromMonth, toMonth,
      shelfLifeDays: Number(shelf), storage, synonyms: synonyms.split(','), use: { zh, en },
    }];
  },
));
/** Harvest months of products that differ from their kind: early, late and highland crops. */
const seasons = {
  'fengjie-navel-oranges-late': [3, 4], 'fengjie-blood-oranges': [1, 3], 'yunyang-red-flesh-oranges': [2, 4],
  'wanzhou-rose-oranges': [2, 3], 'kaizhou-spring-oranges': [3, 5], 'kaizhou-summer-oranges': [5, 6],
  'wuxi-late-plums': [8, 9], 'lengshui-highland-chinese-cabbage': [8, 9], 'wulong-highland-radish': [7, 9],
  'nanchuan-square-bamboo-shoots': [9, 10], 'sanjian-early-bamboo-shoots': [12, 3], 'mu-er-seedless-orah-mandarins': [2, 4],
  'yunyang-orah-mandarins': [2, 4], 'yunyang-w-murcott-mandarins': [2, 3], 'tongnan-cucumber': [3, 6],
};
const marks = table('marks.tsv', '\t').sort((a, b) => b[0].length - a[0].length);
const places = new Map();
for (const row of table('places.tsv')) places.set(row[0], [...(places.get(row[0]) ?? []), row]);

function productLines() {
  const found = [];
  for (const file of ['products-1.txt', 'products-2.txt', 'products-3.txt']) {
    let supplierKey = null;
    for (const cells of table(file)) {
      if (cells[0].startsWith('# ')) supplierKey = cells[0].slice(2);
      else found.push([supplierKey, ...cells]);
    }
  }
  return found;
}

const day = (text, days) => new Date(Date.parse(text) + days * 86400000).toISOString().slice(0, 10);
const inSeason = (month, { fromMonth, toMonth }) =>
  fromMonth <= toMonth ? month >= fromMonth && month <= toMonth : month >= fromMonth || month <= toMonth;

/** The last day of 2026, up to today, on which the product was harvested or made; null when its stock is over. */
function lastHarvest(kind, random) {
  if (inSeason(11, kind)) return `2026-11-${String(12 + Math.floor(random() * 9)).padStart(2, '0')}`;
  for (let month = 10; month >= 1; month -= 1) {
    if (!inSeason(month, kind)) continue;
    const harvested = `2026-${String(month).padStart(2, '0')}-${String(16 + Math.floor(random() * 12)).padStart(2, '0')}`;
    return day(harvested, kind.shelfLifeDays) > '2026-12-15' ? harvested : null;
  }
  return null;
}

function lotsOf(key, packs, kind, random) {
  const harvestedOn = lastHarvest(kind, random);
  if (!harvestedOn) return [];
  return packs.slice(0, 2).map((pack, index) => ({
    key: `${key}-lot-${index + 1}`,
    packKey: pack.key,
    quantity: key === 'fengjie-navel-oranges'
      ? [1500, 1240][index]
      : Math.max(40, Math.round((40000 + random() * 160000) / pack.priceFen * 10) * 10),
    harvestedOn: day(harvestedOn, -index * 3),
    bestBefore: day(harvestedOn, -index * 3 + kind.shelfLifeDays),
  }));
}

function recognitionOf(key, county, random) {
  if (key === 'fengjie-navel-oranges') return { state: 'listed', validFrom: '2026-01-01', validTo: '2026-12-31' };
  if (!poorCounties.has(county)) return { state: 'none', validFrom: null, validTo: null };
  const draw = random();
  if (draw < 0.05) return { state: 'expired', validFrom: '2025-03-08', validTo: pick(random, ['2026-03-07', '2026-06-30', '2026-09-30']) };
  if (draw < 0.08) return { state: 'on-notice', validFrom: null, validTo: null };
  if (draw < 0.1) return { state: 'town-reviewed', validFrom: null, validTo: null };
  const [validFrom, validTo] = pick(random, [
    ['2026-01-01', '2026-12-31'], ['2026-03-15', '2027-03-14'], ['2026-05-20', '2027-05-19'], ['2025-12-10', '2027-12-09'],
  ]);
  return { state: 'listed', validFrom, validTo };
}

function descriptionOf(zh, en, kind, county, random) {
  const grown = /^(fruit|veg|tea|herb|grain)/.test(kind.category);
  const place = (places.get(county) ?? [])[grown && random() < 0.6 ? 0 : 1];
  const parts = [{ zh, en }];
  const shape = random();
  if (place && shape < 0.62) parts.push({ zh: place[1], en: place[2] });
  if (parts.length === 1 || shape < 0.4) parts.push(kind.use);
  return { zh: parts.map((part) => part.zh).join(''), en: parts.map((part) => part.en).join(' ') };
}

const crated = /^(fruit|veg-(root|fruit|leaf))/;
const artUses = new Map();
/** Products that share an illustration take turns through the grounds; some fresh ones look out of a crate. */
function pictureOf(kind) {
  const used = artUses.get(kind.art) ?? 0;
  artUses.set(kind.art, used + 1);
  const turn = [...kind.art].length + used;
  const ground = grounds[turn % grounds.length];
  const packing = crated.test(kind.category) && kind.art !== 'water-shield' && used % 3 === 1 ? 'crate' : 'none';
  return { art: kind.art, ground, packing, file: `produce/${kind.art}-${ground}${packing === 'crate' ? '-crate' : ''}.svg` };
}

const keyOf = (nameEn) => nameEn.toLowerCase().normalize('NFD').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

function markOf(name) {
  const found = marks.find(([mark]) => name.startsWith(mark));
  if (!found) return { geographicalIndication: null, otherMark: null };
  const mark = { name: found[0], kind: found[1], verified: found[2] === 'true' };
  return found[1].includes('地理标志')
    ? { geographicalIndication: mark, otherMark: null }
    : { geographicalIndication: null, otherMark: mark };
}

function product([supplierKey, name, nameEn, kindKey, price, zh, en], suppliersByKey) {
  const general = kinds.get(kindKey);
  const origin = suppliersByKey.get(supplierKey);
  if (!general || !origin) throw new Error(`${name}: kind ${kindKey}, supplier ${supplierKey}`);
  const key = keyOf(nameEn);
  const [fromMonth, toMonth] = seasons[key] ?? [general.fromMonth, general.toMonth];
  const kind = { ...general, fromMonth, toMonth };
  const random = chance(`product ${key}`);
  const packs = packPlans(key, kind, Number(price) || kind.price, random);
  const lots = lotsOf(key, packs, kind, random);
  return {
    key, supplierKey, name, nameEn, category: kind.category, demonstration: true,
    householdKey: supplierKey === 'fengjie-egg-agent' ? 'household-fj-egg' : null,
    originRegionCode: random() < 0.5 && origin.villageCode ? origin.villageCode : origin.townCode ?? origin.countyCode,
    description: descriptionOf(zh, en, kind, origin.countyCode, random),
    unit: packs[0].unit,
    packs,
    minQuantity: packs[0].priceFen < 2000 ? 10 : packs[0].priceFen < 6000 ? 2 : 1,
    season: { fromMonth: kind.fromMonth, toMonth: kind.toMonth },
    shelfLifeDays: kind.shelfLifeDays,
    storage: kind.storage,
    availability: lots.length ? 'in-stock' : 'next-season',
    lots,
    recognition: recognitionOf(key, origin.countyCode, random),
    ...markOf(name),
    picture: pictureOf(kind),
    synonyms: kind.synonyms.filter((word) => word !== name),
  };
}

const suppliers = table('suppliers.tsv').map(supplier);
const suppliersByKey = new Map(suppliers.map((entry) => [entry.key, entry]));
writeJson('organisations.json', { note, suppliers, buyers: table('buyers.tsv').map(buyer) });
writeJson('categories.json', { categories });
const products = productLines().map((cells) => product(cells, suppliersByKey));
writeJson('products.json', { note, asOf: today, products });
for (const key of Object.keys(seasons)) {
  if (!products.some((entry) => entry.key === key)) throw new Error(`season of unknown product ${key}`);
}
console.log(`${suppliers.length} suppliers, ${products.length} products`);
