export interface FieldError {
  field: string;
  code: string;
  message: string;
  zh?: string;
  en?: string;
}

/** A refusal of the server, in both languages, with its stable code and a reference for support. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly zh: string,
    readonly en: string,
    readonly errors: readonly FieldError[] = [],
    readonly reference?: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${zh}`);
  }

  in(language: string): string {
    return language.startsWith('en') ? this.en : this.zh;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Record<string, unknown>;
    return new Problem(
      response.status,
      String(body.code ?? `http-${response.status}`),
      String(body.zh ?? body.title ?? ''),
      String(body.en ?? body.title ?? ''),
      (body.errors as FieldError[] | undefined) ?? [],
      body.reference as string | undefined,
      body,
    );
  } catch {
    return new Problem(
      response.status,
      `http-${response.status}`,
      '这一步没有办成。请稍后再试。',
      'This step was not done. Try again shortly.',
    );
  }
}

export const offlineProblem = () =>
  new Problem(
    0,
    'offline',
    '连不上网络。内容还在，有网后再试。',
    'No connection. What you typed is kept; try again when online.',
  );
