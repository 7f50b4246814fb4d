import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, Sheet, TextField } from '@/shared/ui';
import { useBudgetUnits } from '../api';
import { columnNames, sorts, type ListView } from './order-list';
import { useWords } from './words';

const groups = [
  'draft',
  'pending-approval',
  'submitted',
  'awaiting-payment,payment-due',
  'contract-signed,paid',
  'shipped',
  'delivered,inspecting',
  'accepted,partly-accepted,invoice-verified',
  'completed,rated',
  'rejected,returned,replaced,refunded,closed',
  'cancelled,expired',
];

/** The filters, all of them in the address. */
export function Filters({ search, set }: { search: URLSearchParams; set: (name: string, value: string) => void }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const words = useWords();
  const units = useBudgetUnits().data?.items ?? [];
  const [typed, setTyped] = useState(search.get('search') ?? '');
  const any = { value: '', label: say('list.any') };
  const choice = (name: string, label: string, choices: { value: string; label: string }[]) => (
    <ChoiceField
      key={name}
      label={label}
      value={search.get(name) ?? ''}
      onChange={(value) => set(name, value)}
      choices={[any, ...choices]}
    />
  );
  return (
    <form
      className="filters card no-print"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        set('search', typed.trim());
      }}
    >
      <div className="field">
        <label htmlFor="order-search">{say('list.search')}</label>
        <input
          id="order-search"
          className="input"
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => typed.trim() !== (search.get('search') ?? '') && set('search', typed.trim())}
        />
      </div>
      {choice(
        'state',
        t('list.state'),
        groups.map((group) => ({
          value: group,
          label: group
            .split(',')
            .map((state) => t(`states.${state}`))
            .join(' / '),
        })),
      )}
      {choice('channel', t('checkout.channel'), words.channels)}
      {units.length > 1 &&
        choice(
          'budgetUnit',
          t('checkout.budget'),
          units.map((unit) => ({ value: unit.unitId, label: unit.name })),
        )}
      {choice('paymentMode', t('checkout.payment'), [
        { value: 'prepay', label: t('order.prepay') },
        { value: 'postpay', label: say('list.postpay') },
      ])}
      <TextField
        label={say('list.from')}
        type="date"
        value={search.get('from') ?? ''}
        onChange={(value) => set('from', value)}
      />
      <TextField
        label={say('list.to')}
        type="date"
        value={search.get('to') ?? ''}
        onChange={(value) => set('to', value)}
      />
      <ChoiceField
        label={say('list.sort')}
        value={search.get('sort') ?? 'newest'}
        onChange={(value) => set('sort', value === 'newest' ? '' : value)}
        choices={sorts.map((sort) => ({ value: sort, label: say(`list.sorts.${sort}`) }))}
      />
    </form>
  );
}

export function ViewSheet({
  open,
  onClose,
  view,
  change,
}: {
  open: boolean;
  onClose: () => void;
  view: ListView;
  change: (view: ListView) => void;
}) {
  const { t } = useTranslation('buying');
  return (
    <Sheet title={t('list.view')} open={open} onClose={onClose}>
      <fieldset className="stack-s">
        <legend>{t('list.columns')}</legend>
        {columnNames.map((name) => (
          <label key={name} className="row">
            <input
              type="checkbox"
              checked={view.columns.includes(name)}
              onChange={(event) =>
                change({
                  ...view,
                  columns: columnNames.filter((one) =>
                    one === name ? event.target.checked : view.columns.includes(one),
                  ),
                })
              }
            />
            {t(`list.column.${name}`)}
          </label>
        ))}
      </fieldset>
      <label className="row">
        <input
          type="checkbox"
          checked={view.dense}
          onChange={(event) => change({ ...view, dense: event.target.checked })}
        />
        {t('list.dense')}
      </label>
      <div className="row">
        <button type="button" className="button primary" onClick={onClose}>
          {t('list.viewDone')}
        </button>
      </div>
    </Sheet>
  );
}
