import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseCount, yuan } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { Await, EmptyState, PageHeading, ProblemAlert, StatusTag } from '@/shared/ui';
import { useCart, type CartLine } from '../api';
import '../i18n';
import '../ordering.css';

function Line({ line }: { line: CartLine }) {
  const { t } = useTranslation('ordering');
  const [typed, setTyped] = useState(String(line.quantity));
  const put = useIntent((quantity: number) => http.put('/api/cart/lines', { packId: line.packId, quantity }), {
    refresh: [['cart']],
  });
  const remove = useIntent(() => http.delete(`/api/cart/lines/${line.packId}`), { refresh: [['cart']] });
  const save = () => {
    const quantity = parseCount(typed);
    if (quantity && quantity !== line.quantity) put.mutate(quantity);
  };
  return (
    <tr>
      <td>
        <Link to={`/products/${line.productId}`}>{line.productName}</Link>{' '}
        <span className="muted">{line.packName}</span>
        {!line.isOnSale && <StatusTag family="problem">{t('cart.gone')}</StatusTag>}
        {line.isOnSale && line.available < line.quantity && (
          <StatusTag family="due">{t('cart.short', { count: line.available })}</StatusTag>
        )}
        <ProblemAlert problem={put.error ?? remove.error} />
      </td>
      <td className="num">{yuan(line.unitPriceFen)}</td>
      <td className="num">
        <input
          className="input quantity right"
          inputMode="numeric"
          aria-label={t('cart.quantity')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
      </td>
      <td className="num">{yuan(line.amountFen)}</td>
      <td className="num">
        <button type="button" className="button link" onClick={() => remove.mutate(undefined)}>
          {t('cart.remove')}
        </button>
      </td>
    </tr>
  );
}

export default function CartPage() {
  const { t } = useTranslation('ordering');
  const cart = useCart();
  return (
    <div className="stack">
      <PageHeading question={t('cart.question')} />
      <Await of={cart} height={400}>
        {(found) =>
          found.suppliers.length === 0 ? (
            <EmptyState title={t('cart.empty')}>
              {t('cart.emptyNext')} <Link to="/search">{t('desk.find')}</Link>
            </EmptyState>
          ) : (
            <>
              {found.suppliers.map((group) => (
                <section key={group.supplierId ?? 'gone'} className="card stack-s">
                  <h2>{group.supplierName ?? '—'}</h2>
                  <div className="table-scroll">
                    <table className="plain-table">
                      <thead>
                        <tr>
                          <th scope="col">{t('list.goods')}</th>
                          <th scope="col" className="num">
                            {t('order.price')}
                          </th>
                          <th scope="col" className="num">
                            {t('cart.quantity')}
                          </th>
                          <th scope="col" className="num">
                            {t('order.amount')}
                          </th>
                          <th />
                        </tr>
                      </thead>
                      <tbody>
                        {group.lines.map((line) => (
                          <Line key={`${line.packId}-${line.quantity}`} line={line} />
                        ))}
                      </tbody>
                    </table>
                  </div>
                </section>
              ))}
              <div className="row" style={{ justifyContent: 'flex-end' }}>
                <span>
                  {t('cart.goods')} <strong className="price">{yuan(found.goodsFen)}</strong>
                </span>
                <Link className="button primary" to="/buyer/checkout">
                  {t('cart.next')}
                </Link>
              </div>
            </>
          )
        }
      </Await>
    </div>
  );
}
