const node = (code, zh, en, children = []) => ({
  code, name: { zh, en },
  children: children.map(([suffix, childZh, childEn]) => ({
    code: `${code}-${suffix}`, name: { zh: childZh, en: childEn }, children: [],
  })),
});

/** The category tree; products stand in the leaves. */
export const categories = [
  node('fruit', '水果', 'Fruit', [['citrus', '柑橘柚类', 'Citrus'], ['stone', '桃李樱桃', 'Stone fruit'], ['pome', '苹果和梨', 'Apples and pears'], ['other', '其他水果', 'Other fruit']]),
  node('veg', '蔬菜', 'Vegetables', [['root', '根茎薯芋', 'Roots and tubers'], ['leaf', '叶菜和笋', 'Leaves and shoots'], ['fruit', '茄果瓜豆', 'Fruiting vegetables'], ['fungi', '鲜菌', 'Fresh mushrooms']]),
  node('grain', '粮油', 'Grain and oil', [['rice', '大米', 'Rice'], ['coarse', '杂粮', 'Coarse grain'], ['bean', '豆类花生', 'Beans and peanuts'], ['oil', '食用油', 'Cooking oil'], ['noodle', '面条粉条', 'Noodles and starch']]),
  node('meat', '肉禽蛋', 'Meat, poultry and eggs', [['pork', '猪肉', 'Pork'], ['beef', '牛肉', 'Beef'], ['lamb', '羊肉', 'Goat and lamb'], ['poultry', '鸡鸭鹅', 'Poultry'], ['egg', '蛋类', 'Eggs'], ['cured', '腊味', 'Cured meat']]),
  node('aquatic', '水产', 'Fish'),
  node('tea', '茶叶', 'Tea', [['green', '绿茶', 'Green tea'], ['dark', '红茶黑茶', 'Black and dark tea'], ['herbal', '代用茶', 'Herbal tea']]),
  node('dried', '干货菌菇', 'Dried goods', [['fungi', '干菌', 'Dried mushrooms'], ['veg', '干菜笋干', 'Dried vegetables'], ['nut', '坚果干果', 'Nuts and dried fruit']]),
  node('season', '调味腌制', 'Seasoning and pickles', [['spice', '花椒辣椒', 'Pepper and chilli'], ['sauce', '酱醋豆豉', 'Sauces'], ['pickle', '榨菜泡菜', 'Pickles']]),
  node('herb', '中药材', 'Medicinal herbs'),
  node('snack', '副食零食', 'Snacks', [['fruit', '果干蜜饯', 'Fruit snacks'], ['meat', '肉干', 'Meat snacks'], ['tofu', '豆制品', 'Tofu'], ['cake', '糕点', 'Cakes'], ['honey', '蜂蜜糖膏', 'Honey and syrup']]),
  node('drink', '酒水饮料', 'Drinks', [['juice', '果汁乳品', 'Juice and milk'], ['wine', '酒类', 'Wine and spirits']]),
];
