import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { has, useSession, type Role } from '@/shared/session';
import { PageHeading, Tabs } from '@/shared/ui';
import '../i18n';
import { Ageing } from './Ageing';
import { Custody } from './Custody';
import { HouseholdDisputes } from './HouseholdDisputes';
import './money.css';
import { Parked } from './Parked';
import { Refunds } from './Refunds';

const money: readonly Role[] = ['finance', 'finance-checker'];
const everyone: readonly Role[] = [...money, 'operator'];

const parts = [
  { value: 'refunds', roles: money, Part: Refunds },
  { value: 'custody', roles: money, Part: Custody },
  { value: 'ageing', roles: everyone, Part: Ageing },
  { value: 'parked', roles: everyone, Part: Parked },
  { value: 'disputes', roles: everyone, Part: HouseholdDisputes },
] as const;

/** 对账: what has to be looked at before the books of a day are closed. */
export default function Reconciliation() {
  const { t } = useTranslation('settlement');
  const session = useSession().data;
  const [search, setSearch] = useSearchParams();
  const mine = parts.filter((part) => has(session, part.roles));
  const shown = mine.find((part) => part.value === search.get('part')) ?? mine[0];
  if (!shown) return null;
  return (
    <div className="stack">
      <PageHeading question={t('reconciliation.question')} lead={t(`reconciliation.leads.${shown.value}`)} />
      <Tabs
        label={t('reconciliation.parts')}
        value={shown.value}
        onChange={(part) => setSearch({ part })}
        tabs={mine.map((part) => ({ value: part.value, label: t(`reconciliation.names.${part.value}`) }))}
      />
      <shown.Part />
    </div>
  );
}
