// What the writers and the checker share: folders, table reading, region names, repeatable chance.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
export const outputFolder = join(root, 'src/Marketplace.Server/Demonstration');
export const pictureFolder = join(root, 'web/public/produce');
const regionFolder = join(root, 'src/Modules/Accounts/Marketplace.Accounts/Regions');

const lines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean);

/** Rows of a source table beside this file. */
export const table = (file, separator = '|') =>
  lines(join(here, file)).map((line) => line.split(separator));

/** Region names by trimmed code (2, 4, 6, 9 or 12 digits). */
export const regions = new Map(lines(join(regionFolder, 'regions.tsv')).map((line) => line.split('\t')));

/** Codes of the formerly poor counties with their level. */
export const poorCounties = new Map(
  lines(join(regionFolder, 'poverty-counties.tsv')).slice(1).map((line) => {
    const [code, , level] = line.split('\t');
    return [code, level];
  }),
);

/** True when a code, padded or not, names a region. */
export const isRegion = (code) =>
  regions.has(code) || (code.length === 6 && (regions.has(code.replace(/00$/, '')) || regions.has(code.replace(/0000$/, ''))));

/** A generator of numbers in [0, 1) that depends on the seed's text only (mulberry32 over FNV-1a). */
export function chance(seed) {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0), 16777619) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = (random, list) => list[Math.floor(random() * list.length)];

export function write(folder, file, text) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text);
}

export const writeJson = (file, value) => write(outputFolder, file, `${JSON.stringify(value, null, 2)}\n`);
export const readJson = (file) => JSON.parse(readFileSync(join(outputFolder, file), 'utf8'));
export const readCsv = (file) => {
  const [head, ...body] = lines(join(outputFolder, file)).map((line) => line.split(','));
  return body.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index]])));
};
