import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseCount } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ProblemAlert, Sheet, TextField } from '@/shared/ui';
import { actOnOrder, type Order } from '../api';

/** All of an order or a part of it leaves. */
export function Shipping({ order, open, onClose }: { order: Order; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('ordering');
  const lines = order.lines.filter((line) => line.quantity > line.shipped);
  const [counts, setCounts] = useState<Record<string, string>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, String(line.quantity - line.shipped)])),
  );
  const [carrier, setCarrier] = useState('');
  const [waybill, setWaybill] = useState('');
  const [isColdChain, setCold] = useState(false);
  const [fault, setFault] = useState(false);
  const ship = useIntent((body: unknown, key) => actOnOrder(order.id, 'shipments', body, key), {
    refresh: [['order', order.id], ['orders'], ['order-tasks']],
    onSuccess: onClose,
  });
  const submit = () => {
    const wished = lines
      .map((line) => ({ lineId: line.id, quantity: parseCount(counts[line.id] ?? '') ?? 0 }))
      .filter((line) => line.quantity > 0);
    setFault(wished.length === 0);
    if (wished.length > 0)
      ship.mutate({ lines: wished, carrier: carrier.trim(), waybill: waybill.trim(), isColdChain });
  };
  return (
    <Sheet title={t('phone.ship.question')} open={open} onClose={onClose}>
      {lines.map((line) => (
        <TextField
          key={line.id}
          label={`${line.productName} ${line.packName}`}
          hint={t('phone.ship.left', { count: line.quantity - line.shipped })}
          inputMode="numeric"
          error={fault ? t('phone.ship.needLines') : undefined}
          value={counts[line.id] ?? ''}
          onChange={(typed) => setCounts((all) => ({ ...all, [line.id]: typed }))}
        />
      ))}
      <TextField label={t('phone.ship.carrier')} value={carrier} onChange={setCarrier} />
      <TextField label={t('phone.ship.waybill')} value={waybill} onChange={setWaybill} />
      <label className="row">
        <input type="checkbox" checked={isColdChain} onChange={(event) => setCold(event.target.checked)} />
        {t('phone.ship.cold')}
      </label>
      <ProblemAlert problem={ship.error} />
      <button
        type="button"
        className="button primary block"
        disabled={ship.isPending || !carrier.trim() || !waybill.trim()}
        onClick={submit}
      >
        {t('phone.ship.submit')}
      </button>
    </Sheet>
  );
}
