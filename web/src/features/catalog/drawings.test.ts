import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawingOf } from './drawings';

interface Category {
  code: string;
  children: Category[];
}

const all = (list: Category[]): Category[] => list.flatMap((one) => [one, ...all(one.children)]);
const { categories } = JSON.parse(readFileSync('../src/Marketplace.Server/Demonstration/categories.json', 'utf8')) as {
  categories: Category[];
};

it.each(all(categories).map((category) => category.code))('draws %s with a picture that is there', (code) => {
  const drawing = drawingOf(code);
  expect(drawing).not.toContain('gift-box');
  expect(existsSync(`public${drawing}`)).toBe(true);
});

it('draws a parcel for what nobody has classed', () => {
  expect(drawingOf(undefined)).toBe('/produce/gift-box-paper.svg');
});
