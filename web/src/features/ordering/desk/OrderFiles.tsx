import { useTranslation } from 'react-i18next';
import { urlsOf, type Order } from '../api';

/** Everything that was attached to an order, by where it was attached. */
export function OrderFiles({ order }: { order: Order }) {
  const { t } = useTranslation('buying');
  const groups: { name: string; urls: readonly string[] }[] = [
    ...(order.inspection?.lines ?? []).map((line) => ({
      name: t('files.inspection', {
        name: order.lines.find((one) => one.id === line.lineId)?.productName ?? '',
      }),
      urls: urlsOf(line.photoUrls),
    })),
    ...order.disputes.map((dispute) => ({
      name: t('files.dispute'),
      urls: urlsOf([...dispute.evidenceUrls, ...dispute.messages.flatMap((message) => message.fileUrls)]),
    })),
  ].filter((group) => group.urls.length > 0);
  return (
    <section className="card stack-s">
      <h2>{t('order.part.files')}</h2>
      {groups.length === 0 && <p className="muted">{t('files.none')}</p>}
      {groups.map((group, index) => (
        <div key={index} className="stack-s">
          <h3>{group.name}</h3>
          <span className="proof">
            {group.urls.map((url, number) => (
              <a key={url} href={url} target="_blank" rel="noreferrer">
                <img src={url} alt={`${group.name} ${number + 1}`} />
              </a>
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}
