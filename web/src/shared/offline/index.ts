export { entrust, giveUp, sendsAs, startOutbox, takeBack, tryNow, type Sender, type Step } from './outbox';
export { intended, type Task } from './task';
export { useDraft, useDraftsOf, useOnline, useTasksOf, type Kept } from './hooks';
export { dropDraft, type Draft } from './store';
export { KeptText, TaskState } from './TaskState';
