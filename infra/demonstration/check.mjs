// Checks every cross reference and every sum of the demonstration data. Exit code 1 when something is off.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRegion, pictureFolder, poorCounties, readCsv, readJson, regions } from './shared.mjs';

const failures = [];
const must = (condition, sentence) => condition || failures.push(sentence);
const same = (what, actual, wanted) => must(actual === wanted, `${what}: ${actual}, expected ${wanted}`);
const unique = (what, keys) => same(`distinct ${what}`, new Set(keys).size, keys.length);
const sum = (rows, value) => rows.reduce((total, row) => total + value(row), 0);
const chinese = /[\u4e00-\u9fff]/;

const { suppliers, buyers } = readJson('organisations.json');
const supplierByKey = new Map(suppliers.map((entry) => [entry.key, entry]));
const buyerKeys = new Set(buyers.map(({ key }) => key));
const { categories } = readJson('categories.json');
const leaves = categories.flatMap((node) => (node.children.length ? node.children : [node]));
const leafCodes = new Set(leaves.map(({ code }) => code));
const topCodes = new Set(categories.map(({ code }) => code));
const { products } = readJson('products.json');

function checkSuppliers() {
  unique('organisation keys', [...suppliers, ...buyers].map(({ key }) => key));
  unique('organisation names', [...suppliers, ...buyers].map(({ name }) => name));
  unique('household keys', suppliers.flatMap(({ linkedHouseholds }) => linkedHouseholds.map(({ key }) => key)));
  must(suppliers.length >= 70, `only ${suppliers.length} suppliers`);
  for (const entry of suppliers) {
    const { key, countyCode, townCode, villageCode, linkedHouseholds } = entry;
    must(isRegion(countyCode), `${key}: county ${countyCode}`);
    must(townCode === null || (regions.has(townCode) && townCode.startsWith(countyCode)), `${key}: town ${townCode}`);
    must(villageCode === null || (regions.has(villageCode) && villageCode.startsWith(townCode)), `${key}: village ${villageCode}`);
    must(entry.demonstration && chinese.test(entry.intro.zh) && !chinese.test(entry.intro.en + entry.nameEn), `${key}: texts`);
    must(sum(linkedHouseholds, (home) => home.shareBasisPoints) <= 10000, `${key}: shares exceed the whole`);
    must(linkedHouseholds.length <= entry.linkedHouseholdCount, `${key}: household count`);
    for (const home of linkedHouseholds) {
      must(home.shareBasisPoints > 0 && (home.villageCode === null || regions.has(home.villageCode)), `${home.key}: share or village`);
    }
    must(countyCode.startsWith('50') || poorCounties.has(countyCode), `${key}: not in Chongqing and not formerly poor`);
  }
  const covered = new Set(suppliers.map(({ countyCode }) => countyCode));
  for (const county of poorCounties.keys()) must(!county.startsWith('50') || covered.has(county), `no supplier in ${county}`);
}

function checkBuyers() {
  must(buyers.length >= 40, `only ${buyers.length} buyers`);
  for (const { key, name, nameEn, regionCode, supervisingUnitKey, demonstration } of buyers) {
    must(demonstration && name.includes('示例') && /example|demonstration/i.test(nameEn), `${key}: not recognisable as an example`);
    must(isRegion(regionCode), `${key}: region ${regionCode}`);
    must(supervisingUnitKey === null || buyerKeys.has(supervisingUnitKey), `${key}: supervisor ${supervisingUnitKey}`);
  }
}

function checkPacks({ key, packs, lots }) {
  must(packs.length >= 1 && packs.length <= 3, `${key}: ${packs.length} packs`);
  for (const pack of packs) {
    must(pack.massGrams > 0 && Number.isInteger(pack.priceFen) && pack.priceFen > 0, `${key}: pack ${pack.key}`);
    let [quantity, price] = [1, pack.priceFen];
    for (const tier of pack.tiers) {
      must(tier.minQuantity > quantity && tier.priceFen < price && tier.priceFen > 0, `${key}: tiers of ${pack.key}`);
      [quantity, price] = [tier.minQuantity, tier.priceFen];
    }
  }
  for (const lot of lots) {
    must(packs.some((pack) => pack.key === lot.packKey), `${lot.key}: pack ${lot.packKey}`);
    must(lot.quantity > 0 && lot.harvestedOn.startsWith('2026') && lot.bestBefore > lot.harvestedOn, `${lot.key}: dates or quantity`);
  }
}

