import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { dateTime, parseCount, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import {
  Await,
  ConfirmAct,
  DueText,
  EmptyState,
  ErrorSummary,
  MoneyText,
  PageHeading,
  PhotoPicker,
  TextField,
} from '@/shared/ui';
import { actOnOrder, useOrder, type Order, type OrderLine } from '../api';
import '../ordering.css';
import './buying.css';
import './i18n';
import { faultOf, forget, keep, startOf, type Finding } from './inspection-draft';

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
  const { t: say } = useTranslation('buying');
  const fault = showFault ? faultOf(line, finding) : undefined;
  const accepted = parseCount(finding.accepted) ?? 0;
  const setRejected = (typed: string) =>
    change((now) => {
      const rejected = parseCount(typed);
      return {
        ...now,
        rejected: typed,
        accepted: rejected === undefined ? now.accepted : String(Math.max(0, line.shipped - rejected)),
      };
    });
  const setAccepted = (typed: string) =>
    change((now) => {
      const count = parseCount(typed);
      return {
        ...now,
        accepted: typed,
        rejected: count === undefined || count > line.shipped ? now.rejected : String(line.shipped - count),
      };
    });
  const step = (by: number) => setAccepted(String(Math.min(line.shipped, Math.max(0, accepted + by))));
  const name = `${line.productName} ${line.packName}`;
  return (
    <section className="card stack" aria-label={name} id={`line-${line.id}`}>
      <div className="row-between">
        <h2>{name}</h2>
        <span className="muted">{t('inspect.line', { count: line.shipped })}</span>
      </div>
      <div className="form-grid">
        <div className="stack-s">
          <TextField
            label={t('inspect.accepted')}
            inputMode="numeric"
            value={finding.accepted}
            onChange={setAccepted}
            error={fault === 'sum' ? t('inspect.sum', { count: line.shipped }) : undefined}
          />
          <div className="row">
            <button
              type="button"
              className="button"
              aria-label={`−1 ${say('receive.fewer')} ${name}`}
              onClick={() => step(-1)}
            >
              −1
            </button>
            <button
              type="button"
              className="button"
              aria-label={`+1 ${say('receive.more')} ${name}`}
              onClick={() => step(1)}
            >
              +1
            </button>
            <button
              type="button"
              className="button"
              aria-label={`${say('receive.all')} ${name}`}
              onClick={() => setAccepted(String(line.shipped))}
            >
              {say('receive.all')}
            </button>
          </div>
        </div>
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
  const { t: say } = useTranslation('buying');
  const navigate = useNavigate();
  const [findings, setFindings] = useState(() => startOf(order));
  const [attempt, setAttempt] = useState(0);
  const [asking, setAsking] = useState(false);
  useEffect(() => keep(order.id, findings), [order.id, findings]);
  const inspect = useIntent((lines: unknown, key) => actOnOrder(order.id, 'inspection', { lines }, key), {
    refresh: [['order', order.id], ['orders'], ['order-tasks'], ['order-money', order.id], ['budgets']],
    onSuccess: () => {
      forget(order.id);
      void navigate(`/buyer/orders/${order.id}`);
    },
  });
  const of = (line: OrderLine) => findings[line.id]!;
  const sum = (name: 'accepted' | 'rejected', price: boolean) =>
    order.lines.reduce((total, line) => total + (parseCount(of(line)[name]) ?? 0) * (price ? line.unitPriceFen : 1), 0);
  const faults = order.lines.flatMap((line) => {
    const fault = faultOf(line, of(line));
    return fault
      ? [
          {
            field: `line-${line.id}`,
            message: `${line.productName}: ${t(`inspect.${fault}`, { count: line.shipped })}`,
          },
        ]
      : [];
  });
  const submit = () => {
    setAttempt((count) => count + 1);
    if (faults.length === 0) setAsking(true);
  };
  const due = order.nextMove?.dueAt;
  return (
    <div className="stack" style={{ maxWidth: 760 }}>
      <PageHeading
        question={t('inspect.question')}
        lead={t('inspect.lead', { number: order.number, supplier: order.supplier.name })}
      />
      {order.shipments.map((one) => (
        <p key={one.id} className="small muted">
          {one.carrier} {say('receive.scan')} {one.waybill}
        </p>
      ))}
      {due && order.state === 'inspecting' && (
        <p className="alert note small">
          {say('receive.deemed', { at: dateTime(due) })} <DueText at={due} />
        </p>
      )}
      <ErrorSummary faults={attempt > 0 ? faults : []} attempt={attempt} />
      {order.lines.map((line) => (
        <LineFinding
          key={line.id}
          line={line}
          finding={of(line)}
          showFault={attempt > 0}
          change={(update) => setFindings((all) => ({ ...all, [line.id]: update(all[line.id]!) }))}
        />
      ))}
      <div className="row sticky-sum">
        <span className="small">
          {t('inspect.accepted')} {sum('accepted', false)} · {yuan(sum('accepted', true))}
        </span>
        <button type="button" className="button primary" onClick={submit}>
          {t('inspect.act')}
        </button>
      </div>
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
        <MoneyText fen={sum('accepted', true)} inWords />
      </ConfirmAct>
    </div>
  );
}

/** 收货: what arrived, counted at the door. What is typed stays on the phone until it is submitted; nothing is sent by itself. */
export default function Inspection() {
  const { t } = useTranslation('buying');
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={500}>
      {(found) =>
        ['shipped', 'delivered', 'inspecting'].includes(found.state) ? (
          <Form key={found.id} order={found} />
        ) : (
          <div className="stack">
            <PageHeading question={found.number} />
            <EmptyState title={t(found.acceptedOn ? 'receive.gone' : 'receive.early')}>
              <Link to={`/buyer/orders/${found.id}`}>{t('receive.look')}</Link>
            </EmptyState>
          </div>
        )
      }
    </Await>
  );
}
