import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import {
  Await,
  ChoiceField,
  ErrorSummary,
  faultOf,
  PhotoPicker,
  ProblemAlert,
  TextField,
  type Fault,
  type Photo,
} from '@/shared/ui';
import { consentText, useSellers, yearFrom } from './api';

type Request = Body<'/api/households/{householdId}/consents', 'post'>;

/** 代办授权: the household agrees to a wording, until a day, on paper that is photographed. */
export function ConsentForm({
  householdId,
  village,
  name,
  onDone,
}: {
  householdId: string;
  village: string;
  name: string;
  onDone: (consentId: string) => void;
}) {
  const { t } = useTranslation('accounts');
  const today = date(new Date());
  const sellers = useSellers(village);
  const [chosen, setChosen] = useState<string>();
  const [givenOn, setGivenOn] = useState(today);
  const [validTo, setValidTo] = useState(yearFrom(today));
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [agreed, setAgreed] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const seller = chosen ?? sellers.data?.items.find((one) => one.isMine)?.id ?? '';
  const record = useIntent(
    (body: Request, key) => api.post('/api/households/{householdId}/consents', { path: { householdId }, body, key }),
    {
      refresh: [['household', householdId], ['households']],
      onSuccess: (answer) => onDone(answer.consentId),
    },
  );
  const submit = () => {
    const found: Fault[] = [];
    const wrong = (field: string, isWrong: boolean) => {
      if (isWrong) found.push({ field, message: t(`consent.wrong.${field}`) });
    };
    wrong('seller', !seller);
    wrong('givenOn', !givenOn || givenOn > today);
    wrong('validTo', validTo < today || validTo > `${Number(givenOn.slice(0, 4)) + 3}${givenOn.slice(4)}`);
    wrong('evidence', photos.length === 0);
    wrong('agreed', !agreed);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length > 0) return;
    record.mutate({
      sellerOrganisationId: seller,
      textVersion: consentText,
      givenOn,
      validTo,
      evidenceFileId: photos[0]?.id ?? null,
    });
  };
  return (
    <section className="card stack" aria-label={t('consent.title')}>
      <h2>{t('consent.title')}</h2>
      <ErrorSummary faults={faults} attempt={attempt} />
      <blockquote className="consent-text">
        <p>{t('consent.text', { name })}</p>
        <p className="muted small">{t('consent.version', { version: consentText })}</p>
      </blockquote>
      <Await of={sellers} height={112}>
        {(page) => (
          <ChoiceField
            label={t('consent.seller')}
            hint={t('consent.sellerHint')}
            name="seller"
            value={seller}
            onChange={setChosen}
            choices={page.items.map((one) => ({ value: one.id, label: one.name }))}
            error={faultOf(faults, 'seller')}
          />
        )}
      </Await>
      <TextField
        label={t('consent.givenOn')}
        name="givenOn"
        type="date"
        value={givenOn}
        onChange={setGivenOn}
        error={faultOf(faults, 'givenOn')}
      />
      <TextField
        label={t('consent.validTo')}
        name="validTo"
        type="date"
        hint={t('consent.validToHint')}
        value={validTo}
        onChange={setValidTo}
        error={faultOf(faults, 'validTo')}
      />
      <div id="evidence" tabIndex={-1} className="stack-s">
        <strong>{t('consent.evidence')}</strong>
        <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} most={1} />
      </div>
      <label className="check">
        <input
          id="agreed"
          type="checkbox"
          checked={agreed}
          aria-invalid={faultOf(faults, 'agreed') ? true : undefined}
          onChange={(event) => setAgreed(event.target.checked)}
        />
        <span>{t('consent.agreed', { name })}</span>
      </label>
      <ProblemAlert problem={record.error} />
      <button type="button" className="button primary block big-act" disabled={record.isPending} onClick={submit}>
        {t('consent.act')}
      </button>
    </section>
  );
}
