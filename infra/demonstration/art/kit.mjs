// Drawing helpers of the produce pictures: flat shapes in two tones on a 320 × 320 field, light from the upper left.
let serial = 0;
export const restart = () => { serial = 0; };
const n = (value) => String(Math.round(value * 10) / 10);

export const ellipse = (cx, cy, rx, ry = rx) =>
  `M${n(cx - rx)} ${n(cy)}a${n(rx)} ${n(ry)} 0 1 0 ${n(2 * rx)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-2 * rx)} 0Z`;
export const box = (x, y, w, h, r = 0) =>
  `M${n(x + r)} ${n(y)}h${n(w - 2 * r)}q${r} 0 ${r} ${r}v${n(h - 2 * r)}q0 ${r} ${-r} ${r}h${n(2 * r - w)}q${-r} 0 ${-r} ${-r}v${n(2 * r - h)}q0 ${-r} ${r} ${-r}Z`;

/** A shape in two tones: the dark one shows along the lower right. */
export function solid(d, base, dark, dx = -10, dy = -9) {
  const id = `s${serial}`;
  serial += 1;
  return `<clipPath id="${id}"><path id="${id}p" d="${d}"/></clipPath><g clip-path="url(#${id})"><use href="#${id}p" fill="${dark}"/><use href="#${id}p" x="${dx}" y="${dy}" fill="${base}"/></g>`;
}
export const flat = (d, fill, opacity) => `<path d="${d}" fill="${fill}"${opacity ? ` opacity="${opacity}"` : ''}/>`;
export const stroke = (d, colour, width = 4) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const at = (x, y, content, scale = 1, turn = 0) =>
  `<g transform="translate(${x} ${y})${turn ? ` rotate(${turn})` : ''}${scale === 1 ? '' : ` scale(${scale})`}">${content}</g>`;
export const glint = (cx, cy, rx, ry, turn = -35) =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" transform="rotate(${turn} ${cx} ${cy})" fill="#fff" opacity=".38"/>`;
export const shade = (cx, cy, rx) => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${n(rx * 0.13)}" fill="#25211B" opacity=".13"/>`;

/** One thing drawn once around 0,0 and placed many times: [x, y, scale, turn]. */
export function many(content, places) {
  const id = `m${serial}`;
  serial += 1;
  const uses = places.map(([x, y, scale = 1, turn = 0]) =>
    `<use href="#${id}" transform="translate(${x} ${y})${turn ? ` rotate(${turn})` : ''}${scale === 1 ? '' : ` scale(${scale})`}"/>`);
  return `<defs><g id="${id}">${content}</g></defs>${uses.join('')}`;
}
export const dots = (points, r, fill) =>
  flat(points.map(([x, y]) => ellipse(x, y, r)).join(''), fill);

export function leaf(x, y, length, turn, light = '#5E9A45', dark = '#3F7A33') {
  const w = length * 0.3;
  const half = (side) => `M0 0C${n(length * 0.25)} ${n(side * w * 1.3)} ${n(length * 0.7)} ${n(side * w * 1.2)} ${n(length)} 0Z`;
  return at(x, y, `${flat(half(-1), light)}${flat(half(1), dark)}${stroke(`M0 0H${n(length * 0.85)}`, '#2F6B1F', 2)}`, 1, turn);
}

/** A cut citrus face. */
export function slice(cx, cy, r, rind, pith, flesh, count = 9) {
  const point = (angle, radius) => `${n(cx + Math.cos(angle) * radius)} ${n(cy + Math.sin(angle) * radius)}`;
  let wedges = '';
  for (let index = 0; index < count; index += 1) {
    const middle = (index * 2 * Math.PI) / count;
    const half = Math.PI / count - 0.07;
    wedges += `M${point(middle, r * 0.14)}L${point(middle - half, r * 0.78)}A${n(r * 0.8)} ${n(r * 0.8)} 0 0 1 ${point(middle + half, r * 0.78)}Z`;
  }
  return `${flat(ellipse(cx, cy, r), rind)}${flat(ellipse(cx, cy, r * 0.9), pith)}<path d="${wedges}" fill="${flesh}" stroke="${flesh}" stroke-width="3" stroke-linejoin="round"/>`;
}

const teal = ['#17766D', '#0F5C55'];
const clay = ['#DF7833', '#B85C1F'];

