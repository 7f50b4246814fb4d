import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ConfirmAct, PhotoPicker, ProblemAlert, StatusTag, TextField, type Photo } from '@/shared/ui';
import { actOnOrder, urlsOf, type Dispute, type Order } from '../api';

interface Said {
  at: string;
  who: string;
  text: string;
  urls: readonly string[];
}

function Thread({ dispute }: { dispute: Dispute }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const said: Said[] = [
    { at: dispute.openedAt, who: t('who.buyer'), text: dispute.reason, urls: urlsOf(dispute.evidenceUrls) },
    ...(dispute.answer && dispute.answeredAt
      ? [{ at: dispute.answeredAt, who: t('who.supplier'), text: dispute.answer, urls: [] }]
      : []),
    ...dispute.messages.map((message) => ({
      at: message.at,
      who: [t(`who.${message.by}`), message.personName].filter(Boolean).join(' '),
      text: message.text,
      urls: urlsOf(message.fileUrls),
    })),
    ...(dispute.decision && dispute.decidedAt
      ? [
          {
            at: dispute.decidedAt,
            who: say(`dispute.outcome.${dispute.outcome ?? 'for-buyer'}`),
            text: dispute.decision,
            urls: [],
          },
        ]
      : []),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return (
    <ol className="thread" style={{ listStyle: 'none', padding: 0 }}>
      {said.map((one, index) => (
        <li key={index}>
          <div className="row-between small">
            <strong>{one.who}</strong>
            <span className="muted">{dateTime(one.at)}</span>
          </div>
          <p>{one.text}</p>
          {one.urls.length > 0 && (
            <span className="proof">
              {one.urls.map((url, number) => (
                <a key={url} href={url} target="_blank" rel="noreferrer">
                  <img src={url} alt={say('dispute.photo', { number: number + 1 })} />
                </a>
              ))}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Reply({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [withdrawing, setWithdrawing] = useState(false);
  const [reason, setReason] = useState('');
  const refresh = [['order', order.id], ['order-tasks'], ['orders']];
  const speak = useIntent(
    (input: { text: string; files: string[] }, key) => actOnOrder(order.id, 'disputes/messages', input, key),
    {
      refresh,
      onSuccess: () => {
        setText('');
        setPhotos([]);
      },
    },
  );
  const withdraw = useIntent(
    (input: { reason: string }, key) => actOnOrder(order.id, 'disputes/withdrawal', input, key),
    { refresh, onSuccess: () => setWithdrawing(false) },
  );
  return (
    <div className="stack no-print">
      <TextField label={t('dispute.reply')} value={text} onChange={setText} lines={2} />
      <PhotoPicker photos={photos} onChange={setPhotos} most={9} />
      <ProblemAlert problem={speak.error} />
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={speak.isPending || !text.trim()}
          onClick={() => speak.mutate({ text: text.trim(), files: photos.map((photo) => photo.id) })}
        >
          {t('dispute.send')}
        </button>
        {has(session, ['buyer']) && (
          <button type="button" className="button" onClick={() => setWithdrawing(true)}>
            {t('dispute.withdraw')}
          </button>
        )}
      </div>
      <ConfirmAct
        act={t('dispute.withdraw')}
        open={withdrawing}
        onClose={() => setWithdrawing(false)}
        onAct={() => withdraw.mutate({ reason: reason.trim() })}
        pending={withdraw.isPending}
        problem={withdraw.error}
        disabled={!reason.trim()}
      >
        <p>{t('dispute.withdrawWhat')}</p>
        <TextField label={t('dispute.why')} value={reason} onChange={setReason} lines={2} />
      </ConfirmAct>
    </div>
  );
}

/** 异议: what each side says, in order of time, until the operator decides. */
export function DisputePanel({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const session = useSession().data;
  return (
    <details className="card dispute" open={order.isDisputed}>
      <summary>
        <h2>{t('dispute.title')}</h2>
        <StatusTag family={order.isDisputed ? 'problem' : 'done'}>
          {t(order.isDisputed ? 'dispute.open' : 'dispute.closed')}
        </StatusTag>
      </summary>
      <div className="stack">
        {order.disputes.map((dispute) => (
          <Thread key={dispute.id} dispute={dispute} />
        ))}
        {order.isDisputed && has(session, ['buyer', 'operator']) && <Reply order={order} />}
      </div>
    </details>
  );
}
