import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { parseCount, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, ConfirmAct, PageHeading, PhotoPicker, TextField, type Photo } from '@/shared/ui';
import { actOnOrder, useOrder, type Order, type OrderLine } from '../api';
import '../i18n';
import '../ordering.css';

interface Finding {
  accepted: string;
  rejected: string;
  reason: string;
  photos: readonly Photo[];
}

/** What is wrong with a line's finding, if anything. */
export function faultOf(
  line: Pick<OrderLine, 'shipped'>,
  finding: Finding,
): 'sum' | 'needReason' | 'needPhoto' | undefined {
  const accepted = parseCount(finding.accepted);
  const rejected = parseCount(finding.rejected);
  if (accepted === undefined || rejected === undefined || accepted + rejected !== line.shipped) return 'sum';
  if (rejected > 0 && !finding.reason.trim()) return 'needReason';
  return rejected > 0 && finding.photos.length === 0 ? 'needPhoto' : undefined;
}

function LineFinding({
  line,
  finding,
  change,
  showFault,
}: {
  line: OrderLine;
  finding: Finding;
  change: (update: (now: Finding) => Finding) => void;
  showFault: boolean;
}) {
  const { t } = useTranslation('ordering');
  const fault = showFault ? faultOf(line, finding) : undefined;
  const setRejected = (typed: string) =>
    change((now) => {
      const rejected = parseCount(typed);
      return {
        ...now,
        rejected: typed,
        accepted: rejected === undefined ? now.accepted : String(Math.max(0, line.shipped - rejected)),
      };
    });
  return (
    <section className="card stack">
      <h2>
        {line.productName} {line.packName}
      </h2>
      <p className="muted">{t('inspect.line', { count: line.shipped })}</p>
      <div className="form-grid">
        <TextField
          label={t('inspect.accepted')}
          inputMode="numeric"
          value={finding.accepted}
          onChange={(accepted) => change((now) => ({ ...now, accepted }))}
          error={fault === 'sum' ? t('inspect.sum', { count: line.shipped }) : undefined}
        />
        <TextField label={t('inspect.rejected')} inputMode="numeric" value={finding.rejected} onChange={setRejected} />
      </div>
      {(parseCount(finding.rejected) ?? 0) > 0 && (
        <>
          <TextField
            label={t('inspect.reason')}
            value={finding.reason}
            onChange={(reason) => change((now) => ({ ...now, reason }))}
            lines={2}
            error={fault === 'needReason' ? t('inspect.needReason') : undefined}
          />
          <fieldset className="stack-s">
            <legend>{t('inspect.photos')}</legend>
            {fault === 'needPhoto' && <span style={{ color: 'var(--error)' }}>{t('inspect.needPhoto')}</span>}
            <PhotoPicker
              photos={finding.photos}
              onChange={(update) => change((now) => ({ ...now, photos: update(now.photos) }))}
              most={9}
            />
          </fieldset>
        </>
      )}
    </section>
  );
}

function Form({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const navigate = useNavigate();
  const [findings, setFindings] = useState<Record<string, Finding>>(() =>
    Object.fromEntries(
      order.lines.map((line) => [line.id, { accepted: String(line.shipped), rejected: '0', reason: '', photos: [] }]),
    ),
  );
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const inspect = useIntent((lines: unknown, key) => actOnOrder(order.id, 'inspection', { lines }, key), {
    refresh: [['order', order.id], ['orders'], ['order-tasks'], ['order-money', order.id]],
    onSuccess: () => void navigate(`/buyer/orders/${order.id}`),
  });
  const of = (line: OrderLine) => findings[line.id]!;
  const sum = (name: 'accepted' | 'rejected', price: boolean) =>
    order.lines.reduce((total, line) => total + (parseCount(of(line)[name]) ?? 0) * (price ? line.unitPriceFen : 1), 0);
  const submit = () => {
    setTried(true);
    if (order.lines.every((line) => !faultOf(line, of(line)))) setAsking(true);
  };
  return (
    <div className="stack" style={{ maxWidth: 760 }}>
      <PageHeading
        question={t('inspect.question')}
        lead={t('inspect.lead', { number: order.number, supplier: order.supplier.name })}
      />
      {order.lines.map((line) => (
        <LineFinding
          key={line.id}
          line={line}
          finding={of(line)}
          showFault={tried}
          change={(update) => setFindings((all) => ({ ...all, [line.id]: update(all[line.id]!) }))}
        />
      ))}
      <button type="button" className="button primary" onClick={submit}>
        {t('inspect.act')}
      </button>
      <ConfirmAct
        act={t('inspect.act')}
        open={asking}
        onClose={() => setAsking(false)}
        pending={inspect.isPending}
        problem={inspect.error}
        onAct={() =>
          inspect.mutate(
            order.lines.map((line) => {
              const rejected = parseCount(of(line).rejected) ?? 0;
              return {
                lineId: line.id,
                accepted: parseCount(of(line).accepted) ?? 0,
                rejected,
                ...(rejected > 0
                  ? { reason: of(line).reason.trim(), photos: of(line).photos.map((photo) => photo.id) }
                  : {}),
              };
            }),
          )
        }
      >
        <p>
          {t('inspect.confirm', {
            accepted: sum('accepted', false),
            acceptedFen: yuan(sum('accepted', true)),
            rejected: sum('rejected', false),
            rejectedFen: yuan(sum('rejected', true)),
          })}
        </p>
      </ConfirmAct>
    </div>
  );
}

export default function Inspection() {
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={500}>
      {(found) => <Form key={found.id} order={found} />}
    </Await>
  );
}
