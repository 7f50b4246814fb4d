// How each style of produce is packed: name, mass in grams, pieces, and the price against the price per kilogram.
const box = { zh: '箱', en: 'box' };
const bag = { zh: '袋', en: 'bag' };
const bottle = { zh: '瓶', en: 'bottle' };
const tin = { zh: '罐', en: 'tin' };
const carton = { zh: '盒', en: 'carton' };
const bird = { zh: '只', en: 'bird' };
const sack = { zh: '筐', en: 'crate' };

const pack = (key, zh, en, unit, massGrams, factor, pieces) => ({ key, name: { zh, en }, unit, massGrams, factor, pieces });

const plans = {
  fruit: [pack('5kg', '5公斤箱', '5 kg box', box, 5000, 1), pack('10kg', '10公斤箱', '10 kg box', box, 10000, 1), pack('2500g', '2.5公斤箱', '2.5 kg box', box, 2500, 1.08)],
  fruitS: [pack('2500g', '2.5公斤箱', '2.5 kg box', box, 2500, 1), pack('5kg', '5公斤箱', '5 kg box', box, 5000, 0.95), pack('1500g', '1.5公斤礼盒', '1.5 kg gift box', box, 1500, 1.15)],
  veg: [pack('5kg', '5公斤箱', '5 kg box', box, 5000, 1.05), pack('10kg', '10公斤筐', '10 kg crate', sack, 10000, 0.98), pack('25kg', '25公斤网袋', '25 kg net bag', bag, 25000, 0.9)],
  vegS: [pack('500g', '500克袋', '500 g bag', bag, 500, 1.05), pack('2500g', '2.5公斤箱', '2.5 kg box', box, 2500, 1)],
  grain: [pack('5kg', '5公斤袋', '5 kg bag', bag, 5000, 1), pack('10kg', '10公斤袋', '10 kg bag', bag, 10000, 0.97), pack('25kg', '25公斤袋', '25 kg bag', bag, 25000, 0.92)],
  oil: [pack('5l', '5升桶', '5 litre can', tin, 4575, 0.96), pack('1l', '1升瓶', '1 litre bottle', bottle, 915, 1.06)],
  bag: [pack('500g', '500克袋', '500 g bag', bag, 500, 1), pack('5kg', '500克×10袋', '10 × 500 g', box, 5000, 0.94, 10)],
  bagS: [pack('250g', '250克袋', '250 g bag', bag, 250, 1), pack('2kg', '250克×8袋', '8 × 250 g', box, 2000, 0.93, 8)],
  dry: [pack('250g', '250克袋', '250 g bag', bag, 250, 1), pack('500g', '500克袋', '500 g bag', bag, 500, 0.97), pack('5kg', '5公斤箱', '5 kg box', box, 5000, 0.88)],
  dryL: [pack('2500g', '2.5公斤袋', '2.5 kg bag', bag, 2500, 1), pack('5kg', '5公斤袋', '5 kg bag', bag, 5000, 0.95)],
  jar: [pack('500g', '500克瓶', '500 g jar', bottle, 500, 1), pack('3kg', '500克×6瓶', '6 × 500 g', box, 3000, 0.94, 6)],
  jarB: [pack('500ml', '500毫升瓶', '500 ml bottle', bottle, 500, 1), pack('6x500ml', '500毫升×6瓶', '6 × 500 ml', box, 3000, 0.93, 6)],
  meat: [pack('500g', '500克真空袋', '500 g vacuum bag', bag, 500, 1), pack('2500g', '2.5公斤礼盒', '2.5 kg gift box', carton, 2500, 0.97, 5)],
  meatF: [pack('1kg', '1公斤盒', '1 kg carton', carton, 1000, 1), pack('5kg', '5公斤箱', '5 kg box', box, 5000, 0.95)],
  bird: [pack('one', '单只装（约1.25公斤）', 'one, about 1.25 kg', bird, 1250, 1, 1), pack('four', '四只箱（约5公斤）', 'four, about 5 kg', box, 5000, 0.95, 4)],
  eggs: [pack('30', '30枚盒', 'tray of 30', carton, 1650, 1, 30), pack('60', '60枚箱', 'box of 60', box, 3300, 0.97, 60), pack('180', '180枚箱', 'box of 180', box, 9900, 0.92, 180)],
  tea: [pack('100g', '100克罐', '100 g tin', tin, 100, 1), pack('250g', '250克盒', '250 g carton', carton, 250, 0.95)],
  herb: [pack('250g', '250克袋', '250 g bag', bag, 250, 1), pack('1kg', '1公斤袋', '1 kg bag', bag, 1000, 0.92)],
  bottle: [pack('500ml', '500毫升瓶', '500 ml bottle', bottle, 500, 1.05), pack('6x500ml', '500毫升×6瓶', '6 × 500 ml', box, 3000, 0.98, 6)],
};

/** Yuan per kilogram of eggs, which are priced by the piece. */
const eggPrice = { eggs: 25.5, 'duck-eggs': 29, 'fresh-duck-eggs': 24 };
const ladders = [[20, 100, 500], [20, 100, 500], [10, 50, 200], [50, 200]];
const discounts = [0.966, 0.914, 0.853];

function roundFen(fen) {
  const step = fen >= 10000 ? 100 : fen >= 2000 ? 50 : 10;
  return Math.max(step, Math.round(fen / step) * step);
}

const fixed = {
  'fengjie-navel-oranges': {
    '5kg': [5800, [[20, 5600], [100, 5300], [500, 4950]]],
    '10kg': [11600, [[20, 11200], [100, 10600], [500, 9900]]],
  },
};

/** Packs of a product with price in fen and falling price tiers. */
export function packPlans(key, kind, yuanPerKilogram, random) {
  const perKilogram = yuanPerKilogram ?? eggPrice[kind.key];
  const draw = random();
  const known = fixed[key];
  const plan = plans[kind.style];
  const chosen = known ? plan.slice(0, 2) : plan.slice(0, draw < 0.2 ? 1 : draw < 0.75 ? 2 : 3);
  const ladder = ladders[Math.floor(random() * ladders.length)];
  return chosen.map(({ factor, pieces, ...rest }) => {
    const set = known?.[rest.key];
    const priceFen = set?.[0] ?? roundFen((perKilogram * factor * rest.massGrams) / 10);
    const steps = set?.[1] ?? ladder.map((minQuantity, index) => [minQuantity, roundFen(priceFen * discounts[index])]);
    const tiers = [];
    let last = priceFen;
    for (const [minQuantity, fen] of steps) {
      if (fen >= last) continue;
      tiers.push({ minQuantity, priceFen: fen });
      last = fen;
    }
    return { ...rest, pieces: pieces ?? null, priceFen, tiers };
  });
}
