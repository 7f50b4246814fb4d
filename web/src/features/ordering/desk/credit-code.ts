const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** 统一社会信用代码 (GB 32100): 18 characters, the last a check on the others. */
export function isCreditCode(typed: string): boolean {
  const code = typed.trim().toUpperCase();
  const places = [...code].map((letter) => alphabet.indexOf(letter));
  if (places.length !== 18 || places.includes(-1)) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * places[index]!, 0);
  return alphabet[(31 - (sum % 31)) % 31] === code[17];
}
