import { parseYuan } from '@/shared/format';

interface Payable {
  id: string;
  amountFen: number;
}

/**
 * Reads lines pasted from a bank's statement: the amount, and the serial as the longest word with digits that is neither amount nor date.
 * A line belongs to the item whose last six signs it names, else to the first one of the same amount that no other line took.
 */
export function readStatement(
  text: string,
  items: readonly Payable[],
): { found: Map<string, string>; stray: readonly string[] } {
  const found = new Map<string, string>();
  const stray: string[] = [];
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (!line) continue;
    const words = line.split(/[\t;|\s]+|,(?!\d{3})/).filter(Boolean);
    const amounts = words.filter((word) => /^[\u00A5\uFFE5]?[\d,]+\.\d{1,2}\u5143?$/.test(word)).map(parseYuan);
    const serial = words
      .filter((word) => /^[A-Za-z0-9-]{6,64}$/.test(word) && /\d/.test(word) && !/^\d{4}-\d{2}-\d{2}$/.test(word))
      .filter((word) => !items.some((item) => item.id.endsWith(word.toLowerCase())))
      .sort((a, b) => b.length - a.length)[0];
    const free = items.filter((item) => !found.has(item.id));
    const item =
      free.find((one) => words.some((word) => word.toLowerCase() === one.id.slice(-6))) ??
      free.find((one) => amounts.includes(one.amountFen));
    if (item && serial) found.set(item.id, serial);
    else stray.push(line);
  }
  return { found, stray };
}
