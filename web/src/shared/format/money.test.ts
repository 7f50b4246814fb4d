import { describe, expect, it } from 'vitest';
import { capitals, inUnit, parseCount, parseYuan, pricePerMass, statistic, unitFor, yuan } from './money';

describe('money', () => {
  it.each([
    [12840000, '¥128,400.00'],
    [0, '¥0.00'],
    [-106000, '-¥1,060.00'],
    [5, '¥0.05'],
    [null, '—'],
  ])('writes %s fen as %s', (fen, text) => expect(yuan(fen)).toBe(text));

  it.each([
    [0, '人民币零元整'],
    [12840000, '人民币壹拾贰万捌仟肆佰元整'],
    [1740005, '人民币壹万柒仟肆佰元零伍分'],
    [100500000, '人民币壹佰万伍仟元整'],
    [10000000100, '人民币壹亿零壹元整'],
    [1050, '人民币壹拾元伍角整'],
    [100010, '人民币壹仟元壹角整'],
    [7, '人民币柒分'],
    [-30, '人民币负叁角整'],
    [1000123, '人民币壹万零壹元贰角叁分'],
  ])('writes %s fen in capitals', (fen, text) => expect(capitals(fen)).toBe(text));

  it.each([
    ['58', 5800],
    ['58元', 5800],
    [' ¥1,160.5 ', 116050],
    ['58.05', 5805],
    ['\uFF15\uFF18\uFF0E\uFF15', 5850],
    ['\uFFE51\uFF0C160', 116000],
    ['.5', 50],
    ['0.29', 29],
    ['1.005', undefined],
    ['abc', undefined],
    ['', undefined],
    ['-3', undefined],
  ])('reads %s', (typed, fen) => expect(parseYuan(typed)).toBe(fen));

  it('never loses a fen to floating point', () => {
    for (let fen = 0; fen < 3000; fen += 1) expect(parseYuan(yuan(fen))).toBe(fen);
  });

  it('reads counts with their unit', () => {
    expect(parseCount('300箱')).toBe(300);
    expect(parseCount('3.5')).toBeUndefined();
  });

  it('chooses the unit of statistics by size', () => {
    expect(statistic(351000000000)).toBe('35.10亿元');
    expect(statistic(1234500)).toBe('1.23万元');
    expect(statistic(99900)).toBe('999.00元');
    expect(statistic(351000000000, 'en')).toBe('CNY 3,510.00 million');
    expect(unitFor([100, 82000000000])).toBe('yi');
    expect(inUnit(-123456789, 'wan')).toBe('-123.46');
  });

  it('shows a pack per 500 g and per kilogram', () => {
    expect(pricePerMass(11600, 10000)).toBe('¥5.80/500克 · ¥11.60/公斤');
    expect(pricePerMass(11600, 10000, 'en')).toBe('¥5.80/500 g · ¥11.60/kg');
  });
});