function checkProducts() {
  must(products.length >= 320, `only ${products.length} products`);
  for (const field of ['key', 'name', 'nameEn']) unique(`product ${field}`, products.map((entry) => entry[field]));
  unique('descriptions', products.map(({ description }) => description.zh));
  unique('lots', products.flatMap(({ lots }) => lots.map(({ key }) => key)));
  for (const product of products) {
    const { key, category, description, originRegionCode, recognition, picture } = product;
    const supplier = supplierByKey.get(product.supplierKey);
    must(supplier?.admission === 'active', `${key}: supplier ${product.supplierKey}`);
    must(leafCodes.has(category), `${key}: category ${category}`);
    must(regions.has(originRegionCode) && originRegionCode.startsWith(supplier.countyCode), `${key}: origin ${originRegionCode}`);
    must(chinese.test(description.zh) && !chinese.test(description.en + product.nameEn), `${key}: texts`);
    must(recognition.state !== 'listed' || recognition.validTo > '2026-11-30', `${key}: listed but expired`);
    must(recognition.state !== 'expired' || recognition.validTo < '2026-11-01', `${key}: expired but valid`);
    must(recognition.state === 'none' || poorCounties.has(supplier.countyCode), `${key}: recognised outside the list`);
    const file = join(pictureFolder, '..', picture.file);
    must(existsSync(file), `${key}: no picture ${picture.file}`);
    must(!existsSync(file) || statSync(file).size <= 4096, `${key}: picture over 4 KB`);
    checkPacks(product);
  }
  const listed = products.filter(({ recognition }) => recognition.state === 'listed').length;
  must(listed / products.length >= 0.7, `only ${listed} listed`);
  const oranges = products.find(({ key }) => key === 'fengjie-navel-oranges');
  same('price of the 10 kg box', oranges.packs.find(({ key }) => key === '10kg').priceFen, 11600);
}

function checkSales(programme, channels, modes) {
  const rows = readCsv(programme.salesFile).map((row) => ({ ...row, amountFen: Number(row.amountFen), massGrams: Number(row.massGrams) }));
  const productKeys = new Set(products.map(({ key }) => key));
  for (const [index, row] of rows.entries()) {
    const at = `${programme.salesFile} line ${index + 2}`;
    must(row.month >= programme.from.slice(0, 7) && row.month <= programme.asOf.slice(0, 7), `${at}: month`);
    must(row.countyCode.startsWith('50') && regions.has(row.countyCode), `${at}: county`);
    must(channels.has(row.channel) && modes.has(row.mode), `${at}: channel or mode`);
    must(topCodes.has(row.category) && (!row.productKey || productKeys.has(row.productKey)), `${at}: product`);
    must(isRegion(row.buyerRegionCode), `${at}: buyer region`);
    must(row.channel !== 'luyu' || row.buyerRegionCode.startsWith('37'), `${at}: luyu buyer outside Shandong`);
    must(Number.isSafeInteger(row.amountFen) && row.amountFen > 0 && row.massGrams > 0 && Number(row.orders) > 0, `${at}: amounts`);
    must(row.demonstration === 'true', `${at}: not marked`);
  }
  same(`counties in ${programme.salesFile}`, new Set(rows.map(({ countyCode }) => countyCode)).size, 38);
  return rows;
}

function checkTargets({ key, targets }) {
  const of = (cut) => targets.filter((entry) => entry.cut === cut);
  const amount = (entry) => entry.amountFen;
  same(`${key}: county targets against the total`, sum(of('county'), amount), of('total')[0].amountFen);
  same(`${key}: counties with a target`, new Set(of('county').map(({ regionCode }) => regionCode)).size, 38);
  const whole = of('four-channels')[0] ?? of('total')[0];
  same(`${key}: channel targets against their whole`, sum(of('channel'), amount), whole.amountFen);
}

function checkProgrammes() {
  const { programmes, channels, salesModes, figures, sources } = readJson('programme.json');
  const sourceIds = new Set(sources.map(({ id }) => id));
  for (const { id, source } of figures) must(sourceIds.has(source), `${id}: source ${source}`);
  const fenOf = (id) => figures.find((entry) => entry.id === id).valueFen;
  same('sales modes', salesModes.length, 7);
  const codes = (list) => new Set(list.map(({ code }) => code));
  const [rows2020] = programmes.map((programme) => checkSales(programme, codes(channels), codes(salesModes)));
  programmes.forEach(checkTargets);

  const four = new Set(channels.filter(({ inFourChannels }) => inFourChannels).map(({ code }) => code));
  const amount = (filter) => sum(rows2020.filter(filter), ({ amountFen }) => amountFen);
  const shandong = amount(({ buyerRegionCode }) => buyerRegionCode.startsWith('37'));
  const fourChannels = amount(({ channel }) => four.has(channel));
  same('2020 total', amount(() => true), fenOf('cq2020-actual-aug'));
  same('2020 unsold produce', amount(({ unsold }) => unsold === 'true'), fenOf('cq2020-unsold'));
  same('2020 to Shandong', shandong, 29984544040);
  must(shandong < fenOf('cq2020-shandong'), 'Shandong is not below 300 million');
  same('2020 four channels', fourChannels, 58647022000);
  must(fourChannels < fenOf('cq2020-target-4ch'), 'four channels exceed their year target by August');
}

checkSuppliers();
checkBuyers();
checkProducts();
checkProgrammes();
for (const failure of failures.slice(0, 40)) console.error(failure);
console.log(failures.length
  ? `${failures.length} failures`
  : `${suppliers.length} suppliers, ${buyers.length} buyers, ${products.length} products: all checks hold`);
process.exitCode = failures.length ? 1 : 0;
