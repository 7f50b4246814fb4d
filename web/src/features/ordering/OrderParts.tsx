import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, date, dateTime, pricePerMass, yuan } from '@/shared/format';
import { Await, Timeline, type TimelineStep } from '@/shared/ui';
import { urlsOf, useOrderMoney, useVocabulary, type Order } from './api';

export function Goods({ order }: { order: Order }) {
  const { t, i18n } = useTranslation('ordering');
  const inspected = new Map(order.inspection?.lines.map((line) => [line.lineId, line]));
  return (
    <div className="table-scroll">
      <table className="plain-table goods-table">
        <thead>
          <tr>
            <th scope="col">{t('list.goods')}</th>
            {(['price', 'ordered', 'shipped', 'accepted', 'rejected', 'amount'] as const).map((name) => (
              <th key={name} scope="col" className="num">
                {t(`order.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.id}>
              <td>
                <Link to={`/products/${line.productId}`}>{line.productName}</Link> {line.packName}
                <div className="muted">{t(line.recognisedAtOrder ? 'order.recognised' : 'order.notRecognised')}</div>
                {inspected.get(line.id)?.rejected ? (
                  <div className="stack-s">
                    <span>
                      {t('order.rejectedLines', {
                        count: inspected.get(line.id)?.rejected,
                        reason: inspected.get(line.id)?.reason ?? '',
                      })}
                    </span>
                    <span className="proof">
                      {urlsOf(inspected.get(line.id)?.photoUrls).map((url) => (
                        <a key={url} href={url} target="_blank" rel="noreferrer">
                          <img src={url} alt={t('inspect.photos')} />
                        </a>
                      ))}
                    </span>
                  </div>
                ) : null}
              </td>
              <td className="num">
                {yuan(line.unitPriceFen)}
                {line.campaignName && (
                  <div className="muted">
                    {t('campaignPrice.name', { name: line.campaignName })} ·{' '}
                    <del>{t('campaignPrice.was', { price: yuan(line.usualPriceFen) })}</del>
                  </div>
                )}
                <div className="muted">{pricePerMass(line.unitPriceFen, line.packMassGrams, i18n.language)}</div>
              </td>
              <td className="num">{count(line.quantity)}</td>
              <td className="num">{count(line.shipped)}</td>
              <td className="num">{count(line.accepted)}</td>
              <td className="num">{count(line.rejected)}</td>
              <td className="num">{yuan(line.amountFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function History({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const steps: TimelineStep[] = order.history.map((entry, index) => ({
    key: String(index),
    state: ['reject', 'refuse', 'decline', 'cancel', 'expire'].includes(entry.act) ? 'problem' : 'done',
    title: t(`acts.${entry.act}`, { defaultValue: entry.act }),
    detail: `${dateTime(entry.at)}${entry.personName ? ` · ${entry.personName}` : ''}${entry.reason ? ` · ${entry.reason}` : ''}`,
  }));
  const move = order.nextMove;
  if (move) {
    steps.push({
      key: 'now',
      state: 'now',
      title: t('waiting', { who: t(`who.${move.by}`), act: t(`moves.${move.act}`) }),
      detail: move.dueAt ? dateTime(move.dueAt) : undefined,
    });
  }
  return <Timeline steps={steps} />;
}

export function OrderTerms({ order }: { order: Order }) {
  const { t, i18n } = useTranslation('ordering');
  const words = useVocabulary().data;
  const say = (list: { code: string; zh: string; en: string }[] | undefined, code: string) => {
    const word = list?.find((one) => one.code === code);
    return word ? (i18n.language === 'en' ? word.en : word.zh) : code;
  };
  const facts: [string, string][] = [
    [t('list.buyer'), order.buyer.name],
    [t('list.supplier'), order.supplier.name],
    [t('order.budget'), `${order.budgetUnitName ?? ''} ${order.budgetYear}`],
    [t('order.channel'), say(words?.channels, order.channelCode)],
    [t('order.mode'), say(words?.salesModes, order.salesModeCode)],
    [
      t('order.payment'),
      order.paymentMode === 'prepay' ? t('order.prepay') : t('order.postpay', { days: order.paymentDays }),
    ],
  ];
  if (order.delivery)
    facts.push([
      t('order.delivery'),
      `${order.delivery.recipient} ${order.delivery.phone} ${order.deliveryRegionName ?? ''}${order.delivery.address}`,
    ]);
  if (order.wishedOn) facts.push([t('order.wished'), date(order.wishedOn)]);
  if (order.note) facts.push([t('order.note'), order.note]);
  return (
    <dl className="facts small">
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function MoneyPath({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const money = useOrderMoney(order.id);
  return (
    <Await of={money} height={160}>
      {(path) =>
        path.dueFen === 0 && path.steps.length === 0 ? (
          <p className="muted">{t('order.noMoney')}</p>
        ) : (
          <div className="stack">
            <dl className="totals">
              <dt>{t('order.due')}</dt>
              <dd>{yuan(path.dueFen)}</dd>
              <dt>{t('order.received')}</dt>
              <dd>{yuan(path.receivedFen)}</dd>
              {path.returnedFen > 0 && (
                <>
                  <dt>{t('order.returned')}</dt>
                  <dd>{yuan(path.returnedFen)}</dd>
                </>
              )}
              <dt className="sum">{t('order.outstanding')}</dt>
              <dd className="sum">{yuan(path.outstandingFen)}</dd>
            </dl>
            {path.steps.length > 0 && (
              <>
                <h3>{t('order.entries')}</h3>
                <Timeline
                  steps={path.steps.map((step) => ({
                    key: String(step.entryNumber),
                    state: 'done',
                    title: (
                      <span className="row-between">
                        <span>{step.memo}</span>
                        <strong>{yuan(step.amountFen)}</strong>
                      </span>
                    ),
                    detail: `${dateTime(step.at)} · #${step.entryNumber}`,
                  }))}
                />
              </>
            )}
          </div>
        )
      }
    </Await>
  );
}

export function Shipments({ order, children }: { order: Order; children?: (shipmentId: string) => ReactNode }) {
  const { t } = useTranslation('ordering');
  if (order.shipments.length === 0) return null;
  return (
    <ul className="stack-s">
      {order.shipments.map((shipment) => (
        <li key={shipment.id} className="row-between small">
          <span>
            <strong>{t('list.packs', { count: shipment.lines.reduce((sum, line) => sum + line.quantity, 0) })}</strong>{' '}
            {shipment.carrier} {shipment.waybill}
            <br />
            <span className="muted">
              {dateTime(shipment.shippedAt)} ·{' '}
              {shipment.deliveredAt
                ? t('order.delivered', { at: dateTime(shipment.deliveredAt) })
                : t('order.onTheWay')}
            </span>
          </span>
          {!shipment.deliveredAt && children?.(shipment.id)}
        </li>
      ))}
    </ul>
  );
}

/** 评价: what the buyer said of the goods, once it did. */
export function Rating({ order }: { order: Order }) {
  const { t } = useTranslation('ordering');
  const { rating } = order;
  if (!rating) return null;
  return (
    <section className="card stack-s">
      <h2>{t('order.rating')}</h2>
      <p>
        <span className="rating-stars" aria-hidden="true">
          {'★'.repeat(rating.stars)}
          {'☆'.repeat(5 - rating.stars)}
        </span>{' '}
        {t('order.stars', { count: rating.stars })}
      </p>
      {rating.comment && <p>{rating.comment}</p>}
      <span className="muted small">{dateTime(rating.at)}</span>
    </section>
  );
}
