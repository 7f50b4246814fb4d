import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ConfirmAct, StatusTag, TextField } from '@/shared/ui';
import { actOnOrder, type Order } from '../api';
import { extensionOf } from './extension';

/** 延期: the buyer asks for more days to pay, with its reason; the supplier agrees or says why not. */
export function Extension({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const [asking, setAsking] = useState<'grant' | 'decline'>();
  const [reason, setReason] = useState('');
  const close = () => setAsking(undefined);
  const answer = useIntent(
    (input: { path: string; body: unknown }, key) => actOnOrder(order.id, input.path, input.body, key),
    { refresh: [['order', order.id], ['orders'], ['order-tasks']], onSuccess: close },
  );
  const asked = extensionOf(order);
  if (!asked) return null;
  const mayGrant = (order.acts as readonly string[]).includes('extend-payment') && !asked.answer;
  return (
    <section className="card stack-s" aria-label={t('phone.extension.title')}>
      <div className="row-between">
        <h2>{t('phone.extension.title')}</h2>
        <StatusTag family={asked.answer === 'granted' ? 'done' : asked.answer ? 'ended' : mayGrant ? 'yours' : 'ended'}>
          {t(`phone.extension.${asked.answer ?? (mayGrant ? 'open' : 'over')}`)}
        </StatusTag>
      </div>
      <p>{t('phone.extension.because', { reason: asked.reason })}</p>
      <span className="muted small">{dateTime(asked.at)}</span>
      {asked.why && <p>{t('phone.extension.why', { reason: asked.why })}</p>}
      {mayGrant && (
        <div className="answers">
          <button type="button" className="button primary" onClick={() => setAsking('grant')}>
            {t('phone.extension.grant')}
          </button>
          <button type="button" className="button" onClick={() => setAsking('decline')}>
            {t('phone.extension.decline')}
          </button>
        </div>
      )}
      <ConfirmAct
        act={t('phone.extension.grant')}
        open={asking === 'grant'}
        onClose={close}
        onAct={() => answer.mutate({ path: 'payment-extension', body: {} })}
        pending={answer.isPending}
        problem={answer.error}
      >
        <p>{t('phone.acts.extend-payment-what', { number: order.number })}</p>
      </ConfirmAct>
      <ConfirmAct
        act={t('phone.extension.decline')}
        open={asking === 'decline'}
        onClose={close}
        onAct={() => answer.mutate({ path: 'payment-extension/refusal', body: { reason: reason.trim() } })}
        pending={answer.isPending}
        problem={answer.error}
        disabled={!reason.trim()}
      >
        <div className="stack">
          <p>{t('phone.extension.declineWhat')}</p>
          <TextField label={t('order.reason')} value={reason} onChange={setReason} lines={2} />
        </div>
      </ConfirmAct>
    </section>
  );
}
