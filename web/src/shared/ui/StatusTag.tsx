import type { ReactNode } from 'react';

export type StatusFamily = 'yours' | 'theirs' | 'due' | 'problem' | 'done' | 'ended';

/** Drawn, because few fonts have one. */
export const Clock = () => (
  <svg
    viewBox="0 0 16 16"
    width="13"
    height="13"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    aria-hidden="true"
  >
    <circle cx="8" cy="9" r="5.8" />
    <path d="M8 6v3l2 1.500M6 1.200h4" />
  </svg>
);

const marks: Record<StatusFamily, ReactNode> = {
  yours: '●',
  theirs: '○',
  due: <Clock />,
  problem: '!',
  done: '✓',
  ended: '–',
};

/** A state in words; the mark and the colour only repeat them. */
export function StatusTag({ family, children }: { family: StatusFamily; children: ReactNode }) {
  return (
    <span className={`status ${family}`}>
      <span aria-hidden="true">{marks[family]}</span>
      <span>{children}</span>
    </span>
  );
}
