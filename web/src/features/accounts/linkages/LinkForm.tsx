import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Body, type Schema } from '@/api';
import { date } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import './i18n';

type Household = Schema<'FindHouseholdResponse'>;
type Link = Body<'/api/linkages', 'post'>;

export const linkKinds = ['contract', 'purchase', 'dividend', 'wage', 'land-rent'] as const;

/** 登记带动: the household is found by its number, then its part is fixed. */
export function LinkForm({ supplierId }: { supplierId: string }) {
  const { t } = useTranslation('linkages');
  const [number, setNumber] = useState('');
  const [household, setHousehold] = useState<Household>();
  const [link, setLink] = useState({ kind: 'contract', percent: '', validFrom: date(new Date()), validTo: '' });
  const set = (part: Partial<typeof link>) => setLink((now) => ({ ...now, ...part }));
  const find = useIntent(
    (identityNumber: string, key) => api.post('/api/households/search', { body: { identityNumber }, key }),
    { onSuccess: (found) => setHousehold(found) },
  );
  const add = useIntent((body: Link, key) => api.post('/api/linkages', { body, key }), {
    refresh: [['linkages', supplierId]],
    onSuccess: () => {
      setHousehold(undefined);
      setNumber('');
    },
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!household) return find.mutate(number.trim());
        add.mutate({
          supplierId,
          householdId: household.householdId,
          kind: link.kind as Link['kind'],
          shareBasisPoints: Math.round(Number(link.percent) * 100),
          validFrom: link.validFrom,
          validTo: link.validTo || null,
        });
      }}
    >
      <h2>{t('add')}</h2>
      {household ? (
        <>
          <p>
            <strong>{t('found', { name: household.maskedName, village: household.villageName })}</strong>
          </p>
          <ChoiceField
            label={t('kind')}
            name="kind"
            value={link.kind}
            onChange={(kind) => set({ kind })}
            choices={linkKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <TextField
            label={t('share')}
            name="shareBasisPoints"
            inputMode="decimal"
            value={link.percent}
            onChange={(percent) => set({ percent })}
          />
          <TextField
            label={t('from')}
            name="validFrom"
            type="date"
            value={link.validFrom}
            onChange={(validFrom) => set({ validFrom })}
          />
          <TextField
            label={t('to')}
            name="validTo"
            type="date"
            optional
            value={link.validTo}
            onChange={(validTo) => set({ validTo })}
          />
        </>
      ) : (
        <TextField
          label={t('identity')}
          name="identityNumber"
          hint={t('identityHint')}
          value={number}
          onChange={setNumber}
        />
      )}
      <ProblemAlert problem={household ? add.error : find.error} />
      {add.isSuccess && !household && <p role="status">{t('linked')}</p>}
      <div>
        <button type="submit" className="button primary" disabled={find.isPending || add.isPending}>
          {t(household ? 'link' : 'find')}
        </button>
      </div>
    </form>
  );
}
