import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schema } from '@/api';
import { date, dateTime, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ProblemAlert, StatusTag, TextField } from '@/shared/ui';
import { FileField, type Attached } from '../parts/FileField';
import { familyOfNotice } from '../states';
import '../i18n';

type Notice = Schema<'ListPriceNoticesItem'>;

function Answer({ notice }: { notice: Notice }) {
  const { t } = useTranslation('origin');
  const [opinion, setOpinion] = useState('');
  const [file, setFile] = useState<Attached>();
  const send = useIntent(
    (body: { version: number; opinion: string; fileId: string | null }, key) =>
      api.post('/api/price-notices/{noticeId}/answer', { path: { noticeId: notice.noticeId }, body, key }),
    { refresh: [['own-price-notices']] },
  );
  return (
    <>
      <TextField
        label={t('price.answer')}
        hint={t('price.answerHint')}
        value={opinion}
        onChange={setOpinion}
        lines={3}
      />
      <FileField label={t('file')} value={file} onChange={setFile} />
      <ProblemAlert problem={send.error} />
      <button
        type="button"
        className="button primary block"
        disabled={send.isPending}
        onClick={() => send.mutate({ version: notice.version, opinion, fileId: file?.id ?? null })}
      >
        {t('price.acts.answer')}
      </button>
    </>
  );
}

/** What the authority says about the price of one's own product, and one's answer. */
export function PriceNoticePanel({ productId }: { productId: string }) {
  const { t } = useTranslation('origin');
  const notice = useQuery({
    queryKey: ['own-price-notices', productId],
    queryFn: () => api.get('/api/price-notices', { query: { product: productId, size: 1 } }),
  }).data?.items[0];
  const detail = useQuery({
    queryKey: ['own-price-notices', productId, notice?.noticeId, notice?.version],
    queryFn: () => api.get('/api/price-notices/{noticeId}', { path: { noticeId: notice?.noticeId ?? '' } }),
    enabled: !!notice,
  }).data;
  if (!notice || ['corrected', 'replaced'].includes(notice.state)) return null;
  const asked = notice.state === 'proof-asked' || notice.state === 'correction-asked';
  const last = detail?.steps.at(-1);
  return (
    <section className="card stack-s" aria-label={t('price.yours')}>
      <div className="row-between">
        <h2>
          {notice.state === 'proof-asked'
            ? t('price.proofAsked')
            : notice.state === 'correction-asked'
              ? t('price.correctionAsked')
              : t('price.yours')}
        </h2>
        <StatusTag family={asked ? 'yours' : familyOfNotice(notice.state) === 'done' ? 'done' : 'theirs'}>
          {t(`price.states.${notice.state}`)}
        </StatusTag>
      </div>
      <p>
        {t('price.figures', {
          low: yuan(notice.lowFen),
          high: yuan(notice.highFen),
          market: notice.market,
          on: date(notice.pricedOn),
          price: yuan(notice.fenPerKg),
        })}
      </p>
      <p className="muted small">{t('price.yourReason', { reason: notice.reason })}</p>
      {last?.opinion && last.toState !== 'open' && (
        <p>
          <strong>{last.opinion}</strong>
          <br />
          <span className="muted small">{t('by', { name: last.actorName ?? '', at: dateTime(last.at) })}</span>
        </p>
      )}
      {asked && <Answer notice={notice} key={notice.version} />}
    </section>
  );
}
