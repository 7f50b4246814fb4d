import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

function watch(listener: () => void) {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function OfflineBar() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return online ? null : (
    <div className="offline-bar" role="status">
      {t('offlineBar')}
    </div>
  );
}
