import type { ReactNode } from 'react';

export type StatusFamily = 'yours' | 'theirs' | 'due' | 'problem' | 'done' | 'ended';

const marks: Record<StatusFamily, string> = { yours: '●', theirs: '○', due: '⏱', problem: '!', done: '✓', ended: '–' };

/** A state in words; the mark and the colour only repeat them. */
export function StatusTag({ family, children }: { family: StatusFamily; children: ReactNode }) {
  return (
    <span className={`status ${family}`}>
      <span aria-hidden="true">{marks[family]}</span>
      <span>{children}</span>
    </span>
  );
}
