import { useTranslation } from 'react-i18next';
import { time } from '../format';
import { StatusTag } from '../ui';
import { useOnline, type Kept } from './hooks';
import type { Task } from './task';

/** 已存在手机 → 等网络 → 正在发送3/5 → 已收到10:32, or what has to be mended. */
export function TaskState({ task }: { task: Task }) {
  const { t } = useTranslation();
  const online = useOnline();
  switch (task.state) {
    case 'sent':
      return <StatusTag family="done">{t('offline.received', { time: time(new Date(task.sentAt ?? 0)) })}</StatusTag>;
    case 'refused':
      return <StatusTag family="problem">{t('offline.refused')}</StatusTag>;
    case 'sending':
      return (
        <StatusTag family="theirs">
          {t('offline.sending', { done: Math.min(task.done + 1, task.steps), steps: task.steps })}
        </StatusTag>
      );
    default:
      return (
        <StatusTag family="due">{online && task.attempts === 0 ? t('offline.kept') : t('offline.waiting')}</StatusTag>
      );
  }
}

/** Whether a form is safe on the device. */
export function KeptText({ kept }: { kept: Kept }) {
  const { t } = useTranslation();
  return (
    <span className="muted small" role="status">
      {kept === 'kept' ? `${t('offline.kept')} ✓` : kept === 'not-kept' ? t('offline.notKept') : ''}
    </span>
  );
}