/** A bowl with a heap in it; `grains` is drawn over the heap. */
export const bowl = (heap, dark, grains = '', colours = teal) =>
  `${shade(160, 258, 96)}${solid('M72 172C82 118 120 92 160 92S238 118 248 172Z', heap, dark, -12, -6)}${grains}${solid('M58 166H262C262 222 226 256 196 258H124C94 256 58 222 58 166Z', ...colours)}${flat(box(54, 160, 212, 14, 7), colours[1])}${stroke('M92 200C98 220 108 234 122 244', '#fff', 4).replace('/>', ' opacity=".35"/>')}`;
export const clayBowl = (heap, dark, grains = '') => bowl(heap, dark, grains, clay);

/** A shallow bamboo tray with things lying on it. */
export const tray = (things) =>
  `${shade(160, 262, 118)}${flat(ellipse(160, 202, 122, 60), '#A87B3E')}${flat(ellipse(160, 196, 122, 58), '#D9B26C')}${flat(ellipse(160, 196, 106, 47), '#E9CD93')}${stroke('M76 180H244M66 200H254M84 222H236', '#D9B26C', 3)}${things}`;

export const jar = (content, dark, emblem, lid = ['#DF7833', '#B85C1F']) =>
  `${shade(160, 270, 80)}${solid(box(88, 96, 144, 174, 30), content, dark)}${solid(box(98, 66, 124, 36, 9), ...lid, -6, -8)}${flat(box(102, 144, 116, 78, 8), '#FAF6EE')}${at(160, 183, emblem)}${flat(box(100, 112, 10, 140, 5), '#fff', '.35')}`;

export const bottle = (glass, dark, emblem, cap = '#0F5C55') =>
  `${shade(160, 280, 58)}${solid('M138 52H182V98C182 116 208 122 208 150V266Q208 280 194 280H126Q112 280 112 266V150C112 122 138 116 138 98Z', glass, dark)}${flat(box(134, 34, 52, 28, 6), cap)}${flat(box(112, 166, 96, 76), '#FAF6EE')}${at(160, 204, emblem)}${flat(box(122, 132, 8, 138, 4), '#fff', '.35')}`;

export const packet = (colour, dark, emblem) =>
  `${shade(160, 272, 92)}${solid('M80 62L92 54 104 62 116 54 128 62 140 54 152 62 164 54 176 62 188 54 200 62 212 54 224 62 240 56 234 160 242 268H78L86 160Z', colour, dark)}${stroke('M84 80H236M82 252H238', '#fff', 3).replace('/>', ' opacity=".5"/>')}${flat(ellipse(160, 166, 58), '#FAF6EE')}${at(160, 166, emblem)}`;

export const plate = (things) =>
  `${shade(160, 262, 116)}${flat(ellipse(160, 208, 124, 54), '#C9D6D2')}${flat(ellipse(160, 202, 124, 52), '#FFFFFF')}${flat(ellipse(160, 202, 94, 37), '#E8EEEC')}${things}`;

const backdrops = {
  paper: ['#FAF6EE', `<circle cx="160" cy="152" r="126" fill="#F1E8D6"/>`],
  mint: ['#E2F0EC', `<path d="M0 214Q70 172 150 204T320 186V320H0Z" fill="#CBE3DB"/><path d="M0 262Q110 230 200 256T320 248V320H0Z" fill="#B9D9CF"/>`],
  sand: ['#F8ECD5', `<path d="M0 238H320V320H0Z" fill="#EBD6AE"/><path d="M0 238H320" stroke="#DDC393" stroke-width="4"/>`],
  sky: ['#E6F0F8', `<circle cx="252" cy="66" r="34" fill="#F8D9A8"/><path d="M0 232L70 168 122 212 196 150 320 236V320H0Z" fill="#CFE0EE"/>`],
  rose: ['#FBE9E3', `<path d="M34 320V148a126 126 0 0 1 252 0V320Z" fill="#F5D6CB"/>`],
};
export const grounds = Object.keys(backdrops);

/** The thing looking out of a wooden crate. */
export const crate = (thing) =>
  `${shade(160, 286, 128)}${flat(box(48, 176, 224, 40, 4), '#8E6638')}${at(31, 4, thing, 0.81)}${solid(box(38, 204, 244, 82, 6), '#D3A566', '#A97C40', -8, -5)}${flat(box(38, 240, 244, 7), '#8E6638')}${flat(box(56, 200, 16, 88, 3) + box(248, 200, 16, 88, 3), '#BD8F50')}${flat(box(122, 214, 76, 20, 4), '#0F5C55')}`;

export function picture(ground, title, content) {
  const [colour, shape] = backdrops[ground];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320"><title>${title}</title><path d="M0 0H320V320H0Z" fill="${colour}"/>${shape}${content}</svg>\n`;
}
