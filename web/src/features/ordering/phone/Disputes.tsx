import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { PhotoPicker, ProblemAlert, StatusTag, TextField, type Photo } from '@/shared/ui';
import { actOnOrder, urlsOf, type Dispute, type Order } from '../api';

function Photos({ urls }: { urls: readonly string[] }) {
  const { t } = useTranslation('ordering');
  if (urls.length === 0) return null;
  return (
    <div className="photos">
      {urls.map((url, index) => (
        <a key={url} className="photo" href={url} target="_blank" rel="noreferrer">
          <img src={url} alt={t('phone.dispute.photo', { number: index + 1 })} />
        </a>
      ))}
    </div>
  );
}

/** The one answer that hands the dispute to the platform; photos follow it as a message of their own. */
function Answer({ orderId }: { orderId: string }) {
  const { t } = useTranslation('ordering');
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [tried, setTried] = useState(false);
  const answer = useIntent(
    async (input: { answer: string; files: string[] }, key) => {
      // The photos go first: an answer without its proof would already be before the platform.
      if (input.files.length > 0)
        await actOnOrder(
          orderId,
          'disputes/messages',
          { text: t('phone.dispute.proof'), files: input.files },
          `${key}-p`,
        );
      return api.post('/api/orders/{orderId}/disputes/answer', {
        path: { orderId },
        body: { answer: input.answer },
        key,
      });
    },
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
      <PhotoPicker photos={photos} onChange={setPhotos} most={9} />
      <ProblemAlert problem={answer.error} />
      <button
        type="button"
        className="button primary block"
        disabled={answer.isPending}
        onClick={() => {
          setTried(true);
          if (text.trim()) answer.mutate({ answer: text.trim(), files: photos.map((photo) => photo.id) });
        }}
      >
        {t('phone.dispute.act')}
      </button>
    </>
  );
}

/** After the answer either side may add something until the platform decides. */
function Reply({ orderId }: { orderId: string }) {
  const { t } = useTranslation('ordering');
  const [text, setText] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [tried, setTried] = useState(false);
  const say = useIntent(
    (input: { text: string; files: string[] }, key) => actOnOrder(orderId, 'disputes/messages', input, key),
    {
      refresh: [['order', orderId]],
      onSuccess: () => {
        setText('');
        setPhotos([]);
        setTried(false);
      },
    },
  );
  return (
    <>
      <TextField
        label={t('phone.dispute.more')}
        lines={2}
        value={text}
        onChange={setText}
        error={tried && !text.trim() ? t('phone.dispute.needText') : undefined}
      />
      <PhotoPicker photos={photos} onChange={setPhotos} most={9} />
      <ProblemAlert problem={say.error} />
      <button
        type="button"
        className="button block"
        disabled={say.isPending}
        onClick={() => {
          setTried(true);
          if (text.trim()) say.mutate({ text: text.trim(), files: photos.map((photo) => photo.id) });
        }}
      >
        {t('phone.dispute.send')}
      </button>
    </>
  );
}

function Thread({ dispute }: { dispute: Dispute }) {
  const { t } = useTranslation('ordering');
  const said = [
    ...(dispute.answer && dispute.answeredAt
      ? [{ at: dispute.answeredAt, who: t('who.supplier'), text: dispute.answer, urls: [] as readonly string[] }]
      : []),
    ...dispute.messages.map((message) => ({
      at: message.at,
      who: [t(`who.${message.by}`), message.personName].filter(Boolean).join(' '),
      text: message.text,
      urls: urlsOf(message.fileUrls),
    })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  if (said.length === 0) return null;
  return (
    <ol className="said" aria-label={t('phone.dispute.thread')}>
      {said.map((one, index) => (
        <li key={index} className="stack-s">
          <div className="row-between small">
            <strong>{one.who}</strong>
            <span className="muted">{dateTime(one.at)}</span>
          </div>
          <p>{one.text}</p>
          <Photos urls={one.urls} />
        </li>
      ))}
    </ol>
  );
}

/** 异议: what the buyer objects to, the supplier's answer, what both add, and the platform's decision. */
export function Disputes({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const speaks = has(useSession().data, ['supplier', 'village-agent']);
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
          <Photos urls={urlsOf(dispute.evidenceUrls)} />
          <Thread dispute={dispute} />
          {dispute.decision && (
            <p>
              <strong>{t(`phone.dispute.outcomes.${dispute.outcome}`, { defaultValue: '' })}</strong> {dispute.decision}
            </p>
          )}
          {speaks &&
            !dispute.decidedAt &&
            (dispute.answeredAt ? <Reply orderId={order.id} /> : <Answer orderId={order.id} />)}
        </div>
      ))}
    </section>
  );
}
