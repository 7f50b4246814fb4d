import { useTranslation } from 'react-i18next';
import { date } from '@/shared/format';
import { StatusTag } from '@/shared/ui';
import { familyOf, type OwnProduct } from './own';

/** How far a product's recognition is, in words. */
export function RecognitionTag({ product }: { product: OwnProduct }) {
  const { t } = useTranslation('catalog');
  if (!product.recognition) return <StatusTag family="ended">{t('card.county')}</StatusTag>;
  const { state, isReturned, validTo } = product.recognition;
  return (
    <StatusTag family={familyOf(product.recognition)}>
      {isReturned ? t('recognition.returned') : t(`recognition.states.${state}`)}
      {state === 'listed' && validTo ? ` ${date(validTo)}` : ''}
    </StatusTag>
  );
}
