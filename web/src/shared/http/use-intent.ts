import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { Problem } from './problem';

/**
 * A write with one idempotency key per intent: a retry of the same input repeats the key, so the server does it once;
 * another input or a finished write gets a new one.
 */
export function useIntent<TInput, TResult>(
  act: (input: TInput, key: string) => Promise<TResult>,
  options: { refresh?: QueryKey[]; onSuccess?: (result: TResult, input: TInput) => void } = {},
) {
  const client = useQueryClient();
  const intent = useRef<{ input: string; key: string } | null>(null);
  return useMutation<TResult, Problem, TInput>({
    mutationFn: (input) => {
      const text = JSON.stringify(input) ?? '';
      if (intent.current?.input !== text) intent.current = { input: text, key: crypto.randomUUID() };
      return act(input, intent.current.key);
    },
    onSuccess: async (result, input) => {
      intent.current = null;
      await Promise.all((options.refresh ?? []).map((queryKey) => client.invalidateQueries({ queryKey })));
      options.onSuccess?.(result, input);
    },
    onError: (problem) => {
      // A refusal is final for this key; only a lost connection or a server fault may be the same attempt again.
      if (problem instanceof Problem && problem.status >= 400 && problem.status < 500) intent.current = null;
    },
  });
}
