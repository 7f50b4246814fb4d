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
