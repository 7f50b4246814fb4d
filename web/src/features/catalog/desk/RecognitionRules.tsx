import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, type Body } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ChoiceField, PageHeading, ProblemAlert, RegionPicker, StatusTag, TextField } from '@/shared/ui';
import '../i18n';
import './desk.css';

type Rule = Body<'/api/recognition-rules', 'post'>;

const numbers = [
  'noticeDays',
  'validityMonths',
  'stepDays',
  'remindDays',
  'renewalDays',
  'renewalRemindDays',
  'hearingDays',
] as const;
const usual = {
  noticeDays: '7',
  validityMonths: '12',
  stepDays: '10',
  remindDays: '2',
  renewalDays: '90',
  renewalRemindDays: '30',
  hearingDays: '7',
};

/** 新规则: from a date on; what was set before stays, so that past decisions stay explained. */
function NewRule({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('catalog');
  const [region, setRegion] = useState('');
  const [from, setFrom] = useState('');
  const [sector, setSector] = useState('no');
  const [short, setShort] = useState('no');
  const [licence, setLicence] = useState('yes');
  const [typed, setTyped] = useState<Record<(typeof numbers)[number], string>>(usual);
  const save = useIntent((body: Rule, key) => api.post('/api/recognition-rules', { body, key }), {
    refresh: [['recognition-rules']],
    onSuccess: onDone,
  });
  const yesNo = [
    { value: 'no', label: t('rules.no') },
    { value: 'yes', label: t('rules.yes') },
  ];
  const isWhole = numbers.every((name) => /^\d{1,3}$/.test(typed[name].trim()));
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          regionCode: region,
          validFrom: from,
          needsSector: sector === 'yes',
          isRenewalShort: short === 'yes',
          needsLicence: licence === 'yes',
          noticeDays: Number(typed.noticeDays),
          validityMonths: Number(typed.validityMonths),
          stepDays: Number(typed.stepDays),
          remindDays: Number(typed.remindDays),
          renewalDays: Number(typed.renewalDays),
          renewalRemindDays: Number(typed.renewalRemindDays),
          hearingDays: Number(typed.hearingDays),
        });
      }}
    >
      <h2>{t('rules.new')}</h2>
      <div className="rule-fields">
        <RegionPicker label={t('rules.region')} value={region} onChange={setRegion} least="province" />
        <TextField label={t('rules.from')} hint={t('rules.fromHint')} type="date" value={from} onChange={setFrom} />
        <ChoiceField label={t('rules.sector')} value={sector} onChange={setSector} choices={yesNo} />
        <ChoiceField label={t('rules.short')} value={short} onChange={setShort} choices={yesNo} />
        <ChoiceField
          label={t('rules.licence')}
          hint={t('rules.licenceHint')}
          value={licence}
          onChange={setLicence}
          choices={yesNo}
        />
        {numbers.map((name) => (
          <TextField
            key={name}
            label={t(`rules.${name}`)}
            inputMode="numeric"
            value={typed[name]}
            onChange={(value) => setTyped((now) => ({ ...now, [name]: value }))}
          />
        ))}
      </div>
      {!isWhole && <p className="field-error">{t('rules.whole')}</p>}
      <ProblemAlert problem={save.error} />
      <div className="row">
        <button type="submit" className="button primary" disabled={!region || !from || !isWhole || save.isPending}>
          {t('rules.save')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('shared:cancel')}
        </button>
      </div>
    </form>
  );
}

/** 认定规则: which rule holds where, from when, and what held before. */
export default function RecognitionRules() {
  const { t } = useTranslation(['catalog', 'shared']);
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const region = search.get('region') ?? '';
  const rules = useQuery({
    queryKey: ['recognition-rules', region],
    queryFn: () => api.get('/api/recognition-rules', { query: { region: region || undefined } }),
  });
  const heads = ['region', 'from', 'sector', ...numbers, 'short', 'licence', 'setAt'] as const;
  return (
    <div className="stack">
      <PageHeading question={t('rules.question')}>
        <Link className="button" to="/official/recognition">
          {t('rules.back')}
        </Link>
        {has(session, ['county-official', 'city-official', 'operator']) && !adding && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            {t('rules.new')}
          </button>
        )}
      </PageHeading>
      <p className="muted">{t('rules.lead')}</p>
      {adding && <NewRule onDone={() => setAdding(false)} />}
      <div className="row">
        <RegionPicker
          label={t('rules.only')}
          optional
          value={region}
          least="province"
          onChange={(code) => setSearch({ region: code })}
        />
        {region && (
          <button type="button" className="button" onClick={() => setSearch({})}>
            {t('rules.everywhere')}
          </button>
        )}
      </div>
      <Await of={rules} height={300}>
        {(page) => (
          <div className="card scroll-x" role="region" aria-label={t('rules.question')} tabIndex={0}>
            <table className="rules">
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {t(`rules.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {page.items.map((rule) => (
                  <tr key={`${rule.regionCode}-${rule.validFrom}`}>
                    <td>{rule.regionName}</td>
                    <td>
                      {rule.validFrom} {rule.isInForce && <StatusTag family="done">{t('rules.inForce')}</StatusTag>}
                    </td>
                    <td>{t(rule.needsSector ? 'rules.yes' : 'rules.no')}</td>
                    {numbers.map((name) => (
                      <td key={name} className="num">
                        {rule[name]}
                      </td>
                    ))}
                    <td>{t(rule.isRenewalShort ? 'rules.yes' : 'rules.no')}</td>
                    <td>{t(rule.needsLicence ? 'rules.yes' : 'rules.no')}</td>
                    <td className="muted">{date(rule.setAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Await>
    </div>
  );
}
