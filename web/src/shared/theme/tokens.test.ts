import { describe, expect, it } from 'vitest';
import { contrast } from './contrast';
import { chart, colours as c, wall } from './tokens';

describe('tokens', () => {
  it.each([
    ['ink on paper', c.ink, c.paper, 14.8],
    ['ink on card', c.ink, c.card, 16],
    ['secondary ink on paper', c.ink2, c.paper, 7],
    ['faint ink on paper', c.ink3, c.paper, 4.8],
    ['control border on paper', c.control, c.paper, 3.4],
    ['white on river', c.card, c.river, 7.7],
    ['white on river hover', c.card, c.riverHover, 10.3],
    ['river on its tint', c.river, c.riverTint, 6.6],
    ['ink on persimmon', c.ink, c.persimmon, 5.1],
    ['ember on card', c.ember, c.card, 5.9],
    ['ember on its tint', c.ember, c.emberTint, 5],
    ['success on its tint', c.success, c.successTint, 5.5],
    ['warning on its tint', c.warning, c.warningTint, 6.1],
    ['error on its tint', c.error, c.errorTint, 5.7],
    ['info on its tint', c.info, c.infoTint, 6.5],
    ['wall text on panel', wall.text, wall.panel, 13],
    ['wall figure on panel', wall.figure, wall.panel, 8.2],
    ['wall error on panel', wall.error, wall.panel, 6.5],
  ])('%s keeps its ratio', (_, front, back, least) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });

  it('forbids white text on persimmon', () => {
    expect(contrast(c.card, c.persimmon)).toBeLessThan(4.5);
  });

  it.each(chart.sequence)('chart colour %s stands out from white', (colour) => {
    expect(contrast(colour, '#FFFFFF')).toBeGreaterThanOrEqual(2.99);
  });

  it.each(wall.sequence)('wall colour %s stands out from the panel', (colour) => {
    expect(contrast(colour, wall.panel)).toBeGreaterThanOrEqual(3.2);
  });
});
