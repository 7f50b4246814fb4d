import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, type Body } from '@/api';
import { plainDigits } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { usePosts } from '@/shared/session';
import { ErrorSummary, faultOf, PageHeading, ProblemAlert, RegionPicker, TextField, type Fault } from '@/shared/ui';
import '../i18n';
import './accounts.css';
import { ConsentForm } from './ConsentForm';

const identityOf = (typed: string) => plainDigits(typed).replace(/\s/g, '').toUpperCase();

interface Made {
  id: string;
  village: string;
  name: string;
}

/** The first half: who the household is. Nothing of it is kept on the phone. */
function Who({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useTranslation('accounts');
  const region = usePosts().find((post) => post.role === 'village-agent')?.regionCode ?? undefined;
  const [name, setName] = useState('');
  const [identity, setIdentity] = useState('');
  const [village, setVillage] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const register = useIntent(
    (body: Body<'/api/households', 'post'>, key) => api.post('/api/households', { body, key }),
    {
      refresh: [['households']],
      onSuccess: (answer, body) =>
        onMade({ id: answer.householdId, village: body.villageCode, name: answer.maskedName }),
    },
  );
  const submit = () => {
    const found: Fault[] = [];
    if (!name.trim()) found.push({ field: 'name', message: t('household.wrong.name') });
    if (!/^\d{17}[\dX]$/.test(identityOf(identity)))
      found.push({ field: 'identityNumber', message: t('household.wrong.identity') });
    if (!village) found.push({ field: 'villageCode', message: t('household.wrong.village') });
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.length === 0)
      register.mutate({ name: name.trim(), villageCode: village, identityNumber: identityOf(identity) });
  };
  return (
    <section className="card stack">
      <ErrorSummary faults={faults} attempt={attempt} />
      <TextField
        label={t('household.name')}
        name="name"
        autoComplete="off"
        value={name}
        onChange={setName}
        error={faultOf(faults, 'name')}
      />
      <TextField
        label={t('household.identity')}
        name="identityNumber"
        autoComplete="off"
        hint={t('household.identityHint')}
        value={identity}
        onChange={setIdentity}
        error={faultOf(faults, 'identityNumber')}
      />
      <RegionPicker
        label={t('household.village')}
        name="villageCode"
        value={village}
        onChange={setVillage}
        within={region}
        least="village"
        error={faultOf(faults, 'villageCode')}
      />
      <p className="alert note small">{t('household.bank')}</p>
      <ProblemAlert problem={register.error} />
      <button type="button" className="button primary block big-act" disabled={register.isPending} onClick={submit}>
        {t('household.act')}
      </button>
    </section>
  );
}

/** 登记农户: who it is, then what it agrees to; then the receipt that stays with the household. */
export default function NewHousehold() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const [made, setMade] = useState<Made>();
  return (
    <div className="stack">
      <p className="small muted">{t('household.step', { step: made ? 2 : 1 })}</p>
      <PageHeading
        question={t(made ? 'household.consentQuestion' : 'household.question', { name: made?.name })}
        lead={t(made ? 'household.consentLead' : 'household.lead')}
      />
      {made ? (
        <ConsentForm
          householdId={made.id}
          village={made.village}
          name={made.name}
          onDone={(consentId) => void navigate(`/supplier/households/${made.id}/receipt/${consentId}`)}
        />
      ) : (
        <Who onMade={setMade} />
      )}
    </div>
  );
}
