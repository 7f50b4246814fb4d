import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** 读给我听: the device's own voice reads a text; nothing is sent anywhere. Absent where the device has no voice. */
export function ReadAloud({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const voice = typeof window === 'undefined' ? undefined : window.speechSynthesis;
  useEffect(() => () => voice?.cancel(), [voice]);
  if (!voice) return null;
  const speak = () => {
    voice.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = i18n.language;
    words.rate = 0.9;
    voice.speak(words);
  };
  return (
    <button type="button" className="button link" onClick={speak}>
      <span aria-hidden="true">♪</span> {t('readAloud')}
    </button>
  );
}
