import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '../http/client';
import en from './en.json';
import zh from './zh-CN.json';

const key = 'mp-language';

function remembered(): string {
  try {
    return localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

void i18next.use(initReactI18next).init({
  lng: remembered(),
  fallbackLng: 'zh-CN',
  ns: ['shared'],
  defaultNS: 'shared',
  resources: { 'zh-CN': { shared: zh }, en: { shared: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

const announce = (language: string) => {
  document.documentElement.lang = language;
  speak(language);
};
announce(i18next.language);
i18next.on('languageChanged', announce);

export function chooseLanguage(language: string): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // Not remembered, but spoken now.
  }
  void i18next.changeLanguage(language);
}

/** A feature brings its own sentences when its screens are loaded. */
export function sentences(namespace: string, chinese: object, english: object): void {
  i18next.addResourceBundle('zh-CN', namespace, chinese, true, true);
  i18next.addResourceBundle('en', namespace, english, true, true);
}
