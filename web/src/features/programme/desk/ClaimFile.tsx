import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime, mass, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import {
  Await,
  ConfirmAct,
  PhotoPicker,
  ProblemAlert,
  StatusTag,
  TextField,
  Timeline,
  type Photo,
  type StatusFamily,
} from '@/shared/ui';
import { actOnClaim, useClaim, useVocabulary, type Claim, type ClaimAct, type ClaimDetail, type Word } from '../api';
import { Papers, PdfPicker } from './Papers';

export const families: Record<string, StatusFamily> = {
  counted: 'done',
  adjusted: 'ended',
  withdrawn: 'ended',
  returned: 'problem',
  frozen: 'done',
  recorded: 'yours',
};

function useFacts() {
  const { t, i18n } = useTranslation('programme');
  const words = useVocabulary().data;
  const word = (list: readonly Word[] | undefined, code: string) => {
    const found = list?.find((one) => one.code === code);
    return found ? (i18n.language === 'en' ? found.en : found.zh) : code;
  };
  return (detail: ClaimDetail): [string, string][] => [
    [t('claim.product'), detail.claim.productName],
    [t('claim.amount'), yuan(detail.claim.amountFen)],
    [t('dashboard.mass'), mass(detail.claim.massGrams, i18n.language)],
    [t('claim.soldOn'), detail.claim.soldOn],
    [t('claim.origin'), detail.claim.originName],
    [t('claim.supplier'), detail.claim.supplierName],
    [t('claim.buyer'), detail.claim.buyerName],
    [t('dashboard.buyerKind'), detail.buyerKind ? t(`buyerKinds.${detail.buyerKind}`) : '—'],
    [t('claim.channel'), word(words?.channels, detail.claim.channel)],
    [t('claim.mode'), word(words?.salesModes, detail.claim.mode)],
    [t('claim.series'), t(`claim.seriesOf.${detail.series}`)],
    [t('claim.invoice'), detail.invoiceNumber ?? '—'],
    [t('claim.waybill'), detail.waybillNumber ?? '—'],
  ];
}

function Facts({ detail, other }: { detail: ClaimDetail; other?: ClaimDetail }) {
  const factsOf = useFacts();
  const others = new Map(other ? factsOf(other) : []);
  return (
    <dl className="facts">
      {factsOf(detail).map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className="muted">{name}</dt>
          <dd className={other && others.get(name) !== value ? 'differs' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** 疑似重复: both records beside each other, what differs marked. */
function Pair({ detail, of }: { detail: ClaimDetail; of: Claim }) {
  const { t } = useTranslation('programme');
  const other = useClaim(of.id);
  return (
    <section className="card stack-s">
      <h3>{t('claims.pair')}</h3>
      <p className="alert warn">{t('claims.duplicate', { number: of.number })}</p>
      <Await of={other} height={300}>
        {(earlier) => (
          <div className="pair">
            {[
              [earlier, detail],
              [detail, earlier],
            ].map(([one, another]) => (
              <div key={one!.claim.id} className="stack-s">
                <div className="row-between">
                  <strong>{one!.claim.number}</strong>
                  <StatusTag family={families[one!.claim.state] ?? 'theirs'}>
                    {t(`claims.states.${one!.claim.state}`)}
                  </StatusTag>
                </div>
                <Facts detail={one!} other={another!} />
                <Papers papers={one!.evidence} />
              </div>
            ))}
          </div>
        )}
      </Await>
    </section>
  );
}

const weighty: readonly ClaimAct[] = ['adjust', 'withdraw'];

function Acts({ detail }: { detail: ClaimDetail }) {
  const { t } = useTranslation('programme');
  const [reason, setReason] = useState('');
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [papers, setPapers] = useState<{ fileId: string; name: string }[]>([]);
  const [asking, setAsking] = useState<ClaimAct>();
  const { claim } = detail;
  const act = useIntent(
    (input: { act: ClaimAct; reason: string; files: { fileId: string; kind: 'photo' | 'invoice' }[] }, key) =>
      actOnClaim(
        claim.id,
        { act: input.act, reason: input.reason || null, evidence: input.files.length ? input.files : null },
        key,
      ),
    {
      refresh: [['claims'], ['claim', claim.id], ['dashboard'], ['sales']],
      onSuccess: () => {
        setReason('');
        setPhotos([]);
        setPapers([]);
        setAsking(undefined);
      },
    },
  );
  if (detail.myActs.length === 0) return null;
  const run = (one: ClaimAct) =>
    act.mutate({
      act: one,
      reason: reason.trim(),
      files:
        one === 'evidence'
          ? [
              ...photos.map((photo) => ({ fileId: photo.id, kind: 'photo' as const })),
              ...papers.map((paper) => ({ fileId: paper.fileId, kind: 'invoice' as const })),
            ]
          : [],
    });
  return (
    <section className="card stack">
      <TextField
        label={t('claims.reason')}
        hint={t('claims.reasonHint')}
        optional
        value={reason}
        onChange={setReason}
        lines={2}
      />
      {detail.myActs.includes('evidence') && (
        <>
          <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} />
          <PdfPicker papers={papers} onChange={setPapers} />
        </>
      )}
      {!asking && <ProblemAlert problem={act.error} />}
      <div className="row">
        {detail.myActs.map((one, index) => (
          <button
            key={one}
            type="button"
            className={`button ${index === 0 && one !== 'return' ? 'primary' : ''}`}
            disabled={act.isPending}
            onClick={() => (weighty.includes(one) ? setAsking(one) : run(one))}
          >
            {t(`claims.acts.${one}`)}
          </button>
        ))}
      </div>
      <ConfirmAct
        act={t(`claims.acts.${asking ?? 'adjust'}`)}
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onAct={() => asking && run(asking)}
        pending={act.isPending}
        problem={act.error}
        danger
        disabled={asking === 'adjust' && !reason.trim()}
      >
        <p>{t(`claims.what.${asking ?? 'adjust'}`, { number: claim.number, amount: yuan(claim.amountFen) })}</p>
        {asking === 'adjust' && <TextField label={t('claims.reason')} value={reason} onChange={setReason} lines={2} />}
      </ConfirmAct>
    </section>
  );
}

export function ClaimFile({ detail }: { detail: ClaimDetail }) {
  const { t } = useTranslation('programme');
  const { claim } = detail;
  return (
    <div className="stack">
      <div className="row-between">
        <h2>
          {claim.number} · {yuan(claim.amountFen)}
        </h2>
        <StatusTag family={families[claim.state] ?? 'theirs'}>{t(`claims.states.${claim.state}`)}</StatusTag>
      </div>
      {detail.duplicateOf ? (
        <Pair detail={detail} of={detail.duplicateOf} />
      ) : (
        <div className="dash-grid">
          <section className="card">
            <Facts detail={detail} />
          </section>
          <section className="card stack-s">
            <h3>
              {t('claims.evidence')} {detail.evidence.length}
            </h3>
            <Papers papers={detail.evidence} />
          </section>
        </div>
      )}
      <Acts detail={detail} />
      <section className="card stack-s">
        <h3>{t('claims.history')}</h3>
        <Timeline
          steps={detail.history.map((step, index) => ({
            key: String(index),
            state: step.act === 'return' || step.act === 'adjust' ? 'problem' : 'done',
            title: [t(`claims.acts.${step.act}`), step.person].filter(Boolean).join(' · '),
            detail: `${dateTime(step.at)}${step.reason ? ` · ${step.reason}` : ''}`,
          }))}
        />
      </section>
    </div>
  );
}
