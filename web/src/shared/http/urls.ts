/** Addresses of files: the API's document does not say that they are text. */
export const urlsOf = (urls: readonly unknown[] | undefined): readonly string[] => (urls ?? []) as readonly string[];
