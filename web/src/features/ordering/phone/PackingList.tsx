import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { count, date, dateTime, mass } from '@/shared/format';
import { Await, PageHeading, RegionName } from '@/shared/ui';
import { useOrder, type Order } from '../api';
import './i18n';
import './phone.css';

function Sheet({ order, title, rows, shipment }: SheetProps) {
  const { t, i18n } = useTranslation('ordering');
  const lines = order.lines.map((line) => ({ line, packs: rows.get(line.id) ?? 0 })).filter(({ packs }) => packs > 0);
  if (lines.length === 0) return null;
  const packs = lines.reduce((sum, row) => sum + row.packs, 0);
  const grams = lines.reduce((sum, row) => sum + row.packs * row.line.packMassGrams, 0);
  return (
    <article className="card packing stack-s">
      <h2>{title}</h2>
      <dl className="facts">
        <dt>{t('list.number')}</dt>
        <dd>{order.number}</dd>
        <dt>{t('list.buyer')}</dt>
        <dd>{order.buyer.name}</dd>
        {order.delivery && (
          <>
            <dt>{t('phone.packing.to')}</dt>
            <dd>
              {order.delivery.recipient} {order.delivery.phone}
              <br />
              <RegionName code={order.delivery.regionCode} />
              {order.delivery.address}
            </dd>
          </>
        )}
        {shipment && (
          <>
            <dt>{t('order.carrier')}</dt>
            <dd>
              {shipment.carrier} {shipment.waybill} · {dateTime(shipment.shippedAt)}
            </dd>
          </>
        )}
        {order.wishedOn && (
          <>
            <dt>{t('order.wished')}</dt>
            <dd>{date(order.wishedOn)}</dd>
          </>
        )}
      </dl>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('list.goods')}</th>
            <th scope="col" className="num">
              {t('phone.packing.packs')}
            </th>
            <th scope="col" className="num">
              {t('phone.packing.mass')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, packs: number }) => (
            <tr key={line.id}>
              <td>
                {line.productName} {line.packName}
              </td>
              <td className="num">{count(number)}</td>
              <td className="num">{mass(number * line.packMassGrams, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('checkout.total')}</th>
            <td className="num">{count(packs)}</td>
            <td className="num">{mass(grams, i18n.language)}</td>
          </tr>
        </tfoot>
      </table>
      <div className="signatures">
        <span>{t('phone.packing.packed')}</span>
        <span>{t('phone.packing.received')}</span>
      </div>
    </article>
  );
}

interface SheetProps {
  order: Order;
  title: string;
  rows: ReadonlyMap<string, number>;
  shipment?: Order['shipments'][number];
}

/** 装箱单: one sheet for each shipment, and one for what has not left yet. */
export default function PackingList() {
  const { t } = useTranslation('ordering');
  const { orderId = '' } = useParams();
  const order = useOrder(orderId);
  return (
    <Await of={order} height={500}>
      {(found) => (
        <div className="stack">
          <div className="no-print stack">
            <Link className="button link back" to={`/supplier/orders/${found.id}`}>
              ‹ {found.number}
            </Link>
            <PageHeading question={t('phone.packing.question')} lead={found.supplier.name} />
            <button type="button" className="button primary block big-act" onClick={() => window.print()}>
              {t('phone.packing.print')}
            </button>
          </div>
          <Sheet
            order={found}
            title={t('phone.packing.rest')}
            rows={new Map(found.lines.map((line) => [line.id, line.quantity - line.shipped]))}
          />
          {found.shipments.map((shipment, index) => (
            <Sheet
              key={shipment.id}
              order={found}
              title={t('phone.packing.part', { number: index + 1 })}
              rows={new Map(shipment.lines.map((line) => [line.lineId, line.quantity]))}
              shipment={shipment}
            />
          ))}
        </div>
      )}
    </Await>
  );
}
