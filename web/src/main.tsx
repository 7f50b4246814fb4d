import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './shared/i18n';
import { applyElder } from './shared/theme/elder';
import './shared/theme/global.css';
import { applyTokens } from './shared/theme/tokens';

applyTokens();
applyElder();
createRoot(document.getElementById('root')!).render(<App />);
