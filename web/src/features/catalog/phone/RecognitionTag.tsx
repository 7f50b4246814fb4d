import { useTranslation } from 'react-i18next';
import { date } from '@/shared/format';
import { StatusTag } from '@/shared/ui';
import { familyOf, type OwnProduct } from './own';

/** How far a product's recognition is, in words. */
export function RecognitionTag({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  if (!product.recognition) return <StatusTag family="ended">{t('card.none')}</StatusTag>;
  const { state, isReturned, validTo, grade } = product.recognition;
  return (
    <StatusTag family={familyOf(product.recognition)}>
      {grade === 'county-produce' && `${t('card.county')} · `}
      {isReturned ? t('recognition.returned') : t(`recognition.states.${state}`)}
      {state === 'listed' && validTo ? ` ${date(validTo)}` : ''}
    </StatusTag>
  );
}
