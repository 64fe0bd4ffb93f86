import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Who may import whom: app → features → {ui, lib}; lib → crypto's one facade; nothing else. */
const arrows = [
  {
    from: { element: { type: 'app' } },
    allow: { to: { element: { types: { anyOf: ['feature', 'ui', 'lib'] } } } },
  },
  {
    from: { element: { type: 'feature' } },
    allow: { to: { element: { types: { anyOf: ['ui', 'lib'] } } } },
  },
  {
    from: { element: { type: 'lib' } },
    allow: { to: { element: { type: 'crypto', fileInternalPath: 'index.ts' } } },
  },
  // A feature is entered by its index.ts only.
  {
    disallow: { to: { element: { type: 'feature', fileInternalPath: '!index.ts' } } },
    message: 'a feature is imported through its index.ts only',
  },
];

export default tseslint.config(
  { ignores: ['target/**', 'node_modules/**'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Code points are what the formats count, and control characters what they refuse.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      'no-control-regex': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/lib/media/blobAddress.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'URL',
          property: 'createObjectURL',
          message: 'blobAddress.ts does, by a list of types',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries, 'react-hooks': reactHooks },
    settings: {
      'import/resolver': {
        [fileURLToPath(new URL('./build/importResolver.cjs', import.meta.url))]: {},
      },
      'boundaries/elements': [
        { type: 'app', pattern: 'src/app' },
        { type: 'feature', pattern: 'src/features/*', capture: ['name'] },
        { type: 'ui', pattern: 'src/ui' },
        { type: 'lib', pattern: 'src/lib' },
        { type: 'crypto', pattern: 'src/crypto' },
      ],
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': ['error', { default: 'disallow', policies: arrows }],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        localStorage: 'readonly',
        innerWidth: 'readonly',
        document: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
