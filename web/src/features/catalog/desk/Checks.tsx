import { useTranslation } from 'react-i18next';
import type { File } from './recognition';

/** 自动核对: what the platform knows of the claims, to be held against the papers beside it. */
export function Checks({ file }: { file: File }) {
  const { t } = useTranslation('catalog');
  return (
    <>
      <h4 className="checks-title">{t('recognition.checked')}</h4>
      <ul className="small checks">
        {file.checks.map(({ check, isMet, detail }) => {
          const [mark, word] = isMet == null ? ['–', 'unknown'] : isMet ? ['✓', 'met'] : ['!', 'missing'];
          return (
            <li key={check} className={word}>
              <span aria-hidden="true">{mark}</span>
              <span>
                {t(`recognition.check.${check}.${word}`)}
                {detail && detail !== '0' && <span className="muted"> {detail}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
