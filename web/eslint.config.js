import { readdirSync } from 'node:fs';
import { URL } from 'node:url';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Read from the folders, so that a new feature is guarded from its first line.
const features = readdirSync(new URL('src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Patterns of what a layer may not import, by the alias and by climbing out of its own folder. */
const apart = (folders, message) => ({
  group: folders.flatMap((folder) => [`@/${folder}`, `@/${folder}/*`, `**/../${folder.split('/').at(-1)}/*`]),
  message,
});
const desk = {
  group: ['antd', 'antd/*', '@/shared/desk', '@/shared/desk/*'],
  message: 'Phone and public pages stay small: antd is for desks.',
};
const refuse = (files, ...patterns) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } });
const others = (feature) =>
  apart(
    ['app', ...features.filter((other) => other !== feature).map((other) => `features/${other}`)],
    'A feature knows the shared parts, never another feature or the application.',
  );

export default tseslint.config(
  { ignores: ['dist', 'public', 'scripts', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  refuse(['src/shared/**'], apart(['app', 'features'], 'Shared parts know neither features nor the application.')),
  ...features.map((feature) => refuse([`src/features/${feature}/**`], others(feature))),
  refuse(['src/app/**/phone/**', 'src/app/**/public/**'], desk),
  ...features.map((feature) =>
    refuse([`src/features/${feature}/**/phone/**`, `src/features/${feature}/**/public/**`], others(feature), desk),
  ),
);
