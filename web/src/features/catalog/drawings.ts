/** What stands for a category, and for a product whose supplier sent no photo yet. Names of files in public/produce. */
const drawings: Record<string, string> = {
  fruit: 'orange-sand',
  'fruit-stone': 'plum-paper',
  'fruit-pome': 'pear-paper',
  'fruit-other': 'kiwi-paper',
  veg: 'cabbage-paper',
  'veg-root': 'potato-paper',
  'veg-fruit': 'tomato-paper',
  'veg-fungi': 'mushroom-paper',
  grain: 'rice-paper',
  'grain-coarse': 'maize-paper',
  'grain-bean': 'soybean-paper',
  'grain-oil': 'oil-paper',
  'grain-noodle': 'noodles-paper',
  meat: 'bacon-paper',
  'meat-pork': 'pork-paper',
  'meat-beef': 'beef-paper',
  'meat-lamb': 'lamb-paper',
  'meat-poultry': 'chicken-paper',
  'meat-egg': 'eggs-paper',
  aquatic: 'fish-paper',
  tea: 'tea-leaf-paper',
  'tea-dark': 'tea-red-paper',
  'tea-herbal': 'flower-tea-paper',
  dried: 'mushroom-paper',
  'dried-veg': 'dried-veg-paper',
  'dried-nut': 'walnut-paper',
  season: 'sichuan-pepper-paper',
  'season-sauce': 'sauce-paper',
  'season-pickle': 'pickle-paper',
  herb: 'herb-root-paper',
  snack: 'cake-paper',
  'snack-fruit': 'dried-fruit-paper',
  'snack-meat': 'jerky-paper',
  'snack-tofu': 'tofu-paper',
  drink: 'juice-paper',
};

/** The address of a category's drawing: its own, else its parent's. */
export function drawingOf(categoryCode: string | undefined): string {
  const code = categoryCode ?? '';
  const name = drawings[code] ?? drawings[code.split('-')[0] ?? ''] ?? 'gift-box-paper';
  return `/produce/${name}.svg`;
}
