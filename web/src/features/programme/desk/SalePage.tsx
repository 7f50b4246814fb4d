import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { dateTime, mass, yuan } from '@/shared/format';
import { Await, PageHeading, StatusTag } from '@/shared/ui';
import { useSale, useVocabulary, type Sale, type SaleDetail, type Word } from '../api';
import '../i18n';
import './dashboard.css';

function Order({ order }: { order: NonNullable<SaleDetail['order']> }) {
  const { t } = useTranslation('programme');
  return (
    <section className="card stack-s">
      <div className="row-between">
        <h2>{t('sales.order', { number: order.number })}</h2>
        <span className="muted small">{order.acceptedOn && t('sale.acceptedOn', { day: order.acceptedOn })}</span>
      </div>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('sales.product')}</th>
              <th scope="col">{t('sales.origin')}</th>
              <th scope="col" className="num">
                {t('sale.price')}
              </th>
              <th scope="col" className="num">
                {t('sale.ordered')}
              </th>
              <th scope="col" className="num">
                {t('sale.accepted')}
              </th>
              <th scope="col" className="num">
                {t('sale.rejected')}
              </th>
              <th scope="col" className="num">
                {t('sale.counts')}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line, index) => (
              <tr key={index}>
                <td>
                  {line.line ? <strong>{line.productName}</strong> : line.productName} {line.packName}
                </td>
                <td>{line.originName}</td>
                <td className="num">{yuan(line.unitPriceFen)}</td>
                <td className="num">{line.quantity}</td>
                <td className="num">{line.acceptedQuantity}</td>
                <td className="num">{line.quantity - line.acceptedQuantity}</td>
                <td className="num">{yuan(line.acceptedFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">{t('sale.rejectedHint')}</p>
    </section>
  );
}

/** One counted sale down to its document. */
export default function SalePage() {
  const { t, i18n } = useTranslation('programme');
  const { saleId = '' } = useParams();
  const detail = useSale(saleId);
  const words = useVocabulary().data;
  const say = (list: readonly Word[] | undefined, code: string) => {
    const word = list?.find((one) => one.code === code);
    return word ? (i18n.language === 'en' ? word.en : word.zh) : code;
  };
  const factsOf = (sale: Sale): [string, string][] => [
    [t('sales.soldOn'), sale.soldOn],
    [t('claim.origin'), sale.originName],
    [t('sales.supplier'), sale.supplierName],
    [t('sales.buyer'), sale.buyerName],
    [t('dashboard.buyerKind'), sale.buyerKind ? t(`buyerKinds.${sale.buyerKind}`) : '—'],
    [t('sales.channel'), say(words?.channels, sale.channel)],
    [t('sales.mode'), say(words?.salesModes, sale.mode)],
    [t('claims.series'), t(`claim.seriesOf.${sale.series}`)],
    [t('dashboard.mass'), mass(sale.massGrams, i18n.language)],
    [t('sale.countedAt'), dateTime(sale.countedAt)],
  ];
  return (
    <Await of={detail} height={500}>
      {({ sale, order, others }) => (
        <div className="stack">
          <PageHeading question={t('sale.question')} lead={sale.productName}>
            <Link className="button" to={`/official/sales?region=${sale.originCounty}`}>
              {t('sale.all')}
            </Link>
          </PageHeading>
          <section className="card stack-s">
            <div className="row-between">
              <h2>{yuan(sale.amountFen)}</h2>
              <StatusTag family={sale.isRecognised ? 'done' : 'ended'}>
                {t(sale.isRecognised ? 'sale.isRecognised' : 'sale.notRecognised')}
              </StatusTag>
            </div>
            <dl className="facts">
              {factsOf(sale).map(([name, value]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt className="muted">{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {others.map((other) => (
              <p key={other.id} className="alert warn">
                {t('sale.reversed', { amount: yuan(other.amountFen), at: dateTime(other.countedAt) })}
              </p>
            ))}
            {sale.claimId && (
              <p>
                <Link to={`/official/claims?claim=${sale.claimId}`}>{t('sale.claim')}</Link>
              </p>
            )}
            {sale.isDemonstration && <p className="muted small">{t('sale.generated')}</p>}
          </section>
          {order && <Order order={order} />}
        </div>
      )}
    </Await>
  );
}
