import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { logInBudget } from './build/budget.ts';
import { mediaWorker } from './build/mediaWorker.ts';
import { pdfFiles } from './build/pdfFiles.ts';
import { delivery } from './build/delivery.ts';
import { libraryStyles } from './build/libraryStyles.ts';
import { lazyStylesheets } from './build/integrity.ts';
import { themeStyles } from './build/themeStyles.ts';

const { version } = JSON.parse(
  readFileSync(new URL('./package.json', import.meta.url), 'utf8'),
) as { version: string };

/** Where `npm run dev` finds the service. */
const service = process.env['MEDSEAL_SERVICE'] ?? 'http://127.0.0.1:8480';

export default defineConfig({
  plugins: [
    react(),
    themeStyles(),
    libraryStyles(),
    lazyStylesheets(),
    pdfFiles(),
    logInBudget(),
    mediaWorker(),
    delivery(version),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  worker: { format: 'es' },
  optimizeDeps: {
    exclude: ['@cornerstonejs/dicom-image-loader'],
    include: ['dicom-parser', 'events'],
  },
  server: { host: '127.0.0.1', proxy: { '/api': service } },
  build: {
    target: 'es2023',
    outDir: 'target/classes/static',
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
