import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useIntent } from '@/shared/http';
import { has, useSession } from '@/shared/session';
import { ChoiceField, PhotoPicker, ProblemAlert, TextField, type Photo } from '@/shared/ui';
import { decide, nextReview, type Act, type File } from './recognition';

/** The desk's decision: an opinion, the papers it rests on, and at the county which status it gives. */
export function Review({
  file,
  opinionBox,
  onDone,
}: {
  file: File;
  opinionBox: RefObject<HTMLDivElement | null>;
  onDone: () => void;
}) {
  const { t } = useTranslation('catalog');
  const session = useSession().data;
  const [opinion, setOpinion] = useState('');
  const [grade, setGrade] = useState<File['grade']>(file.grade);
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const next = nextReview(file);
  const isCounty = next?.route === 'county-decision';
  const review = useIntent(
    (act: Act, key) =>
      decide(file.recognitionId, act, file.version, opinion, key, {
        evidence: photos.map((photo) => photo.id),
        grade: act === 'county-decision' && grade !== file.grade ? grade : null,
      }),
    {
      refresh: [['recognition-queue'], ['recognition', file.recognitionId]],
      onSuccess: () => {
        setOpinion('');
        setPhotos([]);
        onDone();
      },
    },
  );
  if (!next || !has(session, next.roles)) return null;
  return (
    <section className="card stack" ref={opinionBox}>
      {isCounty && (
        <ChoiceField
          label={t('recognition.grade')}
          hint={t(grade === file.grade ? 'recognition.gradeHint' : 'recognition.gradeChanged')}
          value={grade}
          onChange={(value) => setGrade(value as File['grade'])}
          choices={(['recognised', 'county-produce'] as const).map((one) => ({
            value: one,
            label: t(`recognition.grades.${one}`),
          }))}
        />
      )}
      <TextField
        label={t('recognition.opinion')}
        hint={t('recognition.opinionHint')}
        value={opinion}
        onChange={setOpinion}
        lines={2}
      />
      <details>
        <summary>{t('recognition.addEvidence')}</summary>
        <PhotoPicker photos={photos} onChange={(change) => setPhotos(change)} most={12} />
      </details>
      <ProblemAlert problem={review.error} />
      <div className="row">
        <button
          type="button"
          className="button"
          data-act="return"
          disabled={review.isPending}
          onClick={() => review.mutate('return')}
        >
          {t('recognition.return')} <kbd>R</kbd>
        </button>
        <button
          type="button"
          className="button primary"
          data-act="pass"
          disabled={review.isPending}
          onClick={() => review.mutate(next.route)}
        >
          {t('recognition.pass')} <kbd>A</kbd>
        </button>
      </div>
    </section>
  );
}
