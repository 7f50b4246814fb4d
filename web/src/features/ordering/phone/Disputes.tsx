import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import { urlsOf, type Order } from '../api';

function Answer({ orderId }: { orderId: string }) {
  const { t } = useTranslation('ordering');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const answer = useIntent(
    (body: { answer: string }, key) =>
      api.post('/api/orders/{orderId}/disputes/answer', { path: { orderId }, body, key }),
    { refresh: [['order', orderId], ['orders'], ['order-tasks']] },
  );
  return (
    <>
      <TextField
        label={t('phone.dispute.answer')}
        hint={t('phone.dispute.answerHint')}
        lines={3}
        value={text}
        onChange={setText}
        error={tried && !text.trim() ? t('phone.dispute.needAnswer') : undefined}
      />
      <ProblemAlert problem={answer.error} />
      <button
        type="button"
        className="button primary block"
        disabled={answer.isPending}
        onClick={() => {
          setTried(true);
          if (text.trim()) answer.mutate({ answer: text.trim() });
        }}
      >
        {t('phone.dispute.act')}
      </button>
    </>
  );
}

/** 异议: what the buyer objects to, the supplier's answer, and the platform's decision. */
export function Disputes({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  if (order.disputes.length === 0) return null;
  return (
    <section className="card stack" aria-label={t('phone.dispute.title')}>
      {order.disputes.map((dispute) => (
        <div key={dispute.id} className="stack-s">
          <div className="row-between">
            <h2>{t('phone.dispute.title')}</h2>
            <StatusTag family={dispute.decidedAt ? 'done' : dispute.answeredAt ? 'theirs' : 'problem'}>
              {t(`phone.dispute.${dispute.decidedAt ? 'decided' : dispute.answeredAt ? 'waits' : 'open'}`)}
            </StatusTag>
          </div>
          <p>{dispute.reason}</p>
          <span className="muted small">{dateTime(dispute.openedAt)}</span>
          {dispute.evidenceUrls.length > 0 && (
            <div className="photos">
              {urlsOf(dispute.evidenceUrls).map((url, index) => (
                <a key={url} className="photo" href={url} target="_blank" rel="noreferrer">
                  <img src={url} alt={t('phone.dispute.photo', { number: index + 1 })} />
                </a>
              ))}
            </div>
          )}
          {dispute.answer && (
            <p>
              <strong>{t('phone.dispute.answered')}</strong> {dispute.answer}
            </p>
          )}
          {dispute.decision && (
            <p>
              <strong>{t(`phone.dispute.outcomes.${dispute.outcome}`, { defaultValue: '' })}</strong> {dispute.decision}
            </p>
          )}
          {!dispute.answeredAt && !dispute.decidedAt && <Answer orderId={order.id} />}
        </div>
      ))}
    </section>
  );
}
