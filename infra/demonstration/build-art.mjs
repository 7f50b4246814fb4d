// Writes the produce pictures to web/public/produce: each illustration on paper, and on every ground a product uses.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crate, picture, restart } from './art/kit.mjs';
import { fruit } from './art/fruit.mjs';
import { vegetables } from './art/vegetables.mjs';
import { pantry } from './art/pantry.mjs';
import { pictureFolder, readJson, write } from './shared.mjs';

const drawings = { ...fruit, ...vegetables, ...pantry };
const wanted = new Set(Object.keys(drawings).map((art) => `${art}/paper`));
for (const { picture: { art, ground, packing } } of readJson('products.json').products) {
  wanted.add(packing === 'crate' ? `${art}/${ground}/crate` : `${art}/${ground}`);
}
const nameOf = (entry) => `${entry.replaceAll('/', '-')}.svg`;

let largest = 0;
for (const entry of [...wanted].sort()) {
  const [art, ground, packing] = entry.split('/');
  if (!drawings[art]) throw new Error(`no drawing ${art}`);
  restart();
  const thing = drawings[art]();
  const svg = picture(ground, art.replaceAll('-', ' '), packing ? crate(thing) : thing);
  largest = Math.max(largest, Buffer.byteLength(svg));
  if (svg.includes('NaN') || svg.includes('undefined')) throw new Error(`broken drawing ${art}`);
  write(pictureFolder, nameOf(entry), svg);
}
const names = new Set([...wanted].map(nameOf));
for (const file of readdirSync(pictureFolder)) {
  if (file.endsWith('.svg') && !names.has(file)) rmSync(join(pictureFolder, file));
}
console.log(`${Object.keys(drawings).length} illustrations, ${wanted.size} pictures, largest ${largest} bytes`);
