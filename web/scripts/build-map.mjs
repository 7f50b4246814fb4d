// Decodes the outlines of Chongqing's 38 districts and counties that ship with ECharts 4 into plain GeoJSON.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../public/map/chongqing.json');
const renamed = { 梁平县: ['500155', '梁平区'], 武隆县: ['500156', '武隆区'] };

function decodeRing(text, [offsetX, offsetY]) {
  const ring = [];
  let previousX = offsetX;
  let previousY = offsetY;
  for (let i = 0; i < text.length; i += 2) {
    let x = text.charCodeAt(i) - 64;
    let y = text.charCodeAt(i + 1) - 64;
    x = (x >> 1) ^ -(x & 1);
    y = (y >> 1) ^ -(y & 1);
    previousX += x;
    previousY += y;
    ring.push([previousX / 1024, previousY / 1024]);
  }
  return ring;
}

function decodeGeometry({ type, coordinates, encodeOffsets }) {
  if (type === 'Polygon')
    return { type, coordinates: coordinates.map((ring, i) => decodeRing(ring, encodeOffsets[i])) };
  return {
    type,
    coordinates: coordinates.map((polygon, i) => polygon.map((ring, j) => decodeRing(ring, encodeOffsets[i][j]))),
  };
}

const source = createRequire(import.meta.url).resolve('echarts4/map/json/province/chongqing.json');
const encoded = JSON.parse(readFileSync(source, 'utf8'));
const features = encoded.features.map((feature) => {
  const [code, name] = renamed[feature.properties.name] ?? [feature.id, feature.properties.name];
  return { type: 'Feature', properties: { name: code, label: name }, geometry: decodeGeometry(feature.geometry) };
});
if (features.length !== 38) throw new Error(`Expected 38 districts and counties, found ${features.length}.`);

const text = JSON.stringify({ type: 'FeatureCollection', features }, (_, value) =>
  typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
);
mkdirSync(dirname(target), { recursive: true });
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);
