import react from '@vitejs/plugin-react';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const server = process.env.MARKETPLACE_ADDRESS ?? 'http://127.0.0.1:5080';

/**
 * antd's table measures the scroll bar with a style element that carries no token, which the content security policy
 * refuses. This measures without one.
 */
const measureScrollBar = `
  const nothing = { width: 0, height: 0 };
  export function getTargetScrollBarSize(target) {
    if (typeof document === 'undefined' || !(target instanceof Element)) return nothing;
    const probe = document.createElement('div');
    probe.style.cssText = 'position:absolute;left:0;top:0;width:100px;height:100px;overflow:scroll';
    const look = getComputedStyle(target);
    probe.style.scrollbarColor = look.scrollbarColor;
    probe.style.scrollbarWidth = look.scrollbarWidth;
    document.body.appendChild(probe);
    const size = { width: probe.offsetWidth - probe.clientWidth, height: probe.offsetHeight - probe.clientHeight };
    probe.remove();
    return size;
  }
  export default () => getTargetScrollBarSize(typeof document === 'undefined' ? undefined : document.body).width;
`;
const withoutStyleElement: NonNullable<ViteUserConfig['plugins']>[number] = {
  name: 'measure-scroll-bar',
  enforce: 'pre',
  load: (id) => (/@rc-component\/util\/es\/getScrollBarSize\.js$/.test(id) ? measureScrollBar : undefined),
};

export default defineConfig({
  plugins: [react(), withoutStyleElement],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  server: {
    proxy: {
      '/api': { target: server, changeOrigin: false },
      '/files': { target: server },
      '^/(trace|recognitions)(/|\\?|\\.csv|$)': { target: server },
    },
  },
  build: {
    manifest: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
  test: {
    environment: 'jsdom',
    globals: false,
    setupFiles: ['src/test-setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
