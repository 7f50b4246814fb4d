// Checks regions.tsv, poverty-counties.tsv and key-townships.tsv: counts, order, parents, references.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../src/Modules/Accounts/Marketplace.Accounts/Regions',
);
const failures = [];
const expect = (what, actual, wanted) => {
  if (actual !== wanted) failures.push(`${what}: ${actual}, expected ${wanted}`);
};

async function rows(file) {
  const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
  expect(`${file} ends with one line break`, lines.pop(), '');
  return lines.map((line) => line.split('\t'));
}

async function table(file) {
  const [head, ...body] = await rows(file);
  return body.map((cells) => {
    expect(`${file} columns of ${cells[0]}`, cells.length, head.length);
    return Object.fromEntries(head.map((name, index) => [name, cells[index]]));
  });
}

const regions = await rows('regions.tsv');
const byCode = new Map(regions);
const parentLength = { 4: 2, 6: 4, 9: 6, 12: 9 };
const counts = { 2: 0, 4: 0, 6: 0, 9: 0, 12: 0 };
let previous = '';
for (const [code, name, ...rest] of regions) {
  if (rest.length || !name || name !== name.trim() || !/^\d+$/.test(code)) failures.push(`odd line ${code}`);
  if (code <= previous) failures.push(`order: ${code} after ${previous}`);
  previous = code;
  counts[code.length] += 1;
  const length = parentLength[code.length];
  if (length && !byCode.has(code.slice(0, length))) failures.push(`${code} has no parent`);
}
expect('provinces', counts[2], 31);
expect('prefectures', counts[4], 342);
expect('counties', counts[6], 2978);
expect('counties of Chongqing', regions.filter(([c]) => c.length === 6 && c.startsWith('50')).length, 38);
expect('towns', counts[9], 1031);
expect('villages', counts[12], 11270);

const poverty = await table('poverty-counties.tsv');
const national = poverty.filter((row) => row.level === 'national');
const municipal = poverty.filter((row) => row.level === 'municipal');
expect('national list', national.length, 832);
expect('distinct codes of the national list', new Set(national.map((row) => row.code)).size, 831);
expect('municipal list', municipal.length, 4);
const perYear = (year) => national.filter((row) => row.delisted_year === String(year)).length;
expect('delisted 2016-2020', [2016, 2017, 2018, 2019, 2020].map(perYear).join('/'), '28/125/283/344/52');
expect('key counties', poverty.filter((row) => row.key_county === 'yes').length, 92);
for (const row of poverty) {
  if (!byCode.has(row.code)) failures.push(`poverty county ${row.code} is no region`);
}

const townships = await table('key-townships.tsv');
expect('key townships', townships.length, 16);
for (const { code, name } of townships) expect(`township ${code}`, byCode.get(code), name);

for (const failure of failures) console.error(failure);
console.log(failures.length ? `${failures.length} failures` : `${regions.length} regions, all checks hold`);
process.exitCode = failures.length ? 1 : 0;
