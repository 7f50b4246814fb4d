import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { count, mass, parseCount, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { Await, EmptyState, PageHeading, ProblemAlert, StatusTag } from '@/shared/ui';
import { useCart, type CartGroup, type CartLine } from '../api';
import '../ordering.css';
import './buying.css';
import './i18n';

/** Why a line cannot be ordered as it stands. */
export const faultOfLine = (line: CartLine): 'gone' | 'sold-out' | 'short' | 'least' | 'step' | undefined => {
  if (!line.isOnSale) return 'gone';
  if (line.available === 0) return 'sold-out';
  if (line.available < line.quantity) return 'short';
  if (line.quantity < line.minQuantity) return 'least';
  return line.quantityStep > 1 && (line.quantity - line.minQuantity) % line.quantityStep !== 0 ? 'step' : undefined;
};

function Line({ line }: { line: CartLine }) {
  const { t } = useTranslation('ordering');
  const { t: say, i18n } = useTranslation('buying');
  const [typed, setTyped] = useState(String(line.quantity));
  const put = useIntent((quantity: number) => api.put('/api/cart/lines', { body: { packId: line.packId, quantity } }), {
    refresh: [['cart']],
  });
  const remove = useIntent((packId: string) => api.delete('/api/cart/lines/{packId}', { path: { packId } }), {
    refresh: [['cart']],
  });
  const quantity = parseCount(typed);
  const save = (wished = quantity) => {
    if (wished && wished !== line.quantity) put.mutate(wished);
    else if (!wished) setTyped(String(line.quantity));
  };
  const fault = faultOfLine(line);
  const name = `${line.productName ?? ''} ${line.packName ?? ''}`.trim();
  return (
    <tr>
      <td>
        <Link to={`/products/${line.productId}`}>{line.productName ?? say('cart.unknown')}</Link>{' '}
        <span className="muted">{line.packName}</span>
        <div className="row">
          {fault === 'gone' && <StatusTag family="problem">{t('cart.gone')}</StatusTag>}
          {fault === 'sold-out' && <StatusTag family="problem">{say('cart.soldOut')}</StatusTag>}
          {fault === 'short' && (
            <>
              <StatusTag family="due">{t('cart.short', { count: line.available })}</StatusTag>
              <button type="button" className="button link small" onClick={() => put.mutate(line.available)}>
                {say('cart.takeLeft', { count: line.available })}
              </button>
            </>
          )}
          {(fault === 'least' || fault === 'step') && (
            <StatusTag family="due">
              {say(`cart.${fault}`, { least: line.minQuantity, step: line.quantityStep })}
            </StatusTag>
          )}
        </div>
        <ProblemAlert problem={put.error ?? remove.error} />
      </td>
      <td className="num">
        {yuan(line.unitPriceFen)}
        {line.campaignName && (
          <div className="muted small">
            {say('campaignPrice.name', { name: line.campaignName })} ·{' '}
            <del>{say('campaignPrice.was', { price: yuan(line.usualPriceFen) })}</del>
          </div>
        )}
      </td>
      <td className="num">
        <span className="stepper">
          <button
            type="button"
            className="button"
            aria-label={say('cart.fewer', { name })}
            disabled={put.isPending || line.quantity <= line.minQuantity}
            onClick={() => put.mutate(Math.max(line.minQuantity, line.quantity - line.quantityStep))}
          >
            −
          </button>
          <input
            className="input quantity right"
            inputMode="numeric"
            aria-label={say('cart.quantityOf', { name })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => save()}
            onKeyDown={(event) => event.key === 'Enter' && save()}
          />
          <button
            type="button"
            className="button"
            aria-label={say('cart.more', { name })}
            disabled={put.isPending}
            onClick={() => put.mutate(line.quantity + line.quantityStep)}
          >
            +
          </button>
        </span>
      </td>
      <td className="num">{mass(line.massGrams, i18n.language)}</td>
      <td className="num">{yuan(line.amountFen)}</td>
      <td className="num">
        <button
          type="button"
          className="button link"
          aria-label={say('cart.removeNamed', { name })}
          onClick={() => remove.mutate(line.packId)}
        >
          {t('cart.remove')}
        </button>
      </td>
    </tr>
  );
}

function Group({ group }: { group: CartGroup }) {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  return (
    <section className="card stack-s">
      <div className="row-between">
        <h2>{group.supplierName ?? say('cart.unknown')}</h2>
        <span className="muted">{say('cart.oneOrder', { amount: yuan(group.goodsFen) })}</span>
      </div>
      <div className="table-scroll">
        <table className="plain-table cart-table">
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
                {say('cart.mass')}
              </th>
              <th scope="col" className="num">
                {t('order.amount')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('cart.remove')}</span>
              </th>
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
  );
}

export default function CartPage() {
  const { t } = useTranslation('ordering');
  const { t: say } = useTranslation('buying');
  const cart = useCart();
  return (
    <div className="stack">
      <PageHeading question={t('cart.question')} />
      <Await of={cart} height={400}>
        {(found) => {
          if (found.suppliers.length === 0) {
            return (
              <EmptyState title={t('cart.empty')}>
                {t('cart.emptyNext')} <Link to="/search">{t('desk.find')}</Link>
              </EmptyState>
            );
          }
          const faults = found.suppliers.flatMap((group) => group.lines).filter(faultOfLine).length;
          return (
            <>
              {found.suppliers.length > 1 && (
                <p className="alert note">{say('cart.several', { count: found.suppliers.length })}</p>
              )}
              {found.suppliers.map((group) => (
                <Group key={group.supplierId ?? 'gone'} group={group} />
              ))}
              <div className="row sticky-sum">
                {faults > 0 && <StatusTag family="due">{say('cart.faults', { count: count(faults) })}</StatusTag>}
                <span>
                  {t('cart.goods')} <strong className="price">{yuan(found.goodsFen)}</strong>
                </span>
                {faults > 0 ? (
                  <button type="button" className="button primary" disabled>
                    {t('cart.next')}
                  </button>
                ) : (
                  <Link className="button primary" to="/buyer/checkout">
                    {t('cart.next')}
                  </Link>
                )}
              </div>
            </>
          );
        }}
      </Await>
    </div>
  );
}
