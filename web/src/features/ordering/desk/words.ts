import { useTranslation } from 'react-i18next';
import { useVocabulary, type Word } from '../api';

/** Channels and sales modes by their names in the language that is shown. */
export function useWords() {
  const { i18n } = useTranslation();
  const words = useVocabulary().data;
  const say = (word: Word) => (i18n.language === 'en' ? word.en : word.zh);
  const find = (list: readonly Word[] | undefined, code: string) => {
    const word = list?.find((one) => one.code === code);
    return word ? say(word) : code;
  };
  const choices = (list: readonly Word[] | undefined) =>
    (list ?? []).map((word) => ({ value: word.code, label: say(word) }));
  return {
    channel: (code: string) => find(words?.channels, code),
    mode: (code: string) => find(words?.salesModes, code),
    channels: choices(words?.channels),
    modes: choices(words?.salesModes),
  };
}

/** The text in the language that is shown. */
export function useSaid() {
  const { i18n } = useTranslation();
  return (text: { zh: string; en: string }) => (i18n.language === 'en' ? text.en : text.zh);
}
