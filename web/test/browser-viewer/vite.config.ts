import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import portal from '../../vite.config.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The viewer alone on a page, built like the portal and under its policy. Not shipped. */
export default mergeConfig(portal, {
  root: here,
  build: { outDir: fileURLToPath(new URL('../../target/browser-viewer', import.meta.url)) },
});
