import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FoundProduct } from '../api';
import { MarkedName } from './MarkedName';

const product = (marks: FoundProduct['marks']) =>
  ({ name: '奉节脐橙（晚熟）', nameEn: 'Fengjie navel oranges, late', marks }) as FoundProduct;
const shown = (language: string, marks: FoundProduct['marks']) =>
  render(<MarkedName product={product(marks)} language={language} />).container;

it('marks every stretch and keeps the whole name', () => {
  const found = shown('zh-CN', [
    { start: 0, length: 2 },
    { start: 3, length: 1 },
  ]);
  expect(found.textContent).toBe('奉节脐橙（晚熟）');
  expect([...found.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['奉节', '橙']);
});

it('shows the name as it is without marks, and another name unmarked', () => {
  expect(shown('zh-CN', []).innerHTML).toBe('奉节脐橙（晚熟）');
  expect(shown('en', [{ start: 0, length: 2 }]).querySelector('mark')).toBeNull();
});
