import './i18n';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { dateTime } from '@/shared/format';
import { giveUp, takeBack, TaskState, tryNow, useDraftsOf, useTasksOf, type Task } from '@/shared/offline';

interface Mendable {
  back: string;
  draftId: string;
  content: unknown;
}

function Refused({ task, account }: { task: Task; account: string }) {
  const { t, i18n } = useTranslation('app');
  const navigate = useNavigate();
  const listed = (task.results.product as { productId?: string } | undefined)?.productId;
  const mend = async () => {
    const { back, draftId, content } = task.payload as Mendable;
    await takeBack(task, { id: draftId, account, savedAt: Date.now(), content });
    await navigate(back);
  };
  return (
    <>
      <p>{i18n.language === 'en' ? task.refusal?.en : task.refusal?.zh}</p>
      <div className="row">
        {listed ? (
          <Link className="button primary" to={`/supplier/products/${listed}`} onClick={() => void giveUp(task)}>
            {t('waiting.goOn')}
          </Link>
        ) : (
          <button type="button" className="button primary" onClick={() => void mend()}>
            {t('waiting.mend')}
          </button>
        )}
        <button type="button" className="button" onClick={() => void giveUp(task)}>
          {t('waiting.giveUp')}
        </button>
      </div>
    </>
  );
}

const routeOf = (draftId: string): string => {
  const [kind, , about] = draftId.split(':');
  if (kind === 'unsold') return '/supplier/unsold';
  return about ? `/supplier/list?household=${about}` : '/supplier/list';
};

const titleOf = (content: unknown): string => {
  const { name, productName } = (content ?? {}) as { name?: string; productName?: string };
  return name ?? productName ?? '';
};

/** n份没发出，等网络: what the phone keeps for its person, and forms not finished yet. */
export function Waiting({ account }: { account: string }) {
  const { t } = useTranslation('app');
  const tasks = useTasksOf(account);
  const drafts = useDraftsOf(account);
  const open = tasks.filter((task) => task.state !== 'sent');
  if (tasks.length === 0 && drafts.length === 0) return null;
  return (
    <section className="card stack-s" aria-label={t('waiting.title')}>
      {tasks.length > 0 && (
        <div className="row-between">
          <h2>{open.length > 0 ? t('waiting.open', { count: open.length }) : t('waiting.allSent')}</h2>
          {open.some((task) => task.state === 'waiting') && (
            <button type="button" className="button link" onClick={tryNow}>
              {t('waiting.now')}
            </button>
          )}
        </div>
      )}
      <ul className="lines">
        {tasks.map((task) => (
          <li key={task.key} className="stack-s">
            <div className="row-between">
              <strong>{task.title}</strong>
              <TaskState task={task} />
            </div>
            {task.state === 'refused' && <Refused task={task} account={account} />}
          </li>
        ))}
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link to={routeOf(draft.id)} className="row-between plain">
              <span>
                <strong>{titleOf(draft.content) || t('waiting.unnamed')}</strong>
                <br />
                <span className="muted small">{t('waiting.draft', { at: dateTime(new Date(draft.savedAt)) })}</span>
              </span>
              <span aria-hidden="true">›</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
