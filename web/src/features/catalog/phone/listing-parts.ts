import type { Fault } from '@/shared/ui';
import type { Draft } from './draft';

export type Update = (change: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;

export interface StepProps {
  draft: Draft;
  update: Update;
  faults: readonly Fault[];
}
