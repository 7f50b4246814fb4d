import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../http';
import { ProblemAlert } from './States';

/** A window over the page that the keyboard stays in; Esc closes it and keeps what was typed. */
export function Sheet({
  title,
  open,
  onClose,
  children,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="sheet" aria-label={title} onClose={onClose}>
      <div className="stack">
        <h2>{title}</h2>
        {open && children}
      </div>
    </dialog>
  );
}

interface ConfirmActProps {
  /** Verb and object, never only "OK". */
  act: string;
  open: boolean;
  onClose: () => void;
  onAct: () => void;
  pending: boolean;
  problem?: Problem | null;
  danger?: boolean;
  disabled?: boolean;
  /** What happens, with amounts, and what stays possible afterwards. */
  children: ReactNode;
}

/** The last look before something that cannot be taken back. */
export function ConfirmAct({
  act,
  open,
  onClose,
  onAct,
  pending,
  problem,
  danger,
  disabled,
  children,
}: ConfirmActProps) {
  const { t } = useTranslation();
  return (
    <Sheet title={act} open={open} onClose={onClose}>
      <div>{children}</div>
      <ProblemAlert problem={problem} />
      <div className="row">
        <button
          type="button"
          className={`button ${danger ? 'danger' : 'primary'}`}
          disabled={pending || disabled}
          onClick={onAct}
        >
          {act}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </Sheet>
  );
}
