import type { ReactNode } from 'react';

export interface TimelineStep {
  key: string;
  state: 'done' | 'now' | 'next' | 'problem';
  title: ReactNode;
  detail?: ReactNode;
}

/** Who did what, whose move it is now, what comes next. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol className="timeline">
      {steps.map((step) => (
        <li key={step.key} className={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <div>{step.state === 'now' ? <strong>{step.title}</strong> : step.title}</div>
          {step.detail && <div className="muted small">{step.detail}</div>}
        </li>
      ))}
    </ol>
  );
}
