import { describe, expect, it } from 'vitest';

const files = import.meta.glob<{ default: object }>('/src/**/{zh-CN,en}.json', { eager: true });
const keysOf = (value: object, path = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' ? keysOf(inner as object, `${path}${key}.`) : [`${path}${key}`],
  );
const holes = (value: object): Map<string, string> =>
  new Map(
    keysOf(value).map((key) => {
      const text = key.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], value);
      return [
        key,
        [...String(text).matchAll(/\{\{(\w+)/g)]
          .map(([, name]) => name)
          .sort()
          .join(),
      ];
    }),
  );

describe('catalogues', () => {
  const folders = Object.keys(files)
    .filter((file) => file.endsWith('zh-CN.json'))
    .map((file) => file.replace('zh-CN.json', ''));

  it('are found', () => expect(folders.length).toBeGreaterThan(1));

  it.each(folders)('%s says the same in both languages', (folder) => {
    const chinese = files[`${folder}zh-CN.json`]!.default;
    const english = files[`${folder}en.json`]?.default ?? {};
    expect(keysOf(english).sort()).toEqual(keysOf(chinese).sort());
    expect(holes(english)).toEqual(holes(chinese));
  });
});
