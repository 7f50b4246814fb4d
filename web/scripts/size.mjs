// Asserts how much JavaScript and CSS each kind of page may load: static imports followed through Vite's manifest, gzipped.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const budgets = JSON.parse(readFileSync(new URL('./budgets.json', import.meta.url), 'utf8'));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);

function closure(keys) {
  const files = { js: new Set(), css: new Set() };
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build has no module ${key}.`);
    files.js.add(chunk.file);
    chunk.css?.forEach((file) => files.css.add(file));
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return files;
}

const weigh = (files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0) / 1000;

let failed = false;
console.log('route'.padEnd(26), 'JS KB'.padStart(8), 'limit'.padStart(7), 'CSS KB'.padStart(8), 'limit'.padStart(7));
for (const { name, modules, js, css, without = [] } of budgets) {
  const files = closure([...(without.length ? [] : [entry]), ...modules]);
  const base = without.length ? closure([entry, ...without]) : undefined;
  if (base) for (const kind of ['js', 'css']) base[kind].forEach((file) => files[kind].delete(file));
  const [jsSize, cssSize] = [weigh(files.js), weigh(files.css)];
  const over = jsSize > js || cssSize > css;
  failed ||= over;
  console.log(
    name.padEnd(26),
    jsSize.toFixed(1).padStart(8),
    String(js).padStart(7),
    cssSize.toFixed(1).padStart(8),
    String(css).padStart(7),
    over ? ' OVER' : '',
  );
}
process.exitCode = failed ? 1 : 0;
