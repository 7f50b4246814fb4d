import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api';
import { dateTime, inUnit, percent, prose } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { Await, ConfirmAct, PageHeading, StatusTag } from '@/shared/ui';
import { useBulletin, type BulletinDetail } from '../api';
import '../i18n';
import './paper.css';

/** The paper as it will lie on a table: A4, margins and type of GB/T 9704. */
function Paper({ detail }: { detail: BulletinDetail }) {
  const { t } = useTranslation('programme');
  // An official paper is Chinese whatever the screen around it speaks.
  const say = (key: string, values: Record<string, string> = {}) => t(`paper.${key}`, { lng: 'zh-CN', ...values });
  const { figures, number, draftedAt } = detail.snapshot;
  return (
    <>
      <article className="a4" lang="zh-CN">
        <p className="a4-number">{number}</p>
        <h2 className="a4-title">
          {(detail.title as string[]).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </h2>
        {detail.passages.map((passage, index) => (
          <div key={index}>
            {passage.head && <h3>{passage.head}</h3>}
            <p>{passage.text}</p>
          </div>
        ))}
        <p className="a4-annex">{say('annexOf', { title: detail.annex })}</p>
        <p className="a4-date">{prose(draftedAt)}</p>
      </article>
      <article className="a4" lang="zh-CN">
        <p className="a4-left">{say('annex')}</p>
        <h2 className="a4-title small">{detail.annex}</h2>
        <p className="a4-unit">{say('unit')}</p>
        <table>
          <thead>
            <tr>
              {(['place', 'county', 'target', 'gross', 'recognised', 'rate'] as const).map((head) => (
                <th key={head} scope="col">
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.counties.map((county, index) => (
              <tr key={county.code}>
                <td className="centre">{index + 1}</td>
                <td>{county.name}</td>
                <td className="num">{inUnit(county.targetFen, 'wan')}</td>
                <td className="num">{inUnit(county.amounts.grossFen, 'wan')}</td>
                <td className="num">{inUnit(county.amounts.recognisedFen, 'wan')}</td>
                <td className="num">
                  {county.completionPercent == null ? '—' : percent(county.completionPercent / 100, 2)}
                </td>
              </tr>
            ))}
            <tr>
              <td />
              <td>{say('total')}</td>
              <td className="num">{inUnit(figures.total.targetFen, 'wan')}</td>
              <td className="num">{inUnit(figures.total.amounts.grossFen, 'wan')}</td>
              <td className="num">{inUnit(figures.total.amounts.recognisedFen, 'wan')}</td>
              <td className="num">
                {figures.total.completionPercent == null ? '—' : percent(figures.total.completionPercent / 100, 2)}
              </td>
            </tr>
          </tbody>
        </table>
      </article>
    </>
  );
}

export default function BulletinPage() {
  const { t } = useTranslation('programme');
  const { bulletinId = '' } = useParams();
  const detail = useBulletin(bulletinId);
  const session = useSession().data;
  const [asking, setAsking] = useState(false);
  const sign = useIntent(
    (id: string, key) => api.post('/api/bulletins/{bulletinId}/signature', { path: { bulletinId: id }, key }),
    { refresh: [['bulletin', bulletinId], ['bulletins'], ['claims']], onSuccess: () => setAsking(false) },
  );
  return (
    <Await of={detail} height={700}>
      {(found) => {
        const { bulletin } = found;
        const published = bulletin.state === 'published';
        return (
          <div className="stack">
            <PageHeading question={t('bulletins.right')} lead={bulletin.number}>
              {(['docx', 'xlsx'] as const).map((kind) => (
                <a key={kind} className="button" href={`/api/bulletins/${bulletin.id}/${kind}`} download>
                  {t('bulletins.download', { kind })}
                </a>
              ))}
              {bulletin.maySign && has(session, ['county-official', 'city-official']) && (
                <button type="button" className="button primary" onClick={() => setAsking(true)}>
                  {t('bulletins.sign')}
                </button>
              )}
            </PageHeading>
            <div className="card row-between no-print">
              <span>
                <StatusTag family={published ? 'done' : bulletin.maySign ? 'yours' : 'theirs'}>
                  {t(published ? 'bulletins.published' : bulletin.maySign ? 'bulletins.yours' : 'bulletins.waits')}
                </StatusTag>{' '}
                <span className="small">
                  {t('bulletins.draftedBy', { person: bulletin.draftedBy, at: dateTime(bulletin.draftedAt) })}
                  {bulletin.signedBy &&
                    ` · ${t('bulletins.signedBy', { person: bulletin.signedBy, at: dateTime(bulletin.signedAt) })}`}
                </span>
              </span>
              <span className="muted small" title={bulletin.hash}>
                {t('bulletins.hash', { hash: bulletin.hash.slice(0, 16) })}
              </span>
            </div>
            <div className="a4-desk">
              <Paper detail={found} />
            </div>
            <ConfirmAct
              act={t('bulletins.sign')}
              open={asking}
              onClose={() => setAsking(false)}
              onAct={() => sign.mutate(bulletin.id)}
              pending={sign.isPending}
              problem={sign.error}
            >
              <p>{t('bulletins.signWhat', { number: bulletin.number })}</p>
            </ConfirmAct>
          </div>
        );
      }}
    </Await>
  );
}
