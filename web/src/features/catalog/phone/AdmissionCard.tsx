import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusTag } from '@/shared/ui';
import './i18n';
import { reasonOf, useAdmission } from './admission';

/** Where the admission stands, until the organisation may sell; then nothing. */
export function AdmissionCard({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation('catalog');
  const { data: admission, isSuccess } = useAdmission(organisationId);
  if (!isSuccess || admission?.state === 'active') return null;
  const isOver = admission?.state === 'removed' || admission?.state === 'suspended';
  const mustApply = !admission || admission.state === 'removed';
  return (
    <section className={`alert ${isOver ? '' : mustApply ? 'warn' : 'note'} stack-s`} aria-label={t('apply.title')}>
      <div className="row-between">
        <strong>{t('apply.title')}</strong>
        <StatusTag family={isOver ? 'problem' : mustApply ? 'yours' : 'theirs'}>
          {admission ? t(`apply.states.${admission.state}`) : t('apply.states.none')}
        </StatusTag>
      </div>
      {admission && isOver && <p>{t('apply.because', { reason: reasonOf(admission) ?? '—' })}</p>}
      <p>{t(`apply.next.${admission?.state ?? 'none'}`)}</p>
      <Link className={`button ${mustApply ? 'primary' : ''} block`} to="/supplier/admission">
        {t(!admission ? 'apply.act' : mustApply ? 'apply.again' : 'apply.see')}
      </Link>
    </section>
  );
}
