export interface ChosenPassword {
  password: string;
  repeated: string;
}

/** The least length, counted as people count: an emoji or a rare character is one. */
const least = 10;

/** What is wrong before anything is sent; the server judges the rest, such as passwords everybody uses. */
export function passwordFaults({ password, repeated }: ChosenPassword): readonly (keyof ChosenPassword)[] {
  if ([...password].length < least) return ['password'];
  return password === repeated ? [] : ['repeated'];
}

/** As the server takes it: digits, with a plus in front and spaces or hyphens between. */
export const isPhone = (typed: string): boolean => /^\+?[0-9][0-9 -]{5,18}[0-9]$/.test(typed.trim());
