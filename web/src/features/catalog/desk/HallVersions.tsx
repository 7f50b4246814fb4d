import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { dateTime } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ConfirmAct, StatusTag } from '@/shared/ui';
import type { HallVersion } from '../halls';

/** Every state of a hall as it was saved; any of them can be looked at and published. */
export function HallVersions({
  county,
  name,
  versions,
  onEdit,
  more,
}: {
  county: string;
  name: string;
  versions: readonly HallVersion[];
  onEdit: (version: HallVersion) => void;
  more?: () => void;
}) {
  const { t } = useTranslation(['catalog', 'shared']);
  const [asked, setAsked] = useState<HallVersion>();
  const publish = useIntent(
    (versionId: string, key) =>
      api.post('/api/halls/{countyCode}/versions/{versionId}/publication', {
        path: { countyCode: county, versionId },
        key,
      }),
    {
      refresh: [['hall-versions', county], ['hall-page', county], ['hall', county], ['halls']],
      onSuccess: () => setAsked(undefined),
    },
  );
  return (
    <section className="card stack-s">
      <h2>{t('hallDesk.history')}</h2>
      {versions.length === 0 && <p className="muted">{t('hallDesk.noVersions')}</p>}
      <ol className="lines">
        {versions.map((version) => (
          <li key={version.versionId} className="row-between" style={{ flexWrap: 'wrap' }}>
            <span>
              <strong>{t('hallDesk.number', { number: version.number })}</strong>{' '}
              <StatusTag family={version.isShown ? 'done' : version.publishedAt ? 'ended' : 'yours'}>
                {t(version.isShown ? 'hallDesk.shown' : version.publishedAt ? 'hallDesk.was' : 'hallDesk.draft')}
              </StatusTag>
              <div className="muted small">
                {t('hallDesk.savedBy', { name: version.savedByName, at: dateTime(version.savedAt) })}
              </div>
            </span>
            <span className="row" style={{ flexWrap: 'wrap' }}>
              <Link to={`/halls/${county}?version=${version.versionId}`}>{t('hallDesk.preview')}</Link>
              <button type="button" className="button" onClick={() => onEdit(version)}>
                {t('hallDesk.edit')}
              </button>
              {!version.isShown && (
                <button type="button" className="button" onClick={() => setAsked(version)}>
                  {t(version.publishedAt ? 'hallDesk.publishAgain' : 'hallDesk.publish')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
      {more && (
        <div>
          <button type="button" className="button" onClick={more}>
            {t('shared:more')}
          </button>
        </div>
      )}
      <ConfirmAct
        act={t('hallDesk.publishAct', { number: asked?.number })}
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        onAct={() => asked && publish.mutate(asked.versionId)}
        pending={publish.isPending}
        problem={publish.error}
      >
        <p>{t('hallDesk.publishText', { number: asked?.number, county: name })}</p>
      </ConfirmAct>
    </section>
  );
}
